//! `serve`: the pages and the API.

use std::net::SocketAddr;

use anyhow::Result;
use talent_domain::Lang;
use talent_server::AppState;
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::Args;
use crate::table::line;

/// Serves the workspace until Ctrl-C. Other machines are let in only if that is asked for, as there is no login:
/// an address that they reach is an error otherwise. `hosts` are names that the machine is called by beside its address.
pub(crate) async fn serve(
    args: &Args,
    addr: SocketAddr,
    allow_remote: bool,
    hosts: &[String],
) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let state = AppState::new(workspace.clone());
    talent_server::serve(addr, allow_remote, hosts, state, |bound| {
        line(&match lang {
            Lang::Zh => format!("网页 http://{bound}/　接口 http://{bound}/docs　Ctrl-C 停止"),
            Lang::En => format!("pages http://{bound}/  API http://{bound}/docs  Ctrl-C stops"),
        });
    })
    .await?;
    workspace.close().await;
    line(lang.pick("已停止", "stopped"));
    Ok(Outcome::Done)
}
