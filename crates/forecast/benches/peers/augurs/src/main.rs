//! AutoETS of augurs over a panel: `series_id,step,value` on standard input, forecasts with 95 %
//! intervals on standard output. `peer-augurs HORIZON`.

use std::io::{Read, Write};

use augurs_core::prelude::*;
use augurs_ets::AutoETS;
use rayon::prelude::*;

fn main() {
    let horizon: usize = std::env::args().nth(1).and_then(|h| h.parse().ok()).expect("a horizon");
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("UTF-8");
    let mut series: Vec<(&str, Vec<f64>)> = Vec::new();
    for line in text.lines().skip(1) {
        let (id, rest) = line.split_once(',').expect("series_id,step,value");
        let value = rest.rsplit_once(',').and_then(|(_, v)| v.parse().ok()).expect("a value");
        match series.last_mut() {
            Some((same, values)) if *same == id => values.push(value),
            _ => series.push((id, vec![value])),
        }
    }
    let begun = std::time::Instant::now();
    let rows: Vec<String> = series
        .par_iter()
        .map(|(id, y)| {
            let forecast = AutoETS::new(1, "ZZN")
                .and_then(|auto| auto.fit(y))
                .and_then(|fit| fit.predict(horizon, 0.95));
            let Ok(forecast) = forecast else { return String::new() };
            let intervals = forecast.intervals.as_ref().expect("asked for");
            (0..horizon)
                .map(|h| {
                    let (point, low, high) =
                        (forecast.point[h], intervals.lower[h], intervals.upper[h]);
                    format!("{id},{},{point},{low},{high}\n", h + 1)
                })
                .collect()
        })
        .collect();
    eprintln!("{} series in {:.3} s", series.len(), begun.elapsed().as_secs_f64());
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(b"series_id,step,mean,lo95,hi95\n");
    for row in rows {
        let _ = out.write_all(row.as_bytes());
    }
}
