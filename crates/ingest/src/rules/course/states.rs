//! J04, X06: what a programme's state (T3) says beside its intake (T2).

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, ProgrammeCode, SchoolCode, Year};

use super::{Course, Entry, Ground, Place};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;
use crate::rules::table::{Table, table_of};

/// A programme that has stopped recruiting has no new students.
pub(super) fn check_stopped(place: &Place<'_, '_>, ground: Ground<'_>, findings: &mut Findings) {
    let fewest = ground.rules.threshold("J04", "persons");
    let states = place.entries().iter().filter(|entry| entry.of.measure == Measure::ProgrammeState);
    for state in states.filter(|state| state.of.value <= 0.0) {
        let recruits = [Measure::Registered, Measure::Admitted, Measure::PlannedIntake];
        let recruits = recruits.into_iter().find_map(|measure| place.at(measure, state.of.year));
        let Some(recruits) = recruits.filter(|entry| entry.of.value >= fewest) else { continue };
        let Some(told) = [recruits, state].into_iter().find(|entry| entry.is_new) else { continue };
        let problem = CourseProblem::StoppedRecruits {
            figure: recruits.of.measure,
            value: recruits.of.value,
            year: state.of.year.number(),
        };
        findings.push(Finding::at(told.of.provenance.cell.clone(), problem));
    }
}

/// What a school says of its programmes in a year.
#[derive(Default)]
struct Listed<'c, 'a> {
    open: BTreeMap<&'a ProgrammeCode, &'c Entry<'a>>,
    reported: BTreeSet<&'a ProgrammeCode>,
    is_new: bool,
}

/// A programme that recruits has a row in the table of intake, where its school has reported it at all.
pub(super) fn check_unreported(course: &Course<'_>, ground: Ground<'_>, findings: &mut Findings) {
    let mut schools: BTreeMap<(&SchoolCode, Year), Listed<'_, '_>> = BTreeMap::new();
    for entry in course.entries() {
        let key = &entry.of.key;
        let (Some(school), Some(programme)) = (key.school.code(), key.programme.code()) else {
            continue;
        };
        let is_state = entry.of.measure == Measure::ProgrammeState;
        let is_intake = table_of(entry.of.measure) == Some(Table::T2);
        if !is_state && !is_intake {
            continue;
        }
        let listed = schools.entry((school, entry.of.year)).or_default();
        listed.is_new |= entry.is_new;
        if is_intake {
            listed.reported.insert(programme);
        } else if entry.of.value > 0.0 {
            listed.open.insert(programme, entry);
        }
    }
    let told =
        schools.into_iter().filter(|(_, listed)| listed.is_new && !listed.reported.is_empty());
    for ((school, year), listed) in told {
        let missing = listed.open.iter().filter(|(code, _)| !listed.reported.contains(*code));
        let missing: Vec<(&&ProgrammeCode, &&Entry<'_>)> = missing.collect();
        let Some((_, first)) = missing.iter().find(|(_, entry)| entry.is_new).or(missing.first())
        else {
            continue;
        };
        let name = |code: &ProgrammeCode| ground.codebook.programme_name(code).to_owned();
        let problem = CourseProblem::Unreported {
            school: ground.codebook.school_name(school).to_owned(),
            year: year.number(),
            programmes: missing.iter().map(|(code, _)| name(code)).collect(),
        };
        findings.push(Finding::at(first.of.provenance.cell.clone(), problem));
    }
}
