//! The one path from files to an outlook. The command line and the server both go this way, so
//! they publish the same figures.
//!
//! Reading order: [`ingest()`] takes files in; [`run()`] makes, records and publishes an outlook of the
//! latest vintage; [`run_outlook`] is what it does in between, a pure function; [`trace()`] goes the other
//! way, from a warning to the cells it rests on.
//!
//! Beside that path: [`outlook_of_files`] goes it without a workspace; [`upgrade()`] brings vintages of
//! earlier versions up to date, [`run_scenario`] computes what a run would have found in a scenario, and
//! [`backtest_stage`] holds the path against what came at earlier forecast origins.

mod arrival;
mod assessment;
mod backtest;
mod comparison;
mod failure;
mod in_memory;
mod ingest;
mod outlook;
mod public;
mod quality_index;
mod remarks;
mod repair;
mod run;
mod signals;
mod simulated_rules;
mod status;
mod statutory;
mod stored;
mod trace;
mod upgrade;
mod what_if;

pub mod embedded;

pub use arrival::{Arrival, Earlier, Superseded};
pub use backtest::{
    BacktestStage, PastWarnings, SeriesStage, StageCases, SubjectOutcome, YearSeries,
    backtest_stage, past_warnings, stage_series,
};
pub use comparison::{Change, compare};
pub use failure::RunFailure;
pub use in_memory::{InMemoryError, TrueOutcomes, foresight_cases_of_files, outlook_of_files};
pub use ingest::{IngestError, Ingested, Ingestion, ingest, ingest_with, rules_of};
pub use outlook::{
    OutlookRequest, PublishedOutlook, Step, explanation, forecast_points, run_outlook,
};
pub use repair::{Repair, repair};
pub use run::{
    RunOutcome, SETTINGS, ShownRun, compute, faulty_settings, publish, published_outlook, run,
    scenario_of, scenarios_of_run, shown_run, starter_files,
};
pub use simulated_rules::{
    Fired, LevelDifference, RuleCourse, RuleQuestion, RuleSimulation, RuleYear, simulate_rules,
};
pub use status::{Court, State, Status, StatusRequest, status};
pub use stored::open_run;
pub use talent_market::{Case, Certainty, StageScore, evaluate};
pub use talent_release::{
    Assumptions, ChangeFault, ChangeFaults, FaultKind, ReleaseError, Scenario, ScenarioChange,
    ScenarioError, SectionAssumptions,
};
pub use trace::{
    Sources, TraceLine, trace, trace_figures, trace_of_school, trace_proposal, trace_subject,
};
pub use upgrade::upgrade;
pub use what_if::{changes_of, run_scenario};
