//! Actions against warnings (P6), as an outlook lists them.

use talent_domain::{ActionRow, ActionState, Year};
use talent_facts::Facts;
use talent_outlook::ActionOutlook;

/// Actions on the level's programmes, and on the city as a whole: open ones first, by their day.
///
/// Days are compared as text (`2025-06-30`); an action without one comes after those with one.
pub(super) fn actions(facts: &Facts<'_>) -> Vec<ActionOutlook> {
    let is_of_level = |row: &&ActionRow| {
        row.programme.as_ref().is_none_or(|code| code.education_level() == facts.level)
    };
    let rows = facts.codes.actions.iter().filter(is_of_level);
    let mut actions: Vec<ActionOutlook> = rows.filter_map(|row| action(facts, row)).collect();
    actions.sort_by_key(|action| {
        let last = || "9".to_owned();
        let is_done = action.state == ActionState::Done;
        (is_done, action.deadline.clone().unwrap_or_else(last), action.cell.clone())
    });
    actions
}

/// One row of P6 with the names of its school and programme; `None` where the year of the warning
/// is no year.
fn action(facts: &Facts<'_>, row: &ActionRow) -> Option<ActionOutlook> {
    let ActionRow { school, programme, .. } = row.clone();
    Some(ActionOutlook {
        school_name: school.as_ref().map(|code| facts.codes.school_name(code).to_owned()),
        programme_name: programme.as_ref().map(|code| facts.codes.programme_name(code).to_owned()),
        school,
        programme,
        year: Year::new(i64::from(row.year)).ok()?,
        action: row.action.clone(),
        owner: row.owner.clone(),
        deadline: row.deadline.clone(),
        state: row.state,
        done: row.done.clone(),
        effect: row.effect.clone(),
        cell: row.cell.to_string(),
    })
}
