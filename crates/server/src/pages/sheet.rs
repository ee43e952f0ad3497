//! 一校一案: what is proposed for one school.

use askama::Template;
use axum::extract::State;
use talent_report::figures::{or_none, signed, whole};
use talent_report::{
    SheetRow, answer_request, criterion_source, criterion_value, criterion_wanted, proposal_name,
    school_sheet,
};

use super::frame::{Frame, Page, ZH, render};
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;

struct Row {
    code: String,
    name: String,
    level: String,
    proposal: &'static str,
    quota: String,
    now: String,
    planned: String,
    classes: String,
    losses: [String; 4],
    reasons: Vec<String>,
    limits: Vec<String>,
    details: Vec<String>,
    key: String,
}

/// A candidate for opening with its criteria: what, how much, asked for, outcome, source.
struct EntryRow {
    name: String,
    verdict: &'static str,
    criteria: Vec<[String; 5]>,
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    frame: Frame,
    code: String,
    name: String,
    sentence: String,
    rows: Vec<Row>,
    limits: Vec<String>,
    entries: Vec<EntryRow>,
}

pub(super) async fn sheet(State(state): State<AppState>, Path(code): Path<String>) -> Page {
    let published = state.published().await?;
    let outlook = &published.outlook;
    let adjustments = outlook.adjustments.as_ref().ok_or_else(Problem::no_plan)?;
    let sheet =
        school_sheet(outlook, &code, ZH).ok_or_else(|| Problem::missing(Coded::School, &code))?;
    let count = |name: &str| {
        sheet.rows.iter().filter(|row| proposal_name(row.proposal, ZH) == name).count()
    };
    let counts: Vec<String> = ["增设", "扩招", "稳定", "缩减", "暂停", "撤销", "暂不能定"]
        .into_iter()
        .filter(|name| count(name) > 0)
        .map(|name| format!("{name} {} 个", count(name)))
        .collect();
    let entries = adjustments.entries_of(&sheet.school).map(|entry| EntryRow {
        name: format!("{} {}", entry.programme, entry.name),
        verdict: entry.verdict.name(ZH),
        criteria: entry
            .criteria
            .iter()
            .map(|read| {
                [
                    read.criterion.name(ZH).to_owned(),
                    criterion_value(read, ZH),
                    criterion_wanted(read, ZH),
                    read.outcome.name(ZH).to_owned(),
                    criterion_source(read, ZH),
                ]
            })
            .collect(),
    });
    render(&SheetPage {
        frame: Frame::new(&state, &published, "/schools").await?,
        sentence: format!(
            "按现状预计入学 {} 人，建议 {} 人（不含增设）。专业点：{}。{}。",
            whole(sheet.entering.0),
            whole(sheet.entering.1),
            counts.join("，"),
            answer_request(&sheet.answer_by, &published.stamp().date())
        ),
        entries: entries.collect(),
        code,
        name: sheet.name,
        limits: sheet.limits,
        rows: sheet.rows.into_iter().map(row).collect(),
    })
}

fn row(row: SheetRow) -> Row {
    let loss = |loss: Option<f64>| or_none(loss, |loss| format!("{loss:.1}"));
    let beside = row.alternatives;
    let classes = row.classes.filter(|classes| *classes != 0);
    Row {
        code: row.programme.to_string(),
        name: row.name,
        level: row.level.unwrap_or_default(),
        proposal: proposal_name(row.proposal, ZH),
        quota: or_none(row.quota, whole),
        now: whole(row.now),
        planned: whole(row.planned),
        classes: or_none(classes, |classes| signed(classes.into())),
        losses: [
            loss(beside.map(|beside| beside.now)),
            loss(beside.map(|beside| beside.planned)),
            loss(beside.map(|beside| beside.more)),
            loss(beside.and_then(|beside| beside.less)),
        ],
        reasons: row.reasons,
        limits: row.limits,
        details: row.details,
        key: row.key.unwrap_or_default(),
    }
}
