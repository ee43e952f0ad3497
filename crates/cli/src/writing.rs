//! Opening a workspace for a command that changes it.

use anyhow::Result;
use talent_workspace::Workspace;

use crate::args::Args;
use crate::clock;

/// Opens the workspace, `.` by default, and removes what killed commands have left there. A workspace that cannot be
/// written is an error now rather than when everything has been computed.
pub(crate) async fn open_to_write(args: &Args) -> Result<Workspace> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    workspace.sweep(clock::system_time()).await?;
    Ok(workspace)
}
