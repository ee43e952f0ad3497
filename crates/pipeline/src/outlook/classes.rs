//! Classes of programmes as an outlook records them: their balance, and the two measurements of their demand.

use talent_domain::{Group, ProgrammeClass};
use talent_facts::group_name;
use talent_market::{Balance, Basis, band_probabilities, reliability};
use talent_outlook::{Certainty, ClassOutlook, Grade, HiresOutlook, Range};

use super::Findings;
use super::convert::{around, range, ratio_range};
use crate::outlook::edges;

/// Both sides of a balance and what lies between them, persons.
pub(super) struct Sides {
    /// Openings for newcomers.
    pub(super) demand: Range,
    /// Local entrants.
    pub(super) supply: Range,
    /// Entrants less openings.
    pub(super) gap: Range,
}

impl Findings<'_> {
    /// The classes of the programmes that the city offers, in the order of their codes.
    pub(super) fn classes(&self) -> Vec<ClassOutlook> {
        let codes = self.outcome.classes.codes.iter().enumerate();
        codes.filter_map(|(class, code)| self.class(class, code)).collect()
    }

    /// The name of a class, by any programme of the lists.
    pub(super) fn class_name(&self, class: &ProgrammeClass) -> String {
        group_name(self.facts.codes, &Group::Class(class.clone()))
    }

    /// One class; `None` where the city offers none of its programmes.
    fn class(&self, class: usize, code: &ProgrammeClass) -> Option<ClassOutlook> {
        let outcome = self.outcome;
        let members: Vec<usize> =
            (0..outcome.supplies.len()).filter(|p| outcome.class_of(*p) == class).collect();
        if members.is_empty() {
            return None;
        }
        let over_draws = |read: fn(&Balance) -> f64| {
            range(outcome.outcomes.iter().map(|draw| read(&draw.class_balances[class])))
        };
        let expected = outcome.expected(|draw| &draw.class_balances[class]);
        let sdrs: Vec<f64> =
            outcome.outcomes.iter().map(|draw| draw.class_balances[class].sdr).collect();
        let edges = edges(self.request.policy.bands);
        let probabilities = band_probabilities(&sdrs, edges);
        let is_linked = outcome.modelled[class] > 0.0;
        let band = is_linked.then(|| edges.band(expected.sdr));
        let demand = around(expected.demand, over_draws(|b| b.demand));
        let (supply, gap) = (over_draws(|b| b.supply), around(expected.gap, over_draws(|b| b.gap)));
        let grade = self.class_grade(class, &members, &Sides { demand, supply, gap });
        let sure = Certainty::of(band.map_or(0.0, |band| probabilities.of(band)));
        Some(ClassOutlook {
            code: code.clone(),
            name: self.class_name(code),
            programmes: members.iter().map(|p| outcome.supplies[*p].programme.clone()).collect(),
            demand,
            supply,
            gap,
            sdr: ratio_range(sdrs, expected.sdr),
            band,
            certainty: sure.within(grade),
            probabilities,
            grade,
            hires: self.hires(class),
            demand_origins: outcome.demand_origins[class].clone(),
            counterevidence: self.against_class_surplus(code, band),
        })
    }

    /// Demand of a class over the base window by the model, and what its graduates found.
    fn hires(&self, class: usize) -> Option<HiresOutlook> {
        let outcome = self.outcome;
        let hires = outcome.classes.hires[class]?;
        Some(HiresOutlook {
            from: outcome.window.first,
            to: outcome.window.last,
            jobs: hires.jobs,
            seekers: hires.seekers,
            modelled: outcome.modelled[class],
            weight: outcome.trust.observed_weight(),
            contradict: outcome.contradicts(class),
        })
    }

    /// How far the balance of a class can be relied on: by the worst reported of its programmes, else by
    /// persons, width, links, years and age. D where no jobs of its graduates are known, or they
    /// contradict the model.
    pub(super) fn class_grade(&self, class: usize, members: &[usize], sides: &Sides) -> Grade {
        let outcome = self.outcome;
        let late = |p: &usize| !self.is_reported(*p);
        let known = outcome.classes.hires[class].is_some() && !outcome.contradicts(class);
        if !known || self.lacks_rates() || members.iter().any(late) {
            return Grade::D;
        }
        let years = members.iter().map(|p| self.years_of(*p)).max().unwrap_or(0);
        reliability(self.basis(class, years, sides))
    }

    /// What a grade is read from.
    fn basis(&self, class: usize, years: usize, Sides { demand, supply, gap }: &Sides) -> Basis {
        let outcome = self.outcome;
        let median = |range: &Range| range.median.unwrap_or(0.0);
        let size = f64::midpoint(median(demand), median(supply));
        let width = match gap.p80 {
            (Some(low), Some(high)) if size > 0.0 => (high - low) / size,
            _ => f64::INFINITY,
        };
        let openings =
            outcome.outcomes.first().map_or(&[][..], |draw| &draw.demand.occupation_openings);
        Basis {
            persons: median(demand).min(median(supply)),
            relative_width: width,
            published_share: self.observed_share(class, openings),
            years,
            age: outcome.base.since(outcome.employed_until).max(0),
        }
    }

    /// The part of a class's demand that rests on figures rather than proposals: seekers and jobs by their
    /// weight, and of the rest what goes through published links.
    fn observed_share(&self, class: usize, openings: &[f64]) -> f64 {
        let outcome = self.outcome;
        let weight = outcome.classes.hires[class].map_or(0.0, |_| outcome.trust.observed_weight());
        weight + (1.0 - weight) * outcome.occupations.published_share(openings, class)
    }
}
