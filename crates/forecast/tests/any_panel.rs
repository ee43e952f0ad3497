//! What holds for every panel, whatever its values.

use proptest::prelude::*;
use talent_forecast::{PanelRequest, forecast_panel};

/// Annual series as they come: counts, money, constants, zeros, negative balances.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let value = prop_oneof![
        3 => 0.0..1e6_f64,
        1 => Just(0.0),
        1 => -1e4..1e4_f64,
        1 => (0_u32..50).prop_map(f64::from),
        1 => 1e-6..1e9_f64,
    ];
    prop_oneof![
        4 => prop::collection::vec(value.clone(), 0..40),
        1 => (value, 1_usize..30).prop_map(|(value, n)| vec![value; n]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn forecasts_are_finite_nested_and_stay_in_the_domain(
        panel in prop::collection::vec(series(), 1..12),
        horizon in 1_usize..8,
    ) {
        let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
        let result = forecast_panel(&slices, &PanelRequest::auto(horizon));
        prop_assert_eq!(result.series.len(), panel.len());
        for (y, forecast) in panel.iter().zip(&result.series) {
            // Only an empty series is refused.
            prop_assert_eq!(forecast.is_err(), y.is_empty());
            let Ok(series) = forecast else { continue };
            let floor = if y.iter().all(|value| *value >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
            let median = series.forecast.median();
            prop_assert_eq!(median.len(), horizon);
            for (step, middle) in median.iter().enumerate() {
                prop_assert!(middle.is_finite() && *middle >= floor);
                let narrow = series.forecast.interval(step + 1, 0.8);
                let wide = series.forecast.interval(step + 1, 0.95);
                if let Some(narrow) = narrow {
                    prop_assert!(narrow.lower >= floor && narrow.upper.is_finite());
                    prop_assert!(narrow.lower <= *middle && *middle <= narrow.upper);
                    if let Some(wide) = wide {
                        prop_assert!(wide.lower <= narrow.lower && narrow.upper <= wide.upper);
                    }
                }
            }
            for rank in [0.0, 0.3, 0.99] {
                prop_assert!(series.forecast.sample(rank).iter().all(|value| value.is_finite()));
            }
        }
    }

    #[test]
    fn each_forecast_depends_on_its_own_series_and_the_pool_not_on_its_place(
        panel in prop::collection::vec(prop::collection::vec(1.0..1e4_f64, 8..14), 3..8),
    ) {
        let median = |panel: &[Vec<f64>]| -> Vec<Vec<f64>> {
            let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
            let result = forecast_panel(&slices, &PanelRequest::auto(2));
            result.series.iter().map(|s| s.as_ref().map(|s| s.forecast.median()).unwrap_or_default()).collect()
        };
        let forward = median(&panel);
        let mut turned = panel.clone();
        turned.reverse();
        let mut backward = median(&turned);
        backward.reverse();
        for (a, b) in forward.iter().flatten().zip(backward.iter().flatten()) {
            prop_assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{a} {b}");
        }
    }
}
