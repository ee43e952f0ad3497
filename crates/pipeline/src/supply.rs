//! The supply side of each programme: who is at school, and the rates ahead of them.

use talent_domain::{Measure, ProgrammeCode, Year};
use talent_market::{CountedRate, ProgrammeSupply, RateDraw, grade_ratios};
use talent_outlook::RateDefinition;
use talent_panel::TracedSeries;

use crate::assumptions::Assumptions;
use crate::facts::{Facts, GRADES, PlaceKeys, Subject};

/// Where the students of each grade are a year later, and the rate of it: a school year's last grade leaves in
/// the following calendar year.
fn steps(years: usize) -> impl Iterator<Item = (usize, Measure, Measure)> {
    (0..years).map(move |grade| {
        if grade + 1 == years {
            (COMPLETION, GRADES[grade], Measure::Graduates)
        } else {
            (grade, GRADES[grade], GRADES[grade + 1])
        }
    })
}

/// The rates between grades.
const PROGRESSION: [RateDefinition; 3] =
    [RateDefinition::FirstToSecond, RateDefinition::SecondToThird, RateDefinition::Completion];
/// The place of completion among them.
const COMPLETION: usize = 2;
/// Classes pooled for the rates of destinations.
const POOLED_CLASSES: i32 = 3;

/// The supply of one programme with the figures it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Supply {
    pub(crate) programme: ProgrammeCode,
    /// Years that it lasts.
    pub(crate) years: usize,
    pub(crate) inputs: ProgrammeSupply,
    /// Graduates of the newest class, as weight in the bridge.
    pub(crate) graduates: f64,
    /// The part of its entrants that works in what it learned.
    pub(crate) matched: f64,
    /// Standard deviation of the local retention rate between classes; none of fewer than three.
    pub(crate) retention_sd: Option<f64>,
    /// Part of the third grade on a continued track, who do not leave with their class.
    pub(crate) continued: f64,
    /// The rates, as counted and as used.
    pub(crate) rates: Vec<RateUsed>,
    pub(crate) ids: Vec<u32>,
}

/// A rate with its numerator, its denominator and what it was drawn towards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RateUsed {
    pub(crate) definition: RateDefinition,
    pub(crate) counted: CountedRate,
    pub(crate) used: RateDraw,
}

/// City-wide rates that small programmes are drawn towards.
struct CityRates {
    matched: f64,
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
            let students = facts.sum(&((*programme).clone(), None), &GRADES);
            students.and_then(|traced| traced.series.at(base)).unwrap_or(0.0) > 0.0
        })
        .cloned()
        .collect();
    let city = city_rates(facts, &offered, base, assumptions);
    offered
        .into_iter()
        .map(|programme| supply(facts, programme, base, horizon, assumptions, &city))
        .collect()
}

/// Years whose entrants graduate within the horizon, of the shortest programme.
pub(crate) fn years_to_recruit(supplies: &[Supply], horizon: i32) -> usize {
    let shortest = supplies.iter().map(|supply| supply.years).min().unwrap_or(GRADES.len());
    usize::try_from(horizon).unwrap_or(0).saturating_sub(shortest)
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
    let years = facts.length(&programme).years;
    let mut rates: Vec<RateUsed> = steps(years)
        .map(|(rate, ..)| {
            let (smoothed, counted) = own[rate];
            let weight = assumptions.progression_persons;
            let used = rate_draw(smoothed, city.progression[rate], weight, assumptions);
            RateUsed { definition: PROGRESSION[rate], counted, used }
        })
        .collect();
    let progression: Vec<RateDraw> = rates.iter().map(|rate| rate.used).collect();
    let third = facts.city(&programme, Measure::EnrolledGrade3).and_then(|s| s.series.at(base));
    let staying = facts.city(&programme, Measure::EnrolledContinued);
    ids.extend(staying.iter().flat_map(|traced| traced.ids_of(base)));
    let staying = staying.and_then(|traced| traced.series.at(base)).unwrap_or(0.0);
    let continued = match third {
        Some(third) if third > 0.0 => (staying / third).min(1.0),
        _ => 0.0,
    };
    let enrolled = at_school(facts, &programme, base, horizon, continued, &progression, &mut ids);
    let later = (horizon - years as i32).max(0) as usize;
    // Cohorts to come lose the part of continued tracks as well.
    let recruited = vec![
        progression
            .iter()
            .copied()
            .chain((continued > 0.0).then_some(RateDraw { mean: 1.0 - continued, persons: 0.0 }))
            .collect();
        later
    ];
    if let Some(entrants) = facts.entrants(&(programme.clone(), None))
        && later > 0
    {
        ids.extend(entrants.ids());
    }
    let class = facts.class_of(base);
    let counted = |part: &[Measure], whole: &[Measure], classes: i32, ids: &mut Vec<u32>| {
        counted(facts, std::slice::from_ref(&programme), part, whole, class, classes, ids)
    };
    let further = counted(FURTHER.0, FURTHER.1, 1, &mut ids);
    let active = counted(ACTIVE.0, ACTIVE.1, POOLED_CLASSES, &mut ids);
    let local = counted(LOCAL.0, LOCAL.1, i32::from(assumptions.retention_years), &mut ids);
    let matched = counted(MATCHED.0, MATCHED.1, POOLED_CLASSES, &mut ids);
    let used =
        |rate: CountedRate, mean: f64| rate_draw(rate, mean, assumptions.rate_persons, assumptions);
    rates.extend(
        [
            (RateDefinition::FurtherStudy, further, city.further_study),
            (RateDefinition::Participation, active, city.participation),
            (RateDefinition::Retention, local, city.retention),
            (RateDefinition::Match, matched, city.matched),
        ]
        .map(|(definition, counted, mean)| RateUsed {
            definition,
            counted,
            used: used(counted, mean),
        }),
    );
    let retention_sd =
        retention_sd(facts, &programme, class, i32::from(assumptions.retention_years));
    let (further_study, participation) =
        (used(further, city.further_study), used(active, city.participation));
    // Those at school who will leave: what each of them does is chance, too.
    let of_class = |(students, rates): &(f64, Vec<RateDraw>)| {
        rates.iter().fold(*students, |students, rate| students * rate.mean)
    };
    let leaving: f64 = enrolled.iter().map(of_class).sum();
    let staying_out = leaving * (1.0 - further_study.mean);
    let seeking = facts.city(&programme, Measure::Seeking);
    let local_retention = rate_draw(local, city.retention, assumptions.rate_persons, assumptions);
    let unemployed = seeking.as_ref().and_then(|s| s.series.at(class)).unwrap_or(0.0);
    let graduates = facts.city(&programme, Measure::Graduates);
    ids.sort_unstable();
    ids.dedup();
    Supply {
        matched: used(matched, city.matched).mean,
        retention_sd,
        continued,
        rates,
        graduates: graduates.as_ref().map_or_else(
            || enrolled.first().map_or(0.0, |(students, _)| *students),
            |g| g.series.last(),
        ),
        inputs: ProgrammeSupply {
            enrolled,
            recruited,
            further_study: further_study.among(leaving),
            participation: participation.among(staying_out),
            local_retention: local_retention.among(staying_out * participation.mean),
            unemployed: unemployed * local_retention.mean,
        },
        programme,
        years,
        ids,
    }
}

/// The cohorts at school, the last grade first, with the rates ahead of each; the figures go to `ids`.
fn at_school(
    facts: &Facts<'_>,
    programme: &ProgrammeCode,
    base: Year,
    horizon: i32,
    continued: f64,
    progression: &[RateDraw],
    ids: &mut Vec<u32>,
) -> Vec<(f64, Vec<RateDraw>)> {
    // The last grade first: it graduates in the first year of the horizon.
    let grades = (1..=progression.len()).rev().take(usize::try_from(horizon).unwrap_or(0));
    grades
        .filter_map(|grade| {
            let series = facts.city(programme, Measure::enrolled(grade)?);
            ids.extend(series.iter().flat_map(|series| series.ids_of(base)));
            // A new programme has no last grade yet; those on a continued track do not leave with their class.
            let students = series.and_then(|series| series.series.at(base)).unwrap_or(0.0);
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

/// Entrants of the years after `base` whose quotas are already fixed: quota times the share of the programme's
/// quotas that was filled, by year from the first on; `None` where a quota is not known.
pub(crate) fn quotas(
    facts: &Facts<'_>,
    subject: &Subject,
    base: Year,
    years: usize,
) -> Vec<Option<f64>> {
    let planned = facts.sum(subject, &[Measure::PlannedIntake]);
    let programme = (subject.0.clone(), None);
    let (entered, asked) =
        (facts.entrants(&programme), facts.sum(&programme, &[Measure::PlannedIntake]));
    let of_year = |back: i32| {
        let (count, of) = (&entered.as_ref()?.series, &asked.as_ref()?.series);
        Some(CountedRate { count: count.at(base - back)?, of: of.at(base - back)? })
    };
    let filled = CountedRate::sum((0..POOLED_CLASSES).filter_map(of_year)).value().unwrap_or(1.0);
    (1..=years as i32)
        .map(|step| {
            let quota = planned.as_ref()?.series.at(base + step)?;
            Some(quota * filled)
        })
        .collect()
}

/// What stands for a rate of which the whole city has no figures.
pub(crate) fn without(rate: RateDefinition) -> f64 {
    match rate {
        RateDefinition::FurtherStudy => 0.0,
        RateDefinition::Participation => 0.98,
        _ => 1.0,
    }
}

/// The rates of destinations that the whole city has no figures of.
pub(crate) fn unknown_rates(supplies: &[Supply]) -> Vec<RateDefinition> {
    let mut unknown = vec![
        RateDefinition::FurtherStudy,
        RateDefinition::Participation,
        RateDefinition::Retention,
        RateDefinition::Match,
    ];
    for rate in supplies.iter().flat_map(|supply| &supply.rates).filter(|r| r.counted.of > 0.0) {
        unknown.retain(|definition| *definition != rate.definition);
    }
    unknown
}

/// A rate that nobody was counted for.
const NOBODY: CountedRate = CountedRate { count: 0.0, of: 0.0 };

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
/// Matching the programme, of those asked.
const MATCHED: Parts = (&[Measure::MatchedJobs], &[Measure::MatchSurveyed]);

/// Standard deviation of the retention rate between the newest classes.
fn retention_sd(
    facts: &Facts<'_>,
    programme: &ProgrammeCode,
    base: Year,
    classes: i32,
) -> Option<f64> {
    let (part, whole) =
        (facts.city(programme, Measure::LocalJobs)?, facts.city(programme, Measure::DirectJobs)?);
    let rates: Vec<f64> = (0..classes)
        .filter_map(|back| {
            let of = whole.series.at(base - back).filter(|of| *of > 0.0)?;
            Some(part.series.at(base - back)? / of)
        })
        .collect();
    if rates.len() < 3 {
        return None;
    }
    let n = rates.len() as f64;
    let mean = rates.iter().sum::<f64>() / n;
    Some((rates.iter().map(|rate| (rate - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt())
}

fn city_rates(
    facts: &Facts<'_>,
    offered: &[ProgrammeCode],
    base: Year,
    assumptions: &Assumptions,
) -> CityRates {
    let own = progression(facts, offered, base, assumptions);
    let mut unused = Vec::new();
    let class = facts.class_of(base);
    let mut rate = |(part, whole): Parts, classes: i32, definition: RateDefinition| {
        let known = counted(facts, offered, part, whole, class, classes, &mut unused).value();
        known.unwrap_or_else(|| without(definition))
    };
    CityRates {
        progression: own.map(|(smoothed, _)| {
            let below = CountedRate { count: smoothed.count.min(smoothed.of), ..smoothed };
            below.shrunk(assumptions.progression, assumptions.progression_persons)
        }),
        further_study: rate(FURTHER, 1, RateDefinition::FurtherStudy),
        participation: rate(ACTIVE, POOLED_CLASSES, RateDefinition::Participation),
        retention: rate(LOCAL, i32::from(assumptions.retention_years), RateDefinition::Retention),
        matched: rate(MATCHED, POOLED_CLASSES, RateDefinition::Match),
    }
}

/// Progression from grade 1 to 2, from 2 to 3, and from the last grade to graduation: smoothed over the years on as
/// many students as were last seen, and as last counted. Of nobody where no class has been followed. A class counts
/// where its school has reported it both before and after: one that is late has not lost its students.
fn progression(
    facts: &Facts<'_>,
    programmes: &[ProgrammeCode],
    base: Year,
    assumptions: &Assumptions,
) -> [(CountedRate, CountedRate); 3] {
    let mut places: Vec<(&PlaceKeys, usize)> = Vec::new();
    for programme in programmes {
        let years = facts.length(programme).years;
        let keys = facts.keys_of(&(programme.clone(), None));
        places.extend(keys.into_iter().map(|key| (key, years)));
    }
    let first_grades = places.iter().filter_map(|(key, _)| facts.sum_of(&[key], &[GRADES[0]]));
    let Some(start) = first_grades.map(|traced| traced.series.start()).min() else {
        return [(NOBODY, NOBODY); 3];
    };
    let years = usize::try_from(base.since(start) + 1).unwrap_or(0);
    // Those on a continued track are not meant to graduate with their class.
    let counted = |key: &PlaceKeys, measure: Measure| {
        let staying = (measure == Measure::EnrolledGrade3)
            .then(|| facts.sum_of(&[key], &[Measure::EnrolledContinued]))
            .flatten();
        let own = facts.sum_of(&[key], &[measure]);
        move |year: Year| {
            let staying = staying.as_ref().and_then(|traced| traced.series.at(year));
            Some(own.as_ref()?.series.at(year)? - staying.unwrap_or(0.0))
        }
    };
    [0, 1, COMPLETION].map(|rate| {
        let mut sums = vec![vec![0.0; 2]; years];
        for (key, length) in &places {
            let Some((_, from, to)) = steps(*length).find(|(of, ..)| *of == rate) else { continue };
            let (before, after) = (counted(key, from), counted(key, to));
            for offset in 1..years {
                let year = start + offset as i32;
                if let (Some(class), Some(left)) = (before(year - 1), after(year)) {
                    sums[offset - 1][0] += class;
                    sums[offset][1] += left;
                }
            }
        }
        let observed = sums.iter().rposition(|year| year[1] > 0.0).map_or(0, |last| last + 1);
        let ratio = grade_ratios(&sums[..observed], assumptions.progression_smoothing);
        let newest = observed.checked_sub(2).map(|before| (sums[before][0], sums[before + 1][1]));
        let (Some(ratio), Some((of, count))) = (ratio.first().copied().flatten(), newest) else {
            return (NOBODY, NOBODY);
        };
        (CountedRate { count: ratio * of, of }, CountedRate { count, of })
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

/// A rate drawn towards the city's, with the persons it rests on. Where persons were counted it is never
/// quite 0 or 1, which would be certainty: half a person did otherwise.
fn rate_draw(rate: CountedRate, mean: f64, weight: f64, assumptions: &Assumptions) -> RateDraw {
    let least = if rate.of > 0.0 { 0.5 / (rate.of + weight).max(1.0) } else { 0.0 };
    RateDraw {
        mean: rate.shrunk(mean, weight).clamp(least, 1.0 - least),
        persons: (rate.of + weight).min(assumptions.rate_persons_cap),
    }
}

/// The figures of a city's programme by year, up to `base`.
pub(crate) fn until(series: Option<TracedSeries>, base: Year) -> Option<TracedSeries> {
    series.and_then(|traced| traced.until(base))
}
