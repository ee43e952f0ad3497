//! `bulletin`: the bulletin of warnings of the run that is shown, or its extract for one school.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use talent_domain::{Lang, SchoolCode};
use talent_issue::{DocumentKind, stamp_of_run};
use talent_pipeline::published_outlook;
use talent_report::compose_bulletin_extract;
use talent_workspace::Workspace;

use crate::Outcome;
use crate::args::Args;
use crate::paper::{Paper, wanted_of, write_document};

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
    let Some(form) = wanted_of(args, output) else { return Ok(Outcome::WrongInput) };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (published, outlook) = published_outlook(&workspace, args.audience()).await?;
    let stamp =
        stamp_of_run(&workspace, DocumentKind::Bulletin, args.audience(), &published.run).await?;
    let Some(document) = compose_bulletin_extract(&outlook, stamp, school)? else {
        let schools: BTreeSet<&str> = outlook
            .warnings
            .iter()
            .filter_map(|warning| warning.school.as_ref().map(SchoolCode::as_str))
            .collect();
        let known = schools.into_iter().collect::<Vec<_>>().join("、");
        tell!(
            "{}",
            match args.lang() {
                Lang::Zh => format!("没有纳入测算的学校 {school}；可用：{known}"),
                Lang::En => format!("no such school is assessed: {school}; use one of {known}"),
            }
        );
        workspace.close().await;
        return Ok(Outcome::WrongInput);
    };
    write_document(&workspace, &document, form, output, published.publication.id)?;
    workspace.close().await;
    Ok(Outcome::Done)
}
