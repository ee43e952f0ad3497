//! `backtest`: forecasts from earlier origins as if the rest were not known, beside what came.
//!
//! Either series are forecast from their own past, or the stages of a workspace are gone through as in a run, or a run is made on
//! cities of which the truth is known.

mod case_file;
mod curves;
mod series;
mod simulated;
mod simulated_calls;
mod simulated_table;
mod stage_table;
mod stages;

use anyhow::Result;
use talent_pipeline::BacktestStage;

use crate::Outcome;
use crate::args::{Args, BacktestArgs, StageArg};

/// Back-tests a panel, one stage, all stages, or simulated cities.
///
/// A table of cases and a chart exist for the stages of the balance only; asked for with series, they are wrong input.
pub(crate) async fn backtest(args: &Args, request: &BacktestArgs) -> Result<Outcome> {
    if let Some(cities) = request.simulated {
        return simulated::backtest(args, request.seed, cities);
    }
    let stages = stages_of(request);
    if !stages.is_empty() {
        return stages::backtest(args, &stages, request).await;
    }
    if request.cases.is_some() || request.chart.is_some() {
        tell!(
            "{}",
            args.lang().pick(
                "--cases 和 --chart 只用于产业、供给、需求、平衡四个环节",
                "--cases and --chart are for the stages industry, supply, demand and balance"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    series::backtest(args, request).await
}

/// The stages that are asked for; none if it is series that are forecast from their own past.
/// A file of series goes before a stage; without either, all four stages are tried.
fn stages_of(request: &BacktestArgs) -> Vec<BacktestStage> {
    match (&request.input, request.stage) {
        (Some(_), _) | (_, Some(StageArg::Output | StageArg::Intake)) => Vec::new(),
        (None, Some(StageArg::Industry)) => vec![BacktestStage::Industry],
        (None, Some(StageArg::Supply)) => vec![BacktestStage::Supply],
        (None, Some(StageArg::Demand)) => vec![BacktestStage::Demand],
        (None, Some(StageArg::Balance)) => vec![BacktestStage::Balance],
        (None, None) => BacktestStage::ALL.to_vec(),
    }
}
