//! The assessment of every subject over its years.

mod memory;

use std::collections::BTreeMap;

use talent_domain::{Measure, Year};
use talent_facts::{Facts, Subject};
use talent_outlook::{Evidence, WarningRecord, subject_id};
use talent_warning::{Policy, Release};

use crate::signals::{Gaps, ReadSubject, read_group};
use crate::statutory::Statutes;

pub(crate) use memory::Memory;
use memory::{Remembered, remember};

/// Assesses every subject over the years up to `base`, the gravest first.
///
/// A subject is a programme in the city or at one school; the two kinds are held against their own
/// group. Years run from the first with graduates, because a level depends on the levels before it.
/// `gaps` may lack early years: the signal F3 is then not read. Published rules are held against the last year; they
/// stand beside the level. Years before the last are read with the schools that are late with it. With a `memory` the levels that were published are kept, and later years go on from them.
pub(crate) fn assess_all(
    facts: &Facts<'_>,
    policy: &Policy,
    base: Year,
    gaps: &Gaps,
    statutes: &Statutes<'_>,
    memory: Option<Memory<'_>>,
) -> Vec<WarningRecord> {
    let subjects = facts.subjects();
    let (at_schools, in_city): (Vec<&Subject>, Vec<&Subject>) =
        subjects.iter().partition(|(_, school)| school.is_some());
    let first = first_cohort(facts, &subjects).unwrap_or(base);
    let mut read: BTreeMap<&Subject, Vec<ReadSubject>> = BTreeMap::new();
    let known = facts.with_late();
    for year in (0..=base.since(first)).map(|offset| first + offset) {
        for group in [&in_city, &at_schools] {
            let facts = if year < base { &known } else { facts };
            for (subject, found) in group.iter().zip(read_group(facts, policy, year, group, gaps)) {
                read.entry(subject).or_default().push(found);
            }
        }
    }
    let mut records: Vec<WarningRecord> = read
        .into_iter()
        .filter_map(|(subject, years)| {
            let record = record(facts, policy, subject, years, memory)?;
            Some(WarningRecord { statutory: statutes.of(subject, base), ..record })
        })
        .collect();
    records.sort_by(|a, b| (a.assessment.level, &a.id).cmp(&(b.assessment.level, &b.id)));
    records
}

/// The first year with graduates of any subject.
///
/// `None` where nobody has graduated yet.
fn first_cohort(facts: &Facts<'_>, subjects: &[Subject]) -> Option<Year> {
    let graduates = subjects.iter().filter_map(|subject| facts.sum(subject, &[Measure::Graduates]));
    graduates.map(|traced| traced.series.start()).min()
}

/// The record of one subject, from what was read in each of its years. `None` without a year.
///
/// Its identifier is the programme's code, and at a school `programme.school`. The evidence is that
/// of the last year; earlier years only lead to the level.
fn record(
    facts: &Facts<'_>,
    policy: &Policy,
    (programme, school): &Subject,
    years: Vec<ReadSubject>,
    memory: Option<Memory<'_>>,
) -> Option<WarningRecord> {
    let exempt = policy.exempt.programmes.iter().any(|code| code == programme.as_str());
    let (releases, mut evidence): (Vec<Release>, Vec<Vec<Evidence>>) =
        years.into_iter().map(|year| (year.release, year.evidence)).unzip();
    let id = subject_id(programme, school.as_ref());
    let published = memory.and_then(|memory| memory.of(&id));
    let Remembered { assessment, releases } = remember(policy, published, releases, exempt)?;
    Some(WarningRecord {
        id,
        programme: programme.clone(),
        programme_name: facts.codes.programme_name(programme).to_owned(),
        school: school.clone(),
        school_name: school.as_ref().map(|code| facts.codes.school_name(code).to_owned()),
        assessment,
        releases,
        evidence: evidence.pop()?,
        statutory: Vec::new(),
        counterevidence: Vec::new(),
    })
}
