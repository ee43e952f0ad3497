//! Levels by the signals of successive releases.

use super::*;
use crate::reading::Reading;
use crate::release::Growth;

const READ: [Signal; 5] = [Signal::F1, Signal::F2, Signal::F3, Signal::F5, Signal::F7];

/// One character for each signal: `-` clear, `n` near, `a` adverse, `s` severe, ` ` not read; in the
/// order F1 F2 F3 F5 F7.
pub(super) fn release(year: usize, signals: &str) -> Release {
    let readings = READ
        .into_iter()
        .zip(signals.chars())
        .filter_map(|(signal, standing)| {
            let standing = match standing {
                '-' => Standing::Clear,
                'n' => Standing::Near,
                'a' => Standing::Adverse,
                's' => Standing::Severe,
                _ => return None,
            };
            Some(reading(signal, standing))
        })
        .collect();
    Release {
        reported: true,
        published: true,
        year: Year::new(2018 + year as i64).unwrap(),
        readings,
        persons: Some(100.0),
        entrants: Some(80.0),
        students: Some(240.0),
        growth: Some(Growth { good: 0.7, upper: true, shortage: 0.1 }),
    }
}

fn reading(signal: Signal, standing: Standing) -> Reading {
    let (value, threshold) = (0.5, 0.6);
    // A gap that is adverse is a likely surplus.
    let probability = (signal == Signal::F3 && standing >= Standing::Adverse).then_some(0.8);
    Reading { signal, standing, value, threshold, probability, counts: None }
}

/// Two releases without a signal, the last with these adverse.
fn with_adverse(signals: &[Signal]) -> (WarningLevel, Rule) {
    let mut releases = releases(&["-----", "-----"]);
    let adverse = signals.iter().map(|&signal| reading(signal, Standing::Adverse));
    releases[1].readings.extend(adverse);
    let assessment = assess(&policy(), &releases, false).unwrap();
    (assessment.level, assessment.rule)
}

#[test]
fn a_signal_of_two_years_has_lasted_when_it_is_adverse() {
    for signal in [Signal::F1B, Signal::F1C] {
        assert_eq!(with_adverse(&[signal]), (WarningLevel::Yellow, Rule::OneLasting));
    }
    assert_eq!(with_adverse(&[Signal::F4]), (WarningLevel::Blue, Rule::OneSignal));
}

#[test]
fn signals_of_one_figure_are_one_ground() {
    let capacity = [Signal::F6, Signal::F6B, Signal::F6C];
    assert_eq!(with_adverse(&capacity), (WarningLevel::Blue, Rule::OneSignal));
    let placement = [Signal::F1B, Signal::F1C];
    assert_eq!(with_adverse(&placement), (WarningLevel::Yellow, Rule::OneLasting));
    let two = [Signal::F4, Signal::F6];
    assert_eq!(with_adverse(&two), (WarningLevel::Yellow, Rule::TwoSignals));
    // Two families, one of them over two years.
    let lasting = [Signal::F1B, Signal::F6];
    assert_eq!(with_adverse(&lasting), (WarningLevel::Orange, Rule::TwoFamilies));
}

pub(super) fn policy() -> Policy {
    Policy::parse(Policy::DEFAULT).unwrap()
}

fn releases(signals: &[&str]) -> Vec<Release> {
    signals.iter().enumerate().map(|(year, signals)| release(year, signals)).collect()
}

#[track_caller]
fn check(signals: &[&str], expected: &str) {
    let assessment = assess(&policy(), &releases(signals), false).unwrap();
    let levels: Vec<&str> = assessment.history.iter().map(|(_, level)| level.code()).collect();
    assert_eq!(levels.join(" "), expected);
}

#[test]
fn one_signal_is_blue_and_lasting_it_is_yellow() {
    check(&["-----", "--a--", "--a--"], "grey blue yellow");
    check(&["-----", "--s--"], "grey yellow");
}

#[test]
fn two_of_one_family_stay_yellow_and_two_families_turn_orange() {
    check(&["-----", "aa---"], "grey yellow");
    check(&["-----", "a-a--"], "grey yellow");
    check(&["-----", "a-s--"], "grey orange");
    check(&["a-a--", "a-a--"], "grey orange");
}

#[test]
fn red_needs_two_cycles_and_a_second_ground_and_a_step_before_it() {
    check(&["a-a--", "a-a--", "a-a--"], "grey orange orange");
    check(&["aa---", "aa---", "aa---"], "grey orange red");
    check(&["s-s--", "s-s--", "s-s--"], "grey orange red");
}

#[test]
fn a_level_falls_one_step_at_a_time_and_only_when_clear_twice() {
    check(
        &["-----", "a-s--", "-----", "-----", "-----", "-----", "-----"],
        "grey orange orange yellow blue green green",
    );
    // Near its threshold is not clear of it.
    check(&["-----", "--a--", "--n--", "--n--", "--n--"], "grey blue blue blue blue");
}

#[test]
fn no_signal_and_good_outcomes_are_green() {
    check(&["-----", "-----"], "grey green");
    let mut plain = releases(&["-----", "-----"]);
    plain[1].growth = Some(Growth { good: 0.7, upper: false, shortage: 0.7 });
    let assessment = assess(&policy(), &plain, false).unwrap();
    assert_eq!((assessment.level, assessment.shortage), (WarningLevel::Normal, true));
}

#[test]
fn too_little_data_is_grey_and_never_green() {
    check(&["-----"], "grey");
    check(&["     ", "     "], "grey grey");
    let mut few = releases(&["-----", "-----"]);
    few[1].persons = Some(9.0);
    assert_eq!(assess(&policy(), &few, false).unwrap().level, WarningLevel::Grey);
}

#[test]
fn small_exempt_and_new_programmes_are_capped_with_the_reason() {
    let bad = ["a-s--", "a-s--"];
    let mut small = releases(&bad);
    small[1].persons = Some(15.0);
    let assessment = assess(&policy(), &small, false).unwrap();
    assert_eq!((assessment.level, assessment.cap), (WarningLevel::Blue, Some(Cap::FewPersons)));
    let assessment = assess(&policy(), &releases(&bad), true).unwrap();
    assert_eq!((assessment.level, assessment.cap), (WarningLevel::Yellow, Some(Cap::Exempt)));
    let mut new = releases(&bad);
    new[0].students = Some(0.0);
    let assessment = assess(&policy(), &new, false).unwrap();
    assert_eq!((assessment.level, assessment.cap), (WarningLevel::Yellow, Some(Cap::New)));
}

/// The releases with the probability that low placement is foreseen with in each.
fn foreseen(signals: &[&str], chances: &[f64]) -> Assessment {
    let mut releases = releases(signals);
    for (release, chance) in releases.iter_mut().zip(chances) {
        let standing = Standing::Clear;
        release.readings.push(Reading { value: *chance, ..reading(Signal::F1D, standing) });
    }
    assess(&policy(), &releases, false).unwrap()
}

#[test]
fn where_low_placement_is_unlikely_twice_running_no_forecast_alone_makes_it_yellow() {
    let lasting = ["-----", "--a--", "--s--"];
    let unlikely = policy().foresight.unlikely_below;
    let outcome = |chances: &[f64]| {
        let assessment = foreseen(&lasting, chances);
        (assessment.level, assessment.cap)
    };
    let (below, at) = (unlikely - 0.01, unlikely);
    assert_eq!(outcome(&[below; 3]), (WarningLevel::Blue, Some(Cap::Unlikely)));
    for likely in [[below, at, below], [below, below, at], [at; 3]] {
        assert_eq!(outcome(&likely), (WarningLevel::Yellow, None), "{likely:?}");
    }
    // Nothing was foreseen of the release before.
    assert_eq!(outcome(&[]), (WarningLevel::Yellow, None));
}

#[test]
fn what_has_failed_and_an_empty_class_are_no_less_red_for_what_is_foreseen() {
    let failed = foreseen(&["aa---", "aa---", "aa---"], &[0.01; 3]);
    assert_eq!((failed.level, failed.cap), (WarningLevel::Red, None));
    let mut empty = releases(&["--aa-", "--aa-"]);
    for release in &mut empty {
        release.entrants = Some(29.0);
        release.readings.push(Reading { value: 0.01, ..reading(Signal::F1D, Standing::Clear) });
    }
    let assessment = assess(&policy(), &empty, false).unwrap();
    assert_eq!((assessment.level, assessment.cap), (WarningLevel::Red, None));
}

#[test]
fn red_needs_a_likely_surplus_but_for_lasting_failure_and_where_nobody_is() {
    let with_surplus = |signals: &[&str], surplus: Option<f64>, entrants: Option<f64>| {
        let mut releases = releases(signals);
        for (at, release) in releases.iter_mut().enumerate() {
            release.entrants = entrants;
            // Somebody studies in the first of them, so that it is no new one.
            release.students = entrants.map(|entrants| if at == 0 { 90.0 } else { 3.0 * entrants });
            release.readings.retain(|reading| reading.signal != Signal::F3);
            let gap = |probability| Reading { probability, ..reading(Signal::F3, Standing::Clear) };
            release.readings.extend(surplus.map(|surplus| gap(Some(surplus))));
        }
        let assessment = assess(&policy(), &releases, false).unwrap();
        (assessment.level, assessment.cap)
    };
    let at = policy().gap.red_probability;
    let (red, orange) = ((WarningLevel::Red, None), (WarningLevel::Orange, Some(Cap::Wanted)));
    let small = |surplus| with_surplus(&["-----"; 2], surplus, Some(29.0));
    assert_eq!([small(Some(at)), small(Some(at - 0.01)), small(None)], [red, orange, orange]);
    // Nobody to be wanted, and what has failed for years.
    assert_eq!(with_surplus(&["-----"; 4], None, Some(0.0)), red);
    assert_eq!(with_surplus(&["aa---", "aa---", "aa---"], None, Some(90.0)), red);
}

#[test]
fn an_intake_below_one_class_twice_is_red_where_a_surplus_is_likely() {
    let mut empty = releases(&["--aa-", "--aa-"]);
    for release in &mut empty {
        release.entrants = Some(29.0);
    }
    let assessment = assess(&policy(), &empty, false).unwrap();
    assert_eq!((assessment.level, assessment.rule), (WarningLevel::Red, Rule::Administrative));
}

#[test]
fn a_level_that_keeps_changing_is_marked_and_the_worse_one_held() {
    let mut policy = policy();
    policy.margin.releases = 1;
    let signals = ["-----", "--a--", "-----", "--a--", "-----"];
    let assessment = assess(&policy, &releases(&signals), false).unwrap();
    assert!(assessment.unsteady);
    assert_eq!(assessment.level, WarningLevel::Blue);
}
