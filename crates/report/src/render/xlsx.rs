//! The tables of a document as a workbook: a sheet for each table, figures as numbers at full precision.
//!
//! The first sheet lists the tables and links to them; sheets are named after the numbers in their captions. A column of
//! figures with intervals becomes three: lower end, figure, upper end. Running text and pictures are left out. The same
//! document gives the same bytes.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet,
    XlsxError,
};

use crate::document::{Align, Cell, Document, Form, Table};

/// The sheet that lists the tables and links to them.
const CONTENTS: &str = "目录";
/// Excel's limit for the name of a sheet.
const LONGEST_NAME: usize = 31;
/// Columns are at most this wide, in characters.
const WIDEST: f64 = 60.0;
/// Height of a line of text, in points.
const LINE: f64 = 15.0;
/// What the contents say of figures.
const PRECISION: &str = "数字按原精度存放，显示时取整；文件正文按预测的精度取整，两者个位可有出入。带区间的数字分列下限、数值、上限。";

/// The tables of a document as an `.xlsx` workbook: figures are numbers that show as they are printed, with intervals in
/// columns of their own; words, codes and dashes are text.
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
    let contents = workbook.add_worksheet().set_name(CONTENTS)?;
    write_contents(contents, document, &tables, &names)?;
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

/// The title, the list of tables with links, and how figures are kept.
fn write_contents(
    sheet: &mut Worksheet,
    document: &Document,
    tables: &[&Table],
    names: &[String],
) -> Result<(), XlsxError> {
    let mut title = document.plain_title();
    if document.simulated {
        title.push_str("【模拟数据，仅供演示】");
    }
    if document.internal {
        title.push_str("【内部资料，不得公开】");
    }
    sheet.set_column_width(0, WIDEST)?;
    let bold = Format::new().set_bold().set_font_size(13).set_text_wrap();
    sheet.write_with_format(0, 0, &title, &bold)?;
    sheet.set_row_height(0, 1.2 * lines(&title, WIDEST) * LINE)?;
    for (i, (table, name)) in tables.iter().zip(names).enumerate() {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(&table.caption);
        sheet.write_url(i as u32 + 2, 0, link)?;
    }
    let last = tables.len() as u32 + 3;
    sheet.write_with_format(last, 0, PRECISION, &Format::new().set_text_wrap())?;
    sheet.set_row_height(last, lines(PRECISION, WIDEST) * LINE)?;
    Ok(())
}

/// What of a cell a column of the sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The whole text, or the figure alone.
    Whole,
    Low,
    /// The lower end; words where there is none, as no other column has room for them.
    LowOrWords,
    Value,
    High,
}

/// The columns of the sheet that a column of the table becomes, with their headings.
fn parts(table: &Table, column: usize) -> Vec<(String, Part)> {
    let (heading, _) = table.columns[column];
    let figures = || table.rows.iter().filter_map(|row| row.get(column)?.figure);
    let has_interval = figures().any(|figure| figure.low.is_some() || figure.high.is_some());
    if !has_interval {
        return vec![(heading.to_owned(), Part::Whole)];
    }
    let (low, high) = (format!("{heading}（下限）"), format!("{heading}（上限）"));
    if figures().any(|figure| figure.value.is_some()) {
        vec![(low, Part::Low), (heading.to_owned(), Part::Value), (high, Part::High)]
    } else {
        vec![(low, Part::LowOrWords), (high, Part::High)]
    }
}

/// A sheet: caption, headings, rows and note. Headings stay in sight, can be filtered by and are printed on every page.
/// Caption in the first row, headings in the second; it prints on A4 landscape, one page wide.
fn write_table(sheet: &mut Worksheet, table: &Table, caption: &str) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let heading = bold
        .clone()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin);
    sheet.write_with_format(0, 0, caption, &bold)?;
    let mut at = 0;
    let mut total = 0.0;
    for (column, (_, align)) in table.columns.iter().enumerate() {
        for (name, part) in parts(table, column) {
            sheet.write_with_format(1, at, &name, &heading)?;
            let mut widest = width(&name).min(12.0);
            for (row, cells) in table.rows.iter().enumerate() {
                let Some(cell) = cells.get(column) else { continue };
                widest = widest.max(write_cell(sheet, row as u32 + 2, at, cell, part, *align)?);
            }
            let set = (widest + 2.0).min(WIDEST);
            sheet.set_column_width(at, set)?;
            total += set;
            at += 1;
        }
    }
    let (last, end) = (table.rows.len() as u32 + 1, at.saturating_sub(1));
    if !table.rows.is_empty() && at > 0 {
        sheet.autofilter(1, 0, last, end)?;
    }
    if let Some(note) = &table.note {
        write_note(sheet, last + 2, end, total, &format!("注：{note}"))?;
    }
    sheet.set_freeze_panes(2, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 1)?;
    Ok(())
}

/// A note across the columns up to `end`, wrapped; at least as wide as a column may be.
fn write_note(
    sheet: &mut Worksheet,
    row: u32,
    end: u16,
    total: f64,
    note: &str,
) -> Result<(), XlsxError> {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    if end == 0 {
        sheet.write_with_format(row, 0, note, &format)?;
    } else {
        sheet.merge_range(row, 0, row, end, note, &format)?;
    }
    // Excel has no room for a row higher than 409 points.
    sheet.set_row_height(row, (lines(note, total.max(10.0)) * LINE).min(409.0))?;
    Ok(())
}

/// A figure as a number that shows as it is printed, or a text; gives the characters that it takes.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    part: Part,
    align: Align,
) -> Result<f64, XlsxError> {
    let set = match align {
        Align::Left => FormatAlign::Left,
        Align::Right => FormatAlign::Right,
        Align::Centre => FormatAlign::Center,
    };
    let format = Format::new().set_align(set).set_align(FormatAlign::Top).set_text_wrap();
    let number = cell.figure.and_then(|figure| {
        let number = match part {
            Part::Whole | Part::Value => figure.value,
            Part::Low | Part::LowOrWords => figure.low,
            Part::High => figure.high,
        };
        Some((number?, figure.form))
    });
    if let Some((number, form)) = number.filter(|(number, _)| number.is_finite()) {
        let format = format.set_num_format(pattern(form));
        sheet.write_number_with_format(row, column, number, &format)?;
        return Ok(width(&form.text(number)));
    }
    // What is no figure stands once, where the figure would.
    let is_text = cell.figure.is_none() || part == Part::Whole;
    if is_text && !matches!(part, Part::Low | Part::High) {
        sheet.write_with_format(row, column, &cell.text, &format)?;
        return Ok(width(&cell.text));
    }
    Ok(0.0)
}

/// The pattern by which Excel shows a number as [`Form::text`] writes it.
fn pattern(form: Form) -> &'static str {
    match form {
        Form::Whole | Form::Rough => "#,##0;−#,##0;0",
        Form::Decimal => "#,##0.0;−#,##0.0;0.0",
        Form::Ratio => "[>99]\">99\";[<0]−0.00;0.00",
        Form::Percent => "0.0%;−0.0%;0.0%",
        // Excel counts in hundredths only where it writes the sign of per cent.
        Form::SignedPercent | Form::Points => "+0.0%;−0.0%;0.0%",
        Form::Signed => "+#,##0;−#,##0;0",
        Form::SignedWholePercent => "+0%;−0%;0%",
        Form::Probability => "[>0.995]\">99%\";[<0.005]\"<1%\";0%",
    }
}

/// Lines that a text takes in a column of this width.
fn lines(text: &str, width_of_column: f64) -> f64 {
    (width(text) / width_of_column).ceil().max(1.0)
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
