//! Rows that name their own measure and unit.

use talent_domain::{CodeList, Lang, Measure, TemplateCode};

use super::cell::read_figure_cell;
use super::name::take_code;
use super::sheet_row::SheetRow;
use super::total::is_total_word;
use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::{CodeProblem, NameProblem, Problem, RowProblem, UnitProblem};
use crate::row::Row;
use crate::table::{BoundColumn, Label, Words};
use crate::templates::Template;
use crate::values::{FileUnit, needs_unit, unit_names, units_of};
use talent_domain::nearest;

/// Reads the value of a row that names its own measure and unit, if it does. `pane_columns` are those of the year at
/// hand, where years stand side by side.
pub(super) fn read_row_value(
    row: &mut Row,
    source: SheetRow<'_>,
    pane_columns: &[BoundColumn],
    findings: &mut Vec<Finding>,
) {
    let column = |kind: Kind| {
        let of_pane = pane_columns.iter().find(|bound| bound.spec.kind == kind);
        of_pane.or_else(|| source.binding.column_of(kind))
    };
    let (Some(value), Some(code)) = (column(Kind::RowValue), column(Kind::MeasureCode)) else {
        return;
    };
    let text = row.text(code.spec.heading).to_owned();
    if text.is_empty() {
        return;
    }
    let Some(label) = label_of(&text, source) else {
        let problem = not_a_measure(text, source);
        findings.push(source.cell(code.column).finding(problem));
        row.complete = false;
        return;
    };
    let measure = label.measure;
    if let Err(problem) = take_industry(row, &label, &text, source, code) {
        findings.push(source.cell(code.column).finding(problem));
        row.complete = false;
        return;
    }
    let unit_column = column(Kind::RowUnit);
    let stated = unit_column.map_or("", |unit| row.text(unit.spec.heading));
    let stated = if stated.is_empty() { label.unit.as_deref().unwrap_or("") } else { stated };
    let read = match row_unit(measure, stated) {
        Ok(unit) => {
            let cell = source.cell(value.column);
            read_figure_cell(row, &cell, measure, unit, findings)
                .map_err(|problem| cell.finding(problem))
        }
        Err(problem) => Err(source.cell(unit_column.unwrap_or(code).column).finding(problem)),
    };
    if let Err(finding) = read {
        findings.push(finding);
        row.complete = false;
    }
}

/// The figure that a row names: by its code, by a heading of the template, or by a label with its industry. The total of
/// all destinations is the graduates.
fn label_of(text: &str, source: SheetRow<'_>) -> Option<Label> {
    let words = Words::parse(text);
    let template = &source.binding.template;
    let by_code = || Measure::from_code(text).or_else(|| words.figure_in(template));
    let total = || {
        let is_graduates = template.code == TemplateCode::T1 && is_total_word(text);
        is_graduates.then_some(Measure::Graduates)
    };
    match by_code().or_else(total) {
        Some(measure) => Some(Label { measure, unit: words.unit.clone(), industry: String::new() }),
        None if matches!(template.code, TemplateCode::T0 | TemplateCode::T4) => Label::parse(text),
        None => None,
    }
}

/// That a text names no measure: one that is misspelt, or one of the many others that databases have.
fn not_a_measure(text: String, source: SheetRow<'_>) -> Problem {
    if Words::parse(&text).is_rate() {
        return RowProblem::Rate { text }.into();
    }
    let template = &source.binding.template;
    let codes = Measure::ALL.iter().map(|measure| measure.code());
    let headings = template.figures().map(|column| column.heading);
    let nearest = nearest(&text, codes.chain(headings));
    let is_of_template = source.binding.panes.is_empty();
    if nearest.is_none() && !is_of_template {
        return RowProblem::OtherIndicator { text }.into();
    }
    CodeProblem::Unknown { text, list: "指标", nearest }.into()
}

/// Takes the industry that a label names, unless the row has one.
fn take_industry(
    row: &mut Row,
    label: &Label,
    text: &str,
    source: SheetRow<'_>,
    code: &BoundColumn,
) -> Result<(), Problem> {
    let list = CodeList::Industry;
    if row.industry.is_some() || label.industry.is_empty() {
        return Ok(());
    }
    let cell = source.cell(code.column);
    let cell = cell.holding(CellValue::Text(&label.industry));
    let template = Template::of(TemplateCode::T4);
    take_code(row, list, &cell, &template, source.lookup).map_err(|problem| match problem {
        Problem::Name(NameProblem::Unknown { nearest: None, .. }) => {
            RowProblem::OtherIndicator { text: text.to_owned() }.into()
        }
        other => other,
    })
}

/// The unit of a value: the stated one, or the usual one of a measure that cannot be misread.
fn row_unit(measure: Measure, stated: &str) -> Result<FileUnit, UnitProblem> {
    match units_of(measure).iter().find(|unit| unit.name == stated) {
        Some(unit) => Ok(*unit),
        None if stated.is_empty() && !needs_unit(measure) => Ok(units_of(measure)[0]),
        None if stated.is_empty() => Err(UnitProblem::Missing {
            heading: measure.name(Lang::Zh),
            allowed: unit_names(measure),
        }),
        None => Err(UnitProblem::Unfit { unit: stated.to_owned(), allowed: unit_names(measure) }),
    }
}
