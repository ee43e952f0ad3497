//! `period`: closing tables of a year, opening them again, and listing what is closed.

use anyhow::Result;
use serde::Serialize;
use talent_domain::{Lang, TemplateCode};
use talent_workspace::{ClosedPeriod, Workspace};

use crate::args::{Args, PeriodArgs, PeriodCommand};
use crate::caller::Caller;
use crate::table::{line, print};
use crate::writing::open_to_write;
use crate::{Outcome, clock};

pub(crate) async fn period(args: &Args, command: &PeriodCommand) -> Result<Outcome> {
    match command {
        PeriodCommand::Close(period) => change(args, period, true).await,
        PeriodCommand::Open(period) => change(args, period, false).await,
        PeriodCommand::List { all: false } => list(args).await,
        PeriodCommand::List { all: true } => list_changes(args).await,
    }
}

/// Closes or opens tables of a year, and says which. A blank reason is wrong input.
async fn change(args: &Args, period: &PeriodArgs, closes: bool) -> Result<Outcome> {
    let lang = args.lang();
    let reason = period.reason.trim();
    if reason.is_empty() {
        tell!("{}", lang.pick("--reason：请写明原因", "--reason: say why"));
        return Ok(Outcome::WrongInput);
    }
    if closes && period.year.number() > clock::this_year()? {
        let year = period.year;
        tell!(
            "{}",
            match lang {
                Lang::Zh => format!("还没有到 {year} 年，不能关账；请核对年份"),
                Lang::En => format!("{year} has not come and cannot be closed; check the year"),
            }
        );
        return Ok(Outcome::WrongInput);
    }
    let all = || TemplateCode::ALL.iter().copied().filter(|code| !code.is_list()).collect();
    let tables: Vec<TemplateCode> =
        if period.table.is_empty() { all() } else { period.table.clone() };
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let changed = if closes {
        workspace.close_period(period.year, &tables, reason, caller.act()).await
    } else {
        workspace.open_period(period.year, &tables, reason, caller.act()).await
    };
    workspace.close().await;
    let changed: Vec<&str> = changed?.into_iter().map(TemplateCode::code).collect();
    let (year, tables) = (period.year, changed.join(lang.pick("、", ", ")));
    line(&match (changed.is_empty(), closes, lang) {
        (true, true, Lang::Zh) => format!("{year} 年的这些表早已关账，没有变化"),
        (true, true, Lang::En) => format!("these tables of {year} are closed already"),
        (true, false, Lang::Zh) => format!("{year} 年的这些表没有关账，没有变化"),
        (true, false, Lang::En) => format!("these tables of {year} are not closed"),
        (false, true, Lang::Zh) => format!("已关账：{year} 年 {tables}"),
        (false, true, Lang::En) => format!("closed: {tables} of {year}"),
        (false, false, Lang::Zh) => format!("已重新打开：{year} 年 {tables}"),
        (false, false, Lang::En) => format!("open again: {tables} of {year}"),
    });
    Ok(Outcome::Done)
}

/// A closed table as JSON shows it.
#[derive(Serialize)]
struct Row {
    year: i32,
    table: &'static str,
    closed_at: String,
    actor: String,
    reason: String,
}

async fn list(args: &Args) -> Result<Outcome> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let closed = workspace.closed_periods().await;
    workspace.close().await;
    let row = |period: ClosedPeriod| Row {
        year: period.year.number(),
        table: period.table.code(),
        closed_at: period.at,
        actor: period.actor,
        reason: period.reason,
    };
    let rows: Vec<Row> = closed?.into_iter().map(row).collect();
    let headings = match args.lang() {
        Lang::Zh => ["年份", "表", "关账时间", "操作人", "原因"],
        Lang::En => ["year", "table", "closed at", "by", "reason"],
    };
    print(args, &headings, &rows, |row| {
        vec![
            row.year.to_string(),
            row.table.to_owned(),
            row.closed_at.clone(),
            row.actor.clone(),
            row.reason.clone(),
        ]
    })?;
    Ok(Outcome::Done)
}

async fn list_changes(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let changes = workspace.period_changes().await;
    workspace.close().await;
    let headings = match lang {
        Lang::Zh => ["变动", "年份", "表", "时间", "操作人", "原因"],
        Lang::En => ["change", "year", "tables", "at", "by", "reason"],
    };
    print(args, &headings, &changes?, |change| {
        let tables: Vec<&str> = change.tables.iter().map(|table| table.code()).collect();
        let kind = if change.closes {
            lang.pick("关账", "closed")
        } else {
            lang.pick("打开", "opened")
        };
        vec![
            kind.to_owned(),
            change.year.to_string(),
            tables.join(lang.pick("、", ", ")),
            change.at.clone(),
            change.actor.clone(),
            change.reason.clone(),
        ]
    })?;
    Ok(Outcome::Done)
}
