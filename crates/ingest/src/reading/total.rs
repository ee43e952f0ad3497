//! The words for a total.

use crate::cell_value::CellValue;
use crate::kind::Kind;
use crate::sheet::Sheet;
use crate::table::Binding;

/// The word for a total in a code column, often spread out with spaces.
pub(super) fn is_total_word(text: &str) -> bool {
    const TOTAL: [&str; 4] = ["合计", "总计", "全市", "全部"];
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    TOTAL.contains(&close.as_str())
}

/// Whether the row begins with the word for a total, or a code or name in it is one: code columns left
/// empty beside it are totals too, as where one cell is merged over them.
pub(super) fn is_total_row(sheet: &Sheet, row: usize, binding: &Binding) -> bool {
    let is_total =
        |value: CellValue<&str>| matches!(value, CellValue::Text(text) if is_total_word(text));
    sheet.row(row).next().is_some_and(|first| is_total(first.value))
        || binding.columns.iter().any(|bound| {
            let holds_total = matches!(
                bound.spec.kind,
                Kind::Industry | Kind::Programme { .. } | Kind::School { .. } | Kind::Name(_)
            );
            holds_total && is_total(sheet.cell(row, bound.column).value)
        })
}
