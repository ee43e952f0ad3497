//! Back-tests of series that are forecast from their own past: of a panel, or of a workspace.
//!
//! Each series is cut some steps before its end, or all at one year; what follows the cut is not known to the methods,
//! which learn anew at every origin. The last value and the drift are scored beside them.

use anyhow::Result;
use indicatif::ProgressBar;
use rayon::prelude::*;
use talent_domain::Lang;
use talent_forecast::accuracy::{Scorecard, Scored};
use talent_forecast::{Domain, Learned, PanelRequest, Room};
use talent_pipeline::{SeriesStage, stage_series};
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, BacktestArgs, StageArg};
use crate::data::progress_bar;
use crate::method_choice::MethodChoice;
use crate::panel_file::{InputSeries, Panel, newest};
use crate::score_table::{self, Row};

/// The coverages that are checked.
const COVERAGES: [f64; 2] = [0.8, 0.95];
/// Values that a series needs before a forecast origin to be forecast from it.
const FEWEST: usize = 2;
/// Steps ahead where none are asked for.
const HORIZON: u16 = 6;
/// Forecast origins where none are asked for.
const ORIGINS: u16 = 1;

/// Forecasts the series from each origin by each method, and prints the scores. Series that are too short to be cut
/// are left out; it is wrong input if all are.
pub(super) async fn backtest(args: &Args, request: &BacktestArgs) -> Result<Outcome> {
    let lang = args.lang();
    let mut methods = Vec::new();
    for name in &request.method {
        let Some(choice) = MethodChoice::named_or_tell(name, lang) else {
            return Ok(Outcome::WrongInput);
        };
        methods.push(choice);
    }
    let Some((series, calendar)) = read_or_tell(args, request).await? else {
        return Ok(Outcome::WrongInput);
    };
    let newest_year = series.iter().map(|series| series.last).max().unwrap_or(0);
    let trial = Trial {
        series,
        newest_year: calendar.then_some(newest_year),
        last: request.last,
        horizon: usize::from(request.horizon.unwrap_or(HORIZON)),
        methods,
    };
    let origins = request.origins.unwrap_or(ORIGINS);
    let (mut rows, sums) = trial.all_origins(usize::from(origins));
    if sums.iter().all(|(_, card)| card.series() == 0) {
        tell_too_short(trial.horizon, lang);
        return Ok(Outcome::WrongInput);
    }
    if origins > 1 {
        rows.extend(Row::of(lang.pick("全部", "all"), &sums));
    }
    score_table::print(args, &rows)?;
    Ok(Outcome::Done)
}

/// Says how many values a series would have needed: the steps ahead and what a method needs before them.
fn tell_too_short(horizon: usize, lang: Lang) {
    let text = match lang {
        Lang::Zh => format!("没有足够长的序列：需要预测步数 {horizon} 加至少 {FEWEST} 个数值"),
        Lang::En => format!(
            "no series is long enough: {horizon} steps and at least {FEWEST} values are needed"
        ),
    };
    tell!("{text}");
}

/// The series, and whether all are cut at the same year; `None` once it is told what is wrong.
async fn read_or_tell(
    args: &Args,
    request: &BacktestArgs,
) -> Result<Option<(Vec<InputSeries>, bool)>> {
    let lang = args.lang();
    let Some(path) = &request.input else {
        return Ok(Some((of_workspace(args, request.stage).await?, true)));
    };
    let Some(panel) = Panel::open_or_tell(path, lang)? else { return Ok(None) };
    if request.calendar && !panel.style.is_of_years() {
        tell!("{}", lang.pick("--calendar 需要 year 列", "--calendar needs a column `year`"));
        return Ok(None);
    }
    Ok(Some((panel.into_series(lang)?, request.calendar)))
}

/// Entrants by programme or output by sector, as the workspace has them.
/// Without a stage these are outputs; times are years, and no value is filled in.
async fn of_workspace(args: &Args, stage: Option<StageArg>) -> Result<Vec<InputSeries>> {
    let stage = match stage {
        Some(StageArg::Intake) => SeriesStage::Intake,
        _ => SeriesStage::Output,
    };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let series = stage_series(&workspace, stage, args.audience()).await;
    workspace.close().await;
    let series = series?.into_iter().map(|series| InputSeries {
        id: series.id,
        last: i64::from(series.last.number()),
        values: series.values,
        filled: 0,
        cut: 0,
    });
    Ok(series.collect())
}

/// A series cut at a forecast origin: what was known then, and what came.
/// Both are in the unit of the series, the oldest value first; the second has at most as many values as steps ahead.
type Cut<'a> = (&'a [f64], &'a [f64]);

/// The scores of each method, by its name.
/// They are in the order in which the methods were asked for.
type Cards = Vec<(String, Scorecard)>;

/// What is tried: series, methods, and how the series are cut.
struct Trial {
    series: Vec<InputSeries>,
    /// The year that all series are cut before; `None` if each is cut before its own end.
    newest_year: Option<i64>,
    /// Only so many of the newest values before an origin are looked at.
    last: Option<u16>,
    /// Steps ahead.
    horizon: usize,
    /// What forecasts the series, in the order in which it was asked for.
    methods: Vec<MethodChoice>,
}

impl Trial {
    /// The rows of the table origin by origin, the oldest first, and the scores over all of them.
    ///
    /// `origins` counts them: they lie one step apart, and the newest has just as many steps after it as are forecast.
    fn all_origins(&self, origins: usize) -> (Vec<Row>, Cards) {
        let (mut rows, mut sums) = (Vec::new(), self.blank_cards());
        let bar = progress_bar((origins * self.methods.len()) as u64);
        for back in (self.horizon..self.horizon + origins).rev() {
            let name = match self.newest_year {
                Some(year) => (year - back as i64).to_string(),
                None => format!("−{back}"),
            };
            bar.set_message(name.clone());
            rows.extend(Row::of(&name, &self.one_origin(back, &mut sums, &bar)));
        }
        bar.finish_and_clear();
        (rows, sums)
    }

    /// The scores from the origin `back` steps before the end; they are added to `sums`, too.
    ///
    /// The methods learn from all cut series together before any of them is forecast.
    fn one_origin(&self, back: usize, sums: &mut Cards, bar: &ProgressBar) -> Cards {
        let cuts: Vec<Cut<'_>> =
            self.series.iter().filter_map(|series| self.cut(series, back)).collect();
        let mut cards = self.blank_cards();
        for ((method, (_, card)), (_, sum)) in self.methods.iter().zip(&mut cards).zip(sums) {
            for (past, future, forecast) in forecasts(&cuts, method, self.horizon) {
                card.add(past, future, &forecast);
                sum.add(past, future, &forecast);
            }
            bar.inc(1);
        }
        cards
    }

    /// A card for each method, without scores.
    fn blank_cards(&self) -> Cards {
        self.methods.iter().map(|method| (method.name.clone(), Scorecard::default())).collect()
    }

    /// What was known `back` steps before the end, and what came: the end of the series, or the newest
    /// year of all. `None` if too little was known, or nothing came.
    fn cut<'a>(&self, series: &'a InputSeries, back: usize) -> Option<Cut<'a>> {
        let ended = |year: i64| usize::try_from(year - series.last).unwrap_or(0);
        let after =
            back.checked_sub(self.newest_year.map_or(0, ended)).filter(|after| *after > 0)?;
        let before = series.values.len().checked_sub(after).filter(|before| *before >= FEWEST)?;
        let (past, future) = series.values.split_at(before);
        Some((newest(past, self.last), &future[..future.len().min(self.horizon)]))
    }
}

/// The forecasts of one method for all series that it can forecast, beside what was known and what came.
///
/// Each entry is past, future and forecast of one series; a series that a method refuses has none. The path of a
/// forecast and its intervals are indexed by steps ahead, from 1 at position 0.
fn forecasts<'a>(
    cuts: &[Cut<'a>],
    method: &MethodChoice,
    horizon: usize,
) -> Vec<(&'a [f64], &'a [f64], Scored)> {
    let contest = method.contest();
    let past: Vec<&[f64]> = cuts.iter().map(|cut| cut.0).collect();
    let request = PanelRequest { horizon, contest, domain: Domain::FromData };
    let learned = Learned::from_panel(&past, &request);
    let forecast = |room: &mut Room, (index, &(past, future)): (usize, &Cut<'a>)| {
        let view = learned.forecast(index, past, contest, room).ok()?;
        let path = (1..=horizon).map(|step| view.median(step)).collect();
        let intervals = COVERAGES.map(|coverage| {
            (coverage, (1..=horizon).map(|step| Some(view.interval(step, coverage))).collect())
        });
        Some((past, future, Scored { path, intervals: intervals.to_vec() }))
    };
    cuts.par_iter().enumerate().map_init(|| learned.room(), forecast).flatten().collect()
}
