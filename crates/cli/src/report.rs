//! `report`: a yearly report of the run that is shown.

use anyhow::Result;

use crate::Outcome;
use crate::args::{Args, Report, ReportArgs};
use crate::paper::Paper;

/// Writes the report that is asked for.
pub(crate) async fn report(args: &Args, request: &ReportArgs) -> Result<Outcome> {
    let paper = match request.which {
        Report::Quality => Paper::Quality,
        Report::Layout => Paper::Layout,
    };
    paper.write(args, request.output.as_deref()).await
}
