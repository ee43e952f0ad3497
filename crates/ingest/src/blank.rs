use rust_xlsxwriter::{Color, DataValidation, Format, Workbook, XlsxError};
use talent_domain::{Lang, Measure, Nature, Status, TemplateCode};

use crate::binding::HELP_SHEET;
use crate::number::{needs_unit, units_of};
use crate::template::{Kind, Template};

/// A blank template could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the blank template {template} could not be written")]
pub struct BlankError {
    /// Its code.
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
    let title = Format::new().set_bold().set_font_size(13);
    let heading =
        Format::new().set_bold().set_background_color(Color::RGB(0x00DC_E6F1)).set_text_wrap();
    let required = heading.clone().set_font_color(Color::RGB(0x00C0_0000));
    let text = Format::new().set_num_format("@");

    let sheet = workbook.add_worksheet().set_name("数据")?;
    sheet.write_with_format(0, 0, format!("{} v1", code.title(Lang::Zh)), &title)?;
    for (column, spec) in template.columns.iter().enumerate() {
        let column = column as u16;
        let format = if spec.required { &required } else { &heading };
        sheet.write_with_format(1, column, heading_with_unit(spec.heading, spec.kind), format)?;
        sheet.set_column_width(column, (spec.heading.chars().count() * 2 + 6).max(12) as f64)?;
        let is_figure = matches!(
            spec.kind,
            Kind::Figure(_) | Kind::RowValue | Kind::Whole | Kind::Percent | Kind::Number
        );
        if !is_figure {
            sheet.set_column_format(column, &text)?;
        }
        if let Some(words) = drop_down(spec.kind) {
            let list = DataValidation::new().allow_list_strings(&words)?;
            sheet.add_data_validation(2, column, PREPARED_ROWS, column, &list)?;
        }
    }
    sheet.set_freeze_panes(2, 0)?;

    let help = workbook.add_worksheet().set_name(HELP_SHEET)?;
    help.set_column_width(0, 18)?.set_column_width(1, 8)?.set_column_width(2, 70)?;
    for (column, word) in ["表头", "必填", "填写方法"].iter().enumerate() {
        help.write_with_format(0, column as u16, *word, &heading)?;
    }
    let mut row = 1;
    for spec in template.columns {
        help.write(row, 0, spec.heading)?;
        help.write(row, 1, if spec.required { "是" } else { "" })?;
        help.write(row, 2, spec.help)?;
        row += 1;
    }
    if code == TemplateCode::T0 {
        for measure in Measure::ALL.iter().filter(|measure| !units_of(**measure).is_empty()) {
            row += 1;
            help.write(row, 0, measure.code())?;
            help.write(row, 2, measure.name(Lang::Zh))?;
        }
    }
    workbook.save_to_buffer()
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
