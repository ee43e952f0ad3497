//! Scenarios: what would be if. They are computed beside the base run and never replace it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use talent_domain::ProgrammeCode;
use talent_market::ProgrammeSupply;

use crate::change::Change;

/// What a scenario changes; the default changes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// Percentage points added to the yearly growth of output.
    pub output_growth: f64,
    /// What entrants of the years to come are multiplied by.
    pub intake: f64,
    /// Percentage points added to the local retention rate.
    pub retention: f64,
    /// What exits from the labour force are multiplied by.
    pub exits: f64,
    /// Whether growth goes into demand as it was forecast, at full weight.
    pub full_growth: bool,
    /// Seats, stops, openings and plants of this question alone; no scenario of the assumptions has any.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            output_growth: 0.0,
            intake: 1.0,
            retention: 0.0,
            exits: 1.0,
            full_growth: false,
            changes: Vec::new(),
        }
    }
}

/// A scenario whose numbers make no sense.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "情景参数 {name} = {value}：应在 {low} 到 {high} 之间 ({name} must lie within {low} and {high})"
)]
pub struct ScenarioError {
    /// The parameter.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// The least allowed.
    pub low: f64,
    /// The most allowed.
    pub high: f64,
}

/// What somebody wants changed of a scenario; what is not named stays.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ScenarioChange {
    /// Percentage points added to the yearly growth of output.
    pub output_growth: Option<f64>,
    /// What entrants of the years to come are multiplied by.
    pub intake: Option<f64>,
    /// Percentage points added to the local retention rate.
    pub retention: Option<f64>,
    /// What exits from the labour force are multiplied by.
    pub exits: Option<f64>,
    /// Whether growth goes into demand at full weight.
    pub full_growth: Option<bool>,
}

impl Scenario {
    /// The scenario with a change.
    #[must_use]
    pub fn with(self, change: ScenarioChange) -> Self {
        Self {
            output_growth: change.output_growth.unwrap_or(self.output_growth),
            intake: change.intake.unwrap_or(self.intake),
            retention: change.retention.unwrap_or(self.retention),
            exits: change.exits.unwrap_or(self.exits),
            full_growth: change.full_growth.unwrap_or(self.full_growth),
            changes: self.changes,
        }
    }

    /// The base that the scenario is held against: what is opened is there, with nobody entering, so that both draw the same
    /// chance for the same programmes.
    #[must_use]
    pub fn base(&self) -> Self {
        let empty = |change: &Change| match change {
            Change::Open { school, programme, .. } => Some(Change::Open {
                school: school.clone(),
                programme: programme.clone(),
                persons: 0,
            }),
            _ => None,
        };
        Self { changes: self.changes.iter().filter_map(empty).collect(), ..Self::default() }
    }

    /// The programmes that it opens somewhere.
    pub(crate) fn opened(&self) -> BTreeSet<ProgrammeCode> {
        let opened = self.changes.iter().filter_map(|change| match change {
            Change::Open { programme, .. } => Some(programme.clone()),
            _ => None,
        });
        opened.collect()
    }

    /// Fails with the first number outside its range: −20 to 20 percentage points of growth, −100
    /// to 100 of retention, and 0 to 5 for what entrants and exits are multiplied by.
    pub fn check(&self) -> Result<(), ScenarioError> {
        let mut outside = None;
        self.check_each(|name, value, low, high| {
            if outside.is_none() && !(low..=high).contains(&value) {
                outside = Some(ScenarioError { name, value, low, high });
            }
        });
        outside.map_or(Ok(()), Err)
    }

    /// Calls `look` for every number with its name, its value, and the least and the most allowed.
    pub(crate) fn check_each(&self, mut look: impl FnMut(&'static str, f64, f64, f64)) {
        look("output_growth", self.output_growth, -20.0, 20.0);
        look("intake", self.intake, 0.0, 5.0);
        look("retention", self.retention, -100.0, 100.0);
        look("exits", self.exits, 0.0, 5.0);
    }

    /// Multiplies employment by year and section: `N·(1 + g/100)^(β·h)`, `β` the section's
    /// elasticity and `h` the years since the first row.
    pub fn change_employment(&self, rows: &mut [Vec<f64>], elasticities: &[f64]) {
        if self.output_growth == 0.0 {
            return;
        }
        let yearly = (1.0 + self.output_growth / 100.0).ln();
        for (h, row) in rows.iter_mut().enumerate() {
            for (persons, elasticity) in row.iter_mut().zip(elasticities) {
                *persons *= (elasticity * yearly * h as f64).exp();
            }
        }
    }

    /// Adds to the mean of local retention, kept within 0 and 1; the unemployed who stayed change
    /// in proportion.
    pub fn change_supply(&self, supply: &mut ProgrammeSupply) {
        let before = supply.local_retention.mean;
        let after = (before + self.retention / 100.0).clamp(0.0, 1.0);
        supply.local_retention.mean = after;
        if before > 0.0 {
            supply.unemployed *= after / before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_changes_nothing_and_nonsense_is_named() {
        let mut rows = vec![vec![100.0], vec![110.0]];
        Scenario::default().change_employment(&mut rows, &[0.5]);
        assert_eq!(rows, [[100.0], [110.0]]);
        let more = Scenario { output_growth: 10.0, ..Scenario::default() };
        more.change_employment(&mut rows, &[0.5]);
        assert_eq!(rows[0], [100.0]);
        assert!((rows[1][0] - 110.0 * 1.1_f64.sqrt()).abs() < 1e-9);
        let wrong = Scenario { exits: -1.0, ..Scenario::default() };
        assert_eq!(wrong.check().unwrap_err().name, "exits");
    }
}
