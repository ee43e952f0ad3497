//! 《××学校毕业生就业质量年度报告》: the report of the city for one school, which fills in what only it knows.

use talent_domain::{Breakdown, Group, Lang};
use talent_outlook::{
    CohortDestinations, DestinationsOutlook, Outlook, ProgrammeOutlook, SiteOutlook,
};

use super::breakdowns::breakdowns;
use super::cohorts::known_pay;
use super::destinations::cohorts_table;
use super::findings::{Moving, headed};
use super::quality_of_jobs::survey_table;
use super::staying::staying_table;
use super::{preparation, summary};
use crate::document::cells::{
    cells, centre_with_interval, decimal, or_none, percent, ratio, whole,
};
use crate::document::{Block, Document, Span, Table, UnboundNumber};
use crate::documents::stamp::RunStamp;
use crate::documents::yearly::yearly_report;
use crate::wording::warning::current_level;
use crate::wording::{band_name, grade_letter};

/// Composes the report of a school, by its code or its name; none where no such school reported where its graduates went.
///
/// # Errors
///
/// A number in running text that no cell stands behind.
pub fn compose_school_quality_report(
    outlook: &Outlook,
    stamp: RunStamp,
    school: &str,
) -> Result<Option<Document>, UnboundNumber> {
    let is_it = |group: &&DestinationsOutlook| match &group.of {
        Group::School(code) => code.as_str() == school || group.name == school,
        _ => false,
    };
    let Some(own) = outlook.destinations.iter().find(is_it) else { return Ok(None) };
    let Some(newest) = own.cohorts.last() else { return Ok(None) };
    let year = format!("{} 届", newest.year);
    let blocks = [
        summary::summary(outlook, own),
        preparation::preparation(outlook, stamp, &year, "本校"),
        destinations(outlook, own),
        quality_of_jobs(outlook, own),
        staying(outlook, own),
        prospects(outlook, own),
        feedback(),
    ]
    .concat();
    let mut document = yearly_report(outlook, stamp, "毕业生就业质量年度报告", year, blocks)?;
    document.issuer.clone_from(&own.name);
    document.title = vec![Span::Name(own.name.clone()), "\n毕业生就业质量年度报告".into()];
    document.check()?;
    Ok(Some(document))
}

/// The programmes of the school.
fn sites<'a>(
    outlook: &'a Outlook,
    own: &'a DestinationsOutlook,
) -> impl Iterator<Item = (&'a ProgrammeOutlook, &'a SiteOutlook)> {
    outlook.programmes.iter().filter_map(move |programme| {
        let is_own = |site: &&SiteOutlook| own.of == Group::School(site.school.clone());
        Some((programme, programme.sites.iter().find(is_own)?))
    })
}

fn destinations(outlook: &Outlook, own: &DestinationsOutlook) -> Vec<Block> {
    let moves = [
        ("毕业生数", Moving::Number(|cohort| Some(cohort.graduates))),
        ("落实率", Moving::Rate(CohortDestinations::settled)),
        ("升学率", Moving::Rate(CohortDestinations::onward)),
    ];
    let mut blocks = vec![
        Block::heading(&headed("二、毕业生规模与去向", outlook, own, &moves)),
        Block::say(
            "本届毕业生{q3:0:1}人，毕业去向落实率{q3:0:7}，直接就业率{q3:0:8}，升学率{q3:0:9}。",
        ),
        cohorts_table(outlook, own, "表2-1　本校毕业生去向（人）与比率").into(),
    ];
    let wanted = [Breakdown::Sex, Breakdown::Origin, Breakdown::Route];
    blocks.extend(breakdowns(outlook, own, (2, 2), &wanted));
    blocks
}

/// Every programme beside the same programme in the whole city (`s1`), surveys, and what jobs are like.
fn quality_of_jobs(outlook: &Outlook, own: &DestinationsOutlook) -> Vec<Block> {
    let row = |(programme, site): (&ProgrammeOutlook, &SiteOutlook)| {
        cells![
            programme.code.to_string(),
            programme.name.clone(),
            whole(site.quality.graduates),
            or_none(site.quality.placement, percent),
            or_none(programme.quality.placement, percent),
            or_none(site.quality.matched, percent),
            or_none(programme.quality.matched, percent),
            or_none(site.quality.starting_pay, whole),
            or_none(site.quality.index.as_ref(), |index| decimal(index.index.value)),
        ]
    };
    let table = Table::new("s1", "表3-1　分专业就业质量，与全市同专业比较")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures([
            "本届毕业生（人）",
            "直接就业率",
            "全市直接就业率",
            "对口率",
            "全市对口率",
            "起薪（元/月）",
            "就业质量指数",
        ])
        .rows(sites(outlook, own).map(row))
        .note("直接就业率、对口率为近三届合计，起薪为本届；人数不足的以“—”表示。");
    let moves = [
        ("对口率", Moving::Rate(CohortDestinations::matching)),
        ("起薪", Moving::Amount(known_pay)),
    ];
    let mut blocks =
        vec![Block::heading(&headed("三、就业质量", outlook, own, &moves)), table.into()];
    let surveys = survey_table(own, "表3-2　毕业生满意度与半年稳定率");
    let first = if surveys.is_some() { 3 } else { 2 };
    blocks.extend(surveys.map(Block::from));
    let wanted = [Breakdown::Contract, Breakdown::Insurance, Breakdown::PayBand];
    blocks.extend(breakdowns(outlook, own, (3, first), &wanted));
    blocks
}

fn staying(outlook: &Outlook, own: &DestinationsOutlook) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(&headed(
            "四、服务本地",
            outlook,
            own,
            &[("本市留存率", Moving::Rate(CohortDestinations::retention))],
        )),
        staying_table(outlook, own, "表4-1　本校毕业生留在本市就业、对口与起薪").into(),
    ];
    let wanted = [Breakdown::Area, Breakdown::Sector, Breakdown::Employer, Breakdown::Channel];
    blocks.extend(breakdowns(outlook, own, (4, 2), &wanted));
    blocks
}

/// What the city's balance and the warnings say of the programmes of the school (`s2`).
fn prospects(outlook: &Outlook, own: &DestinationsOutlook) -> Vec<Block> {
    let warning = |programme: &ProgrammeOutlook, site: &SiteOutlook| {
        outlook.warnings.iter().find(|warning| {
            warning.programme == programme.code && warning.school.as_ref() == Some(&site.school)
        })
    };
    let row = |(programme, site): (&ProgrammeOutlook, &SiteOutlook)| {
        let warning = warning(programme, site);
        cells![
            programme.code.to_string(),
            programme.name.clone(),
            centre_with_interval(&programme.balance.sdr, ratio),
            band_name(programme.balance.band, Lang::Zh),
            grade_letter(programme.balance.grade),
            or_none(warning, |warning| current_level(warning, Lang::Zh).into()),
            or_none(warning, |warning| warning.assessment.level.proposal(Lang::Zh).into()),
        ]
    };
    let table = Table::new("s2", "表5-1　本校各专业的全市供求与预警")
        .marks(["专业代码"])
        .words(["专业名称"])
        .figures(["全市求人倍率（80%区间）"])
        .words(["判断"])
        .marks(["可靠性", "本校预警等级"])
        .words(["建议"])
        .rows(sites(outlook, own).map(row))
        .note("求人倍率＝测算期岗位需求÷本地供给，为全市该专业的；可靠性为D的不宜单独据以决策。");
    vec![Block::heading("五、供求与预警"), table.into()]
}

/// What only the school can say.
fn feedback() -> Vec<Block> {
    vec![
        Block::heading("六、反馈与改进"),
        Block::slot(
            "school-adoption",
            "上年度建议的采纳情况，招生计划、专业设置和培养方案的调整。",
            &["s2"],
        ),
        Block::slot("school-problems", "存在的问题和下一步措施。", &["s1", "s2"]),
    ]
}
