//! 二、产业与就业现状

use std::collections::BTreeMap;

use talent_domain::{Lang, Year};
use talent_outlook::{IndustryOutlook, Outlook, OutputOutlook, Point};

use crate::chart::{FanSubject, chart_notes, fan_chart};
use crate::document::cells::{
    NONE, cells, centre_with_interval, decimal, median_with_interval, or_none, signed_percent,
    whole,
};
use crate::document::{Block, Cell, Table};
use crate::wording::figures::moved;

/// Past growth is a mean over so many years.
const YEARS: i32 = 5;

/// Employment of industries (`l1`) with the chart of all together, output of the three sectors (`l2`), and a blank for
/// the plans of the city.
///
/// The table of output is left out where the outlook has none.
pub(super) fn industries(outlook: &Outlook) -> Vec<Block> {
    let employment = employment_table(outlook);
    let mut blocks = vec![Block::heading(&heading(outlook))];
    if !employment.rows.is_empty() {
        blocks.push(Block::say(
            "全市城镇单位从业人员（人）{l1:0:1}年为{l1:0:2}，近五年年均增长{l1:0:3}；预测{l1:0:4}年为{l1:0:5}。",
        ));
    }
    blocks.push(employment.into());
    blocks.extend(employment_chart(outlook));
    blocks.extend(output_table(outlook).map(Block::from));
    blocks.push(Block::forced_slot(
        "industries",
        "结合本市规划和重点产业链，说明产业发展的重点和变化。",
        &["l1", "l2"],
    ));
    blocks
}

/// The heading with how employment has moved; alone where that is not known.
fn heading(outlook: &Outlook) -> String {
    /// Growth by less a year is none, a fraction.
    const WITHIN: f64 = 0.005;
    let growth = all_industries(outlook).and_then(|all| growth(&all.history));
    let found = growth.map_or_else(String::new, |growth| {
        let word = moved(growth, WITHIN, ["增加", "减少", "基本持平"]);
        format!("：城镇单位从业人员近五年{word}")
    });
    format!("二、产业与就业现状{found}")
}

/// All industries together first, then the sections by employment.
/// Employment is that of the last year with a figure; an industry without any comes last.
pub(super) fn by_size(outlook: &Outlook) -> Vec<&IndustryOutlook> {
    let mut industries: Vec<&IndustryOutlook> = outlook.industries.iter().collect();
    let size = |industry: &IndustryOutlook| industry.history.last().map_or(0.0, |last| last.value);
    industries.sort_by(|a, b| {
        (b.code.is_none(), size(b))
            .partial_cmp(&(a.code.is_none(), size(a)))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    industries
}

/// All industries together.
/// `None` in outlooks without a total.
pub(super) fn all_industries(outlook: &Outlook) -> Option<&IndustryOutlook> {
    outlook.industries.iter().find(|industry| industry.code.is_none())
}

/// Unit employment in persons at the end of the year, past and to come.
fn employment_table(outlook: &Outlook) -> Table {
    Table::new("l1", "表2-1　分行业城镇单位从业人员与预测（人，预测为抽样均值，括号内为80%区间）")
        .words(["行业"])
        .marks(["最近年份"])
        .figures(["从业人员", "近五年年均增长"])
        .marks(["预测年份"])
        .figures(["预测从业人员（均值）", "预测增减（中位数）"])
        .rows(by_size(outlook).into_iter().filter_map(employment_row))
        .note("近五年年均增长按首尾两年计算；首年没有数字的不计。各行业预测均值之和即全部行业（取整后个位可有出入）；人数少、波动大的行业分布偏斜，均值高于中位数，增减按中位数计算。")
}

/// Employment of an industry in its last year and in the last forecast year; none without history.
/// The change is from the last observed year to the median of the last forecast year, as a fraction.
fn employment_row(industry: &IndustryOutlook) -> Option<[Cell; 7]> {
    let last = industry.history.last()?;
    let future = industry.forecast.last();
    let change = future.and_then(|future| Some(future.range.median? / last.value - 1.0));
    Some(cells![
        industry.title(),
        last.year.to_string(),
        whole(last.value),
        or_none(growth(&industry.history), signed_percent),
        future.map_or_else(|| NONE.to_owned(), |future| future.year.to_string()),
        or_none(future, |future| centre_with_interval(&future.range, whole)),
        or_none(change, signed_percent),
    ])
}

/// The mean yearly growth over the last [`YEARS`] years, as a fraction: `(last / first)^(1/years) − 1`.
/// `None` where the first of these years has no figure, or a value is not positive.
fn growth(points: &[Point]) -> Option<f64> {
    let last = points.last()?;
    let first = points.iter().find(|point| point.year == last.year - YEARS)?;
    (first.value > 0.0 && last.value > 0.0)
        .then(|| (last.value / first.value).powf(1.0 / f64::from(YEARS)) - 1.0)
}

/// The fan of all industries together; none where there is no total.
fn employment_chart(outlook: &Outlook) -> Option<Block> {
    let subject = FanSubject::employment(all_industries(outlook)?, Lang::Zh);
    let notes = chart_notes(&outlook.meta, subject.simulated, Lang::Zh);
    Some(Block::figure("图2-1", fan_chart(&subject, &notes, Lang::Zh)))
}

/// Real output of the three sectors up to the end of the balance; none where no industry has any.
/// Industries of one sector share its output, so that the table has one row per sector.
fn output_table(outlook: &Outlook) -> Option<Table> {
    let end = outlook.programmes.first().map(|programme| programme.balance.to);
    let by_sector: BTreeMap<&str, [Cell; 6]> = outlook
        .industries
        .iter()
        .filter_map(|industry| industry.output.as_ref())
        .filter_map(|output| Some((output.code.as_str(), output_row(output, end)?)))
        .collect();
    let table = Table::new(
        "l2",
        "表2-2　三次产业产出指数与预测（按全市统一价格平减，首年为100，括号内为80%区间）",
    )
    .words(["产业"])
    .marks(["最近年份"])
    .figures(["指数", "近五年年均增长"])
    .marks(["预测年份"])
    .figures(["预测指数"]);
    let table = table.note("各产业用同一价格指数平减，含产业之间比价的变动和普查修订的影响，不等于统计部门公布的可比价增速，只作测算用，不宜引用。");
    (!by_sector.is_empty()).then(|| table.rows(by_sector.into_values()))
}

/// The index (first year 100) in its last year and in the last forecast year up to `end`; none without either.
fn output_row(output: &OutputOutlook, end: Option<Year>) -> Option<[Cell; 6]> {
    let last = output.history.last()?;
    let is_within = |year: Year| end.is_none_or(|end| year <= end);
    let future = output.forecast.iter().rfind(|future| is_within(future.year))?;
    Some(cells![
        output.name.clone(),
        last.year.to_string(),
        decimal(last.value),
        or_none(growth(&output.history), signed_percent),
        future.year.to_string(),
        median_with_interval(&future.range, decimal),
    ])
}
