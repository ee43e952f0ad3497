//! What the format of a sheet says of its cells: what is hidden, struck through, or shown as a percentage.

use std::collections::BTreeSet;

use talent_domain::CellRef;

use crate::finding::Finding;
use crate::findings::Findings;
use crate::kind::Kind;
use crate::problem::FormatProblem;
use crate::sheet::{Cell, Scale, Sheet};
use crate::table::{Binding, BoundColumn};

/// That cells of a row which hold codes, years or figures are struck through.
pub(super) fn struck_in_row(
    sheet: &Sheet,
    row: usize,
    columns: &BTreeSet<usize>,
) -> Option<Finding> {
    let is_struck = |cell: &Cell<'_>| cell.shown.is_struck && columns.contains(&cell.column());
    let struck: Vec<Cell<'_>> = sheet.row(row).filter(is_struck).collect();
    let first = struck.first()?;
    let addresses: Vec<String> = struck.iter().map(|cell| cell.cell_ref().address()).collect();
    Some(first.finding(FormatProblem::Struck { cells: addresses.join("、") }))
}

/// The columns whose cells must not be struck through; in texts a line says nothing of figures.
pub(super) fn columns_that_count(binding: &Binding) -> BTreeSet<usize> {
    let counts = |bound: &&BoundColumn| {
        !matches!(bound.spec.kind, Kind::Text | Kind::Source | Kind::Note | Kind::Remark)
    };
    binding.all_columns().filter(counts).map(|bound| bound.column).collect()
}

/// What is hidden and was read, and which cells were read as percentages.
pub(super) fn check_format(sheet: &Sheet, binding: &Binding, findings: &mut Findings) {
    let rows = binding.last_heading_row + 1..sheet.len();
    let hidden_rows = rows.clone().filter(|_| sheet.hides_rows()).filter(|row| {
        sheet.hides_row(*row) && sheet.row(*row).any(|cell| binding.headed.contains(&cell.column()))
    });
    let hidden_rows = ranges(hidden_rows.map(|row| row as u32 + 1), |row| row.to_string());
    let columns: BTreeSet<usize> = binding.all_columns().map(|bound| bound.column).collect();
    let is_filled = |column: &usize| rows.clone().any(|row| !sheet.cell(row, *column).is_empty());
    let hidden = columns.iter().filter(|column| sheet.hides_column(**column));
    let hidden = hidden.copied().filter(is_filled);
    let hidden_columns = ranges(hidden.map(|column| column as u32 + 1), letters);
    if !(hidden_rows.is_empty() && hidden_columns.is_empty()) {
        let problem = FormatProblem::Hidden { rows: hidden_rows, columns: hidden_columns };
        findings.push(sheet.finding(problem));
    }
    if !sheet.has_formats {
        return;
    }
    let headings = sheet.row(binding.last_heading_row);
    for cell in headings.filter(|cell| cell.shown.is_struck && columns.contains(&cell.column())) {
        let cells = cell.cell_ref().address();
        findings.push(cell.finding(FormatProblem::Struck { cells }));
    }
    columns.iter().filter_map(|column| read_as_percent(sheet, binding, *column)).for_each(
        |finding| {
            findings.push(finding);
        },
    );
}

/// That cells of a column were read as percentages while others beside them were not.
fn read_as_percent(sheet: &Sheet, binding: &Binding, column: usize) -> Option<Finding> {
    let rows = binding.last_heading_row + 1..sheet.len();
    let cells = || rows.clone().map(|row| sheet.cell(row, column)).filter(|cell| !cell.is_empty());
    let is_percent = |cell: &Cell<'_>| cell.shown.scale == Scale::Percent;
    let first = cells().find(is_percent)?;
    if cells().all(|cell| is_percent(&cell)) {
        return None;
    }
    let letters = letters(column as u32 + 1);
    let numbers = cells().filter(is_percent).map(|cell| cell.row() as u32 + 1);
    let cells = ranges(numbers, |row| format!("{letters}{row}"));
    Some(first.finding(FormatProblem::ReadAsPercent { cells }))
}

/// The letters of a column counted from 1.
fn letters(column: u32) -> String {
    let cell = CellRef { file: "".into(), sheet: None, row: 1, column };
    cell.address().trim_end_matches('1').to_owned()
}

/// Numbers in ascending order as ranges, the first few of them: `3–4、7`.
fn ranges(numbers: impl Iterator<Item = u32>, name: impl Fn(u32) -> String) -> String {
    const SHOWN: usize = 12;
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let shown = ranges.iter().take(SHOWN).map(|(first, last)| {
        if first == last { name(*first) } else { format!("{}–{}", name(*first), name(*last)) }
    });
    let mut text = shown.collect::<Vec<_>>().join("、");
    if ranges.len() > SHOWN {
        text.push_str(" 等");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shortened_to_ranges() {
        let text = |numbers: &[u32]| ranges(numbers.iter().copied(), |row| row.to_string());
        assert_eq!(text(&[3, 4, 7]), "3–4、7");
        assert_eq!(text(&[]), "");
        let odd: Vec<u32> = (0..40).map(|number| 2 * number).collect();
        assert!(text(&odd).ends_with("22 等"));
        assert_eq!((letters(1), letters(27)), ("A".to_owned(), "AA".to_owned()));
    }
}
