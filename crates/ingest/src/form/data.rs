//! The sheet of a form that is filled in.

use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};
use talent_domain::{Lang, Nature};

use super::limits::limits;
use super::look::{Look, width};
use super::options::Options;
use super::rows::{Rows, given};
use crate::column::Column;
use crate::form_request::FormRequest;
use crate::kind::Kind;
use crate::templates::Template;
use crate::values::units_of;

/// The row of the headings, counted from 0: the marker and a line stand above it.
const HEADINGS: u32 = 2;
/// Empty rows with lines around their cells below those that a form comes with.
const SPARE: u32 = 20;
/// The height of a row, in points.
const ROW_HEIGHT: f64 = 19.0;
/// Rows that have drop-down lists.
const PREPARED_ROWS: u32 = 500;
/// Columns that stay in sight beside the figures.
const MOST_FROZEN: u16 = 5;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    request: &FormRequest<'_>,
    columns: &[&'static Column],
    rows: &Rows<'_>,
    options: &Options,
    look: &Look,
) -> Result<(), XlsxError> {
    sheet.set_name("数据")?;
    let marker = format!("{} v1", request.template.title(Lang::Zh));
    sheet.write_with_format(0, 0, marker, &look.title)?;
    sheet.write_with_format(1, 0, line(request), &look.line)?;
    sheet.set_row_height(0, 24)?.set_row_height(1, 18)?.set_row_height(HEADINGS, 48)?;
    let last = HEADINGS + rows.by_key.len() as u32 + SPARE;
    let prepared = last.max(PREPARED_ROWS);
    for (index, column) in columns.iter().enumerate() {
        let index = index as u16;
        write_column(sheet, index, column, rows, request, look)?;
        for row in HEADINGS + 1 + rows.by_key.len() as u32..=last {
            sheet.set_row_height(row, ROW_HEIGHT)?;
            sheet.write_blank(row, index, entry(column, look))?;
        }
        let range = options.range(column.heading);
        let limits = limits(column, range.as_deref())?;
        sheet.add_data_validation(HEADINGS + 1, index, prepared, index, &limits)?;
    }
    let figures = columns.iter().position(|column| column.kind.holds_figure());
    let frozen = figures.map_or(0, |position| (position as u16).min(MOST_FROZEN));
    sheet.set_freeze_panes(HEADINGS + 1, frozen)?;
    print_on_a4(sheet, last, columns.len() as u16)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// Who is to fill it in, and how.
fn line(request: &FormRequest<'_>) -> String {
    let school = request.school.map(|code| {
        let name = request.codebook.school_name(code);
        format!("填报单位：{name}（{}）　", code.as_str())
    });
    let of_year = Template::of(request.template).columns.iter().find(|c| c.kind == Kind::Year);
    let year = request.year.map(|year| match of_year.map_or("", |column| column.heading) {
        "学年" => format!("{year}–{} 学年　", year.number() + 1),
        "届别" => format!("{year} 届　"),
        _ => format!("{year} 年　"),
    });
    let how = "红色表头必填；数字不写单位，没有的填 0，不掌握的留空；填法见“填写说明”";
    [school, year].into_iter().flatten().collect::<String>() + how
}

/// Heading, what is given of each row, and the format of what is to be filled in.
fn write_column(
    sheet: &mut Worksheet,
    index: u16,
    column: &Column,
    rows: &Rows<'_>,
    request: &FormRequest<'_>,
    look: &Look,
) -> Result<(), XlsxError> {
    // The unit has a line of its own.
    let heading = heading_with_unit(column).replace('(', "\n(");
    let format = if column.required { &look.required } else { &look.heading };
    sheet.write_with_format(HEADINGS, index, &heading, format)?;
    let [text, figure] = &look.below;
    sheet.set_column_format(index, if is_number(column) { figure } else { text })?;
    let mut widest = String::new();
    for (row, (key, _)) in rows.by_key.iter().enumerate() {
        let row = HEADINGS + 1 + row as u32;
        sheet.set_row_height(row, ROW_HEIGHT)?;
        let text = match column.kind {
            Kind::Nature if rows.are_simulated() => {
                Some(Nature::Simulated.name(Lang::Zh).to_owned())
            }
            kind => given(kind, key, request.year, request.codebook),
        };
        let text = text.unwrap_or_default();
        match (column.kind, text.parse::<f64>()) {
            (Kind::Year, Ok(year)) => {
                sheet.write_with_format(row, index, year, entry(column, look))?;
            }
            _ if text.is_empty() => {
                sheet.write_blank(row, index, entry(column, look))?;
            }
            _ => {
                sheet.write_with_format(row, index, &text, entry(column, look))?;
            }
        }
        if text.len() > widest.len() {
            widest = text;
        }
    }
    let lines: Vec<&str> = heading.lines().chain([widest.as_str()]).collect();
    sheet.set_column_width(index, width(&lines).min(28.0))?;
    Ok(())
}

/// The format of a cell to be filled in.
fn entry<'l>(column: &Column, look: &'l Look) -> &'l rust_xlsxwriter::Format {
    if is_number(column) { &look.figure } else { &look.text }
}

fn is_number(column: &Column) -> bool {
    matches!(
        column.kind,
        Kind::Figure(_) | Kind::RowValue | Kind::Whole | Kind::Percent | Kind::Number | Kind::Year
    )
}

/// A4 across, one page wide, the headings on every page, and the pages numbered.
fn print_on_a4(sheet: &mut Worksheet, last: u32, columns: u16) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(0, HEADINGS)?;
    sheet.set_print_area(0, 0, last, columns.saturating_sub(1))?;
    sheet.set_footer("&L填报人：　　　　　　审核人：　　　　　　填报日期：&R第 &P 页，共 &N 页");
    Ok(())
}

/// The heading with its unit in brackets, where it has one.
pub(super) fn heading_with_unit(column: &Column) -> String {
    let heading = column.heading;
    match column.kind {
        Kind::Figure(measure) => match units_of(measure).first() {
            // What is a count of things says so by its name.
            Some(unit) if unit.name != "个" => format!("{heading}({})", unit.name),
            _ => heading.to_owned(),
        },
        Kind::Percent => format!("{heading}(%)"),
        _ => heading.to_owned(),
    }
}
