//! The parts that reported counts are made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use talent_domain::Measure;

/// A part of the students or graduates of a programme at a school in one year. Parts of one family have nobody in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Part {
    /// All that a measure counts, where it is not split any further.
    Whole(Measure),
    /// What a measure counts beside those parts of it that other measures count, such as graduates of whom no destination is stated, or
    /// direct jobs outside the city.
    Rest(Measure),
}

/// A part with its persons and the measures that count it.
pub(crate) type PartOfCounts = (Part, f64, Vec<Measure>);

/// A measure and the measures that count parts of it. Parts stand before what they are part of.
const CONTAINED: [(Measure, &[Measure]); 6] = [
    (Measure::DirectJobs, &[Measure::LocalJobs]),
    (Measure::Graduates, &Measure::DESTINATIONS),
    (Measure::MatchSurveyed, &[Measure::MatchedJobs]),
    (Measure::SatisfactionAsked, &[Measure::Satisfied]),
    (Measure::Followed, &[Measure::Stayed]),
    (Measure::EnrolledGrade3, &[Measure::EnrolledContinued]),
];

/// Every count of persons that is protected.
const COUNTS: [Measure; 20] = [
    Measure::Graduates,
    Measure::DirectJobs,
    Measure::LocalJobs,
    Measure::FurtherStudy,
    Measure::Army,
    Measure::Seeking,
    Measure::NotSeeking,
    Measure::MatchSurveyed,
    Measure::MatchedJobs,
    Measure::PaySample,
    Measure::SatisfactionAsked,
    Measure::Satisfied,
    Measure::Followed,
    Measure::Stayed,
    Measure::EnrolledGrade1,
    Measure::EnrolledGrade2,
    Measure::EnrolledGrade3,
    Measure::EnrolledContinued,
    Measure::Admitted,
    Measure::Registered,
];

/// Whether a measure counts students or graduates. Plans, teachers, employment and the market's posts are no such counts.
pub fn is_protected(measure: Measure) -> bool {
    COUNTS.contains(&measure)
}

/// The counts of one programme at one school in one year as parts that have nobody in common: each with its persons and
/// the measures that count it. The counts are the sums of their parts.
///
/// A measure whose stated parts exceed it is a part of its own, and so are they: such figures do not add up as reported.
/// A rest of nobody is left out.
pub(crate) fn parts_of(counts: &BTreeMap<Measure, f64>) -> Vec<PartOfCounts> {
    let mut parts: Vec<PartOfCounts> = Vec::new();
    for (whole, known) in CONTAINED {
        split(&mut parts, counts, whole, known);
    }
    // Those who registered are the first grade, but for a few who left or came later: the lesser number is part of the other.
    let persons = |measure| counts.get(&measure).copied().unwrap_or_default();
    if persons(Measure::EnrolledGrade1) <= persons(Measure::Registered) {
        split(&mut parts, counts, Measure::Registered, &[Measure::EnrolledGrade1]);
    } else {
        split(&mut parts, counts, Measure::EnrolledGrade1, &[Measure::Registered]);
    }
    split(&mut parts, counts, Measure::Admitted, &[Measure::Registered]);
    for measure in COUNTS {
        if let Some(&persons) = counts.get(&measure)
            && !is_counted(&parts, measure)
        {
            parts.push((Part::Whole(measure), persons, vec![measure]));
        }
    }
    parts
}

/// Splits what `whole` counts into those of its parts `known` that are stated, and a rest. Nothing is split where none is
/// stated or they exceed it.
fn split(
    parts: &mut Vec<PartOfCounts>,
    counts: &BTreeMap<Measure, f64>,
    whole: Measure,
    known: &[Measure],
) {
    let stated: Vec<Measure> =
        known.iter().copied().filter(|measure| counts.contains_key(measure)).collect();
    let Some(total) = counts.get(&whole).filter(|_| !stated.is_empty()) else { return };
    let rest = total - stated.iter().map(|measure| counts[measure]).sum::<f64>();
    if rest < 0.0 {
        return;
    }
    for (_, _, measures) in parts.iter_mut() {
        if measures.iter().any(|measure| stated.contains(measure)) {
            measures.push(whole);
        }
    }
    for measure in stated {
        if !is_counted(parts, measure) {
            parts.push((Part::Whole(measure), counts[&measure], vec![measure, whole]));
        }
    }
    if rest > 0.0 {
        parts.push((Part::Rest(whole), rest, vec![whole]));
    }
}

/// Whether any part is counted by a measure.
fn is_counted(parts: &[PartOfCounts], measure: Measure) -> bool {
    parts.iter().any(|(_, _, measures)| measures.contains(&measure))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(figures: &[(Measure, f64)]) -> BTreeMap<Measure, f64> {
        figures.iter().copied().collect()
    }

    #[test]
    fn graduates_are_split_by_destination_and_jobs_by_where_they_are() {
        let parts = parts_of(&counts(&[
            (Measure::Graduates, 30.0),
            (Measure::DirectJobs, 20.0),
            (Measure::LocalJobs, 17.0),
            (Measure::FurtherStudy, 6.0),
        ]));
        let found: Vec<(Part, f64)> =
            parts.iter().map(|(part, persons, _)| (*part, *persons)).collect();
        assert_eq!(
            found,
            [
                (Part::Whole(Measure::LocalJobs), 17.0),
                (Part::Rest(Measure::DirectJobs), 3.0),
                (Part::Whole(Measure::FurtherStudy), 6.0),
                (Part::Rest(Measure::Graduates), 4.0),
            ]
        );
    }

    proptest! {
        #[test]
        fn counts_are_the_sums_of_their_parts(values in proptest::collection::vec(proptest::option::of(0_u8..60), 16)) {
            let counts: BTreeMap<Measure, f64> = COUNTS
                .into_iter()
                .zip(values)
                .filter_map(|(measure, value)| Some((measure, f64::from(value?))))
                .collect();
            let parts = parts_of(&counts);
            for (measure, count) in &counts {
                let sum: f64 =
                    parts.iter().filter(|(_, _, of)| of.contains(measure)).map(|(_, n, _)| n).sum();
                prop_assert!((sum - count).abs() < 1e-9, "{measure}: {sum} is not {count}");
            }
            prop_assert!(parts.iter().all(|(_, persons, _)| *persons >= 0.0));
        }
    }
}
