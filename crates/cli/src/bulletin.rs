//! `bulletin`: the bulletin of warnings of the run that is shown, or its extract for one school.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use talent_domain::{Lang, SchoolCode};
use talent_issue::DocumentKind;
use talent_outlook::Outlook;
use talent_report::compose_bulletin_extract;

use crate::Outcome;
use crate::args::Args;
use crate::paper::{Paper, write_for_school};

/// Writes the bulletin to `output`, in the form that its ending says, or below `output/` of the workspace; with a school
/// its extract. A school that is not assessed is wrong input.
pub(crate) async fn bulletin(
    args: &Args,
    output: Option<&Path>,
    school: Option<&str>,
) -> Result<Outcome> {
    let Some(school) = school else {
        return Paper::Issued(DocumentKind::Bulletin).write(args, output).await;
    };
    let unknown = |outlook: &Outlook| {
        let warned = outlook.warnings.iter();
        let schools: BTreeSet<&str> =
            warned.filter_map(|warning| warning.school.as_ref().map(SchoolCode::as_str)).collect();
        let known = schools.into_iter().collect::<Vec<_>>().join("、");
        match args.lang() {
            Lang::Zh => format!("没有纳入测算的学校 {school}；可用：{known}"),
            Lang::En => format!("no such school is assessed: {school}; use one of {known}"),
        }
    };
    let compose = |outlook: &Outlook, stamp| compose_bulletin_extract(outlook, stamp, school);
    write_for_school(args, output, DocumentKind::Bulletin, compose, unknown).await
}
