//! `score`: forecasts against what came.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use talent_domain::Lang;
use talent_forecast::Interval;
use talent_forecast::accuracy::{Scorecard, Scored};

use crate::Outcome;
use crate::args::{Args, ScoreArgs};
use crate::panel_file::{InputSeries, Panel, Problems, columns, open, unreadable};
use crate::scores::{self, Row};

pub(crate) fn score(args: &Args, request: &ScoreArgs) -> Result<Outcome> {
    let lang = args.lang();
    let mut panels = Vec::new();
    for path in [&request.train, &request.actual] {
        let Some(panel) = Panel::open_or_tell(path, lang)? else {
            return Ok(Outcome::WrongInput);
        };
        panels.push((panel.by_year, panel.into_series(lang)?));
    }
    let [(train_by_year, train), (actual_by_year, actual)] = panels.as_slice() else {
        unreachable!("two panels were opened")
    };
    let by_year = *train_by_year && *actual_by_year;
    let forecasts = match read_forecasts(&request.forecast, lang)? {
        Ok(forecasts) => forecasts,
        Err(problems) => {
            problems.tell(&request.forecast, lang);
            return Ok(Outcome::WrongInput);
        }
    };
    let known: BTreeMap<&str, &InputSeries> =
        train.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut card = Scorecard::default();
    let (mut without_past, mut without_forecast) = (0, 0);
    for one in actual {
        let Some(past) = known.get(one.id.as_str()) else {
            without_past += 1;
            continue;
        };
        let Some(forecast) = forecasts.get(&one.id) else {
            without_forecast += 1;
            continue;
        };
        // Steps count from 1 in the file of outcomes, unless both files count years.
        let first = one.last - one.values.len() as i64 + 1 - if by_year { past.last } else { 0 };
        let skipped = usize::try_from(first - 1).unwrap_or(usize::MAX);
        if skipped > 0 || first < 1 {
            without_forecast += 1;
            continue;
        }
        let past = past.newest(request.last);
        card.add(past, &one.values, forecast);
    }
    if without_past + without_forecast > 0 {
        eprintln!(
            "{}",
            match lang {
                Lang::Zh => format!(
                    "未评分：{without_past} 个序列没有训练部分，{without_forecast} 个没有对应的预测"
                ),
                Lang::En => format!(
                    "not scored: {without_past} series without a training part, {without_forecast} without a forecast that fits"
                ),
            }
        );
    }
    if card.series() == 0 {
        eprintln!("{}", lang.pick("没有可评分的序列", "no series to score"));
        return Ok(Outcome::WrongInput);
    }
    let origin = lang.pick("全部", "all");
    scores::print(args, &Row::of(origin, &[(request.name.clone(), card)]))?;
    Ok(Outcome::Done)
}

/// Forecasts by series: `series_id`, `step`, `mean` (or `median`), `lo80`, `hi80` and so on. A step
/// without a number is no forecast.
fn read_forecasts(path: &Path, lang: Lang) -> Result<Result<BTreeMap<String, Scored>, Problems>> {
    let mut problems = Problems::default();
    let mut reader = match open(path) {
        Ok(reader) => reader,
        Err(error) => {
            problems.add(|| unreadable(&error, lang));
            return Ok(Err(problems));
        }
    };
    let headings = reader.headers().with_context(|| format!("{}", path.display()))?.clone();
    let found = match columns(&headings, &[&["series_id"], &["step"], &["mean", "median"]]) {
        Ok(found) => found,
        Err(missing) => {
            problems.add(|| format!("{} {missing}", lang.pick("缺少列", "no column")));
            return Ok(Err(problems));
        }
    };
    let levels: Vec<(f64, usize, usize)> = headings
        .iter()
        .enumerate()
        .filter_map(|(low, heading)| {
            let level = heading.trim().strip_prefix("lo")?;
            let high = headings.iter().position(|other| other.trim() == format!("hi{level}"))?;
            Some((level.parse::<f64>().ok()? / 100.0, low, high))
        })
        .collect();
    let mut all: BTreeMap<String, Scored> = BTreeMap::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("{}", path.display()))?;
        let row = record.position().map_or(0, csv::Position::line);
        let number = |column: usize| {
            record.get(column)?.trim().parse::<f64>().ok().filter(|value| value.is_finite())
        };
        let cell = |column: usize| record.get(column).unwrap_or("").trim();
        if cell(found[2]).is_empty() {
            continue;
        }
        let forecast = all.entry(cell(found[0]).to_owned()).or_default();
        let expected = forecast.path.len() + 1;
        let (step, mean) = (cell(found[1]).parse::<usize>(), number(found[2]));
        let (Ok(step), Some(mean)) = (step, mean) else {
            problems.add(|| match lang {
                Lang::Zh => format!("第 {row} 行：步或预测值不是数字"),
                Lang::En => format!("line {row}: step or forecast is no number"),
            });
            continue;
        };
        if step != expected {
            problems.add(|| match lang {
                Lang::Zh => format!("第 {row} 行：此序列应为第 {expected} 步，现为 {step}；步须从 1 起连续"),
                Lang::En => format!("line {row}: step {expected} of this series expected, not {step}; steps must follow from 1"),
            });
            continue;
        }
        forecast.path.push(mean);
        for (k, (coverage, low, high)) in levels.iter().enumerate() {
            let (Some(lower), Some(upper)) = (number(*low), number(*high)) else { continue };
            if forecast.intervals.len() <= k {
                forecast.intervals.push((*coverage, Vec::new()));
            }
            forecast.intervals[k].1.push(Interval { lower, upper });
        }
    }
    Ok(if problems.is_empty() { Ok(all) } else { Err(problems) })
}
