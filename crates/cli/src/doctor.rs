//! `doctor`: what this machine lacks, and the command that mends it.
//!
//! The newest vintage and run are read whole and checked against their hashes, so that damage is found here first.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_pipeline::latest_outlook;
use talent_workspace::{Workspace, WorkspaceError, write_file};

use crate::Outcome;
use crate::args::Args;
use crate::table::print;

/// One thing that was looked at.
#[derive(Serialize)]
struct Check {
    /// Whether nothing is amiss.
    ok: bool,
    /// What was looked at.
    what: String,
    /// How it is, or what is amiss.
    found: String,
    /// How to mend it; empty if nothing is amiss.
    fix: String,
}

impl Check {
    /// `Err` is what is amiss.
    /// `found` is how it is, and `fix` the command that mends it, which is dropped where nothing is amiss.
    fn new(what: &str, found: Result<String, String>, fix: &str) -> Self {
        let ok = found.is_ok();
        Self {
            ok,
            what: what.to_owned(),
            found: found.unwrap_or_else(|amiss| amiss),
            fix: if ok { String::new() } else { fix.to_owned() },
        }
    }
}

/// Checks the machine and the workspace; fails if anything is amiss.
///
/// All checks are made and listed even if the first of them fails.
pub(crate) async fn doctor(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let folder = args.workspace_or(".");
    let mut checks = machine_checks(&folder, lang);
    checks.extend(workspace_checks(&folder, lang).await);
    let headings = match lang {
        Lang::Zh => ["结果", "检查", "情况", "怎样补上"],
        Lang::En => ["result", "check", "found", "mend with"],
    };
    print(args, &headings, &checks, |check| {
        let result = if check.ok {
            lang.pick("✓ 正常", "✓ ok")
        } else {
            lang.pick("✗ 缺", "✗ lacks")
        };
        vec![result.to_owned(), check.what.clone(), check.found.clone(), check.fix.clone()]
    })?;
    let sound = checks.iter().all(|check| check.ok);
    Ok(if sound { Outcome::Done } else { Outcome::Failed })
}

/// Processors, fonts, and whether the folder can be written.
fn machine_checks(folder: &Path, lang: Lang) -> Vec<Check> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let font = if talent_report::has_chinese_font() {
        Ok(lang.pick("有", "yes").to_owned())
    } else {
        Err(lang.pick("没有", "no").to_owned())
    };
    let shown = folder.display().to_string();
    let writable = can_write(folder).map(|()| shown.clone()).map_err(|error| error.to_string());
    vec![
        Check::new(lang.pick("处理器核数", "cores"), Ok(cores.to_string()), ""),
        Check::new(
            lang.pick("中文字体（PNG 需要）", "Chinese font (for PNG)"),
            font,
            "apt-get install fonts-noto-cjk",
        ),
        Check::new(
            lang.pick("文件夹可写", "folder can be written"),
            writable,
            &format!("chmod u+w {shown}"),
        ),
    ]
}

/// Writes a file into the folder and takes it away again.
/// The file is empty, and its name is none that a workspace uses.
fn can_write(folder: &Path) -> Result<(), WorkspaceError> {
    // A folder that does not exist yet is tried by its parent.
    let folder = if folder.exists() { folder } else { folder.parent().unwrap_or(folder) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let probe = folder.join(".talent-doctor");
    write_file(&probe, b"")?;
    std::fs::remove_file(&probe).map_err(|reason| WorkspaceError::File { path: probe, reason })
}

/// Whether the workspace opens, and its newest vintage and run are whole.
/// One check where it does not open, three otherwise. A workspace without a vintage or a run fails that check.
async fn workspace_checks(folder: &Path, lang: Lang) -> Vec<Check> {
    let what = lang.pick("工作区", "workspace");
    let shown = folder.display();
    let workspace = match Workspace::open(folder).await {
        Ok(workspace) => workspace,
        Err(error) => {
            let fix = format!("talent init {shown}");
            return vec![Check::new(what, Err(error.to_string()), &fix)];
        }
    };
    let vintage = match workspace.latest_vintage().await {
        Ok(Some(vintage)) => {
            Ok(format!("{}（{}）", vintage.record.id, vintage.record.observations))
        }
        Ok(None) => Err(WorkspaceError::NoVintage.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let run = match latest_outlook(&workspace).await {
        Ok((run, _)) => Ok(format!("{}（{}）", run.id, run.created_at)),
        Err(error) => Err(error.to_string()),
    };
    workspace.close().await;
    let ingest = format!("talent ingest --workspace {shown} FILE…");
    let again = format!("talent run --workspace {shown}");
    vec![
        Check::new(what, Ok(shown.to_string()), ""),
        Check::new(lang.pick("数据版本完好", "vintage intact"), vintage, &ingest),
        Check::new(lang.pick("运行结果完好", "run intact"), run, &again),
    ]
}
