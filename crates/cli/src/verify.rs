//! `verify`: whether a workspace is whole, and mending what can be mended.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_pipeline::Repair;
use talent_workspace::{Finding, Part, Workspace, WorkspaceError};

use crate::Outcome;
use crate::args::{Args, Format};
use crate::caller::Caller;
use crate::table::{line, print};

/// One damaged part, as it is listed.
#[derive(Debug, Serialize)]
struct Row {
    /// What it is.
    part: String,
    /// What is wrong with it.
    wrong: String,
    /// What became of it, or what to do.
    outcome: &'static str,
    /// Whether it is whole now.
    mended: bool,
}

/// Looks at all that is stored and lists what is damaged; mends it where that is asked for. It failed if anything damaged is
/// left.
pub(crate) async fn verify(args: &Args, mend: bool) -> Result<Outcome> {
    let (root, lang) = (args.workspace_or("."), args.lang());
    let workspace = match Workspace::open(&root).await {
        Err(WorkspaceError::Corrupt(path)) if mend && path == Path::new("manifest.json") => {
            Workspace::set_manifest_aside(&root)?;
            tell!(
                "{}",
                lang.pick(
                    "清单 manifest.json 已损坏，已按数据库重写",
                    "the damaged manifest was written anew from the database"
                )
            );
            Workspace::open(&root).await?
        }
        Err(error) if mend && is_of_database(&error) => {
            rebuild(&root, lang).await?;
            Workspace::open(&root).await?
        }
        workspace => workspace?,
    };
    let found = workspace.verify().await?;
    let damaged = found.iter().any(|f| f.part == Part::Database && f.wrong.is_some());
    let (workspace, found) = if damaged && mend {
        workspace.close().await;
        rebuild(&root, lang).await?;
        let workspace = Workspace::open(&root).await?;
        let found = workspace.verify().await?;
        (workspace, found)
    } else {
        (workspace, found)
    };
    let repairs = if mend {
        talent_pipeline::repair(&workspace, &found, Caller::now()?.act()).await?
    } else {
        Vec::new()
    };
    let faulty = talent_pipeline::faulty_settings(&workspace);
    workspace.close().await;
    let wrong = found.iter().filter_map(|finding| Some((finding, finding.wrong.as_ref()?)));
    let rows = wrong
        .enumerate()
        .map(|(i, (finding, wrong))| row(finding, wrong, repairs.get(i).copied(), lang));
    let looked_at = found.len() + talent_pipeline::SETTINGS.len();
    let rows: Vec<Row> = rows
        .chain(faulty.into_iter().map(|(name, wrong)| settings_row(name, wrong, lang)))
        .collect();
    show(args, &rows, looked_at)?;
    Ok(if rows.iter().all(|row| row.mended) { Outcome::Done } else { Outcome::Failed })
}

/// Whether a workspace does not open because of its database, which can be made again.
fn is_of_database(error: &WorkspaceError) -> bool {
    matches!(
        error,
        WorkspaceError::DatabaseLost(_)
            | WorkspaceError::OlderDatabase(_)
            | WorkspaceError::Damaged(_)
    )
}

/// Makes the database again and says so.
async fn rebuild(root: &Path, lang: Lang) -> Result<()> {
    let kept = Workspace::rebuild_database(root).await?;
    let kept = kept.map_or_else(String::new, |kept| kept.display().to_string());
    match lang {
        Lang::Zh if kept.is_empty() => tell!("已按清单重建数据库 talent.db"),
        Lang::Zh => tell!("已按清单重建数据库 talent.db；原来的改名为 {kept}"),
        Lang::En => tell!("talent.db was made again from the manifest {kept}"),
    }
    Ok(())
}

fn row(finding: &Finding, wrong: &WorkspaceError, repair: Option<Repair>, lang: Lang) -> Row {
    Row {
        part: part_name(&finding.part, lang),
        wrong: match wrong {
            // What to do about it stands beside it.
            WorkspaceError::Corrupt(path) => format!(
                "{}{}",
                path.display(),
                lang.pick(" 已损坏、丢失或被改动", " was damaged, lost or changed")
            ),
            wrong => wrong.to_string(),
        },
        outcome: outcome(&finding.part, repair, lang),
        mended: matches!(repair, Some(Repair::Again | Repair::Anew)),
    }
}

fn settings_row(name: &str, wrong: String, lang: Lang) -> Row {
    let outcome =
        lang.pick("请改正该文件，或从备份中取回", "correct the file, or take it from a backup");
    Row { part: name.to_owned(), wrong, outcome, mended: false }
}

fn part_name(part: &Part, lang: Lang) -> String {
    match (part, lang) {
        (Part::Identity, _) => "workspace.id".to_owned(),
        (Part::Database, _) => "talent.db".to_owned(),
        (Part::Original(file), Lang::Zh) => {
            format!("原件 {}（数据版本 {}）", file.name, file.vintage)
        }
        (Part::Original(file), Lang::En) => {
            format!("original {} (vintage {})", file.name, file.vintage)
        }
        (Part::Figures(vintage), Lang::Zh) => format!("数据版本 {} 的数字", vintage.id),
        (Part::Figures(vintage), Lang::En) => format!("figures of vintage {}", vintage.id),
        (Part::Lists(vintage), Lang::Zh) => format!("数据版本 {} 的代码表", vintage.id),
        (Part::Lists(vintage), Lang::En) => format!("lists of vintage {}", vintage.id),
        (Part::Settings(run), Lang::Zh) => format!("第 {} 次运行的设置", run.id),
        (Part::Settings(run), Lang::En) => format!("settings of run {}", run.id),
        (Part::Issue(issue), Lang::Zh) => format!("第 {} 号文稿的定稿", issue.record.id),
        (Part::Issue(issue), Lang::En) => format!("issue {} as it was signed", issue.record.id),
        (Part::Run(run), Lang::Zh) => format!("第 {} 次运行", run.id),
        (Part::Run(run), Lang::En) => format!("run {}", run.id),
    }
}

/// What became of it, or what to do about it.
fn outcome(part: &Part, repair: Option<Repair>, lang: Lang) -> &'static str {
    match (repair, part) {
        (Some(Repair::Again), _) => lang.pick("已修复，与原来完全相同", "mended, the same as before"),
        (Some(Repair::Anew), _) => lang.pick(
            "已在相同数据和设置上重算，结果与原来不完全相同（程序版本可能不同）",
            "computed anew on the same inputs; not the same as before, perhaps by another version",
        ),
        (Some(Repair::TakeInAgain), _) | (None, Part::Original(_)) => lang.pick(
            "找到同一份文件，重新执行 talent ingest，内容相同即补回",
            "find the same file and take it in again: it is put back",
        ),
        (Some(Repair::Lost), Part::Run(_)) => lang.pick(
            "政策、设置或数据已经改变，不能原样重算；请执行 talent run 另作一次，或从备份取回",
            "settings or data have changed; make another with `talent run`, or take it from a backup",
        ),
        (Some(Repair::Lost), Part::Settings(_)) => lang.pick(
            "不影响已公布的结果，但该次运行不能原样重算；请从备份中取回",
            "what was published stands, but the run could not be made again; take it from a backup",
        ),
        (Some(Repair::Lost), _) => {
            lang.pick("不能重建，请从备份取回", "cannot be made again; take it from a backup")
        }
        (None, _) => lang.pick("talent verify --repair 可试着修复", "try `talent verify --repair`"),
    }
}

/// Prints the rows, or that there are none.
fn show(args: &Args, rows: &[Row], looked_at: usize) -> Result<()> {
    let lang = args.lang();
    if rows.is_empty() && args.format == Format::Text {
        line(&match lang {
            Lang::Zh => format!("检查了 {looked_at} 项，全部完好"),
            Lang::En => format!("{looked_at} parts, all whole"),
        });
        return Ok(());
    }
    let headings = match lang {
        Lang::Zh => ["内容", "问题", "处理"],
        Lang::En => ["part", "wrong", "outcome"],
    };
    let cells = |row: &Row| vec![row.part.clone(), row.wrong.clone(), row.outcome.to_owned()];
    print(args, &headings, rows, cells)
}
