//! Supply less demand by programme, as bars around zero.
//!
//! Figures are persons over the period of the balance. The rows are drawn from rectangles, not on axes, so that names
//! and figures line up with their bars.

use plotters::prelude::{BLACK, Color, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook, Range};

use super::area::{Area, Drawn, WIDTH};
use super::axes::nice_ceiling;
use super::colour::{BLUE, GREY, ORANGE, PALE};
use super::frame::Frame;
use super::label::label_at;
use super::picture::Chart;
use crate::wording::figures::{interval, rough};

/// Programmes that are shown at either end.
const AT_EITHER_END: usize = 12;
/// Height of a programme's row, pixels.
const ROW: i32 = 26;
/// Room for the axis above the rows.
const HEAD: i32 = 20;
/// Room for names at the left and figures at the right.
const LABELS: i32 = 260;
const FIGURES: i32 = 215;

/// Supply less demand by programme, with the 80 % interval: the tightest and the most oversupplied. Bars to the left
/// are shortages, to the right surpluses.
///
/// The gap is supply less demand, summed over the years of the balance; the bar ends at its median.
pub fn gap_bars(outlook: &Outlook, lang: Lang) -> Chart {
    let programmes = extremes(outlook);
    let rows = programmes.len() as i32;
    let legend = lang.pick(
        "蓝：供不应求　橙：供过于求　须线：80%区间　按求人倍率从紧到松排列",
        "blue: shortage　orange: surplus　whiskers: 80 %　tightest first",
    );
    let height = 170 + ROW * rows;
    let frame = Frame::of_outlook(outlook, title(outlook, &programmes, lang), legend, height, lang);
    frame.draw(|area| {
        let axis = Axis::new(&programmes);
        axis.draw(area, rows)?;
        for (row, programme) in programmes.iter().enumerate() {
            draw_row(area, programme, HEAD + ROW * row as i32, &axis)?;
        }
        let style = label_at(14, GREY, HPos::Center, VPos::Bottom);
        let words = lang.pick("缺口中心值（80%区间）", "central gap (80 % interval)");
        area.draw(&Text::new(words, (WIDTH as i32 - 46 - FIGURES / 2, 12), style))?;
        Ok(())
    })
}

/// The city, the level of education and the years that are added up.
/// The period is that of the first programme, as all share it.
fn title(outlook: &Outlook, programmes: &[&ProgrammeOutlook], lang: Lang) -> String {
    let (from, to) =
        programmes.first().map_or((0, 0), |p| (p.balance.from.number(), p.balance.to.number()));
    let level = outlook.meta.level.name(Lang::Zh);
    match lang {
        Lang::Zh => {
            format!("{}{level}专业供需缺口（供给−需求，人，{from}—{to} 年合计）", outlook.meta.city)
        }
        Lang::En => format!("Supply less demand by programme (persons, {from}–{to} together)"),
    }
}

/// The programmes with the largest shortage and the largest surplus, [`AT_EITHER_END`] of each; all if they are few.
/// They come from the tightest to the loosest, by demand per entrant.
fn extremes(outlook: &Outlook) -> Vec<&ProgrammeOutlook> {
    let mut ordered = outlook.by_tightness();
    if ordered.len() > 2 * AT_EITHER_END {
        let loosest = ordered.split_off(ordered.len() - AT_EITHER_END);
        ordered.truncate(AT_EITHER_END);
        ordered.extend(loosest);
    }
    ordered
}

/// The axis of persons, zero in the middle.
struct Axis {
    /// The largest gap that it shows, in persons.
    reach: f64,
}

impl Axis {
    /// Room for the bars, pixels.
    const LENGTH: i32 = WIDTH as i32 - 46 - LABELS - FIGURES;

    /// Reaches a round number at or above the furthest median or end of an 80 % interval.
    fn new(programmes: &[&ProgrammeOutlook]) -> Self {
        let furthest = |Range { median, p80: (low, high), .. }: Range| {
            [median, low, high].into_iter().flatten().map(f64::abs).fold(0.0, f64::max)
        };
        let gaps = programmes.iter().map(|p| furthest(p.balance.gap));
        Self { reach: nice_ceiling(gaps.fold(1.0, f64::max)) }
    }

    /// Where a number of persons stands, pixels from the left.
    /// Numbers beyond the reach are drawn at its ends.
    fn x(&self, persons: f64) -> i32 {
        let share = persons.clamp(-self.reach, self.reach) / self.reach;
        LABELS + Self::LENGTH / 2 + (share * f64::from(Self::LENGTH) / 2.0) as i32
    }

    /// Five lines behind the bars with their numbers of persons, zero darker than the rest.
    /// The axis stands above the rows; `rows` says how far down the lines go.
    fn draw(&self, area: &Area<'_>, rows: i32) -> Drawn {
        for step in [-1.0, -0.5, 0.0, 0.5, 1.0] {
            let x = self.x(step * self.reach);
            let colour = if step == 0.0 { GREY } else { PALE };
            area.draw(&PathElement::new([(x, 14), (x, HEAD + ROW * rows)], colour))?;
            let style = label_at(14, GREY, HPos::Center, VPos::Bottom);
            area.draw(&Text::new(rough(step * self.reach), (x, 12), style))?;
        }
        Ok(())
    }
}

/// The name, the bar with its whiskers and the figures of a programme; only the name where it has no gap.
/// `top` is the upper end of the row in pixels.
fn draw_row(area: &Area<'_>, programme: &ProgrammeOutlook, top: i32, axis: &Axis) -> Drawn {
    let middle = top + ROW / 2;
    let name = format!("{} {}", programme.code, programme.name);
    let style = label_at(15, BLACK, HPos::Right, VPos::Center);
    area.draw(&Text::new(name, (LABELS - 12, middle), style))?;
    let gap = programme.balance.gap;
    let Some(centre) = gap.centre() else { return Ok(()) };
    let colour = if centre < 0.0 { BLUE } else { ORANGE };
    let (zero, end) = (axis.x(0.0), axis.x(centre));
    let bar = [(zero.min(end), top + 5), (zero.max(end), top + ROW - 5)];
    area.draw(&Rectangle::new(bar, colour.mix(0.75).filled()))?;
    if let (Some(low), Some(high)) = gap.p80 {
        draw_whiskers(area, [low, high].map(|end| axis.x(end)), middle)?;
    }
    let figures = format!("{}（{}）", rough(centre), interval(gap.p80, rough).replace('–', "~"));
    let style = label_at(14, GREY, HPos::Right, VPos::Center);
    area.draw(&Text::new(figures, (WIDTH as i32 - 52, middle), style))?;
    Ok(())
}

/// The 80 % interval: a line with an upright at either end.
/// `low` and `high` are pixels from the left, `middle` is pixels from the top.
fn draw_whiskers(area: &Area<'_>, [low, high]: [i32; 2], middle: i32) -> Drawn {
    let line = |from, to| PathElement::new([from, to], BLACK.stroke_width(1));
    area.draw(&line((low, middle), (high, middle)))?;
    for end in [low, high] {
        area.draw(&line((end, middle - 4), (end, middle + 4)))?;
    }
    Ok(())
}
