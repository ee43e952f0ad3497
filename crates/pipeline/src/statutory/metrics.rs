//! The figures that published rules look at.

use talent_domain::{Measure, Origins, SchoolCode, Year};
use talent_facts::{Facts, GRADES, Subject};
use talent_warning::{Condition, Policy, RuleMetric};

use crate::signals::sites;

/// A figure of one year with what it was taken from.
struct YearFigure {
    value: f64,
    figures: Vec<u32>,
}

/// What a scenario changes of the figures of the last year.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shift {
    /// Schools that begin to recruit for the programme, less those that stop.
    pub(crate) sites: f64,
    /// Programmes that begin at the school.
    pub(crate) programmes: f64,
}

/// Whether a subject meets a condition, as the origins of the figures by which it does. `None` where it does not, and where a
/// figure of one of the years is not known.
pub(super) fn met(
    facts: &Facts<'_>,
    policy: &Policy,
    condition: &Condition,
    subject: &Subject,
    year: Year,
    shift: Shift,
) -> Option<Origins> {
    let mut figures = Vec::new();
    for back in 0..i32::from(condition.years) {
        let shift = if back == 0 { shift } else { Shift::default() };
        let figure = figure(facts, policy, condition.metric, subject, year - back, shift)?;
        if !condition.comparison.holds(figure.value, condition.threshold) {
            return None;
        }
        figures.extend(figure.figures);
    }
    Some(Origins::of_figures(figures))
}

/// The figure of a year that a rule looks at; `None` where it is not known.
fn figure(
    facts: &Facts<'_>,
    policy: &Policy,
    metric: RuleMetric,
    subject: &Subject,
    at: Year,
    shift: Shift,
) -> Option<YearFigure> {
    match metric {
        RuleMetric::Destinations => destinations(facts, policy, subject, facts.cohort_of(at)),
        RuleMetric::ShareOfSchools => share_of_schools(facts, subject, at, shift),
        RuleMetric::YearsWithoutIntake => years_without(facts, subject, at, false),
        RuleMetric::YearsEmpty => years_without(facts, subject, at, true),
        RuleMetric::ProgrammesAtSchool => {
            let known = programmes_at(facts, subject.1.as_ref()?, at);
            Some(YearFigure { value: known.value + shift.programmes, ..known })
        }
    }
}

/// The value of a year that a rule looks at; `None` where it is not known.
pub(super) fn value(
    facts: &Facts<'_>,
    policy: &Policy,
    metric: RuleMetric,
    subject: &Subject,
    at: Year,
) -> Option<f64> {
    Some(figure(facts, policy, metric, subject, at, Shift::default())?.value)
}

/// The figures of T1 that a rule looks at. Students and entrants (T2), which the others look at, are there in every run.
pub(super) fn measures(metric: RuleMetric) -> &'static [Measure] {
    match metric {
        RuleMetric::Destinations => {
            &[Measure::Graduates, Measure::DirectJobs, Measure::FurtherStudy, Measure::Army]
        }
        RuleMetric::ShareOfSchools
        | RuleMetric::YearsWithoutIntake
        | RuleMetric::YearsEmpty
        | RuleMetric::ProgrammesAtSchool => &[],
    }
}

/// 毕业去向落实率 of one cohort: in direct jobs, in further study or in the army, of all graduates. Not known where one of them
/// is not, nor of fewer persons than a rate may be published of.
fn destinations(
    facts: &Facts<'_>,
    policy: &Policy,
    subject: &Subject,
    cohort: Year,
) -> Option<YearFigure> {
    let graduates = facts.sum(subject, &[Measure::Graduates])?;
    let of = graduates.series.at(cohort)?;
    let (mut count, mut figures) = (0.0, graduates.ids_of(cohort).collect::<Vec<_>>());
    for measure in [Measure::DirectJobs, Measure::FurtherStudy, Measure::Army] {
        let part = facts.sum(subject, &[measure])?;
        count += part.series.at(cohort)?;
        figures.extend(part.ids_of(cohort));
    }
    (of >= policy.disclosure.rate_persons).then(|| YearFigure { value: count / of, figures })
}

/// Schools that recruit for the programme, of the city's schools of the level.
fn share_of_schools(
    facts: &Facts<'_>,
    subject: &Subject,
    year: Year,
    shift: Shift,
) -> Option<YearFigure> {
    let (mut counts, origins) = sites(facts, year, &subject.0);
    counts.count += shift.sites;
    Some(YearFigure { value: counts.rate()?, figures: origins.figures })
}

/// Years running up to this one in which nobody entered and, if `empty`, nobody was at school; a year that is not known ends
/// the count.
fn years_without(
    facts: &Facts<'_>,
    subject: &Subject,
    year: Year,
    empty: bool,
) -> Option<YearFigure> {
    let entrants = facts.entrants(subject)?;
    let students = facts.sum(subject, &GRADES);
    let (mut years, mut figures) = (0, Vec::new());
    loop {
        let at = year - years;
        let nobody = students.as_ref().and_then(|traced| traced.series.at(at)) == Some(0.0);
        if entrants.series.at(at) != Some(0.0) || (empty && !nobody) {
            return Some(YearFigure { value: f64::from(years), figures });
        }
        figures.extend(entrants.ids_of(at));
        if empty {
            figures.extend(students.iter().flat_map(|traced| traced.ids_of(at)));
        }
        years += 1;
    }
}

/// Programmes with students at a school.
fn programmes_at(facts: &Facts<'_>, school: &SchoolCode, year: Year) -> YearFigure {
    let (mut value, mut figures) = (0.0, Vec::new());
    for (_, at, place) in facts.places() {
        let Some(students) = facts.sum_of(&[place], &GRADES).filter(|_| at == school) else {
            continue;
        };
        if students.series.at(year).is_some_and(|students| students > 0.0) {
            value += 1.0;
            figures.extend(students.ids_of(year));
        }
    }
    YearFigure { value, figures }
}
