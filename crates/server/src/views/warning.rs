//! Warnings with their evidence.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};
use talent_pipeline::TraceLine;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

use super::action::ActionView;
use super::evidence::EvidenceView;
use super::statutory::StatutoryView;
use talent_report::{explain_counterevidence, explain_statutory};

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
    /// 未报: the level before is held because a report is missing.
    pub(crate) unreported: bool,
    /// 修订后应为: the code of the level that revised figures would give; the published one is kept.
    pub(crate) revised: Option<String>,
    /// Why it is not higher.
    pub(crate) cap: Option<String>,
    /// 紧缺
    pub(crate) shortage: bool,
    /// 波动
    pub(crate) unsteady: bool,
    /// The adverse signals.
    pub(crate) signals: String,
    /// 法定: published rules in force that are met, with their clauses. They do not change the level.
    pub(crate) statutory: String,
    /// What speaks against a surplus; it does not change the level.
    pub(crate) counterevidence: String,
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
        let statutory = explain_statutory(&warning.statutory, lang);
        Self {
            id: warning.id.clone(),
            programme: warning.programme.to_string(),
            programme_name: warning.programme_name.clone(),
            school: warning.school.as_ref().map(ToString::to_string),
            school_name: warning.school_name.clone(),
            level: assessment.level.code().to_owned(),
            level_name: assessment.level_name(lang),
            rule: assessment.rule.name(lang).to_owned(),
            unreported: assessment.unreported,
            revised: assessment.revised.map(|level| level.code().to_owned()),
            cap: assessment.cap.map(|cap| cap.name(lang).to_owned()),
            shortage: assessment.shortage,
            unsteady: assessment.unsteady,
            signals: signals.join(" "),
            statutory: statutory.join(lang.pick("；", "; ")),
            counterevidence: explain_counterevidence(&warning.counterevidence, lang)
                .join(lang.pick("", " ")),
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
    /// Published rules in force that are met, beside the level.
    pub(crate) statutory: Vec<StatutoryView>,
    /// Measures that answer it.
    pub(crate) actions: Vec<ActionView>,
    /// The figures that it rests on.
    #[schema(value_type = Vec<Object>)]
    pub(crate) trace: Vec<TraceLine>,
    /// The run.
    pub(crate) run_id: i64,
    /// The vintage.
    pub(crate) data_version: i64,
}

/// The level after one release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LevelOfYear {
    /// The year.
    pub(crate) year: i32,
    /// The level's code.
    pub(crate) level: String,
}

impl LevelOfYear {
    fn all(warning: &WarningRecord) -> Vec<Self> {
        let history = warning.assessment.history.iter();
        history
            .map(|(year, level)| Self { year: year.number(), level: level.code().to_owned() })
            .collect()
    }
}

impl WarningDetail {
    /// A warning with `trace`, the figures that it rests on, and its actions as they stood on `date`.
    pub(crate) fn new(
        outlook: &Outlook,
        warning: &WarningRecord,
        trace: Vec<TraceLine>,
        date: &str,
        run: &RunRecord,
        lang: Lang,
    ) -> Self {
        Self {
            warning: WarningView::new(warning, lang),
            history: LevelOfYear::all(warning),
            evidence: EvidenceView::all(warning, lang),
            statutory: StatutoryView::all(warning, lang),
            actions: ActionView::all(outlook, warning, date, lang),
            trace,
            run_id: run.id,
            data_version: run.vintage,
        }
    }
}
