//! `diff`: what changed from one vintage to another, figure by figure.

use anyhow::Result;
use serde::Serialize;
use talent_domain::{Codebook, Lang, Level, Observation};
use talent_outlook::Audience;
use talent_pipeline::{Change, compare};
use talent_report::Align;
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::{Args, DiffArgs};
use crate::listing::Listing;

/// One end of a change, as JSON shows it.
#[derive(Serialize)]
struct End {
    value: f64,
    file: String,
    sheet: Option<String>,
    cell: String,
}

/// A figure that changed, as JSON shows it.
#[derive(Serialize)]
struct Row {
    /// `added`, `removed` or `changed`.
    change: &'static str,
    region: String,
    industry: Option<String>,
    programme: Option<String>,
    school: Option<String>,
    occupation: Option<String>,
    measure: &'static str,
    year: i32,
    before: Option<End>,
    after: Option<End>,
    /// What it is of, in words.
    #[serde(skip)]
    subject: String,
    #[serde(skip)]
    measure_name: &'static str,
}

/// Lists every figure that differs. Figures are as reported, so that they are for the bureau; a vintage that is not there
/// is an error.
pub(crate) async fn diff(args: &Args, request: &DiffArgs) -> Result<Outcome> {
    let lang = args.lang();
    if args.audience() != Audience::Bureau {
        tell!(
            "{}",
            lang.pick(
                "逐个列出的是原始填报数字，只供主管部门内部：请加 --as bureau",
                "figures are listed as they were reported, for the bureau only: add --as bureau"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let before = workspace.vintage(request.before).await;
    let after = workspace.vintage(request.after).await;
    workspace.close().await;
    let (before, after) = (before?, after?);
    let changes = compare(before.panel.observations(), after.panel.observations());
    let rows: Vec<Row> =
        changes.iter().filter_map(|change| row(change, &after.lists, lang)).collect();
    let columns = match lang {
        Lang::Zh => [
            ("变化", Align::Left),
            ("对象", Align::Left),
            ("指标", Align::Left),
            ("年份", Align::Right),
            ("原数", Align::Right),
            ("现数", Align::Right),
            ("原出处", Align::Left),
            ("现出处", Align::Left),
        ],
        Lang::En => [
            ("change", Align::Left),
            ("of", Align::Left),
            ("measure", Align::Left),
            ("year", Align::Right),
            ("before", Align::Right),
            ("after", Align::Right),
            ("cell before", Align::Left),
            ("cell after", Align::Left),
        ],
    };
    let title = match lang {
        Lang::Zh => format!("数据版本 {} 与 {} 的差异", request.before, request.after),
        Lang::En => format!("vintage {} against {}", request.before, request.after),
    };
    let listing = Listing {
        title: &title,
        columns: &columns,
        rows: &rows,
        internal: true,
        simulated: false,
        note: String::new(),
    };
    let outcome = listing.show(args, request.output.as_deref(), |row| cells(row, lang))?;
    if outcome == Outcome::Done {
        tell!("{}", summary(&rows, lang));
    }
    Ok(outcome)
}

fn row(change: &Change<'_>, codes: &Codebook, lang: Lang) -> Option<Row> {
    let of = change.either()?;
    let kind = match (change.before, change.after) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let key = &of.key;
    Some(Row {
        change: kind,
        region: key.region.as_str().to_owned(),
        industry: code(&key.industry, |code| code.as_str()),
        programme: code(&key.programme, |code| code.as_str()),
        school: code(&key.school, |code| code.as_str()),
        occupation: code(&key.occupation, |code| code.0.as_str()),
        measure: of.measure.code(),
        year: of.year.number(),
        before: change.before.map(end),
        after: change.after.map(end),
        subject: subject(of, codes),
        measure_name: of.measure.name(lang),
    })
}

fn end(observation: &Observation) -> End {
    let cell = &observation.provenance.cell;
    End {
        value: observation.value,
        file: cell.file.to_string(),
        sheet: cell.sheet.as_deref().map(str::to_owned),
        cell: cell.address(),
    }
}

fn code<'c, C>(level: &'c Level<C>, text: impl Fn(&'c C) -> &'c str) -> Option<String> {
    match level {
        Level::Code(code) => Some(text(code).to_owned()),
        Level::Total => None,
    }
}

/// The names of what a figure is of: school, programme, industry and occupation; of what is of no school, the region first.
fn subject<'c>(of: &'c Observation, codes: &'c Codebook) -> String {
    let key = &of.key;
    let school = code(&key.school, |code| codes.school_name(code));
    let region = school.is_none().then(|| codes.region_name(&key.region).to_owned());
    let names = [
        region,
        school,
        code(&key.programme, |code| codes.programme_name(code)),
        code(&key.industry, |code| codes.industry_name(code)),
        code(&key.occupation, |code| code.0.as_str()),
    ];
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn cells(row: &Row, lang: Lang) -> Vec<String> {
    let change = match row.change {
        "added" => lang.pick("新增", "added"),
        "removed" => lang.pick("删除", "removed"),
        _ => lang.pick("修改", "changed"),
    };
    let value = |end: &Option<End>| {
        end.as_ref().map_or_else(|| "—".to_owned(), |end| end.value.to_string())
    };
    let place = |end: &Option<End>| match end {
        None => "—".to_owned(),
        Some(End { file, sheet: None, cell, .. }) => format!("{file} {cell}"),
        Some(End { file, sheet: Some(sheet), cell, .. }) => format!("{file} [{sheet}] {cell}"),
    };
    vec![
        change.to_owned(),
        row.subject.clone(),
        row.measure_name.to_owned(),
        row.year.to_string(),
        value(&row.before),
        value(&row.after),
        place(&row.before),
        place(&row.after),
    ]
}

fn summary(rows: &[Row], lang: Lang) -> String {
    let count = |change| rows.iter().filter(|row| row.change == change).count();
    let (added, removed, changed) = (count("added"), count("removed"), count("changed"));
    match lang {
        Lang::Zh => format!("新增 {added} 个数字，删除 {removed} 个，修改 {changed} 个"),
        Lang::En => format!("{added} figures added, {removed} removed, {changed} changed"),
    }
}
