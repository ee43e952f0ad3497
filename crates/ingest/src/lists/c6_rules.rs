//! C6: published warning rules.

use talent_domain::{Codebook, RuleRow};

use super::entry::Entry;
use super::list::List;

pub(super) const LIST: List = List::new(|codebook| codebook.rules.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let condition = ["运算符", "阈值", "阈值单位"].map(|heading| entry.text(heading)).join(" ");
    codebook.rules.push(RuleRow {
        id: entry.text("规则编号"),
        metric: entry.text("指标"),
        condition: condition.trim().to_owned(),
        window: entry.text("期限"),
        action: entry.text("措施"),
        source: entry.source(),
        cell: entry.cell.clone(),
    });
    false
}
