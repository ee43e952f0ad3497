//! 一、编制说明

use talent_domain::{Lang, Year};
use talent_outlook::{Audience, Cutoff, Outlook};

use super::cohorts::of_city;
use crate::document::{Block, Span};
use crate::documents::basis::based_on;
use crate::documents::stamp::RunStamp;
use crate::documents::tables::issue_table;

/// What the report is for, how persons are protected in it, and table `issue`; `year` is the cohort that it is about,
/// `whose` says of whom.
pub(super) fn preparation(
    outlook: &Outlook,
    stamp: RunStamp,
    year: &str,
    whose: &str,
) -> Vec<Block> {
    let purpose = format!(
        "编制本报告，反映{whose}{}毕业生的规模、去向和就业质量，供调整招生计划和专业设置参考。统计对象为已报送数据的学校的毕业生，统计时点为各校报送之时。",
        outlook.meta.level.name(Lang::Zh)
    );
    let mut blocks = vec![
        Block::heading("一、编制说明"),
        Block::Paragraph(based_on(outlook).into_iter().chain([Span::Text(purpose)]).collect()),
        Block::say(match outlook.meta.audience {
            Audience::Public => {
                "为保护个人信息，本报告的人数经过取整，合计是取整后人数之和；记作零的不一定没有人。分母不足规定人数的比率和薪酬不公布，以“—”表示。"
            }
            Audience::Bureau => {
                "本报告的人数未经取整，仅供教育主管部门内部使用，不得公开；分母不足规定人数的比率和薪酬以“—”表示。"
            }
        }),
    ];
    // Graduates of a class are reported before the students of the year after it.
    if let Some(later) = later_cohort(outlook) {
        blocks.push(Block::Paragraph(vec![
            Span::Fact(format!("{later}届")),
            "的毕业去向已有学校报送，待同一学年的招生和在校生数据报齐、测算基期前移后纳入本报告。"
                .into(),
        ]));
    }
    blocks
        .push(issue_table(outlook, "表1-1　编制信息", ("报告届别", year.to_owned()), stamp).into());
    blocks
}

/// The newest cohort that schools have reported, where it is later than the one that the report is about.
fn later_cohort(outlook: &Outlook) -> Option<Year> {
    let newest = of_city(outlook)?.cohorts.last()?.year;
    let of_graduates = |cutoff: &&Cutoff| cutoff.name.get(Lang::Zh) == "毕业生去向";
    let reported = outlook.meta.cutoffs.iter().find(of_graduates)?.year;
    (reported > newest).then_some(reported)
}
