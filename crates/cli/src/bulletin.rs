//! `bulletin`: the bulletin of warnings of the run that is shown.

use std::path::Path;

use anyhow::Result;

use crate::Outcome;
use crate::args::Args;
use crate::paper::Paper;

/// Writes the bulletin to `output`, or below `output/` of the workspace.
/// The ending of `output` decides between a page and a workbook.
pub(crate) async fn bulletin(args: &Args, output: Option<&Path>) -> Result<Outcome> {
    Paper::Bulletin.write(args, output).await
}
