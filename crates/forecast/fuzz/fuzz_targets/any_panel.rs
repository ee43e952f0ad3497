//! Any bytes as a panel: no panic, no value that is not a number, intervals that nest and stay in the
//! domain, whatever the kernel or a single method is given.

#![no_main]

use libfuzzer_sys::fuzz_target;
use talent_forecast::{Contest, Domain, Method, PanelRequest, forecast_panel};

/// The first byte says how to read the rest: as numbers of any kind, or as small counts; 255 ends a
/// series.
fn panel(bytes: &[u8]) -> Vec<Vec<f64>> {
    let Some((kind, rest)) = bytes.split_first() else { return Vec::new() };
    match kind % 3 {
        0 => rest
            .chunks(8 * 24)
            .map(|series| {
                let numbers = series.chunks_exact(8);
                numbers.map(|b| f64::from_le_bytes(b.try_into().unwrap_or_default())).collect()
            })
            .collect(),
        1 => rest
            .split(|byte| *byte == 255)
            .map(|series| series.iter().map(|byte| f64::from(*byte)).collect())
            .collect(),
        _ => rest
            .split(|byte| *byte == 255)
            .map(|series| series.iter().map(|byte| f64::from(*byte) / 254.0).collect())
            .collect(),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let panel = panel(bytes);
    if panel.len() > 40 {
        return;
    }
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    let horizon = 1 + bytes.len() % 9;
    let method = Method::ALL[bytes.len() % Method::ALL.len()];
    for contest in [Contest::Auto(&[]), Contest::One(&method)] {
        let request = PanelRequest { horizon, contest, domain: Domain::FromData };
        let result = forecast_panel(&slices, &request);
        for (y, series) in slices.iter().zip(&result.series) {
            let Ok(series) = series else { continue };
            let stock = y.iter().all(|value| *value >= 0.0);
            for (step, middle) in series.forecast.median().into_iter().enumerate() {
                assert!(middle.is_finite(), "{y:?}");
                assert!(!stock || middle >= 0.0, "{y:?}");
                let narrow = series.forecast.interval(step + 1, 0.8).unwrap();
                let wide = series.forecast.interval(step + 1, 0.95).unwrap();
                assert!(wide.lower <= narrow.lower && narrow.lower <= middle, "{y:?}");
                assert!(middle <= narrow.upper && narrow.upper <= wide.upper, "{y:?}");
                assert!(!stock || wide.lower >= 0.0, "{y:?}");
            }
        }
    }
});
