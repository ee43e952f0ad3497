//! Programmes by section of industry, as a heat map: a row for each programme, a column for each section.
//!
//! It is drawn from rectangles, not on axes: the columns share the width that the names leave.

use std::collections::BTreeMap;

use plotters::prelude::{BLACK, Color, RGBColor, Rectangle, Text, WHITE};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::{IndustryCode, Lang};
use talent_outlook::{Outlook, ProgrammeOutlook};

use super::area::{Area, Drawn};
use super::colour::GREY;
use super::frame::{EDGE, Frame};
use super::label::{label, label_at, text_width, wrapped};
use super::look::Look;
use super::picture::Chart;

/// Height of a programme's row, pixels.
const ROW: i32 = 21;
/// Room for codes of sections above, pixels.
const HEAD: i32 = 26;
/// Height of a line of the key, pixels.
const KEY_LINE: i32 = 18;
/// Behind cells without openings.
const EMPTY: RGBColor = RGBColor(246, 246, 246);
/// Shares from this on are written out; it is ten per cent after rounding.
const WRITTEN_OUT: f64 = 0.095;

/// Programmes by section: the share of each programme's openings that lies in a section, in five shades, with the
/// number in per cent from ten on.
///
/// Shares are fractions of the programme's demand over the period of the balance.
pub fn heat_map(outlook: &Outlook, look: impl Into<Look>) -> Chart {
    let look = look.into();
    let lang = look.lang;
    let grid = Grid::new(outlook, look);
    let key = wrapped(&grid.key(), 13, look.width as i32 - 2 * EDGE);
    let rows = outlook.programmes.len() as i32;
    let legend = lang.pick(
        "颜色越深，占该专业岗位需求的比例越高；10% 起标出数字",
        "the darker, the larger the share of the programme's openings",
    );
    let height = HEAD + ROW * rows + 12 + KEY_LINE * key.len() as i32;
    let frame = Frame::of_outlook(outlook, title(outlook, lang), legend, height, look);
    frame.draw_marked(|area, marks| {
        grid.draw_head(area)?;
        for (i, programme) in outlook.programmes.iter().enumerate() {
            let top = HEAD + ROW * i as i32;
            grid.draw_row(area, programme, top)?;
            let width = look.width as i32 - 2 * EDGE;
            marks.add(area, [(0, top), (width, top + ROW)], grid.told(programme));
        }
        for (i, line) in key.iter().enumerate() {
            let y = HEAD + ROW * rows + 10 + KEY_LINE * i as i32;
            area.draw(&Text::new(line.clone(), (0, y), label(13, GREY)))?;
        }
        Ok(())
    })
}

/// The city and the level of education.
fn title(outlook: &Outlook, lang: Lang) -> String {
    let level = outlook.meta.level.name(Lang::Zh);
    match lang {
        Lang::Zh => format!("{}{level}专业岗位需求的行业构成（%）", outlook.meta.city),
        Lang::En => "Openings of each programme by section (per cent)".to_owned(),
    }
}

/// The columns of the map: a section each.
struct Grid<'a> {
    /// Names of the sections by their letters.
    sections: BTreeMap<&'a IndustryCode, &'a str>,
    /// Width of a column, pixels.
    width: i32,
    /// Room for names at the left, pixels.
    names: i32,
    /// Whether programmes have their codes before their names.
    has_codes: bool,
}

impl<'a> Grid<'a> {
    /// Sections in the order of their codes; all industries together have no column.
    fn new(outlook: &'a Outlook, look: Look) -> Self {
        let sections: BTreeMap<&IndustryCode, &str> = outlook
            .industries
            .iter()
            .filter_map(|industry| Some((industry.code.as_ref()?, industry.name.as_str())))
            .collect();
        let names = if look.is_narrow() { 148 } else { 228 };
        let width = (look.width as i32 - 2 * EDGE - names) / sections.len().max(1) as i32;
        Self { sections, width, names, has_codes: !look.is_narrow() }
    }

    /// The shares of a programme in words, the largest first.
    fn told(&self, programme: &ProgrammeOutlook) -> String {
        let mut shares: Vec<(&str, f64)> = programme
            .industries
            .iter()
            .filter(|(_, _, share)| *share >= 0.005)
            .filter_map(|(code, _, share)| Some((*self.sections.get(code)?, *share)))
            .collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let shares = shares.iter().map(|(name, share)| format!("{name} {:.0}%", 100.0 * share));
        let shares: Vec<String> = shares.collect();
        format!("{} {}：{}", programme.code, programme.name, shares.join("，"))
    }

    /// The names of the sections.
    fn key(&self) -> String {
        let names = self.sections.iter().map(|(code, name)| format!("{code} {name}"));
        names.collect::<Vec<_>>().join("　")
    }

    /// The left end of each section's column.
    /// In pixels from the left of the plot.
    fn columns(&self) -> BTreeMap<&'a IndustryCode, i32> {
        self.sections
            .keys()
            .copied()
            .zip((self.names..).step_by(self.width.max(1) as usize))
            .collect()
    }

    /// The codes of the sections above their columns.
    fn draw_head(&self, area: &Area<'_>) -> Drawn {
        let style = label_at(13, BLACK, HPos::Center, VPos::Center);
        for (code, x) in self.columns() {
            let middle = (x + self.width / 2, HEAD / 2);
            area.draw(&Text::new(code.to_string(), middle, style.clone()))?;
        }
        Ok(())
    }

    /// The name of a programme and its cells, the empty ones first.
    /// A section that has no column, such as one without employment figures, is passed over.
    fn draw_row(&self, area: &Area<'_>, programme: &ProgrammeOutlook, top: i32) -> Drawn {
        let style = label_at(13, BLACK, HPos::Right, VPos::Center);
        let name = if self.has_codes {
            format!("{} {}", programme.code, programme.name)
        } else {
            programme.name.clone()
        };
        area.draw(&Text::new(name, (self.names - 8, top + ROW / 2), style))?;
        let columns = self.columns();
        for x in columns.values() {
            self.fill(area, (*x, top), EMPTY)?;
        }
        for (code, _, share) in &programme.industries {
            let Some(x) = columns.get(code) else { continue };
            let (fill, ink) = shade(*share);
            self.fill(area, (*x, top), fill)?;
            if *share >= WRITTEN_OUT && text_width("00", 13) < self.width {
                let style = label_at(13, ink, HPos::Center, VPos::Center);
                let middle = (x + self.width / 2, top + ROW / 2);
                area.draw(&Text::new(format!("{:.0}", 100.0 * share), middle, style))?;
            }
        }
        Ok(())
    }

    /// One cell, with a pixel left free to the next at the right and below.
    fn fill(&self, area: &Area<'_>, (x, y): (i32, i32), colour: RGBColor) -> Drawn {
        let corners = [(x, y), (x + self.width - 1, y + ROW - 1)];
        area.draw(&Rectangle::new(corners, colour.filled()))?;
        Ok(())
    }
}

/// Five shades of blue and the ink that reads on each.
/// `share` is a fraction of the programme's openings; the shades change at 5, 20, 50 and 80 per cent.
fn shade(share: f64) -> (RGBColor, RGBColor) {
    match share {
        s if s < 0.05 => (RGBColor(222, 235, 247), BLACK),
        s if s < 0.20 => (RGBColor(158, 202, 225), BLACK),
        s if s < 0.50 => (RGBColor(66, 146, 198), WHITE),
        s if s < 0.80 => (RGBColor(8, 81, 156), WHITE),
        _ => (RGBColor(8, 48, 107), WHITE),
    }
}
