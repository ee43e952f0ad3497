//! `chart`: one chart of the run that is shown.

use anyhow::Result;
use talent_report::{ChartKind, draw};

use crate::Outcome;
use crate::args::{Args, ChartArgs};
use crate::chart_file::{can_draw, save_chart};
use crate::shown::shown_outlook;
use crate::table::line;

/// The scales that a PNG may have.
/// Pixels of the picture for each one of the chart.
const SCALES: std::ops::RangeInclusive<f32> = 0.5..=8.0;

/// Draws a chart into a file and tells its title. A kind of chart, a subject or an ending that there is not is wrong
/// input, and nothing is written.
///
/// The scale matters to PNG only, but is checked for SVG too.
pub(crate) async fn chart(args: &Args, request: &ChartArgs) -> Result<Outcome> {
    let lang = args.lang();
    if !can_draw(&request.output, lang) {
        return Ok(Outcome::WrongInput);
    }
    if !SCALES.contains(&request.scale) {
        tell!("{}", lang.pick("--scale 为 0.5 到 8", "--scale lies from 0.5 to 8"));
        return Ok(Outcome::WrongInput);
    }
    let outlook = shown_outlook(args).await?;
    let Some(kind) = ChartKind::from_code(&request.kind) else {
        let kinds = ChartKind::ALL.map(ChartKind::code).join("、");
        tell!("{}：{} {kinds}", request.kind, lang.pick("图的种类可用", "kinds of chart:"));
        return Ok(Outcome::WrongInput);
    };
    let (programme, industry) = (request.programme.as_deref(), request.industry.as_deref());
    let chart = match draw(&outlook, kind, programme, industry, lang) {
        Ok(chart) => chart,
        Err(error) => {
            tell!("{error}");
            return Ok(Outcome::WrongInput);
        }
    };
    let title = save_chart(chart, &request.output, request.scale)?;
    line(&format!("{title}：{}", request.output.display()));
    Ok(Outcome::Done)
}
