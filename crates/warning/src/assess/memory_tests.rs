//! What is not reported, and what was published.

use super::tests::{policy, release};
use super::*;

/// Releases as [`release`] reads them; `.` alone is one that was not reported.
fn releases(signals: &[&str]) -> Vec<Release> {
    let numbered = signals.iter().enumerate();
    numbered
        .map(|(year, signals)| match *signals {
            "." => unreported(release(year, "     ")),
            signals => release(year, signals),
        })
        .collect()
}

/// The same release without its report.
#[allow(clippy::needless_pass_by_value, reason = "it is mapped over")]
fn unreported(release: Release) -> Release {
    let (persons, entrants, students) = (None, None, None);
    Release { reported: false, readings: Vec::new(), persons, entrants, students, ..release }
}

fn levels(releases: &[Release]) -> Vec<WarningLevel> {
    let assessment = assess(&policy(), releases, false).unwrap();
    assessment.history.into_iter().map(|(_, level)| level).collect()
}

#[track_caller]
fn check(signals: &[&str], expected: &str) {
    let codes: Vec<&str> = levels(&releases(signals)).into_iter().map(WarningLevel::code).collect();
    assert_eq!(codes.join(" "), expected);
}

#[test]
fn what_is_not_reported_holds_the_level_and_is_marked() {
    check(&["-----", "--a--", "."], "grey blue blue");
    let held = assess(&policy(), &releases(&["-----", "--a--", "."]), false).unwrap();
    assert!(held.unreported && held.rule == Rule::NotReported);
    assert_eq!(held.level_name(Lang::Zh), "蓝色（未报）");
    let never = assess(&policy(), &releases(&["."]), false).unwrap();
    assert_eq!(
        (never.level, never.level_name(Lang::En)),
        (WarningLevel::Grey, "grey (not rated)".into())
    );
}

#[test]
fn memory_passes_over_what_is_not_reported() {
    // A second time is a second report.
    check(&["-----", "a----", ".", "a----"], "grey blue blue yellow");
    // It is neither clear nor does it count towards clearing.
    check(&["-----", "a----", "-----", ".", "-----", "-----"], "grey blue blue blue blue green");
}

/// What others report of a year that was left out: a forecast and the sites may raise the level, but only once a later
/// year is reported, and outcomes of the silent never.
#[test]
fn what_does_not_rest_on_the_silent_raises_the_level_of_a_year_left_out() {
    let signals = ["-----", "-----", "a-a--", "-----"];
    let mut left_out = releases(&signals);
    left_out[2].reported = false;
    let codes = |releases: &[Release]| -> Vec<&str> {
        levels(releases).into_iter().map(WarningLevel::code).collect()
    };
    assert_eq!(codes(&left_out[..3]), ["grey", "green", "green"]);
    assert_eq!(codes(&left_out), ["grey", "green", "blue", "blue"]);
}

#[test]
fn a_forecast_lasts_only_from_one_publication_to_the_next() {
    let mut twice = releases(&["-----", "--a--", "--a--"]);
    assert_eq!(levels(&twice)[2], WarningLevel::Yellow);
    twice[1].published = false;
    assert_eq!(levels(&twice)[2], WarningLevel::Blue);
}

#[test]
fn levels_that_were_published_are_kept() {
    let today = releases(&["-----", "-----", "-----", "-----"]);
    let published: Vec<(Year, WarningLevel)> = today[..3]
        .iter()
        .zip([WarningLevel::Grey, WarningLevel::Red, WarningLevel::Red])
        .map(|(release, level)| (release.year, level))
        .collect();
    let after = assess_after(&policy(), &published, &today, false).unwrap();
    assert_eq!(after.history[..3], published);
    assert_eq!((after.level, after.rule), (WarningLevel::Orange, Rule::Held));
    assert_eq!(assess_after(&policy(), &published, &today[..3], false), None);
}

/// Standings of five signals drawn by a congruential generator, clear ones twice as often as any other.
fn drawn(state: &mut u64) -> String {
    (0..5)
        .map(|_| {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            ['-', '-', '-', '-', 'n', 'a', 'a', 's'][(*state >> 61) as usize]
        })
        .collect()
}

/// Whatever is left out, no level falls by it: not in the year itself, and afterwards only where it falls or lies no
/// higher with the report too.
#[test]
fn leaving_a_report_out_lowers_no_level() {
    let mut state = 7;
    let (mut held, mut fell) = (0, 0);
    for _ in 0..400 {
        let whole: Vec<Release> = (0..7)
            .map(|year| {
                let mut read = release(year, &drawn(&mut state));
                read.published = state & (1 << 40) != 0;
                read
            })
            .collect();
        let with = levels(&whole);
        for left_out in 0..whole.len() {
            let mut less = whole.clone();
            less[left_out] = unreported(less[left_out].clone());
            let without = levels(&less);
            for year in left_out.max(1)..whole.len() {
                let is_lower = without[year].risk() < without[year - 1].risk();
                let falls_too = with[year].risk() < with[year - 1].risk()
                    || with[year].risk() <= without[year].risk();
                held += usize::from(year == left_out && without[year].is_warning());
                fell += usize::from(is_lower);
                assert!(
                    !is_lower || (year > left_out && falls_too),
                    "{left_out} {year} {with:?} {without:?} {whole:#?}"
                );
            }
        }
    }
    assert!(held > 200 && fell > 200, "{held} {fell}");
}
