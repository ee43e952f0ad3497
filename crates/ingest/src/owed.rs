//! The rows that a table is expected to have: those of the years before.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, Observation, SeriesKey, Year};

/// The rows that a table of `year` is expected to have: those with a figure of the table in the newest year before it or
/// in the year before that one, since a report may have left some out; but for programmes withdrawn since, as T3 says.
pub fn owed<'o>(
    figures: &[&'o Observation],
    is_of_table: impl Fn(&Observation) -> bool,
    year: Year,
) -> BTreeSet<&'o SeriesKey> {
    let earlier = || figures.iter().copied().filter(|o| o.year < year && is_of_table(o));
    let Some(newest) = earlier().map(|o| o.year).max() else { return BTreeSet::new() };
    let recent = earlier().filter(|o| o.year.number() >= newest.number() - 1);
    let mut owed: BTreeSet<&SeriesKey> = recent.map(|o| &o.key).collect();
    let mut states: BTreeMap<_, (Year, f64)> = BTreeMap::new();
    for o in figures.iter().filter(|o| o.measure == Measure::ProgrammeState && o.year <= year) {
        let state = states.entry((&o.key.school, &o.key.programme)).or_insert((o.year, o.value));
        if o.year >= state.0 {
            *state = (o.year, o.value);
        }
    }
    // -1 is a programme that was withdrawn.
    let is_withdrawn = |key: &SeriesKey| {
        states.get(&(&key.school, &key.programme)).is_some_and(|(_, state)| *state < 0.0)
    };
    owed.retain(|key| !is_withdrawn(key));
    owed
}
