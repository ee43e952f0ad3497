//! The one path from files to an outlook. The command line and the server both go this way, so
//! they publish the same figures.
//!
//! Reading order: [`ingest()`] takes files in; [`run()`] makes, records and publishes an outlook of the
//! latest vintage; [`run_outlook`] is what it does in between, a pure function; [`trace()`] goes the other
//! way, from a warning to the cells it rests on.

mod about;
mod acceptance;
mod assumptions;
mod backtest;
mod balance;
mod bridge;
mod destinations;
mod draws;
mod employment;
mod enrolment;
mod facts;
mod ingest;
mod intake;
mod occupations;
mod outlook;
mod output;
mod run;
mod scenario;
mod signals;
mod stage;
mod supply;
mod trace;
mod upgrade;

pub mod embedded;

pub use about::explanation;
pub use assumptions::{Assumptions, AssumptionsError, SectionAssumptions};
pub use backtest::{BacktestStage, StageCases, backtest_stage};
pub use ingest::{IngestError, Ingested, ingest};
pub use outlook::{OutlookRequest, RunError, Stage, forecast_points, run_outlook};
pub use run::{
    RunFailure, RunOutcome, compute, latest_outlook, open_run, publish, published_outlook, run,
    scenario_of, scenarios_of_run, starter_files,
};
pub use scenario::{Scenario, ScenarioChange, ScenarioError, run_scenario};
pub use stage::{SeriesStage, YearSeries, stage_series};
pub use talent_market::{Case, StageScore, evaluate};
pub use trace::{Origins, TraceLine, trace, trace_ids, trace_subject};
pub use upgrade::upgrade;
