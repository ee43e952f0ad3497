//! The documents of a run: which there are, and writing one of them.

use std::path::Path;

use anyhow::Result;
use talent_outlook::Outlook;
use talent_pipeline::{latest_outlook, scenarios_of_run};
use talent_report::{
    Document, RunStamp, compose_bulletin, compose_layout_report, compose_quality_report,
};
use talent_workspace::{RunRecord, Workspace, write_file};

use crate::Outcome;
use crate::args::Args;
use crate::form::Form;
use crate::table::line;

/// The documents of a run. Each shows the figures of its outlook and no others.
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

    /// The name of its file below `output/`.
    pub(crate) fn file_name(self, run: &RunRecord) -> String {
        let name = match self {
            Self::Bulletin => "bulletin",
            Self::Quality => "quality",
            Self::Layout => "layout",
        };
        format!("{name}-{:04}.html", run.id)
    }

    /// Puts it together from what the run found.
    pub(crate) async fn compose(
        self,
        workspace: &Workspace,
        run: &RunRecord,
        outlook: &Outlook,
    ) -> Result<Document> {
        let stamp = RunStamp::new(run.id, &run.created_at);
        Ok(match self {
            Self::Bulletin => compose_bulletin(outlook, stamp)?,
            Self::Quality => compose_quality_report(outlook, stamp)?,
            Self::Layout => {
                let scenarios = scenarios_of_run(workspace, run).await?;
                compose_layout_report(outlook, stamp, &scenarios)?
            }
        })
    }

    /// Writes it where it was asked for, as the ending of the file says, or below `output/` of the workspace, and
    /// tells where. Another ending than those of [`Form`] is wrong input.
    pub(crate) async fn write(self, args: &Args, output: Option<&Path>) -> Result<Outcome> {
        let Some(form) = output.map_or(Some(Form::Html), Form::of) else {
            eprintln!("{}", Form::wanted(args.lang()));
            return Ok(Outcome::WrongInput);
        };
        let workspace = Workspace::open(&args.workspace_or(".")).await?;
        let (run, outlook) = latest_outlook(&workspace).await?;
        let document = self.compose(&workspace, &run, &outlook).await?;
        let bytes = form.render(&document)?;
        let path = match output {
            Some(path) => {
                write_file(path, &bytes)?;
                path.to_owned()
            }
            None => workspace.write_output(&self.file_name(&run), &bytes)?,
        };
        workspace.close().await;
        line(&path.display().to_string());
        Ok(Outcome::Done)
    }
}
