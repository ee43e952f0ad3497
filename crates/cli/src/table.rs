//! Printing to standard output: lines, aligned tables, JSON.

use std::borrow::Cow;
use std::io::{Error, ErrorKind, Write as _};
use std::path::Path;
use std::sync::OnceLock;

use anyhow::Result;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::args::{Args, Format};

/// The first error of writing to standard output.
static UNWRITTEN: OnceLock<Error> = OnceLock::new();

/// Writes a line to standard output. A reader that has gone away is no error; any other is kept for [`unwritten`].
pub(crate) fn line(text: &str) {
    keep(writeln!(std::io::stdout(), "{}", harmless(text)));
}

/// Writes a line to standard error.
macro_rules! tell {
    ($($text:tt)*) => {
        eprintln!("{}", $crate::table::harmless(&format!($($text)*)))
    };
}

/// Text that does nothing to a terminal: control characters other than line breaks and tabs, and marks that turn the
/// direction of what follows, which names and cells may hold, become U+FFFD.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(acts) { text.replace(acts, "\u{FFFD}").into() } else { text.into() }
}

/// Why something that was to be printed is lost; `None` where all of it was written.
pub(crate) fn unwritten() -> Option<&'static Error> {
    keep(std::io::stdout().flush());
    UNWRITTEN.get()
}

fn keep(written: std::io::Result<()>) {
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
    {
        let _ = UNWRITTEN.set(error);
    }
}

/// Prints rows: as JSON what they are, as text a table of the cells that `cells` makes of each, one per heading.
pub(crate) fn print<T: Serialize>(
    args: &Args,
    headings: &[&str],
    rows: &[T],
    cells: impl Fn(&T) -> Vec<String>,
) -> Result<()> {
    match args.format {
        Format::Json => json(rows)?,
        Format::Text => {
            let body: Vec<Vec<String>> = rows.iter().map(cells).collect();
            line(&aligned(headings, &body));
        }
    }
    Ok(())
}

/// Says where something was written: on standard output, or beside it where that has to be JSON and nothing else.
pub(crate) fn wrote(args: &Args, path: &Path) {
    match args.format {
        Format::Text => line(&path.display().to_string()),
        Format::Json => tell!("{}", path.display()),
    }
}

/// Prints a value as JSON, indented.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<()> {
    line(&serde_json::to_string_pretty(value)?);
    Ok(())
}

/// A figure with so many decimals; a dash where there is none.
pub(crate) fn decimal(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "—".to_owned(), |value| format!("{value:.digits$}"))
}

/// Columns side by side; Chinese characters are two wide. Columns of figures go to the right.
pub(crate) fn aligned(headings: &[&str], rows: &[Vec<String>]) -> String {
    let columns: Vec<Column> =
        (0..headings.len()).map(|index| Column::new(headings[index], index, rows)).collect();
    let mut lines = vec![joined(headings.iter().copied(), &columns)];
    lines.extend(rows.iter().map(|row| joined(row.iter().map(String::as_str), &columns)));
    lines.join("\n")
}

/// How the cells of a column are set.
struct Column {
    /// In columns of a terminal.
    width: usize,
    /// All its cells are figures, and go to the right.
    numeric: bool,
}

impl Column {
    /// Measures the heading and the cells at `index` of all rows.
    fn new(heading: &str, index: usize, rows: &[Vec<String>]) -> Self {
        let cells = || rows.iter().filter_map(|row| row.get(index));
        let width = cells().map(|cell| cell.width()).chain([heading.width()]).max().unwrap_or(0);
        Self { width, numeric: cells().all(|cell| begins_as_figure(cell)) }
    }
}

/// Whether a cell is a figure, told by its first sign; an empty one passes.
fn begins_as_figure(cell: &str) -> bool {
    cell.chars().next().is_none_or(|c| c.is_ascii_digit() || "−—<>≥≤+".contains(c))
}

/// One line of a table; nothing is put after its last cell.
fn joined<'a>(cells: impl ExactSizeIterator<Item = &'a str>, columns: &[Column]) -> String {
    let count = cells.len();
    let mut text = String::new();
    for (i, (cell, column)) in cells.zip(columns).enumerate() {
        let gap = " ".repeat(column.width.saturating_sub(cell.width()));
        let last = i + 1 == count;
        match (column.numeric, last) {
            (true, _) => text.extend([gap.as_str(), cell]),
            (false, true) => text.push_str(cell),
            (false, false) => text.extend([cell, gap.as_str()]),
        }
        if !last {
            text.push_str("  ");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{aligned, harmless};

    #[test]
    fn nothing_that_a_name_holds_reaches_the_terminal_as_a_command() {
        assert_eq!(harmless("护理\n\t1"), "护理\n\t1");
        assert_eq!(harmless("\u{1b}[2J\r\u{9b}x\u{202e}"), "\u{FFFD}[2J\u{FFFD}\u{FFFD}x\u{FFFD}");
    }

    #[test]
    fn chinese_columns_line_up() {
        let rows = vec![vec!["护理".into(), "1.5".into()], vec!["Q".into(), "12".into()]];
        assert_eq!(aligned(&["名称", "数"], &rows), "名称   数\n护理  1.5\nQ      12");
    }
}
