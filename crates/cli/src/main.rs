//! `talent`: forecasts the demand for talent by programme and warns early.

mod args;
mod backtest;
mod data;
mod demo;
mod disclosed;
mod doctor;
mod documents;
mod explain;
mod findings;
mod forecast;
mod history;
mod output;
mod panel_file;
mod scenario;
mod score;
mod scores;
mod show;
mod stages;
mod table;

use std::process::ExitCode;

use anyhow::Result;
use chrono::Datelike as _;
use clap::Parser;

use crate::args::{Args, Command};

/// How a command ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 0
    Done,
    /// 1: something on this machine or in the workspace stands in the way.
    Failed,
    /// 2: the input is wrong; nothing was changed.
    WrongInput,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("TALENT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(dispatch(&args)),
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::from(1),
        Ok(Outcome::WrongInput) => ExitCode::from(2),
        Err(error) => {
            eprintln!("{}: {error:#}", args.lang().pick("出错", "error"));
            ExitCode::from(1)
        }
    }
}

async fn dispatch(args: &Args) -> Result<Outcome> {
    match &args.command {
        Command::Demo => demo::demo(args).await,
        Command::Init { dir } => data::init(args, dir).await,
        Command::Ingest(ingest) => data::ingest(args, ingest).await,
        Command::History => history::history(args).await,
        Command::Undo => history::undo(args).await,
        Command::Run => data::run(args).await,
        Command::Forecast(request) => forecast::forecast(args, request),
        Command::Explain(request) => explain::explain(args, request),
        Command::Score(request) => score::score(args, request),
        Command::Backtest(request) => backtest::backtest(args, request).await,
        Command::Scenario(request) => scenario::scenario(args, request).await,
        Command::Warnings(query) => show::warnings(args, query).await,
        Command::Show(what) => show::show(args, what).await,
        Command::Trace { id } => show::trace(args, id).await,
        Command::Chart(chart) => output::chart(args, chart).await,
        Command::Bulletin { output } => documents::bulletin(args, output.as_deref()).await,
        Command::Report(request) => documents::report(args, request).await,
        Command::Serve { addr, allow_remote_without_login } => {
            output::serve(args, *addr, *allow_remote_without_login).await
        }
        Command::Doctor => doctor::doctor(args).await,
    }
}

/// The time now, RFC 3339, UTC.
pub(crate) fn now() -> String {
    chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The year it is now.
pub(crate) fn this_year() -> i32 {
    chrono::Utc::now().year()
}
