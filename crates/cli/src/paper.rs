//! The documents of a publication: which there are, and writing one of them.

use std::path::Path;

use anyhow::Result;
use talent_outlook::{Audience, Outlook};
use talent_pipeline::{published_outlook, scenarios_of_run};
use talent_print::DocumentForm;
use talent_report::{
    Document, RunStamp, compose_bulletin, compose_programmes_report, compose_quality_report,
};
use talent_workspace::{PublicationRecord, PublishedRun, Workspace, write_file};

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
}

impl Paper {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Bulletin, Self::Quality, Self::Layout];

    /// The name of its file below `output/`; that for the bureau never replaces the public one.
    pub(crate) fn file_name(self, publication: &PublicationRecord, audience: Audience) -> String {
        let name = match self {
            Self::Bulletin => "bulletin",
            Self::Quality => "quality",
            Self::Layout => "layout",
        };
        let suffix = match audience {
            Audience::Public => "",
            Audience::Bureau => "-internal",
        };
        format!("{name}-{:04}{suffix}.html", publication.id)
    }

    /// Puts it together from what the run found.
    /// Only the report on programmes needs the workspace, for its scenarios. Fails if running text holds a number that
    /// no table has.
    pub(crate) async fn compose(
        self,
        workspace: &Workspace,
        published: &PublishedRun,
        outlook: &Outlook,
    ) -> Result<Document> {
        let PublishedRun { publication, run } = published;
        let stamp = RunStamp::new(publication.id, run.id, &run.created_at);
        Ok(match self {
            Self::Bulletin => compose_bulletin(outlook, stamp)?,
            Self::Quality => compose_quality_report(outlook, stamp)?,
            Self::Layout => {
                let scenarios = scenarios_of_run(workspace, run, outlook.meta.audience).await?;
                compose_programmes_report(outlook, stamp, &scenarios)?
            }
        })
    }

    /// Writes it where it was asked for, as the ending of the file says, or below `output/` of the workspace, and
    /// tells where. Another ending than those of [`DocumentForm`] is wrong input.
    pub(crate) async fn write(self, args: &Args, output: Option<&Path>) -> Result<Outcome> {
        let Some(form) = output.map_or(Some(DocumentForm::Html), DocumentForm::of) else {
            tell!("{}", wanted_form(args.lang()));
            return Ok(Outcome::WrongInput);
        };
        let audience = args.audience();
        let workspace = Workspace::open(&args.workspace_or(".")).await?;
        let (published, outlook) = published_outlook(&workspace, audience).await?;
        let document = self.compose(&workspace, &published, &outlook).await?;
        let bytes = form.render(&document)?;
        let path = if let Some(path) = output {
            write_file(path, &bytes)?;
            path.to_owned()
        } else {
            let name = self.file_name(&published.publication, audience);
            workspace.write_output(&name, &bytes)?
        };
        workspace.close().await;
        line(&path.display().to_string());
        Ok(Outcome::Done)
    }
}
