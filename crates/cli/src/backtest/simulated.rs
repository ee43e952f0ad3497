//! Runs on simulated cities, held against what is true of them.

use anyhow::{Context as _, Result, anyhow};
use talent_ingest::InputFile;
use talent_outlook::Outlook;
use talent_pipeline::{Assumptions, outlook_of_files};
use talent_simulate::{SimulatedCity, simulate};
use talent_warning::Policy;
use talent_workspace::Config;

use super::simulated_calls::Found;
use super::simulated_table;
use crate::Outcome;
use crate::args::Args;
use crate::data::progress_bar;

/// Draws of a run: enough for medians and intervals, and quick.
const DRAWS: u32 = 200;
/// The settings that every city is run with: those of a new workspace, with fewer draws.
struct Settings {
    config: Config,
    policy: Policy,
    assumptions: Assumptions,
}

/// Runs on so many cities, the first of seed `seed`, and prints how the calls fared.
pub(super) fn backtest(args: &Args, seed: u64, cities: u16) -> Result<Outcome> {
    let settings = settings()?;
    let mut found = Found::default();
    let bar = progress_bar(cities.into());
    for seed in (seed..).take(cities.into()) {
        let city = simulate(seed);
        let outlook = run_on(&city, &settings).with_context(|| format!("seed {seed}"))?;
        found.add(&city, &outlook);
        bar.inc(1);
    }
    bar.finish_and_clear();
    simulated_table::print(args, &found)?;
    Ok(Outcome::Done)
}

fn settings() -> Result<Settings> {
    let mut config = Config::parse(Config::TEMPLATE).map_err(|error| anyhow!(error))?;
    config.run.draws = DRAWS;
    Ok(Settings {
        config,
        policy: Policy::parse(Policy::DEFAULT)?,
        assumptions: Assumptions::parse(Assumptions::DEFAULT)?,
    })
}

fn run_on(city: &SimulatedCity, settings: &Settings) -> Result<Outlook> {
    let files: Vec<InputFile<'_>> = city
        .files
        .iter()
        .map(|file| InputFile { name: file.name, bytes: file.text.as_bytes() })
        .collect();
    let Settings { config, policy, assumptions } = settings;
    Ok(outlook_of_files(&files, config, policy, assumptions)?)
}
