//! `history` and `undo`: what was taken in, and taking it back.

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_workspace::{FileRecord, VintageRecord, Workspace};

use crate::args::Args;
use crate::table::{line, print};
use crate::{Outcome, now};

/// One vintage, as it is listed.
#[derive(Debug, Serialize)]
struct VintageRow {
    vintage: i64,
    created_at: String,
    withdrawn_at: Option<String>,
    observations: i64,
    revised: i64,
    files: Vec<String>,
    runs: Vec<i64>,
    /// Whether it is the one that runs are made of.
    current: bool,
}

pub(crate) async fn history(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (vintages, files) = (workspace.vintages().await?, workspace.files().await?);
    let (runs, shown) = (workspace.runs().await?, workspace.current_run().await?);
    let current = workspace.current_vintage().await?;
    workspace.close().await;
    let row = |vintage: &VintageRecord| VintageRow {
        vintage: vintage.id,
        created_at: vintage.created_at.clone(),
        withdrawn_at: vintage.withdrawn_at.clone(),
        observations: vintage.observations,
        revised: vintage.revised,
        files: names(&files, vintage.id),
        runs: runs.iter().filter(|run| run.vintage == vintage.id).map(|run| run.id).collect(),
        current: current.as_ref().is_some_and(|current| current.id == vintage.id),
    };
    let rows: Vec<VintageRow> = vintages.iter().map(row).collect();
    let headings = match lang {
        Lang::Zh => ["数据版本", "入库时间", "数字", "修订", "运行", "状态", "文件"],
        Lang::En => ["vintage", "taken in", "figures", "revised", "runs", "state", "files"],
    };
    print(args, &headings, &rows, |row| {
        let state = match (&row.withdrawn_at, row.current) {
            (Some(_), _) => lang.pick("已撤回", "withdrawn"),
            (None, true) => lang.pick("现行", "current"),
            (None, false) => "",
        };
        let run = |id: &i64| {
            let is_shown = shown.as_ref().is_some_and(|shown| shown.id == *id);
            format!("{id}{}", if is_shown { lang.pick("（在用）", " (shown)") } else { "" })
        };
        vec![
            row.vintage.to_string(),
            row.created_at.clone(),
            row.observations.to_string(),
            row.revised.to_string(),
            row.runs.iter().map(run).collect::<Vec<_>>().join(" "),
            state.to_owned(),
            shortened(&row.files, lang),
        ]
    })?;
    Ok(Outcome::Done)
}

pub(crate) async fn undo(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let withdrawn = workspace.undo(&now()).await?;
    let files = workspace.files().await?;
    let current = workspace.current_vintage().await?;
    let shown = workspace.current_run().await?;
    workspace.close().await;
    let Some(withdrawn) = withdrawn else {
        eprintln!("{}", lang.pick("没有可撤回的数据版本", "there is no vintage to withdraw"));
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

fn names(files: &[FileRecord], vintage: i64) -> Vec<String> {
    files.iter().filter(|file| file.vintage == vintage).map(|file| file.name.clone()).collect()
}

/// The first few of many.
fn shortened(names: &[String], lang: Lang) -> String {
    const SHOWN: usize = 3;
    let some = names[..names.len().min(SHOWN)].join(lang.pick("、", ", "));
    match (names.len() > SHOWN, lang) {
        (false, _) => some,
        (true, Lang::Zh) => format!("{some} 等 {} 个文件", names.len()),
        (true, Lang::En) => format!("{some} and {} more", names.len() - SHOWN),
    }
}
