//! What stands around a chart's plot: title, legend, notes and the badge of simulated figures.

use plotters::prelude::{BLACK, Color, IntoDrawingArea, Rectangle, SVGBackend, Text, WHITE};
use plotters::style::text_anchor::{HPos, VPos};
use talent_outlook::Outlook;

use super::area::{Area, Drawn};
use super::colour::{GREY, ORANGE};
use super::label::{label, label_at, wrapped};
use super::look::Look;
use super::marks::{Marks, escaped};
use super::notes::chart_notes;
use super::picture::Chart;

/// White at the left and the right of everything, pixels.
pub(super) const EDGE: i32 = 16;
/// Sizes of type and pitches of lines, pixels.
const TITLE: i32 = 18;
const TITLE_LINE: i32 = 25;
const SMALL: i32 = 13;
const SMALL_LINE: i32 = 18;
/// Width of the badge of simulated figures, pixels.
const BADGE: i32 = 84;

/// What stands around a chart's plot.
pub(super) struct Frame {
    /// At the top; it is the accessible name as well.
    pub(super) title: String,
    /// Sources and cut-offs, under the plot.
    pub(super) notes: Vec<String>,
    pub(super) look: Look,
    /// Height of the plot, pixels; title, legend and notes come on top.
    pub(super) height: u32,
    /// What marks and bands mean, under the title; may be empty.
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
        look: Look,
    ) -> Self {
        let simulated = outlook.meta.simulated;
        Self {
            title,
            notes: chart_notes(&outlook.meta, simulated, look.lang),
            look,
            height: height as u32,
            legend: legend.to_owned(),
            simulated,
        }
    }

    /// Draws the frame, then the plot into what is left of it. The picture gets the title as its accessible name.
    ///
    /// `plot` gets an area without title, legend and notes, counted in pixels from its own corner.
    pub(super) fn draw(self, plot: impl FnOnce(&Area<'_>) -> Drawn) -> Chart {
        self.draw_marked(|area, _| plot(area))
    }

    /// The same with places that tell their figures.
    pub(super) fn draw_marked(self, plot: impl FnOnce(&Area<'_>, &mut Marks) -> Drawn) -> Chart {
        let mut marks = Marks::default();
        let lines = self.lines();
        let size = (self.look.width, lines.head() + self.height + lines.foot());
        let mut svg = String::new();
        {
            let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            // A failed drawing shows as an empty picture with its title; SVG into a text cannot.
            let plot = |area: &Area<'_>| plot(area, &mut marks);
            if self.draw_on(&root, &lines, size.1, plot).is_ok() {
                let _ = root.present();
            }
        }
        // Parts of an image cannot be stepped to, those of a group can.
        let role = if marks.is_empty() { "img" } else { "group" };
        let named = format!("<svg role=\"{role}\" aria-label=\"{}\" ", escaped(&self.title));
        let mut svg = svg.replacen("<svg ", &named, 1);
        if let Some(end) = svg.rfind("</svg>").filter(|_| !marks.is_empty()) {
            svg.insert_str(end, &marks.to_svg());
        }
        Chart { title: self.title, svg }
    }

    /// Title, legend and notes in lines that fit.
    fn lines(&self) -> Lines {
        let room = self.look.width as i32 - 2 * EDGE;
        // The badge stands beside the first line of the title.
        let beside = if self.simulated { BADGE + 8 } else { 0 };
        Lines {
            title: wrapped(&self.title, TITLE, room - beside),
            legend: wrapped(&self.legend, SMALL, room),
            notes: self.notes.iter().flat_map(|note| wrapped(note, SMALL, room)).collect(),
        }
    }

    /// Title, legend, notes and badge; the plot gets what is left inside the margins.
    fn draw_on(
        &self,
        root: &Area<'_>,
        lines: &Lines,
        height: u32,
        plot: impl FnOnce(&Area<'_>) -> Drawn,
    ) -> Drawn {
        root.fill(&WHITE)?;
        for (i, line) in lines.title.iter().enumerate() {
            let y = 12 + TITLE_LINE * i as i32;
            root.draw(&Text::new(line.clone(), (EDGE, y), label(TITLE, BLACK)))?;
        }
        let below = 16 + TITLE_LINE * lines.title.len() as i32;
        for (i, line) in lines.legend.iter().enumerate() {
            let y = below + SMALL_LINE * i as i32;
            root.draw(&Text::new(line.clone(), (EDGE, y), label(SMALL, GREY)))?;
        }
        let foot = (height - lines.foot()) as i32 + 8;
        for (i, note) in lines.notes.iter().enumerate() {
            let y = foot + SMALL_LINE * i as i32;
            root.draw(&Text::new(note.clone(), (EDGE, y), label(SMALL, GREY)))?;
        }
        if self.simulated {
            draw_badge(root, self.look)?;
        }
        plot(&root.margin(lines.head(), lines.foot(), EDGE as u32, EDGE as u32))
    }
}

/// Title, legend and notes, line by line.
struct Lines {
    title: Vec<String>,
    legend: Vec<String>,
    notes: Vec<String>,
}

impl Lines {
    /// Height of what stands above the plot.
    fn head(&self) -> u32 {
        26 + TITLE_LINE as u32 * self.title.len() as u32
            + SMALL_LINE as u32 * self.legend.len() as u32
    }

    /// Height of what stands below it.
    fn foot(&self) -> u32 {
        16 + SMALL_LINE as u32 * self.notes.len() as u32
    }
}

/// The badge of simulated figures, in the upper right corner.
fn draw_badge(root: &Area<'_>, look: Look) -> Drawn {
    let right = look.width as i32 - EDGE;
    root.draw(&Rectangle::new([(right - BADGE, 9), (right, 35)], ORANGE.filled()))?;
    let style = label_at(14, WHITE, HPos::Center, VPos::Center);
    let words = look.lang.pick("模拟数据", "SIMULATED");
    root.draw(&Text::new(words, (right - BADGE / 2, 22), style))?;
    Ok(())
}
