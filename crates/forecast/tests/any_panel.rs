//! What holds for every panel, whatever its values.

#![allow(clippy::unwrap_used, reason = "tests may")]

use proptest::prelude::*;
use talent_forecast::{
    Contest, Domain, Method, PanelForecast, PanelRequest, forecast_panel, mark_oddities,
};

/// Annual series as they come: counts, money, constants, zeros, negative balances, shares, changes of
/// unit, and one year that stands out.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let value = prop_oneof![
        3 => 0.0..1e6_f64,
        1 => Just(0.0),
        1 => -1e4..1e4_f64,
        1 => (0_u32..50).prop_map(f64::from),
        1 => 1e-6..1e9_f64,
    ];
    let steady = (1.0..1e5_f64, -0.1..0.15_f64, 4_usize..40).prop_map(|(level, growth, n)| {
        (0..n).map(|t| level * (growth * t as f64).exp()).collect::<Vec<f64>>()
    });
    let jump = (steady.clone(), 0_usize..40, 1e-4..1e4_f64).prop_map(|(mut y, at, factor)| {
        let at = at.min(y.len() - 1);
        y[at..].iter_mut().for_each(|value| *value *= factor);
        y
    });
    let odd = (steady.clone(), 0_usize..40, 0.1..10.0_f64).prop_map(|(mut y, at, factor)| {
        let at = at.min(y.len() - 1);
        y[at] *= factor;
        y
    });
    prop_oneof![
        4 => prop::collection::vec(value.clone(), 0..40),
        1 => (value, 1_usize..30).prop_map(|(value, n)| vec![value; n]),
        1 => steady,
        1 => jump,
        1 => odd,
    ]
}

fn run(panel: &[Vec<f64>], horizon: usize) -> PanelForecast {
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    forecast_panel(&slices, &PanelRequest::auto(horizon))
}

/// Every number that a panel's forecast says.
fn numbers(result: &PanelForecast, horizon: usize) -> Vec<Vec<f64>> {
    result
        .series
        .iter()
        .map(|series| {
            let Ok(series) = series else { return Vec::new() };
            let forecast = &series.forecast;
            let ends = (1..=horizon).flat_map(|step| {
                [0.8, 0.95]
                    .map(|c| forecast.interval(step, c).map_or([0.0; 2], |i| [i.lower, i.upper]))
            });
            forecast.median().into_iter().chain(ends.flatten()).collect()
        })
        .collect()
}

/// A school that took in thirty pupils for years and then three hundred: no drawn path may follow that
/// one error into the sky.
#[test]
fn one_wild_error_does_not_send_drawn_paths_to_the_sky() {
    let calm = |level: f64| (0..8).map(|t| level + f64::from(t % 2)).collect::<Vec<f64>>();
    let mut panel: Vec<Vec<f64>> = (0..12).map(|i| calm(30.0 + f64::from(i))).collect();
    panel.push(vec![30.0, 30.0, 30.0, 30.01, 30.0, 30.01, 300.0, 300.0]);
    for series in run(&panel, 2).series {
        let forecast = series.unwrap().forecast;
        let highest =
            (0..200).flat_map(|i| forecast.sample(f64::from(i) / 200.0)).fold(0.0, f64::max);
        assert!(highest < 3e4, "{highest}");
    }
}

#[test]
fn a_great_inflation_is_not_carried_on_for_decades() {
    let inflation = |rate: f64| -> Vec<f64> {
        (0..25).map(|t| 100.0 * rate.powi(t.min(20)) * 1.03_f64.powi((t - 20).max(0))).collect()
    };
    let panel: Vec<Vec<f64>> = (0..10).map(|i| inflation(3.0 + 0.1 * f64::from(i))).collect();
    for (y, series) in panel.iter().zip(run(&panel, 15).series) {
        let forecast = series.unwrap().forecast;
        let (last, far) = (y[24], forecast.median()[14]);
        assert!(far < 10.0 * last, "{last} {far}");
        assert!(forecast.interval(15, 0.95).unwrap().upper < 100.0 * last);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn forecasts_are_finite_nested_and_stay_in_the_domain(
        panel in prop::collection::vec(series(), 1..12),
        horizon in 1_usize..8,
    ) {
        let result = run(&panel, horizon);
        prop_assert_eq!(result.series.len(), panel.len());
        for (y, forecast) in panel.iter().zip(&result.series) {
            // Only an empty series is refused.
            prop_assert_eq!(forecast.is_err(), y.is_empty());
            let Ok(series) = forecast else { continue };
            let floor = if y.iter().all(|value| *value >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
            let median = series.forecast.median();
            prop_assert_eq!(median.len(), horizon);
            let weights: f64 = series.weights.iter().map(|(_, weight)| weight).sum();
            prop_assert!((weights - 1.0).abs() < 1e-9);
            for (step, middle) in median.iter().enumerate() {
                prop_assert!(middle.is_finite() && *middle >= floor);
                let narrow = series.forecast.interval(step + 1, 0.8).unwrap();
                let wide = series.forecast.interval(step + 1, 0.95).unwrap();
                prop_assert!(narrow.lower >= floor && narrow.upper.is_finite());
                prop_assert!(narrow.lower <= *middle && *middle <= narrow.upper);
                prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
            }
            for rank in [0.0, 0.3, 0.99] {
                prop_assert!(series.forecast.sample(rank).iter().all(|value| value.is_finite()));
            }
        }
    }

    #[test]
    fn the_order_of_the_series_changes_nothing(
        panel in prop::collection::vec(prop::collection::vec(1.0..1e4_f64, 6..14), 3..8),
    ) {
        let forward = numbers(&run(&panel, 2), 2);
        let mut turned = panel.clone();
        turned.reverse();
        let mut backward = numbers(&run(&turned, 2), 2);
        backward.reverse();
        prop_assert_eq!(forward, backward);
    }

    #[test]
    fn threads_and_a_second_time_change_nothing(
        panel in prop::collection::vec(series(), 1..8),
    ) {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| numbers(&run(&panel, 3), 3))
        };
        let single = on(1);
        prop_assert_eq!(&single, &on(1));
        prop_assert_eq!(&single, &on(3));
    }

    #[test]
    fn another_unit_gives_the_same_forecast_in_that_unit(
        panel in prop::collection::vec(prop::collection::vec(2.0..1e4_f64, 6..20), 2..8),
        exponent in -2_i32..5,
    ) {
        let factor = 10_f64.powi(exponent);
        let scaled: Vec<Vec<f64>> =
            panel.iter().map(|y| y.iter().map(|value| value * factor).collect()).collect();
        let (a, b) = (numbers(&run(&panel, 3), 3), numbers(&run(&scaled, 3), 3));
        for (a, b) in a.iter().flatten().zip(b.iter().flatten()) {
            prop_assert!((a * factor - b).abs() <= 1e-4 * b.abs(), "{} {}", a * factor, b);
        }
    }

    #[test]
    fn shares_stay_shares(
        panel in prop::collection::vec(prop::collection::vec(0.01..0.999_f64, 5..20), 2..8),
    ) {
        for forecast in numbers(&run(&panel, 4), 4) {
            prop_assert!(forecast.iter().all(|value| (0.0..=1.0).contains(value)));
        }
    }
}

proptest! {
    // Each case fits every order of ARIMA at every origin.
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn every_method_forecasts_or_says_why_not(y in series(), horizon in 1_usize..6) {
        for method in Method::ALL {
            let request = PanelRequest {
                horizon,
                contest: Contest::One(&method),
                domain: Domain::FromData,
            };
            let result = forecast_panel(&[&y], &request);
            let Ok(series) = &result.series[0] else { continue };
            prop_assert!(series.forecast.median().iter().all(|value| value.is_finite()));
            if let Ok(fit) = method.fit(&y) {
                prop_assert_eq!(fit.fitted().len(), y.len());
                prop_assert!(fit.fitted().iter().all(|value| value.is_finite()));
            }
        }
        let marks = mark_oddities(&y);
        prop_assert!(marks.iter().all(|mark| mark.position < y.len()));
    }
}
