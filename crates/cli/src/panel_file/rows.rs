//! Reads the rows of a panel's file into figures, in either layout.

use std::path::Path;

use anyhow::Result;
use csv::ByteRecord;
use talent_domain::Lang;

use super::layout::Layout;
use super::number::{number_of, step_of};
use super::problem::Problem;
use super::problems::Problems;
use super::reader::{open, unread, unreadable};

/// One figure as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure<'a> {
    /// The series that it is of.
    pub(super) id: &'a str,
    /// Its step or year.
    pub(super) step: i64,
    /// Finite or not.
    pub(super) value: f64,
    /// The line that it stands on, counted from 1.
    pub(super) line: u64,
}

/// What takes the figures one by one, and may find fault with them.
pub(super) type Take<'a> = dyn FnMut(Figure<'_>, &mut Problems) -> Result<()> + 'a;

/// Reads every row that holds a figure and hands it to `take`; returns the problems and whether the time column is
/// of years. A row without a value is a missing one. An infinite figure is handed on: its series is refused, the
/// others are not.
pub(super) fn read_rows(path: &Path, lang: Lang, take: &mut Take<'_>) -> Result<(Problems, bool)> {
    let mut problems = Problems::default();
    let mut reader = match open(path) {
        Ok(reader) => reader,
        Err(error) => {
            problems.add(|| unreadable(&error, lang));
            return Ok((problems, false));
        }
    };
    let headings = match reader.headers() {
        Ok(headings) => headings.clone(),
        Err(error) => {
            problems.add(|| unread(&error, lang));
            return Ok((problems, false));
        }
    };
    let Some(layout) = Layout::of(&headings) else {
        let headings = headings.iter().collect::<Vec<_>>().join(",");
        problems.add(|| Problem::UnknownLayout { headings: &headings }.text(lang));
        return Ok((problems, false));
    };
    let mut rows = Rows { layout: &layout, width: headings.len(), lang, problems, take };
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => rows.read(&record)?,
            Ok(false) => break,
            Err(error) => {
                rows.problems.add(|| unread(&error, lang));
                break;
            }
        }
    }
    Ok((rows.problems, layout.by_year()))
}

/// The reading of the rows below the headings.
struct Rows<'a, 't> {
    /// The layout that the headings told.
    layout: &'a Layout,
    /// How many headings there are.
    width: usize,
    lang: Lang,
    /// What was wrong so far.
    problems: Problems,
    /// Gets every figure that can be read.
    take: &'a mut Take<'t>,
}

impl Rows<'_, '_> {
    /// Reads one row, in the layout of the file.
    fn read(&mut self, record: &ByteRecord) -> Result<()> {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > self.width {
            self.report(Problem::TooLong { line, extra: record.len() - self.width });
            return Ok(());
        }
        match self.layout {
            Layout::Long { id, step, value, .. } => {
                self.read_figure(record, line, [*id, *step, *value])
            }
            Layout::Wide { steps, .. } => self.read_series(record, line, steps),
        }
    }

    /// A row that holds one figure: its series, its step and its value in these columns.
    fn read_figure(
        &mut self,
        record: &ByteRecord,
        line: u64,
        [id, step, value]: [usize; 3],
    ) -> Result<()> {
        let (Some(id), Some(step), Some(value)) =
            (cell(record, id), cell(record, step), cell(record, value))
        else {
            self.report(Problem::NotUtf8 { line });
            return Ok(());
        };
        let Some(step) = step_of(step) else {
            self.report(Problem::NotAStep { line, text: step });
            return Ok(());
        };
        self.hand_on(id, step, value, line)
    }

    /// A row that holds a series: its name, then a figure for each of `steps`.
    fn read_series(&mut self, record: &ByteRecord, line: u64, steps: &[i64]) -> Result<()> {
        for (position, &step) in steps.iter().enumerate() {
            let (Some(id), Some(value)) = (cell(record, 0), cell(record, position + 1)) else {
                self.report(Problem::NotUtf8 { line });
                break;
            };
            self.hand_on(id, step, value, line)?;
        }
        Ok(())
    }

    /// Hands on one figure, or says what is wrong with it.
    fn hand_on(&mut self, id: &str, step: i64, text: &str, line: u64) -> Result<()> {
        if id.is_empty() {
            self.report(Problem::NoId { line });
        } else if !text.is_empty() {
            match number_of(text) {
                Some(value) => {
                    (self.take)(Figure { id, step, value, line }, &mut self.problems)?;
                }
                None => self.report(Problem::NotANumber { line, text }),
            }
        }
        Ok(())
    }

    /// Takes note of a problem.
    fn report(&mut self, problem: Problem<'_>) {
        self.problems.add(|| problem.text(self.lang));
    }
}

/// The text of a cell, empty if the row is too short; `None` if it is no UTF-8.
fn cell(record: &ByteRecord, column: usize) -> Option<&str> {
    std::str::from_utf8(record.get(column).unwrap_or_default()).ok().map(str::trim)
}
