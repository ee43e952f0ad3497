//! Forecasts as a file: `series_id`, `step`, `mean` (or `median`), `lo80`, `hi80` and so on.
//!
//! Any forecaster's file will do, with any levels. The steps of a series follow each other from 1; a row without a
//! forecast is passed over, so that a series that was refused is one without a forecast.

use std::collections::BTreeMap;
use std::path::Path;

use csv::StringRecord;
use talent_domain::Lang;
use talent_forecast::Interval;
use talent_forecast::accuracy::Scored;

use crate::panel_file::{Problems, columns, open, unread, unreadable};

/// Forecasts by the ids of their series.
pub(super) type Forecasts = BTreeMap<String, Scored>;

/// Reads a file of forecasts. `None` once it is told what is wrong with it.
pub(super) fn read_or_tell(path: &Path, lang: Lang) -> Option<Forecasts> {
    let mut problems = Problems::default();
    let forecasts = read(path, lang, &mut problems);
    if problems.is_empty() {
        return Some(forecasts);
    }
    problems.tell(path, lang);
    None
}

/// Reads what can be read, and takes note of what is wrong.
fn read(path: &Path, lang: Lang, problems: &mut Problems) -> Forecasts {
    let mut forecasts = Forecasts::new();
    let mut reader = match open(path) {
        Ok(reader) => reader,
        Err(error) => {
            problems.add(|| unreadable(&error, lang));
            return forecasts;
        }
    };
    let headings = match reader.headers() {
        Ok(headings) => headings,
        Err(error) => {
            problems.add(|| unread(&error, lang));
            return forecasts;
        }
    };
    let columns = match Columns::of(headings) {
        Ok(columns) => columns,
        Err(missing) => {
            problems.add(|| format!("{} {missing}", lang.pick("缺少列", "no column")));
            return forecasts;
        }
    };
    for record in reader.records() {
        match record {
            Ok(record) => columns.read_row(&record, &mut forecasts, lang, problems),
            Err(error) => {
                problems.add(|| unread(&error, lang));
                break;
            }
        }
    }
    forecasts
}

/// Where the figures stand.
struct Columns {
    /// Positions of the columns, counted from 0.
    id: usize,
    step: usize,
    /// The point forecast, which may be a median.
    mean: usize,
    /// Coverage as a share, lower end, upper end of each interval.
    intervals: Vec<(f64, usize, usize)>,
}

impl Columns {
    /// The columns with these headings; the names of one that is missing are the error.
    fn of(headings: &StringRecord) -> Result<Self, String> {
        let found = columns(headings, &[&["series_id"], &["step"], &["mean", "median"]])?;
        let interval = |(low, heading): (usize, &str)| {
            let level = heading.trim().strip_prefix("lo")?;
            let high = headings.iter().position(|other| other.trim() == format!("hi{level}"))?;
            Some((level.parse::<f64>().ok()? / 100.0, low, high))
        };
        let intervals = headings.iter().enumerate().filter_map(interval).collect();
        Ok(Self { id: found[0], step: found[1], mean: found[2], intervals })
    }

    /// Adds one step to its forecast. A step without a number is no forecast.
    fn read_row(
        &self,
        record: &StringRecord,
        forecasts: &mut Forecasts,
        lang: Lang,
        problems: &mut Problems,
    ) {
        if cell(record, self.mean).is_empty() {
            return;
        }
        let row = record.position().map_or(0, csv::Position::line);
        let forecast = forecasts.entry(cell(record, self.id).to_owned()).or_default();
        let expected = forecast.path.len() + 1;
        let (step, mean) = (cell(record, self.step).parse(), number(record, self.mean));
        let (Ok(step), Some(mean)) = (step, mean) else {
            problems.add(|| not_numbers(row, lang));
            return;
        };
        if step == expected {
            forecast.path.push(mean);
            self.read_intervals(record, forecast, lang, problems);
        } else {
            problems.add(|| out_of_step(row, expected, step, lang));
        }
    }

    /// Adds the ends of each interval of the row; an interval whose cells are both blank is none.
    fn read_intervals(
        &self,
        record: &StringRecord,
        forecast: &mut Scored,
        lang: Lang,
        problems: &mut Problems,
    ) {
        let row = record.position().map_or(0, csv::Position::line);
        for (k, &(coverage, low, high)) in self.intervals.iter().enumerate() {
            if forecast.intervals.len() <= k {
                forecast.intervals.push((coverage, Vec::new()));
            }
            let is_blank = cell(record, low).is_empty() && cell(record, high).is_empty();
            let interval = match (number(record, low), number(record, high)) {
                (Some(lower), Some(upper)) if lower <= upper => Some(Interval { lower, upper }),
                _ => None,
            };
            if interval.is_none() && !is_blank {
                problems.add(|| no_interval(row, coverage, lang));
            }
            forecast.intervals[k].1.push(interval);
        }
    }
}

/// The text of a cell, empty if the row is too short.
fn cell(record: &StringRecord, column: usize) -> &str {
    record.get(column).unwrap_or("").trim()
}

/// A number that is finite; `None` for anything else.
fn number(record: &StringRecord, column: usize) -> Option<f64> {
    cell(record, column).parse::<f64>().ok().filter(|value| value.is_finite())
}

/// What is wrong with a row whose step or forecast cannot be read.
fn not_numbers(row: u64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第 {row} 行：步或预测值不是数字"),
        Lang::En => format!("line {row}: step or forecast is no number"),
    }
}

/// What is wrong with a row whose interval has an end that is no number, or a lower end above the upper one.
fn no_interval(row: u64, coverage: f64, lang: Lang) -> String {
    let percent = 100.0 * coverage;
    match lang {
        Lang::Zh => format!(
            "第 {row} 行：{percent}% 区间的两端应都是数字，下端不大于上端；没有区间的两格都留空"
        ),
        Lang::En => format!(
            "line {row}: both ends of the {percent} % interval have to be numbers, the lower no more than the upper; leave both blank for none"
        ),
    }
}

/// What is wrong with a row that leaves out or repeats a step.
fn out_of_step(row: u64, expected: usize, step: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!("第 {row} 行：此序列应为第 {expected} 步，现为 {step}；步须从 1 起连续")
        }
        Lang::En => format!(
            "line {row}: step {expected} of this series expected, not {step}; steps must follow from 1"
        ),
    }
}
