//! CSV files, and the tab-separated text that spreadsheet programs save.

use std::sync::Arc;

use super::encoding::decode;
use crate::budget::Budget;
use crate::finding::Finding;
use crate::problem::FileProblem;
use crate::sheet::{Content, Draft, Grid, MAX_COLUMNS, Sheet, Stored};

/// Reads a text file as one sheet without a name.
pub(super) fn read_csv(file: &Arc<str>, bytes: &[u8], budget: &Budget) -> Result<Sheet, Finding> {
    let fail = |problem| Finding::in_file(file, problem);
    let text = decode(bytes).map_err(|offset| fail(FileProblem::Undecodable { offset }))?;
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    };
    budget.hold(text.len() as u64).map_err(fail)?;
    let delimiter = delimiter(&text);
    if delimiter == b';'
        && let Some((line, text)) = number_with_comma(&text)
    {
        return Err(fail(FileProblem::CommaInNumber { line, text }));
    }
    if !text.contains('"')
        && let Some(grid) = read_lines(&text, delimiter, budget).map_err(fail)?
    {
        return Ok(Sheet::of_grid(file, grid, Arc::new(text)));
    }
    if let Some(line) = unclosed_quote(&text, delimiter) {
        return Err(fail(FileProblem::UnclosedQuote { line }));
    }
    let mut reading =
        Reading { delimiter, budget, draft: Draft::default(), unescaped: String::new() };
    reading.read(&text).map_err(fail)?;
    let Reading { draft, unescaped, .. } = reading;
    let mut texts = text;
    texts.push_str(&unescaped);
    Ok(draft.finish(file, None, false, Arc::new(texts)))
}

/// What parts the cells: the comma, the tab or, where spreadsheet programs write decimal commas, the semicolon. The one
/// of them that most of the first lines have; the comma where as many have it.
fn delimiter(text: &str) -> u8 {
    const LOOKED_AT: usize = 20;
    let lines = || text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    let with = |delimiter: char| lines().filter(|line| line.contains(delimiter)).count();
    let [commas, tabs, semicolons] = [',', '\t', ';'].map(with);
    // Names and titles have commas in them, and notes have semicolons.
    let is_table = |lines_with: usize| lines_with > 1 && 2 * lines_with >= lines().count();
    if tabs > 0 && tabs >= commas && tabs >= semicolons && (is_table(tabs) || commas == 0) {
        b'\t'
    } else if semicolons > commas && is_table(semicolons) {
        b';'
    } else {
        b','
    }
}

/// The first line, counted from 1, with a cell such as `6,123` between semicolons, and the cell: 6.123 or 6123, which
/// nobody can tell.
fn number_with_comma(text: &str) -> Option<(usize, String)> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_unclear = |cell: &&str| {
        let whole = cell.split(',').all(is_digits);
        let with_point = cell
            .rsplit_once('.')
            .is_some_and(|(whole, part)| is_digits(part) && whole.split(',').all(is_digits));
        cell.contains(',') && (whole || with_point)
    };
    text.lines().enumerate().find_map(|(line, row)| {
        let mut cells = row.split(';').map(|cell| cell.trim().trim_matches('"').trim());
        Some((line + 1, cells.find(is_unclear)?.to_owned()))
    })
}

/// Bytes of a text that are worth a processor of their own.
const WORTH_A_PROCESSOR: usize = 1 << 18;

/// Reads a text without quotation marks, in which every line is a row, on all processors at once. Nothing if it may be more
/// than a file holds, so that it has to be read with care.
fn read_lines(text: &str, delimiter: u8, budget: &Budget) -> Result<Option<Grid>, FileProblem> {
    let count = |text: &str, byte: u8| text.bytes().filter(|other| *other == byte).count();
    let rows_of = |part: &str| count(part, b'\n') + usize::from(!part.ends_with('\n'));
    let parts: Vec<(&str, usize)> = parts_of(text).map(|part| (part, rows_of(part))).collect();
    let rows = parts.iter().map(|(_, rows)| rows).sum();
    let most_cells = (rows + count(text, delimiter)) as u64;
    if !Grid::has_room(rows, most_cells, budget) {
        return Ok(None);
    }
    let read: Option<Vec<(Grid, u64)>> = std::thread::scope(|scope| {
        let mut start = 0;
        let mut readers = Vec::new();
        for (part, rows) in parts {
            readers.push(scope.spawn(move || read_part(part, start, delimiter, rows)));
            start += part.len();
        }
        readers.into_iter().map(|reader| reader.join().ok().flatten()).collect()
    });
    let Some(read) = read else { return Ok(None) };
    let (mut grid, mut met) = (Grid::with_room(rows), 0);
    for (part, met_in_part) in read {
        grid.append(part);
        met += met_in_part;
    }
    grid.charge(rows, met, budget)?;
    Ok(Some(grid))
}

/// The text in whole lines, one part for each processor where it is long.
fn parts_of(text: &str) -> impl Iterator<Item = &str> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = processors.min(text.len() / WORTH_A_PROCESSOR).max(1);
    let mut rest = text;
    (1..=parts).rev().filter_map(move |left| {
        let about = rest.as_bytes().get(rest.len() / left..).unwrap_or_default();
        let line = about.iter().position(|byte| *byte == b'\n').filter(|_| left > 1);
        let end = line.map_or(rest.len(), |line| rest.len() / left + line + 1);
        let (part, others) = rest.split_at(end);
        rest = others;
        (!part.is_empty()).then_some(part)
    })
}

/// The rows of lines that begin at `start` in the text, and how many cells were met in them; nothing if a row has more than
/// spreadsheet programs have.
fn read_part(part: &str, start: usize, delimiter: u8, rows: usize) -> Option<(Grid, u64)> {
    let (mut grid, mut cells) = (Grid::with_room(rows), Vec::new());
    let (mut at, mut met) = (start, 0);
    for line in part.split('\n').take(rows) {
        cells.clear();
        let mut width = 0;
        for text in line.split(char::from(delimiter)) {
            if !text.trim_start().is_empty() {
                cells.push(Stored::text(width, Content::Text, at, text.len()));
            }
            width += 1;
            at += text.len() + 1;
        }
        if width > MAX_COLUMNS {
            return None;
        }
        met += u64::from(width);
        // A line without a byte has no cell.
        grid.add(&cells, if line.is_empty() { 0 } else { width });
    }
    Some((grid, met))
}

/// The cells of a text whose quotation marks are in order (RFC 4180).
struct Reading<'b> {
    delimiter: u8,
    budget: &'b Budget,
    draft: Draft,
    /// Cells that hold quotation marks, without their doubling. They stand behind the text in the end.
    unescaped: String,
}

impl Reading<'_> {
    fn read(&mut self, text: &str) -> Result<(), FileProblem> {
        // Lines within cells count too; few files have them.
        let (got, limit) = (text.lines().count() as u64, 2 * Sheet::MAX_ROWS);
        if got > limit {
            return Err(FileProblem::TooLarge { what: "行数", got, limit: Sheet::MAX_ROWS });
        }
        let (mut at, mut row) = (0, 0);
        while at < text.len() {
            at = self.read_row(text, at, row)?;
            row += 1;
        }
        Ok(())
    }

    /// Reads the row that begins at a byte; returns where the next one does.
    fn read_row(&mut self, text: &str, from: usize, row: u32) -> Result<usize, FileProblem> {
        let bytes = text.as_bytes();
        let (mut at, mut column) = (from, 0);
        loop {
            let end = self.read_cell(text, at, row, column)?;
            column += 1;
            at = end + 1;
            if bytes.get(end) != Some(&self.delimiter) {
                break;
            }
            let (got, limit) = (u64::from(column) + 1, u64::from(MAX_COLUMNS));
            if got > limit {
                return Err(FileProblem::TooLarge { what: "列数", got, limit });
            }
        }
        // A line without a byte has no cell.
        let width = if at == from + 1 { 0 } else { column };
        self.draft.widen(row, width, self.budget)?;
        Ok(at)
    }

    /// Reads the cell that begins at a byte; returns where it ends: at a delimiter, a line's end, or the text's.
    fn read_cell(
        &mut self,
        text: &str,
        from: usize,
        row: u32,
        column: u32,
    ) -> Result<usize, FileProblem> {
        let rest = &text.as_bytes()[from..];
        let ends = |byte: &u8| *byte == self.delimiter || *byte == b'\n';
        if rest.first() != Some(&b'"') {
            let length = rest.iter().position(ends).unwrap_or(rest.len());
            self.keep(&text[from..from + length], from, row, column)?;
            return Ok(from + length);
        }
        let (mut length, mut doubled) = (1, false);
        while let Some(byte) = rest.get(length) {
            if *byte == b'"' {
                if rest.get(length + 1) != Some(&b'"') {
                    break;
                }
                doubled = true;
                length += 1;
            }
            length += 1;
        }
        let content = &text[from + 1..from + length];
        if doubled {
            let place = text.len() + self.unescaped.len();
            let content = content.replace("\"\"", "\"");
            self.unescaped.push_str(&content);
            self.keep(&content, place, row, column)?;
        } else {
            self.keep(content, from + 1, row, column)?;
        }
        Ok(from + length + 1)
    }

    /// Keeps a text that begins at `place` among the texts of the sheet, unless it is blank.
    fn keep(&mut self, text: &str, place: usize, row: u32, column: u32) -> Result<(), FileProblem> {
        self.budget.meet(1)?;
        if text.trim().is_empty() {
            return Ok(());
        }
        let cell = Stored::text(column, Content::Text, place, text.len());
        self.draft.put(row, cell, 0, self.budget)
    }
}

/// The line, counted from 1, of the first quotation mark that opens a cell and does not close it as it should: at the end
/// of a cell (RFC 4180, section 2), and before it has taken in a row. `None` where every one does.
///
/// A line within a cell is taken for a row if it parts into at least as many cells as half of the lines of the file do.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let row = usual_delimiters(text, delimiter).max(2);
    // Where the open cell began, and the delimiters on the line at hand where that line lies within the cell.
    let mut opened: Option<(usize, Option<usize>)> = None;
    let (mut line, mut at_start) = (1, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match &mut opened {
            Some((began, within)) => match byte {
                b'"' if bytes.peek() == Some(&b'"') => {
                    bytes.next();
                }
                b'"' => {
                    let ends = [Some(&delimiter), Some(&b'\n'), None];
                    if !ends.contains(&bytes.peek()) {
                        return Some(*began);
                    }
                    opened = None;
                }
                b'\n' => {
                    if within.is_some_and(|delimiters| delimiters >= row) {
                        return Some(*began);
                    }
                    *within = Some(0);
                }
                _ => {
                    if byte == delimiter {
                        *within = within.map(|delimiters| delimiters + 1);
                    }
                }
            },
            None if byte == b'"' && at_start => opened = Some((line, None)),
            None => {}
        }
        line += usize::from(byte == b'\n');
        at_start = opened.is_none() && (byte == delimiter || byte == b'\n');
    }
    opened.map(|(began, _)| began)
}

/// The median of the delimiters on the lines that have any.
fn usual_delimiters(text: &str, delimiter: u8) -> usize {
    let count = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count() as u32;
    let mut counts: Vec<u32> = text.lines().map(count).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).map_or(0, |count| *count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_the_cells_is_seen_in_most_lines() {
        assert_eq!(delimiter("a;b\n1;2\n3;4\n"), b';');
        assert_eq!(delimiter("表，一\na;b\n1;2\n注：甲,乙\n"), b';');
        assert_eq!(delimiter("a\tb\n1\t2\n"), b'\t');
        assert_eq!(delimiter("标题\na\tb\n1\t2,5\n"), b'\t');
        assert_eq!(delimiter("a,b;c\n1,2\n"), b',');
        assert_eq!(delimiter("a,b\n1;2,3\n"), b',');
        assert_eq!(delimiter("a\n"), b',');
        assert_eq!(number_with_comma("a;b\n1;6,123\n"), Some((2, "6,123".to_owned())));
        assert_eq!(number_with_comma("a;b\n1;\"1,234.5\"\n"), Some((2, "1,234.5".to_owned())));
        assert_eq!(number_with_comma("a;农,林\n1;6.12\n"), None);
    }

    #[test]
    fn a_quote_that_takes_in_rows_is_found_where_it_opens() {
        let found = |text: &str| unclosed_quote(text, b',');
        assert_eq!(found("a,b,c\n1,\"x,3\n4,5,6\n"), Some(2));
        // Closed by the next stray one, before a delimiter or within a cell.
        assert_eq!(found("a,b,c\n1,\"x,3\n4,5,6\n7,\"y,9\n"), Some(2));
        assert_eq!(found("a,b,c\n1,\"x,3\n4,5,6\n7,8\",9\n"), Some(2));
        assert_eq!(found("a,b,c\n1,\"x\"y,3\n"), Some(2));
        assert_eq!(found("a,b\n1,2\n3,\""), Some(3));
    }

    #[test]
    fn cells_of_several_lines_and_marks_within_text_are_no_fault() {
        let found = |text: &str| unclosed_quote(text, b',');
        assert_eq!(found("a,b,c\n1,\"first, of all\nsecond\n\nfourth\",3\n4,5,6\n"), None);
        assert_eq!(found("a,b,c\n1,\"says \"\"yes\"\"\",3\n\"\",5\" pipe,\"\"\n"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn lines_are_read_alike_at_once_and_one_by_one() {
        let lines = ["甲,1, ,x\n", "\n", ",,,\n", " \u{3000},乙 \n", "1.5\n"];
        let text: String = lines.iter().copied().cycle().take(200_000).collect();
        let read = |text: &str| {
            let budget = Budget::default();
            budget.begin_file(text.len() as u64);
            read_csv(&"a.csv".into(), text.as_bytes(), &budget).unwrap()
        };
        // A quotation mark anywhere has every line read by itself.
        let (at_once, one_by_one) = (read(&text), read(&format!("{text}\"\"\n")));
        assert_eq!(at_once.len() + 1, one_by_one.len());
        let cells = |sheet: &Sheet, row: usize| -> Vec<(usize, String)> {
            sheet.row(row).map(|cell| (cell.column(), format!("{:?}", cell.value))).collect()
        };
        for row in 0..at_once.len() {
            assert_eq!(at_once.width(row), one_by_one.width(row), "{row}");
            assert_eq!(cells(&at_once, row), cells(&one_by_one, row), "{row}");
        }
    }
}
