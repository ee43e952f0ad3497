//! `cargo bench -p talent-forecast`: time and allocations of every model and of the whole kernel, on
//! series of the M4 competition. The column `items` counts series.

#![allow(clippy::unwrap_used, reason = "a benchmark may")]

use std::fs::File;
use std::path::Path;

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};
use flate2::read::GzDecoder;
use rayon::prelude::*;
use talent_forecast::{Contest, GridSmoothing, Learned, Method, PanelRequest, forecast_panel};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const HORIZON: usize = 6;

fn main() {
    divan::main();
}

/// The yearly series of the first half, or every `every`-th of them.
fn m4(every: usize) -> Vec<Vec<f64>> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/panels/m4-yearly-train.csv.gz");
    let mut reader = csv::Reader::from_reader(GzDecoder::new(File::open(path).unwrap()));
    let mut series: Vec<(String, Vec<f64>)> = Vec::new();
    for row in reader.deserialize() {
        let (id, _, value): (String, u32, f64) = row.unwrap();
        match series.last_mut() {
            Some((same, values)) if *same == id => values.push(value),
            _ => series.push((id, vec![value])),
        }
    }
    series.into_iter().step_by(every).map(|(_, values)| values).collect()
}

/// One model, one thread: fit and path.
#[divan::bench(args = Method::ALL, sample_count = 10)]
fn model(bencher: Bencher<'_, '_>, method: Method) {
    let panel = m4(115);
    bencher.counter(ItemsCount::new(panel.len())).bench(|| {
        for y in &panel {
            if let Ok(fit) = method.fit(y) {
                black_box(fit.path(HORIZON));
            }
        }
    });
}

/// Grid-averaged smoothing of values and of logarithms, all threads.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn grid_on_both_scales(bencher: Bencher<'_, '_>) {
    let panel = m4(1);
    bencher.counter(ItemsCount::new(panel.len())).bench(|| {
        let sum: f64 = panel
            .par_iter()
            .map_init(
                || (Vec::new(), Vec::new(), [0.0; HORIZON]),
                |(logs, room, path), y| {
                    GridSmoothing.path_into(y, room, path).unwrap();
                    let additive = path[HORIZON - 1];
                    logs.clear();
                    logs.extend(y.iter().map(|value| value.ln()));
                    GridSmoothing.path_into(logs, room, path).unwrap();
                    additive + path[HORIZON - 1].exp()
                },
            )
            .sum();
        black_box(sum)
    });
}

/// Forecast and both intervals of every series with what the panel taught, one thread: what a large
/// panel costs a series. Nothing is allocated here.
#[divan::bench(sample_count = 10)]
fn auto_a_series(bencher: Bencher<'_, '_>) {
    let panel = m4(23);
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    let learned = Learned::from_panel(&slices, &PanelRequest::auto(HORIZON));
    let mut room = learned.room();
    bencher.counter(ItemsCount::new(panel.len())).bench_local(|| {
        for (i, y) in panel.iter().enumerate() {
            let view = learned.forecast(i, y, Contest::Auto(&[]), &mut room).unwrap();
            for step in 1..=HORIZON {
                black_box((view.median(step), view.interval(step, 0.8), view.interval(step, 0.95)));
            }
        }
    });
}

/// The whole of `auto` on all threads: rolling origins, weights, calibration, forecasts, intervals.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn auto_all_of_m4(bencher: Bencher<'_, '_>) {
    let panel = m4(1);
    let slices: Vec<&[f64]> = panel.iter().map(Vec::as_slice).collect();
    bencher.counter(ItemsCount::new(panel.len())).bench(|| {
        let request = PanelRequest::auto(HORIZON);
        let learned = Learned::from_panel(&slices, &request);
        let sum: f64 = slices
            .par_iter()
            .enumerate()
            .map_init(
                || learned.room(),
                |room, (i, y)| {
                    let view = learned.forecast(i, y, request.contest, room).unwrap();
                    (1..=HORIZON)
                        .map(|step| {
                            let (narrow, wide) =
                                (view.interval(step, 0.8), view.interval(step, 0.95));
                            view.median(step) + narrow.upper - narrow.lower + wide.upper
                                - wide.lower
                        })
                        .sum::<f64>()
                },
            )
            .sum();
        black_box(sum)
    });
}

/// A panel as a city has it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn auto_nineteen_series(bencher: Bencher<'_, '_>) {
    let panel = m4(600);
    let slices: Vec<&[f64]> = panel.iter().take(19).map(Vec::as_slice).collect();
    bencher
        .counter(ItemsCount::new(slices.len()))
        .bench(|| black_box(forecast_panel(&slices, &PanelRequest::auto(HORIZON))));
}
