//! The readings of every subject, year by year, with the figures they rest on.

use std::collections::BTreeMap;

use talent_domain::{Measure, ProgrammeCode, Year};
use talent_outlook::{Evidence, Quality, WarningRecord};
use talent_warning::{
    Counts, Policy, Reading, Release, WarningLevel, assess, read_duplication, read_forecast_gap,
    read_intake, read_match, read_placement,
};

use crate::facts::{Facts, GRADES, Subject};

/// What the balance says of a programme at one release.
#[derive(Debug, Clone)]
pub(crate) struct GapReading {
    pub(crate) ratio: f64,
    pub(crate) surplus: f64,
    pub(crate) large_surplus: f64,
    pub(crate) good: f64,
    pub(crate) shortage: f64,
    pub(crate) ids: Vec<u32>,
}

/// Gaps by release year and programme.
pub(crate) type Gaps = BTreeMap<Year, BTreeMap<ProgrammeCode, GapReading>>;

/// A rate with its figures.
struct Traced {
    counts: Counts,
    ids: Vec<u32>,
}

const WANT: &[Measure] = &[Measure::DirectJobs, Measure::Seeking];
const JOBS: &[Measure] = &[Measure::DirectJobs];
const MATCHED: &[Measure] = &[Measure::MatchedJobs];
const SURVEYED: &[Measure] = &[Measure::MatchSurveyed];
const LOCAL: &[Measure] = &[Measure::LocalJobs];

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
    let class = facts.class_of(year);
    let placement: Vec<Option<Traced>> =
        group.iter().map(|s| rate(facts, s, JOBS, WANT, class, pooled)).collect();
    let matched: Vec<Option<Traced>> =
        group.iter().map(|s| rate(facts, s, MATCHED, SURVEYED, class, pooled)).collect();
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
            let mut add = |reading: Option<Reading>, ids: Vec<u32>| {
                evidence.extend(reading.map(|reading| Evidence { reading, ids }));
            };
            if let (Some(pooled), Some(newest)) =
                (&placement[i], rate(facts, subject, JOBS, WANT, class, 1))
            {
                let reading = read_placement(policy, pooled.counts, newest.counts, mean_placement);
                add(reading, pooled.ids.clone());
            }
            if let (Some(pooled), Some(newest)) =
                (&matched[i], rate(facts, subject, MATCHED, SURVEYED, class, 1))
            {
                let reading = read_match(policy, pooled.counts, newest.counts, mean_match, lowest);
                add(reading, pooled.ids.clone());
            }
            let gap = gaps.get(&year).and_then(|programmes| programmes.get(&subject.0));
            if let Some(gap) = gap {
                let reading = read_forecast_gap(policy, gap.ratio, gap.surplus, gap.large_surplus);
                add(Some(reading), gap.ids.clone());
            }
            let (reading, ids) = intake(facts, policy, subject, year);
            add(reading, ids);
            let (reading, ids) = duplication(facts, policy, subject, year);
            add(reading, ids);
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

/// A rate over the classes up to `year`; `None` if the class of `year` itself is not known.
fn rate(
    facts: &Facts<'_>,
    subject: &Subject,
    part: &[Measure],
    whole: &[Measure],
    year: Year,
    classes: i32,
) -> Option<Traced> {
    let (part, whole) = (facts.sum(subject, part)?, facts.sum(subject, whole)?);
    whole.series.at(year)?;
    let mut traced = Traced { counts: Counts { count: 0.0, of: 0.0 }, ids: Vec::new() };
    for back in 0..classes {
        let year = year - back;
        if let (Some(count), Some(of)) = (part.series.at(year), whole.series.at(year)) {
            traced.counts.count += count;
            traced.counts.of += of;
            traced.ids.extend(part.ids_of(year).chain(whole.ids_of(year)));
        }
    }
    traced.ids.sort_unstable();
    traced.ids.dedup();
    Some(traced)
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
) -> (Option<Reading>, Vec<u32>) {
    let mut ids = Vec::new();
    let mut sites = 0.0;
    for school in facts.schools(programme) {
        let subject = (programme.clone(), Some(school.clone()));
        if let Some(entrants) = facts.entrants(&subject)
            && entrants.series.at(year).is_some_and(|n| n > 0.0)
        {
            sites += 1.0;
            ids.extend(entrants.ids_of(year));
        }
    }
    let controlled = facts.codes.controls.iter().any(|row| row.programme == *programme);
    (read_duplication(policy, sites, facts.schools_of_level() as f64, controlled), ids)
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

/// Rates of fewer persons would tell about them.
const FEWEST_PERSONS: f64 = 10.0;

/// Outcomes of a subject's graduates up to the newest class known by `base`; no rate of fewer than ten.
pub(crate) fn quality(
    facts: &Facts<'_>,
    policy: &Policy,
    subject: &Subject,
    base: Year,
) -> Quality {
    let class = facts.class_of(base);
    let pooled = i32::from(policy.rating.pooled_years);
    let counts = |part, whole, classes| {
        rate(facts, subject, part, whole, class, classes).map(|traced| traced.counts)
    };
    let placement = counts(JOBS, WANT, pooled);
    let known = |counts: Option<Counts>| {
        counts.filter(|counts| counts.of >= FEWEST_PERSONS).and_then(Counts::rate)
    };
    let at = |measure| facts.sum(subject, &[measure])?.series.at(class);
    let (starting_pay, pay_answers) = starting_pay(facts, subject, class).unzip();
    Quality {
        graduates: at(Measure::Graduates).unwrap_or(0.0),
        placement: known(placement),
        matched: known(counts(MATCHED, SURVEYED, pooled)),
        local: known(counts(LOCAL, JOBS, pooled)),
        further_study: known(counts(&[Measure::FurtherStudy], &[Measure::Graduates], 1)),
        starting_pay,
        pay_answers,
        persons: placement.map_or(0.0, |counts| counts.of),
    }
}

/// Mean starting pay of a class, each school weighted by its sample, and the answers behind it; `None` without any.
/// Whether so many answers may be shown is for the report to say.
fn starting_pay(
    facts: &Facts<'_>,
    (programme, school): &Subject,
    class: Year,
) -> Option<(f64, f64)> {
    let schools: Vec<_> = match school {
        Some(school) => vec![school.clone()],
        None => facts.schools(programme).cloned().collect(),
    };
    let (mut sum, mut answers) = (0.0, 0.0);
    for school in schools {
        let subject = (programme.clone(), Some(school));
        let at = |measure| facts.sum(&subject, &[measure])?.series.at(class);
        if let (Some(pay), Some(sample)) = (at(Measure::StartingPay), at(Measure::PaySample)) {
            sum += pay * sample;
            answers += sample;
        }
    }
    (answers > 0.0).then(|| (sum / answers, answers))
}
