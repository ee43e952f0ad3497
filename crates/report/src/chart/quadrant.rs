use plotters::prelude::{
    BLACK, ChartBuilder, Circle, Color, Cross, EmptyElement, PathElement, Text, TriangleMarker,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_warning::WarningLevel;

use super::{Chart, Frame, GREY, PALE, chart_notes, label, level_rgb};
use crate::figures::percent;

/// Ratios beyond these ends are drawn at them.
const LOWEST: f64 = 0.02;
const HIGHEST: f64 = 10.0;

/// 就业质量 × 供求: matched jobs upwards, demand per entrant to the right (logarithmic), a mark a
/// programme in the colour and shape of its level.
#[allow(clippy::too_many_lines, reason = "one drawing, from back to front")]
pub fn quadrant(outlook: &Outlook, lang: Lang) -> Chart {
    let level = outlook.meta.level.name(Lang::Zh);
    let title = match lang {
        Lang::Zh => format!(
            "{}{level}专业就业质量与供求（纵轴：对口率；横轴：供求比，对数刻度）",
            outlook.meta.city
        ),
        Lang::En => {
            "Outcomes and demand by programme (matched jobs; openings per entrant, log scale)"
                .to_owned()
        }
    };
    let legend = lang.pick(
        "▲ 红、橙　✕ 黄　● 蓝、绿、正常　横线：平均对口率　竖线：供求比 1",
        "▲ red, orange　✕ yellow　● others　lines: mean of the city, ratio 1",
    );
    let simulated = outlook.meta.simulated;
    let notes = &chart_notes(&outlook.meta, simulated, lang);
    Frame { title, notes, lang, height: 640, legend: legend.to_owned(), simulated }.draw(|area| {
        let points: Vec<(f64, f64, &ProgrammeOutlook)> = outlook
            .programmes
            .iter()
            .filter_map(|p| {
                let sdr = p.balance.sdr.median.unwrap_or(HIGHEST).clamp(LOWEST, HIGHEST);
                Some((sdr.ln(), p.quality.matched?, p))
            })
            .collect();
        let mean = points.iter().map(|point| point.1).sum::<f64>() / points.len().max(1) as f64;
        let least = points.iter().map(|point| point.1).fold(1.0, f64::min);
        let bottom = ((least - 0.04) * 20.0).floor() / 20.0;
        let (left, right) = (LOWEST.ln() - 0.25, HIGHEST.ln() + 0.25);
        let mut chart = ChartBuilder::on(area)
            .x_label_area_size(34)
            .y_label_area_size(60)
            .build_cartesian_2d(left..right, bottom.max(0.0)..1.0)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(PALE.mix(0.0))
            .bold_line_style(PALE)
            .x_labels(0)
            .y_labels(6)
            .y_label_formatter(&|value| percent(*value).replace(".0%", "%"))
            .label_style(label(15, GREY))
            .axis_style(GREY)
            .draw()?;
        for tick in [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0_f64] {
            let style = label(15, GREY).pos(Pos::new(HPos::Center, VPos::Top));
            let text = if tick < 0.1 { format!("{tick:.2}") } else { format!("{tick}") };
            let at = (tick.ln(), bottom.max(0.0));
            chart.draw_series([EmptyElement::at(at) + Text::new(text, (0, 6), style)])?;
        }
        let cross = GREY.mix(0.7).stroke_width(1);
        chart.draw_series([
            PathElement::new([(0.0, bottom.max(0.0)), (0.0, 1.0)], cross),
            PathElement::new([(left, mean), (right, mean)], cross),
        ])?;
        let corners = [
            (right, 1.0, HPos::Right, VPos::Top, "需求多、对口高：可扩大", "wanted, good outcomes"),
            (left, 1.0, HPos::Left, VPos::Top, "供给多、对口高：稳规模", "crowded, good outcomes"),
            (
                right,
                bottom.max(0.0),
                HPos::Right,
                VPos::Bottom,
                "需求多、对口低：改培养",
                "wanted, poor outcomes",
            ),
            (
                left,
                bottom.max(0.0),
                HPos::Left,
                VPos::Bottom,
                "供给多、对口低：先压减",
                "crowded, poor outcomes",
            ),
        ];
        for (x, y, h, v, zh, en) in corners {
            let style = label(15, GREY).pos(Pos::new(h, v));
            let dx = if x > 0.0 { -8 } else { 8 };
            let dy = if y >= 1.0 { 8 } else { -8 };
            chart.draw_series([
                EmptyElement::at((x, y)) + Text::new(lang.pick(zh, en), (dx, dy), style)
            ])?;
        }
        // Marks and names already there, as boxes of pixels: left, right, middle.
        let mut taken: Vec<(i32, i32, i32)> = points
            .iter()
            .map(|&(x, y, _)| chart.backend_coord(&(x, y)))
            .map(|(px, py)| (px - 8, px + 8, py))
            .collect();
        for &(x, y, programme) in &points {
            let level = outlook
                .city_warning(&programme.code)
                .map_or(WarningLevel::Grey, |w| w.assessment.level);
            let colour = level_rgb(level);
            match level {
                WarningLevel::Red | WarningLevel::Orange => {
                    chart.draw_series([TriangleMarker::new((x, y), 9, colour.filled())])?;
                }
                WarningLevel::Yellow => {
                    chart.draw_series([Cross::new((x, y), 6, colour.stroke_width(3))])?;
                }
                _ => {
                    chart.draw_series([Circle::new((x, y), 6, colour.mix(0.85).filled())])?;
                }
            }
            // A name on whichever side there is room for one.
            let (px, py) = chart.backend_coord(&(x, y));
            let width = 15 * programme.name.chars().count() as i32;
            let sides = [(HPos::Left, 10, px + 10), (HPos::Right, -10, px - 10 - width)];
            let free = sides.into_iter().find(|&(_, _, from)| {
                let to = from + width;
                (70..950).contains(&from)
                    && to < 950
                    && taken.iter().all(|&(l, r, m)| to < l || r < from || (m - py).abs() > 14)
            });
            if let Some((h, dx, from)) = free {
                taken.push((from, from + width, py));
                let style = label(14, BLACK).pos(Pos::new(h, VPos::Center));
                let name = Text::new(programme.name.clone(), (dx, 0), style);
                chart.draw_series([EmptyElement::at((x, y)) + name])?;
            }
        }
        Ok(())
    })
}
