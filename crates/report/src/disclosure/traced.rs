//! Figures of a trace: the cells are named, a value that may not be shown is withheld.
//!
//! A trace lists single cells of the schools' forms, the finest figures there are. What is decided here holds within
//! one trace; a total of another page can still be compared with it.

use std::collections::BTreeMap;

use talent_domain::{Lang, Measure};

use super::rules::{count, mean};
use super::shown::Shown;

/// A traced figure, as far as the rules have to know it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TracedFigure<'a> {
    /// What it measures, by the name of a [`Measure`] in either language.
    pub measure: &'a str,
    /// The subject that it is of: a school, a programme or a programme at a school.
    pub of: &'a str,
    /// Its year.
    pub year: i32,
    /// The value, in the unit of its measure.
    pub value: f64,
}

/// Students by grade: they add up to the students of a subject.
const STUDENTS: [Measure; 3] =
    [Measure::EnrolledGrade1, Measure::EnrolledGrade2, Measure::EnrolledGrade3];
/// Where the graduates of a subject went: they add up to its graduates.
const DESTINATIONS: [Measure; 5] = [
    Measure::DirectJobs,
    Measure::FurtherStudy,
    Measure::Army,
    Measure::Seeking,
    Measure::NotSeeking,
];
/// Counts of students and graduates that add up over subjects only. Matched and local jobs overlap, so that those of
/// one subject have no total.
const OTHER_COUNTS: [Measure; 8] = [
    Measure::Admitted,
    Measure::Registered,
    Measure::EnrolledContinued,
    Measure::Graduates,
    Measure::MatchedJobs,
    Measure::MatchSurveyed,
    Measure::LocalJobs,
    Measure::PaySample,
];

/// A figure by its measure, subject and year: the same one may serve several signals of a trace.
type Key<'a> = (Measure, &'a str, i32);

/// What may be shown of the figures of one trace, in their order. Counts of students and graduates are parts of totals
/// over subjects, and those of one subject are parts of its total; neither may give a withheld one away. Figures of
/// other measures, and rows of lists, are shown.
///
/// The result has one entry per figure. A figure that is listed several times is decided once. Starting pay needs its
/// number of answers in the same trace.
pub fn shown_of_trace(figures: &[TracedFigure<'_>]) -> Vec<Shown> {
    let known: BTreeMap<Key<'_>, f64> =
        figures.iter().filter_map(|figure| Some((key(figure)?, figure.value))).collect();
    let counts: BTreeMap<Key<'_>, Shown> = withhold_companions(&known);
    figures
        .iter()
        .map(|figure| match key(figure) {
            Some((Measure::StartingPay, of, year)) => {
                mean(Some(figure.value), known.get(&(Measure::PaySample, of, year)).copied())
            }
            Some(key) => counts.get(&key).copied().unwrap_or(Shown::Value(figure.value)),
            None => Shown::Value(figure.value),
        })
        .collect()
}

/// The key of a figure; `None` where its measure is none of ours, as in rows of lists and parameters.
/// The measure is found by its name in either language.
fn key<'a>(figure: &TracedFigure<'a>) -> Option<Key<'a>> {
    let is_named = |measure: &&Measure| {
        [Lang::Zh, Lang::En].iter().any(|&lang| measure.name(lang) == figure.measure)
    };
    let measure = Measure::ALL.iter().find(is_named)?;
    Some((*measure, figure.of, figure.year))
}

/// Whether a measure counts students or graduates. Plans and teachers are not covered.
fn is_count(measure: Measure) -> bool {
    STUDENTS.contains(&measure)
        || DESTINATIONS.contains(&measure)
        || OTHER_COUNTS.contains(&measure)
}

/// Withholds small counts, and then the next smallest of each group that has just one withheld, until none has.
/// Groups are the same measure of all subjects in a year, and the students or the destinations of one subject in a
/// year. Withholding in one group can leave another with a single withheld count, which is why this is repeated; it
/// ends, as every pass withholds one more count.
fn withhold_companions<'a>(known: &BTreeMap<Key<'a>, f64>) -> BTreeMap<Key<'a>, Shown> {
    let counts = || known.iter().filter(|((measure, ..), _)| is_count(*measure));
    let mut shown: BTreeMap<Key<'a>, Shown> =
        counts().map(|(key, value)| (*key, count(*value))).collect();
    let mut groups: BTreeMap<(&str, &str, i32), Vec<Key<'a>>> = BTreeMap::new();
    for (key, _) in counts() {
        let (measure, of, year) = *key;
        groups.entry((measure.code(), "", year)).or_default().push(*key);
        for (name, family) in [("students", &STUDENTS[..]), ("destinations", &DESTINATIONS[..])] {
            if family.contains(&measure) {
                groups.entry((name, of, year)).or_default().push(*key);
            }
        }
    }
    while let Some(companion) = groups.values().find_map(|group| companion(group, known, &shown)) {
        shown.insert(companion, Shown::Withheld);
    }
    shown
}

/// The smallest shown count of a group in which just one count is withheld.
/// `None` where none or several are withheld, or nothing is left to withhold.
fn companion<'a>(
    group: &[Key<'a>],
    known: &BTreeMap<Key<'a>, f64>,
    shown: &BTreeMap<Key<'a>, Shown>,
) -> Option<Key<'a>> {
    let withheld = group.iter().filter(|key| !shown[*key].is_value()).count();
    let shown_counts = group.iter().filter(|key| shown[*key].is_value() && known[*key] > 0.0);
    let least = shown_counts.min_by(|a, b| known[*a].total_cmp(&known[*b]));
    least.copied().filter(|_| withheld == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Shown::{Below, Value, Withheld};

    fn figure<'a>(measure: &'a str, of: &'a str, value: f64) -> TracedFigure<'a> {
        TracedFigure { measure, of, year: 2023, value }
    }

    #[test]
    fn a_small_count_and_its_companion_are_withheld() {
        let figures = [
            figure("毕业生数", "A", 3.0),
            figure("毕业生数", "B", 40.0),
            figure("毕业生数", "C", 20.0),
            figure("单位从业人员", "B", 3.0),
        ];
        assert_eq!(shown_of_trace(&figures), [Below(5.0), Value(40.0), Withheld, Value(3.0)]);
        let none_small = [figure("graduates", "A", 30.0), figure("graduates", "B", 40.0)];
        assert_eq!(shown_of_trace(&none_small), [Value(30.0), Value(40.0)]);
    }

    #[test]
    fn a_destination_does_not_follow_from_the_others() {
        let figures = [
            figure("direct-employment", "A", 1.0),
            figure("直接就业", "A", 30.0),
            figure("升学", "A", 12.0),
            figure("参军", "A", 2.0),
        ];
        assert_eq!(shown_of_trace(&figures), [Value(1.0), Value(30.0), Withheld, Below(5.0)]);
    }

    #[test]
    fn pay_is_shown_with_ten_answers() {
        let figures =
            |answers| [figure("起薪均值", "A", 3000.0), figure("起薪样本数", "A", answers)];
        assert_eq!(shown_of_trace(&figures(9.0))[0], Withheld);
        assert_eq!(shown_of_trace(&figures(10.0))[0], Value(3000.0));
    }

    #[test]
    fn a_figure_that_serves_two_signals_is_one_figure() {
        let figures =
            [figure("升学", "A", 3.0), figure("升学", "A", 3.0), figure("升学", "B", 30.0)];
        assert_eq!(shown_of_trace(&figures), [Below(5.0), Below(5.0), Withheld]);
    }
}
