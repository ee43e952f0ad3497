//! What a release is worked out from.

use talent_domain::{EducationLevel, Year};
use talent_facts::Facts;
use talent_market::BandEdges;

use crate::{Assumptions, BaseWindow, Employment, ReleaseError};

/// How a release is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Years ahead.
    pub horizon: u8,
    /// Draws of the chain.
    pub draws: u32,
    /// Seed of all chance.
    pub seed: u32,
    /// The cohorts whose destinations demand rests on.
    pub window: BaseWindow,
    /// Edges of the bands that losses are counted in.
    pub edges: BandEdges,
}

/// What a release is worked out from.
#[derive(Debug, Clone, Copy)]
pub struct ReleaseRequest<'a> {
    /// The figures and code lists of the city.
    pub facts: &'a Facts<'a>,
    /// What the balance assumes where nothing is published.
    pub assumptions: &'a Assumptions,
    /// How it is drawn.
    pub settings: Settings,
}

impl ReleaseRequest<'_> {
    /// Years ahead.
    pub fn horizon(&self) -> i32 {
        i32::from(self.settings.horizon)
    }

    /// Employment, forecast to the end of the horizon after `base`.
    pub fn employment(&self, base: Year) -> Result<Employment, ReleaseError> {
        let end = base + self.horizon();
        Employment::fit(self.facts, end, self.assumptions).ok_or(ReleaseError::NoEmployment)
    }
}

/// The school year that the balance begins after.
pub fn base_year(facts: &Facts<'_>) -> Result<Year, ReleaseError> {
    let base = facts.last_school_year().ok_or(ReleaseError::NoStudents(facts.level))?;
    if facts.level == EducationLevel::Bachelor { Err(ReleaseError::FourYears) } else { Ok(base) }
}
