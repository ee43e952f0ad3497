//! `bulletin` and `report`: documents of the run that is shown.

use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::Outlook;
use talent_pipeline::{latest_outlook, scenarios_of_run};
use talent_report::{
    Document, RunStamp, compose_bulletin, compose_programmes_report, compose_quality_report,
    render_html, render_xlsx,
};
use talent_workspace::{RunRecord, Workspace, write_file};

use crate::Outcome;
use crate::args::{Args, Report, ReportArgs};
use crate::table::line;

/// The documents of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paper {
    Bulletin,
    Quality,
    Layout,
}

impl Paper {
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
                compose_programmes_report(outlook, stamp, &scenarios)?
            }
        })
    }
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Html,
    Workbook,
}

impl Form {
    /// By the ending of its file.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "html" => Some(Self::Html),
            "xlsx" => Some(Self::Workbook),
            _ => None,
        }
    }

    /// What to say of another ending.
    pub(crate) fn wanted(lang: Lang) -> &'static str {
        lang.pick("文件名须以 .html 或 .xlsx 结尾", "end the file in .html or .xlsx")
    }

    pub(crate) fn render(self, document: &Document) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Html => render_html(document)?.into_bytes(),
            Self::Workbook => render_xlsx(document)?,
        })
    }
}

pub(crate) async fn bulletin(args: &Args, output: Option<&Path>) -> Result<Outcome> {
    write(args, Paper::Bulletin, output).await
}

pub(crate) async fn report(args: &Args, request: &ReportArgs) -> Result<Outcome> {
    let paper = match request.which {
        Report::Quality => Paper::Quality,
        Report::Layout => Paper::Layout,
    };
    write(args, paper, request.output.as_deref()).await
}

/// Writes a document where it was asked for, as the ending of the file says, or below `output/`.
async fn write(args: &Args, paper: Paper, output: Option<&Path>) -> Result<Outcome> {
    let Some(form) = output.map_or(Some(Form::Html), Form::of) else {
        eprintln!("{}", Form::wanted(args.lang()));
        return Ok(Outcome::WrongInput);
    };
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (run, outlook) = latest_outlook(&workspace).await?;
    let document = paper.compose(&workspace, &run, &outlook).await?;
    let bytes = form.render(&document)?;
    let path = match output {
        Some(path) => {
            write_file(path, &bytes)?;
            path.to_owned()
        }
        None => workspace.write_output(&paper.file_name(&run), &bytes)?,
    };
    workspace.close().await;
    line(&path.display().to_string());
    Ok(Outcome::Done)
}
