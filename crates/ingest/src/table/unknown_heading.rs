//! Headings that the template does not have.

use talent_domain::{CodeList, TemplateCode};

use super::arrangement::Arrangement;
use super::heading::Heading;
use crate::column::Column;
use crate::kind::Kind;
use crate::problem::{ArrangementProblem, HeadingProblem, Problem, SheetProblem};
use crate::templates::Template;
use talent_domain::nearest;

/// Headings by which rows are parts of what the templates count.
const PARTS_OF_ROWS: [&str; 9] =
    ["性别", "班级", "班别", "民族", "户籍", "户口", "户口性质", "生源地", "生源"];

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
    } else if !template.is_list()
        && (PARTS_OF_ROWS.contains(&heading.name())
            || tells_rows_apart(heading, &arrangement.template))
    {
        HeadingProblem::Foreign { heading: heading.whole(), template }.into()
    } else if let Some(figure) = arrangement.part_of(heading) {
        let (group, has_total) =
            (heading.group().unwrap_or("").to_owned(), arrangement.has(figure));
        ArrangementProblem::PartsOfGroup { group, has_total }.into()
    } else if let Some((_, figure)) = arrangement.total {
        let (group, has_total) = (figure.heading.to_owned(), true);
        ArrangementProblem::PartsOfGroup { group, has_total }.into()
    } else if heading.is_rate() {
        HeadingProblem::Rate { heading: heading.whole() }.into()
    } else {
        let nearest = nearest_heading(heading, arrangement);
        HeadingProblem::Unknown { heading: heading.whole(), nearest }.into()
    }
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
