//! Demand against supply: bands of the balance, causes, cohorts, rates and what drives the spread.

use serde::{Deserialize, Serialize};
use talent_domain::{RateDefinition, Year};
use talent_market::{Band, Block, Certainty, Grade, Probabilities};

use crate::counterevidence::CounterEvidence;
use crate::forecast::Range;

/// Supply against demand of one programme over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BalanceOutlook {
    /// First year counted.
    pub from: Year,
    /// Last year counted.
    pub to: Year,
    /// Openings for newcomers, persons.
    pub demand: Range,
    /// Graduates, persons.
    pub graduates: Range,
    /// Local entrants, persons.
    pub supply: Range,
    /// Entrants less openings, persons.
    pub gap: Range,
    /// 求人倍率, openings per entrant; its centre is the central openings over the central entrants.
    pub sdr: Range,
    /// ITA on the flow.
    pub ita_flow: Range,
    /// ITA scaled to the workforce; none if that is not known.
    pub ita_stock: Option<Range>,
    /// The band that the ITA falls into by its own edges: information beside the band of the balance.
    #[serde(default)]
    pub ita_band: Option<Band>,
    /// The band of the expected ratio; none where the programme had no graduates in the base window, so that
    /// nothing is known of its share of its class, which has a band of its own.
    pub band: Option<Band>,
    /// How often the ratio falls into each band.
    pub probabilities: Probabilities,
    /// How sure the band is.
    pub certainty: Certainty,
    /// What the spread of the gap comes from, the largest part first; shares of its variance.
    pub drivers: Vec<Driver>,
    /// Demand by cause.
    pub causes: Causes,
    /// Local entrants by the cohort they come from, the first to graduate first.
    pub cohorts: Vec<CohortSupply>,
    /// The median gap with local retention one standard deviation (between cohorts) lower and higher.
    pub gap_by_retention: Option<(f64, f64)>,
    /// How far the balance can be relied on: A, B, C or D.
    pub grade: Grade,
    /// The band moved one band towards today's imbalance in the city's job market, where it is measured.
    pub call: Option<Band>,
    /// What speaks against a surplus; empty in other bands and in runs of earlier versions.
    #[serde(default)]
    pub counterevidence: Vec<CounterEvidence>,
    /// Posts per seeker today in the industries that the programme serves.
    pub today: Option<f64>,
    /// 只计本市: the balance without the regions around the city that all other figures count in; none where none count, or
    /// nothing is known of the programme's demand.
    #[serde(default)]
    pub city: Option<CityBalance>,
}

/// Demand for newcomers by cause, persons: means of the draws, which add up to the mean demand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Causes {
    /// Posts of those who leave the labour force.
    pub replacement: f64,
    /// Industries grow or (negative) shrink.
    pub industry: f64,
    /// Industries employ other occupations than before, the interaction with their growth included.
    pub staffing: f64,
    /// Planned projects and closures.
    pub planned: f64,
    /// Posts that shrink away faster than people leave, which are no negative demand.
    pub floor: f64,
    /// 周边: what counts of the demand of regions around the city (P7).
    #[serde(default)]
    pub surroundings: f64,
}

/// The balance of the city alone, where regions around it count in the balance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CityBalance {
    /// Openings for newcomers in the city, the central figure, persons.
    pub demand: f64,
    /// Entrants who stay in it, persons.
    pub supply: f64,
    /// The one over the other; none without entrants.
    pub sdr: Option<f64>,
    /// The band of that.
    pub band: Band,
}

/// Where a cohort stands in the base year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CohortStand {
    /// In this grade.
    Grade(u8),
    /// Still to be recruited.
    ToRecruit,
}

/// The entrants of one cohort.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortSupply {
    /// When it graduates.
    pub year: Year,
    /// Where it stands.
    pub stand: CohortStand,
    /// Local entrants, persons.
    pub entrants: Range,
}

/// A rate of the supply side with its numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateOutlook {
    /// Its definition.
    pub definition: RateDefinition,
    /// Persons counted.
    pub count: f64,
    /// Of how many.
    pub of: f64,
    /// The rate used, drawn towards the city's.
    pub used: f64,
    /// Persons that it is taken to rest on.
    pub persons: f64,
}

/// One block of uncertainty behind a gap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The block.
    pub block: Block,
    /// Its share of the variance of the gap: what goes when the block is held at its mean, over the
    /// sum of that for all blocks.
    pub share: f64,
}

impl Causes {
    /// The causes in the same proportions, adding up to a mean demand that was found over more draws.
    #[must_use]
    pub fn scaled_to(self, demand: f64) -> Self {
        let total = self.total();
        let factor = if total > 0.0 { demand / total } else { 0.0 };
        Self {
            replacement: factor * self.replacement,
            industry: factor * self.industry,
            staffing: factor * self.staffing,
            planned: factor * self.planned,
            floor: factor * self.floor,
            surroundings: factor * self.surroundings,
        }
    }

    /// The part of demand that comes from growth, changed staffing and projects, a fraction; none without demand.
    pub fn growth_share(self) -> Option<f64> {
        let growth = self.industry + self.staffing + self.planned;
        (self.total() > 0.0).then(|| (growth / self.total()).clamp(0.0, 1.0))
    }

    /// The mean demand, persons.
    pub fn total(self) -> f64 {
        let Self { replacement, industry, staffing, planned, floor, surroundings } = self;
        replacement + industry + staffing + planned + floor + surroundings
    }
}
