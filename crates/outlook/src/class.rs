//! Supply against demand of a class of programmes (专业类).

use serde::{Deserialize, Serialize};
use talent_domain::{Origins, ProgrammeClass, ProgrammeCode, Year};
use talent_market::{Band, Certainty, Grade, Probabilities};

use crate::counterevidence::CounterEvidence;
use crate::forecast::Range;

/// Supply against demand of a class over the horizon. It is balanced before its programmes, which share its demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassOutlook {
    /// The class.
    pub code: ProgrammeClass,
    /// Its name.
    pub name: String,
    /// The programmes of the class that the city offers.
    pub programmes: Vec<ProgrammeCode>,
    /// Openings for newcomers, persons.
    pub demand: Range,
    /// Local entrants of all its programmes, persons.
    pub supply: Range,
    /// Entrants less openings, persons.
    pub gap: Range,
    /// 求人倍率, openings per entrant; its mean is expected openings over expected entrants.
    pub sdr: Range,
    /// The band of the expected ratio; none where no list links the class to any occupation or industry.
    pub band: Option<Band>,
    /// How often the ratio falls into each band.
    pub probabilities: Probabilities,
    /// How sure the band is.
    pub certainty: Certainty,
    /// How far the balance can be relied on.
    pub grade: Grade,
    /// What its graduates of the base window found; none where that is not known.
    pub hires: Option<HiresOutlook>,
    /// What its demand was taken from.
    pub demand_origins: Origins,
    /// What speaks against a surplus; empty in other bands and in runs of earlier versions.
    #[serde(default)]
    pub counterevidence: Vec<CounterEvidence>,
}

/// Demand over the base window, measured twice.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HiresOutlook {
    /// The first cohort of the window.
    pub from: Year,
    /// The last cohort.
    pub to: Year,
    /// Graduates with a job in the city, persons a year.
    pub jobs: f64,
    /// Graduates with a job in the city or looking for one there, persons a year.
    pub seekers: f64,
    /// Demand by the model alone, persons a year.
    pub modelled: f64,
    /// Weight of seekers and jobs, against the model, in what is published, a fraction.
    pub weight: f64,
    /// Whether the two contradict each other: then the balance is not to be acted on.
    pub contradict: bool,
}
