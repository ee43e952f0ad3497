//! `score`: forecasts against what came.
//!
//! Three files: the training part, the outcomes, and the forecasts in between. The last value and the drift are
//! scored beside them. A series counts if it is in all three and its outcomes begin with the first step.

mod fault;
mod forecast_columns;
mod forecast_file;

use std::collections::BTreeMap;

use anyhow::Result;
use talent_domain::Lang;
use talent_forecast::accuracy::Scorecard;

use self::forecast_file::{Forecast, Forecaster, Forecasts};
use crate::Outcome;
use crate::args::{Args, ScoreArgs};
use crate::panel_file::{InputSeries, Panel};
use crate::score_table::{self, Row};

/// Scores the forecasts in one file against the outcomes in another. A file with problems is wrong input, and so
/// are files that have no series in common.
pub(crate) fn score(args: &Args, request: &ScoreArgs) -> Result<Outcome> {
    let lang = args.lang();
    let Some(train) = Panel::open_or_tell(&request.train, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let Some(actual) = Panel::open_or_tell(&request.actual, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let by_year = train.style.is_of_years() && actual.style.is_of_years();
    let (train, actual) = (train.into_series(lang)?, actual.into_series(lang)?);
    let Some(forecasts) = forecast_file::read_or_tell(&request.forecast, lang)? else {
        return Ok(Outcome::WrongInput);
    };
    let Forecasts { forecasters, by_step } = &forecasts;
    let mut cards = Vec::new();
    for forecaster in forecasters {
        let scoring = Scoring { by_year, by_step: *by_step, last: request.last };
        let scored = scoring.of(&train, &actual, forecaster);
        let name = name_of(forecaster, forecasters.len(), request);
        scored.tell_left_out(&name, lang);
        if scored.card.series() > 0 {
            cards.push((name, scored.card));
        }
    }
    if cards.is_empty() {
        tell!("{}", lang.pick("没有可评分的序列", "no series to score"));
        return Ok(Outcome::WrongInput);
    }
    let origin = lang.pick("全部", "all");
    score_table::print(args, &Row::of(origin, &cards))?;
    Ok(Outcome::Done)
}

/// What a forecaster is called in the table: as was asked for, if it is the only one, or as its file has it.
fn name_of(forecaster: &Forecaster, forecasters: usize, request: &ScoreArgs) -> String {
    let asked_for = (forecasters == 1).then(|| request.name.clone()).flatten();
    asked_for.or_else(|| forecaster.name.clone()).unwrap_or_else(|| "forecast".to_owned())
}

/// How files are held against each other.
#[derive(Debug, Clone, Copy)]
struct Scoring {
    /// The training part and the outcomes count years.
    by_year: bool,
    /// The forecasts count steps from 1.
    by_step: bool,
    /// Only so many of the newest values of the training part give the scale.
    last: Option<u16>,
}

/// The scores of the series that could be scored, and how many could not.
#[derive(Default)]
struct ScoredSeries {
    /// Adds up errors series by series.
    card: Scorecard,
    /// Series of outcomes that have no training part.
    without_past: usize,
    /// Series of outcomes that have no forecast, or none of the same steps.
    without_forecast: usize,
}

impl Scoring {
    /// Scores each series of `actual` that has a training part and a forecast.
    fn of(
        self,
        train: &[InputSeries],
        actual: &[InputSeries],
        forecaster: &Forecaster,
    ) -> ScoredSeries {
        let past_of: BTreeMap<&str, &InputSeries> =
            train.iter().map(|series| (series.id.as_str(), series)).collect();
        let mut scored = ScoredSeries::default();
        for series in actual {
            let Some(past) = past_of.get(series.id.as_str()) else {
                scored.without_past += 1;
                continue;
            };
            let forecast = forecaster.forecasts.get(&series.id);
            match forecast.filter(|forecast| self.fits(past, series, forecast)) {
                Some(forecast) => {
                    scored.card.add(past.newest(self.last), &series.values, &forecast.scored);
                }
                None => scored.without_forecast += 1,
            }
        }
        scored
    }

    /// Whether outcomes and forecast begin with the first step after what was known.
    fn fits(self, past: &InputSeries, actual: &InputSeries, forecast: &Forecast) -> bool {
        // Steps count from 1, or go on from the training part; years go on.
        let step = |first: i64| if first == 1 && !self.by_year { 1 } else { first - past.last };
        let forecast = if self.by_step { forecast.first } else { step(forecast.first) };
        step(actual.first()) == 1 && forecast == 1
    }
}

impl ScoredSeries {
    /// Says how many series were not scored, if any.
    fn tell_left_out(&self, name: &str, lang: Lang) {
        let Self { without_past, without_forecast, .. } = self;
        if without_past + without_forecast == 0 {
            return;
        }
        let text = match lang {
            Lang::Zh => format!(
                "{name} 未评分：{without_past} 个序列没有训练部分，{without_forecast} 个没有对应的预测"
            ),
            Lang::En => format!(
                "not scored of {name}: {without_past} series without a training part, {without_forecast} without a forecast that fits"
            ),
        };
        tell!("{text}");
    }
}
