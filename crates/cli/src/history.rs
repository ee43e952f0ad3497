//! `history` and `undo`: what was taken in, and taking it back.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_workspace::{
    Event, FileRecord, PublicationRecord, Remark, RunRecord, VintageRecord, Workspace,
};

use crate::Outcome;
use crate::args::{Args, Format};
use crate::caller::Caller;
use crate::table::{line, print};
use crate::writing::open_to_write;

/// One vintage, as it is listed.
#[derive(Debug, Serialize)]
struct VintageRow {
    /// The number of the vintage.
    vintage: i64,
    /// RFC 3339.
    created_at: String,
    /// Who made it; empty if that was before names were kept.
    actor: String,
    /// `None` while it is in force.
    withdrawn_at: Option<String>,
    withdrawn_by: Option<String>,
    /// How many figures it took in.
    observations: i64,
    /// How many of them replace a figure of an earlier vintage.
    revised: i64,
    /// Names of the files it was made of.
    files: Vec<String>,
    /// Numbers of the runs made on it; `run_details` has the same runs in the same order.
    runs: Vec<i64>,
    run_details: Vec<RunRow>,
    /// Whether it is the one that runs are made of.
    current: bool,
    /// What was said of its figures, and what nobody has explained.
    remarks: Vec<RemarkRow>,
}

/// Something that was said of a vintage, as it is listed.
#[derive(Debug, Serialize)]
struct RemarkRow {
    /// `confirm`, `explain`, `unexplained`, or `rules` for the changes to the rules that its files were checked by.
    kind: String,
    /// RFC 3339.
    at: String,
    actor: String,
    text: String,
}

/// A run on a vintage, as it is listed.
#[derive(Debug, Serialize)]
struct RunRow {
    run: i64,
    actor: String,
    /// The numbers that it was published under.
    publications: Vec<i64>,
    /// Who published it, one name for each number.
    published_by: Vec<String>,
    /// Whether it is the one that readers see.
    shown: bool,
}

/// The rows of the store that the list is made of.
struct Stored {
    vintages: Vec<VintageRecord>,
    files: Vec<FileRecord>,
    runs: Vec<RunRecord>,
    publications: Vec<PublicationRecord>,
    events: Vec<Event>,
    /// The run that readers see.
    shown: Option<i64>,
    /// The vintage that runs are made of.
    current: Option<i64>,
}

impl Stored {
    /// Reads everything at once, so that the workspace can be closed before anything is printed.
    async fn read(workspace: &Workspace) -> Result<Self> {
        Ok(Self {
            vintages: workspace.vintages().await?,
            files: workspace.files().await?,
            runs: workspace.runs().await?,
            publications: workspace.publications().await?,
            events: workspace.events().await?,
            shown: workspace.current_run().await?.map(|run| run.id),
            current: workspace.current_vintage().await?.map(|vintage| vintage.id),
        })
    }

    /// A vintage with its files and its runs.
    fn row(&self, vintage: &VintageRecord) -> VintageRow {
        let runs = self.runs.iter().filter(|run| run.vintage == vintage.id);
        let run_details: Vec<RunRow> = runs.map(|run| self.run_row(run)).collect();
        VintageRow {
            vintage: vintage.id,
            created_at: vintage.created_at.clone(),
            actor: vintage.actor.clone(),
            withdrawn_at: vintage.withdrawn_at.clone(),
            withdrawn_by: vintage.withdrawn_by.clone(),
            observations: vintage.observations,
            revised: vintage.revised,
            files: names(&self.files, vintage.id),
            runs: run_details.iter().map(|run| run.run).collect(),
            run_details,
            current: self.current == Some(vintage.id),
            remarks: self.remarks(vintage.id),
        }
    }

    /// What was said of a vintage, the oldest first.
    fn remarks(&self, vintage: i64) -> Vec<RemarkRow> {
        let row = |event: &Event| {
            Some(RemarkRow {
                kind: event.kind.clone(),
                at: event.at.clone(),
                actor: event.actor.clone(),
                text: Remark::said_of(event, vintage)?.to_owned(),
            })
        };
        self.events.iter().filter_map(row).collect()
    }

    /// A run with the publications that show it.
    fn run_row(&self, run: &RunRecord) -> RunRow {
        let publications = self.publications.iter().filter(|shows| shows.run == run.id);
        let (publications, published_by) =
            publications.map(|shows| (shows.id, shows.actor.clone())).unzip();
        RunRow {
            run: run.id,
            actor: run.actor.clone(),
            publications,
            published_by,
            shown: self.shown == Some(run.id),
        }
    }
}

/// Lists every vintage with its runs, those withdrawn included.
pub(crate) async fn history(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let stored = Stored::read(&workspace).await;
    workspace.close().await;
    let stored = stored?;
    let rows: Vec<VintageRow> = stored.vintages.iter().map(|vintage| stored.row(vintage)).collect();
    let headings = match lang {
        Lang::Zh => ["数据版本", "入库时间", "操作人", "数字", "修订", "运行", "状态", "文件"],
        Lang::En => ["vintage", "taken in", "by", "figures", "revised", "runs", "state", "files"],
    };
    print(args, &headings, &rows, |row| {
        vec![
            row.vintage.to_string(),
            row.created_at.clone(),
            person(&row.actor, lang).to_owned(),
            row.observations.to_string(),
            row.revised.to_string(),
            row.run_details.iter().map(|run| run_text(run, lang)).collect::<Vec<_>>().join(" "),
            state_text(row, lang),
            shortened(&row.files, lang),
        ]
    })?;
    if args.format == Format::Text {
        for row in &rows {
            print_remarks(row, lang);
        }
    }
    Ok(Outcome::Done)
}

/// What was said of a vintage, the first of each kind.
fn print_remarks(row: &VintageRow, lang: Lang) {
    const SHOWN: usize = 5;
    let kinds = [
        ("confirm", "确认属实", "confirmed"),
        ("explain", "说明", "explained"),
        ("unexplained", "未说明", "unexplained"),
        ("rules", "规则改动", "changed rules"),
    ];
    for (kind, zh, en) in kinds {
        let of_kind: Vec<&RemarkRow> =
            row.remarks.iter().filter(|remark| remark.kind == kind).collect();
        let (vintage, name) = (row.vintage, lang.pick(zh, en));
        for remark in of_kind.iter().take(SHOWN) {
            let by = person(&remark.actor, lang);
            let of = lang.pick("数据版本", "vintage");
            line(&format!("{of} {vintage} {name}：{}（{by}，{}）", remark.text, remark.at));
        }
        if let Some(more) = of_kind.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            line(&match lang {
                Lang::Zh => {
                    format!("数据版本 {vintage} {name}：另有 {more} 条，用 --format json 查看全部")
                }
                Lang::En => {
                    format!("vintage {vintage} {name}: {more} more; --format json shows all")
                }
            });
        }
    }
}

/// A run with its author, and whether readers see it: `2（王芳，在用）`.
fn run_text(run: &RunRow, lang: Lang) -> String {
    let state = match (run.shown, run.publications.is_empty()) {
        (true, _) => lang.pick("，在用", ", shown"),
        (false, true) => lang.pick("，未公布", ", unpublished"),
        (false, false) => "",
    };
    let (run, name) = (run.run, person(&run.actor, lang));
    match lang {
        Lang::Zh => format!("{run}（{name}{state}）"),
        Lang::En => format!("{run} ({name}{state})"),
    }
}

/// Withdrawn and by whom, current, or nothing for a vintage that a later one builds on.
fn state_text(row: &VintageRow, lang: Lang) -> String {
    match (&row.withdrawn_by, row.current, lang) {
        (Some(name), _, Lang::Zh) => format!("已撤回（{}）", person(name, lang)),
        (Some(name), _, Lang::En) => format!("withdrawn by {}", person(name, lang)),
        (None, true, _) => lang.pick("现行", "current").to_owned(),
        (None, false, _) => String::new(),
    }
}

/// A name, or what stands for the empty one of rows that were made before names were kept.
fn person(name: &str, lang: Lang) -> &str {
    if name.is_empty() { lang.pick("不详", "unknown") } else { name }
}

/// Withdraws the newest vintage that is in force and says what is in force now. Where there is none, that is wrong
/// input.
pub(crate) async fn undo(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let caller = Caller::now()?;
    let workspace = open_to_write(args).await?;
    let withdrawn = workspace.undo(caller.act()).await?;
    let files = workspace.files().await?;
    let current = workspace.current_vintage().await?;
    let shown = workspace.current_run().await?;
    workspace.close().await;
    let Some(withdrawn) = withdrawn else {
        tell!("{}", lang.pick("没有可撤回的数据版本", "there is no vintage to withdraw"));
        return Ok(Outcome::WrongInput);
    };
    let names = shortened(&names(&files, withdrawn.id), lang);
    line(&match lang {
        Lang::Zh => format!("已撤回数据版本 {}（{names}）；原文件和数字都还保存着", withdrawn.id),
        Lang::En => {
            format!("withdrew vintage {} ({names}); its files and figures are kept", withdrawn.id)
        }
    });
    line(&match (&current, &shown, lang) {
        (None, _, Lang::Zh) => "库中已没有现行数据；接着执行 talent ingest".to_owned(),
        (None, _, Lang::En) => "no data is in force now; next: talent ingest".to_owned(),
        (Some(now), Some(run), Lang::Zh) if run.vintage == now.id => {
            format!("现行数据版本 {}，网页和通报回到第 {} 次运行", now.id, run.id)
        }
        (Some(now), Some(run), Lang::En) if run.vintage == now.id => {
            format!("vintage {} is in force again, and run {} is shown", now.id, run.id)
        }
        (Some(now), _, Lang::Zh) => format!("现行数据版本 {}；接着执行 talent run", now.id),
        (Some(now), _, Lang::En) => format!("vintage {} is in force; next: talent run", now.id),
    });
    Ok(Outcome::Done)
}

/// The names of the files that a vintage was made of.
fn names(files: &[FileRecord], vintage: i64) -> Vec<String> {
    files.iter().filter(|file| file.vintage == vintage).map(|file| file.name.clone()).collect()
}

/// The first few of many.
/// All names if they are at most three, otherwise three and how many there are.
fn shortened(names: &[String], lang: Lang) -> String {
    const SHOWN: usize = 3;
    let some = names[..names.len().min(SHOWN)].join(lang.pick("、", ", "));
    match (names.len() > SHOWN, lang) {
        (false, _) => some,
        (true, Lang::Zh) => format!("{some} 等 {} 个文件", names.len()),
        (true, Lang::En) => format!("{some} and {} more", names.len() - SHOWN),
    }
}
