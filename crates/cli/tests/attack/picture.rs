//! Charts: where a point stands tells its value.

use serde_json::Value;

/// Every chart of a page shows the published points of one of its series: the heights of the points are a straight line of
/// the published values, so that they tell nothing more. A pixel either way is the drawing's rounding.
pub(crate) fn check_picture(html: &str, series: &Value) {
    for chart in html.split("<svg").skip(1) {
        let chart = chart.split("</svg>").next().unwrap();
        let heights: Vec<f64> = chart
            .split("<circle")
            .skip(1)
            .map(|circle| attribute(circle, "cy").parse().unwrap())
            .collect();
        if heights.len() < 4 {
            continue;
        }
        let fits = ["students", "entrants", "graduates"].iter().any(|measure| {
            let rows = series.as_array().unwrap().iter();
            let of_series =
                rows.filter(|row| row["measure"] == *measure && row["status"] == "observed");
            let values: Vec<f64> = of_series.filter_map(|row| row["value"].as_f64()).collect();
            values.len() == heights.len() && largest_deviation(&values, &heights) <= 1.0
        });
        assert!(fits, "a chart draws other values than are published: {heights:?}");
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap()
}

/// How far the heights lie from their straight line of the values, at most.
fn largest_deviation(values: &[f64], heights: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / count;
    let (value, height) = (mean(values), mean(heights));
    let spread: f64 = values.iter().map(|v| (v - value).powi(2)).sum();
    let joint: f64 = values.iter().zip(heights).map(|(v, h)| (v - value) * (h - height)).sum();
    let slope = if spread > 0.0 { joint / spread } else { 0.0 };
    let off = |(v, h): (&f64, &f64)| (h - height - slope * (v - value)).abs();
    values.iter().zip(heights).map(off).fold(0.0, f64::max)
}
