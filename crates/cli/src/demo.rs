//! `demo`: the whole way on the embedded data.
//!
//! Real figures of Linfen and simulated schools are taken in as two vintages, one after the other, since they never
//! share a file. A second time on the same folder, everything is recognised and nothing changes.

mod steps;
mod summary;

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Result, bail};
use talent_domain::Lang;
use talent_ingest::{InputFile, Unlikely};
use talent_issue::DocumentKind;
use talent_outlook::{Audience, Outlook};
use talent_pipeline::embedded::{EmbeddedFile, LINFEN, LINFEN_SIMULATED};
use talent_pipeline::{compute, ingest, open_run, publish};
use talent_print::DocumentForm;
use talent_report::{ChartKind, draw, has_chinese_font};
use talent_workspace::{PublishedRun, Workspace, hash};

use self::steps::Steps;
use crate::args::Args;
use crate::caller::Caller;
use crate::data::make_workspace;
use crate::paper::{Paper, file_name};
use crate::table::line;
use crate::{Outcome, findings};

/// Pixels of a picture for one of its chart.
/// Smaller than that of a chart that is asked for, as there are many.
const PNG_SCALE: f32 = 1.5;

/// Makes a workspace or opens it, takes the data in, runs, and writes charts and documents.
///
/// The run is published at once. Files are written below `output/` of the workspace, which is `talent-demo` unless
/// another folder is asked for.
pub(crate) async fn demo(args: &Args) -> Result<Outcome> {
    let lang = args.lang();
    let folder = args.workspace_or("talent-demo");
    let mut steps = Steps::begin();
    let workspace = if folder.join("talent.toml").exists() {
        Workspace::open(&folder).await?
    } else {
        make_workspace(&folder).await?
    };
    if holds_other_data(&workspace).await? {
        workspace.close().await;
        let text = lang.pick(
            "这个工作区里有别的数据，演示数据不会混进去；请换一个文件夹：talent demo -w 新文件夹",
            "this workspace holds other data, which the demonstration is not laid over; choose another folder: talent demo -w NEW",
        );
        tell!("{}：{text}", folder.display());
        return Ok(Outcome::WrongInput);
    }
    steps.end(lang.pick("工作区", "workspace"));
    for set in [LINFEN, LINFEN_SIMULATED] {
        take_in(args, &workspace, set).await?;
    }
    steps.end(lang.pick("数据导入", "data taken in"));
    let caller = Caller::now()?;
    let outcome = compute(&workspace, caller.act(), &|_| {}).await?;
    let published = publish(&workspace, outcome.record.id, caller.act()).await?;
    steps.end(lang.pick("预测、平衡、预警", "forecasts, balance, warnings"));
    let public = open_run(&workspace, &outcome.record, Audience::Public)?;
    let mut written = write_charts(&workspace, &public, lang)?;
    steps.end(lang.pick("图表", "charts"));
    written.extend(write_papers(&workspace, &published, &public).await?);
    steps.end(lang.pick("通报和年度报告", "bulletin and yearly reports"));
    let took = steps.finish();
    workspace.close().await;
    summary::print(args, (&outcome, &public), &written, &took);
    let shown = folder.display();
    line(&format!(
        "{}：talent serve --workspace {shown}",
        lang.pick("查看网页", "to see the pages")
    ));
    line(&format!("    cargo run --release -- serve --workspace {shown}"));
    Ok(Outcome::Done)
}

/// Whether a file was taken in that is not of the demonstration.
async fn holds_other_data(workspace: &Workspace) -> Result<bool> {
    let ours: BTreeSet<String> =
        [LINFEN, LINFEN_SIMULATED].concat().iter().map(|file| hash(file.bytes)).collect();
    Ok(workspace.files().await?.iter().any(|file| !ours.contains(&file.hash)))
}

/// Takes in the files of an embedded data set. One that does not pass the checks is an error of ours.
async fn take_in(args: &Args, workspace: &Workspace, set: &[EmbeddedFile]) -> Result<()> {
    let inputs: Vec<InputFile<'_>> =
        set.iter().map(|file| InputFile { name: file.name, bytes: file.bytes }).collect();
    // The tests check them for unlikely figures; a machine whose clock is wrong shows the demonstration too.
    let caller = Caller::now()?;
    let ingested = ingest(workspace, &inputs, Unlikely::Confirmed, false, caller.act()).await?;
    if !ingested.checked.is_clean() {
        findings::print(args, &ingested.checked)?;
        bail!(
            "{}",
            args.lang().pick("内置数据没有通过检查", "the embedded data did not pass the checks")
        );
    }
    Ok(())
}

/// Writes a chart of each kind as SVG, and as PNG if there is a font for it; returns the files.
/// Fans are of all industries, of section B (mining) and of the tightest programme; each has its code in its name.
fn write_charts(workspace: &Workspace, outlook: &Outlook, lang: Lang) -> Result<Vec<PathBuf>> {
    let tightest = outlook.by_tightness().first().map(|p| p.code.to_string()).unwrap_or_default();
    let charts = [
        (ChartKind::Gap, None, None),
        (ChartKind::Quadrant, None, None),
        (ChartKind::Heatmap, None, None),
        (ChartKind::Fan, None, Some("total")),
        (ChartKind::Fan, None, Some("B")),
        (ChartKind::Fan, Some(tightest.as_str()), None),
    ];
    let mut written = Vec::new();
    for (kind, programme, industry) in charts {
        let chart = draw(outlook, kind, programme, industry, lang)?;
        let name = match programme.or(industry) {
            Some(code) => format!("{}-{code}", kind.code()),
            None => kind.code().to_owned(),
        };
        written.push(workspace.write_output(&format!("{name}.svg"), chart.svg.as_bytes())?);
        if has_chinese_font() {
            written
                .push(workspace.write_output(&format!("{name}.png"), &chart.to_png(PNG_SCALE)?)?);
        }
    }
    Ok(written)
}

/// Writes every document of the publication; returns the files.
async fn write_papers(
    workspace: &Workspace,
    published: &PublishedRun,
    outlook: &Outlook,
) -> Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for paper in DocumentKind::ALL.map(Paper::Issued) {
        let document = paper.compose(workspace, published, outlook).await?;
        let form = DocumentForm::Html;
        let name = file_name(&document, published.publication.id, form);
        written.push(workspace.write_output(&name, &form.render(&document)?)?);
    }
    Ok(written)
}
