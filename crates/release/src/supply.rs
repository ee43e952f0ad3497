//! The supply side of each programme: who is at school, and the rates ahead of them.

mod late;
mod progression;
mod quotas;
mod rates;

use std::collections::BTreeSet;

use talent_domain::{Measure, Origins, ProgrammeCode, RateDefinition, TemplateCode, Year};
use talent_facts::{Facts, GRADES, Subject, Window};
use talent_market::{CountedRate, ProgrammeSupply, RateDraw};

use crate::Assumptions;
use progression::{GradeRate, grade_rates, grade_steps};
use rates::{CityRates, rate_draw};

pub(crate) use quotas::{filled_share, quotas};
pub use rates::{DESTINATION_RATES, DestinationRate, RateUsed};

/// The supply of one programme with the figures it rests on.
#[derive(Debug, Clone)]
pub struct Supply {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Years that it lasts.
    pub years: usize,
    /// What the chain draws from.
    pub inputs: ProgrammeSupply,
    /// Graduates of the newest cohort, as weight in the bridge, persons.
    pub graduates: f64,
    /// Share of its entrants to the labour market who work in what they learned, a fraction.
    pub matched: f64,
    /// Standard deviation of the local retention rate between cohorts, a fraction; none of fewer
    /// than three.
    pub retention_sd: Option<f64>,
    /// Fraction of the third grade on a continued track, who do not leave with their cohort.
    pub continued: f64,
    /// The rates, as counted and as used.
    pub rates: Vec<RateUsed>,
    /// What all of it was taken from.
    pub origins: Origins,
}

/// Programmes with students in school year `base`, or with a school that must have had some and has not reported, and
/// their supply over `horizon` years.
///
/// Rates of small programmes are drawn towards those of all programmes offered in the city.
pub fn supplies(
    facts: &Facts<'_>,
    base: Year,
    horizon: i32,
    assumptions: &Assumptions,
) -> Vec<Supply> {
    supplies_with(facts, base, horizon, assumptions, &BTreeSet::new())
}

/// The same with programmes that are opened, behind the others unless they are offered already: they have nobody at school,
/// and the rates of the city.
pub(crate) fn supplies_with(
    facts: &Facts<'_>,
    base: Year,
    horizon: i32,
    assumptions: &Assumptions,
    opened: &BTreeSet<ProgrammeCode>,
) -> Vec<Supply> {
    let has_students = |programme: &ProgrammeCode| {
        let students = facts.sum(&(programme.clone(), None), &GRADES);
        students.and_then(|traced| traced.series.at(base)).unwrap_or(0.0) > 0.0
    };
    let is_silent = |p: &ProgrammeCode| facts.without_report(p, base).next().is_some();
    let offered = facts.programmes().filter(|p| has_students(p) || is_silent(p)).cloned();
    let offered: Vec<ProgrammeCode> = offered.collect();
    let city = CityRates::new(facts, &offered, base, assumptions);
    let context = Context { facts, base, horizon, assumptions, city };
    let new = opened.iter().filter(|code| !offered.contains(code)).cloned().collect::<Vec<_>>();
    offered.into_iter().chain(new).map(|programme| context.supply(programme)).collect()
}

/// Years whose entrants graduate within the horizon, of the shortest programme.
pub fn years_to_recruit(supplies: &[Supply], horizon: i32) -> usize {
    let shortest = supplies.iter().map(|supply| supply.years).min().unwrap_or(GRADES.len());
    usize::try_from(horizon).unwrap_or(0).saturating_sub(shortest)
}

/// The rates of destinations of which the whole city has no figures.
pub fn unknown_rates(supplies: &[Supply]) -> Vec<&'static DestinationRate> {
    let is_counted = |definition: RateDefinition| {
        let rates = supplies.iter().flat_map(|supply| &supply.rates);
        rates.into_iter().any(|rate| rate.definition == definition && rate.counted.of > 0.0)
    };
    DESTINATION_RATES.iter().filter(|rate| !is_counted(rate.definition)).collect()
}

/// What the supply of every programme is worked out with.
struct Context<'a> {
    facts: &'a Facts<'a>,
    base: Year,
    horizon: i32,
    assumptions: &'a Assumptions,
    /// What the rates of each programme are drawn towards.
    city: CityRates,
}

impl Context<'_> {
    /// Cohorts at school and still to be recruited of one programme, with the rates ahead of both.
    fn supply(&self, programme: ProgrammeCode) -> Supply {
        let subject: Subject = (programme, None);
        let mut figures = Vec::new();
        let years = self.facts.length(&subject.0).years;
        let mut rates = self.progression(&subject.0, years);
        let progression: Vec<RateDraw> = rates.iter().map(|rate| rate.used).collect();
        let continued = self.continued(&subject, &mut figures);
        let enrolled = self.at_school(&subject.0, continued, &progression, &mut figures);
        let recruited = self.recruited(&subject, years, continued, &progression, &mut figures);
        let destinations = self.destinations(&subject, &mut figures);
        let [further_study, participation, retention, matched] =
            destinations.each_ref().map(|rate| rate.used);
        rates.extend(destinations);
        // Those at school who will leave: what each of them does is chance, too.
        let leaving: f64 = enrolled.iter().map(expected_leavers).sum();
        let not_studying = leaving * (1.0 - further_study.mean);
        let cohort = self.facts.cohort_of(self.base);
        let seeking = self.facts.city(&subject.0, Measure::Seeking);
        let unemployed = seeking.and_then(|traced| traced.series.at(cohort)).unwrap_or(0.0);
        let graduates = self.facts.city(&subject.0, Measure::Graduates);
        let in_last_grade = enrolled.first().map_or(0.0, |(students, _)| *students);
        Supply {
            matched: matched.mean,
            retention_sd: self.retention_sd(&subject),
            continued,
            rates,
            graduates: graduates.map_or(in_last_grade, |traced| traced.series.last()),
            inputs: ProgrammeSupply {
                further_study: further_study.among(leaving),
                participation: participation.among(not_studying),
                local_retention: retention.among(not_studying * participation.mean),
                unemployed: unemployed * retention.mean,
                enrolled,
                recruited,
                unreported_entrants: late::entrants(self.facts, &subject.0, self.base),
            },
            origins: self.origins(&subject, figures),
            programme: subject.0,
            years,
        }
    }

    /// The rates between grades, drawn towards the city's.
    ///
    /// One rate per step through the programme, that of the first grade first: `counted` is the
    /// newest count, `used` the smoothed one.
    fn progression(&self, programme: &ProgrammeCode, years: usize) -> Vec<RateUsed> {
        let assumptions = self.assumptions;
        let smoothing = assumptions.progression_smoothing;
        let programmes = std::slice::from_ref(programme);
        let counted = grade_rates(self.facts, programmes, self.base, smoothing);
        let weight = assumptions.progression_persons;
        grade_steps(years)
            .map(|step| {
                let GradeRate { smoothed, newest } = counted[step.rate];
                let mean = self.city.progression[step.rate];
                let used = rate_draw(smoothed, mean, weight, assumptions);
                RateUsed { definition: step.definition(), counted: newest, used }
            })
            .collect()
    }

    /// Fraction of the third grade on a continued track in the base year, zero where either count
    /// is missing. What it was read from is added to `figures`.
    fn continued(&self, subject: &Subject, figures: &mut Vec<u32>) -> f64 {
        let third = self.facts.sum(subject, &[Measure::EnrolledGrade3]);
        let third = third.and_then(|traced| traced.series.at(self.base));
        let staying = self.facts.sum(subject, &[Measure::EnrolledContinued]);
        figures.extend(staying.iter().flat_map(|traced| traced.ids_of(self.base)));
        let staying = staying.and_then(|traced| traced.series.at(self.base)).unwrap_or(0.0);
        third.filter(|third| *third > 0.0).map_or(0.0, |third| (staying / third).min(1.0))
    }

    /// The cohorts at school, the last grade first, no more than the horizon has years: the
    /// students who leave with their cohort, persons, and the rates still ahead of them. Each rate
    /// is told how many are expected to reach it.
    fn at_school(
        &self,
        programme: &ProgrammeCode,
        continued: f64,
        progression: &[RateDraw],
        figures: &mut Vec<u32>,
    ) -> Vec<(f64, Vec<RateDraw>)> {
        // The last grade first: it graduates in the first year of the horizon.
        let horizon = usize::try_from(self.horizon).unwrap_or(0);
        let grades = (1..=progression.len()).rev().take(horizon);
        grades
            .filter_map(|grade| {
                let series = self.facts.city(programme, Measure::enrolled(grade)?);
                figures.extend(series.iter().flat_map(|traced| traced.ids_of(self.base)));
                let late = late::students(self.facts, programme, grade, self.base);
                figures.extend(&late.figures);
                // A new programme has no last grade yet; those on a continued track do not leave with their cohort.
                let students = series.and_then(|traced| traced.series.at(self.base));
                let students = students.unwrap_or(0.0) + late.students;
                let leaving = students * (1.0 - continued);
                let mut reach = leaving;
                let ahead = progression[grade - 1..].iter().map(|rate| {
                    let among = rate.among(reach);
                    reach *= rate.mean;
                    among
                });
                Some((leaving, ahead.collect()))
            })
            .collect()
    }

    /// The rates ahead of cohorts still to be recruited; these lose the part of continued tracks as well.
    ///
    /// One list of rates per year of the horizon in which such a cohort graduates.
    fn recruited(
        &self,
        subject: &Subject,
        years: usize,
        continued: f64,
        progression: &[RateDraw],
        figures: &mut Vec<u32>,
    ) -> Vec<Vec<RateDraw>> {
        let later = usize::try_from(self.horizon - years as i32).unwrap_or(0);
        if later > 0 {
            let entrants = self.facts.entrants(subject);
            figures.extend(entrants.iter().flat_map(talent_panel::TracedSeries::ids));
        }
        let staying = (continued > 0.0).then_some(RateDraw { mean: 1.0 - continued, persons: 0.0 });
        vec![progression.iter().copied().chain(staying).collect(); later]
    }

    /// The rates of destinations in the order of [`DESTINATION_RATES`], drawn towards the city's.
    fn destinations(&self, subject: &Subject, figures: &mut Vec<u32>) -> [RateUsed; 4] {
        let newest = self.facts.cohort_of(self.base);
        let mut position = 0;
        DESTINATION_RATES.each_ref().map(|rate| {
            let window = Window { newest, cohorts: rate.cohorts(self.assumptions) };
            let found = self.facts.rate(subject, rate.definition, window);
            figures.extend(&found.figures);
            let counted = CountedRate { count: found.count, of: found.of };
            let mean = self.city.destinations[position];
            position += 1;
            let used = rate_draw(counted, mean, self.assumptions.rate_persons, self.assumptions);
            RateUsed { definition: rate.definition, counted, used }
        })
    }

    /// Standard deviation of the retention rate between the newest cohorts.
    ///
    /// With divisor `n − 1`; `None` with fewer than three cohorts.
    fn retention_sd(&self, subject: &Subject) -> Option<f64> {
        let window = Window {
            newest: self.facts.cohort_of(self.base),
            cohorts: i32::from(self.assumptions.retention_years),
        };
        let shares = self.facts.yearly_shares(subject, RateDefinition::Retention, window);
        if shares.len() < 3 {
            return None;
        }
        let n = shares.len() as f64;
        let mean = shares.iter().sum::<f64>() / n;
        Some((shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
    }

    /// The figures, and the rows of C10 by which some of them count to the programme.
    fn origins(&self, subject: &Subject, figures: Vec<u32>) -> Origins {
        let mut origins = Origins::of_figures(figures);
        let places = self.facts.places_of_subject(subject);
        origins.add_rows(TemplateCode::C10, places.iter().flat_map(|place| place.former_rows()));
        origins
    }
}

/// Students of a cohort who are expected to leave school with a certificate, persons: those
/// enrolled times the mean of each rate ahead.
fn expected_leavers((students, rates): &(f64, Vec<RateDraw>)) -> f64 {
    rates.iter().fold(*students, |students, rate| students * rate.mean)
}
