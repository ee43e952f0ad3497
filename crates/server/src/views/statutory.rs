//! Published rules: those that a warning meets, and what a run made of each.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{RuleUse, StatutoryRecord, WarningRecord};
use talent_warning::NotEvaluated;
use utoipa::ToSchema;

/// 法定: a published rule in force that is met, beside the model's level.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatutoryView {
    /// Its number in list C6, or `C7` for a control list.
    #[schema(example = "MOE-2011")]
    pub(crate) rule: String,
    /// The clause as printed.
    pub(crate) clause: String,
    /// The code of the level that it suggests; absent where it suggests none.
    pub(crate) level: Option<String>,
    /// That level in words.
    pub(crate) level_name: Option<String>,
    /// Where it was published.
    pub(crate) source: String,
}

impl StatutoryView {
    pub(crate) fn all(warning: &WarningRecord, lang: Lang) -> Vec<Self> {
        let view = |rule: &StatutoryRecord| Self {
            rule: rule.rule.clone(),
            clause: rule.clause.clone(),
            level: rule.level.map(|level| level.code().to_owned()),
            level_name: rule.level.map(|level| level.name(lang).to_owned()),
            source: rule.source.clone(),
        };
        warning.statutory.iter().map(view).collect()
    }
}

/// What the run made of a published rule (C6).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RuleView {
    /// Its number.
    #[schema(example = "MOE-2011")]
    pub(crate) rule: String,
    /// Where it holds, as printed.
    pub(crate) region: String,
    /// For which schools, as printed.
    pub(crate) education: String,
    /// The clause as printed.
    pub(crate) clause: String,
    /// Where it was published.
    pub(crate) source: String,
    /// Whether it was held against the figures of the city.
    pub(crate) evaluated: bool,
    /// Why not.
    pub(crate) reason: Option<String>,
    /// Whether it holds for the city and is in force, evaluated or not.
    pub(crate) applicable: bool,
    /// Subjects that meet it.
    pub(crate) met: usize,
}

impl RuleView {
    /// What became of a rule among these warnings.
    pub(crate) fn new(rule: &RuleUse, warnings: &[WarningRecord], lang: Lang) -> Self {
        let meets = |w: &&WarningRecord| w.statutory.iter().any(|met| met.rule == rule.rule);
        Self {
            rule: rule.rule.clone(),
            region: rule.region.clone(),
            education: rule.education.clone(),
            clause: rule.clause.clone(),
            source: rule.source.clone(),
            evaluated: rule.reason.is_none(),
            reason: rule.reason.map(|reason| reason.name(lang).to_owned()),
            applicable: rule.reason.is_none_or(NotEvaluated::is_applicable),
            met: warnings.iter().filter(meets).count(),
        }
    }
}
