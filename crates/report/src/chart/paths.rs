//! What came of ways to set the intake, year by year.

use super::axes::nice_ceiling;
use super::curves::{CurveEnd, colour_of, curve_plot, draw_curve, draw_names};
use super::frame::Frame;
use super::look::Look;
use super::picture::Chart;

/// What came of one way.
#[derive(Debug, Clone)]
pub struct PathCurve {
    /// Its name.
    pub name: String,
    /// By year: persons too many or too few for each local entrant, a fraction.
    pub gaps: Vec<(i32, f64)>,
}

/// Room for the names of the curves, pixels.
const NAMES: u32 = 190;

/// The gaps of all ways over the years, per cent of local entrants; the first is the product's own. Always marked as simulated.
pub fn paths_chart(
    title: String,
    curves: &[PathCurve],
    notes: &[String],
    look: impl Into<Look>,
) -> Chart {
    let look = look.into();
    let lang = look.lang;
    let legend = lang.pick(
        "缺口：各专业岗位需求与本地进入者之差的绝对值之和÷本地进入者（%），按毕业年份",
        "gap: sum over programmes of |openings − local entrants| over local entrants (%), by year of leaving",
    );
    let frame = Frame {
        title,
        notes: notes.to_vec(),
        look,
        height: 400,
        legend: legend.to_owned(),
        simulated: true,
    };
    let points = || curves.iter().flat_map(|curve| &curve.gaps);
    let first = points().map(|(year, _)| *year).min().unwrap_or(0);
    let last = points().map(|(year, _)| *year).max().unwrap_or(first + 1);
    let top = nice_ceiling(100.0 * points().map(|(_, gap)| *gap).fold(0.0, f64::max));
    frame.draw(|area| {
        let years = f64::from(first) - 0.2..f64::from(last.max(first + 1)) + 0.2;
        let labels = (((last - first) as usize + 1).min(16), 6);
        let mut plot = curve_plot(area, years, labels, 0.0..top, (16, NAMES))?;
        let mut ends = Vec::new();
        for (c, curve) in curves.iter().enumerate() {
            let points: Vec<(f64, f64)> =
                curve.gaps.iter().map(|(year, gap)| (f64::from(*year), 100.0 * gap)).collect();
            let Some(end) = points.last() else { continue };
            let position = plot.backend_coord(end);
            ends.push(CurveEnd { position, name: curve.name.clone(), colour: colour_of(c) });
            draw_curve(&mut plot, c, points)?;
        }
        draw_names(area, ends)
    })
}
