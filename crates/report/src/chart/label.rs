//! Text on charts.

use plotters::prelude::{IntoFont, RGBColor, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Fonts that have the characters, the first that is there.
const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

/// Text of a size in pixels. The backend divides sizes by 1.24; this undoes it.
pub(super) fn label(pixels: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, f64::from(pixels) * 1.05).into_font().color(&colour)
}

/// The same, with the given end of the text at the point where it is drawn.
/// `across` and `down` say which end of the text lies on the point.
pub(super) fn label_at(
    pixels: i32,
    colour: RGBColor,
    across: HPos,
    down: VPos,
) -> TextStyle<'static> {
    label(pixels, colour).pos(Pos::new(across, down))
}
