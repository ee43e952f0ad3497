//! The sheet of a form that explains each column.

use rust_xlsxwriter::{Worksheet, XlsxError};
use talent_domain::{Lang, Measure, TemplateCode};

use super::data::heading_with_unit;
use super::look::Look;
use crate::column::Column;
use crate::templates::Template;
use crate::values::units_of;

/// Characters that a line of an explanation has room for.
const LINE: usize = 38;

/// What holds for the form as a whole.
const GENERAL: [&str; 6] = [
    "红色表头必填；数字只填数，不写“人”“约”等字；没有的填 0，不掌握的留空。",
    "表头已锁定（没有密码），请不要改动表头、增删列；可以增删行。",
    "已列出上年填报过的行；本年没有的整行删去，新增的在下面补写。",
    "代码和名称可从下拉列表选择，列表在“代码选项”中；只填名称、不填代码也可以。",
    "带“本系统生成”字样的工作表不作为数据读入。",
    "退回时在“校验结果”中逐处写明问题和改法；提醒须在该表“情况说明”一栏写明原因，改好后把原文件再报一次。",
];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    template: &Template,
    columns: &[&'static Column],
    look: &Look,
) -> Result<(), XlsxError> {
    sheet.set_name(Template::HELP_SHEET)?;
    sheet.set_column_width(0, 22)?.set_column_width(1, 8)?.set_column_width(2, 78)?;
    for (column, word) in ["表头", "必填", "填写方法"].iter().enumerate() {
        sheet.write_with_format(0, column as u16, *word, &look.heading)?;
    }
    let mut row = 0;
    let mut line = |cells: [&str; 3]| -> Result<(), XlsxError> {
        row += 1;
        let lines = cells[2].chars().count().div_ceil(LINE).max(1);
        sheet.set_row_height(row, 18.0 * lines as f64)?;
        for (column, text) in cells.iter().enumerate() {
            sheet.write_with_format(row, column as u16, *text, &look.fixed)?;
        }
        Ok(())
    };
    for column in columns {
        let required = if column.required { "是" } else { "" };
        line([&heading_with_unit(column), required, column.help])?;
    }
    if template.code == TemplateCode::T0 {
        for measure in Measure::ALL.iter().filter(|measure| !units_of(**measure).is_empty()) {
            line([measure.code(), "", measure.name(Lang::Zh)])?;
        }
    }
    for text in GENERAL {
        line(["说明", "", text])?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.protect();
    Ok(())
}
