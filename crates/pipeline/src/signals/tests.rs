//! Every signal's figure, read from a panel of a few schools.

use std::collections::BTreeSet;

use talent_domain::{
    CellRef, Codebook, Confidence, ControlRow, EducationLevel, Nature, Observation, Provenance,
    RegionCode, SchoolCode, SchoolEntry, SeriesKey, Status,
};
use talent_panel::Panel;
use talent_warning::Standing;

use super::*;

const PROGRAMME: &str = "710201";

fn programme(code: &str) -> ProgrammeCode {
    ProgrammeCode::new(code).unwrap()
}

/// The programme at a school.
fn at(school: &str) -> Subject {
    (programme(PROGRAMME), Some(SchoolCode::new(school).unwrap()))
}

/// The programme in the whole city.
fn in_city() -> Subject {
    (programme(PROGRAMME), None)
}

fn year(number: i64) -> Year {
    Year::new(number).unwrap()
}

fn cell() -> CellRef {
    CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 }
}

/// Figures of the programme at one school.
fn figures<'a>(
    school: &'a str,
    measure: Measure,
    values: &'a [(i64, f64)],
) -> impl Iterator<Item = Observation> + 'a {
    values.iter().map(move |&(number, value)| Observation {
        key: SeriesKey::region(RegionCode::new("141002").unwrap())
            .with_programme(programme(PROGRAMME))
            .with_school(SchoolCode::new(school).unwrap()),
        measure,
        year: year(number),
        value,
        provenance: Provenance {
            cell: cell(),
            source: "T1".into(),
            status: Status::Read,
            confidence: Confidence::Official,
            nature: Nature::Simulated,
            note: "".into(),
        },
    })
}

/// Two schools that offer the programme, `east` for three cohorts and `west` for one.
fn panel() -> Panel {
    let east = [
        (Measure::DirectJobs, vec![(2021, 50.0), (2022, 60.0), (2023, 70.0)]),
        (Measure::Seeking, vec![(2021, 50.0), (2022, 40.0), (2023, 30.0)]),
        (Measure::MatchedJobs, vec![(2022, 10.0), (2023, 20.0)]),
        (Measure::MatchSurveyed, vec![(2022, 40.0), (2023, 50.0)]),
        (Measure::Registered, vec![(2023, 45.0)]),
        (Measure::PlannedIntake, vec![(2023, 50.0)]),
        (Measure::EnrolledGrade1, vec![(2023, 45.0)]),
    ];
    let west = [
        (Measure::DirectJobs, vec![(2023, 90.0)]),
        (Measure::Seeking, vec![(2023, 10.0)]),
        (Measure::MatchedJobs, vec![(2023, 80.0)]),
        (Measure::MatchSurveyed, vec![(2023, 80.0)]),
        (Measure::Registered, vec![(2023, 0.0)]),
        (Measure::EnrolledGrade1, vec![(2023, 30.0)]),
    ];
    let of_east = east.iter().flat_map(|(measure, values)| figures("east", *measure, values));
    let of_west = west.iter().flat_map(|(measure, values)| figures("west", *measure, values));
    Panel::new(of_east.chain(of_west))
}

/// Four secondary schools and one of another level; the programme is on a control list if `controlled`.
fn codes(controlled: bool) -> Codebook {
    let entry = |kind: &str| SchoolEntry {
        name: "校".into(),
        kind: kind.into(),
        region: RegionCode::new("141002").unwrap(),
        beds: None,
    };
    let kinds =
        [("east", "中职"), ("west", "中职"), ("nort", "中职"), ("sout", "中职"), ("coll", "高职")];
    let schools = kinds.map(|(code, kind)| (SchoolCode::new(code).unwrap(), entry(kind)));
    let control = ControlRow {
        programme: programme(PROGRAMME),
        list: "控制名单".into(),
        source: "通知".into(),
        cell: cell(),
    };
    Codebook {
        schools: schools.into_iter().collect(),
        controls: if controlled { vec![control] } else { Vec::new() },
        ..Codebook::default()
    }
}

/// A balance of 2023 in which a surplus is likely.
fn gaps() -> Gaps {
    let gap = GapReading {
        expected: 0.7,
        surplus: 0.65,
        large_surplus: 0.55,
        enough: 0.30,
        large_shortage: 0.10,
        origins: Origins::of_figures([3, 5]),
    };
    Gaps::from([(year(2023), BTreeMap::from([(programme(PROGRAMME), gap)]))])
}

/// Runs a test on the city above.
fn with_facts<T>(controlled: bool, test: impl FnOnce(&Facts<'_>, &Policy) -> T) -> T {
    let (panel, codes) = (panel(), codes(controlled));
    let region = RegionCode::new("141000").unwrap();
    let facts = Facts::new(&panel, &codes, &region, EducationLevel::Secondary);
    test(&facts, &Policy::parse(Policy::DEFAULT).unwrap())
}

/// The figure of a signal for one of a group of subjects, and the measures and years that it rests on.
fn figure_of(
    signal: Signal,
    position: usize,
    subjects: &[Subject],
    number: i64,
) -> Option<(Figure, BTreeSet<(Measure, i32)>)> {
    with_facts(false, |facts, policy| {
        let gaps = gaps();
        let members: Vec<Member<'_>> = (0..)
            .zip(subjects)
            .map(|member| Member::new(facts, policy, member, year(number)))
            .collect();
        let group = Group::new(facts, policy, year(number), &members, gaps.get(&year(number)));
        let reader = READERS.into_iter().find(|(known, _)| *known == signal)?.1;
        let TracedFigure { figure, origins } = reader(&group, &members[position])?;
        let known = origins.figures.iter().filter_map(|id| facts.panel.observation(*id));
        Some((figure, known.map(|o| (o.measure, o.year.number())).collect()))
    })
}

#[test]
fn every_signal_of_the_catalogue_has_its_reader() {
    assert_eq!(READERS.map(|(signal, _)| signal).to_vec(), Signal::all().collect::<Vec<_>>());
}

#[test]
fn placement_pools_three_cohorts_and_keeps_the_newest_apart() {
    let (figure, rests_on) = figure_of(Signal::F1, 0, &[at("east"), at("west")], 2023).unwrap();
    let Figure::Rate(rate) = figure else { panic!("{figure:?}") };
    assert_eq!(rate.pooled, Counts { count: 180.0, of: 300.0 });
    assert_eq!((rate.newest, rate.lowest), (Counts { count: 70.0, of: 100.0 }, 0.0));
    // One class is the whole city; two schools cannot tell what a prior is worth.
    assert!((rate.prior.mean - 270.0 / 400.0).abs() < 1e-12);
    assert_eq!(rate.prior.persons, 40.0);
    let jobs = [Measure::DirectJobs, Measure::Seeking];
    let years = jobs.into_iter().flat_map(|m| (2021..=2023).map(move |year| (m, year)));
    assert_eq!(rests_on, years.collect());
}

#[test]
fn placement_of_a_cohort_that_is_not_known_is_not_read() {
    assert_eq!(figure_of(Signal::F1, 0, &[at("west")], 2022), None);
}

#[test]
fn matched_jobs_are_ranked_within_the_group() {
    let (figure, rests_on) = figure_of(Signal::F2, 1, &[at("east"), at("west")], 2023).unwrap();
    let Figure::Rate(rate) = figure else { panic!("{figure:?}") };
    let all = Counts { count: 80.0, of: 80.0 };
    assert_eq!((rate.pooled, rate.newest, rate.lowest), (all, all, 30.0 / 90.0));
    assert!((rate.prior.mean - 110.0 / 170.0).abs() < 1e-12);
    assert_eq!(rests_on, [(Measure::MatchedJobs, 2023), (Measure::MatchSurveyed, 2023)].into());
}

#[test]
fn the_forecast_gap_is_that_of_the_programme_in_the_year_of_the_balance() {
    let (figure, _) = figure_of(Signal::F3, 0, &[at("east")], 2023).unwrap();
    let expected = DrawnRatio { expected: 0.7, beyond: 0.65, far_beyond: 0.55 };
    assert_eq!(figure, Figure::Drawn(expected));
    assert_eq!(figure_of(Signal::F3, 0, &[at("east")], 2022), None);
}

#[test]
fn intake_needs_both_the_registered_and_the_plan() {
    let (figure, rests_on) = figure_of(Signal::F5, 0, &[at("east")], 2023).unwrap();
    let counts = Counts { count: 45.0, of: 50.0 };
    assert_eq!(figure, Figure::Counted(Counted { value: 45.0, counts, falling: false }));
    assert_eq!(rests_on, [(Measure::Registered, 2023), (Measure::PlannedIntake, 2023)].into());
    assert_eq!(figure_of(Signal::F5, 0, &[at("west")], 2023), None);
}

#[test]
fn duplication_counts_schools_that_recruit_among_those_of_the_level() {
    let (figure, rests_on) = figure_of(Signal::F7, 0, &[in_city()], 2023).unwrap();
    let counts = Counts { count: 1.0, of: 4.0 };
    assert_eq!(figure, Figure::Counted(Counted { value: 0.25, counts, falling: false }));
    assert_eq!(rests_on, [(Measure::Registered, 2023)].into());
}

#[test]
fn a_control_list_is_not_a_figure_and_leaves_the_duplication_as_it_is() {
    let stands = |controlled| {
        with_facts(controlled, |facts, policy| {
            let read = read_group(facts, policy, year(2023), &[&in_city()], &gaps());
            let evidence = read[0].evidence.iter().map(|evidence| evidence.reading);
            evidence.filter(|r| r.signal == Signal::F7).map(|r| r.standing).collect::<Vec<_>>()
        })
    };
    assert_eq!(stands(false), [Standing::Clear]);
    assert_eq!(stands(true), stands(false));
}

#[test]
fn a_release_holds_what_the_level_depends_on_besides_the_signals() {
    with_facts(false, |facts, policy| {
        let subjects = [at("east"), at("west")];
        let group: Vec<&Subject> = subjects.iter().collect();
        let read = read_group(facts, policy, year(2023), &group, &gaps());
        let [east, west] = [&read[0].release, &read[1].release];
        let signals: Vec<Signal> = east.readings.iter().map(|reading| reading.signal).collect();
        let read =
            [Signal::F1, Signal::F1C, Signal::F1D, Signal::F2, Signal::F3, Signal::F5, Signal::F7];
        assert_eq!(signals, read);
        assert!(east.reported && west.reported);
        assert_eq!(
            (east.persons, east.entrants, east.students),
            (Some(300.0), Some(45.0), Some(45.0))
        );
        assert_eq!(east.growth, Some(Growth { good: 0.30, upper: false, shortage: 0.10 }));
        assert_eq!(west.growth, Some(Growth { good: 0.30, upper: true, shortage: 0.10 }));
    });
}

#[test]
fn the_lowest_and_the_upper_part_begin_at_a_value_of_the_group() {
    let values = [0.4, 0.1, 0.3, 0.2];
    assert_eq!([0.0, 0.25, 0.26, 1.0].map(|p| quantile(&values, p)), [0.1, 0.1, 0.2, 0.4]);
    assert_eq!(quantile(&[], 0.5), 0.0);
}
