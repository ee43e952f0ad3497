//! The words for a total, and for a subtotal.

use talent_domain::CodeList;

use crate::cell_value::CellValue;
use crate::folding::{LONGEST_NAME, plain};
use crate::kind::Kind;
use crate::names::{Names, without_total};
use crate::sheet::Sheet;
use crate::table::Binding;

/// The word for the total in a code column, often spread out with spaces.
pub(super) fn is_total_word(text: &str) -> bool {
    const TOTAL: [&str; 7] = ["合计", "总计", "共计", "全市", "全部", "全校", "各校"];
    if !may_be_sum(text) {
        return false;
    }
    let text = plain(text);
    let text = text.split_once('(').map_or(text.as_str(), |(name, _)| name);
    let of_all = without_total(text).filter(|of| of.is_empty() || TOTAL.contains(of));
    TOTAL.contains(&text) || (of_all.is_some() && text != "小计")
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

/// Whether the row is a subtotal: it begins with 小计, or one of its codes or names is 某某小计 and no name of its list. Nor is
/// the total over regions a row of one.
pub(super) fn is_subtotal_row(sheet: &Sheet, row: usize, binding: &Binding, names: &Names) -> bool {
    let text = |column: usize| match sheet.cell(row, column).value {
        CellValue::Text(text) if may_be_sum(text) => Some(text),
        _ => None,
    };
    let first = sheet.row(row).next().and_then(|first| text(first.column()));
    if first.is_some_and(opens_subtotal) {
        return true;
    }
    binding.columns.iter().any(|bound| {
        let list = match bound.spec.kind {
            Kind::Name(list) => Some(list),
            kind => kind.list_of_codes(),
        };
        let (Some(list), Some(text)) = (list, text(bound.column)) else { return false };
        let is_sum =
            if is_total_word(text) { list == CodeList::Region } else { is_subtotal_name(text) };
        is_sum && !names.has(list, text)
    })
}

/// Whether a text may hold a word for a total or subtotal: most do not, and need no folding.
fn may_be_sum(text: &str) -> bool {
    text.len() <= LONGEST_NAME && text.contains(['计', '全'])
}

/// Whether a row that begins with a text is a subtotal.
pub(super) fn opens_subtotal(text: &str) -> bool {
    may_be_sum(text) && plain(text).starts_with("小计")
}

/// Whether a name is that of a subtotal: 某某小计.
pub(super) fn is_subtotal_name(text: &str) -> bool {
    may_be_sum(text) && without_total(&plain(text)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_from_subtotals() {
        for text in
            ["合计", "总　计", "全市", "全市总计", "合计(人)", "总计 Total", "合计①", "全校合计"]
        {
            assert!(is_total_word(text), "{text}");
        }
        for text in
            ["小计", "装备制造大类小计", "甲县职业中学合计", "会计", "全科医学", "计算机应用"]
        {
            assert!(!is_total_word(text), "{text}");
        }
    }
}
