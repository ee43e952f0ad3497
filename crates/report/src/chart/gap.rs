//! Supply less demand by programme, as bars around zero.
//!
//! Figures are persons over the period of the balance. The rows are drawn from rectangles, not on axes, so that names
//! and figures line up with their bars.

use plotters::prelude::{BLACK, Color, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook, Range};

use super::area::{Area, Drawn};
use super::axes::nice_ceiling;
use super::colour::{BLUE, GREY, ORANGE, PALE};
use super::frame::{EDGE, Frame};
use super::label::label_at;
use super::look::Look;
use super::picture::Chart;
use crate::wording::figures::{NONE, interval, rough};

/// Programmes that are shown at either end where there are more than twice as many.
const AT_EITHER_END: usize = 20;
/// Room for the axis above the rows, pixels.
const HEAD: i32 = 24;

/// Supply less demand by programme, with the 80 % interval: the tightest and the most oversupplied. Bars to the left
/// are shortages, to the right surpluses.
///
/// The gap is supply less demand, summed over the years of the balance; the bar ends at its median.
pub fn gap_bars(outlook: &Outlook, look: impl Into<Look>) -> Chart {
    let look = look.into();
    let programmes = extremes(outlook);
    let rows = programmes.len() as i32;
    let legend = legend(outlook.programmes.len(), programmes.len(), look.lang);
    let title = title(outlook, &programmes, look.lang);
    let sizes = Sizes::of(look);
    let height = HEAD + sizes.row * rows;
    let frame = Frame::of_outlook(outlook, title, &legend, height, look);
    frame.draw_marked(|area, marks| {
        let axis = Axis::new(&programmes, sizes);
        axis.draw(area, rows)?;
        for (row, programme) in programmes.iter().enumerate() {
            let top = HEAD + sizes.row * row as i32;
            draw_row(area, programme, top, &axis)?;
            let corners = [(0, top), (sizes.width, top + sizes.row)];
            marks.add(area, corners, told(programme, look.lang));
        }
        let style = label_at(13, GREY, HPos::Right, VPos::Bottom);
        let words = look.lang.pick("缺口（80%区间）", "gap (80 % interval)");
        area.draw(&Text::new(words, (sizes.width, 14), style))?;
        Ok(())
    })
}

/// The figures of a programme in words.
fn told(programme: &ProgrammeOutlook, lang: Lang) -> String {
    let b = &programme.balance;
    let figure = |range: &Range| {
        let centre = range.centre().map_or_else(|| NONE.to_owned(), rough);
        format!("{centre}（{}）", interval(range.p80, rough))
    };
    let (demand, supply, gap) = (figure(&b.demand), figure(&b.supply), figure(&b.gap));
    let name = format!("{} {}", programme.code, programme.name);
    match lang {
        Lang::Zh => {
            format!("{name}：缺口 {gap} 人，需求 {demand}，供给 {supply}（括号内为80%区间）")
        }
        Lang::En => format!("{name}: gap {gap}, demand {demand}, supply {supply} (80 % intervals)"),
    }
}

/// What bars mean, and how many programmes are left out.
fn legend(all: usize, shown: usize, lang: Lang) -> String {
    let legend = lang.pick(
        "向左、蓝：供不应求　向右、橙：供过于求　须线：80%区间　从紧到松排列",
        "left, blue: shortage　right, orange: surplus　whiskers: 80 %　tightest first",
    );
    let either = shown / 2;
    match lang {
        _ if shown == all => legend.to_owned(),
        Lang::Zh => format!("{legend}　共 {all} 个专业，只列最紧和最松的各 {either} 个"),
        Lang::En => format!("{legend}　the {either} at either end of {all}"),
    }
}

/// Where names, bars and figures stand, pixels.
#[derive(Clone, Copy)]
struct Sizes {
    /// Width of the plot.
    width: i32,
    /// Height of a programme's row.
    row: i32,
    /// Room for names at the left; none where they stand above the bars.
    names: i32,
    /// Room for figures at the right.
    figures: i32,
}

impl Sizes {
    fn of(look: Look) -> Self {
        let width = look.width as i32 - 2 * EDGE;
        if look.is_narrow() {
            Self { width, row: 40, names: 0, figures: 132 }
        } else {
            Self { width, row: 21, names: 232, figures: 150 }
        }
    }
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
    sizes: Sizes,
}

impl Axis {
    /// Reaches a round number at or above the furthest median or end of an 80 % interval.
    fn new(programmes: &[&ProgrammeOutlook], sizes: Sizes) -> Self {
        let furthest = |Range { median, p80: (low, high), .. }: Range| {
            [median, low, high].into_iter().flatten().map(f64::abs).fold(0.0, f64::max)
        };
        let gaps = programmes.iter().map(|p| furthest(p.balance.gap));
        Self { reach: nice_ceiling(gaps.fold(1.0, f64::max)), sizes }
    }

    /// Where a number of persons stands, pixels from the left.
    /// Numbers beyond the reach are drawn at its ends.
    fn x(&self, persons: f64) -> i32 {
        let share = persons.clamp(-self.reach, self.reach) / self.reach;
        let Sizes { width, names, figures, .. } = self.sizes;
        let length = width - names - figures;
        names + length / 2 + (share * f64::from(length) / 2.0) as i32
    }

    /// Five lines behind the bars with their numbers of persons, zero darker than the rest.
    /// The axis stands above the rows; `rows` says how far down the lines go.
    fn draw(&self, area: &Area<'_>, rows: i32) -> Drawn {
        let row = self.sizes.row;
        for step in [-1.0, -0.5, 0.0, 0.5, 1.0] {
            let x = self.x(step * self.reach);
            let colour = if step == 0.0 { GREY } else { PALE };
            area.draw(&PathElement::new([(x, 14), (x, HEAD + row * rows)], colour))?;
            // Half steps have no room for their numbers in a narrow chart.
            if self.sizes.names > 0 || step.abs() != 0.5 {
                let style = label_at(13, GREY, HPos::Center, VPos::Bottom);
                area.draw(&Text::new(rough(step * self.reach), (x, 14), style))?;
            }
        }
        Ok(())
    }
}

/// The name, the bar with its whiskers and the figures of a programme; only the name where it has no gap.
/// `top` is the upper end of the row in pixels.
fn draw_row(area: &Area<'_>, programme: &ProgrammeOutlook, top: i32, axis: &Axis) -> Drawn {
    let Sizes { width, row, names, .. } = axis.sizes;
    let name = format!("{} {}", programme.code, programme.name);
    let is_above = names == 0;
    // A name above its bar takes the upper half of the row.
    let (top, row) = if is_above { (top + row / 2, row / 2) } else { (top, row) };
    let middle = top + row / 2;
    let (x, y, across) =
        if is_above { (0, top - 8, HPos::Left) } else { (names - 10, middle, HPos::Right) };
    area.draw(&Text::new(name, (x, y), label_at(13, BLACK, across, VPos::Center)))?;
    let gap = programme.balance.gap;
    let Some(centre) = gap.centre() else { return Ok(()) };
    let colour = if centre < 0.0 { BLUE } else { ORANGE };
    let (zero, end) = (axis.x(0.0), axis.x(centre));
    let bar = [(zero.min(end), top + 4), (zero.max(end), top + row - 4)];
    area.draw(&Rectangle::new(bar, colour.mix(0.75).filled()))?;
    if let (Some(low), Some(high)) = gap.p80 {
        draw_whiskers(area, [low, high].map(|end| axis.x(end)), middle)?;
    }
    let figures = format!("{}（{}）", rough(centre), interval(gap.p80, rough).replace('–', "~"));
    let style = label_at(13, GREY, HPos::Right, VPos::Center);
    area.draw(&Text::new(figures, (width, middle), style))?;
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
