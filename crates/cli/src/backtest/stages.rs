//! Back-tests of the stages of a workspace, each gone through as in a run with what was known then.

use anyhow::Result;
use talent_domain::Lang;
use talent_pipeline::{BacktestStage, StageCases, backtest_stage};
use talent_report::audience_note;
use talent_workspace::{Workspace, write_file};

use super::case_file;
use super::curves::{self, stage_name};
use super::stage_table::{self, Row};
use crate::Outcome;
use crate::args::{Args, BacktestArgs, Format};
use crate::chart_file::{PNG_SCALE, can_draw, save_chart};
use crate::data::progress_bar;
use crate::table::line;

/// Years ahead where none are asked for.
const HORIZON: u16 = 6;
/// Forecast origins where none are asked for.
const ORIGINS: u16 = 4;

/// What the back-tests found.
/// A stage without cases is in `stages` too, but has no rows.
struct Found {
    /// The name of the city, for the chart.
    city: String,
    /// The cases of each stage.
    stages: Vec<StageCases>,
    /// The rows of the table, stage by stage.
    rows: Vec<Row>,
    /// Stages without a year to check.
    without: Vec<BacktestStage>,
}

/// Back-tests the stages, prints their scores, and writes what else was asked for: the cases as CSV, a chart. It is
/// wrong input if no stage has a year to check.
pub(super) async fn backtest(
    args: &Args,
    stages: &[BacktestStage],
    request: &BacktestArgs,
) -> Result<Outcome> {
    let lang = args.lang();
    if request.chart.as_ref().is_some_and(|path| !can_draw(path, lang)) {
        return Ok(Outcome::WrongInput);
    }
    let horizon = request.horizon.unwrap_or(HORIZON);
    let found = go_through(args, stages, horizon, request.origins.unwrap_or(ORIGINS)).await?;
    tell_without(&found.without, horizon, lang);
    stage_table::print(args, &found.rows)?;
    tell_simulated(&found.stages, lang);
    if found.stages.iter().any(|stage| stage.stage != BacktestStage::Industry) {
        tell!("{}", audience_note(args.audience(), lang));
    }
    if let Some(path) = &request.cases {
        write_file(path, &case_file::csv_of(&found.stages)?)?;
    }
    if let Some(path) = &request.chart {
        let chart = curves::chart(&found.city, &found.stages, &found.rows, lang);
        let title = save_chart(chart, path, PNG_SCALE)?;
        if args.format == Format::Text {
            line(&format!("{title}：{}", path.display()));
        }
    }
    let nothing = found.without.len() == stages.len();
    Ok(if nothing { Outcome::WrongInput } else { Outcome::Done })
}

/// Back-tests one stage after the other.
///
/// `horizon` is in years ahead; `origins` is how many forecast origins are tried, one year apart.
async fn go_through(
    args: &Args,
    stages: &[BacktestStage],
    horizon: u16,
    origins: u16,
) -> Result<Found> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let city = workspace.config().city.name.clone();
    let mut found = Found { city, stages: Vec::new(), rows: Vec::new(), without: Vec::new() };
    let bar = progress_bar(stages.len() as u64);
    for &stage in stages {
        bar.set_message(stage.name());
        let (horizon, origins) = (horizon.into(), origins.into());
        let cases = backtest_stage(&workspace, stage, horizon, origins, args.audience()).await?;
        let rows = stage_table::rows(&cases);
        if rows.is_empty() {
            found.without.push(stage);
        }
        found.rows.extend(rows);
        found.stages.push(cases);
        bar.inc(1);
    }
    bar.finish_and_clear();
    workspace.close().await;
    Ok(found)
}

/// Says which stages had no year to check.
/// Each gets a line on standard error, with what would have to be asked for instead.
fn tell_without(stages: &[BacktestStage], horizon: u16, lang: Lang) {
    for stage in stages.iter().map(|stage| stage.name()) {
        let text = match lang {
            Lang::Zh => format!(
                "环节 {stage} 没有可检验的年份：数据须比起点再多 {horizon} 年；可减小 --horizon 或 --origins"
            ),
            Lang::En => format!(
                "stage {stage}: no year to check; figures must go {horizon} years beyond an origin; try a smaller --horizon or --origins"
            ),
        };
        tell!("{text}");
    }
}

/// Says of which stages the outcomes are simulated.
fn tell_simulated(stages: &[StageCases], lang: Lang) {
    for stage in stages.iter().filter(|stage| stage.simulated && !stage.cases.is_empty()) {
        let name = stage_name(stage.stage, lang);
        let text = match lang {
            Lang::Zh => format!("【模拟数据】{name}的实际值为模拟数据，命中与否不说明真实精度"),
            Lang::En => format!("SIMULATED: what came of {name} is simulated and proves nothing"),
        };
        tell!("{text}");
    }
}
