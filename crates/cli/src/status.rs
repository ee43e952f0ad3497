//! `status`: how far the collection has come.

use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;
use talent_domain::{Lang, TemplateCode, Year};
use talent_pipeline::{Court, State, Status, StatusRequest, status as status_of};
use talent_report::Align;
use talent_workspace::{Config, Workspace};

use crate::args::{Args, StatusArgs};
use crate::listing::Listing;
use crate::{Outcome, clock};

/// How far one school is with one table, as JSON shows it.
#[derive(Serialize)]
struct Row {
    school: String,
    name: String,
    table: &'static str,
    year: i32,
    /// `received`, `partial` or `missing`.
    state: &'static str,
    programmes: usize,
    missing: Vec<String>,
    since: Option<String>,
    file: Option<String>,
    taken_in: Option<String>,
    actor: Option<String>,
    /// The newest file that was refused, where nothing was taken in since.
    refused: Option<RefusedRow>,
    due: Option<String>,
    late: bool,
    /// `school`, `bureau` or `nobody`.
    court: &'static str,
    closed: bool,
}

/// A file that was refused, as JSON shows it.
#[derive(Serialize)]
struct RefusedRow {
    file: String,
    at: String,
    errors: usize,
}

/// Lists every school of C1 with each table that is asked for. Schools or a year that are not known are wrong input.
pub(crate) async fn status(args: &Args, request: &StatusArgs) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let gathered = gather(&workspace, request).await;
    let config = workspace.config().clone();
    workspace.close().await;
    let rows = gathered?;
    if rows.is_empty() {
        tell!("{}", none(&config, lang));
        return Ok(Outcome::WrongInput);
    }
    let columns = match lang {
        Lang::Zh => [
            "学校",
            "表",
            "年份",
            "状态",
            "专业数",
            "缺报专业",
            "首次入库",
            "最近文件",
            "入库时间",
            "操作人",
            "截止日",
            "逾期",
            "待谁处理",
        ],
        Lang::En => [
            "school",
            "table",
            "year",
            "state",
            "programmes",
            "missing",
            "first taken in",
            "newest file",
            "taken in",
            "by",
            "due",
            "late",
            "to act",
        ],
    };
    let columns = columns.map(|heading| (heading, Align::Left));
    let title = lang.pick("报送进度", "collection");
    let listing = Listing {
        title,
        columns: &columns,
        rows: &rows,
        internal: false,
        simulated: false,
        note: String::new(),
    };
    let outcome = listing.show(args, request.output.as_deref(), |row| cells(row, lang))?;
    if outcome == Outcome::Done {
        tell!("{}", summary(&rows, lang));
    }
    Ok(outcome)
}

async fn gather(workspace: &Workspace, request: &StatusArgs) -> Result<Vec<Row>> {
    let Some(latest) = workspace.latest_vintage().await? else { return Ok(Vec::new()) };
    let vintages = workspace.lineage(latest.record.id).await?;
    let files = workspace.files_of(latest.record.id).await?;
    let refusals = workspace.refusals().await?;
    let shown = workspace.current_run().await?.map(|run| run.vintage);
    let closed = workspace.closed_periods().await?;
    let today = clock::today()?;
    let mut rows = Vec::new();
    for &table in &request.table {
        let (year, due) = asked(workspace.config(), table, request);
        let statuses = status_of(&StatusRequest {
            table,
            year,
            due: due.as_deref(),
            today: &today,
            codebook: &latest.lists,
            observations: latest.panel.observations(),
            files: &files,
            vintages: &vintages,
            refusals: &refusals,
            shown,
        });
        for status in statuses {
            let is_closed = closed.iter().any(|p| p.table == table && p.year == status.year);
            rows.push(row(status, is_closed));
        }
    }
    Ok(rows)
}

/// The year of a table that is asked for, and its deadline.
fn asked(
    config: &Config,
    table: TemplateCode,
    request: &StatusArgs,
) -> (Option<Year>, Option<String>) {
    let of_table = || config.collection.due.iter().filter(move |due| due.table == table);
    let year = request.year.or_else(|| of_table().map(|due| due.year).max());
    let set = of_table().find(|due| Some(due.year) == year).map(|due| due.date.to_string());
    (year, request.due.clone().or(set))
}

fn row(status: Status, closed: bool) -> Row {
    let (file, taken_in, actor) = match status.latest {
        Some((file, at, by)) => (Some(file), Some(at), Some(by)),
        None => (None, None, None),
    };
    Row {
        school: status.school.as_str().to_owned(),
        name: status.name,
        table: status.table.code(),
        year: status.year.number(),
        state: match status.state {
            State::Missing => "missing",
            State::Partial => "partial",
            State::Received => "received",
        },
        programmes: status.programmes,
        missing: status.missing.iter().map(|code| code.as_str().to_owned()).collect(),
        since: status.since,
        file,
        taken_in,
        actor,
        refused: status.refused.map(|refused| RefusedRow {
            file: refused.file,
            at: refused.at,
            errors: refused.errors,
        }),
        due: status.due,
        late: status.is_late,
        court: match status.court {
            Court::School => "school",
            Court::Bureau => "bureau",
            Court::Nobody => "nobody",
        },
        closed,
    }
}

fn cells(row: &Row, lang: Lang) -> Vec<String> {
    const SHOWN: usize = 4;
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let mut missing = row.missing.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" ");
    if row.missing.len() > SHOWN {
        let _ = write!(missing, " …({})", row.missing.len());
    }
    let state = match row.state {
        "received" => lang.pick("已报", "received"),
        "partial" => lang.pick("部分", "partial"),
        _ => lang.pick("未报", "missing"),
    };
    let state = match &row.refused {
        None => state.to_owned(),
        Some(RefusedRow { file, at, errors }) => match lang {
            Lang::Zh => format!("{state}，{file} 已退回（{at}，{errors} 个错误）"),
            Lang::En => format!("{state}; {file} sent back ({at}, {errors} errors)"),
        },
    };
    let court = match (row.court, row.closed) {
        (_, true) => lang.pick("已关账", "closed"),
        ("school", _) => lang.pick("学校", "school"),
        ("bureau", _) => lang.pick("主管部门（待计算公布）", "bureau (to run and publish)"),
        _ => "—",
    };
    let late = if row.late { lang.pick("逾期", "late") } else { "—" };
    vec![
        format!("{} {}", row.school, row.name),
        row.table.to_owned(),
        row.year.to_string(),
        state,
        row.programmes.to_string(),
        if missing.is_empty() { "—".to_owned() } else { missing },
        or_dash(&row.since),
        or_dash(&row.file),
        or_dash(&row.taken_in),
        or_dash(&row.actor),
        or_dash(&row.due),
        late.to_owned(),
        court.to_owned(),
    ]
}

/// How many have sent what, table by table.
fn summary(rows: &[Row], lang: Lang) -> String {
    let mut tables: Vec<(&str, i32)> = rows.iter().map(|row| (row.table, row.year)).collect();
    tables.dedup();
    let of_table = |(table, year): (&str, i32)| {
        let own: Vec<&Row> =
            rows.iter().filter(|row| (row.table, row.year) == (table, year)).collect();
        let count = |state| own.iter().filter(|row| row.state == state).count();
        let (all, late) = (own.len(), own.iter().filter(|row| row.late).count());
        let (received, partial, missing) = (count("received"), count("partial"), count("missing"));
        match lang {
            Lang::Zh => format!(
                "{table} {year} 年：应报 {all} 所，已报 {received}，部分 {partial}，未报 {missing}，逾期 {late}"
            ),
            Lang::En => format!(
                "{table} {year}: {all} schools, {received} received, {partial} partial, {missing} missing, {late} late"
            ),
        }
    };
    tables.into_iter().map(of_table).collect::<Vec<_>>().join("\n")
}

/// Why there is nothing to show.
fn none(config: &Config, lang: Lang) -> String {
    let city = &config.city.name;
    match lang {
        Lang::Zh => {
            format!("{city}还没有学校（C1），或没有人报过这些表；用 --year 指定年份，或先导入 C1")
        }
        Lang::En => format!(
            "{city} has no schools (C1) yet, or nobody has sent these tables; name a --year, or take in C1 first"
        ),
    }
}
