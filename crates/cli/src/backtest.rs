//! `backtest`: any panel, forecast from earlier origins as if the rest were not known.

use anyhow::Result;
use rayon::prelude::*;
use talent_domain::Lang;
use talent_forecast::accuracy::{Scorecard, Scored};
use talent_forecast::{Domain, Learned, Method, PanelRequest};
use talent_pipeline::{BacktestStage, SeriesStage, stage_series};
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, BacktestArgs, StageArg};
use crate::data::progress_bar;
use crate::forecast::{contest, method};
use crate::panel_file::{InputSeries, Panel, newest};
use crate::scores::{self, Row};
use crate::stages;

/// The coverages that are checked.
const COVERAGES: [f64; 2] = [0.8, 0.95];
/// Values that a series needs before an origin to be forecast from it.
const FEWEST: usize = 2;

/// Steps ahead where none are asked for.
const HORIZON: u16 = 6;

pub(crate) async fn backtest(args: &Args, request: &BacktestArgs) -> Result<Outcome> {
    let stages = match (&request.input, request.stage) {
        (Some(_), _) | (_, Some(StageArg::Output | StageArg::Intake)) => Vec::new(),
        (None, Some(StageArg::Industry)) => vec![BacktestStage::Industry],
        (None, Some(StageArg::Supply)) => vec![BacktestStage::Supply],
        (None, Some(StageArg::Demand)) => vec![BacktestStage::Demand],
        (None, Some(StageArg::Balance)) => vec![BacktestStage::Balance],
        (None, None) => BacktestStage::ALL.to_vec(),
    };
    if stages.is_empty() && (request.cases.is_some() || request.chart.is_some()) {
        eprintln!(
            "{}",
            args.lang().pick(
                "--cases 和 --chart 只用于产业、供给、需求、平衡四个环节",
                "--cases and --chart are for the stages industry, supply, demand and balance"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    if stages.is_empty() {
        return backtest_series(args, request).await;
    }
    stages::backtest(args, &stages, request).await
}

/// Series that are forecast from their own past: of a panel, or of a workspace.
async fn backtest_series(args: &Args, request: &BacktestArgs) -> Result<Outcome> {
    let origins = request.origins.unwrap_or(1);
    let lang = args.lang();
    let mut methods: Vec<(String, Option<Method>)> = Vec::new();
    for name in &request.method {
        match method(name, lang) {
            Ok(method) => methods.push((name.clone(), method)),
            Err(outcome) => return Ok(outcome),
        }
    }
    let Some((series, calendar)) = series(args, request).await? else {
        return Ok(Outcome::WrongInput);
    };
    let horizon = usize::from(request.horizon.unwrap_or(HORIZON));
    let newest_year = series.iter().map(|one| one.last).max().unwrap_or(0);
    let mut all: Vec<(String, Scorecard)> =
        methods.iter().map(|(name, _)| (name.clone(), Scorecard::default())).collect();
    let mut rows = Vec::new();
    let bar = progress_bar(u64::from(origins) * methods.len() as u64);
    for back in (horizon..horizon + usize::from(origins)).rev() {
        let name =
            if calendar { (newest_year - back as i64).to_string() } else { format!("−{back}") };
        bar.set_message(name.clone());
        let parts: Vec<(&[f64], &[f64])> = series
            .iter()
            .filter_map(|one| split(one, back, calendar.then_some(newest_year)))
            .map(|(past, future)| {
                (newest(past, request.last), &future[..future.len().min(horizon)])
            })
            .collect();
        let mut cards = Vec::new();
        for ((name, method), (_, sum)) in methods.iter().zip(&mut all) {
            let mut card = Scorecard::default();
            for (past, future, forecast) in forecasts(&parts, method.as_ref(), horizon) {
                card.add(past, future, &forecast);
                sum.add(past, future, &forecast);
            }
            cards.push((name.clone(), card));
            bar.inc(1);
        }
        rows.extend(Row::of(&name, &cards));
    }
    bar.finish_and_clear();
    if all.iter().all(|(_, card)| card.series() == 0) {
        eprintln!(
            "{}",
            match lang {
                Lang::Zh =>
                    format!("没有足够长的序列：需要预测步数 {horizon} 加至少 {FEWEST} 个数值"),
                Lang::En => format!(
                    "no series is long enough: {horizon} steps and at least {FEWEST} values are needed"
                ),
            }
        );
        return Ok(Outcome::WrongInput);
    }
    if origins > 1 {
        rows.extend(Row::of(lang.pick("全部", "all"), &all));
    }
    scores::print(args, &rows)?;
    Ok(Outcome::Done)
}

/// The series, and whether all are cut at the same year; `None` once it is told what is wrong.
async fn series(args: &Args, request: &BacktestArgs) -> Result<Option<(Vec<InputSeries>, bool)>> {
    let lang = args.lang();
    if let Some(path) = &request.input {
        let Some(panel) = Panel::open_or_tell(path, lang)? else { return Ok(None) };
        if request.calendar && !panel.by_year {
            eprintln!(
                "{}",
                lang.pick("--calendar 需要 year 列", "--calendar needs a column `year`")
            );
            return Ok(None);
        }
        return Ok(Some((panel.into_series(lang)?, request.calendar)));
    }
    let stage = match request.stage {
        Some(StageArg::Intake) => SeriesStage::Intake,
        _ => SeriesStage::Output,
    };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let series = stage_series(&workspace, stage).await;
    workspace.close().await;
    let series = series?.into_iter().map(|one| InputSeries {
        id: one.id,
        last: i64::from(one.last.number()),
        values: one.values,
        filled: 0,
        cut: 0,
    });
    Ok(Some((series.collect(), true)))
}

/// What was known `back` steps before the end, and what came: the end of the series, or the newest
/// year of the panel.
fn split(one: &InputSeries, back: usize, newest_year: Option<i64>) -> Option<(&[f64], &[f64])> {
    let ended = newest_year.map_or(0, |year| usize::try_from(year - one.last).unwrap_or(0));
    let after = back.checked_sub(ended).filter(|after| *after > 0)?;
    let before = one.values.len().checked_sub(after).filter(|before| *before >= FEWEST)?;
    Some(one.values.split_at(before))
}

type Scores<'a> = Vec<(&'a [f64], &'a [f64], Scored)>;

fn forecasts<'a>(
    parts: &[(&'a [f64], &'a [f64])],
    method: Option<&Method>,
    horizon: usize,
) -> Scores<'a> {
    let contest = contest(method);
    let past: Vec<&[f64]> = parts.iter().map(|part| part.0).collect();
    let request = PanelRequest { horizon, contest, domain: Domain::FromData };
    let learned = Learned::from_panel(&past, &request);
    let one = |room: &mut _, (i, &(past, future)): (usize, &(&'a [f64], &'a [f64]))| {
        let view = learned.forecast(i, past, contest, room).ok()?;
        let path = (1..=horizon).map(|step| view.median(step)).collect();
        let intervals = COVERAGES.map(|coverage| {
            (coverage, (1..=horizon).map(|step| view.interval(step, coverage)).collect())
        });
        Some((past, future, Scored { path, intervals: intervals.to_vec() }))
    };
    parts.par_iter().enumerate().map_init(|| learned.room(), one).flatten().collect()
}
