//! `backup` and `restore`: a workspace as one file, and back.

use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_workspace::{BackedUp, Workspace, WorkspaceError, sweep_unmade};

use crate::args::Args;
use crate::table::line;
use crate::{Outcome, clock};

/// Writes the workspace into a file and says how much. A file that is there already is wrong input.
pub(crate) async fn backup(args: &Args, file: &Path) -> Result<Outcome> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let written = workspace.backup(file).await;
    let found = workspace.verify().await;
    let faulty = talent_pipeline::faulty_settings(&workspace).len();
    workspace.close().await;
    let damaged = faulty + found?.iter().filter(|finding| finding.wrong.is_some()).count();
    let shown = file.display();
    let outcome = told(args, written, |BackedUp { files, bytes }, lang| match lang {
        Lang::Zh => format!(
            "已备份 {files} 个文件，{}：{shown}；恢复：talent restore {shown} -w 新文件夹",
            size(bytes)
        ),
        Lang::En => format!(
            "{files} files, {}: {shown}; to restore: talent restore {shown} -w NEW-FOLDER",
            size(bytes)
        ),
    })?;
    if damaged > 0 && outcome == Outcome::Done {
        match args.lang() {
            Lang::Zh => tell!(
                "注意：工作区有 {damaged} 项已损坏，备份里也是坏的；请执行 talent verify 查看，修复后重新备份"
            ),
            Lang::En => tell!(
                "{damaged} parts of the workspace are damaged, and so they are in the backup: see `talent verify`, mend them and make another"
            ),
        }
        return Ok(Outcome::Failed);
    }
    Ok(outcome)
}

/// Makes a workspace from a backup and says where. A folder that holds something and a file that is no whole backup are
/// wrong input.
pub(crate) fn restore(args: &Args, file: &Path) -> Result<Outcome> {
    let root = args.workspace_or(".");
    sweep_unmade(&root, clock::system_time());
    let read = Workspace::restore(file, &root);
    told(args, read, |BackedUp { files, bytes }, lang| {
        let (shown, size) = (root.display(), size(bytes));
        match lang {
            Lang::Zh => format!("已恢复 {files} 个文件，{size}：{shown}；可用 talent verify 检查"),
            Lang::En => format!("{files} files, {size}: {shown}; `talent verify` checks them"),
        }
    })
}

/// Says what came of it: what the user can mend is wrong input.
fn told(
    args: &Args,
    done: Result<BackedUp, WorkspaceError>,
    text: impl Fn(BackedUp, Lang) -> String,
) -> Result<Outcome> {
    match done {
        Ok(done) => {
            line(&text(done, args.lang()));
            Ok(Outcome::Done)
        }
        Err(
            error @ (WorkspaceError::Backup { .. }
            | WorkspaceError::NotEmpty(_)
            | WorkspaceError::InWorkspace(_)),
        ) => {
            tell!("{error}");
            Ok(Outcome::WrongInput)
        }
        Err(error) => Err(error.into()),
    }
}

/// A size in megabytes with one decimal.
fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
