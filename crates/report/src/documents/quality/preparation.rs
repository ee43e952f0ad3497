//! 一、编制说明

use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::document::{Block, Span};
use crate::documents::stamp::RunStamp;
use crate::documents::tables::issue_table;

/// What the report is for, what is withheld in it, and table `issue`; `year` is the cohort that it is about.
pub(super) fn preparation(outlook: &Outlook, stamp: RunStamp<'_>, year: &str) -> Vec<Block> {
    let purpose = format!(
        "本报告反映本市{}毕业生的规模、去向和就业质量，供调整招生计划和专业设置参考。统计对象为已报数学校的毕业生，时点为各校上报时。",
        outlook.meta.level.name(Lang::Zh)
    );
    vec![
        Block::heading("一、编制说明"),
        Block::Paragraph(vec![Span::Text(purpose)]),
        Block::say(
            "人数很少的单元格以“<”表示；分母不足规定人数的比率和薪酬不公布，以“—”表示，以免据以认出个人。",
        ),
        issue_table(outlook, ("报告届别", year.to_owned()), stamp).into(),
    ]
}
