//! One draw of the chain for a city and for a city of a province, with what it asks of memory.
//!
//! A release is 2,000 draws: 2,000 times the time of one draw, over the threads. Eleven cities are eleven
//! times that, and the nation as many times as it has cities: each draw is one pass over its cells.

#![allow(clippy::unwrap_used, missing_docs, reason = "benchmarks may")]

use divan::{AllocProfiler, Bencher};
use talent_market::{
    Chain, Classes, DrawOutcome, DrawSeed, EmploymentRows, Held, HiresTrust, Matrix,
    ProgrammeSupply, RateDraw, UncertainShares,
};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const INDUSTRIES: usize = 19;
const OCCUPATIONS: usize = 22;
const YEARS: usize = 5;

fn main() {
    divan::main();
}

fn even(rows: usize, columns: usize) -> Matrix {
    Matrix::new(vec![vec![1.0 / columns as f64; columns]; rows]).unwrap()
}

fn chain(programmes: usize) -> Chain {
    let rate = |mean| RateDraw { mean, persons: 80.0 };
    Chain {
        staffing: even(INDUSTRIES, OCCUPATIONS),
        staffing_drift: None,
        exit_rates: vec![0.04; OCCUPATIONS],
        exit_factors: Vec::new(),
        plans: Vec::new(),
        level_shares: vec![0.4; OCCUPATIONS],
        bridge: even(OCCUPATIONS, programmes + 1),
        classes: Classes::alone(programmes),
        uncertain: UncertainShares {
            staffing_persons: 200.0,
            bridge_persons: 20.0,
            exit_rate_sd: 0.15,
            exit_rate_common: 0.7,
            newcomer: rate(0.5),
            level_sd: 0.35,
            level_common: 0.5,
            drift_sd: 0.2,
            hires: HiresTrust {
                model_sd: 0.8,
                market_sd: 0.4,
                tightness: 0.6,
                hires_sd: 0.3,
                contradict_ratio: 3.0,
            },
        },
        supply: vec![
            ProgrammeSupply {
                enrolled: vec![
                    (200.0, vec![rate(0.98)]),
                    (210.0, vec![rate(0.97), rate(0.98)]),
                    (220.0, vec![rate(0.96), rate(0.97), rate(0.98)]),
                ],
                recruited: vec![vec![rate(0.96), rate(0.97), rate(0.98)]],
                unreported_entrants: 0.0,
                further_study: rate(0.4),
                participation: rate(0.98),
                local_retention: rate(0.66),
                unemployed: 4.0,
            };
            programmes
        ],
        surroundings: None,
    }
}

/// Programmes: those of one city, and those of each city of a province.
#[divan::bench(args = [40, 150, 300])]
fn draw(bencher: Bencher<'_, '_>, programmes: usize) {
    let chain = chain(programmes);
    let path = vec![vec![20_000.0; INDUSTRIES]; YEARS];
    let rows = EmploymentRows { ahead: &path, window: &path[..3] };
    let intake = vec![vec![230.0]; programmes];
    let (mut room, mut outcome) = (chain.room(), DrawOutcome::default());
    let mut seed = DrawSeed::default();
    chain.draw_into(rows, &intake, Held::Nothing, seed, &mut room, &mut outcome);
    bencher.bench_local(|| {
        seed.pair += 1;
        chain.draw_into(rows, &intake, Held::Nothing, seed, &mut room, &mut outcome);
    });
}
