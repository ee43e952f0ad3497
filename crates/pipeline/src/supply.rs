//! The supply side of each programme: who is at school, and the rates ahead of them.

use talent_domain::{Measure, ProgrammeCode, Year};
use talent_market::{CountedRate, ProgrammeSupply, RateDraw, grade_ratios};
use talent_panel::TracedSeries;

use crate::assumptions::Assumptions;
use crate::facts::Facts;

/// Years that a programme of the secondary level lasts.
pub(crate) const PROGRAMME_YEARS: i32 = 3;
/// Classes pooled for the rates of destinations.
const POOLED_CLASSES: i32 = 3;

/// The supply of one programme with the figures it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Supply {
    pub(crate) programme: ProgrammeCode,
    pub(crate) inputs: ProgrammeSupply,
    /// Graduates of the newest class, as weight in the bridge.
    pub(crate) graduates: f64,
    pub(crate) ids: Vec<u32>,
}

/// City-wide rates that small programmes are drawn towards.
struct CityRates {
    progression: [f64; 3],
    further_study: f64,
    participation: f64,
    retention: f64,
}

/// Programmes with students in school year `base`, and their supply over `horizon` years.
pub(crate) fn supplies(
    facts: &Facts<'_>,
    base: Year,
    horizon: i32,
    assumptions: &Assumptions,
) -> Vec<Supply> {
    let offered: Vec<ProgrammeCode> = facts
        .programmes()
        .filter(|programme| {
            let grades = (1..=3).filter_map(Measure::enrolled);
            grades.filter_map(|grade| facts.city(programme, grade)?.series.at(base)).sum::<f64>()
                > 0.0
        })
        .cloned()
        .collect();
    let city = city_rates(facts, &offered, base, assumptions);
    offered
        .into_iter()
        .map(|programme| supply(facts, programme, base, horizon, assumptions, &city))
        .collect()
}

fn supply(
    facts: &Facts<'_>,
    programme: ProgrammeCode,
    base: Year,
    horizon: i32,
    assumptions: &Assumptions,
    city: &CityRates,
) -> Supply {
    let mut ids = Vec::new();
    let own = progression(facts, std::slice::from_ref(&programme), base, assumptions);
    let progression: Vec<RateDraw> = own
        .iter()
        .zip(city.progression)
        .map(|(&(ratio, students), mean)| {
            let rate = CountedRate { count: ratio.unwrap_or(mean) * students, of: students };
            rate_draw(rate, mean, assumptions.progression_persons, assumptions)
        })
        .collect();
    let mut enrolled = Vec::new();
    // Grade 3 first: it graduates in the first year of the horizon.
    for grade in (1..=3_usize).rev().take(usize::try_from(horizon).unwrap_or(0)) {
        let Some(series) = Measure::enrolled(grade).and_then(|m| facts.city(&programme, m)) else {
            continue;
        };
        ids.extend(series.ids_of(base));
        enrolled.push((series.series.at(base).unwrap_or(0.0), progression[grade - 1..].to_vec()));
    }
    let later = (horizon - PROGRAMME_YEARS).max(0) as usize;
    let recruited = vec![progression.clone(); later];
    if let Some(entrants) = facts.city(&programme, Measure::Registered)
        && later > 0
    {
        ids.extend(entrants.ids());
    }
    let counted = |part: &[Measure], whole: &[Measure], classes: i32, ids: &mut Vec<u32>| {
        counted(facts, std::slice::from_ref(&programme), part, whole, base, classes, ids)
    };
    let further = counted(FURTHER.0, FURTHER.1, 1, &mut ids);
    let active = counted(ACTIVE.0, ACTIVE.1, POOLED_CLASSES, &mut ids);
    let local = counted(LOCAL.0, LOCAL.1, i32::from(assumptions.retention_years), &mut ids);
    let seeking = facts.city(&programme, Measure::Seeking);
    let local_retention = rate_draw(local, city.retention, assumptions.rate_persons, assumptions);
    let unemployed = seeking.as_ref().and_then(|s| s.series.at(base)).unwrap_or(0.0);
    let graduates = facts.city(&programme, Measure::Graduates);
    ids.sort_unstable();
    ids.dedup();
    Supply {
        graduates: graduates.as_ref().map_or_else(
            || enrolled.first().map_or(0.0, |(students, _)| *students),
            |g| g.series.last(),
        ),
        inputs: ProgrammeSupply {
            enrolled,
            recruited,
            further_study: rate_draw(
                further,
                city.further_study,
                assumptions.rate_persons,
                assumptions,
            ),
            participation: rate_draw(
                active,
                city.participation,
                assumptions.rate_persons,
                assumptions,
            ),
            local_retention,
            unemployed: unemployed * local_retention.mean,
        },
        programme,
        ids,
    }
}

type Parts = (&'static [Measure], &'static [Measure]);

/// 升学 of all graduates.
const FURTHER: Parts = (&[Measure::FurtherStudy], &[Measure::Graduates]);
/// In the labour force, of those who do not go on studying.
const ACTIVE: Parts = (
    &[Measure::DirectJobs, Measure::Seeking],
    &[Measure::DirectJobs, Measure::Seeking, Measure::Army, Measure::NotSeeking],
);
/// In the city, of direct jobs.
const LOCAL: Parts = (&[Measure::LocalJobs], &[Measure::DirectJobs]);

fn city_rates(
    facts: &Facts<'_>,
    offered: &[ProgrammeCode],
    base: Year,
    assumptions: &Assumptions,
) -> CityRates {
    let own = progression(facts, offered, base, assumptions);
    let mut unused = Vec::new();
    let mut rate = |(part, whole): Parts, classes: i32, fallback: f64| {
        counted(facts, offered, part, whole, base, classes, &mut unused).value().unwrap_or(fallback)
    };
    CityRates {
        progression: own.map(|(ratio, _)| ratio.unwrap_or(1.0).min(1.0)),
        further_study: rate(FURTHER, 1, 0.0),
        participation: rate(ACTIVE, POOLED_CLASSES, 0.98),
        retention: rate(LOCAL, i32::from(assumptions.retention_years), 1.0),
    }
}

/// Progression from grade 1 to 2, from 2 to 3, and from grade 3 to graduation, with the students
/// they were last seen on.
fn progression(
    facts: &Facts<'_>,
    programmes: &[ProgrammeCode],
    base: Year,
    assumptions: &Assumptions,
) -> [(Option<f64>, f64); 3] {
    let total = |measure: Measure, year: Year| -> f64 {
        programmes.iter().filter_map(|p| facts.city(p, measure)?.series.at(year)).sum()
    };
    // A school year's third grade leaves in the following calendar year.
    let steps = [
        (Measure::EnrolledGrade1, Measure::EnrolledGrade2),
        (Measure::EnrolledGrade2, Measure::EnrolledGrade3),
        (Measure::EnrolledGrade3, Measure::Graduates),
    ];
    let starts = programmes.iter().filter_map(|p| facts.city(p, Measure::EnrolledGrade1));
    let Some(start) = starts.map(|traced| traced.series.start()).min() else {
        return [(None, 0.0); 3];
    };
    steps.map(|(from, to)| {
        let years: Vec<Vec<f64>> = (0..=base.since(start))
            .map(|offset| vec![total(from, start + offset), total(to, start + offset)])
            .collect();
        let observed = years.iter().rposition(|year| year[1] > 0.0).map_or(0, |last| last + 1);
        let ratio = grade_ratios(&years[..observed], assumptions.progression_smoothing);
        let students = observed.checked_sub(2).map_or(0.0, |before| years[before][0]);
        (ratio.first().copied().flatten(), students)
    })
}

/// A rate of the newest `classes` classes up to `base`; its figures go to `ids`.
fn counted(
    facts: &Facts<'_>,
    programmes: &[ProgrammeCode],
    part: &[Measure],
    whole: &[Measure],
    base: Year,
    classes: i32,
    ids: &mut Vec<u32>,
) -> CountedRate {
    CountedRate::sum(programmes.iter().flat_map(|programme| {
        let subject = (programme.clone(), None);
        let (part, whole) = (facts.sum(&subject, part), facts.sum(&subject, whole));
        let rates: Vec<CountedRate> = (0..classes)
            .filter_map(|back| {
                let year = base - back;
                let (part, whole) = (part.as_ref()?, whole.as_ref()?);
                let rate = CountedRate { count: part.series.at(year)?, of: whole.series.at(year)? };
                ids.extend(part.ids_of(year).chain(whole.ids_of(year)));
                Some(rate)
            })
            .collect();
        rates
    }))
}

/// A rate drawn towards the city's, with the persons it rests on.
fn rate_draw(rate: CountedRate, mean: f64, weight: f64, assumptions: &Assumptions) -> RateDraw {
    RateDraw {
        mean: rate.shrunk(mean, weight).clamp(0.0, 1.0),
        persons: (rate.of + weight).min(assumptions.rate_persons_cap),
    }
}

/// The figures of a city's programme by year, up to `base`.
pub(crate) fn until(series: Option<TracedSeries>, base: Year) -> Option<TracedSeries> {
    series.and_then(|traced| traced.until(base))
}
