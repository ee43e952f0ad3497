//! Series of two or three values, and ends that no history has come near.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::path::Path;

use talent_forecast::{Contest, Interval, Learned, PanelRequest, SeriesForecast, forecast_panel};

const YEARS: usize = 5;

fn forecasts(panel: &[Vec<f64>], horizon: usize) -> Vec<SeriesForecast> {
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    let result = forecast_panel(&slices, &PanelRequest::auto(horizon));
    result.series.into_iter().map(Result::unwrap).collect()
}

fn last_median(series: &SeriesForecast) -> f64 {
    *series.forecast.median().last().unwrap()
}

fn last_interval(series: &SeriesForecast) -> Interval {
    series.forecast.interval(series.forecast.horizon(), 0.95).unwrap()
}

/// Forty intakes of eight years that grow or shrink by a few per cent and waver, three of them from
/// small beginnings.
fn entrants() -> Vec<Vec<f64>> {
    let waver = |i: i32, t: i32| f64::from((7 * i + 5 * t + i * t) % 11 - 5) / 50.0;
    (0..40)
        .map(|i| {
            let (level, rate) = (f64::from(25 + 7 * i), 0.03 * f64::from(i % 7 - 2));
            let start = if i % 14 == 3 { 0.25 } else { 1.0 };
            (0..8)
                .map(|t| level * (rate * f64::from(t) + waver(i, t)).exp())
                .enumerate()
                .map(|(t, value)| (if t == 0 { start } else { 1.0 } * value).round())
                .collect()
        })
        .collect()
}

#[test]
fn two_values_alone_are_not_a_trend() {
    let alone = &forecasts(&[vec![12.0, 80.0]], YEARS)[0];
    assert!((80.0..130.0).contains(&last_median(alone)), "{}", last_median(alone));
    // Of the shipped series of two values 1 in 200 stands four times above its highest value by then.
    assert!((160.0..330.0).contains(&last_interval(alone).upper), "{:?}", last_interval(alone));
}

#[test]
fn two_values_in_a_panel_are_held_to_what_the_panel_has_done() {
    let mut panel = entrants();
    panel.push(vec![12.0, 80.0]);
    let series = forecasts(&panel, YEARS).pop().unwrap();
    assert!((80.0..150.0).contains(&last_median(&series)), "{}", last_median(&series));
    assert!((110.0..400.0).contains(&last_interval(&series).upper), "{:?}", last_interval(&series));
}

#[test]
fn a_growth_that_rests_on_one_change_says_nothing() {
    let mut panel = entrants();
    panel.push(vec![12.0, 80.0]);
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    let learned = Learned::from_panel(&slices, &PanelRequest::auto(YEARS));
    let room = &mut learned.room();
    let explained = learned.explain(40, &panel[40], Contest::Auto(&[]), room).unwrap();
    let growth = explained.members.iter().find(|member| member.name == "growth").unwrap();
    assert!(growth.path.iter().all(|value| (value - 80.0).abs() < 1e-9), "{:?}", growth.path);
    for member in &explained.members {
        assert!(member.path.iter().all(|value| *value < 400.0), "{member:?}");
    }
}

#[test]
fn a_handful_of_students_stays_a_handful() {
    let panel =
        [vec![3.0, 3.0, 3.0], vec![3.0], vec![3.0, 1.0, 3.0], vec![1.0, 12.0, 3.0], vec![5.0, 3.0]];
    for (y, series) in panel.iter().zip(forecasts(&panel, YEARS)) {
        let highest = y.iter().copied().fold(0.0, f64::max);
        let upper = last_interval(&series).upper;
        assert!(upper > 3.0 && upper < 4.5 * highest, "{y:?} {upper}");
    }
}

/// Sections of six cities; one fell from 126,000 to 28,000 in its last year, its highest 136,408.
#[test]
fn no_section_of_a_city_is_sent_to_millions() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/panels/shanxi-employment.csv");
    let mut panel: Vec<(String, Vec<f64>)> = Vec::new();
    for row in csv::Reader::from_path(file).unwrap().deserialize() {
        let (id, _, value): (String, u32, f64) = row.unwrap();
        match panel.last_mut() {
            Some((same, values)) if *same == id => values.push(value),
            _ => panel.push((id, vec![value])),
        }
    }
    // And one that has hardly begun.
    panel.push(("new".to_owned(), vec![40.0, 300.0]));
    let values: Vec<Vec<f64>> = panel.iter().map(|(_, values)| values.clone()).collect();
    for ((id, y), series) in panel.iter().zip(forecasts(&values, 6)) {
        let highest = y.iter().copied().fold(0.0, f64::max);
        let Interval { lower, upper } = last_interval(&series);
        let times = upper / highest;
        // Among the smallest sections one rose to twelve times its highest value, in few years.
        assert!(times < if highest > 4000.0 { 6.0 } else { 14.0 }, "{id} {upper} {highest}");
        assert!(lower < y[y.len() - 1] && upper > y[y.len() - 1], "{id} {lower} {upper}");
        if id == "太原市 G" {
            assert!(upper < 400_000.0, "{upper}");
        }
    }
}
