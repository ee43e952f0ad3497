//! `report`: a yearly report of the run that is shown.

use anyhow::Result;
use talent_issue::DocumentKind;
use talent_outlook::Audience;

use crate::Outcome;
use crate::args::{Args, Report, ReportArgs};
use crate::paper::Paper;
use crate::sheets::sheets;

/// Writes the report that is asked for.
pub(crate) async fn report(args: &Args, request: &ReportArgs) -> Result<Outcome> {
    let paper = match request.which {
        Report::Quality => Paper::Issued(DocumentKind::Quality),
        Report::Layout => Paper::Issued(DocumentKind::Layout),
        Report::Sheets => return sheets(args, request).await,
        Report::Papers => Paper::Papers,
    };
    if paper == Paper::Papers && args.audience() != Audience::Bureau {
        tell!(
            "{}",
            args.lang().pick(
                "工作底稿只供主管部门内部：请加 --as bureau",
                "the working papers are for the bureau only: add --as bureau"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    if request.school.is_some() {
        tell!(
            "{}",
            args.lang().pick("--school 只用于一校一案（sheets）", "--school is for sheets only")
        );
        return Ok(Outcome::WrongInput);
    }
    paper.write(args, request.output.as_deref()).await
}
