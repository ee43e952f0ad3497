//! What stands around a chart's plot: title, legend, notes and the badge of simulated figures.

use plotters::prelude::{BLACK, Color, IntoDrawingArea, Rectangle, SVGBackend, Text, WHITE};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::Lang;
use talent_outlook::Outlook;

use super::area::{Area, Drawn, WIDTH};
use super::colour::{GREY, ORANGE};
use super::label::{label, label_at};
use super::notes::chart_notes;
use super::picture::Chart;

/// What stands around a chart's plot.
pub(super) struct Frame {
    /// One line at the top; it is the accessible name as well.
    pub(super) title: String,
    /// Sources and cut-offs, a line each, under the plot.
    pub(super) notes: Vec<String>,
    pub(super) lang: Lang,
    /// Height of the whole chart, pixels.
    pub(super) height: u32,
    /// What marks and bands mean, in one line under the title; may be empty.
    pub(super) legend: String,
    /// Whether the picture rests on simulated figures.
    pub(super) simulated: bool,
}

impl Frame {
    /// Around a chart of an outlook, with its cut-offs and sources as notes.
    pub(super) fn of_outlook(
        outlook: &Outlook,
        title: String,
        legend: &str,
        height: i32,
        lang: Lang,
    ) -> Self {
        let simulated = outlook.meta.simulated;
        Self {
            title,
            notes: chart_notes(&outlook.meta, simulated, lang),
            lang,
            height: height as u32,
            legend: legend.to_owned(),
            simulated,
        }
    }

    /// Draws the frame, then the plot into what is left of it. The picture gets the title as its accessible name.
    ///
    /// `plot` gets an area without title, legend and notes, counted in pixels from its own corner.
    pub(super) fn draw(self, plot: impl FnOnce(&Area<'_>) -> Drawn) -> Chart {
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, (WIDTH, self.height)).into_drawing_area();
            // A failed drawing shows as an empty picture with its title; SVG into a text cannot.
            if self.draw_on(&root, plot).is_ok() {
                let _ = root.present();
            }
        }
        let named = format!(
            "<svg role=\"img\" aria-label=\"{}\" ",
            self.title.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
        );
        Chart { title: self.title, svg: svg.replacen("<svg ", &named, 1) }
    }

    /// Title, notes from the bottom up, legend and badge; the plot gets what is left inside the margins.
    fn draw_on(&self, root: &Area<'_>, plot: impl FnOnce(&Area<'_>) -> Drawn) -> Drawn {
        root.fill(&WHITE)?;
        root.draw(&Text::new(self.title.clone(), (24, 14), label(22, BLACK)))?;
        for (line, note) in self.notes.iter().rev().enumerate() {
            let y = self.height as i32 - 22 - 18 * line as i32;
            root.draw(&Text::new(note.clone(), (24, y), label(14, GREY)))?;
        }
        root.draw(&Text::new(self.legend.clone(), (24, 46), label(14, GREY)))?;
        if self.simulated {
            draw_badge(root, self.lang)?;
        }
        let bottom = 26 + 18 * self.notes.len() as u32;
        plot(&root.margin(72, bottom, 16, 30))
    }
}

/// The badge of simulated figures, in the upper right corner.
fn draw_badge(root: &Area<'_>, lang: Lang) -> Drawn {
    let corners = [(WIDTH as i32 - 118, 12), (WIDTH as i32 - 20, 40)];
    root.draw(&Rectangle::new(corners, ORANGE.filled()))?;
    let style = label_at(18, WHITE, HPos::Center, VPos::Center);
    let words = lang.pick("模拟数据", "SIMULATED");
    root.draw(&Text::new(words, (WIDTH as i32 - 69, 26), style))?;
    Ok(())
}
