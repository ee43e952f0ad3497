//! 一、编制说明

use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::document::{Block, Span, bound_text};
use crate::documents::basis::based_on;
use crate::documents::stamp::RunStamp;
use crate::documents::tables::issue_table;

/// What the report is for, what counts as demand and supply, and table `issue`; `year` is the base year.
pub(super) fn preparation(outlook: &Outlook, stamp: RunStamp, year: &str) -> Vec<Block> {
    let mut purpose = based_on(outlook);
    purpose.push(Span::Text(format!(
        "按产教融合、专业随产业调整的要求编制本报告，说明本市{}的专业布局、未来几年的岗位需求与毕业生供给，\
         并据市场供求比和就业质量提出专业调整的建议。测算期为",
        outlook.meta.level.name(Lang::Zh)
    )));
    purpose.extend(bound_text("{issue:4:1}，纳入测算的学校{issue:5:1}、专业{issue:6:1}。"));
    vec![
        Block::heading("一、编制说明"),
        Block::Paragraph(purpose),
        Block::say(
            "需求只计城镇单位、私营和个体就业中面向本教育层次毕业生的新增岗位；供给是毕业后在本市就业的人数，升学、参军和离开本市的不计。\
             预测都带区间，括号内为八成预测区间；每个数字都能追溯到原始表格的单元格。",
        ),
        issue_table(outlook, "表1-1　编制信息", ("报告年度", year.to_owned()), stamp).into(),
    ]
}
