//! Actions that answer a warning.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};
use utoipa::ToSchema;

/// A measure against a warning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ActionView {
    /// The year of the warning that it answers.
    pub(crate) year: i32,
    /// What is to be done.
    pub(crate) action: String,
    /// Who is to do it.
    pub(crate) owner: String,
    /// By when.
    #[schema(example = "2026-06-30")]
    pub(crate) deadline: Option<String>,
    /// 未开始、进行中、已完成.
    pub(crate) state: &'static str,
    /// Whether its day had passed when the run was made, and it was not done.
    pub(crate) overdue: bool,
    /// When it was done.
    pub(crate) done: Option<String>,
    /// What came of it.
    pub(crate) effect: String,
    /// The cell of the list.
    pub(crate) cell: String,
}

impl ActionView {
    /// The actions that answer a warning, as they stood on `date`.
    pub(crate) fn all(
        outlook: &Outlook,
        warning: &WarningRecord,
        date: &str,
        lang: Lang,
    ) -> Vec<Self> {
        outlook
            .actions_of(&warning.programme, warning.school.as_ref())
            .map(|action| Self {
                year: action.year.number(),
                action: action.action.clone(),
                owner: action.owner.clone(),
                deadline: action.deadline.clone(),
                state: action.state.name(lang),
                overdue: action.is_overdue(date),
                done: action.done.clone(),
                effect: action.effect.clone(),
                cell: action.cell.clone(),
            })
            .collect()
    }
}
