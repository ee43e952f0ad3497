//! Charts. Each carries its title with unit and cut-off, its source, 模拟数据 where that applies, and
//! an accessible name. Colours are those of Okabe and Ito, told apart by colour-blind readers, and
//! never carry meaning alone: shapes, dashes and words say the same.

mod diagnostic;
mod fan;
mod gap;
mod heat;
mod quadrant;
mod stages;

use plotters::coord::Shift;
use plotters::prelude::{
    BLACK, Color, DrawingArea, IntoDrawingArea, IntoFont, RGBColor, Rectangle, SVGBackend, Text,
    TextStyle, WHITE,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use talent_domain::Lang;
use talent_outlook::{Meta, Outlook};
use talent_warning::WarningLevel;

pub use diagnostic::{Diagnostic, diagnostic_chart};
pub use fan::{FanSubject, fan_chart};
pub use gap::gap_bars;
pub use heat::heat_map;
pub use quadrant::quadrant;
pub use stages::{ErrorCurve, StageCurves, backtest_chart};

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The picture, with real text.
    pub svg: String,
}

/// Why a chart cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A fan chart of nothing.
    #[error("fan 图需要专业代码或行业门类 (a fan chart needs a programme or an industry)")]
    NoSubject,
    /// No such programme.
    #[error("没有专业 {0} (no such programme)")]
    NoProgramme(String),
    /// No such industry.
    #[error("没有行业 {0} (no such industry)")]
    NoIndustry(String),
}

/// Draws a chart of an outlook. A fan chart is of a programme's graduates or an industry's
/// employment (`total` for all industries); the other kinds need neither.
pub fn draw(
    outlook: &Outlook,
    kind: ChartKind,
    programme: Option<&str>,
    industry: Option<&str>,
    lang: Lang,
) -> Result<Chart, ChartError> {
    match (kind, programme, industry) {
        (ChartKind::Gap, ..) => Ok(gap_bars(outlook, lang)),
        (ChartKind::Quadrant, ..) => Ok(quadrant(outlook, lang)),
        (ChartKind::Heatmap, ..) => Ok(heat_map(outlook, lang)),
        (ChartKind::Fan, Some(code), _) => {
            let found =
                outlook.programme(code).ok_or_else(|| ChartError::NoProgramme(code.to_owned()))?;
            let subject = FanSubject::graduates(found, outlook.meta.simulated, lang);
            Ok(fan_chart(&subject, &chart_notes(&outlook.meta, subject.simulated, lang), lang))
        }
        (ChartKind::Fan, None, Some(code)) => {
            let found =
                outlook.industry(code).ok_or_else(|| ChartError::NoIndustry(code.to_owned()))?;
            let subject = FanSubject::employment(found, lang);
            Ok(fan_chart(&subject, &chart_notes(&outlook.meta, subject.simulated, lang), lang))
        }
        (ChartKind::Fan, None, None) => Err(ChartError::NoSubject),
    }
}

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// History and forecast of one programme or industry.
    Fan,
    /// Supply less demand by programme.
    Gap,
    /// Outcomes against demand.
    Quadrant,
    /// Programmes by section.
    Heatmap,
}

impl ChartKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Fan, Self::Gap, Self::Quadrant, Self::Heatmap];

    /// Its code on the command line and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fan => "fan",
            Self::Gap => "gap",
            Self::Quadrant => "quadrant",
            Self::Heatmap => "heatmap",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Fonts that have the characters, the first that is there.
pub(crate) const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

pub(crate) const BLUE: RGBColor = RGBColor(0, 114, 178);
pub(crate) const ORANGE: RGBColor = RGBColor(213, 94, 0);
pub(crate) const GREY: RGBColor = RGBColor(90, 90, 90);
pub(crate) const PALE: RGBColor = RGBColor(225, 225, 225);

pub(crate) const WIDTH: u32 = 960;

/// The colour of a level, as `#rrggbb`. Orange and yellow are apart in lightness too.
pub fn level_colour(level: WarningLevel) -> &'static str {
    match level {
        WarningLevel::Red => "#b2182b",
        WarningLevel::Orange => "#e66100",
        WarningLevel::Yellow => "#e6b800",
        WarningLevel::Blue => "#0072b2",
        WarningLevel::Green => "#009e73",
        WarningLevel::Normal => "#7f7f7f",
        WarningLevel::Grey => "#bfbfbf",
    }
}

pub(crate) fn level_rgb(level: WarningLevel) -> RGBColor {
    let part = |at: usize| u8::from_str_radix(&level_colour(level)[at..at + 2], 16).unwrap_or(0);
    RGBColor(part(1), part(3), part(5))
}

pub(crate) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Drawing into a text cannot fail; plotters says it could.
pub(crate) type Drawn = Result<(), Box<dyn std::error::Error>>;

/// What stands around a chart's plot.
pub(crate) struct Frame<'a> {
    pub(crate) title: String,
    /// Sources and cut-offs, a line each, under the plot.
    pub(crate) notes: &'a [String],
    pub(crate) lang: Lang,
    pub(crate) height: u32,
    /// What marks and bands mean, in one line under the title; may be empty.
    pub(crate) legend: String,
    /// Whether the picture rests on simulated figures.
    pub(crate) simulated: bool,
}

impl Frame<'_> {
    /// Draws the frame, then the plot into what is left of it.
    pub(crate) fn draw(self, plot: impl FnOnce(&Area<'_>) -> Drawn) -> Chart {
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, (WIDTH, self.height)).into_drawing_area();
            let attempt = || -> Drawn {
                root.fill(&WHITE)?;
                root.draw(&Text::new(self.title.clone(), (24, 14), label(22, BLACK)))?;
                let notes = self.notes;
                for (line, note) in notes.iter().rev().enumerate() {
                    let y = self.height as i32 - 22 - 18 * line as i32;
                    root.draw(&Text::new(note.clone(), (24, y), label(14, GREY)))?;
                }
                root.draw(&Text::new(self.legend.clone(), (24, 46), label(14, GREY)))?;
                if self.simulated {
                    let badge = self.lang.pick("模拟数据", "SIMULATED");
                    root.draw(&Rectangle::new(
                        [(WIDTH as i32 - 118, 12), (WIDTH as i32 - 20, 40)],
                        ORANGE.filled(),
                    ))?;
                    let style = label(18, WHITE).pos(Pos::new(HPos::Center, VPos::Center));
                    root.draw(&Text::new(badge, (WIDTH as i32 - 69, 26), style))?;
                }
                let bottom = 26 + 18 * notes.len() as u32;
                plot(&root.margin(72, bottom, 16, 30))
            };
            // A failed drawing shows as an empty picture with its title; SVG into a text cannot.
            if attempt().is_ok() {
                let _ = root.present();
            }
        }
        let named = format!(
            "<svg role=\"img\" aria-label=\"{}\" ",
            self.title.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
        );
        Chart { title: self.title, svg: svg.replacen("<svg ", &named, 1) }
    }
}

/// What stands under a chart of an outlook: up to when its figures go, and where they come from.
pub fn chart_notes(meta: &Meta, simulated: bool, lang: Lang) -> Vec<String> {
    let cutoffs: Vec<String> =
        meta.cutoffs.iter().map(|c| format!("{} {}", c.name.get(lang), c.year)).collect();
    let sources: Vec<&str> = sources(meta, simulated);
    match lang {
        Lang::Zh => vec![
            format!("数据截止：{}。", cutoffs.join("，")),
            format!(
                "来源：{}。数据版本 {}，种子 {}。",
                sources.join("、"),
                meta.vintage,
                meta.seed
            ),
        ],
        Lang::En => vec![
            format!("Data up to: {}.", cutoffs.join(", ")),
            format!(
                "Source: {}. Vintage {}, seed {}.",
                sources.join(", "),
                meta.vintage,
                meta.seed
            ),
        ],
    }
}

/// The three publications that most figures come from, yearbooks of different years taken together;
/// simulated ones only where a picture rests on them.
fn sources(meta: &Meta, simulated: bool) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for source in &meta.sources {
        let name = source.split('（').next().unwrap_or(source);
        let name = match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
            span if span.ends_with('-') => name,
            yearbook => yearbook,
        };
        if !names.contains(&name) && (simulated || !name.starts_with("模拟")) {
            names.push(name);
        }
    }
    names.truncate(3);
    names
}

/// Text of a size in pixels. The backend divides sizes by 1.24; this undoes it.
pub(crate) fn label(pixels: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, f64::from(pixels) * 1.05).into_font().color(&colour)
}

/// The programmes with the largest shortage and the largest surplus, at most `count` of each.
pub(crate) fn extremes(outlook: &Outlook, count: usize) -> Vec<&talent_outlook::ProgrammeOutlook> {
    let ordered = outlook.by_tightness();
    if ordered.len() <= 2 * count {
        return ordered;
    }
    let (tight, loose) = (&ordered[..count], &ordered[ordered.len() - count..]);
    tight.iter().chain(loose).copied().collect()
}

/// Round numbers from `low` to `high` for an axis.
pub(crate) fn nice_ceiling(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let unit = 10_f64.powf(value.log10().floor());
    [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * unit)
        .find(|ceiling| *ceiling >= value)
        .unwrap_or(10.0 * unit)
}
