//! The tables of a document as a workbook: a sheet for each table, figures as numbers.
//!
//! The first sheet lists the tables and links to them; sheets are named after the numbers in their captions. Running
//! text and pictures are left out. The same document gives the same bytes.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use crate::document::{Align, Document, Table};

/// The sheet that lists the tables and links to them.
const CONTENTS: &str = "目录";
/// Excel's limit for the name of a sheet.
const LONGEST_NAME: usize = 31;
/// Columns are at most this wide, in characters.
const WIDEST: f64 = 60.0;

/// The tables of a document as an `.xlsx` workbook. Columns that are set to the right hold numbers as far as
/// their cells are numbers; a figure with its interval stays text.
///
/// Simulated figures are named as such in the title and on every sheet. Fails only where the format has no room, such
/// as for a cell of more than 32,767 characters.
pub fn render_xlsx(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same document gives the same bytes: no time of making.
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&never));
    let tables: Vec<&Table> = document.tables().collect();
    let names = sheet_names(&tables);
    let mut title: String =
        document.title.iter().filter_map(|span| document.text_of(span)).collect();
    if document.simulated {
        title.push_str("【模拟数据，仅供演示】");
    }
    if document.internal {
        title.push_str("【内部资料，不得公开】");
    }
    let bold = Format::new().set_bold();
    let contents = workbook.add_worksheet().set_name(CONTENTS)?;
    contents.set_column_width(0, WIDEST)?;
    contents.write_with_format(0, 0, &title, &bold.clone().set_font_size(13))?;
    for (i, (table, name)) in tables.iter().zip(&names).enumerate() {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(&table.caption);
        contents.write_url(i as u32 + 2, 0, link)?;
    }
    for (table, name) in tables.into_iter().zip(names) {
        let sheet = workbook.add_worksheet().set_name(name)?;
        let mut caption = table.caption.clone();
        if document.simulated {
            caption.push_str("【模拟数据】");
        }
        if document.internal {
            caption.push_str("【内部资料】");
        }
        write_table(sheet, table, &caption)?;
    }
    workbook.save_to_buffer()
}

/// A sheet: caption, headings, rows and note. Headings stay in sight and are printed on every page. Caption in the
/// first row, headings in the second; it prints on A4 landscape, one page wide.
fn write_table(sheet: &mut Worksheet, table: &Table, caption: &str) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let heading = bold
        .clone()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_border_bottom(FormatBorder::Thin);
    sheet.write_with_format(0, 0, caption, &bold)?;
    for (column, (name, _)) in table.columns.iter().enumerate() {
        sheet.write_with_format(1, column as u16, *name, &heading)?;
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| width(cell)).fold(width(name).min(12.0), f64::max);
        sheet.set_column_width(column as u16, (widest + 2.0).min(WIDEST))?;
    }
    for (row, cells) in table.rows.iter().enumerate() {
        let row = row as u32 + 2;
        for (column, cell) in cells.iter().enumerate() {
            let align = table.columns.get(column).map_or(Align::Left, |(_, align)| *align);
            write_cell(sheet, row, column as u16, cell, align)?;
        }
    }
    if let Some(note) = &table.note {
        sheet.write(table.rows.len() as u32 + 3, 0, format!("注：{note}"))?;
    }
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 1)?;
    Ok(())
}

/// A number where the column is set to the right and the text is one, otherwise the text.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &str,
    align: Align,
) -> Result<(), XlsxError> {
    let set = match align {
        Align::Left => FormatAlign::Left,
        Align::Right => FormatAlign::Right,
        Align::Centre => FormatAlign::Center,
    };
    let format = Format::new().set_align(set).set_align(FormatAlign::Top).set_text_wrap();
    match number(cell).filter(|_| align == Align::Right) {
        Some((value, pattern)) => {
            sheet.write_with_format(row, column, value, &format.set_num_format(pattern))?;
        }
        None => {
            sheet.write_with_format(row, column, cell, &format)?;
        }
    }
    Ok(())
}

/// A number as documents write it, and the pattern that writes it so.
/// Per cent become fractions. `None` for bounds, intervals and dashes, which stay text.
fn number(cell: &str) -> Option<(f64, &'static str)> {
    let plain = cell.replace(',', "").replace('−', "-");
    let signed = plain.starts_with('+');
    if let Some(percent) = plain.strip_suffix('%') {
        let value: f64 = percent.parse().ok()?;
        let pattern = match (percent.contains('.'), signed) {
            (true, false) => "0.0%",
            (true, true) => "+0.0%;-0.0%",
            (false, false) => "0%",
            (false, true) => "+0%;-0%",
        };
        return Some((value / 100.0, pattern));
    }
    let value: f64 = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let pattern = match decimals {
        0 => "#,##0",
        1 => "#,##0.0",
        _ => "#,##0.00",
    };
    value.is_finite().then_some((value, pattern))
}

/// Columns that a text takes: Chinese characters take two.
fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// The captions up to the space after their number, each once.
/// One per table, in the same order, without the characters that Excel refuses. A name that is taken already gets `-2`,
/// `-3` and so on.
fn sheet_names(tables: &[&Table]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in tables {
        let short = table.caption.split('　').next().unwrap_or(&table.id);
        let allowed = |c: &char| !"[]:*?/\\'".contains(*c);
        let short: String = short.chars().filter(allowed).take(LONGEST_NAME - 4).collect();
        let taken = |name: &String| name == CONTENTS || names.contains(name);
        let numbered = (2..).map(|n| format!("{short}-{n}"));
        let free = std::iter::once(short.clone()).chain(numbered).find(|name| !taken(name));
        names.extend(free);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_numbers_and_the_rest_stays_text() {
        assert_eq!(number("12,345"), Some((12_345.0, "#,##0")));
        assert_eq!(number("−0.25"), Some((-0.25, "#,##0.00")));
        assert_eq!(number("42%"), Some((0.42, "0%")));
        let (value, pattern) = number("+7.5%").unwrap();
        assert!((value - 0.075).abs() < 1e-12 && pattern == "+0.0%;-0.0%");
        for text in ["<5", "—", "120（80–170）", ">99%", "", "inf"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn sheets_have_names_that_a_workbook_allows() {
        let table = |caption: &str| Table {
            id: "t".into(),
            caption: caption.to_owned(),
            columns: vec![],
            rows: vec![],
            note: None,
        };
        let tables = [table("表2-1　分学校"), table("表2-1　又一"), table("目录"), table("a/b:c")];
        let names = sheet_names(&tables.iter().collect::<Vec<_>>());
        assert_eq!(names, ["表2-1", "表2-1-2", "目录-2", "abc"]);
    }
}
