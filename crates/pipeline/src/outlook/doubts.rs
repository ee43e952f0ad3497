//! What to doubt in an outlook: coverage, estimates, odd figures, models refused, and lists that do not fit.
//!
//! A doubt that figures give rise to carries them as its origins, so that it can be traced; the
//! others are of lists or of what is missing.

use std::collections::BTreeSet;

use talent_domain::{IndustryCode, Status};
use talent_outlook::{
    BalanceOutlook, Doubt, DoubtKind, NeighbourOutlook, ProgrammeOutlook, RefusedPanel, Trial,
};
use talent_panel::TracedSeries;

use super::Findings;
use super::convert::points;

/// Likely shares of an occupation's workers who leave the labour force in a year: with changes of employer counted
/// in, openings would count movers as newcomers' chances.
const LIKELY_EXITS: (f64, f64) = (0.02, 0.06);

/// Workers by occupation may miss those of the sections by this share without a word.
const WORKERS_WITHIN: f64 = 0.02;

impl Findings<'_> {
    /// Doubts in the order in which documents list them. `programmes` are those of the outlook.
    pub(super) fn doubts(&self, programmes: &[ProgrammeOutlook]) -> Vec<Doubt> {
        let intake = self.outcome.intake.as_ref();
        let sections = self.employment.sections.iter().zip(&self.employment.observed);
        let mut doubts = self.of_surroundings(&self.neighbours(), programmes);
        doubts.push(DoubtKind::DifferentCoverage.unfounded());
        doubts.extend(self.of_policy.clone());
        doubts.extend(self.sections_estimated());
        doubts.extend(self.missing());
        doubts.extend(self.entrants_stand_in());
        doubts.extend(refused(RefusedPanel::Employment, self.employment.forecast.trial));
        doubts.extend(refused(
            RefusedPanel::Entrants,
            intake.and_then(|intake| intake.forecast.trial),
        ));
        for (section, observed) in sections {
            self.doubt_section(section, observed, &mut doubts);
        }
        doubts.extend(self.uncovered());
        doubts.extend(self.odd_exits());
        doubts.extend(self.workers_scaled());
        doubts.extend(self.unreported_years());
        doubts.extend(self.destinations_known());
        doubts.extend(self.former_codes());
        doubts.extend(self.odd_lengths());
        doubts.extend(self.proposed_bridge());
        doubts.extend(self.unobserved());
        doubts.extend(self.contradicted());
        doubts
    }

    /// What counts of regions around the city, and what of their list does not.
    fn of_surroundings(
        &self,
        neighbours: &[NeighbourOutlook],
        programmes: &[ProgrammeOutlook],
    ) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if let Some(found) = &self.outcome.surroundings {
            let share = |n: &NeighbourOutlook| (n.name.clone(), n.counted, n.going);
            let lacking = neighbours.iter().filter(|n| !n.unknown.is_empty());
            let is_moved = |programme: &&ProgrammeOutlook| {
                let BalanceOutlook { band, city, .. } = &programme.balance;
                city.is_some_and(|city| *band != Some(city.band))
            };
            let kind = DoubtKind::SurroundingsCounted {
                regions: neighbours.iter().map(share).collect(),
                unknown: lacking.map(|n| n.name.clone()).collect(),
                moved: programmes.iter().filter(is_moved).count(),
            };
            doubts.push(Doubt { kind, origins: found.origins.clone() });
        }
        let rows = self.facts.codes.neighbours.iter();
        let within = rows.filter(|row| self.facts.is_within(&row.region));
        let regions: Vec<String> =
            within.map(|row| self.facts.codes.region_name(&row.region).to_owned()).collect();
        if !regions.is_empty() {
            doubts.push(DoubtKind::NeighboursWithin { regions }.unfounded());
        }
        doubts
    }

    /// Whether employment by section ends before the city's total.
    fn sections_estimated(&self) -> Option<Doubt> {
        let observed_until = self.employment.observed_until()?;
        let total = self.employment.total.as_ref()?;
        let total_until = total.series.end();
        let kind = DoubtKind::SectionsEstimated { observed_until, total_until };
        (total_until > observed_until).then(|| kind.found_in(total.ids()))
    }

    /// Odd and missing years of a section's employment.
    fn doubt_section(
        &self,
        section: &IndustryCode,
        observed: &TracedSeries,
        doubts: &mut Vec<Doubt>,
    ) {
        let name = self.facts.codes.industry_name(section);
        for point in points(Some(observed)) {
            let Some(oddity) = point.odd else { continue };
            let (section, name, year) = (section.clone(), name.to_owned(), point.year);
            let kind = DoubtKind::OddYear { section, name, year, oddity };
            doubts.push(kind.found_in(observed.ids_of(year)));
        }
        for year in observed.series.gaps() {
            let (section, name) = (section.clone(), name.to_owned());
            doubts.push(DoubtKind::EmploymentGap { section, name, year }.unfounded());
        }
    }

    /// Sections that no programme of the level in the city serves.
    fn uncovered(&self) -> Option<Doubt> {
        let outcome = self.outcome;
        let offered: BTreeSet<usize> =
            (0..outcome.supplies.len()).map(|p| outcome.class_of(p)).collect();
        let sections = outcome.sections.iter().zip(&outcome.to_classes);
        let sections: Vec<String> = sections
            .filter(|(_, row)| offered.iter().all(|class| row[*class] <= 0.0))
            .map(|(code, _)| self.facts.codes.industry_name(code).to_owned())
            .collect();
        let level = self.facts.level;
        (!sections.is_empty()).then(|| DoubtKind::Uncovered { level, sections }.unfounded())
    }

    /// Exit rates outside the likely ones.
    fn odd_exits(&self) -> Option<Doubt> {
        let occupations = &self.outcome.occupations;
        let (least, most) = LIKELY_EXITS;
        let rated = occupations.names.iter().zip(&occupations.exit_rates);
        let occupations: Vec<(String, f64)> = rated
            .filter(|(_, rate)| !(least..=most).contains(*rate))
            .map(|(name, rate)| (name.clone(), *rate))
            .collect();
        let kind = DoubtKind::OddExits { occupations: occupations.clone(), likely: LIKELY_EXITS };
        (!occupations.is_empty()).then(|| kind.unfounded())
    }

    /// Whether workers by occupation had to be scaled to those of the sections.
    ///
    /// The scale is that of the workers by occupation (P5), one where both lists agree.
    fn workers_scaled(&self) -> Option<Doubt> {
        let scale = self.outcome.occupations.workers_scale?;
        let kind = DoubtKind::WorkersScaled { scale };
        ((scale - 1.0).abs() > WORKERS_WITHIN).then(|| kind.unfounded())
    }

    /// Programmes of whose share of their class's demand nothing is known: no graduates in the base window.
    fn unobserved(&self) -> Option<Doubt> {
        let outcome = self.outcome;
        let programmes: Vec<String> = (outcome.supplies.iter().zip(&outcome.classes.observed))
            .filter(|(_, observed)| !**observed)
            .map(|(supply, _)| self.facts.codes.programme_name(&supply.programme).to_owned())
            .collect();
        let (from, to) = (outcome.window.first, outcome.window.last);
        let none_at_all = programmes.len() == outcome.supplies.len();
        let kind = DoubtKind::Unobserved { from, to, none_at_all, programmes: programmes.clone() };
        (!programmes.is_empty()).then(|| kind.unfounded())
    }

    /// Classes whose demand by the model and whose jobs of the base window contradict each other.
    fn contradicted(&self) -> Option<Doubt> {
        let outcome = self.outcome;
        let (mut classes, mut figures) = (Vec::new(), Vec::new());
        for (class, hires) in outcome.classes.hires.iter().enumerate() {
            let Some(hires) = hires.filter(|_| outcome.contradicts(class)) else { continue };
            let name = self.class_name(&outcome.classes.codes[class]);
            classes.push((name, outcome.modelled[class], hires.jobs));
            figures.extend(outcome.classes.figures[class].iter().copied());
        }
        let kind = DoubtKind::Contradicted { classes: classes.clone() };
        (!classes.is_empty()).then(|| kind.found_in(figures))
    }

    /// Whether any link from programme classes to industries is a proposal.
    fn proposed_bridge(&self) -> Option<Doubt> {
        let mut links = self.facts.codes.bridge.iter();
        let is_proposed = links.any(|row| row.status == Status::Proposed);
        is_proposed.then(|| DoubtKind::ProposedBridge.unfounded())
    }
}

/// Whether the last value stands in for a model that lost to it.
///
/// The errors of both are given as shares of what came, summed over series and forecast origins.
fn refused(panel: RefusedPanel, trial: Option<Trial>) -> Option<Doubt> {
    let Trial { step, origins, model, naive, .. } = trial.filter(|trial| !trial.accepted)?;
    Some(DoubtKind::ModelRefused { panel, step, origins, model, naive }.unfounded())
}
