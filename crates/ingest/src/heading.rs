//! Finding the heading row of a sheet and binding its columns to the template.

use unicode_normalization::UnicodeNormalization;

use crate::finding::{Finding, Problem};
use crate::number::{FileUnit, needs_unit, unit_names, units_of};
use crate::sheet::{CellValue, Sheet};
use crate::template::{Column, Kind, Template, TemplateCode};

/// A template bound to the columns of a sheet.
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) template: Template,
    /// The row of the headings, counted from 0.
    pub(crate) row: usize,
    pub(crate) columns: Vec<BoundColumn>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct BoundColumn {
    pub(crate) spec: &'static Column,
    /// Column of the sheet, counted from 0.
    pub(crate) at: usize,
    /// Unit of a figure column.
    pub(crate) unit: Option<FileUnit>,
}

/// Headings stand within this many rows of the top.
const SEARCHED_ROWS: usize = 12;

/// Binds the sheet to the template whose headings it has. `None` if the sheet is not meant to hold
/// data: no row of it has two headings of any template, and it says so by its name.
pub(crate) fn bind(sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Binding> {
    let marked = marker(sheet, findings)?;
    let candidates: Vec<TemplateCode> = match marked {
        Some(code) => vec![code],
        None => TemplateCode::ALL.to_vec(),
    };
    let Some((template, row)) = best_match(sheet, &candidates) else {
        if !is_explanation(sheet) {
            findings.push(sheet.finding(Problem::NotATemplate { nearest: None }));
        }
        return None;
    };
    let headings: Vec<(usize, Heading)> = sheet
        .row(row)
        .filter_map(|cell| Some((cell.column(), Heading::parse(cell.value)?)))
        .collect();
    let missing: Vec<&'static Column> = template
        .columns
        .iter()
        .filter(|column| column.required && !headings.iter().any(|(_, h)| h.is(column)))
        .collect();
    if marked.is_none() && !missing.is_empty() {
        let names = missing.iter().map(|column| column.heading).collect();
        let nearest = Some((template.code, names));
        findings.push(sheet.finding(Problem::NotATemplate { nearest }));
        return None;
    }
    for column in &missing {
        let nearest = nearest(column.heading, headings.iter().map(|(_, h)| h.name.as_str()));
        let problem = Problem::HeadingMissing { heading: column.heading, nearest };
        findings.push(sheet.cell(row, 0).finding(problem));
    }
    let holds_figures =
        |column: &&Column| matches!(column.kind, Kind::Figure(_) | Kind::Word(..) | Kind::RowValue);
    let figures: Vec<&Column> = template.columns.iter().filter(holds_figures).collect();
    let known = |column: &&Column| headings.iter().any(|(_, heading)| heading.is(column));
    if !figures.is_empty() && !figures.iter().any(known) {
        let some: Vec<&str> = figures.iter().take(4).map(|column| column.heading).collect();
        let problem = Problem::NoFigureColumn { headings: some.join("、") };
        findings.push(sheet.cell(row, 0).finding(problem));
        return None;
    }
    let stated = stated_units(sheet, row);
    let mut columns: Vec<BoundColumn> = Vec::new();
    for (at, heading) in headings {
        let cell = sheet.cell(row, at);
        let Some(spec) = template.columns.iter().find(|column| heading.is(column)) else {
            findings.push(cell.finding(Problem::HeadingUnknown { heading: heading.whole }));
            continue;
        };
        if let Some(first) = columns.iter().find(|bound| bound.spec.heading == spec.heading) {
            let first = sheet.cell(row, first.at).place().address();
            findings.push(cell.finding(Problem::HeadingTwice { heading: heading.whole, first }));
            continue;
        }
        let unit = match column_unit(spec, heading.unit.as_deref(), &stated) {
            Ok(unit) => unit,
            Err(problem) => {
                findings.push(cell.finding(problem));
                continue;
            }
        };
        columns.push(BoundColumn { spec, at, unit });
    }
    missing.is_empty().then_some(Binding { template, row, columns })
}

/// The template named in the corner, such as `T4 产业产出与用工 v1`. The outer `None` if it is of
/// another version: that has been reported.
#[allow(clippy::option_option, reason = "no marker is an answer; a wrong one has been reported")]
fn marker(sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Option<TemplateCode>> {
    for row in 0..SEARCHED_ROWS.min(sheet.len()) {
        for cell in sheet.row(row).take(2) {
            let CellValue::Text(text) = cell.value else { continue };
            let text = text.trim();
            let Some(code) = text.get(..2).and_then(TemplateCode::from_code) else { continue };
            let Some((_, version)) = text.rsplit_once(" v") else { continue };
            let Ok(version) = version.trim().parse::<u32>() else { continue };
            if version != 1 {
                findings.push(cell.finding(Problem::OtherVersion { template: code, version }));
                return None;
            }
            return Some(Some(code));
        }
    }
    Some(None)
}

/// The template and row with the most headings in common; at least two.
fn best_match(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<(Template, usize)> {
    let mut best: Option<((usize, usize), Template, usize)> = None;
    for row in 0..SEARCHED_ROWS.min(sheet.len()) {
        let headings: Vec<Heading> =
            sheet.row(row).filter_map(|cell| Heading::parse(cell.value)).collect();
        for code in candidates {
            let template = code.template();
            let found = |required: bool| {
                let columns = template.columns.iter().filter(|c| !required || c.required);
                columns.filter(|column| headings.iter().any(|h| h.is(column))).count()
            };
            let needed = template.columns.iter().filter(|column| column.required).count();
            // A template all of whose required headings are there goes first, then the most hits.
            let score = (usize::from(found(true) == needed), found(false));
            if score.1 >= 2 && best.as_ref().is_none_or(|(other, ..)| score > *other) {
                best = Some((score, template, row));
            }
        }
    }
    best.map(|(_, template, row)| (template, row))
}

fn is_explanation(sheet: &Sheet) -> bool {
    sheet.is_empty()
        || sheet.name().is_some_and(|name| {
            ["说明", "填写说明", "代码表", "选项"].iter().any(|word| name.contains(word))
        })
}

/// What stands behind `单位：` above the headings: a unit for the whole sheet such as 万人, or the
/// name of who filled it in.
fn stated_units(sheet: &Sheet, heading_row: usize) -> Vec<String> {
    (0..heading_row)
        .flat_map(|row| sheet.row(row))
        .filter_map(|cell| match cell.value {
            CellValue::Text(text) => Some(fold(text).split_once("单位:")?.1.to_owned()),
            _ => None,
        })
        .collect()
}

fn column_unit(
    column: &'static Column,
    heading_unit: Option<&str>,
    stated: &[String],
) -> Result<Option<FileUnit>, Problem> {
    let Kind::Figure(measure) = column.kind else { return Ok(None) };
    let allowed = || unit_names(measure);
    let find = |name: &str| units_of(measure).iter().find(|unit| unit.name == name).copied();
    match (heading_unit, stated.iter().find_map(|name| find(name))) {
        (Some(name), _) => match find(name) {
            Some(unit) => Ok(Some(unit)),
            None => Err(Problem::UnitUnfit { unit: name.to_owned(), allowed: allowed() }),
        },
        (None, Some(unit)) => Ok(Some(unit)),
        (None, None) if needs_unit(measure) => {
            Err(Problem::UnitMissing { heading: column.heading, allowed: allowed() })
        }
        (None, None) => Ok(units_of(measure).first().copied()),
    }
}

/// A heading as written, its name, and the unit in its brackets.
#[derive(Debug)]
struct Heading {
    whole: String,
    name: String,
    unit: Option<String>,
}

impl Heading {
    fn parse(value: &CellValue) -> Option<Self> {
        let CellValue::Text(text) = value else { return None };
        let whole = fold(text);
        let bracketed = whole
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
            .filter(|(name, inner)| !name.is_empty() && looks_like_unit(inner));
        let (name, unit) = match bracketed {
            Some((name, unit)) => (name.to_owned(), Some(unit.to_owned())),
            None => (whole.clone(), None),
        };
        Some(Self { whole, name, unit })
    }

    fn is(&self, column: &Column) -> bool {
        column.heading == self.name || column.aliases.contains(&self.name.as_str())
    }
}

/// Whether a bracket holds a unit and not a part of the name, as in 在校生(一年级).
fn looks_like_unit(text: &str) -> bool {
    ["人", "元", "%", "个", "所", "家", "年", "月", "100", "吨", "名"]
        .iter()
        .any(|ending| text.ends_with(ending))
}

/// Full-width forms and spaces out of the way.
fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The name nearest to `wanted` among `names`, if one is near at all: at most a third of its
/// characters differ.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let limit = wanted.chars().count().div_ceil(3);
    names
        .map(|name| (edit_distance(wanted, name), name))
        .min()
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, name)| name.to_owned())
}

/// Levenshtein's distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_brackets_is_not_part_of_the_name() {
        let heading = |text: &str| Heading::parse(&CellValue::Text(text.into())).unwrap();
        assert_eq!(heading("从业人员（万人）").unit.as_deref(), Some("万人"));
        assert_eq!(heading(" 从业 人员 (人)").name, "从业人员");
        assert_eq!(heading("在校生（一年级）").name, "在校生(一年级)");
        assert_eq!(heading("在校生（一年级）").unit, None);
    }

    #[test]
    fn a_near_name_is_offered_and_a_far_one_is_not() {
        let offered = |wanted: &str| nearest(wanted, ["专业代马", "学校代码"].into_iter());
        assert_eq!(offered("专业代码").as_deref(), Some("专业代马"));
        assert_eq!(offered("年份"), None);
    }
}
