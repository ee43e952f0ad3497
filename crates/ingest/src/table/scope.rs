//! Whose employment a table is of: since 2013 yearbooks call those of units 就业人员, as they always have called all
//! persons who work.

use talent_domain::Measure;

use super::arrangement::Arrangement;
use super::heading::Heading;
use super::label::{OTHERS, PARTS};
use super::title::titles;
use crate::column::Column;
use crate::kind::Kind;
use crate::problem::HeadingProblem;
use crate::sheet::Sheet;

/// What is to be said of a column of employment whose heading does not say that it is of units.
pub(super) fn scope_problem(
    sheet: &Sheet,
    arrangement: &Arrangement,
    heading: &Heading,
    spec: &Column,
) -> Option<HeadingProblem> {
    let whole = heading.whole();
    if spec.kind != Kind::Figure(Measure::Employment) {
        return None;
    }
    let titles: Vec<String> = titles(sheet, arrangement.top).map(|title| title.text).collect();
    let said = titles.join("，").replace("非私营", "");
    // Of averages alone; a table may have them beside the year's end.
    let is_average =
        said.contains("平均人数") && !["年末", "期末"].iter().any(|end| said.contains(end));
    let part = PARTS.into_iter().find(|word| said.contains(word));
    if let Some(word) = part.or(is_average.then_some("平均人数")) {
        let heading = if heading.year().is_some() { spec.heading.to_owned() } else { whole };
        return Some(HeadingProblem::OtherScope { heading, word });
    }
    if whole.contains("单位") {
        return None;
    }
    if said.contains("城镇单位") || said.contains("单位从业") || said.contains("单位就业")
    {
        return None;
    }
    let other = OTHERS.into_iter().find(|word| said.contains(word));
    let new_term = "就业人员";
    let is_new = whole.contains(new_term) || (heading.year().is_some() && said.contains(new_term));
    let heading = if heading.year().is_some() { spec.heading.to_owned() } else { whole };
    match other {
        Some(word) => Some(HeadingProblem::OtherScope { heading, word }),
        None => is_new.then_some(HeadingProblem::ScopeAssumed { heading }),
    }
}
