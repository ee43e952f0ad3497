//! `doctor`: what this machine lacks, and the command that mends it.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_pipeline::latest_outlook;
use talent_workspace::{Workspace, WorkspaceError, write_file};

use crate::Outcome;
use crate::args::Args;
use crate::table::print;

#[derive(Serialize)]
struct Check {
    ok: bool,
    what: String,
    found: String,
    fix: String,
}

pub(crate) async fn doctor(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let check = |ok: bool, what: &str, found: String, fix: &str| Check {
        ok,
        what: what.to_owned(),
        found,
        fix: if ok { String::new() } else { fix.to_owned() },
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let font = talent_report::has_chinese_font();
    let yes_no = |yes: bool| {
        lang.pick(if yes { "有" } else { "没有" }, if yes { "yes" } else { "no" }).to_owned()
    };
    let folder = args.workspace_or(".");
    let mut checks = vec![
        check(true, lang.pick("处理器核数", "cores"), cores.to_string(), ""),
        check(
            font,
            lang.pick("中文字体（PNG 需要）", "Chinese font (for PNG)"),
            yes_no(font),
            "apt-get install fonts-noto-cjk",
        ),
    ];
    let writable = can_write(&folder);
    checks.push(check(
        writable.is_ok(),
        lang.pick("文件夹可写", "folder can be written"),
        writable.as_ref().map_or_else(ToString::to_string, |()| folder.display().to_string()),
        &format!("chmod u+w {}", folder.display()),
    ));
    checks.extend(workspace_checks(&folder, lang).await);
    let sound = checks.iter().all(|check| check.ok);
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
    Ok(if sound { Outcome::Done } else { Outcome::Failed })
}

fn can_write(folder: &Path) -> Result<(), WorkspaceError> {
    // A folder that does not exist yet is tried by its parent.
    let folder = if folder.exists() { folder } else { folder.parent().unwrap_or(folder) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let probe = folder.join(".talent-doctor");
    write_file(&probe, b"")?;
    std::fs::remove_file(&probe).map_err(|reason| WorkspaceError::File { path: probe, reason })
}

async fn workspace_checks(folder: &Path, lang: Lang) -> Vec<Check> {
    let row = |what: (&str, &str), result: Result<String, String>, fix: &str| Check {
        ok: result.is_ok(),
        what: lang.pick(what.0, what.1).to_owned(),
        fix: if result.is_ok() { String::new() } else { fix.to_owned() },
        found: result.unwrap_or_else(|message| message),
    };
    let shown = folder.display();
    let workspace = match Workspace::open(folder).await {
        Ok(workspace) => workspace,
        Err(error) => {
            let fix = format!("talent init {shown}");
            return vec![row(("工作区", "workspace"), Err(error.to_string()), &fix)];
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
    vec![
        row(("工作区", "workspace"), Ok(shown.to_string()), ""),
        row(
            ("数据版本完好", "vintage intact"),
            vintage,
            &format!("talent ingest --workspace {shown} FILE…"),
        ),
        row(("运行结果完好", "run intact"), run, &format!("talent run --workspace {shown}")),
    ]
}
