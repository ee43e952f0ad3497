//! The rows of a forecast: `series_id,step,mean,lo80,hi80,…`, made by many threads at once.
//!
//! Steps count from 1 after the last value of each series; `mean` is the median of what is forecast.

use std::io::Write as _;

use anyhow::Result;
use rayon::prelude::*;
use talent_forecast::{Contest, Learned, Room, View};

use super::report::Refusal;
use crate::panel_file::{InputSeries, TimeStyle};

/// Series forecast by one thread at a time.
const CHUNK: usize = 128;

/// What every series is forecast with, and how its rows are laid out.
pub(super) struct RowMaker<'a> {
    /// What the panel taught, shared by all threads.
    pub(super) learned: &'a Learned,
    /// The method or methods that take part.
    pub(super) contest: Contest<'a>,
    /// Steps ahead.
    pub(super) horizon: usize,
    /// Coverage of the intervals, per cent.
    pub(super) levels: &'a [u8],
    /// Only so many of the newest values of each series are looked at.
    pub(super) last: Option<u16>,
    /// What steps are; a column says the year of each where they are years.
    pub(super) style: TimeStyle,
}

/// Rows of a few series, and those that could not be forecast.
pub(super) struct Rows {
    /// CSV, a line for every step of every series.
    pub(super) text: Vec<u8>,
    /// Each with the reason; in the order of the series.
    pub(super) refused: Vec<Refusal>,
}

impl RowMaker<'_> {
    /// The first line of the file.
    /// Two columns for each level, then the year where the panel has years.
    pub(super) fn headings(&self) -> String {
        let ends = self.levels.iter().map(|level| format!(",lo{level},hi{level}"));
        let year = if self.style.is_of_years() { ",year" } else { "" };
        format!("series_id,step,mean{}{year}\n", ends.collect::<String>())
    }

    /// The rows of a batch in its order, in chunks; `first` is the position of its first series in the panel.
    pub(super) fn batch(&self, first: usize, batch: &[InputSeries]) -> Vec<Rows> {
        batch
            .par_chunks(CHUNK)
            .enumerate()
            .map_init(
                || self.learned.room(),
                |room, (k, chunk)| self.chunk(first + k * CHUNK, chunk, room),
            )
            .collect()
    }

    /// The rows of a few series, made in the room of one thread.
    fn chunk(&self, first: usize, chunk: &[InputSeries], room: &mut Room) -> Rows {
        let mut rows = Rows { text: Vec::new(), refused: Vec::new() };
        for (k, series) in chunk.iter().enumerate() {
            if let Err(error) = self.series(first + k, series, room, &mut rows.text) {
                let (series_id, reason) = (series.id.clone(), error.to_string());
                rows.refused.push(Refusal { series_id, reason });
            }
        }
        rows
    }

    /// The rows of one series; without figures if it cannot be forecast.
    /// The rows are complete either way; the error is why there are no figures.
    fn series(
        &self,
        index: usize,
        series: &InputSeries,
        room: &mut Room,
        text: &mut Vec<u8>,
    ) -> Result<()> {
        let values = series.newest(self.last);
        let forecast = self.learned.forecast(index, values, self.contest, room);
        let id = quoted(&series.id);
        for step in 1..=self.horizon {
            write!(text, "{id},{step},")?;
            match &forecast {
                Ok(forecast) => self.figures(forecast, step, text)?,
                Err(_) => self.levels.iter().try_for_each(|_| write!(text, ",,"))?,
            }
            if self.style.is_of_years() {
                write!(text, ",{}", self.style.write(series.last + step as i64))?;
            }
            text.push(b'\n');
        }
        forecast?;
        Ok(())
    }

    /// The median and the ends of each interval.
    fn figures(&self, forecast: &View<'_>, step: usize, text: &mut Vec<u8>) -> Result<()> {
        write!(text, "{}", rounded(forecast.median(step)))?;
        for level in self.levels {
            let interval = forecast.interval(step, f64::from(*level) / 100.0);
            write!(text, ",{},{}", rounded(interval.lower), rounded(interval.upper))?;
        }
        Ok(())
    }
}

/// At ten significant digits: more would be noise of the arithmetic.
fn rounded(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

/// A cell of a CSV file.
/// An id with a comma, a quotation mark or a line break stands in quotation marks, which are doubled inside (RFC 4180).
fn quoted(id: &str) -> std::borrow::Cow<'_, str> {
    if id.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", id.replace('"', "\"\"")).into()
    } else {
        id.into()
    }
}
