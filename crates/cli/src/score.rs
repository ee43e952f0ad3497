//! `score`: forecasts against what came.
//!
//! Three files: the training part, the outcomes, and the forecasts in between. The last value and the drift are
//! scored beside them. A series counts if it is in all three and its outcomes begin with the first step.

mod forecast_file;

use std::collections::BTreeMap;

use anyhow::Result;
use talent_domain::Lang;
use talent_forecast::accuracy::Scorecard;

use self::forecast_file::Forecasts;
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
    let by_year = train.by_year && actual.by_year;
    let (train, actual) = (train.into_series(lang)?, actual.into_series(lang)?);
    let Some(forecasts) = forecast_file::read_or_tell(&request.forecast, lang) else {
        return Ok(Outcome::WrongInput);
    };
    let scoring = Scoring::of(&train, &actual, &forecasts, by_year, request.last);
    scoring.tell_left_out(lang);
    if scoring.card.series() == 0 {
        tell!("{}", lang.pick("没有可评分的序列", "no series to score"));
        return Ok(Outcome::WrongInput);
    }
    let origin = lang.pick("全部", "all");
    score_table::print(args, &Row::of(origin, &[(request.name.clone(), scoring.card)]))?;
    Ok(Outcome::Done)
}

/// The scores of the series that could be scored, and how many could not.
#[derive(Default)]
struct Scoring {
    /// Adds up errors series by series.
    card: Scorecard,
    /// Series of outcomes that have no training part.
    without_past: usize,
    /// Series of outcomes that have no forecast, or none of the same steps.
    without_forecast: usize,
}

impl Scoring {
    /// Scores each series of `actual` that has a training part and a forecast. Scales are taken from the newest
    /// `last` values of the training part, or from all.
    fn of(
        train: &[InputSeries],
        actual: &[InputSeries],
        forecasts: &Forecasts,
        by_year: bool,
        last: Option<u16>,
    ) -> Self {
        let past_of: BTreeMap<&str, &InputSeries> =
            train.iter().map(|series| (series.id.as_str(), series)).collect();
        let mut scoring = Self::default();
        for series in actual {
            let Some(past) = past_of.get(series.id.as_str()) else {
                scoring.without_past += 1;
                continue;
            };
            // Steps count from 1 in the file of outcomes, unless both files count years.
            let first = series.first() - if by_year { past.last } else { 0 };
            match forecasts.get(&series.id).filter(|_| first == 1) {
                Some(forecast) => scoring.card.add(past.newest(last), &series.values, forecast),
                None => scoring.without_forecast += 1,
            }
        }
        scoring
    }

    /// Says how many series were not scored, if any.
    fn tell_left_out(&self, lang: Lang) {
        let Self { without_past, without_forecast, .. } = self;
        if without_past + without_forecast == 0 {
            return;
        }
        let text = match lang {
            Lang::Zh => format!(
                "未评分：{without_past} 个序列没有训练部分，{without_forecast} 个没有对应的预测"
            ),
            Lang::En => format!(
                "not scored: {without_past} series without a training part, {without_forecast} without a forecast that fits"
            ),
        };
        tell!("{text}");
    }
}
