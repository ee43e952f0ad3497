//! Reads the rows of a panel's file into figures.

use std::ops::ControlFlow;

use anyhow::Result;
use talent_domain::Lang;

use super::cells::{PanelTable, RawTime, Told, Walked, each_cell};
use super::conventions::Conventions;
use super::problem::Problem;
use super::times::{Time, TimeStyle};
use super::values::Value;

/// One figure as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure<'a> {
    /// The series that it is of.
    pub(super) id: &'a str,
    /// Its step or year.
    pub(super) time: Time,
    /// Finite or not.
    pub(super) value: f64,
    /// The line that it stands on, counted from 1.
    pub(super) line: u64,
}

/// What takes the figures one by one.
pub(super) type Take<'a> = dyn FnMut(Figure<'_>) -> Result<()> + 'a;

/// Reads every row that holds a figure and hands it to `take`. A row without a value is a missing one. An infinite figure is
/// handed on: its series is refused, the others are not. `None` where rows have to be looked at together first, for how
/// their numbers and times are written.
pub(super) fn read_rows(
    table: &PanelTable,
    conventions: Conventions,
    lang: Lang,
    take: &mut Take<'_>,
) -> Result<Option<(Told, TimeStyle)>> {
    let (mut told, mut style) = (Told::default(), conventions.style(&table.layout));
    let walked = each_cell(table, lang, &mut told, &mut |raw, told| {
        let time = match raw.time {
            RawTime::Known(time) => time,
            RawTime::Text(text) => match conventions.time(text, table.layout.heading()) {
                Some(time) => time,
                None if conventions == Conventions::Plain => return Ok(ControlFlow::Break(())),
                None => {
                    told.problems.add(|| Problem::NotAStep { line: raw.line, text }.text(lang));
                    return Ok(ControlFlow::Continue(()));
                }
            },
        };
        if raw.id.is_empty() {
            told.problems.add(|| Problem::NoId { line: raw.line }.text(lang));
            return Ok(ControlFlow::Continue(()));
        }
        if raw.value.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(value) = conventions.value(raw.value) else {
            return Ok(ControlFlow::Break(()));
        };
        match value {
            Value::Number(value, flag) => {
                if let Some(flag) = flag {
                    told.notices.flag(flag);
                }
                style.meet(time);
                take(Figure { id: raw.id, time, value, line: raw.line })?;
            }
            Value::Missing(mark) => told.notices.missing(mark),
            Value::Unknown => {
                let problem = Problem::NotANumber { line: raw.line, text: raw.value };
                told.problems.add(|| problem.text(lang));
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    match walked {
        Walked::Whole => Ok(Some((told, style.decided()))),
        Walked::NotUtf8 { line } if conventions != Conventions::Plain => {
            told.problems.add(|| Problem::NotUtf8 { line }.text(lang));
            Ok(Some((told, style.decided())))
        }
        Walked::Stopped | Walked::NotUtf8 { .. } => Ok(None),
    }
}
