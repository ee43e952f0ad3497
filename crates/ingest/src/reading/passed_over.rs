//! Rows after or between the data that hold none.

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::sheet::Sheet;
use crate::table::Binding;

/// Whether a row holds no data: blank, a subtotal, a note or signature in one cell, or the numbers of the
/// columns (甲, 乙, 1, 2) under the headings.
pub(super) fn is_remark(sheet: &Sheet, row: usize, binding: &Binding) -> bool {
    const OPENINGS: [&str; 12] = [
        "注",
        "填报",
        "填表",
        "审核",
        "说明",
        "制表",
        "负责人",
        "单位负责",
        "联系",
        "资料来源",
        "数据来源",
        "备注",
    ];
    let mut filled = sheet.row(row);
    let Some(first) = filled.next() else { return true };
    let CellValue::Text(text) = first.value else { return false };
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if close.starts_with("小计") || (close == "甲" && row == binding.last_heading_row + 1) {
        return true;
    }
    let opens = OPENINGS.iter().any(|opening| text.trim_start().starts_with(opening));
    let required = binding.columns.iter().filter(|bound| bound.spec.required).count();
    opens && filled.count() < required.max(1)
}

/// A row that yearbooks put below the one it is part of: `其中：` or `#` before its name.
pub(super) fn part_of_row(sheet: &Sheet, row: usize) -> Option<Finding> {
    let first = sheet.row(row).next()?;
    let CellValue::Text(text) = first.value else { return None };
    let text = text.trim();
    let is_part = text.starts_with("其中") || text.starts_with(['#', '＃']);
    is_part.then(|| first.finding(RowProblem::PartOfRow { text: text.to_owned() }))
}
