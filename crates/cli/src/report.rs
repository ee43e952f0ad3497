//! `report`: a yearly report of the run that is shown.

use std::path::Path;

use anyhow::Result;
use talent_domain::{Group, Lang};
use talent_issue::DocumentKind;
use talent_outlook::{Audience, Outlook};
use talent_report::compose_school_quality_report;

use crate::Outcome;
use crate::args::{Args, Report, ReportArgs};
use crate::paper::{Paper, write_for_school};
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
    if let Some(school) = &request.school {
        if request.which == Report::Quality {
            return of_school(args, request.output.as_deref(), school).await;
        }
        tell!(
            "{}",
            args.lang().pick(
                "--school 用于就业质量报告（quality）和一校一案（sheets）",
                "--school is for quality and sheets"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    paper.write(args, request.output.as_deref()).await
}

/// Writes the report of one school. One that reported no graduates is wrong input.
async fn of_school(args: &Args, output: Option<&Path>, school: &str) -> Result<Outcome> {
    let unknown = |outlook: &Outlook| {
        let schools = outlook.destinations.iter().filter_map(|group| match &group.of {
            Group::School(code) => Some(code.as_str()),
            _ => None,
        });
        let known = schools.collect::<Vec<_>>().join("、");
        match args.lang() {
            Lang::Zh => format!("没有报过毕业去向的学校 {school}；可用：{known}"),
            Lang::En => format!("no such school reported graduates: {school}; use one of {known}"),
        }
    };
    let compose = |outlook: &Outlook, stamp| compose_school_quality_report(outlook, stamp, school);
    write_for_school(args, output, DocumentKind::Quality, compose, unknown).await
}
