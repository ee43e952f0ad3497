//! `serve`: the pages and the API.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::Audience;
use talent_server::AppState;
use talent_workspace::Workspace;

use crate::args::Args;
use crate::table::line;
use crate::{Outcome, clock};

/// How long closing the store may take once the service has stopped.
const CLOSING: Duration = Duration::from_secs(2);

/// Serves the workspace until Ctrl-C. Other machines are let in only if that is asked for, as there is no login:
/// an address that they reach is an error otherwise. `hosts` are names that the machine is called by beside its address.
pub(crate) async fn serve(
    args: &Args,
    addr: SocketAddr,
    allow_remote: bool,
    hosts: &[String],
    audience: Audience,
) -> Result<Outcome> {
    let lang = args.lang();
    if audience == Audience::Bureau && !addr.ip().is_loopback() {
        tell!(
            "{}",
            lang.pick(
                "--view bureau 含未取整的小规模人数，只能监听本机地址（如 127.0.0.1:8080）",
                "--view bureau shows small counts of persons and listens on this machine only (such as 127.0.0.1:8080)"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    // Without it scenarios could not be computed from rounded counts: better said now than on a page.
    workspace.identity()?;
    let state = AppState::new(workspace.clone(), audience).with_clock(|| clock::now().ok());
    let schedules = tokio::spawn(crate::schedule::keep(workspace.root().to_owned()));
    let served = talent_server::serve(addr, allow_remote, hosts, state, |bound| {
        line(&match lang {
            Lang::Zh => format!("网页 http://{bound}/　接口 http://{bound}/docs　Ctrl-C 停止"),
            Lang::En => format!("pages http://{bound}/  API http://{bound}/docs  Ctrl-C stops"),
        });
    })
    .await;
    schedules.abort();
    served?;
    // Long work that was given up may hold the store; it only reads.
    let _ = tokio::time::timeout(CLOSING, workspace.close()).await;
    line(lang.pick("已停止", "stopped"));
    Ok(Outcome::Done)
}
