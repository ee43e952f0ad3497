//! T01: a year of which a school has reported nothing, between years of which it has.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, SchoolCode, Year};

use super::{Course, Entry, Ground};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;
use crate::rules::table::{Table, table_of};

/// The years of a school in a table, and its first figure of each that is new.
#[derive(Default)]
struct Years<'c, 'a> {
    all: BTreeSet<Year>,
    new: BTreeMap<Year, &'c Entry<'a>>,
}

/// Says, at the first new figure behind a gap, which years a school has not reported. Plans are made ahead, and years that
/// have not come are another matter.
pub(super) fn check_gaps(course: &Course<'_>, ground: Ground<'_>, findings: &mut Findings) {
    let mut schools: BTreeMap<(&SchoolCode, Table), Years<'_, '_>> = BTreeMap::new();
    let has_come = |entry: &&Entry<'_>| {
        entry.of.measure != Measure::PlannedIntake && entry.of.year.number() <= ground.this_year
    };
    for entry in course.entries().iter().filter(has_come) {
        let table = table_of(entry.of.measure);
        let (Some(school), Some(table)) = (entry.of.key.school.code(), table) else { continue };
        let years = schools.entry((school, table)).or_default();
        years.all.insert(entry.of.year);
        if entry.is_new {
            years.new.entry(entry.of.year).or_insert(entry);
        }
    }
    for Years { all, new } in schools.into_values() {
        for (before, after) in all.iter().zip(all.iter().skip(1)) {
            let (first, last) = (*before + 1, *after - 1);
            let told = new.get(after).or_else(|| new.get(before));
            if let Some(told) = told.filter(|_| first <= last) {
                let problem = CourseProblem::Gap { first: first.number(), last: last.number() };
                findings.push(Finding::at(told.of.provenance.cell.clone(), problem));
            }
        }
    }
}
