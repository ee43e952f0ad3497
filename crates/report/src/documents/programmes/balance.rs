//! 六、供需预测

use std::cmp::Ordering;

use talent_domain::Lang;
use talent_outlook::{Band, Outlook, ProgrammeOutlook};

use super::bands::{IN_SURPLUS, SHORT};
use super::enrolment::enrolment_tables;
use super::scenarios::{NamedScenario, scenario_table};
use crate::chart::{gap_bars, quadrant};
use crate::document::cells::rough;
use crate::document::{Block, Cell, Table};
use crate::documents::tables::{balance_table, class_table, counterevidence_table};

/// Totals (`l13`), the chart of gaps, the balance of each class (`l29`) and programme (`l14`), scenarios (`l15`), the chart of outcomes
/// against demand, and enrolment to come (`l26` to `l28`).
///
/// Running text points to the rows of `l13`, whose order therefore counts.
pub(super) fn balance(outlook: &Outlook, scenarios: &[NamedScenario]) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(&heading(outlook)),
        Block::say(
            "按求人倍率中心值的档次，测算期内供不应求的专业{l13:0:1}个，基本平衡{l13:1:1}个，供过于求{l13:2:1}个\
             （其中把握大的，见摘要的“很可能”）；\
             岗位需求合计约{l13:3:1}人，本地供给合计约{l13:4:1}人。",
        ),
        overview_table(outlook).into(),
        Block::figure("图6-1", gap_bars(outlook, Lang::Zh)),
        class_table(outlook, "l29", "表6-2　分专业类供求测算").into(),
        balance_table(outlook, "l14", "表6-3　分专业供求测算").into(),
    ];
    let against = counterevidence_table(outlook, "l38", "表6-4　过剩判断须先核实的专业类和专业");
    blocks.extend(against.map(Block::from));
    blocks.extend(scenario_table(scenarios).map(Block::from));
    blocks.push(Block::figure("图6-2", quadrant(outlook, Lang::Zh)));
    blocks.extend(enrolment_tables(outlook).into_iter().map(Block::from));
    blocks
}

/// How many programmes are in some bands.
fn in_bands(outlook: &Outlook, bands: &[Band]) -> usize {
    let bands_of = outlook.programmes.iter().filter_map(|p| p.balance.band);
    bands_of.filter(|band| bands.contains(band)).count()
}

/// The heading with whether more programmes are short or in surplus.
fn heading(outlook: &Outlook) -> String {
    let found = match in_bands(outlook, &SHORT).cmp(&in_bands(outlook, &IN_SURPLUS)) {
        Ordering::Less => "供过于求的专业多于供不应求的",
        Ordering::Equal => "供过于求与供不应求的专业个数相当",
        Ordering::Greater => "供不应求的专业多于供过于求的",
    };
    format!("六、供需预测：{found}")
}

/// Programmes by band, and the sums of their means in persons over the period.
/// Bands are counted in programmes; means add up where medians do not.
fn overview_table(outlook: &Outlook) -> Table {
    let of_bands = |bands: &[Band]| Cell::from(in_bands(outlook, bands));
    let sum = |read: fn(&ProgrammeOutlook) -> Option<f64>| {
        rough(outlook.programmes.iter().filter_map(read).sum())
    };
    let rows = [
        ("供不应求（供给略少、紧缺）", of_bands(&SHORT)),
        ("基本平衡", of_bands(&[Band::Balanced])),
        ("供过于求（供给略多、过剩）", of_bands(&IN_SURPLUS)),
        ("岗位需求（各专业中心值之和，人）", sum(|p| p.balance.demand.centre())),
        ("本地供给（各专业中心值之和，人）", sum(|p| p.balance.supply.centre())),
    ];
    Table::new("l13", "表6-1　供求总体情况")
        .words(["项目"])
        .figures(["数值"])
        .rows(rows.map(|(name, value)| [Cell::from(name), value]))
}
