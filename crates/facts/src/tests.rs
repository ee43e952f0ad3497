//! What is asked of a small city, and what has to come out.

use talent_domain::{Measure, RateDefinition};

use crate::Window;
use crate::small_city::{SmallCity, year};

/// Students of a place by year, with their figures' sum over grades.
fn students(
    city: &crate::small_city::BuiltCity,
    programme: &str,
    school: &str,
) -> Option<Vec<f64>> {
    let facts = city.facts();
    let known = facts.sum(&city.subject_at(programme, school), &[Measure::EnrolledGrade1]);
    known.map(|traced| traced.series.filled())
}

#[test]
fn a_former_programme_goes_to_those_in_force_that_the_school_has() {
    let entered = Measure::EnrolledGrade1;
    let city = SmallCity::new()
        .former("090100", "710201", 0.6)
        .former("090100", "710202", 0.4)
        .figure("both", "2010-090100", entered, 2020, 100.0)
        .figure("both", "710201", entered, 2021, 50.0)
        .figure("both", "710202", entered, 2021, 60.0)
        .figure("one1", "2010-090100", entered, 2020, 100.0)
        .figure("one1", "710202", entered, 2021, 70.0)
        .figure("none", "2010-090100", entered, 2020, 100.0)
        .build();
    assert_eq!(students(&city, "710201", "both"), Some(vec![60.0, 50.0]));
    assert_eq!(students(&city, "710202", "both"), Some(vec![40.0, 60.0]));
    assert_eq!(students(&city, "710201", "one1"), None);
    assert_eq!(students(&city, "710202", "one1"), Some(vec![100.0, 70.0]));
    assert_eq!(students(&city, "710201", "none"), Some(vec![60.0]));
    assert_eq!(students(&city, "710202", "none"), Some(vec![40.0]));
    let facts = city.facts();
    let formers: Vec<usize> = facts.former_programmes().into_values().map(|v| v.len()).collect();
    assert_eq!(formers, [3]);
    let place = facts.places_of_subject(&city.subject_at("710202", "both"))[0];
    assert_eq!(place.former_rows().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_school_whose_students_cannot_all_have_left_is_late() {
    let city = SmallCity::new()
        .students("SCH1", "710201", 2022, [30.0, 28.0, 25.0])
        .students("SCH1", "710201", 2023, [31.0, 29.0, 27.0])
        .students("SCH2", "710201", 2022, [20.0, 18.0, 15.0])
        .students("SCH3", "710201", 2020, [10.0, 9.0, 8.0])
        .build();
    let facts = city.facts();
    assert_eq!(facts.last_school_year(), Some(year(2023)));
    let late: Vec<String> = facts.late().map(|(_, school)| school.to_string()).collect();
    assert_eq!(late, ["SCH2"], "those of SCH3 have all left by 2023");
    assert!(!facts.is_complete(&city.subject("710201"), year(2023)));
    assert!(!facts.is_complete(&city.subject("710201"), year(2022)), "SCH3 had a third grade then");
    assert!(facts.is_complete(&city.subject_at("710201", "SCH2"), year(2022)));
    assert!(facts.is_complete(&city.subject_at("710201", "SCH3"), year(2023)));
    let late = city.subject_at("710201", "SCH2");
    assert!(!facts.is_complete(&late, year(2023)));
    let (programme, school) = (late.0, late.1.unwrap());
    assert_eq!(facts.late_since(&programme, &school), Some(year(2023)));
    let students = facts.sum(&city.subject("710201"), &crate::GRADES).unwrap();
    assert_eq!(students.series.last(), 87.0, "late schools are in no sum of the city");
}

#[test]
fn a_year_that_less_than_half_have_reported_is_not_begun_after() {
    let city = SmallCity::new()
        .students("SCH1", "710201", 2022, [30.0, 28.0, 25.0])
        .students("SCH2", "710201", 2022, [40.0, 38.0, 35.0])
        .students("SCH1", "710201", 2023, [31.0, 29.0, 27.0])
        .build();
    let facts = city.facts();
    assert_eq!((facts.last_school_year(), facts.early()), (Some(year(2022)), Some(year(2023))));
    assert_eq!(facts.late().count(), 0);
}

#[test]
fn entrants_are_those_who_registered_or_else_the_first_grade() {
    let city = SmallCity::new()
        .figure("SCH1", "710201", Measure::Registered, 2021, 33.0)
        .students("SCH1", "710201", 2021, [30.0, 0.0, 0.0])
        .students("SCH1", "710201", 2022, [36.0, 28.0, 0.0])
        .figure("SCH1", "710201", Measure::Admitted, 2022, 50.0)
        .figure("SCH1", "710201", Measure::Admitted, 2023, 52.0)
        .build();
    let entrants = city.facts().entrants(&city.subject("710201")).unwrap();
    assert_eq!(entrants.series.filled(), [33.0, 36.0, 52.0]);
    assert_eq!(entrants.sources.len(), 3, "one figure per year");
}

#[test]
fn a_rate_is_pooled_over_its_window_and_carries_its_figures() {
    let city = SmallCity::new()
        .students("SCH1", "710201", 2023, [30.0, 28.0, 25.0])
        .cohort("SCH1", "710201", 2021, [20.0, 10.0, 10.0])
        .cohort("SCH1", "710201", 2022, [20.0, 15.0, 5.0])
        .cohort("SCH1", "710201", 2023, [20.0, 18.0, 2.0])
        .build();
    let facts = city.facts();
    let rate = |cohorts| {
        let window = Window { newest: facts.cohort_of(year(2023)), cohorts };
        facts.rate(&city.subject("710201"), RateDefinition::Placement, window)
    };
    assert_eq!((rate(1).count, rate(1).of), (18.0, 20.0));
    assert_eq!((rate(2).count, rate(2).of), (33.0, 40.0));
    // Direct jobs and those who seek, in two years.
    assert_eq!(rate(2).figures.len(), 4);
    assert!(rate(1).has_newest);
}

#[test]
fn destinations_known_a_year_late_are_those_of_the_cohort_before() {
    let city = SmallCity::new()
        .students("SCH1", "710201", 2023, [30.0, 28.0, 25.0])
        .cohort("SCH1", "710201", 2022, [20.0, 15.0, 5.0])
        .build();
    assert_eq!(city.facts().cohort_of(year(2023)), year(2022));
    assert_eq!(city.facts().cohort_of(year(2022)), year(2021));
}

#[test]
fn events_of_counties_count_and_those_of_other_cities_do_not() {
    let city = SmallCity::new()
        .students("SCH1", "710201", 2023, [30.0, 28.0, 25.0])
        .event("141000", "C", 2024, 100.0)
        .event("141002", "C", 2025, 50.0)
        .event("140100", "C", 2025, 70.0)
        .event("141002", "C", 2040, 90.0)
        .build();
    let facts = city.facts();
    let near: Vec<usize> = facts.events(year(2023), 4).map(|(row, _)| row).collect();
    assert_eq!(near, [0, 1]);
}
