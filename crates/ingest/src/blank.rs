//! Blank templates to be filled in.

use rust_xlsxwriter::{Color, DataValidation, Format, Workbook, Worksheet, XlsxError};
use talent_domain::{Lang, Measure, Nature, Status, TemplateCode};

use crate::column::Column;
use crate::kind::Kind;
use crate::templates::Template;
use crate::values::{needs_unit, units_of};

/// A blank template could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the blank template {template} could not be written")]
pub struct BlankError {
    /// The template's code.
    pub template: &'static str,
    /// Why.
    #[source]
    pub source: XlsxError,
}

/// Rows of a blank template that get drop-down lists.
const PREPARED_ROWS: u32 = 500;

/// A blank `.xlsx` of a template: the marker in its corner, headings with units, drop-down lists,
/// and a second sheet that explains each column. Code columns are formatted as text, so that no
/// spreadsheet program damages a code.
pub fn blank_template(code: TemplateCode) -> Result<Vec<u8>, BlankError> {
    write(code).map_err(|source| BlankError { template: code.code(), source })
}

fn write(code: TemplateCode) -> Result<Vec<u8>, XlsxError> {
    let template = Template::of(code);
    let mut workbook = Workbook::new();
    let heading =
        Format::new().set_bold().set_background_color(Color::RGB(0x00DC_E6F1)).set_text_wrap();
    write_data(workbook.add_worksheet(), &template, &heading)?;
    write_help(workbook.add_worksheet(), &template, &heading)?;
    workbook.save_to_buffer()
}

/// The sheet to be filled in.
fn write_data(
    sheet: &mut Worksheet,
    template: &Template,
    heading: &Format,
) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(13);
    sheet.set_name("数据")?;
    sheet.write_with_format(0, 0, format!("{} v1", template.code.title(Lang::Zh)), &title)?;
    for (index, column) in template.columns.iter().enumerate() {
        write_column(sheet, index as u16, column, heading)?;
    }
    sheet.set_freeze_panes(2, 0)?;
    Ok(())
}

fn write_column(
    sheet: &mut Worksheet,
    index: u16,
    column: &Column,
    heading: &Format,
) -> Result<(), XlsxError> {
    let required = heading.clone().set_font_color(Color::RGB(0x00C0_0000));
    let format = if column.required { &required } else { heading };
    let words = heading_with_unit(column.heading, column.kind);
    sheet.write_with_format(1, index, words, format)?;
    sheet.set_column_width(index, (column.heading.chars().count() * 2 + 6).max(12) as f64)?;
    let is_number = matches!(
        column.kind,
        Kind::Figure(_) | Kind::RowValue | Kind::Whole | Kind::Percent | Kind::Number
    );
    if !is_number {
        sheet.set_column_format(index, &Format::new().set_num_format("@"))?;
    }
    if let Some(words) = drop_down(column.kind) {
        let list = DataValidation::new().allow_list_strings(&words)?;
        sheet.add_data_validation(2, index, PREPARED_ROWS, index, &list)?;
    }
    Ok(())
}

/// The sheet that explains each column.
fn write_help(
    sheet: &mut Worksheet,
    template: &Template,
    heading: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name(Template::HELP_SHEET)?;
    sheet.set_column_width(0, 18)?.set_column_width(1, 8)?.set_column_width(2, 70)?;
    for (column, word) in ["表头", "必填", "填写方法"].iter().enumerate() {
        sheet.write_with_format(0, column as u16, *word, heading)?;
    }
    let mut row = 1;
    for column in template.columns {
        sheet.write(row, 0, column.heading)?;
        sheet.write(row, 1, if column.required { "是" } else { "" })?;
        sheet.write(row, 2, column.help)?;
        row += 1;
    }
    if template.code == TemplateCode::T0 {
        for measure in Measure::ALL.iter().filter(|measure| !units_of(**measure).is_empty()) {
            row += 1;
            sheet.write(row, 0, measure.code())?;
            sheet.write(row, 2, measure.name(Lang::Zh))?;
        }
    }
    Ok(())
}

fn heading_with_unit(heading: &str, kind: Kind) -> String {
    match kind {
        Kind::Figure(measure) if needs_unit(measure) || measure == Measure::StartingPay => {
            format!("{heading}({})", units_of(measure)[0].name)
        }
        Kind::Percent => format!("{heading}(%)"),
        _ => heading.to_owned(),
    }
}

fn drop_down(kind: Kind) -> Option<Vec<&'static str>> {
    match kind {
        Kind::Status => Some(Status::WORDS.iter().map(|(word, _)| *word).collect()),
        Kind::Nature => Some(Nature::WORDS.iter().map(|(word, _)| *word).collect()),
        Kind::OneOf(words) => Some(words.to_vec()),
        Kind::Word(_, words) => Some(words.iter().map(|(word, _)| *word).collect()),
        _ => None,
    }
}
