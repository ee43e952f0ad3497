//! `explain`: what stands behind the forecast of one series of a panel.
//!
//! The panel is learned from as `forecast` does it, so that what is explained is what `forecast` writes: weights
//! and paths of the methods, what was forecast one step ahead at the time, and which years are odd.

mod diagnostic;
mod report;
mod text;

use anyhow::{Context as _, Result};
use talent_domain::Lang;
use talent_forecast::{Contest, Learned, PanelRequest};
use talent_pipeline::explanation;
use talent_report::explain_forecast;

use self::report::Report;
use crate::Outcome;
use crate::args::{Args, ExplainArgs, Format};
use crate::chart_file::{PNG_SCALE, can_draw, save_chart};
use crate::panel_file::{InputSeries, Panel};
use crate::table::json;

/// Ids that are named where there is none as asked for.
const NAMED: usize = 8;
/// The first series of the panel, which are named whatever their ids are.
const FIRST_NAMED: usize = 4;

/// Explains the forecast of one series, and draws it if asked to. A series that is not in the panel, and one that is
/// too short, are wrong input.
///
/// It is the automatic choice among all methods that is explained; it learns from a sample of the whole panel, not from
/// the one series.
pub(crate) fn explain(args: &Args, request: &ExplainArgs) -> Result<Outcome> {
    let lang = args.lang();
    if request.chart.as_ref().is_some_and(|path| !can_draw(path, lang)) {
        return Ok(Outcome::WrongInput);
    }
    let Some(panel) = Panel::open_or_tell(&request.input, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let horizon = usize::from(request.horizon);
    let learned = Learned::from_sample(&panel.sample(None, lang)?, &PanelRequest::auto(horizon));
    let Some((index, series)) = find(&panel, &request.series, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let mut room = learned.room();
    let contest = Contest::Auto(&[]);
    let explained = match learned.explain(index, &series.values, contest, &mut room) {
        Ok(explained) => explained,
        Err(error) => {
            tell!("{}：{error}", series.id);
            return Ok(Outcome::WrongInput);
        }
    };
    let forecast = learned.series(index, &series.values, contest, &mut room)?;
    let sentences = explain_forecast(&explanation(learned.backtest(), &forecast), lang);
    let view = learned.forecast(index, &series.values, contest, &mut room)?;
    let report = Report::new(&series, &explained, &view, horizon, sentences);
    if let Some(path) = &request.chart {
        let source = request.input.display().to_string();
        let chart = diagnostic::chart(&series, &explained, &forecast, &source, lang);
        save_chart(chart.context("chart")?, path, PNG_SCALE)?;
    }
    if args.format == Format::Json {
        json(&report)?;
    } else {
        text::print(&report, lang);
    }
    Ok(Outcome::Done)
}

/// The series of this id with its position; says which are near if there is none.
///
/// Near are ids that contain `id`; a few from the start of the panel show what ids look like. The position counts from
/// 0 over the whole panel.
fn find(panel: &Panel, id: &str, lang: Lang) -> Result<Option<(usize, InputSeries)>> {
    let (mut position, mut found, mut near) = (0, None, Vec::new());
    panel.each_batch(lang, &mut |batch| {
        for series in batch {
            if series.id == id {
                found = Some((position, series.clone()));
            } else if near.len() < NAMED && (series.id.contains(id) || position < FIRST_NAMED) {
                near.push(series.id.clone());
            }
            position += 1;
        }
        Ok(())
    })?;
    if found.is_none() {
        let there = lang.pick("没有这个序列；例如有", "no such series; there are, for example,");
        tell!("--series {id}：{there} {}", near.join("、"));
    }
    Ok(found)
}
