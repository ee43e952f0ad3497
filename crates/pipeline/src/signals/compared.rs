//! Signals that compare: placement beside others, posts beside seekers, teachers and equipment beside students.

use talent_domain::{
    Confidence, IndustryCode, Nature, Observation, Provenance, RegionCode, SeriesKey, Status,
};
use talent_facts::small_city::{BuiltCity, SmallCity, cell, year};
use talent_panel::Panel;
use talent_warning::{Reading, Standing};

use super::*;

const MINING: &str = "620501";
const COOKING: &str = "740201";

/// The readings of a signal at the places of a city in a year, in the order of the subjects.
fn readings(city: &BuiltCity, signal: Signal, at: i64, whole: bool) -> Vec<(String, Reading)> {
    let (facts, policy) = (city.facts(), Policy::parse(Policy::DEFAULT).unwrap());
    let all = facts.subjects();
    let subjects: Vec<&Subject> =
        all.iter().filter(|(_, school)| school.is_none() == whole).collect();
    let read = read_group(&facts, &policy, year(at), &subjects, &Gaps::new());
    let of_subject = |((code, school), read): (&&Subject, &ReadSubject)| {
        let id = school.as_ref().map_or_else(|| code.to_string(), ToString::to_string);
        let found = read.evidence.iter().find(|evidence| evidence.reading.signal == signal)?;
        Some((id, found.reading))
    };
    subjects.iter().zip(&read).filter_map(of_subject).collect()
}

fn adverse(city: &BuiltCity, signal: Signal, at: i64) -> Vec<String> {
    let readings = readings(city, signal, at, false).into_iter();
    readings.filter(|(_, reading)| reading.standing.is_adverse()).map(|(id, _)| id).collect()
}

/// Twelve schools with the same programme, where 95 of 100 find a job; at the first `poor` of them, so many in each year.
fn schools(poor: usize, [before, now]: [f64; 2]) -> SmallCity {
    (0..12).fold(SmallCity::new(), |city, school| {
        let name = format!("SCH{school:02}");
        [(2022, before), (2023, now)].into_iter().fold(city, |city, (at, jobs)| {
            let jobs = if school < poor { jobs } else { 95.0 };
            city.students(&name, MINING, at, [100.0; 3]).cohort(
                &name,
                MINING,
                at,
                [100.0, jobs, 100.0 - jobs],
            )
        })
    })
}

#[test]
fn a_school_below_its_programme_needs_two_poor_cohorts() {
    for signal in [Signal::F1B, Signal::F1C] {
        let of = |jobs| adverse(&schools(1, jobs).build(), signal, 2023);
        assert_eq!(of([70.0, 70.0]), ["SCH00"], "{signal:?}");
        for once in [[70.0, 95.0], [95.0, 70.0], [95.0, 95.0]] {
            assert!(of(once).is_empty(), "{signal:?} {once:?}");
        }
    }
}

#[test]
fn schools_that_are_all_alike_are_none_of_them_below_the_others() {
    for signal in [Signal::F1B, Signal::F1C] {
        assert!(adverse(&schools(12, [70.0, 70.0]).build(), signal, 2023).is_empty());
        assert!(adverse(&schools(12, [100.0, 100.0]).build(), signal, 2023).is_empty());
    }
}

#[test]
fn the_only_school_of_a_programme_and_the_city_itself_have_no_peers_of_the_same() {
    let alone = schools(0, [95.0; 2]).students("SCH00", COOKING, 2023, [30.0; 3]);
    let alone = [2022, 2023]
        .into_iter()
        .fold(alone, |city, at| city.cohort("SCH00", COOKING, at, [40.0, 10.0, 30.0]))
        .build();
    let facts = alone.facts();
    assert_eq!(facts.subjects().iter().filter(|(_, school)| school.is_some()).count(), 13);
    assert_eq!(readings(&alone, Signal::F1B, 2023, false).len(), 12);
    assert!(readings(&alone, Signal::F1B, 2023, true).is_empty());
    // The lowest part is of all programmes together.
    assert_eq!(adverse(&alone, Signal::F1C, 2023), ["SCH00"]);
}

/// A figure of a key in a year.
fn figure(key: &SeriesKey, at: i64, measure: Measure, value: f64) -> Observation {
    Observation {
        key: key.clone(),
        measure,
        year: year(at),
        value,
        provenance: Provenance {
            cell: cell("T5"),
            source: "T5".into(),
            status: Status::Read,
            confidence: Confidence::Official,
            nature: Nature::Real,
            note: "".into(),
        },
    }
}

/// Schools beside figures of mining in a region.
fn with_mining(region: &str, figures: impl FnOnce(&SeriesKey) -> Vec<Observation>) -> BuiltCity {
    let mut city = schools(0, [95.0; 2]).link("6205", "B", 1).build();
    let key = SeriesKey::region(RegionCode::new(region).unwrap())
        .with_industry(IndustryCode::new("B").unwrap());
    let known = city.panel.observations().iter().cloned();
    city.panel = Panel::new(known.chain(figures(&key)).collect::<Vec<_>>());
    city
}

/// Posts and seekers of mining in a region by year, from 2021 on.
fn with_market(region: &str, posts: &[(f64, f64)]) -> BuiltCity {
    with_mining(region, |key| {
        let years = (2021..).zip(posts).flat_map(|(at, (posts, seekers))| {
            let pair = [(Measure::Vacancies, *posts), (Measure::JobSeekers, *seekers)];
            pair.map(|(measure, persons)| figure(key, at, measure, persons))
        });
        years.collect()
    })
}

#[test]
fn the_market_is_that_of_two_years_or_of_three_that_fall() {
    let stands = |posts: &[(f64, f64)]| -> Vec<Standing> {
        let read = readings(&with_market("141000", posts), Signal::F4, 2023, true);
        read.into_iter().map(|(_, reading)| reading.standing).collect()
    };
    let seekers = 100.0;
    assert_eq!(stands(&[(80.0, seekers), (85.0, seekers), (90.0, seekers)]), [Standing::Adverse]);
    assert_eq!(stands(&[(120.0, seekers), (130.0, seekers), (125.0, seekers)]), [Standing::Clear]);
    assert_eq!(
        stands(&[(150.0, seekers), (140.0, seekers), (130.0, seekers)]),
        [Standing::Adverse]
    );
    // The year itself is not known.
    assert!(stands(&[(80.0, seekers), (80.0, seekers)]).is_empty());
}

/// Newly hired persons with subsidised training in mining, by year from 2022 on and quarter.
fn with_hires(years: &[&[f64]]) -> BuiltCity {
    with_mining("141000", |key| {
        let years = (2022..).zip(years).flat_map(|(at, quarters)| {
            let quarters = Measure::SUBSIDISED_HIRES.into_iter().zip(*quarters);
            quarters.map(move |(measure, hires)| figure(key, at, measure, *hires))
        });
        years.collect()
    })
}

#[test]
fn new_hires_are_held_against_the_same_quarters_of_the_year_before() {
    let read = |years: &[&[f64]]| -> Vec<(Standing, f64)> {
        let read = readings(&with_hires(years), Signal::F4B, 2023, true);
        read.into_iter().map(|(_, reading)| (reading.standing, reading.value)).collect()
    };
    let whole = [100.0; 4];
    assert_eq!(read(&[&whole, &[75.0; 4]]), [(Standing::Adverse, 0.75)]);
    assert_eq!(read(&[&whole, &[80.0; 4]]), [(Standing::Near, 0.8)]);
    assert_eq!(read(&[&whole, &[100.0; 4]]), [(Standing::Clear, 1.0)]);
    // Quarters of the year after the release are looked at first.
    assert_eq!(read(&[&whole, &whole, &[60.0, 80.0]]), [(Standing::Adverse, 0.7)]);
    // Older ones than the release, none of the year before, and too few persons say nothing.
    assert!(read(&[&whole]).is_empty() && read(&[&[], &whole]).is_empty());
    assert!(read(&[&[5.0; 4], &[1.0; 4]]).is_empty());
}

#[test]
fn the_market_of_the_province_is_not_that_of_the_city() {
    let province = with_market("140000", &[(80.0, 100.0); 3]);
    assert!(readings(&province, Signal::F4, 2023, true).is_empty());
    assert_eq!(
        readings(&with_market("141000", &[(80.0, 100.0); 3]), Signal::F4, 2023, true).len(),
        1
    );
}

#[test]
fn capacity_is_read_over_the_schools_that_state_both_sides() {
    let city = schools(0, [95.0; 2])
        .figure("SCH00", MINING, Measure::ProgrammeTeachers, 2023, 10.0)
        .figure("SCH01", MINING, Measure::ProgrammeTeachers, 2023, 20.0)
        .figure("SCH01", MINING, Measure::DualQualifiedTeachers, 2023, 5.0)
        .figure("SCH01", MINING, Measure::EquipmentValue, 2023, 900_000.0)
        .build();
    let of_city = |signal| readings(&city, signal, 2023, true)[0].1;
    // Six hundred students and thirty teachers at two schools of twelve.
    assert_eq!(
        (of_city(Signal::F6).value, of_city(Signal::F6).standing.is_adverse()),
        (20.0, false)
    );
    assert_eq!(of_city(Signal::F6B).value, 3_000.0);
    assert_eq!(of_city(Signal::F6C).value, 0.25);
    assert_eq!(adverse(&city, Signal::F6, 2023), ["SCH00"]);
    assert_eq!(adverse(&city, Signal::F6C, 2023), ["SCH01"]);
    assert!(adverse(&city, Signal::F6B, 2023).is_empty());
    assert_eq!(readings(&city, Signal::F6, 2023, false).len(), 2);
}
