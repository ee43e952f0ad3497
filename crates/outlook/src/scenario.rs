//! What would be if.

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, ProgrammeCode, Year};
use talent_market::Band;

use crate::forecast::Range;
use crate::what_if::WhatIf;

/// What the balance would be in a scenario. Each pair is the base, then the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioOutlook {
    /// First year counted.
    pub from: Year,
    /// Last year counted.
    pub to: Year,
    /// The vintage.
    pub vintage: i64,
    /// Whether figures are made up, so that it says 模拟数据.
    #[serde(default)]
    pub simulated: bool,
    /// By section, the per cent of employment that one per cent of output moves in a scenario.
    pub elasticities: Vec<(IndustryCode, f64)>,
    /// Every programme.
    pub programmes: Vec<ScenarioProgramme>,
    /// What the single changes of the scenario do; none without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_if: Option<WhatIf>,
}

/// One programme in a scenario: base, then scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioProgramme {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Openings for newcomers, persons.
    pub demand: (Range, Range),
    /// Local entrants, persons.
    pub supply: (Range, Range),
    /// Entrants less openings, persons.
    pub gap: (Range, Range),
    /// The band of the expected ratio; none where nothing is known of its share of its class.
    pub band: (Option<Band>, Option<Band>),
}
