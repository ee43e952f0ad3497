//! A chart on a page: drawn for a page and again for a phone, of which a browser shows the one that fits.

use talent_report::{Chart, Look};

use super::frame::ZH;

/// Both drawings; the style sheet hides one.
pub(super) fn on_page(draw: impl Fn(Look) -> Chart) -> String {
    let (wide, narrow) = (draw(ZH.into()), draw(Look::narrow(ZH)));
    format!(
        "<div class=\"chart wide\">{}</div><div class=\"chart narrow\">{}</div>",
        wide.svg, narrow.svg
    )
}
