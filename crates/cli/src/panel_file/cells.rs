//! The cells of a panel's file that may hold figures, each with its series and time, in any layout.

use std::ops::ControlFlow;

use anyhow::Result;
use csv::{ByteRecord, Position};
use talent_domain::Lang;

use super::head::Table;
use super::layout::Layout;
use super::note::is_note;
use super::notices::Notices;
use super::problem::Problem;
use super::problems::Problems;
use super::source::Ended;
use super::times::Time;

/// A panel whose headings were found.
pub(super) type PanelTable = Table<Layout>;

/// What one reading of the rows told beside the figures.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// What is wrong, in the order of the lines.
    pub(super) problems: Problems,
    pub(super) notices: Notices,
}

/// One cell for a figure, as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'a> {
    pub(super) id: &'a str,
    pub(super) time: RawTime<'a>,
    /// Blank where there is no figure.
    pub(super) value: &'a str,
    pub(super) line: u64,
}

/// The time of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum RawTime<'a> {
    /// As its row has it.
    Text(&'a str),
    /// As the headings have it.
    Known(Time),
}

/// How a walk over the cells ended.
#[derive(Debug, PartialEq)]
pub(super) enum Walked {
    /// With the last row, or by a problem that is told.
    Whole,
    /// Since no more were asked for.
    Stopped,
    /// By a cell that is no UTF-8.
    NotUtf8 { line: u64 },
}

/// What looks at the cells one by one.
pub(super) type Visit<'a> = dyn FnMut(Raw<'_>, &mut Told) -> Result<ControlFlow<()>> + 'a;

/// Hands on every cell that may hold a figure. Rows that cannot be parted into cells are told, and so are those that hold
/// no figure.
pub(super) fn each_cell(
    table: &PanelTable,
    lang: Lang,
    told: &mut Told,
    visit: &mut Visit<'_>,
) -> Result<Walked> {
    let mut walk = Walk { table, lang, id: String::new(), told, visit, not_utf8: None };
    let ended = table.source.each_row(table.skip, lang, &mut |record| walk.row(record))?;
    if let Some(line) = walk.not_utf8 {
        return Ok(Walked::NotUtf8 { line });
    }
    Ok(match ended {
        Ended::Whole => Walked::Whole,
        Ended::Stopped => Walked::Stopped,
        Ended::Refused(text) => {
            told.problems.add(|| text);
            Walked::Whole
        }
    })
}

/// The walk over the rows below the headings.
struct Walk<'a, 'v> {
    table: &'a PanelTable,
    lang: Lang,
    /// The name of a series that several columns name.
    id: String,
    told: &'a mut Told,
    visit: &'a mut Visit<'v>,
    /// The line of a cell that is no UTF-8, if one was met.
    not_utf8: Option<u64>,
}

impl Walk<'_, '_> {
    /// Walks over one row, in the layout of the file.
    fn row(&mut self, record: &ByteRecord) -> Result<ControlFlow<()>> {
        let line = record.position().map_or(0, Position::line);
        let width = self.table.headings.len();
        if record.len() > width
            && let extra =
                record.iter().skip(width).filter(|cell| !cell.trim_ascii().is_empty()).count()
            && extra > 0
            && !is_note(record)
        {
            let problem = Problem::TooLong { line, extra };
            self.told.problems.add(|| problem.text(self.lang));
            return Ok(ControlFlow::Continue(()));
        }
        if is_note(record) || record == self.table.headings.as_byte_record() {
            self.pass_over(record, line);
            return Ok(ControlFlow::Continue(()));
        }
        let walked = match &self.table.layout {
            Layout::Long { ids, time, value, .. } => {
                self.figure(record, line, ids, [*time, *value])?
            }
            Layout::Wide { ids, steps, .. } => self.series(record, line, *ids, steps)?,
            Layout::Down { series, .. } => self.step(record, line, series)?,
        };
        Ok(walked.unwrap_or_else(|| {
            self.not_utf8 = Some(line);
            ControlFlow::Break(())
        }))
    }

    /// A row that holds one figure: its series, its time and its value in these columns. `None` if a cell is no UTF-8.
    fn figure(
        &mut self,
        record: &ByteRecord,
        line: u64,
        ids: &[usize],
        [time, value]: [usize; 2],
    ) -> Result<Option<ControlFlow<()>>> {
        let (Some(time), Some(value)) = (cell(record, time), cell(record, value)) else {
            return Ok(None);
        };
        let Some(id) = id_of(record, ids, &mut self.id) else { return Ok(None) };
        if (time.is_empty() || value.is_empty()) && filled(record) < 2 {
            self.pass_over(record, line);
            return Ok(Some(ControlFlow::Continue(())));
        }
        (self.visit)(Raw { id, time: RawTime::Text(time), value, line }, self.told).map(Some)
    }

    /// A row that holds a series: what names it, then a figure for each of `steps`. `None` if a cell is no UTF-8.
    fn series(
        &mut self,
        record: &ByteRecord,
        line: u64,
        ids: usize,
        steps: &[(usize, Time)],
    ) -> Result<Option<ControlFlow<()>>> {
        const FIRST: [usize; 1] = [0];
        let every: Vec<usize>;
        let ids = if ids == 1 {
            &FIRST[..]
        } else {
            every = (0..ids).collect();
            &every
        };
        let Some(id) = id_of(record, ids, &mut self.id) else { return Ok(None) };
        let mut has_figure = false;
        for &(column, time) in steps {
            let Some(value) = cell(record, column) else { return Ok(None) };
            if value.is_empty() {
                continue;
            }
            has_figure = true;
            let raw = Raw { id, time: RawTime::Known(time), value, line };
            if (self.visit)(raw, self.told)?.is_break() {
                return Ok(Some(ControlFlow::Break(())));
            }
        }
        if !has_figure {
            self.pass_over(record, line);
        }
        Ok(Some(ControlFlow::Continue(())))
    }

    /// A row that holds a step: its time, then a figure for each of `series`. `None` if a cell is no UTF-8.
    fn step(
        &mut self,
        record: &ByteRecord,
        line: u64,
        series: &[(usize, String)],
    ) -> Result<Option<ControlFlow<()>>> {
        let Some(time) = cell(record, 0) else { return Ok(None) };
        if filled(record) < 2 {
            self.pass_over(record, line);
            return Ok(Some(ControlFlow::Continue(())));
        }
        for (column, id) in series {
            let Some(value) = cell(record, *column) else { return Ok(None) };
            let raw = Raw { id, time: RawTime::Text(time), value, line };
            if (self.visit)(raw, self.told)?.is_break() {
                return Ok(Some(ControlFlow::Break(())));
            }
        }
        Ok(Some(ControlFlow::Continue(())))
    }

    /// Takes note of a row that holds no figure, unless it holds nothing at all.
    fn pass_over(&mut self, record: &ByteRecord, line: u64) {
        let first = record.iter().find(|cell| !cell.trim_ascii().is_empty());
        if let Some(begins) = first.and_then(|cell| std::str::from_utf8(cell).ok()) {
            self.told.notices.pass_over(line, begins);
        }
    }
}

/// How many cells of a row hold something.
fn filled(record: &ByteRecord) -> usize {
    record.iter().filter(|cell| !cell.trim_ascii().is_empty()).count()
}

/// The text of a cell, empty if the row is too short; `None` if it is no UTF-8.
fn cell(record: &ByteRecord, column: usize) -> Option<&str> {
    std::str::from_utf8(record.get(column).unwrap_or_default()).ok().map(str::trim)
}

/// The name of a series: the cells of these columns, parted by strokes; blank ones are left out. `None` if one is no UTF-8.
fn id_of<'a>(record: &'a ByteRecord, columns: &[usize], room: &'a mut String) -> Option<&'a str> {
    if let [column] = columns {
        return cell(record, *column);
    }
    room.clear();
    for column in columns {
        let text = cell(record, *column)?;
        if !room.is_empty() && !text.is_empty() {
            room.push('/');
        }
        room.push_str(text);
    }
    Some(room)
}
