//! 《××市职业教育专业布局与需求分析报告》

mod industry;
mod outcome;
mod programmes;

use talent_domain::Lang;
use talent_outlook::{Outlook, ScenarioOutlook};

use crate::document::{Block, Document, UnboundNumber};
use crate::tables::{
    RunStamp, action_tables, backtest_table, cell, issue_table, notes_table, terms_table,
    yearly_report,
};

use industry::{demand, industries};
use outcome::{balance, proposals};
use programmes::{matching, programmes};

/// A scenario beside the base: its name, and what it finds.
pub type NamedScenario = (String, ScenarioOutlook);

/// Composes the yearly report on programmes and demand. `scenarios` stand beside the base in its table of
/// scenarios. An error would be a number in its text that no table holds.
pub fn compose_layout_report(
    outlook: &Outlook,
    stamp: RunStamp<'_>,
    scenarios: &[NamedScenario],
) -> Result<Document, UnboundNumber> {
    let year = format!("{} 年", outlook.meta.base_year);
    let mut blocks = Vec::new();
    preparation(outlook, stamp, &year, &mut blocks);
    industries(outlook, &mut blocks);
    demand(outlook, &mut blocks);
    programmes(outlook, &mut blocks);
    matching(outlook, &mut blocks);
    balance(outlook, scenarios, &mut blocks);
    proposals(outlook, &mut blocks);
    review(outlook, stamp, &mut blocks);
    annexes(outlook, &mut blocks);
    yearly_report(outlook, stamp, "职业教育专业布局与需求分析报告", year, blocks)
}

fn preparation(outlook: &Outlook, stamp: RunStamp<'_>, year: &str, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("一、编制说明".to_owned()));
    blocks.push(Block::Paragraph(vec![
        format!(
            "本报告按产教融合、专业随产业调整的要求编制，说明本市{}的专业布局、未来几年的岗位需求与毕业生供给，\
             并据市场供求比和就业质量提出专业调整的建议。测算期为",
            outlook.meta.level.name(Lang::Zh)
        )
        .as_str()
        .into(),
        cell("issue", 5, 1),
        "，参评学校".into(),
        cell("issue", 6, 1),
        "、专业".into(),
        cell("issue", 7, 1),
        "。".into(),
    ]));
    blocks.push(Block::Paragraph(vec![
        "需求只计城镇单位、私营和个体就业中面向本教育层次毕业生的新增岗位；供给是毕业后在本市就业的人数，升学、参军和离开本市的不计。\
         预测都带区间，括号内为八成把握的区间；每个数字都能追溯到原始表格的单元格。"
            .into(),
    ]));
    let first = ("报告年度", year.to_owned());
    blocks.push(Block::Table(issue_table(outlook, first, stamp)));
}

fn review(outlook: &Outlook, stamp: RunStamp<'_>, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("八、上年建议落实与预测检验".to_owned()));
    let captions = ["表8-2　措施落实总体情况", "表8-3　各项措施"];
    if let Some(tables) = action_tables(outlook, stamp.date, ["l24", "l25"], captions) {
        blocks.push(Block::Paragraph(vec![
            "已登记的措施中，已完成".into(),
            cell("l24", 0, 1),
            "项，进行中".into(),
            cell("l24", 1, 1),
            "项，未开始".into(),
            cell("l24", 2, 1),
            "项；已过期限而未完成的".into(),
            cell("l24", 3, 1),
            "项。".into(),
        ]));
        blocks.extend(tables.map(Block::Table));
    }
    blocks
        .push(Block::Slot("上年度各项建议的落实情况：措施、责任单位、完成情况和效果。".to_owned()));
    blocks.push(Block::Paragraph(vec![
        "预测按滚动起点检验：只用当时已公布的数字预测，再与后来的实际值比较，并列沿用上年值和按平均增量外推的误差；明显不如上年值的模型不采用。".into(),
    ]));
    blocks.push(Block::Table(backtest_table(
        outlook,
        "l19",
        "表8-1　预测检验（误差以年均变动为单位，越小越好）",
    )));
}

fn annexes(outlook: &Outlook, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("附录：方法与数据说明".to_owned()));
    let terms = [
        (
            "岗位需求",
            "行业从业人员预测→人员退出与增减→新增岗位→职业→专业；只计由本层次新毕业生填补的部分",
        ),
        ("本地供给", "在校生逐级升级→毕业→扣除升学、参军→参加就业→本市留存"),
        ("供求比", "岗位需求÷本地供给，大于1为供不应求"),
        ("ITA", "1＋（供给＋待业−需求）÷期末相应就业，分级看它"),
        ("直接就业率", "直接就业÷（直接就业＋待就业），近三届合计"),
        ("对口率", "对口就业÷对口调查人数，近三届合计"),
        ("区间", "多次抽样贯穿全部环节，80%区间即有八成可能落在其中"),
        (
            "追溯",
            "talent trace 后写行业门类、专业代码、学校或县（市、区）代码、专业类代码或专业大类名称，列出每个数字所在的文件和单元格",
        ),
        ("可靠性", "A 可据以决策；B 可用，须看疑点；C 仅供参考；D 不宜单独据以决策"),
    ];
    let headings = ["名词", "算法"];
    blocks.push(Block::Table(terms_table("l20", "附表1　名词与算法", headings, &terms)));
    blocks.push(Block::Table(notes_table(outlook, "l21", "附表2　数据说明")));
}
