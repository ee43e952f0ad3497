//! Time and memory of plans: a city of 40 programmes and 12 schools, and a province of 300 programmes and 400 schools, every
//! programme at every school, with 200 draws each.

#![allow(clippy::print_stdout, reason = "a benchmark tells what it found")]

use std::time::Instant;

use peak_alloc::PeakAlloc;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use talent_plan::{Draw, Limit, Loss, Place, Problem, Programme, solve};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Subject groups of teachers.
const GROUPS: usize = 10;
const DRAWS: usize = 200;

fn main() {
    for (programmes, schools) in [(40, 12), (300, 400)] {
        let problem = problem(programmes, schools);
        MEMORY.reset_peak_usage();
        let start = Instant::now();
        let plan = solve(&problem);
        let (seconds, peak) = (start.elapsed().as_secs_f64(), MEMORY.peak_usage_as_mb());
        match plan {
            Ok(plan) => println!(
                "{programmes} × {schools}: {seconds:.2} s, {peak:.0} MB; loss {:.1}, bound {:.1}, as it is {:.1}; {} limits bind",
                plan.loss,
                plan.bound,
                plan.loss_now,
                plan.bindings.len()
            ),
            Err(error) => println!("{programmes} × {schools}: {error}"),
        }
    }
}

/// Every programme at every school, most of them small; beds, teachers by subject group, and a total.
fn problem(programmes: usize, schools: usize) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    let mut places = Vec::new();
    for programme in 0..programmes {
        for _ in 0..schools {
            let now = f64::from(rng.random_range(1..5_u32)) * 45.0;
            let share = rng.random_range(0.85..1.15);
            let (low, high) = (0.8 * now, 1.2 * now + 45.0);
            places.push(Place {
                programme,
                now,
                share,
                low,
                high,
                change_cost: 0.002,
                class_size: 45.0,
            });
        }
    }
    let all = |programme: usize| (0..schools).map(move |school| programme * schools + school);
    let programmes_of = (0..programmes).map(|programme| {
        let seats: f64 = all(programme).map(|place| places[place].now).sum();
        let level = rng.random_range(0.6..1.5) * seats * 0.4;
        let draw = |_| Draw {
            per_seat: 0.4 * rng.random_range(0.9..1.1),
            pipeline: 0.0,
            demand: level * rng.random_range(0.5..1.5),
        };
        let draws: Vec<Draw> = (0..DRAWS).map(draw).collect();
        Programme { loss: Loss { weight: 1.0 / level, surplus: 1.5, shortage: 1.0, draws } }
    });
    let programmes_of: Vec<Programme> = programmes_of.collect();
    let mut limits = Vec::new();
    for school in 0..schools {
        let own: Vec<usize> = (0..programmes).map(|p| p * schools + school).collect();
        let seats = |of: &[usize]| of.iter().map(|place| places[*place].now).sum::<f64>();
        let takes = |of: &[usize], taken: f64| of.iter().map(|place| (*place, taken)).collect();
        limits.push(Limit { takes: takes(&own, 1.0), least: 0.0, most: 1.05 * seats(&own) });
        for group in 0..GROUPS {
            let of: Vec<usize> = own.iter().copied().skip(group).step_by(GROUPS).collect();
            let most = 1.1 * seats(&of) / 20.0;
            limits.push(Limit { takes: takes(&of, 1.0 / 20.0), least: 0.0, most });
        }
    }
    let total: f64 = places.iter().map(|place| place.now).sum();
    let takes = (0..places.len()).map(|place| (place, 1.0)).collect();
    limits.push(Limit { takes, least: 0.98 * total, most: 1.02 * total });
    Problem { programmes: programmes_of, places, limits }
}
