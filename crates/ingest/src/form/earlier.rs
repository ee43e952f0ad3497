//! The sheet of a form that shows the figures of the year before, row by row as the form has them.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::data::heading_with_unit;
use super::look::{Look, width};
use super::rows::{Rows, given, measure_of};
use crate::column::Column;
use crate::form_request::FormRequest;
use crate::kind::Kind;
use crate::own_sheet;

/// Writes the sheet. Its rows stand in the same rows as in the form.
pub(super) fn write(
    sheet: &mut Worksheet,
    request: &FormRequest<'_>,
    columns: &[&'static Column],
    rows: &Rows<'_>,
    look: &Look,
) -> Result<(), XlsxError> {
    sheet.set_name(own_sheet::EARLIER)?;
    sheet.write_with_format(0, 0, own_sheet::corner(own_sheet::EARLIER), &look.line)?;
    let year = rows.year.map_or_else(String::new, |year| year.to_string());
    let says = format!("{year} 年已报数字，与“数据”表同行，供填写时核对");
    sheet.write_with_format(1, 0, says, &look.line)?;
    let shown = columns.iter().filter(|column| !matches!(column.kind, Kind::Note | Kind::Nature));
    for (index, column) in shown.enumerate() {
        let index = index as u16;
        let heading = heading_with_unit(column);
        sheet.write_with_format(2, index, &heading, &look.heading)?;
        let mut widest = heading.clone();
        for (row, (key, figures)) in rows.by_key.iter().enumerate() {
            let row = row as u32 + 3;
            let figure = measure_of(column.kind).and_then(|measure| figures.get(&measure));
            let text = given(column.kind, key, rows.year, request.codebook);
            match (column.kind, figure) {
                (Kind::Word(_, words), Some(value)) => {
                    let word = words.iter().find(|(_, number)| number == value);
                    sheet.write_with_format(
                        row,
                        index,
                        word.map_or("", |(w, _)| *w),
                        &look.fixed,
                    )?;
                }
                (_, Some(value)) => {
                    sheet.write_with_format(row, index, *value, &look.fixed_figure)?;
                }
                (_, None) => {
                    let text = text.unwrap_or_default();
                    sheet.write_with_format(row, index, &text, &look.fixed)?;
                    if text.len() > widest.len() {
                        widest = text;
                    }
                }
            }
        }
        sheet.set_column_width(index, width(&[&widest]).min(30.0))?;
    }
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(2, 2)?;
    sheet.protect();
    Ok(())
}
