//! P6: actions taken on warnings, and how far they have come.

use talent_domain::{ActionRow, ActionState, Codebook, Level, ProgrammeCode, SchoolCode};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.actions.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let word = entry.text("落实情况");
    let Some((_, state)) = ActionState::WORDS.iter().find(|(name, _)| *name == word) else {
        return false;
    };
    let year = entry.number("提出年份");
    entry.is_year("提出年份", year);
    let new = ActionRow {
        school: entry.row.school.as_ref().and_then(Level::code).cloned(),
        programme: entry.row.programme.as_ref().and_then(Level::code).cloned(),
        year: year as i32,
        action: entry.text("措施"),
        owner: entry.text("责任单位"),
        deadline: entry.text_given("期限"),
        state: *state,
        done: entry.text_given("完成日期"),
        effect: entry.text("效果"),
        cell: entry.cell.clone(),
    };
    let twice = codebook.actions.iter().any(|old| key(old) == key(&new));
    codebook.actions.push(new);
    twice
}

/// What tells one action from another.
fn key(row: &ActionRow) -> (Option<&SchoolCode>, Option<&ProgrammeCode>, i32, &str) {
    (row.school.as_ref(), row.programme.as_ref(), row.year, &row.action)
}
