//! The figure of every signal, for every subject of a group in one year, with what it was taken from.
//!
//! A signal is read for a programme in the city or at one school. Rates are taken over the cohorts
//! that the policy pools and over the newest alone, because a few persons more or less move the
//! rate of one small cohort.

mod capacity;
pub(crate) mod foresight;
mod market;
mod peers;

use std::collections::BTreeMap;

use talent_domain::{Measure, Origins, ProgrammeClass, ProgrammeCode, RateDefinition, Year};
use talent_facts::{Facts, GRADES, Rate, Subject, Window};
use talent_market::{Band, BandEdges, band_probabilities};
use talent_outlook::Evidence;
use talent_release::{Outcome, Supply};
use talent_warning::{
    Counted, Counts, DrawnIndex, DrawnRatio, Figure, Growth, Policy, PooledRate, Prior, Priors,
    Release, Signal, read,
};

use peers::{CohortPeers, Cohorts};

use crate::quality_index::{self, GroupIndices, quantile};

/// What the balance says of a programme at one release.
#[derive(Debug, Clone)]
pub(crate) struct GapReading {
    /// Expected demand over expected entrants.
    pub(crate) expected: f64,
    /// The probability of a surplus, large or not.
    pub(crate) surplus: f64,
    /// The probability of a large surplus.
    pub(crate) large_surplus: f64,
    /// The probability of at least as many posts as entrants.
    pub(crate) enough: f64,
    /// The probability of a large shortage.
    pub(crate) large_shortage: f64,
    /// What it was taken from.
    pub(crate) origins: Origins,
}

/// Gaps by release year and programme.
pub(crate) type Gaps = BTreeMap<Year, BTreeMap<ProgrammeCode, GapReading>>;

/// What was read for one subject in one year.
#[derive(Debug)]
pub(crate) struct ReadSubject {
    /// What the level of that year depends on.
    pub(crate) release: Release,
    /// The signals that could be read, with what each was taken from.
    pub(crate) evidence: Vec<Evidence>,
}

/// The figure of a signal with what it was taken from.
#[derive(Debug, Clone, PartialEq)]
struct TracedFigure {
    figure: Figure,
    origins: Origins,
}

/// Reads the figure of one signal; `None` if it is not known.
///
/// The group is given as well because rates are held against it.
type FigureReader = fn(&Group<'_>, &Member<'_>) -> Option<TracedFigure>;

/// Every signal with its reader, in the order in which evidence is listed.
const READERS: [(Signal, FigureReader); 14] = [
    (Signal::F1, placement),
    (Signal::F1B, peers::below_programme),
    (Signal::F1C, peers::in_lowest_part),
    (Signal::F1D, foresight::low_placement),
    (Signal::F2, matching),
    (Signal::F2B, lowest_index),
    (Signal::F3, forecast_gap),
    (Signal::F4, market::current_market),
    (Signal::F4B, market::new_hires),
    (Signal::F5, intake),
    (Signal::F6, capacity::students_per_teacher),
    (Signal::F6B, capacity::equipment_per_student),
    (Signal::F6C, capacity::dual_qualified),
    (Signal::F7, duplication),
];

/// One year of all programmes in the city, or of all programmes at schools: rates are drawn towards the rates of the
/// same group, and held against its lowest part.
struct Group<'a> {
    facts: &'a Facts<'a>,
    year: Year,
    /// What the balance of the year says, if there is one.
    gaps: Option<&'a BTreeMap<ProgrammeCode, GapReading>>,
    /// What shares with a job are drawn towards.
    placement: Priors,
    /// What shares of matched jobs are drawn towards.
    matching: Priors,
    /// Placement in the newest cohort and in the one before it.
    peers: [CohortPeers; 2],
    /// The share of matched jobs that the lowest part of the group stays below.
    lowest_matching: f64,
    /// The share of matched jobs from which the upper part of the group begins.
    upper_matching: f64,
    /// How likely low placement is to come, in the order of the members, with what each was taken from.
    foreseen: Vec<Option<TracedFigure>>,
    /// The employment-quality indices, in the order of the members.
    indices: Option<GroupIndices>,
}

/// A subject of the group with its rates.
struct Member<'a> {
    subject: &'a Subject,
    /// Its position in the group.
    position: usize,
    /// What its index is taken from, by position in the panel.
    index_figures: Vec<u32>,
    /// With a job among those who want one; `None` if the newest cohort is not known.
    placement: Option<CohortRates>,
    /// Matched among surveyed jobs; `None` if the newest cohort is not known.
    matching: Option<CohortRates>,
    /// Placement of single cohorts.
    cohorts: Cohorts<Rate>,
}

/// A rate over the pooled cohorts and in the newest alone.
struct CohortRates {
    /// Over the cohorts that the policy pools.
    pooled: Rate,
    /// Of the newest cohort alone, persons.
    newest: Counts,
}

/// Reads one year of a group, in the order of its subjects.
pub(crate) fn read_group(
    facts: &Facts<'_>,
    policy: &Policy,
    year: Year,
    subjects: &[&Subject],
    gaps: &Gaps,
) -> Vec<ReadSubject> {
    let members: Vec<Member<'_>> =
        (0..).zip(subjects).map(|(n, s)| Member::new(facts, policy, (n, s), year)).collect();
    let group = Group::new(facts, policy, year, &members, gaps.get(&year));
    members.iter().map(|member| group.read(policy, member)).collect()
}

impl<'a> Member<'a> {
    /// Rates of the cohort that the year knows, and of those pooled with it.
    fn new(
        facts: &Facts<'_>,
        policy: &Policy,
        (position, subject): (usize, &'a Subject),
        year: Year,
    ) -> Self {
        let newest = facts.cohort_of(year);
        let rates = |definition: RateDefinition| {
            let cohorts = i32::from(policy.rating.pooled_years);
            let pooled = facts.rate(subject, definition, Window { newest, cohorts });
            let alone = facts.rate(subject, definition, Window { newest, cohorts: 1 });
            pooled.has_newest.then(|| CohortRates { newest: counts(&alone), pooled })
        };
        let placement = rates(RateDefinition::Placement);
        let cohorts = [newest, newest - 1].map(|cohort| {
            let alone = Window { newest: cohort, cohorts: 1 };
            let rate = facts.rate(subject, RateDefinition::Placement, alone);
            rate.has_newest.then_some(rate)
        });
        let index_figures = quality_index::figures(facts, policy, year, subject);
        let matching = rates(RateDefinition::Match);
        Self { subject, position, index_figures, placement, matching, cohorts }
    }
}

/// Numerator and denominator of a rate, persons.
fn counts(rate: &Rate) -> Counts {
    Counts { count: rate.count, of: rate.of }
}

impl<'a> Group<'a> {
    /// What members are held against. The lowest and the upper part are of those with enough
    /// persons surveyed.
    fn new(
        facts: &'a Facts<'a>,
        policy: &Policy,
        year: Year,
        members: &[Member<'a>],
        gaps: Option<&'a BTreeMap<ProgrammeCode, GapReading>>,
    ) -> Self {
        let matching = pooled_by_class(members, |member| member.matching.as_ref());
        let placement = pooled_by_class(members, |member| member.placement.as_ref());
        let least = Signal::F2.limits(policy).least_persons.unwrap_or(0.0);
        let ranked: Vec<f64> = matching
            .iter()
            .filter(|(_, counts)| counts.of >= least)
            .filter_map(|(_, counts)| counts.rate())
            .collect();
        Self {
            facts,
            year,
            gaps,
            placement: Priors::fit(&policy.rating, &placement),
            matching: Priors::fit(&policy.rating, &matching),
            peers: [0, 1].map(|back| CohortPeers::new(policy, members, back)),
            lowest_matching: quantile(&ranked, policy.matching.lowest_share),
            upper_matching: quantile(&ranked, 1.0 - policy.growth.upper_share),
            foreseen: foresight::foreseen(facts, policy, year, members),
            indices: GroupIndices::new(
                facts,
                policy,
                year,
                &members.iter().map(|member| member.subject).collect::<Vec<_>>(),
            ),
        }
    }

    /// Reads every signal of a member, and what its level depends on besides.
    fn read(&self, policy: &Policy, member: &Member<'_>) -> ReadSubject {
        let Self { facts, year, .. } = *self;
        let subject = member.subject;
        let evidence: Vec<Evidence> = READERS
            .into_iter()
            .filter_map(|(signal, reader)| {
                let TracedFigure { figure, origins } = reader(self, member)?;
                Some(Evidence { reading: read(policy, signal, figure)?, withheld: false, origins })
            })
            .collect();
        let release = Release {
            year,
            reported: facts.is_complete(subject, year),
            published: false,
            readings: evidence.iter().map(|evidence| evidence.reading).collect(),
            persons: member.placement.as_ref().map(|rates| rates.pooled.of),
            entrants: facts.entrants(subject).and_then(|traced| traced.series.at(year)),
            students: facts.sum(subject, &GRADES).and_then(|traced| traced.series.at(year)),
            growth: self.growth(member),
        };
        ReadSubject { release, evidence }
    }

    /// What the balance says of a member's programme.
    fn gap(&self, member: &Member<'_>) -> Option<&GapReading> {
        self.gaps.and_then(|programmes| programmes.get(&member.subject.0))
    }

    /// The index of a member beside the lowest part of the group; `None` where too little is known of it.
    fn index(&self, member: &Member<'_>) -> Option<DrawnIndex> {
        self.indices.as_ref()?.beside_lowest(member.position)
    }

    /// What speaks for recruiting more: enough posts and a large shortage, as probabilities, and whether the
    /// employment-quality index, or else the share of matched jobs, is in the upper part of the group.
    fn growth(&self, member: &Member<'_>) -> Option<Growth> {
        let gap = self.gap(member)?;
        let matching = member.matching.as_ref().and_then(|rates| counts(&rates.pooled).rate());
        let by_index = self.indices.as_ref().and_then(|indices| indices.is_upper(member.position));
        let by_matching = || matching.is_some_and(|rate| rate >= self.upper_matching);
        let upper = by_index.unwrap_or_else(by_matching);
        Some(Growth { good: gap.enough, upper, shortage: gap.large_shortage })
    }
}

/// F1: with a job among those who want one.
///
/// Jobs over jobs and seekers of the same cohorts; its lowest part is not looked at.
fn placement(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let prior = group.placement.of(&member.subject.0.class());
    member.placement.as_ref().map(|rates| rates.figure(prior, 0.0))
}

/// F2: matched among surveyed jobs, beside the lowest part of the group where there is no index to tell it by (F2B).
///
/// Jobs that match over jobs surveyed, so that schools which survey few are not judged by all their
/// graduates.
fn matching(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let prior = group.matching.of(&member.subject.0.class());
    let has_index = group.indices.as_ref().is_some_and(|indices| indices.has(member.position));
    let lowest = if has_index { 0.0 } else { group.lowest_matching };
    member.matching.as_ref().map(|rates| rates.figure(prior, lowest))
}

/// F2B: the employment-quality index beside the lowest part of the group.
fn lowest_index(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let figure = Figure::Index(group.index(member)?);
    Some(TracedFigure { figure, origins: Origins::of_figures(member.index_figures.clone()) })
}

impl CohortRates {
    /// The rates as the figure of a signal, beside their `prior` and the edge of the group's
    /// `lowest` part.
    fn figure(&self, prior: Prior, lowest: f64) -> TracedFigure {
        let pooled = counts(&self.pooled);
        let rate = PooledRate { pooled, newest: self.newest, prior, lowest };
        let origins = Origins::of_figures(self.pooled.figures.iter().copied());
        TracedFigure { figure: Figure::Rate(rate), origins }
    }
}

/// F3: the ratio of demand to entrants that the balance of the year expects.
///
/// The same for every school of a programme: a balance is of the city. `beyond` and `far_beyond`
/// are the probabilities of a surplus and of a large one.
fn forecast_gap(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let gap = group.gap(member)?;
    let drawn =
        DrawnRatio { expected: gap.expected, beyond: gap.surplus, far_beyond: gap.large_surplus };
    Some(TracedFigure { figure: Figure::Drawn(drawn), origins: gap.origins.clone() })
}

/// F5: entrants who registered, beside the plan, persons of the same year. In years without a
/// registered number, what stands in for it counts; not read where either side is missing.
fn intake(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let Group { facts, year, .. } = *group;
    let registered = facts.entrants(member.subject)?;
    let planned = facts.sum(member.subject, &[Measure::PlannedIntake])?;
    let counts = Counts { count: registered.series.at(year)?, of: planned.series.at(year)? };
    let figure = Figure::Counted(Counted { value: counts.count, counts, falling: false });
    let figures = registered.ids_of(year).chain(planned.ids_of(year));
    Some(TracedFigure { figure, origins: Origins::of_figures(figures) })
}

/// F7: schools that recruit for the programme among the city's schools of its level.
///
/// A count over a count. Whether a control list (C7) names the programme is no figure, and stands beside the level.
fn duplication(group: &Group<'_>, member: &Member<'_>) -> Option<TracedFigure> {
    let (counts, origins) = sites(group.facts, group.year, &member.subject.0);
    let figure = Figure::Counted(Counted { value: counts.rate()?, counts, falling: false });
    Some(TracedFigure { figure, origins })
}

/// Schools that recruit for a programme in a year, of all schools of the level. One that left the year out goes on with
/// its last entrants.
pub(crate) fn sites(facts: &Facts<'_>, year: Year, programme: &ProgrammeCode) -> (Counts, Origins) {
    let mut figures = Vec::new();
    let mut sites = 0.0;
    for school in facts.schools(programme) {
        let places = facts.places_of_subject(&(programme.clone(), Some(school.clone())));
        let entering = facts.entrants_filled(&places, year).and_then(|series| series.at(year));
        if entering.is_some_and(|persons| persons > 0.0) {
            sites += 1.0;
            let entrants = facts.entrants_of(&places).and_then(|traced| traced.until(year));
            figures.extend(entrants.iter().flat_map(|traced| traced.ids_of(traced.series.end())));
        }
    }
    let counts = Counts { count: sites, of: facts.schools_of_level() as f64 };
    (counts, Origins::of_figures(figures))
}

/// What the balance says of every programme that it can be read for: one without graduates in the base window has
/// no share of its class's demand, and where model and hires of a class contradict each other neither is evidence.
pub(crate) fn gap_readings(
    outcome: &Outcome,
    edges: BandEdges,
) -> BTreeMap<ProgrammeCode, GapReading> {
    let reading = |(p, supply): (usize, &Supply)| {
        let class = outcome.class_of(p);
        if !outcome.classes.observed[p] || outcome.contradicts(class) {
            return None;
        }
        let sdrs: Vec<f64> = outcome.outcomes.iter().map(|draw| draw.balances[p].sdr).collect();
        let chances = band_probabilities(&sdrs, edges);
        let mut origins = supply.origins.clone();
        origins.absorb(&outcome.demand_origins[class]);
        let reading = GapReading {
            expected: outcome.expected(|draw| &draw.balances[p]).sdr,
            surplus: chances.surplus(),
            large_surplus: chances.of(Band::LargeSurplus),
            enough: chances.enough,
            large_shortage: chances.of(Band::LargeShortage),
            origins,
        };
        reading.expected.is_finite().then(|| (supply.programme.clone(), reading))
    };
    outcome.supplies.iter().enumerate().filter_map(reading).collect()
}

/// A pooled rate of every member that has it, with the class of its programme.
fn pooled_by_class(
    members: &[Member<'_>],
    rates: impl for<'m> Fn(&'m Member<'_>) -> Option<&'m CohortRates>,
) -> Vec<(ProgrammeClass, Counts)> {
    let of_member =
        |member: &Member<'_>| Some((member.subject.0.class(), counts(&rates(member)?.pooled)));
    members.iter().filter_map(of_member).collect()
}

#[cfg(test)]
mod compared;
#[cfg(test)]
mod tests;
