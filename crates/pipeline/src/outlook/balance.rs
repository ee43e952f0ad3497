//! The balance of one programme, as an outlook records it.

use talent_domain::{IndustryCode, Measure, RateDefinition};
use talent_market::{
    Balance, BandEdges, Basis, DrawOutcome, Spread, after_mobility, band_probabilities, final_call,
    reliability,
};
use talent_outlook::{
    BalanceOutlook, Causes, Certainty, CohortStand, CohortSupply, Driver, Grade, Range,
};
use talent_release::unknown_rates;

use super::Findings;
use super::convert::range;

/// Job-market figures older than this many years say nothing of today.
const TODAY_WITHIN: i32 = 2;
/// Today's ratio is told where it covers at least this share of a programme's demand.
const LEAST_COVERED: f64 = 0.5;

impl Findings<'_> {
    /// Supply against demand of a programme over the horizon.
    ///
    /// `p` is the programme's position in the outcome; `industries` are those it serves, with their
    /// shares of its demand. Persons are totals over the horizon.
    pub(super) fn balance(
        &self,
        p: usize,
        industries: &[(IndustryCode, String, f64)],
    ) -> BalanceOutlook {
        let outcome = self.outcome;
        let over_draws = |read: &dyn Fn(&Balance) -> f64| {
            range(outcome.outcomes.iter().map(|draw| read(&draw.balances[p])))
        };
        let (ratios, edges) = outcome.ratios(p);
        let probabilities = band_probabilities(&ratios, edges);
        let is_scaled = edges == BandEdges::STOCK;
        let today = self.today(industries);
        let (demand, supply, gap) =
            (over_draws(&|b| b.demand), over_draws(&|b| b.supply), over_draws(&|b| b.gap));
        let causes = self.causes(p).scaled_to(demand.mean.unwrap_or(0.0));
        BalanceOutlook {
            from: outcome.base + 1,
            to: outcome.base + outcome.horizon,
            demand_growth: range(outcome.outcomes.iter().map(|o| o.demand.newcomer_expansion[p])),
            graduates: range(outcome.outcomes.iter().map(|o| o.graduates[p].iter().sum())),
            grade: self.grade(p, demand, supply, gap),
            demand,
            supply,
            gap,
            sdr: over_draws(&|b| b.sdr),
            ita_flow: over_draws(&|b| b.ita_flow),
            ita_stock: is_scaled.then(|| range(ratios)),
            band: outcome.band(p),
            probabilities,
            certainty: Certainty::of(probabilities.largest()),
            drivers: self.drivers(p),
            causes,
            cohorts: self.cohorts(p),
            gap_after_mobility: self.gap_after_mobility(p),
            gap_by_retention: self.gap_by_retention(p),
            call: final_call(outcome.band(p), today),
            today,
        }
    }

    /// What the spread of the gap comes from: shares of its variance, the largest first, without
    /// those at zero.
    fn drivers(&self, p: usize) -> Vec<Driver> {
        let drivers = self.outcome.drivers.get(p).into_iter().flatten();
        let known = drivers.filter(|(_, share)| *share > 0.0);
        known.map(|&(block, share)| Driver { block, share }).collect()
    }

    /// Mean demand by cause over the first draws, persons. What staffing and industry do together
    /// is counted with staffing.
    fn causes(&self, p: usize) -> Causes {
        let causes = self.outcome.causes[p];
        Causes {
            replacement: causes.replacement,
            industry: causes.industry,
            staffing: causes.staffing + causes.interaction,
            planned: causes.planned,
            floor: causes.floor,
        }
    }

    /// Local entrants by cohort, persons: each takes its part of the graduates. There is one cohort
    /// per year; those after the students at school are still to be recruited.
    fn cohorts(&self, p: usize) -> Vec<CohortSupply> {
        let outcome = self.outcome;
        let enrolled = outcome.supplies[p].inputs.enrolled.len();
        let entrants = |draw: &DrawOutcome, cohort: usize| {
            let graduates: f64 = draw.graduates[p].iter().sum();
            let share = if graduates > 0.0 { draw.graduates[p][cohort] / graduates } else { 0.0 };
            draw.balances[p].supply * share
        };
        let supply = |cohort: usize| CohortSupply {
            year: outcome.base + (cohort as i32 + 1),
            stand: if cohort < enrolled {
                CohortStand::Grade(outcome.supplies[p].years.saturating_sub(cohort) as u8)
            } else {
                CohortStand::ToRecruit
            },
            entrants: range(outcome.outcomes.iter().map(|draw| entrants(draw, cohort))),
        };
        (0..outcome.cohorts(p)).map(supply).collect()
    }

    /// Supply less demand, persons, once the graduates who do not work in what they learned have
    /// spread over all programmes as demand does (`after_mobility`).
    fn gap_after_mobility(&self, p: usize) -> Range {
        let matched: Vec<f64> = self.outcome.supplies.iter().map(|supply| supply.matched).collect();
        range(self.outcome.outcomes.iter().map(|draw| {
            let demand: Vec<f64> = draw.balances.iter().map(|balance| balance.demand).collect();
            let supply: Vec<f64> = draw.balances.iter().map(|balance| balance.supply).collect();
            after_mobility(&supply, &matched, &demand)[p] - demand[p]
        }))
    }

    /// The median gap at one standard deviation of the retention rate less and more, persons.
    /// Supply of each draw is scaled by the changed rate, kept within 0 and 1, over its mean.
    /// `None` with fewer than three cohorts, or where nobody stays.
    fn gap_by_retention(&self, p: usize) -> Option<(f64, f64)> {
        let supply = &self.outcome.supplies[p];
        let (mean, sd) = (supply.inputs.local_retention.mean, supply.retention_sd?);
        if mean <= 0.0 {
            return None;
        }
        let gap_at = |retention: f64| {
            let factor = retention.clamp(0.0, 1.0) / mean;
            let balances = self.outcome.outcomes.iter().map(|draw| &draw.balances[p]);
            let gaps = balances.map(|balance| balance.supply * factor - balance.demand);
            Spread::of(gaps).map(|spread| spread.median)
        };
        Some((gap_at(mean - sd)?, gap_at(mean + sd)?))
    }

    /// How far the balance can be relied on: D where a rate is only assumed or a school has not
    /// reported, else by persons, width of the interval, published links, years and age of figures.
    fn grade(&self, p: usize, demand: Range, supply: Range, gap: Range) -> Grade {
        let outcome = self.outcome;
        let programme = &outcome.supplies[p].programme;
        // Matches move nobody into supply or out of it.
        let unknown = unknown_rates(&outcome.supplies);
        let is_unknown = unknown.iter().any(|rate| rate.definition != RateDefinition::Match);
        if is_unknown || !self.facts.is_reported(&(programme.clone(), None)) {
            return Grade::D;
        }
        let median = |range: Range| range.median.unwrap_or(0.0);
        let size = f64::midpoint(median(demand), median(supply));
        let width = match gap.p80 {
            (Some(low), Some(high)) if size > 0.0 => (high - low) / size,
            _ => f64::INFINITY,
        };
        let openings =
            outcome.outcomes.first().map_or(&[][..], |draw| &draw.demand.occupation_openings);
        let students = self.facts.city(programme, Measure::EnrolledGrade1);
        reliability(Basis {
            persons: median(demand).min(median(supply)),
            relative_width: width,
            published_share: outcome.occupations.published_share(openings, p),
            years: students.map_or(0, |traced| traced.series.filled().len()),
            age: outcome.base.since(outcome.employed_until).max(0),
        })
    }

    /// Posts per seeker in the industries that a programme serves, by their shares of its demand: the city's
    /// newest job-market figures, no older than two years. `None` where less than half of the demand is
    /// covered.
    fn today(&self, industries: &[(IndustryCode, String, f64)]) -> Option<f64> {
        let newest = |section, measure| {
            let traced = self.facts.regional(Some(section), measure)?;
            let end = traced.series.end();
            (self.outcome.base.since(end) <= TODAY_WITHIN).then(|| (end, traced.series.last()))
        };
        let (mut covered, mut sum) = (0.0, 0.0);
        for (section, _, share) in industries {
            let posts = newest(section, Measure::Vacancies);
            let seekers = newest(section, Measure::JobSeekers);
            let (Some(posts), Some(seekers)) = (posts, seekers) else { continue };
            if posts.0 == seekers.0 && seekers.1 > 0.0 {
                covered += share;
                sum += share * posts.1 / seekers.1;
            }
        }
        (covered >= LEAST_COVERED).then(|| sum / covered)
    }
}
