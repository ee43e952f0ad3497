//! `talent`: forecasts the demand for talent by programme and warns early.
//!
//! A command has the file that is named after it; `init` and `ingest` are in `data`, `undo` is in `history`, `publish`
//! is in `run`. What the commands take is in `args`. A command is a function of its arguments that prints, and says by
//! its [`Outcome`] how it ended: what is asked for goes to standard output, what is said about it to standard error.

#[macro_use]
mod table;

mod args;
mod backtest;
mod backup;
mod bulletin;
mod caller;
mod chart;
mod chart_file;
mod clock;
mod closed_loop;
mod data;
mod demo;
mod diff;
mod doctor;
mod evaluate;
mod explain;
mod findings;
mod forecast;
mod form;
mod history;
mod issue;
mod listing;
mod made_up;
mod method_choice;
mod panel_file;
mod paper;
mod period;
mod plan;
mod report;
mod resampling;
mod returning;
mod rules;
mod run;
mod scenario;
mod schedule;
mod score;
mod score_table;
mod serve;
mod sheets;
mod show;
mod shown;
mod simulate;
mod slot;
mod status;
mod template;
mod trace;
mod upgrade;
mod verify;
mod warnings;
mod weights;
mod writing;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use talent_workspace::WorkspaceError;

use crate::args::{Args, Command, Reader, RulesCommand};

/// How a command ended, as scripts see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 0: what was asked for is done.
    Done,
    /// 1: something on this machine or in the workspace stands in the way.
    Failed,
    /// 2: the input is wrong; nothing was changed.
    WrongInput,
}

/// Parses the arguments, runs the command, and turns its outcome into an exit code. The log goes to standard error,
/// filtered by `TALENT_LOG`.
fn main() -> ExitCode {
    let args = Args::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("TALENT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(dispatch(&args));
            // What a service that was told to stop still has in hand is not waited for.
            runtime.shutdown_background();
            outcome
        }
        Err(error) => Err(error.into()),
    };
    let outcome = outcome.and_then(|outcome| match table::unwritten() {
        Some(error) => Err(anyhow::anyhow!(
            "{}：{error}",
            args.lang().pick("结果没有全部输出", "not all of the result could be printed")
        )),
        None => Ok(outcome),
    });
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::from(1),
        Ok(Outcome::WrongInput) => ExitCode::from(2),
        Err(error) => {
            tell!("{}: {error:#}", args.lang().pick("出错", "error"));
            let is_missing = matches!(error.downcast_ref(), Some(WorkspaceError::Missing { .. }));
            ExitCode::from(if is_missing { 2 } else { 1 })
        }
    }
}

/// Runs the command that was asked for.
///
/// A workspace of an earlier version is brought up to date first.
async fn dispatch(args: &Args) -> Result<Outcome> {
    let is_for_schools = matches!(args.command, Command::Trace { .. } | Command::Template(_));
    if matches!(args.reader, Reader::School(_)) && !is_for_schools {
        tell!(
            "{}",
            args.lang().pick(
                "--as school:代码 只用于 trace 和 template；其他命令可用 --as public 或 --as bureau",
                "--as school:CODE is for trace and template only; other commands take public or bureau"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    upgrade::upgrade(args).await;
    match &args.command {
        Command::Demo => demo::demo(args).await,
        Command::Init { dir } => data::init(args, dir).await,
        Command::Template(request) => template::template(args, request).await,
        Command::Ingest(ingest) => data::ingest(args, ingest).await,
        Command::Backup { file } => backup::backup(args, file).await,
        Command::Restore { file } => backup::restore(args, file),
        Command::Verify { repair } => verify::verify(args, *repair).await,
        Command::Status(request) => status::status(args, request).await,
        Command::Diff(request) => diff::diff(args, request).await,
        Command::Period(command) => period::period(args, command).await,
        Command::Weights { comparisons } => weights::weights(args, comparisons),
        Command::Rules { command: Some(RulesCommand::Simulate(request)), .. } => {
            rules::simulate(args, request).await
        }
        Command::Rules { code, command: None } => rules::rules(args, code.as_deref()),
        Command::History => history::history(args).await,
        Command::Undo => history::undo(args).await,
        Command::Run { no_publish } => run::run(args, *no_publish).await,
        Command::Publish { run } => run::publish(args, *run).await,
        Command::Forecast(request) => forecast::forecast(args, request),
        Command::Explain(request) => explain::explain(args, request),
        Command::Score(request) => score::score(args, request),
        Command::Backtest(request) => backtest::backtest(args, request).await,
        Command::Simulate(request) => simulate::simulate(args, request),
        Command::Evaluate(request) => evaluate::evaluate(args, request).await,
        Command::ClosedLoop(request) => closed_loop::closed_loop(args, request),
        Command::Scenario(request) => scenario::scenario(args, request).await,
        Command::Plan(request) => plan::plan(args, request).await,
        Command::Warnings(query) => warnings::warnings(args, query).await,
        Command::Show(what) => show::show(args, what).await,
        Command::Trace { id } => trace::trace(args, id).await,
        Command::Chart(chart) => chart::chart(args, chart).await,
        Command::Bulletin { output, school } => {
            bulletin::bulletin(args, output.as_deref(), school.as_deref()).await
        }
        Command::Report(request) => report::report(args, request).await,
        Command::Issue(command) => issue::issue(args, command).await,
        Command::Slot(command) => slot::slot(args, command).await,
        Command::Schedule(command) => schedule::schedule(args, command).await,
        Command::Serve { addr, allow_remote_without_login, host, view } => {
            let audience = view.audience();
            serve::serve(args, *addr, *allow_remote_without_login, host, audience).await
        }
        Command::Doctor => doctor::doctor(args).await,
    }
}
