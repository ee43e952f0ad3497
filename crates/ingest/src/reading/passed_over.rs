//! Rows after or between the data that hold none.

use crate::cell_value::CellValue;
use crate::finding::Finding;
use crate::problem::RowProblem;
use crate::row_counts::RowCounts;
use crate::sheet::Sheet;
use crate::table::Binding;

/// A row below the headings that holds no data.
#[derive(Clone, Copy)]
pub(super) enum Remark {
    /// A subtotal.
    Subtotal,
    /// A note or signature in one cell.
    Note,
    /// The numbers of the columns (甲, 乙, 1, 2).
    Numbers,
}

impl Remark {
    /// Where it is counted.
    pub(super) fn count(self, counts: &mut RowCounts) -> &mut usize {
        match self {
            Self::Subtotal => &mut counts.totals,
            Self::Note => &mut counts.notes,
            Self::Numbers => &mut counts.headings,
        }
    }
}

/// What a row is that holds no data: a subtotal, a note or signature in one cell, or the numbers of the columns under the
/// headings; `None` of any other.
pub(super) fn remark(sheet: &Sheet, row: usize, binding: &Binding) -> Option<Remark> {
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
    let CellValue::Text(text) = filled.next()?.value else { return None };
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if close.starts_with("小计") {
        return Some(Remark::Subtotal);
    }
    if close == "甲" && row == binding.last_heading_row + 1 {
        return Some(Remark::Numbers);
    }
    let opens = OPENINGS.iter().any(|opening| text.trim_start().starts_with(opening));
    let required = binding.columns.iter().filter(|bound| bound.spec.required).count();
    (opens && filled.count() < required.max(1)).then_some(Remark::Note)
}

/// A row that yearbooks put below the one it is part of: `其中：` or `#` before its name.
pub(super) fn part_of_row(sheet: &Sheet, row: usize) -> Option<Finding> {
    let first = sheet.row(row).next()?;
    let CellValue::Text(text) = first.value else { return None };
    let text = text.trim();
    let is_part = text.starts_with("其中") || text.starts_with(['#', '＃']);
    is_part.then(|| first.finding(RowProblem::PartOfRow { text: text.to_owned() }))
}
