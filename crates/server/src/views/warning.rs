//! Warnings with their evidence.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};
use talent_report::explain_evidence;
use utoipa::ToSchema;

/// One warning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WarningView {
    /// Its id: the programme, and the school after a dot.
    #[schema(example = "720201.LF-S01")]
    pub(crate) id: String,
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码; absent for the city as a whole.
    pub(crate) school: Option<String>,
    /// 学校名称
    pub(crate) school_name: Option<String>,
    /// The level's code.
    #[schema(example = "orange")]
    pub(crate) level: String,
    /// The level in words.
    pub(crate) level_name: String,
    /// The rule that gave it.
    pub(crate) rule: String,
    /// Why it is not higher.
    pub(crate) cap: Option<String>,
    /// 紧缺
    pub(crate) shortage: bool,
    /// 波动
    pub(crate) unsteady: bool,
    /// The adverse signals.
    pub(crate) signals: String,
}

impl WarningView {
    pub(crate) fn new(warning: &WarningRecord, lang: Lang) -> Self {
        let assessment = &warning.assessment;
        let signals: Vec<&str> = warning
            .evidence
            .iter()
            .filter(|evidence| evidence.reading.standing.is_adverse())
            .map(|evidence| evidence.reading.signal.code())
            .collect();
        Self {
            id: warning.id.clone(),
            programme: warning.programme.to_string(),
            programme_name: warning.programme_name.clone(),
            school: warning.school.as_ref().map(ToString::to_string),
            school_name: warning.school_name.clone(),
            level: assessment.level.code().to_owned(),
            level_name: assessment.level.name(lang).to_owned(),
            rule: assessment.rule.name(lang).to_owned(),
            cap: assessment.cap.map(|cap| cap.name(lang).to_owned()),
            shortage: assessment.shortage,
            unsteady: assessment.unsteady,
            signals: signals.join(" "),
        }
    }
}

/// A warning with its evidence, down to the cells.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WarningDetail {
    /// The warning.
    pub(crate) warning: WarningView,
    /// The level after each yearly release.
    pub(crate) history: Vec<LevelOfYear>,
    /// The signals.
    pub(crate) evidence: Vec<EvidenceView>,
    /// Measures that answer it.
    pub(crate) actions: Vec<ActionView>,
    /// The figures that it rests on.
    #[schema(value_type = Vec<Object>)]
    pub(crate) trace: Vec<super::TraceView>,
    /// The run.
    pub(crate) run_id: i64,
    /// The vintage.
    pub(crate) data_version: i64,
}

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
    /// The measures that answer a warning, as they stood on `date`.
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

/// The level after one release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LevelOfYear {
    /// The year.
    pub(crate) year: i32,
    /// The level's code.
    pub(crate) level: String,
}

/// One signal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// Its code.
    #[schema(example = "F3")]
    pub(crate) signal: String,
    /// Its name.
    pub(crate) name: String,
    /// `clear`, `near`, `adverse` or `severe`, in words.
    pub(crate) standing: String,
    /// What it saw, in a sentence.
    pub(crate) explanation: String,
}

impl EvidenceView {
    pub(crate) fn all(warning: &WarningRecord, lang: Lang) -> Vec<Self> {
        warning
            .evidence
            .iter()
            .map(|evidence| Self {
                signal: evidence.reading.signal.code().to_owned(),
                name: evidence.reading.signal.name(lang).to_owned(),
                standing: evidence.reading.standing.name(lang).to_owned(),
                explanation: explain_evidence(evidence, lang),
            })
            .collect()
    }
}
