//! 四、就业质量

use talent_domain::{Breakdown, Lang};
use talent_outlook::{
    CohortDestinations, DestinationsOutlook, Outlook, ProgrammeOutlook, QualityIndex,
};

use super::breakdowns::breakdowns;
use super::cohorts::{
    COHORTS, GroupCohort, Grouping, count, known_pay, newest_cohorts, pay, rate_of,
};
use super::findings::{Moving, headed};
use crate::chart::quadrant;
use crate::document::cells::{cells, decimal, or_none, percent, whole};
use crate::document::{Block, Cell, Figure, Form, Table};
use crate::wording::rank_figure;

/// Matching, pay and retention by category (`q6`), school (`q7`) and programme (`q8`), the chart of outcomes against
/// demand, and a blank for what surveys say.
pub(super) fn quality_of_jobs(outlook: &Outlook, city: &DestinationsOutlook) -> Vec<Block> {
    let by_group = |id, caption, grouping| group_table(outlook, id, caption, grouping).into();
    let mut blocks = vec![
        Block::heading(&headed(
            "四、就业质量",
            outlook,
            city,
            &[
                ("对口率", Moving::Rate(CohortDestinations::matching)),
                ("起薪", Moving::Amount(known_pay)),
            ],
        )),
        by_group("q6", "表4-1　分专业大类就业质量，本届", Grouping::Categories),
        by_group("q7", "表4-2　分学校就业质量，本届", Grouping::Schools),
        programmes_table(outlook).into(),
        Block::figure("图4-1", quadrant(outlook, Lang::Zh)),
    ];
    let surveys = survey_table(city, "表4-4　毕业生满意度与半年稳定率");
    let first = if surveys.is_some() { 5 } else { 4 };
    blocks.extend(surveys.map(Block::from));
    let wanted = [Breakdown::Contract, Breakdown::Insurance, Breakdown::PayBand];
    blocks.extend(breakdowns(outlook, city, (4, first), &wanted));
    blocks.push(Block::slot(
        "surveys",
        "用人单位满意度、职业资格证书等其他调查结果。",
        &["q6", "q7"],
    ));
    blocks
}

/// Satisfaction, and who was still in the same job after half a year, by cohort; none where no school asked.
pub(super) fn survey_table(city: &DestinationsOutlook, caption: &str) -> Option<Table> {
    let asked = |cohort: &&CohortDestinations| {
        cohort.satisfaction_asked.is_some() || cohort.followed.is_some()
    };
    let cohorts: Vec<&CohortDestinations> =
        city.cohorts.iter().rev().take(COHORTS).filter(asked).collect();
    let row = |cohort: &&CohortDestinations| {
        cells![
            format!("{}届", cohort.year),
            count(cohort.satisfaction_asked),
            rate_of(cohort.satisfaction()),
            count(cohort.followed),
            rate_of(cohort.stability()),
        ]
    };
    let table = Table::new("q8a", caption)
        .marks(["届别"])
        .figures(["满意度调查（人）", "就业满意率", "半年跟踪（人）", "半年稳定率"])
        .rows(cohorts.iter().map(row));
    (!cohorts.is_empty()).then_some(table)
}

/// Matching, pay and retention of the newest cohort with the answers behind them.
/// Pay is yuan per month; answers are persons.
fn group_table(outlook: &Outlook, id: &'static str, caption: &str, grouping: Grouping) -> Table {
    let row = |(group, cohort): GroupCohort<'_>| {
        cells![
            group.name.clone(),
            count(cohort.surveyed),
            rate_of(cohort.matching()),
            pay(cohort),
            count(cohort.pay_answers),
            rate_of(cohort.retention()),
        ]
    };
    Table::new(id, caption)
        .words([grouping.heading()])
        .figures(["对口调查", "对口率", "起薪（元/月）", "起薪样本", "本市留存率"])
        .rows(newest_cohorts(outlook, grouping).into_iter().map(row))
}

/// Programmes by their employment-quality index, the best first.
/// Programmes without one come last; rates are of three cohorts together, pay is of the newest.
fn programmes_table(outlook: &Outlook) -> Table {
    let mut programmes: Vec<&ProgrammeOutlook> = outlook.programmes.iter().collect();
    let index = |p: &ProgrammeOutlook| p.quality.index.map_or(-1.0, |index| index.index.value);
    programmes.sort_by(|a, b| index(b).total_cmp(&index(a)).then_with(|| a.code.cmp(&b.code)));
    let row = |p: &ProgrammeOutlook| {
        cells![
            p.code.to_string(),
            p.name.clone(),
            or_none(p.quality.index.as_ref(), |index| decimal(index.index.value)),
            or_none(p.quality.index.as_ref(), rank),
            whole(p.quality.graduates),
            or_none(p.quality.placement, percent),
            or_none(p.quality.matched, percent),
            or_none(p.quality.local, percent),
            or_none(p.quality.starting_pay, whole),
        ]
    };
    Table::new("q8", "表4-3　分专业就业质量（按就业质量指数从高到低）")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["就业质量指数", "名次", "本届毕业生（人）", "直接就业率", "对口率", "本市留存率", "起薪（元/月）"])
        .rows(programmes.into_iter().map(row))
        .note("就业质量指数由直接就业、对口、起薪、满意、稳定、本市留存六项按固定界限计分加权（0–100），缺项按已有权重折算，已有权重不足的不评；名次后括号内为 90% 的可能范围。直接就业率、对口率、本市留存率为近三届合计，起薪为本届。")
}

/// A rank with the interval that it lies in.
fn rank(index: &QualityIndex) -> Cell {
    let rank = index.rank;
    let [value, low, high] = [rank.rank, rank.best, rank.worst].map(|place| Some(place as f64));
    Cell {
        text: rank_figure(index, Lang::Zh),
        figure: Some(Figure { value, low, high, form: Form::Whole }),
    }
}
