use std::collections::BTreeMap;

use plotters::prelude::{BLACK, Color, RGBColor, Rectangle, Text, WHITE};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use talent_domain::{IndustryCode, Lang};
use talent_outlook::Outlook;

use super::{Chart, Frame, GREY, WIDTH, chart_notes, label};

const ROW: i32 = 21;
const LABELS: i32 = 250;
const HEAD: i32 = 26;

/// Programmes by section: the share of each programme's openings that lies in a section, in five
/// shades, with the number in per cent from ten on.
pub fn heat_map(outlook: &Outlook, lang: Lang) -> Chart {
    let sections: BTreeMap<&IndustryCode, &str> = outlook
        .industries
        .iter()
        .filter_map(|industry| Some((industry.code.as_ref()?, industry.name.as_str())))
        .collect();
    let rows = outlook.programmes.len() as i32;
    let level = outlook.meta.level.name(Lang::Zh);
    let title = match lang {
        Lang::Zh => format!("{}{level}专业岗位需求的行业构成（%）", outlook.meta.city),
        Lang::En => "Openings of each programme by section (per cent)".to_owned(),
    };
    let key: Vec<String> = sections.iter().map(|(code, name)| format!("{code} {name}")).collect();
    let key_lines: Vec<String> = key.chunks(5).map(|names| names.join("　")).collect();
    let height = (150 + HEAD + ROW * rows + 18 * key_lines.len() as i32) as u32;
    let legend = lang.pick(
        "颜色越深，占该专业岗位需求的比例越高；10% 起标出数字",
        "the darker, the larger the share of the programme's openings",
    );
    let simulated = outlook.meta.simulated;
    let notes = &chart_notes(&outlook.meta, simulated, lang);
    Frame { title, notes, lang, height, legend: legend.to_owned(), simulated }.draw(|area| {
        let width = (WIDTH as i32 - 46 - LABELS) / sections.len().max(1) as i32;
        let column: BTreeMap<&IndustryCode, i32> = sections
            .keys()
            .enumerate()
            .map(|(i, code)| (*code, LABELS + width * i as i32))
            .collect();
        let centred = |size, colour| label(size, colour).pos(Pos::new(HPos::Center, VPos::Center));
        for (code, x) in &column {
            area.draw(&Text::new(code.to_string(), (x + width / 2, HEAD / 2), centred(16, BLACK)))?;
        }
        for (i, programme) in outlook.programmes.iter().enumerate() {
            let y = HEAD + ROW * i as i32;
            let right = label(14, BLACK).pos(Pos::new(HPos::Right, VPos::Center));
            let name = format!("{} {}", programme.code, programme.name);
            area.draw(&Text::new(name, (LABELS - 10, y + ROW / 2), right))?;
            for x in column.values() {
                area.draw(&Rectangle::new(
                    [(*x, y), (x + width - 1, y + ROW - 1)],
                    RGBColor(246, 246, 246).filled(),
                ))?;
            }
            for (code, _, share) in &programme.industries {
                let Some(x) = column.get(code) else { continue };
                let (fill, ink) = shade(*share);
                area.draw(&Rectangle::new([(*x, y), (x + width - 1, y + ROW - 1)], fill.filled()))?;
                if *share >= 0.095 {
                    let text = format!("{:.0}", 100.0 * share);
                    area.draw(&Text::new(text, (x + width / 2, y + ROW / 2), centred(13, ink)))?;
                }
            }
        }
        for (i, line) in key_lines.iter().enumerate() {
            let y = HEAD + ROW * rows + 10 + 18 * i as i32;
            area.draw(&Text::new(line.clone(), (8, y), label(13, GREY)))?;
        }
        Ok(())
    })
}

/// Five shades of blue and the ink that reads on each.
fn shade(share: f64) -> (RGBColor, RGBColor) {
    match share {
        s if s < 0.05 => (RGBColor(222, 235, 247), BLACK),
        s if s < 0.20 => (RGBColor(158, 202, 225), BLACK),
        s if s < 0.50 => (RGBColor(66, 146, 198), WHITE),
        s if s < 0.80 => (RGBColor(8, 81, 156), WHITE),
        _ => (RGBColor(8, 48, 107), WHITE),
    }
}
