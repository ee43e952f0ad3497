//! C6: published warning rules.

use talent_domain::{Codebook, RuleRow};

use super::entry::Entry;
use super::list::List;
use crate::finding::Finding;
use crate::problem::ListProblem;

pub(super) const LIST: List = List::new(|codebook| codebook.rules.clear(), take);

fn take(entry: &mut Entry<'_>, codebook: &mut Codebook) -> bool {
    let id = entry.text("规则编号");
    if let Some(first) = codebook.rules.iter().find(|rule| rule.id == id) {
        let problem = ListProblem::RuleTwice { id: id.clone(), first: first.cell.clone() };
        entry.findings.push(Finding::at(entry.cell.clone(), problem));
    }
    let condition = ["运算符", "阈值", "阈值单位"].map(|heading| entry.text(heading)).join(" ");
    codebook.rules.push(RuleRow {
        id,
        region: entry.text("适用地区"),
        education: entry.text("适用层次"),
        metric: entry.text("指标"),
        condition: condition.trim().to_owned(),
        operator: entry.text("运算符"),
        threshold: entry.text("阈值"),
        unit: entry.text("阈值单位"),
        window: entry.text("期限"),
        action: entry.text("措施"),
        level: entry.text("建议等级"),
        year: entry.text("年份"),
        source: entry.source(),
        cell: entry.cell.clone(),
    });
    false
}
