//! The balance of one programme, as an outlook records it.

use talent_domain::{IndustryCode, Measure, RateDefinition};
use talent_market::{
    Balance, Band, BandEdges, DrawOutcome, ItaEdges, balance, band_probabilities, final_call,
};
use talent_outlook::{
    BalanceOutlook, Causes, Certainty, CityBalance, CohortStand, CohortSupply, Driver, Grade, Range,
};
use talent_release::{Outcome, unknown_rates};

use super::Findings;
use super::classes::Sides;
use super::convert::{around, range, ratio_range};
use crate::outlook::edges;

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
        let observed = outcome.classes.observed[p];
        let over_draws = |read: &dyn Fn(&Balance) -> f64| {
            range(outcome.outcomes.iter().map(|draw| read(&draw.balances[p])))
        };
        let of_demand = |read: &dyn Fn(&DrawOutcome) -> f64| {
            range(outcome.outcomes.iter().filter(|_| observed).map(read))
        };
        let expected = outcome.expected(|draw| &draw.balances[p]);
        let sdrs: Vec<f64> = outcome.outcomes.iter().map(|draw| draw.balances[p].sdr).collect();
        let edges = edges(self.request.policy.bands);
        let probabilities = band_probabilities(&sdrs, edges);
        let band = band(outcome, p, edges);
        let today = self.today(industries);
        let demand = around(expected.demand, of_demand(&|draw| draw.balances[p].demand));
        let gap = around(expected.gap, of_demand(&|draw| draw.balances[p].gap));
        let supply = over_draws(&|b| b.supply);
        let ita_stock = self.ita_stock(p).filter(|_| observed);
        let grade = if observed { self.grade(p, &Sides { demand, supply, gap }) } else { Grade::D };
        let sure = Certainty::of(band.map_or(0.0, |band| probabilities.of(band)));
        BalanceOutlook {
            from: outcome.base + 1,
            to: outcome.base + outcome.horizon,
            graduates: range(outcome.outcomes.iter().map(|o| o.graduates[p].iter().sum())),
            grade,
            causes: self.causes_of(p, demand.centre.unwrap_or(0.0)),
            demand,
            supply,
            gap,
            sdr: ratio_range(if observed { sdrs } else { Vec::new() }, expected.sdr),
            ita_flow: of_demand(&|draw| draw.balances[p].ita_flow),
            ita_band: ita_stock.and_then(|range| Some(ItaEdges::STOCK.band(range.median?))),
            ita_stock,
            band,
            probabilities,
            certainty: sure.within(grade),
            drivers: self.drivers(p),
            cohorts: self.cohorts(p),
            gap_by_retention: self.gap_by_retention(p, &expected).filter(|_| observed),
            counterevidence: self.against_surplus(p, band),
            call: band.map(|band| final_call(band, today)),
            today,
            city: self.city_alone(p, &expected).filter(|_| band.is_some()),
        }
    }

    /// Demand by cause, adding up to the central demand: what regions around the city add is one.
    fn causes_of(&self, p: usize, demand: f64) -> Causes {
        let (own, _) = self.reach(p);
        let causes = self.causes(p).scaled_to(demand / own);
        Causes { surroundings: demand - demand / own, ..causes }
    }

    /// What demand and supply of a programme are multiplied by for regions around the city.
    fn reach(&self, p: usize) -> (f64, f64) {
        let surroundings = self.outcome.surroundings.as_ref();
        surroundings.map_or((1.0, 1.0), |found| {
            (found.reach.demand[self.outcome.class_of(p)], found.reach.supply[p])
        })
    }

    /// The balance without regions around the city; none where none count.
    fn city_alone(&self, p: usize, expected: &Balance) -> Option<CityBalance> {
        self.outcome.surroundings.as_ref()?;
        let (demand, supply) = self.reach(p);
        let alone = balance(expected.demand / demand, expected.supply / supply, 0.0, 0.0);
        Some(CityBalance {
            demand: alone.demand,
            supply: alone.supply,
            sdr: alone.sdr.is_finite().then_some(alone.sdr),
            band: edges(self.request.policy.bands).band(alone.sdr),
        })
    }

    /// The ITA scaled to the workforce; `None` where some draw has no workforce.
    fn ita_stock(&self, p: usize) -> Option<Range> {
        let draws = self.outcome.outcomes.iter();
        let scaled: Option<Vec<f64>> = draws.map(|draw| draw.balances[p].ita_stock).collect();
        scaled.map(range)
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
            surroundings: 0.0,
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

    /// The central gap at one standard deviation of the retention rate less and more, persons.
    /// Supply of those who stay is scaled by the changed rate, kept within 0 and 1, over its mean.
    /// `None` with fewer than three cohorts, or where nobody stays.
    fn gap_by_retention(&self, p: usize, expected: &Balance) -> Option<(f64, f64)> {
        let supply = &self.outcome.supplies[p];
        let (mean, sd) = (supply.inputs.local_retention.mean, supply.retention_sd?);
        if mean <= 0.0 {
            return None;
        }
        let gap_at = |retention: f64| {
            let factor = retention.clamp(0.0, 1.0) / mean;
            let staying = expected.supply / self.reach(p).1;
            expected.supply + staying * (factor - 1.0) - expected.demand
        };
        Some((gap_at(mean - sd), gap_at(mean + sd)))
    }

    /// How far the balance of a programme can be relied on: as that of its class, on its own persons, years and
    /// width.
    fn grade(&self, p: usize, sides: &Sides) -> Grade {
        self.class_grade(self.outcome.class_of(p), &[p], sides)
    }

    /// Whether all schools of a programme have reported the base year.
    pub(super) fn is_reported(&self, p: usize) -> bool {
        self.facts.is_reported(&(self.outcome.supplies[p].programme.clone(), None))
    }

    /// Whether a rate that moves people into supply or out of it is only assumed. Matches move nobody.
    pub(super) fn lacks_rates(&self) -> bool {
        let unknown = unknown_rates(&self.outcome.supplies);
        unknown.iter().any(|rate| rate.definition != RateDefinition::Match)
    }

    /// Years in which a programme had first-grade students.
    pub(super) fn years_of(&self, p: usize) -> usize {
        let programme = &self.outcome.supplies[p].programme;
        let students = self.facts.city(programme, Measure::EnrolledGrade1);
        students.map_or(0, |traced| traced.series.filled().len())
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

/// The band of a programme's expected ratio; `None` where nothing is known of its share of its class.
pub(crate) fn band(outcome: &Outcome, p: usize, edges: BandEdges) -> Option<Band> {
    let is_known = outcome.classes.observed[p] && outcome.modelled[outcome.class_of(p)] > 0.0;
    is_known.then(|| edges.band(outcome.expected(|draw| &draw.balances[p]).sdr))
}
