//! Series that ran down, closed, or fell in their last year, in panels of a few.

#![allow(clippy::unwrap_used, reason = "tests may")]

use proptest::prelude::*;
use talent_forecast::{Interval, PanelRequest, SeriesForecast, forecast_panel};

const RUN_DOWN: [f64; 10] = [130.0, 118.0, 101.0, 88.0, 71.0, 55.0, 40.0, 24.0, 11.0, 3.0];
const CLOSED: [f64; 10] = [40.0, 33.0, 25.0, 14.0, 9.0, 4.0, 1.0, 0.0, 0.0, 0.0];

fn forecasts(panel: &[Vec<f64>], horizon: usize) -> Vec<SeriesForecast> {
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    let result = forecast_panel(&slices, &PanelRequest::auto(horizon));
    result.series.into_iter().map(Result::unwrap).collect()
}

fn interval(series: &SeriesForecast, step: usize, coverage: f64) -> Interval {
    series.forecast.interval(step, coverage).unwrap()
}

/// Whether the ends of 80 and of 95 % are apart, but for a lower end of zero.
fn are_apart(narrow: Interval, wide: Interval) -> bool {
    narrow.upper < wide.upper && (wide.lower < narrow.lower || narrow.lower == 0.0)
}

#[test]
fn a_programme_that_runs_down_comes_back_no_further_than_it_was_as_many_years_ago() {
    let series = forecasts(&[RUN_DOWN.to_vec(), CLOSED.to_vec()], 5);
    let (run_down, closed) = (&series[0], &series[1]);
    for (step, lately) in [11.0, 24.0, 40.0, 55.0, 71.0].into_iter().enumerate() {
        let (narrow, wide) =
            (interval(run_down, step + 1, 0.8), interval(run_down, step + 1, 0.95));
        assert!(wide.upper > 3.0 && wide.upper < lately + 1e-9, "{step} {wide:?}");
        assert!(are_apart(narrow, wide), "{step} {narrow:?} {wide:?}");
    }
    for step in 1..=5 {
        let (narrow, wide) = (interval(closed, step, 0.8), interval(closed, step, 0.95));
        // It may open again, small.
        assert!(wide.lower == 0.0 && wide.upper > 1.0 && wide.upper < 34.0, "{step} {wide:?}");
        assert!(are_apart(narrow, wide), "{step} {narrow:?} {wide:?}");
    }
}

#[test]
fn a_programme_that_ran_down_with_a_pause_does_not_come_back_to_where_it_began() {
    let paused = vec![300.0, 310.0, 290.0, 240.0, 180.0, 110.0, 60.0, 22.0, 24.0, 12.0];
    let series = &forecasts(&[paused, CLOSED.to_vec()], 3)[0];
    assert!(interval(series, 1, 0.95).upper < 70.0, "{:?}", interval(series, 1, 0.95));
    assert!(interval(series, 3, 0.95).upper < 175.0, "{:?}", interval(series, 3, 0.95));
}

/// Employment that rose for years and then is a fifth of it, which may be an error or a new boundary.
#[test]
fn after_a_last_drop_the_upper_end_is_about_twice_the_highest_at_most() {
    let rising = |t: i32| 92_000.0 * 1.025_f64.powi(t) * (1.0 + 0.004 * f64::from(t % 3));
    let mut dropped: Vec<f64> = (0..16).map(rising).collect();
    let highest = dropped[15];
    dropped.push(0.21 * highest);
    let calm: Vec<f64> =
        (0..17).map(|t| 41_000.0 + 320.0 * f64::from(t) + 90.0 * f64::from(t % 3)).collect();
    let series = &forecasts(&[dropped, calm], 5)[0];
    for step in 1..=5 {
        let (narrow, wide) = (interval(series, step, 0.8), interval(series, step, 0.95));
        // It may be an error that is put right.
        assert!(wide.upper > 0.9 * highest, "{step} {wide:?}");
        assert!(wide.upper < 2.05 * highest, "{step} {wide:?}");
        assert!(are_apart(narrow, wide), "{step} {narrow:?} {wide:?}");
    }
}

#[test]
fn the_intervals_of_a_new_programme_are_apart_where_both_reach_the_bound() {
    let steady = |level: f64| (0..8).map(|t| level + f64::from(5 * t % 4)).collect::<Vec<f64>>();
    let series = &forecasts(&[vec![12.0, 80.0], steady(117.0), steady(60.0)], 5)[0];
    let last = *series.forecast.median().last().unwrap();
    assert!((80.0..160.0).contains(&last), "{last}");
    for step in 1..=5 {
        let (narrow, wide) = (interval(series, step, 0.8), interval(series, step, 0.95));
        assert!(wide.upper < 400.0, "{step} {wide:?}");
        assert!(narrow.upper < 0.97 * wide.upper, "{step} {narrow:?} {wide:?}");
    }
}

/// A series that stands still for some years and then runs down, by a half to nine tenths a year.
fn run_down() -> impl Strategy<Value = Vec<f64>> {
    let shares = prop::collection::vec(0.1..0.5_f64, 4..8);
    (20.0..1e4_f64, 2_usize..6, shares).prop_map(|(level, still, shares)| {
        let down = shares.into_iter().scan(level, |value, share| {
            *value *= share;
            Some(*value)
        });
        (0..still).map(|t| level * (1.0 + 0.01 * (t % 2) as f64)).chain(down).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_only_ran_down_is_held_to_what_it_was_and_its_intervals_are_apart(
        panel in prop::collection::vec(run_down(), 1..5),
    ) {
        for (y, series) in panel.iter().zip(forecasts(&panel, 4)) {
            let last = y[y.len() - 1];
            for step in 1..=4 {
                let (narrow, wide) = (interval(&series, step, 0.8), interval(&series, step, 0.95));
                let before = y[y.len() - 5];
                let evenly = last * (before / last).powf(step as f64 / 4.0);
                let lately = y[y.len() - 1 - step].max(evenly);
                prop_assert!(wide.upper <= lately * (1.0 + 1e-9), "{} {:?}", step, wide);
                prop_assert!(are_apart(narrow, wide), "{} {:?} {:?}", step, narrow, wide);
            }
        }
    }
}
