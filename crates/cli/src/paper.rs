//! The documents of a publication: which there are, and writing one of them.

use std::path::Path;

use anyhow::Result;
use talent_outlook::Outlook;
use talent_pipeline::{published_outlook, scenarios_of_run};
use talent_print::DocumentForm;
use talent_report::{
    Document, RunStamp, compose_bulletin, compose_programmes_report, compose_quality_report,
    compose_working_papers,
};
use talent_workspace::{PublishedRun, Workspace, write_file};

use crate::Outcome;
use crate::args::Args;
use crate::form::wanted_form;
use crate::table::line;

/// The documents of a publication. Each shows the figures of its outlook and no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    /// The bulletin of warnings.
    Bulletin,
    /// Where graduates went, and how well.
    Quality,
    /// Programmes and demand.
    Layout,
    /// The working papers of analysts; for the bureau alone.
    Papers,
}

impl Paper {
    /// Those that are published.
    pub(crate) const PUBLISHED: [Self; 3] = [Self::Bulletin, Self::Quality, Self::Layout];

    /// Puts it together from what the run found.
    /// Only the report on programmes needs the workspace, for its scenarios. Fails if running text holds a number that
    /// no table has.
    pub(crate) async fn compose(
        self,
        workspace: &Workspace,
        published: &PublishedRun,
        outlook: &Outlook,
    ) -> Result<Document> {
        let (stamp, run) = (stamp_of(published), &published.run);
        Ok(match self {
            Self::Bulletin => compose_bulletin(outlook, stamp)?,
            Self::Quality => compose_quality_report(outlook, stamp)?,
            Self::Papers => compose_working_papers(outlook, stamp)?,
            Self::Layout => {
                let scenarios = scenarios_of_run(workspace, run, outlook.meta.audience).await?;
                compose_programmes_report(outlook, stamp, &scenarios)?
            }
        })
    }

    /// Writes it where it was asked for, as the ending of the file says, or below `output/` of the workspace, and
    /// tells where. Another ending than those of [`DocumentForm`] is wrong input.
    pub(crate) async fn write(self, args: &Args, output: Option<&Path>) -> Result<Outcome> {
        let Some(form) = wanted_of(args, output) else { return Ok(Outcome::WrongInput) };
        let workspace = Workspace::open(&args.workspace_or(".")).await?;
        let (published, outlook) = published_outlook(&workspace, args.audience()).await?;
        let document = self.compose(&workspace, &published, &outlook).await?;
        write_document(&workspace, &document, form, output, published.publication.id)?;
        workspace.close().await;
        Ok(Outcome::Done)
    }
}

/// What documents of a publication say of it.
pub(crate) fn stamp_of(PublishedRun { publication, run }: &PublishedRun) -> RunStamp {
    RunStamp::new(publication.id, run.id, &run.created_at)
}

/// The form that the ending of the output says, HTML without one; none of another ending, which is told.
pub(crate) fn wanted_of(args: &Args, output: Option<&Path>) -> Option<DocumentForm> {
    let form = output.map_or(Some(DocumentForm::Html), DocumentForm::of);
    if form.is_none() {
        tell!("{}", wanted_form(args.lang()));
    }
    form
}

/// The name of a document's file below `output/`: its title and the number of the publication.
pub(crate) fn file_name(document: &Document, publication: i64, form: DocumentForm) -> String {
    format!("{}-{publication:04}.{}", document.file_stem(), form.name())
}

/// Writes a document to `output`, or below `output/` of the workspace under its title, and tells where.
pub(crate) fn write_document(
    workspace: &Workspace,
    document: &Document,
    form: DocumentForm,
    output: Option<&Path>,
    publication: i64,
) -> Result<()> {
    let bytes = form.render(document)?;
    let path = if let Some(path) = output {
        write_file(path, &bytes)?;
        path.to_owned()
    } else {
        workspace.write_output(&file_name(document, publication, form), &bytes)?
    };
    line(&path.display().to_string());
    Ok(())
}
