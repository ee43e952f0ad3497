//! The outlook of the run that readers are shown.

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::{Evidence, Outlook};
use talent_pipeline::published_outlook;
use talent_report::explain_evidence;
use talent_workspace::Workspace;

use crate::args::{Args, Format};
use crate::table::line;

/// Reads it from the workspace, which is closed again. A workspace without a run is an error.
pub(crate) async fn shown_outlook(args: &Args) -> Result<Outlook> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (_, outlook) = published_outlook(&workspace, args.audience()).await?;
    workspace.close().await;
    Ok(outlook)
}

/// Says so below text whose figures are simulated.
pub(crate) fn say_if_simulated(args: &Args, simulated: bool) {
    if simulated && args.format == Format::Text {
        line(args.lang().pick(
            "【模拟数据】学校分专业数据为模拟，仅供演示。",
            "SIMULATED: figures of schools by programme are made up for demonstration.",
        ));
    }
}

/// What one signal of a warning says, with its code and how it stands.
pub(crate) fn evidence_line(evidence: &Evidence, lang: Lang) -> String {
    format!(
        "  {} {}：{}",
        evidence.reading.signal.code(),
        evidence.reading.standing.name(lang),
        explain_evidence(evidence, lang)
    )
}
