//! Finding the template and the rows of the headings of a sheet.

use std::cmp::Reverse;
use std::ops::Range;

use talent_domain::{CodeList, TemplateCode};

use super::arrangement::{Arrangement, SEARCHED_ROWS};
use super::heading::Heading;
use super::label::Label;
use super::titled_figure::titled_figure;
use crate::cell_value::CellValue;
use crate::kind::Kind;
use crate::sheet::Sheet;
use crate::templates::{LONG, Template};

/// Groups of headings stand in at most this many rows, that of the names included.
const DEEPEST: usize = 3;
/// So many labels say whose a table is.
const LABELS: usize = 200;
/// Years or codes that stand side by side are at least so many.
const FEWEST_ACROSS: usize = 2;

/// The template and rows with the most headings in common; at least two. A template all of whose
/// required headings are there goes first, then the most headings, then the fewest rows of them.
pub(super) fn best_match(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Arrangement> {
    type Score = (bool, usize, Reverse<usize>);
    let mut best: Option<(Score, (TemplateCode, usize, usize))> = None;
    for top in searched(sheet) {
        for depth in 1..=DEEPEST.min(sheet.len() - top) {
            let mut arrangement = Arrangement::of(sheet, candidates[0], top, depth);
            for &code in candidates {
                arrangement.template = Template::of(code);
                let columns = arrangement.template.columns.iter();
                let hits = columns.filter(|column| arrangement.shows(column)).count();
                // A row of 男, 女 and 合计 belongs to the headings.
                let hits = hits + arrangement.parts();
                let score = (arrangement.missing().is_empty(), hits, Reverse(depth));
                if hits >= 2 && best.is_none_or(|(other, _)| score > other) {
                    best = Some((score, (code, top, depth)));
                }
            }
        }
    }
    let best = best.map(|(_, (code, top, depth))| Arrangement::of(sheet, code, top, depth));
    match best {
        Some(best) if best.missing().is_empty() => Some(best),
        best => of_labels(sheet, candidates)
            .or_else(|| of_labels_across(sheet, candidates))
            .or_else(|| of_one_figure(sheet, candidates))
            .or_else(|| of_total(sheet, candidates))
            .or(best),
    }
}

/// The rows that headings may begin in.
fn searched(sheet: &Sheet) -> Range<usize> {
    sheet.first()..(sheet.first() + SEARCHED_ROWS).min(sheet.len())
}

/// A table whose title names its one figure and which has all that its template needs but for one list: its codes
/// or names stand over the columns, or in a column that is not headed so.
fn of_one_figure(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Arrangement> {
    let figures_only = candidates.iter().filter(|code| !code.is_list());
    let mut rows_by_template =
        searched(sheet).flat_map(|top| figures_only.clone().map(move |&code| (code, top)));
    rows_by_template.find_map(|(code, top)| {
        let mut arrangement = Arrangement::of(sheet, code, top, 1);
        titled_figure(sheet, &arrangement)?;
        arrangement.take_titles(sheet);
        let missing = arrangement.missing();

        let [column] = missing.as_slice() else { return None };
        let list = column.kind.list_of_codes()?;
        if arrangement.is_wide() {
            match column_of_names(&arrangement) {
                Some(column) => arrangement.down = Some((list, column)),
                // What stands below each other is something else, and the title may name the one industry.
                None if list == CodeList::Industry && has_years_across(&arrangement) => {
                    return Some(arrangement);
                }
                None => return None,
            }
        } else {
            arrangement.across = has_codes_across(&arrangement).then_some(list);
        }
        arrangement.reads(list).then_some(arrangement)
    })
}

/// A table whose rows name figure and industry in one label, with years or one column of values beside them.
fn of_labels(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Arrangement> {
    // A title over them is no group of headings: fewer rows go first.
    let mut tops = (1..DEEPEST).flat_map(|depth| searched(sheet).map(move |top| (top, depth)));
    tops.find_map(|(top, depth)| {
        if top + depth > sheet.len() {
            return None;
        }
        let mut arrangement = Arrangement::of(sheet, TemplateCode::T4, top, depth);
        let [label, value, _] = &LONG;
        let column = arrangement.headings.iter().find(|heading| heading.is(label))?.column;
        if !arrangement.is_wide() && !arrangement.has(value) {
            return None;
        }
        let rows = top + depth..sheet.len();
        let named = rows.filter_map(|row| match sheet.cell(row, column).value {
            CellValue::Text(text) => Label::parse(text),
            _ => None,
        });
        let is_of_industries: Vec<bool> =
            named.take(LABELS).map(|label| label.is_of_industries()).collect();
        let code =
            if is_of_industries.contains(&true) { TemplateCode::T4 } else { TemplateCode::T0 };
        let code = if candidates.contains(&code) { code } else { *candidates.first()? };
        if is_of_industries.is_empty() || !matches!(code, TemplateCode::T0 | TemplateCode::T4) {
            return None;
        }
        arrangement.template = Template::of(code);
        arrangement.labels = Some(column);
        Some(arrangement)
    })
}

/// A table with a row for every year whose headings name figure and industry in one label, or macro figures.
fn of_labels_across(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Arrangement> {
    searched(sheet).find_map(|top| {
        let mut arrangement = Arrangement::of(sheet, TemplateCode::T4, top, 1);
        let labels: Vec<Label> = arrangement.headings.iter().filter_map(Heading::label).collect();
        let names_industry = labels.iter().any(|label| !label.industry.is_empty());
        let is_macro = !labels.is_empty() && labels.iter().all(|label| !label.is_of_industries());
        let code = if names_industry { TemplateCode::T4 } else { TemplateCode::T0 };
        if !(names_industry || is_macro) || !candidates.contains(&code) {
            return None;
        }
        arrangement.template = Template::of(code);
        arrangement.labels_across = true;
        let mut columns = arrangement.template.columns.iter();
        let years = columns.find(|column| column.kind == Kind::Year)?;
        arrangement.has(years).then_some(arrangement)
    })
}

/// A table whose title names its one figure, with the total of it beside its parts: 合计, 国有, 集体.
fn of_total(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Arrangement> {
    let figures_only = candidates.iter().filter(|code| !code.is_list());
    let mut rows_by_template =
        searched(sheet).flat_map(|top| figures_only.clone().map(move |&code| (code, top)));
    rows_by_template.find_map(|(code, top)| {
        let mut arrangement = Arrangement::of(sheet, code, top, 1);
        let mut totals = arrangement.headings.iter().filter(|heading| heading.is_total());
        let total = totals.next().filter(|_| totals.next().is_none())?.column;
        let (figure, _) = titled_figure(sheet, &arrangement)?;
        let names = arrangement.headings.iter().any(|heading| arrangement.is_of_template(heading));
        if !names || arrangement.has_figure() || arrangement.is_wide() {
            return None;
        }
        arrangement.take_titles(sheet);
        arrangement.total = Some((total, figure));
        arrangement.missing().is_empty().then_some(arrangement)
    })
}

/// The only column beside years side by side, under a heading such as 指标 or none at all.
fn column_of_names(arrangement: &Arrangement) -> Option<usize> {
    let (years, others): (Vec<&Heading>, Vec<&Heading>) =
        arrangement.headings.iter().partition(|heading| heading.year().is_some());
    let first = years.first().filter(|_| years.len() >= FEWEST_ACROSS)?.column;
    match others.as_slice() {
        [] => first.checked_sub(1),
        [only] if only.column < first && !arrangement.is_of_template(only) => Some(only.column),
        _ => None,
    }
}

/// Whether years stand side by side, beside headings that the template has.
fn has_years_across(arrangement: &Arrangement) -> bool {
    let years = arrangement.headings.iter().filter(|heading| heading.year().is_some()).count();
    arrangement.is_wide()
        && years >= FEWEST_ACROSS
        && arrangement.headings.iter().any(|heading| arrangement.is_of_template(heading))
}

/// Whether headings that no column of the template has stand beside some that it has, none of them a figure's.
fn has_codes_across(arrangement: &Arrangement) -> bool {
    let columns = arrangement.template.columns;
    let (known, codes): (Vec<&Heading>, Vec<&Heading>) = arrangement
        .headings
        .iter()
        .partition(|heading| columns.iter().any(|column| heading.is(column)));
    !known.is_empty() && codes.len() >= FEWEST_ACROSS && !arrangement.has_figure()
}
