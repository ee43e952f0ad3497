//! Forecasts as a file: `series_id`, `step`, `mean` (or `median`), `lo80`, `hi80` and so on, or `unique_id`, `ds` and a
//! column for each forecaster with `NAME-lo-80` and `NAME-hi-80`.
//!
//! Any forecaster's file will do, with any levels. The steps of a series follow each other, from 1 or by years; a row without a
//! forecast is passed over, so that a series that was refused is one without a forecast.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;
use csv::{ByteRecord, Position};
use talent_domain::Lang;
use talent_forecast::Interval;
use talent_forecast::accuracy::Scored;

use super::fault::Fault;
use super::forecast_columns::{Columns, Model};
use crate::panel_file::{
    Decimals, Ended, Headless, MixedYears, NumberCounts, Problems, Table, TimeCounts, TimeHeading,
    TimeReading, Value, find,
};

/// The forecasts of one forecaster.
#[derive(Debug)]
pub(super) struct Forecaster {
    /// What the file calls it; `None` where it does not say.
    pub(super) name: Option<String>,
    /// By the ids of the series.
    pub(super) forecasts: BTreeMap<String, Forecast>,
}

/// A forecast of one series.
#[derive(Debug)]
pub(super) struct Forecast {
    /// The step or year of its first value.
    pub(super) first: i64,
    /// Its values and intervals, in their order.
    pub(super) scored: Scored,
}

/// What stands in a file of forecasts.
#[derive(Debug)]
pub(super) struct Forecasts {
    /// Each with at least one forecast, in the order of their columns.
    pub(super) forecasters: Vec<Forecaster>,
    /// Whether steps count from 1 after the last known value, under a heading that says so.
    pub(super) by_step: bool,
}

/// Reads a file of forecasts. `None` once it is told what is wrong with it.
pub(super) fn read_or_tell(path: &Path, lang: Lang) -> Result<Option<Forecasts>> {
    let mut problems = Problems::default();
    let forecasts = read(path, lang, &mut problems)?;
    if problems.is_empty() {
        return Ok(forecasts);
    }
    problems.tell(path, lang);
    Ok(None)
}

/// Reads what can be read, and takes note of what is wrong.
fn read(path: &Path, lang: Lang, problems: &mut Problems) -> Result<Option<Forecasts>> {
    let mut table = match find(path, lang, &Columns::of) {
        Ok(table) => table,
        Err(Headless::Unreadable(text)) => {
            problems.add(|| text);
            return Ok(None);
        }
        Err(Headless::Unknown(first)) => {
            let headings = first.iter().collect::<Vec<_>>().join(",");
            problems.add(|| Fault::NoColumns { headings }.text(lang));
            return Ok(None);
        }
    };
    let (times, decimals) = match look(&mut table, lang)? {
        Ok(seen) => seen,
        Err(fault) => {
            problems.add(|| fault.text(lang));
            return Ok(None);
        }
    };
    let columns = &table.layout;
    let mut rows = Rows { columns, times, decimals, lang, problems, steps: BTreeMap::new() };
    let ended = table.source.each_row(table.skip, lang, &mut |record| {
        rows.read(record);
        Ok(ControlFlow::Continue(()))
    })?;
    let steps = rows.steps;
    if let Ended::Refused(text) = ended {
        problems.add(|| text);
    }
    let by_step = columns.heading == TimeHeading::Step;
    let forecasters = columns.models.iter().enumerate().map(|(position, model)| Forecaster {
        name: model.name.clone(),
        forecasts: forecasts_of(&steps, position, model, by_step, lang, problems),
    });
    Ok(Some(Forecasts { forecasters: forecasters.collect(), by_step }))
}

/// Looks at all rows for how their times and numbers are written, and for GBK, which the table is then read as.
fn look(table: &mut Table<Columns>, lang: Lang) -> Result<Result<(TimeReading, Decimals), Fault>> {
    let columns = table.layout.clone();
    let (mut times, mut numbers) = (TimeCounts::default(), NumberCounts::default());
    let mut is_utf8 = true;
    loop {
        table.source.each_row(table.skip, lang, &mut |record| {
            is_utf8 &= record.iter().all(|cell| std::str::from_utf8(cell).is_ok());
            let line = record.position().map_or(0, Position::line);
            times.offer(cell(record, columns.time));
            for model in &columns.models {
                numbers.offer(cell(record, model.point), line);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if is_utf8 || !table.source.take_for_gbk() {
            break;
        }
        (times, numbers, is_utf8) = (TimeCounts::default(), NumberCounts::default(), true);
    }
    let times = match times.decide(columns.heading) {
        Ok(times) => times,
        Err(MixedYears([one, other])) => {
            return Ok(Err(Fault::MixedYears { one, other }));
        }
    };
    Ok(match numbers.decide(table.source.has_semicolons()) {
        Ok(decimals) => Ok((times, decimals)),
        Err(found) => Err(Fault::EitherComma { line: found.line, text: found.text }),
    })
}

/// One step of a forecast: its line, and for each forecaster the point and the ends of its intervals.
struct Step {
    time: i64,
    line: u64,
    models: Vec<Option<Predicted>>,
}

/// The point of a step, and an interval for each level where there is one.
type Predicted = (f64, Vec<Option<Interval>>);

/// The reading of rows below the headings.
struct Rows<'a> {
    columns: &'a Columns,
    times: TimeReading,
    decimals: Decimals,
    lang: Lang,
    problems: &'a mut Problems,
    /// By the ids of the series.
    steps: BTreeMap<String, Vec<Step>>,
}

impl Rows<'_> {
    /// Adds one step to its forecast. A step without any number is no forecast.
    fn read(&mut self, record: &ByteRecord) {
        let line = record.position().map_or(0, Position::line);
        let points = self.columns.models.iter().map(|model| cell(record, model.point));
        if points.clone().all(str::is_empty) {
            return;
        }
        let Some(time) = self.times.read(cell(record, self.columns.time)) else {
            self.report(&Fault::NotNumbers { line });
            return;
        };
        let mut models = Vec::with_capacity(self.columns.models.len());
        for model in &self.columns.models {
            let point = match Value::of(cell(record, model.point), self.decimals) {
                _ if cell(record, model.point).is_empty() => None,
                Value::Number(point, _) if point.is_finite() => Some(point),
                Value::Missing(_) => None,
                _ => {
                    self.problems.add(|| Fault::NotNumbers { line }.text(self.lang));
                    None
                }
            };
            models.push(point.map(|point| (point, self.intervals(record, line, model))));
        }
        let id = cell(record, self.columns.id).to_owned();
        self.steps.entry(id).or_default().push(Step { time: time.step, line, models });
    }

    /// The intervals of a row; an interval whose cells are both blank is none.
    fn intervals(
        &mut self,
        record: &ByteRecord,
        line: u64,
        model: &Model,
    ) -> Vec<Option<Interval>> {
        let mut intervals = Vec::with_capacity(model.intervals.len());
        for &(coverage, low, high) in &model.intervals {
            let (low, high) = (cell(record, low), cell(record, high));
            let interval = match (self.number(low), self.number(high)) {
                (Some(lower), Some(upper)) if lower <= upper => Some(Interval { lower, upper }),
                _ => None,
            };
            if interval.is_none() && !(low.is_empty() && high.is_empty()) {
                self.report(&Fault::NoInterval { line, coverage });
            }
            intervals.push(interval);
        }
        intervals
    }

    /// A number that is finite; `None` for anything else.
    fn number(&self, text: &str) -> Option<f64> {
        match Value::of(text, self.decimals) {
            Value::Number(number, _) => Some(number).filter(|number| number.is_finite()),
            _ => None,
        }
    }

    fn report(&mut self, fault: &Fault) {
        self.problems.add(|| fault.text(self.lang));
    }
}

/// The forecasts of one forecaster; steps that do not follow each other are told.
fn forecasts_of(
    steps: &BTreeMap<String, Vec<Step>>,
    position: usize,
    model: &Model,
    by_step: bool,
    lang: Lang,
    problems: &mut Problems,
) -> BTreeMap<String, Forecast> {
    let mut forecasts = BTreeMap::new();
    for (id, steps) in steps {
        let mut known: Vec<(&Step, &Predicted)> = steps
            .iter()
            .filter_map(|step| Some((step, step.models.get(position)?.as_ref()?)))
            .collect();
        known.sort_by_key(|(step, _)| step.time);
        let Some((earliest, _)) = known.first() else { continue };
        let first = if by_step { 1 } else { earliest.time };
        let coverages = model.intervals.iter().map(|interval| (interval.0, Vec::new()));
        let mut scored = Scored { path: Vec::new(), intervals: coverages.collect() };
        for (step, (point, intervals)) in known {
            let expected = first + scored.path.len() as i64;
            if step.time != expected {
                let (line, time) = (step.line, step.time);
                problems.add(|| Fault::OutOfStep { line, expected, time }.text(lang));
                break;
            }
            scored.path.push(*point);
            for (level, interval) in scored.intervals.iter_mut().zip(intervals) {
                level.1.push(*interval);
            }
        }
        forecasts.insert(id.clone(), Forecast { first, scored });
    }
    forecasts
}

/// The text of a cell, empty if the row is too short or it is no text.
fn cell(record: &ByteRecord, column: usize) -> &str {
    let text = record.get(column).and_then(|cell| std::str::from_utf8(cell).ok());
    text.unwrap_or_default().trim()
}
