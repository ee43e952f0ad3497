//! `chart`, `bulletin` and `serve`.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Result;
use talent_domain::Lang;
use talent_outlook::Outlook;
use talent_pipeline::latest_outlook;
use talent_report::{
    BulletinRequest, Chart, ChartKind, FanSubject, compose_bulletin, fan_chart, gap_bars, heat_map,
    quadrant, render_html,
};
use talent_server::AppState;
use talent_workspace::{RunRecord, Workspace, write_file};

use crate::Outcome;
use crate::args::{Args, ChartArgs};
use crate::table::line;

/// A chart of an outlook; `Err` says what is wrong with the request.
pub(crate) fn draw(
    outlook: &Outlook,
    kind: &str,
    programme: Option<&str>,
    industry: Option<&str>,
    lang: Lang,
) -> Result<Chart, String> {
    let kinds = ChartKind::ALL.map(ChartKind::code).join("、");
    let Some(kind) = ChartKind::from_code(kind) else {
        return Err(format!("{kind}：{} {kinds}", lang.pick("图的种类可用", "kinds of chart:")));
    };
    match (kind, programme, industry) {
        (ChartKind::Gap, ..) => Ok(gap_bars(outlook, lang)),
        (ChartKind::Quadrant, ..) => Ok(quadrant(outlook, lang)),
        (ChartKind::Heatmap, ..) => Ok(heat_map(outlook, lang)),
        (ChartKind::Fan, Some(code), _) => match outlook.programme(code) {
            Some(found) => Ok(fan_chart(
                &FanSubject::graduates(found, outlook.meta.simulated, lang),
                &outlook.meta,
                lang,
            )),
            None => Err(format!("{} {code}", lang.pick("没有专业", "no such programme:"))),
        },
        (ChartKind::Fan, None, Some(code)) => {
            let found =
                if code == "total" { outlook.industries.first() } else { outlook.industry(code) };
            match found {
                Some(found) => {
                    Ok(fan_chart(&FanSubject::employment(found, lang), &outlook.meta, lang))
                }
                None => Err(format!("{} {code}", lang.pick("没有行业", "no such industry:"))),
            }
        }
        (ChartKind::Fan, None, None) => Err(lang
            .pick(
                "fan 图需要 --programme 代码 或 --industry 门类",
                "a fan chart needs --programme CODE or --industry CODE",
            )
            .to_owned()),
    }
}

pub(crate) async fn chart(args: &Args, request: &ChartArgs) -> Result<Outcome> {
    let lang = args.lang();
    let extension = request.output.extension().and_then(|e| e.to_str()).unwrap_or("");
    if !matches!(extension, "svg" | "png") || !(0.5..=8.0).contains(&request.scale) {
        eprintln!(
            "{}",
            lang.pick(
                "输出文件须以 .svg 或 .png 结尾，--scale 为 0.5 到 8",
                "the output must end in .svg or .png, and --scale lie from 0.5 to 8"
            )
        );
        return Ok(Outcome::WrongInput);
    }
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (_, outlook) = latest_outlook(&workspace).await?;
    workspace.close().await;
    let (programme, industry) = (request.programme.as_deref(), request.industry.as_deref());
    let chart = match draw(&outlook, &request.kind, programme, industry, lang) {
        Ok(chart) => chart,
        Err(message) => {
            eprintln!("{message}");
            return Ok(Outcome::WrongInput);
        }
    };
    let bytes =
        if extension == "png" { chart.to_png(request.scale)? } else { chart.svg.into_bytes() };
    write_file(&request.output, &bytes)?;
    line(&format!("{}：{}", chart.title, request.output.display()));
    Ok(Outcome::Done)
}

/// The bulletin of a run as HTML.
pub(crate) fn bulletin_html(run: &RunRecord, outlook: &Outlook) -> Result<String> {
    let request = BulletinRequest {
        run: run.id,
        issue: u32::try_from(run.id)?,
        date: run.created_at.split('T').next().unwrap_or_default(),
    };
    Ok(render_html(&compose_bulletin(outlook, &request)?)?)
}

pub(crate) async fn bulletin(args: &Args, output: Option<&Path>) -> Result<Outcome> {
    let workspace = Workspace::open(&args.workspace_or(".")).await?;
    let (run, outlook) = latest_outlook(&workspace).await?;
    let html = bulletin_html(&run, &outlook)?;
    let path = match output {
        Some(path) => {
            write_file(path, html.as_bytes())?;
            path.to_owned()
        }
        None => workspace.write_output(&format!("bulletin-{:04}.html", run.id), html.as_bytes())?,
    };
    workspace.close().await;
    line(&path.display().to_string());
    Ok(Outcome::Done)
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
