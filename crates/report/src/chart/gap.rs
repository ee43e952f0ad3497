use plotters::prelude::{BLACK, Color, PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use talent_domain::Lang;
use talent_outlook::Outlook;

use super::{
    BLUE, Chart, Drawn, Frame, GREY, ORANGE, PALE, WIDTH, chart_notes, extremes, label,
    nice_ceiling,
};
use crate::figures::{interval, rough};

const ROW: i32 = 26;
const LABELS: i32 = 260;
const FIGURES: i32 = 215;

/// Supply less demand by programme, with the 80 % interval: the tightest and the most oversupplied.
/// Bars to the left are shortages, to the right surpluses.
pub fn gap_bars(outlook: &Outlook, lang: Lang) -> Chart {
    let programmes = extremes(outlook, 12);
    let rows = programmes.len() as i32;
    let (from, to) =
        programmes.first().map_or((0, 0), |p| (p.balance.from.number(), p.balance.to.number()));
    let level = outlook.meta.level.name(Lang::Zh);
    let title = match lang {
        Lang::Zh => {
            format!("{}{level}专业供需缺口（供给−需求，人，{from}—{to} 年合计）", outlook.meta.city)
        }
        Lang::En => format!("Supply less demand by programme (persons, {from}–{to} together)"),
    };
    let height = (170 + ROW * rows) as u32;
    let legend = lang.pick(
        "蓝：供不应求　橙：供过于求　须线：80%区间　按供求比从紧到松排列",
        "blue: shortage　orange: surplus　whiskers: 80 %　tightest first",
    );
    let simulated = outlook.meta.simulated;
    let notes = &chart_notes(&outlook.meta, simulated, lang);
    Frame { title, notes, lang, height, legend: legend.to_owned(), simulated }.draw(|area| {
        let ends = |p: &talent_outlook::ProgrammeOutlook| {
            let gap = p.balance.gap;
            [gap.median, gap.p80.0, gap.p80.1]
                .into_iter()
                .flatten()
                .map(f64::abs)
                .fold(0.0, f64::max)
        };
        let reach = nice_ceiling(programmes.iter().map(|p| ends(p)).fold(1.0, f64::max));
        let plot = WIDTH as i32 - 46 - LABELS - FIGURES;
        let x = |value: f64| {
            LABELS + plot / 2 + (value.clamp(-reach, reach) / reach * f64::from(plot) / 2.0) as i32
        };
        for step in [-1.0, -0.5, 0.0, 0.5, 1.0] {
            let at = x(step * reach);
            let colour = if step == 0.0 { GREY } else { PALE };
            area.draw(&PathElement::new([(at, 14), (at, 20 + ROW * rows)], colour))?;
            let style = label(14, GREY).pos(Pos::new(HPos::Center, VPos::Bottom));
            area.draw(&Text::new(rough(step * reach), (at, 12), style))?;
        }
        for (row, programme) in programmes.iter().enumerate() {
            draw_row(area, programme, 20 + ROW * row as i32, &x)?;
        }
        let style = label(14, GREY).pos(Pos::new(HPos::Center, VPos::Bottom));
        let words = lang.pick("缺口中位数（80%区间）", "median gap (80 % interval)");
        area.draw(&Text::new(words, (WIDTH as i32 - 46 - FIGURES / 2, 12), style))?;
        Ok(())
    })
}

fn draw_row(
    area: &super::Area<'_>,
    programme: &talent_outlook::ProgrammeOutlook,
    y: i32,
    x: &dyn Fn(f64) -> i32,
) -> Drawn {
    let middle = y + ROW / 2;
    let name = format!("{} {}", programme.code, programme.name);
    let right = label(15, BLACK).pos(Pos::new(HPos::Right, VPos::Center));
    area.draw(&Text::new(name, (LABELS - 12, middle), right))?;
    let gap = programme.balance.gap;
    let Some(median) = gap.median else { return Ok(()) };
    let colour = if median < 0.0 { BLUE } else { ORANGE };
    let (zero, end) = (x(0.0), x(median));
    area.draw(&Rectangle::new(
        [(zero.min(end), y + 5), (zero.max(end), y + ROW - 5)],
        colour.mix(0.75).filled(),
    ))?;
    if let (Some(low), Some(high)) = gap.p80 {
        area.draw(&PathElement::new([(x(low), middle), (x(high), middle)], BLACK.stroke_width(1)))?;
        for value in [low, high] {
            area.draw(&PathElement::new(
                [(x(value), middle - 4), (x(value), middle + 4)],
                BLACK.stroke_width(1),
            ))?;
        }
    }
    let text = format!("{}（{}）", rough(median), interval(gap.p80, rough).replace('–', "~"));
    let left = label(14, GREY).pos(Pos::new(HPos::Right, VPos::Center));
    area.draw(&Text::new(text, (WIDTH as i32 - 52, middle), left))?;
    Ok(())
}
