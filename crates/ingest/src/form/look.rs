//! How the cells of a form look: fonts that every Chinese office has, and colours that say what is to be filled in.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a form.
pub(super) struct Look {
    /// The marker in the corner.
    pub(super) title: Format,
    /// Who is to fill it in, and how.
    pub(super) line: Format,
    /// The heading of a column that may be left empty.
    pub(super) heading: Format,
    /// The heading of a column that must be filled in.
    pub(super) required: Format,
    /// A cell for a text or a code, which no spreadsheet program may turn into a number.
    pub(super) text: Format,
    /// A cell for a figure.
    pub(super) figure: Format,
    /// A cell below those that are prepared, for a text or a code, and one for a figure.
    pub(super) below: [Format; 2],
    /// A text that is not to be changed.
    pub(super) fixed: Format,
    /// A figure that is not to be changed.
    pub(super) fixed_figure: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name("宋体").set_font_size(11);
        let bordered = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00A6_A6A6))
            .set_align(FormatAlign::VerticalCenter);
        let heading = bordered
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00DC_E6F1))
            .set_align(FormatAlign::Center)
            .set_text_wrap();
        let entry = bordered.clone().set_unlocked();
        Self {
            title: Format::new().set_font_name("黑体").set_font_size(14).set_bold(),
            below: [plain.clone().set_num_format("@"), plain.clone()].map(Format::set_unlocked),
            line: plain.set_font_color(Color::RGB(0x0059_5959)),
            required: heading.clone().set_font_color(Color::RGB(0x00C0_0000)),
            heading,
            text: entry.clone().set_num_format("@"),
            figure: entry.set_align(FormatAlign::Right),
            fixed: bordered.clone().set_text_wrap(),
            fixed_figure: bordered.set_align(FormatAlign::Right),
        }
    }
}

/// The width of a column for texts of so many characters, Chinese ones counted twice.
pub(super) fn width(texts: &[&str]) -> f64 {
    let columns = |text: &&str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let widest: u32 = texts.iter().map(columns).max().unwrap_or(0);
    f64::from(widest.clamp(8, 40)) + 2.0
}
