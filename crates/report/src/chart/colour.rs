//! The colours of charts.

use plotters::prelude::RGBColor;
use talent_warning::WarningLevel;

/// Of shortages, of what was observed and of the forecast.
pub(super) const BLUE: RGBColor = RGBColor(0, 114, 178);
/// Of surpluses, of odd years and of the badge of simulated figures.
pub(super) const ORANGE: RGBColor = RGBColor(213, 94, 0);
/// Of 95 % intervals and of a second plainer way.
pub(super) const GREEN: RGBColor = RGBColor(0, 158, 115);
/// Of axes and words beside the plot.
pub(super) const GREY: RGBColor = RGBColor(90, 90, 90);
/// Of lines behind the plot.
pub(super) const PALE: RGBColor = RGBColor(225, 225, 225);

/// The colour of a level, as `#rrggbb`. Orange and yellow are apart in lightness too.
pub fn level_colour(level: WarningLevel) -> &'static str {
    match level {
        WarningLevel::Red => "#b2182b",
        WarningLevel::Orange => "#e66100",
        WarningLevel::Yellow => "#e6b800",
        WarningLevel::Blue => "#0072b2",
        WarningLevel::Green => "#009e73",
        WarningLevel::Normal => "#7f7f7f",
        WarningLevel::Grey => "#bfbfbf",
    }
}

/// The same as red, green and blue from 0 to 255.
pub(super) fn level_rgb(level: WarningLevel) -> RGBColor {
    let code = level_colour(level);
    let part = |start: usize| u8::from_str_radix(&code[start..start + 2], 16).unwrap_or(0);
    RGBColor(part(1), part(3), part(5))
}
