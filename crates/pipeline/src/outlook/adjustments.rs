//! What is proposed beside seats: programmes to be opened and withdrawn at schools, and key programmes.

mod entry;
mod exit;
mod keys;
mod staff;

use std::collections::BTreeMap;

use talent_domain::Origins;
use talent_market::Band;
use talent_outlook::{Adjustments, CriterionRead, ProgrammeOutlook, SeatPlan, WarningRecord};
use talent_plan::Loss;
use talent_release::{Outcome, ReleaseError, ReleaseRequest, Scenario, Settings, release};
use talent_warning::{Criterion, CriterionOutcome};

use super::Findings;

/// Draws of a scenario: its means of ratios are all that is read of it, and they are sure to some per cent.
const DRAWS: u32 = 200;

impl Findings<'_> {
    /// The balances of the scenarios that an entry is held against; one that `assumptions.toml` does not name is left out,
    /// and is said to be unknown by the criterion.
    pub(super) fn scenarios(
        &self,
        asked: &ReleaseRequest<'_>,
    ) -> Result<Vec<Outcome>, ReleaseError> {
        let draws = asked.settings.draws.min(DRAWS);
        let asked = ReleaseRequest { settings: Settings { draws, ..asked.settings }, ..*asked };
        let names = &self.request.policy.entry.scenarios;
        let named = names.iter().filter_map(|name| self.request.assumptions.scenarios.get(name));
        let drawn = |scenario: &Scenario| {
            release(&asked, self.employment, self.outcome.base, scenario, false)
        };
        named.map(drawn).collect()
    }

    /// What is proposed beside the seats of a plan, from what each programme loses by its seats.
    pub(super) fn adjustments(
        &self,
        programmes: &[ProgrammeOutlook],
        warnings: &[WarningRecord],
        (plan, losses): (&SeatPlan, Vec<Option<Loss>>),
        scenarios: &[Outcome],
    ) -> Adjustments {
        let policy = self.request.policy;
        let exits = self.exits(warnings, plan);
        let beside = (plan, losses, exits.as_slice());
        let entries = entry::Entries::new(self, programmes, warnings, beside, scenarios);
        Adjustments {
            entry_policy: policy.entry.clone(),
            exit_policy: policy.exit,
            entries: entries.all(),
            exits,
            keys: self.key_choice(programmes, warnings),
        }
    }
}

/// A criterion as it came out.
fn read(
    criterion: Criterion,
    (value, threshold): (Option<f64>, f64),
    holds: Option<bool>,
) -> CriterionRead {
    let outcome = CriterionOutcome::of(holds);
    CriterionRead { criterion, value, threshold, outcome, origins: Origins::default() }
}

/// Warnings of programmes at schools, by both.
fn by_place(warnings: &[WarningRecord]) -> BTreeMap<(&str, &str), &WarningRecord> {
    let of_school = |w: &'_ WarningRecord| w.school.is_some();
    warnings
        .iter()
        .filter(|w| of_school(w))
        .filter_map(|w| Some(((w.programme.as_str(), w.school.as_ref()?.as_str()), w)))
        .collect()
}

/// Whether a band is a large surplus; none where there is no band.
fn is_large_surplus(band: Option<Band>) -> Option<bool> {
    band.map(|band| band == Band::LargeSurplus)
}
