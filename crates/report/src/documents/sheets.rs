//! 一校一案: a sheet for each school, then what was looked at for opening, withdrawing and key programmes.

use talent_domain::Lang;
use talent_outlook::{Adjustments, Audience, Outlook, Proposal};

use super::stamp::RunStamp;
use super::tables::{Grounds, entries_table, exits_table, keys_table, teach_out_table};
use crate::document::cells::{cells, decimal, or_none, signed, whole};
use crate::document::{Block, Cell, Document, Span, Standing, Table, UnboundNumber};
use crate::sheet::{SchoolSheet, SheetRow, answer_request, school_sheets};
use crate::wording::proposal_name;

/// Composes the sheets of all schools, or of one by its code or name: as a workbook, one sheet each. None where the outlook
/// has no plan, as that of the public, or where there is no such school.
///
/// # Errors
///
/// A number in running text that no cell stands behind.
pub fn compose_school_sheets(
    outlook: &Outlook,
    stamp: RunStamp,
    school: Option<&str>,
) -> Result<Option<Document>, UnboundNumber> {
    let Some(adjustments) = &outlook.adjustments else { return Ok(None) };
    let mut sheets = school_sheets(outlook, Lang::Zh);
    sheets
        .retain(|sheet| school.is_none_or(|own| sheet.school.as_str() == own || sheet.name == own));
    if sheets.is_empty() {
        return Ok(None);
    }
    let mut blocks = opening(&sheets);
    for (position, sheet) in sheets.iter().enumerate() {
        blocks.push(sheet_table(position, sheet, stamp).into());
    }
    blocks.extend(annexes(outlook, adjustments, school.is_some().then(|| &sheets[0])));
    let meta = &outlook.meta;
    let document = Document {
        issuer: meta.publisher.clone(),
        title: vec![Span::Name(meta.city.clone()), "\n职业院校专业设置与招生一校一案".into()],
        day: stamp.date(),
        standing: Standing::Unsigned,
        cover: None,
        notice: None,
        simulated: meta.simulated,
        internal: meta.audience == Audience::Bureau,
        wide: true,
        blocks,
        imprint: vec![format!("第{}次运行，{}", stamp.run, stamp.chinese_date())],
    };
    document.check()?;
    Ok(Some(document))
}

/// What the sheets are for, and every school with what changes.
fn opening(sheets: &[SchoolSheet]) -> Vec<Block> {
    let count = |sheet: &SchoolSheet, of: &[Proposal]| {
        sheet.rows.iter().filter(|row| of.contains(&row.proposal)).count().to_string()
    };
    let row = |sheet: &SchoolSheet| {
        cells![
            sheet.school.to_string(),
            sheet.name.clone(),
            whole(sheet.entering.0),
            whole(sheet.entering.1),
            count(sheet, &[Proposal::Open]),
            count(sheet, &[Proposal::Grow]),
            count(sheet, &[Proposal::Keep]),
            count(sheet, &[Proposal::Shrink]),
            count(sheet, &[Proposal::Stop]),
            count(sheet, &[Proposal::Withdraw]),
            count(sheet, &[Proposal::Undecided]),
            sheet.answer_by.clone(),
        ]
    };
    let table = Table::new("s0", "各校汇总　各校招生与专业调整建议")
        .marks(["学校代码"])
        .words(["学校"])
        .figures(["预计入学（人）", "建议招生（人）"])
        .figures(["增设", "扩招", "稳定", "缩减", "暂停", "撤销", "暂不能定"])
        .marks(["书面答复期限"])
        .rows(sheets.iter().map(row))
        .note("专业点个数；建议招生不含增设。暂不能定的按现状招生，等依据补齐。");
    vec![
        Block::say(
            "以下为建议，供主管部门与学校商定；学校在答复期限前书面答复，不同意的附理由和数据。\
             各行的学位数来自招生计划建议，增设、撤销、重点专业按政策文件的准则逐项核对，不另作判断。",
        ),
        table.into(),
    ]
}

/// The sheet of a school.
fn sheet_table(position: usize, sheet: &SchoolSheet, stamp: RunStamp) -> Table {
    let request = answer_request(&sheet.answer_by, &stamp.date());
    let mut note = format!("{request}。人数均按报到计。");
    if !sheet.limits.is_empty() {
        note.push_str("起作用的限度：");
        note.push_str(&sheet.limits.join("；"));
        note.push('。');
    }
    note.push_str(
        "期望损失为该专业全市供需差的平方除以两者平均数，其他学校按方案；越小越好。每个数字都可追溯到所依据的报表和单元格，由市教育主管部门备查。",
    );
    Table::new(
        format!("s{}", position + 1),
        format!("{}　一校一案（{}）", sheet.name, sheet.school),
    )
    .marks(["专业代码"])
    .words(["专业"])
    .marks(["等级", "建议"])
    .figures(["上年计划", "预计入学", "建议招生", "班数增减"])
    .figures(["损失：不变", "损失：建议", "损失：再多一班", "损失：再少一班"])
    .words(["限制与理由", "重点专业"])
    .rows(sheet.rows.iter().map(sheet_row))
    .note(note)
}

fn sheet_row(row: &SheetRow) -> [Cell; 14] {
    let loss = |loss: Option<f64>| or_none(loss, decimal);
    let beside = row.alternatives;
    let classes = row.classes.filter(|classes| *classes != 0);
    cells![
        row.programme.to_string(),
        row.name.clone(),
        row.level.clone().unwrap_or_default(),
        proposal_name(row.proposal, Lang::Zh),
        or_none(row.quota, whole),
        whole(row.now),
        whole(row.planned),
        or_none(classes, |classes| signed(classes.into())),
        loss(beside.map(|beside| beside.now)),
        loss(beside.map(|beside| beside.planned)),
        loss(beside.map(|beside| beside.more)),
        loss(beside.and_then(|beside| beside.less)),
        row.why().join("；"),
        row.key.clone().unwrap_or_default(),
    ]
}

/// What was looked at for opening, withdrawing and key programmes, of all schools or one.
fn annexes(outlook: &Outlook, adjustments: &Adjustments, only: Option<&SchoolSheet>) -> Vec<Block> {
    let only = only.map(|sheet| &sheet.school);
    let keys = Grounds::WITH_KEYS;
    let tables = [
        entries_table(adjustments, ("s-entry", "准入审查　增设候选逐项核对"), only, keys),
        exits_table(adjustments, ("s-exit", "退出审查　红色专业点逐项核对"), only, keys),
        teach_out_table(adjustments, "s-teach", "退出安排　整改复核、在校生与教师", only),
        keys_table(outlook, adjustments, "s-key", "重点专业　评分与遴选建议", only),
    ];
    tables.into_iter().map(Block::from).collect()
}
