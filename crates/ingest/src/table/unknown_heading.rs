//! Headings that the template does not have.

use talent_domain::{CodeList, TemplateCode};

use super::arrangement::Arrangement;
use super::heading::Heading;
use crate::column::Column;
use crate::kind::Kind;
use crate::nearest::nearest;
use crate::problem::{ArrangementProblem, HeadingProblem, Problem, SheetProblem};
use crate::templates::Template;

/// What an unknown heading means: usually a column that is passed over. Not so where it tells rows
/// apart that the template would take for one, nor beside a list of codes, which replaces its
/// predecessor as a whole and must not be guessed.
pub(super) fn unknown_heading(
    heading: &Heading,
    arrangement: &Arrangement,
    is_marked: bool,
) -> Problem {
    let template = arrangement.template.code;
    if template.is_list() && !is_marked {
        SheetProblem::ListUnclear { template, heading: heading.whole() }.into()
    } else if !template.is_list() && tells_rows_apart(heading, &arrangement.template) {
        HeadingProblem::Foreign { heading: heading.whole(), template }.into()
    } else if let Some(figure) = arrangement.part_of(heading) {
        let (group, has_total) =
            (heading.group().unwrap_or("").to_owned(), arrangement.has(figure));
        ArrangementProblem::PartsOfGroup { group, has_total }.into()
    } else if is_rate(heading) {
        HeadingProblem::Rate { heading: heading.whole() }.into()
    } else {
        let nearest = nearest_heading(heading, arrangement);
        HeadingProblem::Unknown { heading: heading.whole(), nearest }.into()
    }
}

/// Whether a heading is that of a rate. A count is never offered for one: somebody would rename the column and leave
/// the percentages in it.
pub(super) fn is_rate(heading: &Heading) -> bool {
    const ENDINGS: [&str; 9] =
        ["率", "比例", "比重", "占比", "百分比", "之比", "增速", "增幅", "构成"];
    let is_percent = heading.unit().is_some_and(|unit| unit.ends_with(['%', '‰']));
    is_percent || ENDINGS.iter().any(|ending| heading.name().ends_with(ending))
}

/// The heading of the template that was probably meant, among those that the sheet does not have.
fn nearest_heading(heading: &Heading, arrangement: &Arrangement) -> Option<String> {
    let free = || {
        let columns = arrangement.template.columns.iter();
        columns.filter(|column| !arrangement.has(column)).map(|column| column.heading)
    };
    // 一年级 is near to no heading by its letters, but part of one.
    let is_word = heading.name().chars().nth(1).is_some();
    let part_of = || {
        let whole = free().find(|free| is_word && free.contains(heading.name()));
        whole.map(str::to_owned)
    };
    nearest(heading.name(), free()).or_else(part_of)
}

/// Whether some template has the heading for what its rows are told apart by.
fn tells_rows_apart(heading: &Heading, template: &Template) -> bool {
    let is_school = |column: &Column| matches!(column.kind, Kind::School { .. });
    let has_schools = template.columns.iter().any(is_school);
    let tells_apart = |column: &Column| match column.kind {
        // The region of a school is known.
        Kind::Region => !has_schools,
        Kind::School { .. } | Kind::Programme { .. } | Kind::Industry => true,
        Kind::Name(list) => list != CodeList::Region,
        Kind::Occupation => column.required,
        _ => false,
    };
    let of_figures = TemplateCode::ALL.iter().filter(|code| !code.is_list());
    let mut columns = of_figures.flat_map(|code| Template::of(*code).columns);
    columns.any(|column| heading.is(column) && tells_apart(column))
}
