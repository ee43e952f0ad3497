//! `chart` and `serve`.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_pipeline::latest_outlook;
use talent_report::{Chart, ChartKind, draw};
use talent_server::AppState;
use talent_workspace::{Workspace, write_file};

use crate::Outcome;
use crate::args::{Args, ChartArgs};
use crate::table::line;

pub(crate) async fn chart(args: &Args, request: &ChartArgs) -> Result<Outcome> {
    let lang = args.lang();
    if !can_draw(&request.output, lang) {
        return Ok(Outcome::WrongInput);
    }
    if !(0.5..=8.0).contains(&request.scale) {
        eprintln!("{}", lang.pick("--scale 为 0.5 到 8", "--scale lies from 0.5 to 8"));
        return Ok(Outcome::WrongInput);
    }
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (_, outlook) = latest_outlook(&workspace).await?;
    workspace.close().await;
    let (programme, industry) = (request.programme.as_deref(), request.industry.as_deref());
    let Some(kind) = ChartKind::from_code(&request.kind) else {
        let kinds = ChartKind::ALL.map(ChartKind::code).join("、");
        eprintln!("{}：{} {kinds}", request.kind, lang.pick("图的种类可用", "kinds of chart:"));
        return Ok(Outcome::WrongInput);
    };
    let chart = match draw(&outlook, kind, programme, industry, lang) {
        Ok(chart) => chart,
        Err(error) => {
            eprintln!("{error}");
            return Ok(Outcome::WrongInput);
        }
    };
    let title = save_chart(chart, &request.output, request.scale)?;
    line(&format!("{title}：{}", request.output.display()));
    Ok(Outcome::Done)
}

/// Whether a file's name ends as a chart's does; says so if not.
pub(crate) fn can_draw(path: &Path, lang: Lang) -> bool {
    let known = matches!(path.extension().and_then(|e| e.to_str()), Some("svg" | "png"));
    if !known {
        let text = lang
            .pick("图的文件名须以 .svg 或 .png 结尾", "the file of a chart ends in .svg or .png");
        eprintln!("{}：{text}", path.display());
    }
    known
}

/// Pixels of a picture for one of its chart, where nobody asks for others.
pub(crate) const PNG_SCALE: f32 = 2.0;

/// Writes a chart as its file's name asks; its title.
pub(crate) fn save_chart(chart: Chart, path: &Path, scale: f32) -> Result<String> {
    let png = path.extension().is_some_and(|e| e == "png");
    let bytes = if png { chart.to_png(scale)? } else { chart.svg.into_bytes() };
    write_file(path, &bytes)?;
    Ok(chart.title)
}

pub(crate) async fn serve(args: &Args, addr: SocketAddr, allow_remote: bool) -> Result<Outcome> {
    let lang = args.lang();
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let state = AppState::new(workspace.clone());
    talent_server::serve(addr, allow_remote, state, |bound| {
        line(&match lang {
            Lang::Zh => format!("网页 http://{bound}/　接口 http://{bound}/docs　Ctrl-C 停止"),
            Lang::En => format!("pages http://{bound}/  API http://{bound}/docs  Ctrl-C stops"),
        });
    })
    .await?;
    workspace.close().await;
    line(lang.pick("已停止", "stopped"));
    Ok(Outcome::Done)
}
