//! 就业质量 × 供求: programmes by how well their graduates do and how much they are wanted.
//!
//! The plot is divided by two lines, as many openings as entrants and the mean matching rate, into four corners with a
//! proposal each. Programmes whose matching rate is not shown (fewer than ten persons) have no mark.

use plotters::prelude::{
    BLACK, ChartBuilder, Circle, Color, Cross, EmptyElement, PathElement, Text, TriangleMarker,
};
use plotters::style::text_anchor::{HPos, VPos};
use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_warning::WarningLevel;

use super::area::{Area, Drawn};
use super::axes::Plot;
use super::colour::{GREY, PALE, level_rgb};
use super::frame::{EDGE, Frame};
use super::label::{label, label_at, text_width};
use super::look::Look;
use super::picture::Chart;
use crate::wording::figures::{NONE, interval, percent, ratio};

/// Ratios beyond these ends are drawn at them.
/// A ratio is openings per entrant, without a unit.
const LOWEST: f64 = 0.02;
const HIGHEST: f64 = 10.0;
/// Ratios that are written at the axis.
const TICKS: [f64; 9] = [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0];

/// 就业质量 × 供求: matched jobs upwards, demand per entrant to the right (logarithmic), a mark for each programme in the
/// colour and shape of its level.
///
/// A matching rate is a fraction of surveyed jobs, of the last three cohorts together. The mean of the city is that of
/// the programmes, each counting once.
pub fn quadrant(outlook: &Outlook, look: impl Into<Look>) -> Chart {
    let look = look.into();
    let lang = look.lang;
    let legend = lang.pick(
        "▲ 红、橙　✕ 黄　● 蓝、绿、正常　横线：平均对口率　竖线：求人倍率 1",
        "▲ red, orange　✕ yellow　● others　lines: mean of the city, ratio 1",
    );
    let height = if look.is_narrow() { 380 } else { 500 };
    let frame = Frame::of_outlook(outlook, title(outlook, lang), legend, height, look);
    frame.draw_marked(|area, places| {
        let marks = marks(outlook);
        let field = Field::around(&marks);
        let mut plot = field.plot(area)?;
        field.draw_ticks(&mut plot)?;
        field.draw_cross(&mut plot, &marks)?;
        field.draw_corners(&mut plot, lang)?;
        for mark in &marks {
            places.add_around(plot.backend_coord(&mark.position), 9, told(mark, lang));
        }
        draw_marks(&mut plot, &marks, look)
    })
}

/// The city, the level of education and the two axes.
fn title(outlook: &Outlook, lang: Lang) -> String {
    let level = outlook.meta.level.name(Lang::Zh);
    match lang {
        Lang::Zh => format!(
            "{}{level}专业就业质量与供求（纵轴：对口率；横轴：求人倍率，对数刻度）",
            outlook.meta.city
        ),
        Lang::En => {
            "Outcomes and demand by programme (matched jobs; openings per entrant, log scale)"
                .to_owned()
        }
    }
}

/// A programme on the chart.
struct Mark<'a> {
    programme: &'a ProgrammeOutlook,
    /// The level of the programme in the city.
    level: WarningLevel,
    /// The logarithm of demand per entrant, and the matching rate as a fraction.
    position: (f64, f64),
}

/// The figures of a programme in words.
fn told(Mark { programme, level, .. }: &Mark<'_>, lang: Lang) -> String {
    let sdr = &programme.balance.sdr;
    let ratio_text = sdr.centre().map_or_else(|| NONE.to_owned(), ratio);
    let ends = interval(sdr.p80, ratio);
    let matched = programme.quality.matched.map_or_else(|| NONE.to_owned(), percent);
    let (name, level) = (format!("{} {}", programme.code, programme.name), level.name(lang));
    match lang {
        Lang::Zh => {
            format!("{name}：求人倍率 {ratio_text}（80%区间 {ends}），对口率 {matched}，{level}")
        }
        Lang::En => {
            format!("{name}: ratio {ratio_text} (80 %: {ends}), matched {matched}, {level}")
        }
    }
}

/// Programmes whose matching rate is known.
fn marks(outlook: &Outlook) -> Vec<Mark<'_>> {
    outlook.programmes.iter().filter_map(|programme| mark(outlook, programme)).collect()
}

/// A programme without demand or supply stands at the right end; grey where it was not assessed.
fn mark<'a>(outlook: &Outlook, programme: &'a ProgrammeOutlook) -> Option<Mark<'a>> {
    let ratio = programme.balance.sdr.centre().unwrap_or(HIGHEST).clamp(LOWEST, HIGHEST);
    let warning = outlook.city_warning(&programme.code);
    Some(Mark {
        programme,
        level: warning.map_or(WarningLevel::Grey, |w| w.assessment.level),
        position: (ratio.ln(), programme.quality.matched?),
    })
}

/// The range of the plot, in its own coordinates.
struct Field {
    /// Logarithms of ratios.
    left: f64,
    right: f64,
    /// A matching rate, as a fraction.
    bottom: f64,
}

impl Field {
    /// A matching rate of one: all jobs match.
    const TOP: f64 = 1.0;

    /// Down to the five per cent below the lowest mark.
    fn around(marks: &[Mark<'_>]) -> Self {
        let lowest = marks.iter().map(|mark| mark.position.1).fold(1.0, f64::min);
        let bottom = ((lowest - 0.04) * 20.0).floor() / 20.0;
        Self { left: LOWEST.ln() - 0.25, right: HIGHEST.ln() + 0.25, bottom: bottom.max(0.0) }
    }

    /// Axes with the matching rate in per cent; ratios are written by [`Field::draw_ticks`].
    /// An error is one of drawing, see `Drawn`.
    fn plot<'a, 'b>(&self, area: &Area<'b>) -> Result<Plot<'a, 'b>, Box<dyn std::error::Error>> {
        let mut plot = ChartBuilder::on(area)
            .x_label_area_size(34)
            .y_label_area_size(48)
            .build_cartesian_2d(self.left..self.right, self.bottom..Self::TOP)?;
        plot.configure_mesh()
            .disable_x_mesh()
            .light_line_style(PALE.mix(0.0))
            .bold_line_style(PALE)
            .x_labels(0)
            .y_labels(6)
            .y_label_formatter(&|rate| percent(*rate).replace(".0%", "%"))
            .label_style(label(13, GREY))
            .axis_style(GREY)
            .draw()?;
        Ok(plot)
    }

    /// Ratios along the foot of the plot.
    fn draw_ticks(&self, plot: &mut Plot<'_, '_>) -> Drawn {
        for ratio in TICKS {
            let style = label_at(13, GREY, HPos::Center, VPos::Top);
            let text = if ratio < 0.1 { format!("{ratio:.2}") } else { format!("{ratio}") };
            let foot = (ratio.ln(), self.bottom);
            plot.draw_series([EmptyElement::at(foot) + Text::new(text, (0, 6), style)])?;
        }
        Ok(())
    }

    /// Lines at as many openings as entrants, and at the mean matching rate.
    /// The logarithm of one is zero.
    fn draw_cross(&self, plot: &mut Plot<'_, '_>, marks: &[Mark<'_>]) -> Drawn {
        let sum: f64 = marks.iter().map(|mark| mark.position.1).sum();
        let mean = sum / marks.len().max(1) as f64;
        let line = GREY.mix(0.7).stroke_width(1);
        plot.draw_series([
            PathElement::new([(0.0, self.bottom), (0.0, Self::TOP)], line),
            PathElement::new([(self.left, mean), (self.right, mean)], line),
        ])?;
        Ok(())
    }

    /// What each corner means.
    /// Each text stands in its corner, a few pixels inside.
    fn draw_corners(&self, plot: &mut Plot<'_, '_>, lang: Lang) -> Drawn {
        let Self { left, right, bottom } = *self;
        for (corner, zh, en) in [
            ((right, Self::TOP), "需求多、对口高：可扩大", "wanted, good outcomes"),
            ((left, Self::TOP), "供给多、对口高：稳规模", "crowded, good outcomes"),
            ((right, bottom), "需求多、对口低：改进培养", "wanted, poor outcomes"),
            ((left, bottom), "供给多、对口低：压减规模", "crowded, poor outcomes"),
        ] {
            let (across, dx) = if corner.0 > 0.0 { (HPos::Right, -8) } else { (HPos::Left, 8) };
            let (down, dy) =
                if corner.1 >= Self::TOP { (VPos::Top, 8) } else { (VPos::Bottom, -8) };
            let words = Text::new(lang.pick(zh, en), (dx, dy), label_at(13, GREY, across, down));
            plot.draw_series([EmptyElement::at(corner) + words])?;
        }
        Ok(())
    }
}

/// A mark or a name already drawn, pixels.
struct Taken {
    left: i32,
    right: i32,
    middle: i32,
}

/// Marks with the names of their programmes, where there is room for one.
/// Marks are never hidden by names, as all of them are taken before the first name is set.
fn draw_marks(plot: &mut Plot<'_, '_>, marks: &[Mark<'_>], look: Look) -> Drawn {
    let mut taken: Vec<Taken> = marks
        .iter()
        .map(|mark| plot.backend_coord(&mark.position))
        .map(|(x, y)| Taken { left: x - 8, right: x + 8, middle: y })
        .collect();
    for mark in marks {
        draw_mark(plot, mark)?;
        draw_name(plot, mark, &mut taken, look)?;
    }
    Ok(())
}

/// A triangle for red and orange, a cross for yellow, a dot for the rest: levels differ in shape, not only in colour.
fn draw_mark(plot: &mut Plot<'_, '_>, mark: &Mark<'_>) -> Drawn {
    let (colour, position) = (level_rgb(mark.level), mark.position);
    match mark.level {
        WarningLevel::Red | WarningLevel::Orange => {
            plot.draw_series([TriangleMarker::new(position, 9, colour.filled())])?;
        }
        WarningLevel::Yellow => {
            plot.draw_series([Cross::new(position, 6, colour.stroke_width(3))])?;
        }
        _ => {
            plot.draw_series([Circle::new(position, 6, colour.mix(0.85).filled())])?;
        }
    }
    Ok(())
}

/// The name of a mark on whichever side there is room for it; none where there is no room.
/// Names stay apart by 14 pixels of height.
fn draw_name(
    plot: &mut Plot<'_, '_>,
    mark: &Mark<'_>,
    taken: &mut Vec<Taken>,
    look: Look,
) -> Drawn {
    let last = look.width as i32 - EDGE;
    let (x, y) = plot.backend_coord(&mark.position);
    let width = text_width(&mark.programme.name, 13);
    let is_free = |left: i32| {
        let right = left + width;
        let is_clear = |other: &Taken| {
            right < other.left || other.right < left || (other.middle - y).abs() > 14
        };
        left > EDGE + 56 && right < last && taken.iter().all(is_clear)
    };
    let sides = [(HPos::Left, 10, x + 10), (HPos::Right, -10, x - 10 - width)];
    if let Some((across, dx, left)) = sides.into_iter().find(|&(_, _, left)| is_free(left)) {
        taken.push(Taken { left, right: left + width, middle: y });
        let style = label_at(13, BLACK, across, VPos::Center);
        let name = Text::new(mark.programme.name.clone(), (dx, 0), style);
        plot.draw_series([EmptyElement::at(mark.position) + name])?;
    }
    Ok(())
}
