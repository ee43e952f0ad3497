//! T11: figures that take the place of others in the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use talent_domain::{CellRef, Lang, Observation};

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::{CourseProblem, Revision};

/// Revisions of a file that are told one by one; the rest is counted.
const TOLD: usize = 5;

/// A file and a sheet of it.
type OfSheet<'a> = (&'a Arc<str>, Option<&'a Arc<str>>);

/// What the figures of each file change of those in the store, told once per file and table, at the first figure that is
/// changed.
pub(super) fn check_revisions(
    observations: &[Observation],
    known: &[Observation],
    findings: &mut Findings,
) {
    if known.is_empty() {
        return;
    }
    let mut ordered: Vec<&Observation> = known.iter().collect();
    let before = |a: &Observation, b: &Observation| {
        (&a.key, a.measure, a.year).cmp(&(&b.key, b.measure, b.year))
    };
    ordered.sort_by(|a, b| before(a, b));
    let mut changed: BTreeMap<OfSheet<'_>, Vec<(&CellRef, Revision)>> = BTreeMap::new();
    for o in observations {
        let found = ordered.binary_search_by(|other| before(other, o));
        let Some(other) = found.ok().map(|at| ordered[at]) else { continue };
        if other.value == o.value {
            continue;
        }
        let cell = &o.provenance.cell;
        let revision = Revision {
            cell: cell.address(),
            what: format!("{} {}", o.year, o.measure.name(Lang::Zh)),
            before: other.value,
            after: o.value,
            from: other.provenance.cell.to_string(),
        };
        changed.entry((&cell.file, cell.sheet.as_ref())).or_default().push((cell, revision));
    }
    for mut revisions in changed.into_values() {
        revisions.sort_by_key(|(cell, _)| (cell.row, cell.column));
        let Some((first, _)) = revisions.first() else { continue };
        let (first, all) = ((*first).clone(), revisions.len());
        let told = revisions.into_iter().take(TOLD).map(|(_, revision)| revision).collect();
        findings.push(Finding::at(first, CourseProblem::Revised { all, told }));
    }
}
