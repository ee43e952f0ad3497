//! Sheets that this project writes into workbooks beside the data, and never reads as data.

use crate::cell_value::CellValue;
use crate::sheet::Sheet;

/// What the sheet of a form is called that shows the figures of the year before.
pub(crate) const EARLIER: &str = "上年对照";
/// What the sheet of a form is called that holds the codes of its drop-down lists.
pub(crate) const OPTIONS: &str = "代码选项";
/// What the sheet is called on which findings go back to the sender.
pub(crate) const FINDINGS: &str = "校验结果";

/// The row of the headings on the sheet of findings, counted from 1.
pub(crate) const FINDINGS_HEADINGS: u32 = 3;

/// What stands in the corner of such a sheet.
pub(crate) fn corner(name: &str) -> String {
    format!("{name} v1（本系统生成，不作为数据读入）")
}

/// Whether a sheet is one of these, by its name and its corner. A sheet that merely bears the name is none.
pub(crate) fn is_own(sheet: &Sheet) -> bool {
    [EARLIER, OPTIONS, FINDINGS].into_iter().any(|name| is(sheet, name))
}

/// Whether a sheet is that of findings, which makes its workbook one that went back to its sender.
pub fn is_returned(sheet: &Sheet) -> bool {
    is(sheet, FINDINGS)
}

/// Whether a sheet is the one of this name.
pub(crate) fn is(sheet: &Sheet, name: &str) -> bool {
    let is_named = sheet.name().is_some_and(|own| own.starts_with(name));
    let begins = format!("{name} v1");
    is_named
        && matches!(sheet.cell(0, 0).value, CellValue::Text(text) if text.trim().starts_with(&begins))
}
