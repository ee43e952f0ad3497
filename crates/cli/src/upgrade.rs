//! Before a command: a workspace of an earlier version is brought to this one's form.

use talent_domain::Lang;
use talent_workspace::Workspace;

use crate::args::{Args, Command};
use crate::caller::Caller;
use crate::data::identity;

/// Stores what the vintages of an older workspace lack. A workspace that cannot be opened, or holds
/// nothing yet, is left to the command itself; a failure is told and does not stop the command, which may
/// not need what is missing.
pub(crate) async fn upgrade(args: &Args) {
    let Some(default) = default_folder(&args.command) else { return };
    let folder = args.workspace_or(default);
    if !folder.join("talent.db").exists() {
        return;
    }
    let Ok(workspace) = Workspace::open(&folder).await else { return };
    // Counts of persons are rounded by a text that workspaces of earlier versions lack.
    let identified = identity().map(|identity| workspace.identify(&identity).map_err(Into::into));
    if let Err(error) = identified.flatten() {
        tell!("{error}");
    }
    // A clock that cannot be right is told by the command, if it needs one.
    let Ok(caller) = Caller::now() else { return workspace.close().await };
    let upgraded = talent_pipeline::upgrade(&workspace, caller.act()).await;
    workspace.close().await;
    match (upgraded, args.lang()) {
        (Ok(vintages), _) if vintages.is_empty() => {}
        (Ok(vintages), Lang::Zh) => {
            tell!("旧版工作区已升级：{} 个数据版本的代码表已随版本保存", vintages.len());
        }
        (Ok(vintages), Lang::En) => {
            tell!("older workspace brought up to date: lists of {} vintages", vintages.len());
        }
        (Err(error), lang) => {
            tell!("{}：{error}", lang.pick("旧版工作区未能升级", "could not be upgraded"));
        }
    }
}

/// The folder of the workspace that a command works in by default; none for a command without one.
fn default_folder(command: &Command) -> Option<&'static str> {
    match command {
        Command::Demo => Some("talent-demo"),
        Command::Init { .. }
        | Command::Restore { .. }
        | Command::Forecast(_)
        | Command::Explain(_)
        | Command::Score(_) => None,
        Command::Backtest(request) if request.input.is_some() => None,
        _ => Some("."),
    }
}
