//! Printing: aligned text or JSON.

use std::io::Write as _;

use anyhow::Result;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::args::{Args, Format};

/// Writes a line to standard output. A reader that has gone away is no error.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints rows: as JSON what they are, as text the cells that `cells` makes of them.
pub(crate) fn print<T: Serialize>(
    args: &Args,
    headings: &[&str],
    rows: &[T],
    cells: impl Fn(&T) -> Vec<String>,
) -> Result<()> {
    match args.format {
        Format::Json => line(&serde_json::to_string_pretty(rows)?),
        Format::Text => {
            let body: Vec<Vec<String>> = rows.iter().map(cells).collect();
            line(&aligned(headings, &body));
        }
    }
    Ok(())
}

/// Columns side by side; Chinese characters are two wide. Columns of figures go to the right.
pub(crate) fn aligned(headings: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        cells.chain([headings[column].width()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let numeric = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).all(|cell| {
            cell.chars().next().is_none_or(|c| c.is_ascii_digit() || "−—<>≥≤+".contains(c))
        })
    };
    let right: Vec<bool> = (0..headings.len()).map(numeric).collect();
    let one = |cells: &[&str]| {
        let mut text = String::new();
        for (i, cell) in cells.iter().enumerate() {
            let gap = " ".repeat(widths[i].saturating_sub(cell.width()));
            let last = i + 1 == cells.len();
            match (right[i], last) {
                (true, _) => text.extend([gap.as_str(), cell]),
                (false, true) => text.push_str(cell),
                (false, false) => text.extend([*cell, gap.as_str()]),
            }
            if !last {
                text.push_str("  ");
            }
        }
        text
    };
    let mut lines = vec![one(headings)];
    for row in rows {
        lines.push(one(&row.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn chinese_columns_line_up() {
        let rows = vec![vec!["护理".into(), "1.5".into()], vec!["Q".into(), "12".into()]];
        assert_eq!(aligned(&["名称", "数"], &rows), "名称   数\n护理  1.5\nQ      12");
    }
}
