//! The documents of a publication as files.

use std::path::Path;

use anyhow::Result;
use talent_issue::{DocumentKind, DraftParts, borders, compose, stamp_of_run};
use talent_outlook::Outlook;
use talent_pipeline::published_outlook;
use talent_print::DocumentForm;
use talent_report::{Document, RunStamp, UnboundNumber, compose_working_papers};
use talent_workspace::{PublishedRun, Workspace, write_file};

use crate::Outcome;
use crate::args::Args;
use crate::form::wanted_form;
use crate::table::line;

/// The documents of a publication. Each shows the figures of its outlook and no others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    /// One that is issued, as a draft.
    Issued(DocumentKind),
    /// The working papers of analysts; for the bureau alone.
    Papers,
}

impl Paper {
    /// Puts it together from what the run found, with what people wrote in its blanks. Fails if running text holds a
    /// number that no table has.
    pub(crate) async fn compose(
        self,
        workspace: &Workspace,
        published: &PublishedRun,
        outlook: &Outlook,
    ) -> Result<Document> {
        let run = &published.run;
        Ok(match self {
            Self::Papers => compose_working_papers(outlook, stamp_of(published))?,
            Self::Issued(kind) => {
                let audience = outlook.meta.audience;
                let parts = DraftParts::of_run(workspace, kind, audience, run).await?;
                compose(workspace, &parts, (run, outlook)).await?
            }
        })
    }

    /// Writes it where it was asked for, as the ending of the file says, or below `output/` of the workspace, and
    /// tells where. Another ending than those of [`DocumentForm`] is wrong input.
    pub(crate) async fn write(self, args: &Args, output: Option<&Path>) -> Result<Outcome> {
        let Some(form) = wanted_of(args, output) else { return Ok(Outcome::WrongInput) };
        let workspace = Workspace::open(&args.workspace_or(".")).await?;
        let (published, outlook) = published_outlook(&workspace, args.audience()).await?;
        if self == Self::Issued(DocumentKind::Layout)
            && let Err(error) = borders(&workspace)
        {
            tell!("{error}{}", args.lang().pick("；报告未附地图", "; the report has no map"));
        }
        let document = self.compose(&workspace, &published, &outlook).await?;
        write_document(&workspace, &document, form, output, published.publication.id)?;
        workspace.close().await;
        Ok(Outcome::Done)
    }
}

/// Writes the document that `compose` puts together of one school, with the stamp of a kind of document. `unknown` says that
/// there is no such school, which is wrong input.
pub(crate) async fn write_for_school(
    args: &Args,
    output: Option<&Path>,
    kind: DocumentKind,
    compose: impl FnOnce(&Outlook, RunStamp) -> Result<Option<Document>, UnboundNumber>,
    unknown: impl FnOnce(&Outlook) -> String,
) -> Result<Outcome> {
    let Some(form) = wanted_of(args, output) else { return Ok(Outcome::WrongInput) };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (published, outlook) = published_outlook(&workspace, args.audience()).await?;
    let stamp = stamp_of_run(&workspace, kind, args.audience(), &published.run).await?;
    let outcome = if let Some(document) = compose(&outlook, stamp)? {
        write_document(&workspace, &document, form, output, published.publication.id)?;
        Outcome::Done
    } else {
        tell!("{}", unknown(&outlook));
        Outcome::WrongInput
    };
    workspace.close().await;
    Ok(outcome)
}

/// What papers that are not issued say of the publication: its own number.
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
