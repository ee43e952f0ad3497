//! Warnings with figures that the public may be shown.

use talent_disclosure::Protected;
use talent_domain::Origins;
use talent_outlook::{Evidence, RATE_BASE, WarningRecord};
use talent_warning::{FigureUnit, Reading, Release};

use super::decisions::lists_only;

/// A warning as it was decided, with the figures that the public may be shown. `read` is the same subject as the protected
/// figures read it.
pub(super) fn public_warning(
    decided: &WarningRecord,
    read: Option<&WarningRecord>,
    protected: &Protected,
) -> WarningRecord {
    let evidence = decided.evidence.iter().map(|evidence| {
        let signal = evidence.reading.signal;
        // Schools and teachers are no persons to be protected.
        let open =
            matches!(signal.unit(), FigureUnit::ShareOfSchools | FigureUnit::ShareOfTeachers);
        if open {
            return Evidence { origins: moved(&evidence.origins, protected), ..evidence.clone() };
        }
        let read = read.and_then(|read| read.evidence_of(signal));
        match read.filter(|read| may_be_shown(&evidence.reading, &read.reading)) {
            Some(read) => read.clone(),
            None => Evidence {
                reading: Reading {
                    value: 0.0,
                    probability: None,
                    counts: None,
                    ..evidence.reading
                },
                withheld: true,
                origins: moved(&evidence.origins, protected),
            },
        }
    });
    let evidence = evidence.collect();
    let statutory = decided.statutory.iter().cloned().map(|mut rule| {
        rule.origins = moved(&rule.origins, protected);
        rule
    });
    WarningRecord {
        evidence,
        statutory: statutory.collect(),
        releases: decided.releases.iter().map(year_of_release).collect(),
        counterevidence: read.map_or_else(
            || lists_only(&decided.counterevidence),
            |read| read.counterevidence.clone(),
        ),
        ..decided.clone()
    }
}

/// Whether what protected figures read gives the decided standing, and is of enough persons.
fn may_be_shown(decided: &Reading, read: &Reading) -> bool {
    let of_persons = matches!(
        decided.signal.unit(),
        FigureUnit::ShareOfPersons | FigureUnit::StudentsPerTeacher
    );
    let enough = read.counts.is_none_or(|counts| {
        let base = match decided.signal.unit() {
            FigureUnit::StudentsPerTeacher => counts.count,
            _ => counts.of,
        };
        base >= RATE_BASE
    });
    decided.standing == read.standing && (!of_persons || enough)
}

/// That there was a release, without what it read.
fn year_of_release(release: &Release) -> Release {
    Release {
        readings: Vec::new(),
        persons: None,
        entrants: None,
        students: None,
        growth: None,
        ..release.clone()
    }
}

/// Origins by their positions in the protected panel; what it leaves out has none.
fn moved(origins: &Origins, protected: &Protected) -> Origins {
    let figures = origins.figures.iter().filter_map(|&id| protected.positions[id as usize]);
    let mut moved = Origins::of_figures(figures);
    moved.add_list_rows(origins.rows.iter().copied());
    moved
}
