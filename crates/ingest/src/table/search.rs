//! Finding the template and the rows of the headings of a sheet.

use std::cmp::Reverse;
use std::ops::Range;

use talent_domain::TemplateCode;

use super::arrangement::{Arrangement, SEARCHED_ROWS};
use super::heading::Heading;
use super::titled_figure::titled_figure;
use crate::sheet::Sheet;
use crate::templates::Template;

/// Groups of headings stand in at most this many rows, that of the names included.
const DEEPEST: usize = 3;
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
                let hits = hits + usize::from(arrangement.has_parts());
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
        best => of_one_figure(sheet, candidates).or(best),
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
            arrangement.down = Some((list, column_of_names(&arrangement)?));
        } else {
            arrangement.across = has_codes_across(&arrangement).then_some(list);
        }
        arrangement.reads(list).then_some(arrangement)
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

/// Whether headings that no column of the template has stand beside some that it has, none of them a figure's.
fn has_codes_across(arrangement: &Arrangement) -> bool {
    let columns = arrangement.template.columns;
    let (known, codes): (Vec<&Heading>, Vec<&Heading>) = arrangement
        .headings
        .iter()
        .partition(|heading| columns.iter().any(|column| heading.is(column)));
    !known.is_empty() && codes.len() >= FEWEST_ACROSS && !arrangement.has_figure()
}
