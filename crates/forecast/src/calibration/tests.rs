//! What intervals and drawn paths owe to the pool that they are read from.

use std::sync::Arc;

use super::{ErrorPool, Forecast, Interval, Range, ScorePath, Step};
use crate::Scale;

fn paths(scores: &[&[f64]]) -> Vec<ScorePath> {
    scores.iter().map(|s| ScorePath { scores: s.to_vec(), weight: 1.0 }).collect()
}

fn pool(scores: usize) -> ErrorPool {
    let scored: Vec<ScorePath> =
        (1..=scores).map(|i| ScorePath { scores: vec![i as f64], weight: 1.0 }).collect();
    ErrorPool::new(1, &scored, &[])
}

#[test]
fn the_finite_sample_rule_takes_the_right_score() {
    for (coverage, needed) in [(0.80, 4), (0.90, 9), (0.95, 19)] {
        assert_eq!(pool(needed).quantile(1, coverage), needed as f64, "{coverage}");
        assert_eq!(pool(2 * needed + 1).quantile(1, coverage), 2.0 * needed as f64);
    }
    assert_eq!(ErrorPool::default().quantile(1, 0.8), 0.0);
}

#[test]
fn a_small_panel_borrows_and_a_large_one_does_not() {
    let borrowed: Vec<ScorePath> =
        (0..50).map(|_| ScorePath { scores: vec![2.0], weight: 1.0 }).collect();
    let scored = |n: usize| -> Vec<ScorePath> {
        (0..n).map(|_| ScorePath { scores: vec![1.0, 1.0], weight: 1.0 }).collect()
    };
    let (few, many) = (scored(5), scored(5000));
    let few = ErrorPool::new(2, &few, &borrowed);
    let many = ErrorPool::new(2, &many, &borrowed);
    // The borrowed scores come down towards the size of the few.
    assert!(few.quantile(2, 0.8) > 1.5 && few.quantile(2, 0.8) < 2.0);
    assert_eq!(many.quantile(2, 0.8), 1.0);
    assert!(few.borrowed_share() > 0.9 && many.borrowed_share() < 0.01);
}

#[test]
fn ranks_run_from_the_lowest_path_to_the_highest() {
    let scored = paths(&[&[1.0, 2.0], &[-0.5, 0.1], &[9.0]]);
    let pool = ErrorPool::new(2, &scored, &[]);
    let sums: Vec<f64> = (0..4)
        .map(|i| pool.path((f64::from(i) + 0.5) / 4.0).unwrap())
        .map(|(path, sign)| sign * path.iter().sum::<f64>())
        .collect();
    assert_eq!(sums, [-3.0, -0.4, 0.4, 3.0]);
    assert!(ErrorPool::default().path(0.5).is_none());
}

#[test]
fn drawn_paths_reach_as_far_as_intervals() {
    let draws = 100_000;
    for scores in [9, 19, 39] {
        let pool = pool(scores);
        let sizes: Vec<f64> = (0..draws)
            .map(|i| pool.path((f64::from(i) + 0.5) / f64::from(draws)).unwrap().0[0])
            .collect();
        for coverage in [0.5, 0.8, 0.95] {
            let reach = pool.quantile(1, coverage);
            let within = sizes.iter().filter(|size| **size <= reach).count();
            let rank = f64::min(reach / (scores as f64 + 1.0), 1.0);
            let expected = if reach < scores as f64 { rank } else { 1.0 };
            assert!((within as f64 / f64::from(draws) - expected).abs() < 1e-3, "{scores}");
        }
    }
}

#[test]
fn intervals_nest_and_stay_in_the_domain() {
    let step = Step::new(0.9_f64.ln(), 0.3, 0.3);
    let range = Range { scale: Scale::Log, most: 1.0 };
    let forecast = Forecast::new(vec![step], range, Arc::new(pool(40)));
    let (narrow, wide) = (forecast.interval(1, 0.8).unwrap(), forecast.interval(1, 0.95).unwrap());
    assert!(0.0 < wide.lower && wide.lower < narrow.lower);
    assert!(narrow.upper <= wide.upper && wide.upper <= 1.0);
    assert!(forecast.interval(2, 0.8).is_none());
}

#[test]
fn an_interval_further_off_is_no_narrower() {
    let step = |below| Step::new(5.0, below, 1.0);
    let scored = paths(&[&[2.0, 1.0], &[2.0, 1.0], &[2.0, 1.0], &[2.0, 1.0]]);
    let pool = Arc::new(ErrorPool::new(2, &scored, &[]));
    let range = Range { scale: Scale::Plain, most: f64::INFINITY };
    let forecast = Forecast::new(vec![step(1.0), step(1.5)], range, pool);
    assert_eq!(forecast.interval(2, 0.8), Some(Interval { lower: 3.0, upper: 7.0 }));
}

#[test]
fn ends_that_reach_a_bound_stay_apart_in_the_order_of_their_coverages() {
    let bounded = Step { lowest: 0.5_f64.ln(), highest: 3.0_f64.ln(), ..Step::new(0.0, 9.0, 9.0) };
    let range = Range { scale: Scale::Log, most: f64::INFINITY };
    let forecast = Forecast::new(vec![bounded], range, Arc::new(pool(400)));
    let ends = [0.5, 0.8, 0.9, 0.95].map(|coverage| forecast.interval(1, coverage).unwrap());
    for pair in ends.windows(2) {
        assert!(pair[1].lower < pair[0].lower && pair[0].upper < pair[1].upper, "{pair:?}");
    }
    assert!((ends[3].lower - 0.5).abs() < 1e-12 && (ends[3].upper - 3.0).abs() < 1e-12);
    assert!((ends[1].upper.ln() - 1.8 / 1.95 * 3.0_f64.ln()).abs() < 1e-12);
}

#[test]
fn every_end_may_lie_at_zero_where_the_values_end() {
    let step = Step { lowest: 0.0, ..Step::new(1.0, 1.0, 1.0) };
    let range = Range { scale: Scale::NonNegative, most: f64::INFINITY };
    let forecast = Forecast::new(vec![step], range, Arc::new(pool(400)));
    assert_eq!(forecast.interval(1, 0.8).unwrap().lower, 0.0);
    assert_eq!(forecast.interval(1, 0.95).unwrap().lower, 0.0);
}
