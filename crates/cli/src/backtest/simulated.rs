//! Runs on simulated cities, held against what is true of them.

use anyhow::{Context as _, Result};
use talent_simulate::simulate;

use super::simulated_calls::Found;
use super::simulated_table;
use crate::Outcome;
use crate::args::Args;
use crate::data::progress_bar;
use crate::made_up::Settings;

/// Runs on so many cities, the first of seed `seed`, and prints how the calls fared.
pub(super) fn backtest(args: &Args, seed: u64, cities: u16) -> Result<Outcome> {
    let settings = Settings::of_a_new_workspace()?;
    let mut found = Found::default();
    let bar = progress_bar(cities.into());
    for seed in (seed..).take(cities.into()) {
        let city = simulate(seed);
        let outlook = settings.run_on(&city.files, None).with_context(|| format!("seed {seed}"))?;
        found.add(&city, &outlook);
        bar.inc(1);
    }
    bar.finish_and_clear();
    simulated_table::print(args, &found)?;
    Ok(Outcome::Done)
}
