//! Binding the columns of a sheet to a template, step by step.

use talent_domain::TemplateCode;

use super::across::across_finding;
use super::arrangement::Arrangement;
use super::binding::{Binding, BoundColumn, Stated};
use super::heading::Heading;
use super::marker::marker;
use super::meaning::{Meaning, Meanings, column_unit};
use super::scope::scope_problem;
use super::search::best_match;
use super::title::Origin;
use super::titled_figure::stated_units;
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::{ArrangementProblem, HeadingProblem, Problem, SheetProblem};
use crate::sheet::Sheet;
use crate::templates::Template;
use talent_domain::nearest;

/// Binds the sheet to the template whose headings it has. `None` if nothing can be read from it; why
/// not is among the findings, unless it is an explanation by its name.
pub(crate) fn bind(sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Binding> {
    let marked = marker(sheet).map_err(|finding| findings.push(finding)).ok()?;
    let mut arrangement = arrange(sheet, marked, findings)?;
    let missing = missing_headings(sheet, &mut arrangement);
    if !missing.is_empty() {
        if marked.is_none() {
            findings.extend(not_a_template(sheet, &arrangement, &missing));
            return None;
        }
        findings.extend(missing_findings(sheet, &arrangement, &missing));
    }
    if let Some(problem) = without_figures(&arrangement) {
        findings.push(sheet.cell(arrangement.bottom, 0).finding(problem));
        return None;
    }
    let mut binding = unbound(sheet, &arrangement);
    findings.extend(years_of_titles(sheet, &binding));
    let before = findings.len();
    bind_columns(sheet, &arrangement, marked.is_some(), &mut binding, findings);
    if arrangement.is_wide() && binding.panes.is_empty() && findings.len() == before {
        let problem = HeadingProblem::Missing { heading: "年份", nearest: None };
        findings.push(sheet.cell(arrangement.bottom, 0).finding(problem));
        return None;
    }
    findings.extend(across_finding(sheet, &binding));
    let is_unclear =
        findings[before..].iter().any(|finding| finding.problem.leaves_table_unclear());
    (missing.is_empty() && !is_unclear).then_some(binding)
}

/// The arrangement that fits best, of the marked template if there is a marker.
fn arrange(
    sheet: &Sheet,
    marked: Option<TemplateCode>,
    findings: &mut Vec<Finding>,
) -> Option<Arrangement> {
    let candidates = marked.map_or_else(|| TemplateCode::ALL.to_vec(), |code| vec![code]);
    let arrangement = best_match(sheet, &candidates);
    if arrangement.is_none() && !is_explanation(sheet) {
        findings.push(sheet.finding(SheetProblem::NotATemplate { nearest: None }));
    }
    arrangement
}

fn is_explanation(sheet: &Sheet) -> bool {
    let says_so = |name: &str| ["说明", "代码表", "选项"].iter().any(|word| name.contains(word));
    sheet.is_empty() || sheet.name().is_some_and(says_so)
}

/// The required headings that neither the table nor its title gives.
fn missing_headings(sheet: &Sheet, arrangement: &mut Arrangement) -> Vec<&'static Column> {
    let missing = arrangement.missing();
    if missing.is_empty() || arrangement.template.code.is_list() {
        return missing;
    }
    arrangement.take_titles(sheet);
    arrangement.take_titled_industry(sheet);
    arrangement.missing()
}

/// That a sheet without a marker has not all headings of the nearest template. Nothing is said of the sheet
/// that explains a blank one.
fn not_a_template(
    sheet: &Sheet,
    arrangement: &Arrangement,
    missing: &[&Column],
) -> Option<Finding> {
    if sheet.name() == Some(Template::HELP_SHEET) {
        return None;
    }
    let name = |column: &&Column| match near_heading(column.heading, arrangement) {
        Some(near) => format!("{}（有相近的“{near}”）", column.heading),
        None => column.heading.to_owned(),
    };
    let names = missing.iter().map(name).collect();
    let nearest = Some((arrangement.template.code, names));
    Some(sheet.finding(SheetProblem::NotATemplate { nearest }))
}

fn missing_findings(
    sheet: &Sheet,
    arrangement: &Arrangement,
    missing: &[&'static Column],
) -> impl Iterator<Item = Finding> {
    missing.iter().map(|column| {
        let nearest = near_heading(column.heading, arrangement);
        let problem = HeadingProblem::Missing { heading: column.heading, nearest };
        sheet.cell(arrangement.bottom, 0).finding(problem)
    })
}

/// The heading of the sheet that is near to one of the template, among those that are none of it. A rate is near to no
/// count.
fn near_heading(heading: &str, arrangement: &Arrangement) -> Option<String> {
    let unknown = arrangement.headings.iter().filter(|other| !arrangement.is_of_template(other));
    nearest(heading, unknown.filter(|other| !other.is_rate()).map(Heading::name))
}

/// That no heading is that of a figure although the template has figures.
fn without_figures(arrangement: &Arrangement) -> Option<HeadingProblem> {
    const SHOWN: usize = 4;
    let names: Vec<&str> =
        arrangement.template.figures().take(SHOWN).map(|column| column.heading).collect();
    let has_figures = arrangement.is_wide()
        || arrangement.is_long()
        || arrangement.across.is_some()
        || arrangement.labels.is_some()
        || arrangement.labels_across
        || arrangement.total.is_some()
        || arrangement.has_figure();
    let is_without = !names.is_empty() && !has_figures;
    let near = || {
        let near = |column: &Column| {
            let near = near_heading(column.heading, arrangement)?;
            Some(format!("“{near}”（{}）", column.heading))
        };
        arrangement.template.figures().find_map(near)
    };
    is_without.then(|| HeadingProblem::NoFigure { headings: names.join("、"), nearest: near() })
}

/// The binding before any column is bound, with what is stated for all rows.
fn unbound(sheet: &Sheet, arrangement: &Arrangement) -> Binding {
    let rows = arrangement.top..=arrangement.bottom;
    let stated = arrangement.stated().map(|(spec, pair)| Stated {
        spec,
        row: pair.row,
        column: pair.column,
        value: pair.value.clone(),
        origin: pair.origin,
    });
    Binding {
        template: arrangement.template,
        first_heading_row: arrangement.top,
        last_heading_row: arrangement.bottom,
        headed: arrangement.headings.iter().map(|heading| heading.column).collect(),
        width: rows.map(|row| sheet.width(row)).max().unwrap_or(0),
        columns: Vec::new(),
        stated: stated.collect(),
        panes: Vec::new(),
        lost_figures: false,
        sexes: sexes(arrangement),
    }
}

/// The columns of men and of women under the heading of a figure. Where years stand side by side there are several of each.
fn sexes(arrangement: &Arrangement) -> Vec<(&'static str, usize)> {
    const SEXES: [&str; 6] = ["男", "女", "男生", "女生", "男性", "女性"];
    let of_sexes = arrangement.headings.iter().filter(|heading| SEXES.contains(&heading.name()));
    // Of a table of one figure all columns are parts of its total.
    let titled = arrangement.total.map(|(_, figure)| figure);
    let with_figure = |heading: &Heading| {
        Some((arrangement.part_of(heading).or(titled)?.heading, heading.column))
    };
    of_sexes.filter_map(with_figure).collect()
}

/// That the year of all rows was taken from a title or from the name of the sheet.
fn years_of_titles(sheet: &Sheet, binding: &Binding) -> impl Iterator<Item = Finding> {
    let years = binding.stated.iter().filter(|stated| stated.spec.kind == Kind::Year);
    years.filter_map(|stated| {
        let CellValue::Text(text) = &stated.value else { return None };
        let year = text.clone();
        match stated.origin {
            Origin::Pair => None,
            Origin::Title => {
                Some(stated.cell(sheet).finding(ArrangementProblem::YearOfTitle { year }))
            }
            Origin::SheetName => Some(sheet.finding(ArrangementProblem::YearOfSheet { year })),
        }
    })
}

fn bind_columns(
    sheet: &Sheet,
    arrangement: &Arrangement,
    is_marked: bool,
    binding: &mut Binding,
    findings: &mut Vec<Finding>,
) {
    if let Some((list, column)) = arrangement.down {
        let spec = arrangement.template.name_column(list);
        binding.columns.extend(spec.map(|spec| BoundColumn { spec, column, unit: None }));
        binding.headed.push(column);
    }
    let units = stated_units(sheet, arrangement);
    let meanings = Meanings::of(sheet, arrangement, is_marked);
    let is_names =
        |heading: &Heading| arrangement.down.is_some_and(|(_, column)| column == heading.column);
    let mut is_scope_said = false;
    // Running numbers are of no use to anyone.
    let useful = arrangement.headings.iter().filter(|heading| heading.name() != "序号");
    for heading in useful.filter(|heading| !is_names(heading)) {
        let cell = sheet.cell(heading.row, heading.column);
        let bound = meanings.read(heading).and_then(|meaning| {
            if !is_scope_said {
                let scope = scope_problem(sheet, arrangement, heading, meaning.spec);
                is_scope_said = scope.is_some();
                findings.extend(scope.map(|problem| cell.finding(problem)));
            }
            bind_column(sheet, heading, &meaning, &units, binding)
        });
        if let Err(problem) = bound {
            let is_unclear = problem.leaves_table_unclear();
            // Men and women under one heading are one thing to say.
            let is_group =
                matches!(problem, Problem::Arrangement(ArrangementProblem::PartsOfGroup { .. }));
            if !is_group || !findings.iter().any(|finding| finding.problem == problem) {
                findings.push(cell.finding(problem));
            }
            if is_unclear {
                return;
            }
        }
    }
}

fn bind_column(
    sheet: &Sheet,
    heading: &Heading,
    meaning: &Meaning,
    stated_units: &[String],
    binding: &mut Binding,
) -> Result<(), Problem> {
    let spec = meaning.spec;
    let columns = match meaning.pane {
        None => &mut binding.columns,
        Some(key) => binding.pane_columns(key),
    };
    if let Some(first) = columns.iter().find(|bound| bound.spec.heading == spec.heading) {
        let first = sheet.cell(heading.row, first.column).cell_ref().address();
        return Err(HeadingProblem::Twice { heading: heading.whole(), first }.into());
    }
    match column_unit(spec, meaning.unit.as_deref(), stated_units) {
        Ok(unit) => columns.push(BoundColumn { spec, column: heading.column, unit }),
        Err(problem) => {
            binding.lost_figures = true;
            return Err(problem.into());
        }
    }
    Ok(())
}
