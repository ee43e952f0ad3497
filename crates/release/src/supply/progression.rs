//! Rates between grades: from the first to the second, from the second to the third, and from the last to graduation.

use talent_domain::{Measure, ProgrammeCode, RateDefinition, Year};
use talent_facts::{Facts, GRADES, Place};
use talent_market::{CountedRate, grade_ratios};

/// A step from a grade to where its students are a year later: a school year's last grade leaves in the following
/// calendar year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GradeStep {
    /// Its position among the rates between grades.
    pub(super) rate: usize,
    /// Students before the step.
    from: Measure,
    /// Those who have come through it a year later.
    to: Measure,
}

impl GradeStep {
    /// What the rate of the step counts, of what.
    pub(super) fn definition(self) -> RateDefinition {
        PROGRESSION[self.rate]
    }
}

/// Rates between grades, in the order of `GradeStep::rate`.
const PROGRESSION: [RateDefinition; 3] =
    [RateDefinition::FirstToSecond, RateDefinition::SecondToThird, RateDefinition::Completion];
/// The position of completion among them.
const COMPLETION: usize = 2;

/// The steps through a programme of so many years.
///
/// A programme of two years goes from its second grade straight to graduation.
pub(super) fn grade_steps(years: usize) -> impl Iterator<Item = GradeStep> {
    (0..years).map(move |grade| {
        let from = GRADES[grade];
        if grade + 1 == years {
            GradeStep { rate: COMPLETION, from, to: Measure::Graduates }
        } else {
            GradeStep { rate: grade, from, to: GRADES[grade + 1] }
        }
    })
}

/// A rate between grades of one or more programmes; zero of zero persons where no cohort has been followed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GradeRate {
    /// Smoothed over the years, on as many students as were last seen.
    pub(super) smoothed: CountedRate,
    /// As last counted.
    pub(super) newest: CountedRate,
}

impl GradeRate {
    /// The rate where no cohort has been followed.
    const UNKNOWN: Self = {
        let nobody = CountedRate { count: 0.0, of: 0.0 };
        Self { smoothed: nobody, newest: nobody }
    };
}

/// The rates between grades of several programmes together. A cohort counts where its school has reported it both
/// before and after: a school that is late has not lost its students.
///
/// In the order of `PROGRESSION`, on the years from the first with students in a first grade to
/// `base`. `smoothing` is the weight of the newest year.
pub(super) fn grade_rates(
    facts: &Facts<'_>,
    programmes: &[ProgrammeCode],
    base: Year,
    smoothing: f64,
) -> [GradeRate; 3] {
    let places: Vec<(&Place, usize)> = programmes
        .iter()
        .flat_map(|programme| {
            let years = facts.length(programme).years;
            let places = facts.places_of_subject(&(programme.clone(), None));
            places.into_iter().map(move |place| (place, years))
        })
        .collect();
    let first_grades = places.iter().filter_map(|(place, _)| facts.sum_of(&[place], &[GRADES[0]]));
    let Some(start) = first_grades.map(|traced| traced.series.start()).min() else {
        return [GradeRate::UNKNOWN; 3];
    };
    let years = usize::try_from(base.since(start) + 1).unwrap_or(0);
    [0, 1, COMPLETION].map(|rate| {
        let mut sums = vec![vec![0.0; 2]; years];
        for (place, length) in &places {
            let step = grade_steps(*length).find(|step| step.rate == rate);
            if let Some(step) = step {
                add_cohorts(facts, place, step, start, &mut sums);
            }
        }
        grade_rate(&sums, smoothing)
    })
}

/// Adds the cohorts of a place that were reported both before and after a step: those before it in the first column
/// of their year, those after it in the second column of the year after.
fn add_cohorts(
    facts: &Facts<'_>,
    place: &Place,
    step: GradeStep,
    start: Year,
    sums: &mut [Vec<f64>],
) {
    let (before, after) = (leaving(facts, place, step.from), leaving(facts, place, step.to));
    for offset in 1..sums.len() {
        let year = start + offset as i32;
        if let (Some(cohort), Some(left)) = (before(year - 1), after(year)) {
            sums[offset - 1][0] += cohort;
            sums[offset][1] += left;
        }
    }
}

/// A count by year, less those on a continued track, who are not meant to graduate with their cohort.
fn leaving(
    facts: &Facts<'_>,
    place: &Place,
    measure: Measure,
) -> impl Fn(Year) -> Option<f64> + use<> {
    let continued = (measure == Measure::EnrolledGrade3)
        .then(|| facts.sum_of(&[place], &[Measure::EnrolledContinued]))
        .flatten();
    let counted = facts.sum_of(&[place], &[measure]);
    move |year: Year| {
        let staying = continued.as_ref().and_then(|traced| traced.series.at(year));
        Some(counted.as_ref()?.series.at(year)? - staying.unwrap_or(0.0))
    }
}

/// The rate behind the sums of one step: by year, the persons before the step and those after it.
/// Years after the last in which anybody came through it are left out.
fn grade_rate(sums: &[Vec<f64>], smoothing: f64) -> GradeRate {
    let observed = sums.iter().rposition(|year| year[1] > 0.0).map_or(0, |last| last + 1);
    let ratio = grade_ratios(&sums[..observed], smoothing).first().copied().flatten();
    let newest = observed.checked_sub(2).map(|before| (sums[before][0], sums[before + 1][1]));
    match (ratio, newest) {
        (Some(ratio), Some((of, count))) => GradeRate {
            smoothed: CountedRate { count: ratio * of, of },
            newest: CountedRate { count, of },
        },
        _ => GradeRate::UNKNOWN,
    }
}
