//! 工作底稿: what analysts keep behind the documents of a run: what it was made from, signals by their codes, back-tests,
//! doubts. For the bureau alone.

use talent_domain::Lang;
use talent_outlook::{Outlook, WarningRecord};

use super::stamp::RunStamp;
use super::tables::{backtest_table, gains_table, issue_table, notes_table, seed_row};
use crate::document::cells::cells;
use crate::document::{Block, Document, Span, Standing, Table, UnboundNumber};
use crate::wording::explain_evidence;
use crate::wording::warning::current_level;

/// Composes the working papers of a run.
///
/// # Errors
///
/// A number in running text that no cell stands behind.
pub fn compose_working_papers(
    outlook: &Outlook,
    stamp: RunStamp,
) -> Result<Document, UnboundNumber> {
    let meta = &outlook.meta;
    let mut blocks = vec![
        Block::heading("一、编制信息"),
        issue_table(outlook, "底稿表1　编制信息", ("发布序号", stamp.issue.to_string()), stamp)
            .rows([seed_row(outlook)])
            .into(),
        Block::heading("二、信号逐项读数"),
        signals_table(outlook).into(),
        Block::heading("三、预测的历史检验"),
        backtest_table(
            outlook,
            "w2",
            "底稿表2　预测的历史检验（各历史年份起向后预测，误差以年均变动为单位，越小越好）",
        )
        .into(),
        Block::heading("四、数据说明"),
        notes_table(outlook, "w3", "底稿表3　数据说明").into(),
    ];
    let gains = gains_table(outlook, "w4", "底稿表4　哪张表最有用（补上后区间和期望损失的变化）");
    blocks.extend(gains.map(Block::from));
    let document = Document {
        issuer: String::new(),
        title: vec![Span::Name(meta.city.clone()), "\n职业教育专业供需预警工作底稿".into()],
        day: stamp.date(),
        standing: Standing::Unsigned,
        cover: None,
        notice: None,
        simulated: meta.simulated,
        internal: true,
        wide: true,
        blocks,
        imprint: Vec::new(),
    }
    .numbered();
    document.check()?;
    Ok(document)
}

/// Every reading of every subject that is warned of, by the codes of its signals.
fn signals_table(outlook: &Outlook) -> Table {
    let listed = outlook.warnings.iter().filter(|warning| warning.is_listed());
    let rows = |warning: &WarningRecord| {
        let (id, level) = (warning.id.clone(), current_level(warning, Lang::Zh));
        let name = warning.programme_name.clone();
        let rule = warning.assessment.rule.name(Lang::Zh);
        let row = move |evidence: &talent_outlook::Evidence| {
            let signal = evidence.reading.signal;
            let is_adverse = evidence.reading.standing.is_adverse();
            cells![
                id.clone(),
                name.clone(),
                level.clone(),
                rule,
                signal.code(),
                signal.name(Lang::Zh),
                if is_adverse { "不利" } else { "—" },
                explain_evidence(evidence, Lang::Zh),
            ]
        };
        warning.evidence.iter().map(row).collect::<Vec<_>>()
    };
    Table::new("w1", "底稿表1　列入预警的专业和专业点的信号读数")
        .marks(["编号"])
        .words(["专业名称"])
        .marks(["等级"])
        .words(["定级规则"])
        .marks(["信号"])
        .words(["信号名称"])
        .marks(["是否不利"])
        .words(["读数"])
        .rows(listed.flat_map(rows))
        .note("编号可用于追溯到报表和单元格。")
}
