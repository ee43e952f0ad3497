//! The readings of every subject, year by year, with the figures they rest on.

use std::collections::BTreeMap;

use talent_domain::{Measure, ProgrammeCode, TemplateCode, Year};
use talent_outlook::{Evidence, WarningRecord};
use talent_warning::{
    Counts, Policy, Reading, Release, WarningLevel, assess, read_duplication, read_forecast_gap,
    read_intake, read_match, read_placement,
};

use talent_domain::{Origins, RateDefinition};
use talent_facts::{Facts, GRADES, Subject, Window};
use talent_market::{Spread, band_probabilities};
use talent_release::Outcome;

/// What the balance says of a programme at one release.
#[derive(Debug, Clone)]
pub(crate) struct GapReading {
    pub(crate) ratio: f64,
    pub(crate) surplus: f64,
    pub(crate) large_surplus: f64,
    pub(crate) good: f64,
    pub(crate) shortage: f64,
    pub(crate) origins: Origins,
}

/// Gaps by release year and programme.
pub(crate) type Gaps = BTreeMap<Year, BTreeMap<ProgrammeCode, GapReading>>;

/// A rate with its figures.
struct Traced {
    counts: Counts,
    ids: Vec<u32>,
}

/// Assesses every subject over the years up to `base`, the gravest first.
pub(crate) fn assess_all(
    facts: &Facts<'_>,
    policy: &Policy,
    base: Year,
    gaps: &Gaps,
) -> Vec<WarningRecord> {
    let subjects = facts.subjects();
    let first = subjects
        .iter()
        .filter_map(|subject| facts.sum(subject, &[Measure::Graduates]))
        .map(|traced| traced.series.start())
        .min()
        .unwrap_or(base);
    let mut releases: BTreeMap<&Subject, Vec<(Release, Vec<Evidence>)>> = BTreeMap::new();
    for offset in 0..=base.since(first) {
        let year = first + offset;
        for of_schools in [false, true] {
            let group: Vec<&Subject> =
                subjects.iter().filter(|subject| subject.1.is_some() == of_schools).collect();
            for (subject, release) in read_group(facts, policy, year, &group, gaps) {
                releases.entry(subject).or_default().push(release);
            }
        }
    }
    let mut records: Vec<WarningRecord> = releases
        .into_iter()
        .filter_map(|(subject, releases)| record(facts, policy, subject, releases))
        .collect();
    let gravity = |level: WarningLevel| {
        WarningLevel::ALL.iter().position(|other| *other == level).unwrap_or(usize::MAX)
    };
    records.sort_by(|a, b| {
        (gravity(a.assessment.level), &a.id).cmp(&(gravity(b.assessment.level), &b.id))
    });
    records
}

fn record(
    facts: &Facts<'_>,
    policy: &Policy,
    (programme, school): &Subject,
    releases: Vec<(Release, Vec<Evidence>)>,
) -> Option<WarningRecord> {
    let exempt = policy.exempt.programmes.iter().any(|code| code == programme.as_str());
    let (releases, mut evidence): (Vec<Release>, Vec<Vec<Evidence>>) = releases.into_iter().unzip();
    let assessment = assess(policy, &releases, exempt)?;
    let id = match school {
        Some(school) => format!("{programme}.{school}"),
        None => programme.to_string(),
    };
    Some(WarningRecord {
        id,
        programme: programme.clone(),
        programme_name: facts.codes.programme_name(programme).to_owned(),
        school: school.clone(),
        school_name: school.as_ref().map(|code| facts.codes.school_name(code).to_owned()),
        assessment,
        evidence: evidence.pop()?,
    })
}

/// Reads one year of all programmes in the city, or of all programmes at schools: rates are held
/// against the mean and the lowest tenth of the same group.
fn read_group<'a>(
    facts: &Facts<'_>,
    policy: &Policy,
    year: Year,
    group: &[&'a Subject],
    gaps: &Gaps,
) -> Vec<(&'a Subject, (Release, Vec<Evidence>))> {
    let pooled = i32::from(policy.rating.pooled_years);
    let class = facts.cohort_of(year);
    let placement: Vec<Option<Traced>> =
        group.iter().map(|s| rate(facts, s, RateDefinition::Placement, class, pooled)).collect();
    let matched: Vec<Option<Traced>> =
        group.iter().map(|s| rate(facts, s, RateDefinition::Match, class, pooled)).collect();
    let rated: Vec<f64> = matched
        .iter()
        .flatten()
        .filter(|traced| traced.counts.of >= policy.rating.full_persons)
        .filter_map(|traced| traced.counts.rate())
        .collect();
    let lowest = quantile(&rated, policy.matching.lowest_share);
    let upper = quantile(&rated, 1.0 - policy.growth.upper_share);
    let (mean_placement, mean_match) = (mean(&placement), mean(&matched));
    group
        .iter()
        .enumerate()
        .map(|(i, subject)| {
            let mut evidence = Vec::new();
            let mut add = |reading: Option<Reading>, origins: Origins| {
                evidence.extend(reading.map(|reading| Evidence { reading, origins }));
            };
            if let (Some(pooled), Some(newest)) =
                (&placement[i], rate(facts, subject, RateDefinition::Placement, class, 1))
            {
                let reading = read_placement(policy, pooled.counts, newest.counts, mean_placement);
                add(reading, Origins::of_figures(pooled.ids.clone()));
            }
            if let (Some(pooled), Some(newest)) =
                (&matched[i], rate(facts, subject, RateDefinition::Match, class, 1))
            {
                let reading = read_match(policy, pooled.counts, newest.counts, mean_match, lowest);
                add(reading, Origins::of_figures(pooled.ids.clone()));
            }
            let gap = gaps.get(&year).and_then(|programmes| programmes.get(&subject.0));
            if let Some(gap) = gap {
                let reading = read_forecast_gap(policy, gap.ratio, gap.surplus, gap.large_surplus);
                add(Some(reading), gap.origins.clone());
            }
            let (reading, ids) = intake(facts, policy, subject, year);
            add(reading, Origins::of_figures(ids));
            let (reading, origins) = duplication(facts, policy, subject, year);
            add(reading, origins);
            let upper =
                matched[i].as_ref().and_then(|t| t.counts.rate()).is_some_and(|r| r >= upper);
            let at = |measures: &[Measure]| facts.sum(subject, measures)?.series.at(year);
            let release = Release {
                year,
                reported: facts.last_school_year() != Some(year) || facts.is_reported(subject),
                readings: evidence.iter().map(|evidence| evidence.reading).collect(),
                persons: placement[i].as_ref().map(|traced| traced.counts.of),
                entrants: facts.entrants(subject).and_then(|traced| traced.series.at(year)),
                students: at(&GRADES),
                growth: gap.map(|gap| (gap.good, upper, gap.shortage)),
            };
            (*subject, (release, evidence))
        })
        .collect()
}

/// A rate over the cohorts up to `newest`; `None` if that cohort itself is not known.
fn rate(
    facts: &Facts<'_>,
    subject: &Subject,
    definition: RateDefinition,
    newest: Year,
    cohorts: i32,
) -> Option<Traced> {
    let rate = facts.rate(subject, definition, Window { newest, cohorts });
    let counts = Counts { count: rate.count, of: rate.of };
    rate.has_newest.then_some(Traced { counts, ids: rate.figures })
}

fn intake(
    facts: &Facts<'_>,
    policy: &Policy,
    subject: &Subject,
    year: Year,
) -> (Option<Reading>, Vec<u32>) {
    let registered = facts.entrants(subject);
    let planned = facts.sum(subject, &[Measure::PlannedIntake]);
    let (Some(registered), Some(planned)) = (registered, planned) else { return (None, vec![]) };
    let ids = registered.ids_of(year).chain(planned.ids_of(year)).collect();
    let reading = match (registered.series.at(year), planned.series.at(year)) {
        (Some(entrants), Some(plan)) => Some(read_intake(policy, entrants, plan)),
        _ => None,
    };
    (reading, ids)
}

fn duplication(
    facts: &Facts<'_>,
    policy: &Policy,
    (programme, _): &Subject,
    year: Year,
) -> (Option<Reading>, Origins) {
    let mut figures = Vec::new();
    let mut sites = 0.0;
    for school in facts.schools(programme) {
        let subject = (programme.clone(), Some(school.clone()));
        if let Some(entrants) = facts.entrants(&subject)
            && entrants.series.at(year).is_some_and(|n| n > 0.0)
        {
            sites += 1.0;
            figures.extend(entrants.ids_of(year));
        }
    }
    let controls = facts.codes.controls.iter().enumerate();
    let rows: Vec<usize> =
        controls.filter(|(_, row)| row.programme == *programme).map(|(at, _)| at).collect();
    let is_controlled = !rows.is_empty();
    let mut origins = Origins::of_figures(figures);
    origins.add_rows(TemplateCode::C7, rows);
    (read_duplication(policy, sites, facts.schools_of_level() as f64, is_controlled), origins)
}

/// What the draws of a release say of each programme's ratio.
pub(crate) fn gap_readings(outcome: &Outcome) -> BTreeMap<ProgrammeCode, GapReading> {
    let reading = |(p, supply): (usize, &talent_release::Supply)| {
        let (ratios, edges) = outcome.ratios(p);
        let median = Spread::of(ratios.iter().copied())?.median;
        let probabilities = band_probabilities(&ratios, edges);
        let mut origins = supply.origins.clone();
        origins.absorb(&outcome.demand_origins[p]);
        let reading = GapReading {
            ratio: median,
            surplus: probabilities.surplus,
            large_surplus: probabilities.large_surplus,
            good: probabilities.good,
            shortage: probabilities.shortage,
            origins,
        };
        median.is_finite().then(|| (supply.programme.clone(), reading))
    };
    outcome.supplies.iter().enumerate().filter_map(reading).collect()
}

fn mean(rates: &[Option<Traced>]) -> f64 {
    let (count, of) = rates
        .iter()
        .flatten()
        .fold((0.0, 0.0), |(count, of), t| (count + t.counts.count, of + t.counts.of));
    if of > 0.0 { count / of } else { 0.5 }
}

/// The value that a share `p` of the values lies at or below; zero of none.
fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (p * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}
