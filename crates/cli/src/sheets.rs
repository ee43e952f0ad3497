//! `report sheets`: what is proposed for each school, as a page, a workbook with a sheet a school, or JSON.

use anyhow::Result;
use serde::Serialize;
use talent_outlook::{Alternatives, Audience, Proposal};
use talent_pipeline::published_outlook;
use talent_report::{SchoolSheet, SheetRow, compose_school_sheets, school_sheets};
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, Format, ReportArgs};
use crate::paper::{stamp_of, wanted_of, write_document};
use crate::table::json;

/// A sheet, as JSON shows it.
#[derive(Serialize)]
struct Sheet {
    school: String,
    name: String,
    answer_by: String,
    now: f64,
    planned: f64,
    limits: Vec<String>,
    rows: Vec<Row>,
}

/// A programme of a sheet, as JSON shows it.
#[derive(Serialize)]
struct Row {
    programme: String,
    programme_name: String,
    level: Option<String>,
    proposal: Proposal,
    quota: Option<f64>,
    now: f64,
    planned: f64,
    classes: Option<i32>,
    change: String,
    losses: Option<Alternatives>,
    reasons: Vec<String>,
    details: Vec<String>,
    limits: Vec<String>,
    key: Option<String>,
    cells: usize,
}

/// Writes the sheets of all schools or of one. They are the bureau's; another reader, a school that is not there, and a run
/// without a plan are wrong input.
pub(crate) async fn sheets(args: &Args, request: &ReportArgs) -> Result<Outcome> {
    let lang = args.lang();
    if args.audience() != Audience::Bureau {
        tell!(
            "{}",
            lang.pick(
                "一校一案只供主管部门内部：请加 --as bureau",
                "the sheets of schools are for the bureau only: add --as bureau"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    let output = request.output.as_deref();
    let Some(form) = wanted_of(args, output) else { return Ok(Outcome::WrongInput) };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (published, outlook) = published_outlook(&workspace, Audience::Bureau).await?;
    let stamp = stamp_of(&published);
    let school = request.school.as_deref();
    let Some(document) = compose_school_sheets(&outlook, stamp, school)? else {
        tell!(
            "{}",
            lang.pick(
                "没有一校一案：方案中没有这所学校，或这次运行没有招生计划建议（由旧版本算出，或测算年数短于学制），请重新 talent run",
                "no sheet: the plan has no such school, or the run has no plan (an earlier version made it, or its horizon is too short); run again"
            )
        );
        workspace.close().await;
        return Ok(Outcome::WrongInput);
    };
    if args.format == Format::Json && request.output.is_none() {
        workspace.close().await;
        let is_wanted = |sheet: &SchoolSheet| {
            school.is_none_or(|own| sheet.school.as_str() == own || sheet.name == own)
        };
        let sheets = school_sheets(&outlook, lang);
        let sheets: Vec<Sheet> = sheets.into_iter().filter(is_wanted).map(Sheet::from).collect();
        json(&sheets)?;
        return Ok(Outcome::Done);
    }
    write_document(&workspace, &document, form, output, published.publication.id)?;
    workspace.close().await;
    Ok(Outcome::Done)
}

impl From<SchoolSheet> for Sheet {
    fn from(sheet: SchoolSheet) -> Self {
        let (now, planned) = sheet.entering;
        Self {
            school: sheet.school.to_string(),
            name: sheet.name,
            answer_by: sheet.answer_by,
            now,
            planned,
            limits: sheet.limits,
            rows: sheet.rows.into_iter().map(Row::from).collect(),
        }
    }
}

impl From<SheetRow> for Row {
    fn from(row: SheetRow) -> Self {
        Self {
            programme: row.programme.to_string(),
            programme_name: row.name,
            level: row.level,
            proposal: row.proposal,
            quota: row.quota,
            now: row.now,
            planned: row.planned,
            classes: row.classes,
            change: row.change,
            losses: row.alternatives,
            reasons: row.reasons,
            details: row.details,
            limits: row.limits,
            key: row.key,
            cells: row.origins.len(),
        }
    }
}
