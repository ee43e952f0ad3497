//! Demand of each programme by its cause.

use crate::wording::cause_parts;
use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::document::Table;
use crate::wording::figures::rough;

/// Demand by cause in persons over the period, with every rate at its mean so that the causes add up.
pub(in crate::documents) fn demand_table(
    outlook: &Outlook,
    id: &'static str,
    caption: &str,
) -> Table {
    let causes = outlook.programmes.first().map(|p| cause_parts(p.balance.causes, Lang::Zh));
    let rows = outlook.by_tightness().into_iter().map(|p| {
        let persons = cause_parts(p.balance.causes, Lang::Zh).map(|(_, persons)| rough(persons));
        [p.code.to_string(), p.name.clone()].into_iter().chain(persons)
    });
    Table::new(id, caption)
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(causes.into_iter().flatten().map(|(name, _)| name))
        .rows(rows)
        .note("各项相加为按均值计算的需求；供求测算由抽样得到，中位数与此不尽相同。")
}
