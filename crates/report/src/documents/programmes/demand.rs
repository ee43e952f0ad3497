//! 三、人才需求

use talent_domain::Lang;
use talent_outlook::{
    BodyEstimate, IndustryOutlook, NeighbourOutlook, Outlook, PlannedEvent, ProgrammeOutlook, Range,
};

use super::industries::{all_industries, by_size};
use crate::document::cells::{
    NONE, cells, centre_with_interval, or_none, percent, probability, ratio, whole,
};
use crate::document::{Block, Cell, Table, bound_text};
use crate::documents::tables::demand_table;
use crate::wording::band_name;
use crate::wording::industry::{quarters_of, whole_year};

/// Openings by industry (`l3`), demand for graduates by cause (`l4`), projects (`l5`), and what industry bodies expect
/// (`l6`).
///
/// `l5` is left out without projects, `l35` without figures of subsidised hires, `l36` and `l37` without
/// regions around the city that count; without estimates of industry bodies a blank stands in the place of `l6`.
pub(super) fn demand(outlook: &Outlook) -> Vec<Block> {
    let caption = format!(
        "表3-2　面向{}毕业生的岗位需求按成因（人，测算期合计，中心值）",
        outlook.meta.level.name(Lang::Zh)
    );
    let found = all_industries(outlook).map_or("", |all| {
        if is_refilled(all) { "：以减员补充为主" } else { "：以用工增长为主" }
    });
    let mut blocks = vec![Block::heading(&format!("三、人才需求{found}"))];
    blocks.extend(all_industries(outlook).map(summary));
    blocks.push(openings_table(outlook).into());
    blocks.push(demand_table(outlook, "l4", &caption).into());
    blocks.extend(events_table(outlook).map(Block::from));
    blocks.push(bodies(outlook));
    blocks.extend(hires_table(outlook).map(Block::from));
    blocks.extend(around_tables(outlook).into_iter().flatten().map(Block::from));
    blocks
}

/// Openings of all industries together, and whether most of them come from people who leave.
/// Means of people who leave and of growth are compared; the numbers are those of the first row of `l3`.
fn summary(industry: &IndustryOutlook) -> Block {
    let mut text = bound_text(
        "测算期内全市各教育层次的新增岗位（人）合计{l3:0:3}，其中人员退出后的补充{l3:0:1}，从业人员增减{l3:0:2}",
    );
    text.push(
        if is_refilled(industry) {
            "。岗位需求以减员补充为主，专业调整不宜只看产业增长。"
        } else {
            "。岗位需求以从业人员增长为主。"
        }
        .into(),
    );
    Block::Paragraph(text)
}

/// Whether more openings of an industry come from people who leave than from growth.
pub(super) fn is_refilled(industry: &IndustryOutlook) -> bool {
    let mean = |range: &Option<Range>| range.as_ref().and_then(Range::centre);
    mean(&industry.replacement) > mean(&industry.expansion)
}

/// Openings of each industry over the period, all levels of education: from people who leave, and from growth.
/// The first row is all industries together.
fn openings_table(outlook: &Outlook) -> Table {
    let row = |industry: &IndustryOutlook| {
        cells![
            industry.title(),
            in_persons(industry.replacement.as_ref()),
            in_persons(industry.expansion.as_ref()),
            in_persons(industry.openings.as_ref()),
        ]
    };
    Table::new("l3", "表3-1　分行业新增岗位（人，测算期合计，各教育层次，抽样均值，括号内为80%区间）")
        .words(["行业"])
        .figures(["退出补充", "从业人员增减", "新增岗位"])
        .rows(by_size(outlook).into_iter().map(row))
        .note("均值可以相加：各行业之和即全部行业（取整后个位可有出入）。从业人员减少快于人员退出时，多出的部分不作负需求，所以新增岗位不等于前两项之和。")
}

/// Mean and 80 % interval, persons.
fn in_persons(range: Option<&Range>) -> Cell {
    or_none(range, |range| centre_with_interval(range, whole))
}

/// Projects and closures that are added to the forecasts; none without any.
/// One row per event: posts added (or lost, negative), and the probability that it comes about.
fn events_table(outlook: &Outlook) -> Option<Table> {
    let row = |industry: &IndustryOutlook, event: &PlannedEvent| {
        cells![
            industry.title(),
            event.name.clone(),
            event.year.to_string(),
            whole(event.posts),
            probability(event.probability),
            event.source.clone(),
        ]
    };
    let of_industry = |industry: &IndustryOutlook| -> Vec<[Cell; 6]> {
        industry.events.iter().map(|event| row(industry, event)).collect()
    };
    let rows: Vec<[Cell; 6]> = outlook.industries.iter().flat_map(of_industry).collect();
    let table = Table::new("l5", "表3-3　重大项目与关停（模型之外加入）")
        .words(["行业", "项目"])
        .marks(["年份"])
        .figures(["增减岗位（人）", "实现概率"])
        .words(["来源"]);
    (!rows.is_empty()).then(|| table.rows(rows))
}

/// What industry bodies expect beside our own openings, or a blank to write it in. Estimates are persons per year; ours
/// are the mean of a year over the period, with the 80 % interval.
fn bodies(outlook: &Outlook) -> Block {
    let row = |industry: &IndustryOutlook, estimate: &BodyEstimate| {
        cells![
            industry.title(),
            estimate.occupation.clone().unwrap_or_else(|| "全部".to_owned()),
            estimate.year.to_string(),
            whole(estimate.demand),
            in_persons(estimate.ours.as_ref()),
            estimate.remark.clone(),
        ]
    };
    let of_industry = |industry: &IndustryOutlook| -> Vec<[Cell; 6]> {
        industry.body_estimates.iter().map(|estimate| row(industry, estimate)).collect()
    };
    let rows: Vec<[Cell; 6]> = outlook.industries.iter().flat_map(of_industry).collect();
    if rows.is_empty() {
        return Block::slot(
            "bodies",
            "行业组织对本行业人才需求的预测意见，以及与上表的比较。",
            &["l3"],
        );
    }
    Table::new("l6", "表3-4　行业组织预测与本报告测算对照（人，每年）")
        .words(["行业", "职业"])
        .marks(["年份"])
        .figures(["行业组织预测", "本报告年均新增岗位"])
        .words(["填报单位与依据"])
        .rows(rows)
        .note("行业组织的预测只作对照，不并入测算。")
        .into()
}

/// New hires whose training was subsidised, beside the same quarters of the year before; none without figures of T7.
fn hires_table(outlook: &Outlook) -> Option<Table> {
    let row = |industry: &IndustryOutlook| {
        let hires = industry.hires.as_ref()?;
        Some(cells![
            industry.title(),
            hires.year.to_string(),
            quarters_of(hires, Lang::Zh),
            whole(hires.now),
            whole(hires.before),
            ratio(hires.ratio()),
            whole_year(hires),
        ])
    };
    let rows: Vec<[Cell; 7]> = by_size(outlook).into_iter().filter_map(row).collect();
    let table = Table::new("l35", "表3-5　享受培训补贴的新录用人员（人，与上年同期相比）")
        .words(["行业"])
        .marks(["年份", "已有季度"])
        .figures(["本年", "上年同期", "为上年同期的倍数", "全年预计（80%区间）"]);
    let table = table.note(
        "当前市场的即时观测，不并入测算。本年、上年同期只计两年都有数的季度；未到的季度按已有季度的倍数推算。补贴范围或标准变动的年份不可比。",
    );
    (!rows.is_empty()).then(|| table.rows(rows))
}

/// Regions around the city with the shares that count (`l36`), and every programme with and without them (`l37`); none where
/// none count.
fn around_tables(outlook: &Outlook) -> Option<[Table; 2]> {
    let region = |n: &NeighbourOutlook| {
        let unknown = if n.unknown.is_empty() { NONE.to_owned() } else { n.unknown.join("、") };
        cells![n.name.clone(), percent(n.counted), percent(n.going), n.ground.clone(), unknown]
    };
    let regions = Table::new("l36", "表3-6　计入供求的周边地区（P7 表，比例由填报单位认定）")
        .words(["地区"])
        .figures(["需求计入比例", "毕业生去往比例"])
        .words(["依据", "缺从业人员、不计入的行业"])
        .rows(outlook.neighbours.iter().map(region))
        .note("假定周边各行业每名从业人员带来的岗位与本市相同。");
    let programme = |p: &ProgrammeOutlook| {
        let city = p.balance.city?;
        Some(cells![
            p.code.to_string(),
            p.name.clone(),
            or_none(p.balance.sdr.centre(), ratio),
            band_name(p.balance.band, Lang::Zh),
            or_none(city.sdr, ratio),
            band_name(city.band, Lang::Zh),
        ])
    };
    let programmes = Table::new("l37", "表3-7　求人倍率：计入周边地区与只计本市")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["计入周边"])
        .words(["类别"])
        .figures(["只计本市"])
        .words(["类别"])
        .rows(outlook.by_tightness().into_iter().filter_map(programme));
    (!outlook.neighbours.is_empty()).then_some([regions, programmes])
}
