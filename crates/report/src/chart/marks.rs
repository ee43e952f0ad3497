//! Places of a chart with the figures behind them: a browser shows them to whoever points there or steps there by keyboard.

use super::area::Area;

/// Places with what is said of them, in the order in which they are stepped through.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Mark>);

#[derive(Debug)]
struct Mark {
    /// Upper left corner and lower right one, pixels of the whole picture.
    corners: [(i32, i32); 2],
    text: String,
}

impl Marks {
    /// A place between two corners of an area.
    pub(super) fn add(&mut self, area: &Area<'_>, corners: [(i32, i32); 2], text: String) {
        let (left, top) = area.get_base_pixel();
        self.0.push(Mark { corners: corners.map(|(x, y)| (x + left, y + top)), text });
    }

    /// A place around a point of the whole picture.
    pub(super) fn add_around(&mut self, (x, y): (i32, i32), reach: i32, text: String) {
        self.0.push(Mark { corners: [(x - reach, y - reach), (x + reach, y + reach)], text });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places as elements of an SVG picture, not to be seen: the first is a stop of the keyboard, from which a script
    /// steps to the others.
    pub(super) fn to_svg(&self) -> String {
        let one = |(at, Mark { corners: [(left, top), (right, bottom)], text }): (usize, &Mark)| {
            let text = escaped(text);
            let stop = if at == 0 { 0 } else { -1 };
            let (width, height) = (right - left, bottom - top);
            format!(
                "<rect class=\"mark\" role=\"img\" tabindex=\"{stop}\" aria-label=\"{text}\" x=\"{left}\" y=\"{top}\" \
                 width=\"{width}\" height=\"{height}\" fill=\"#000000\" fill-opacity=\"0\"><title>{text}</title></rect>\n"
            )
        };
        let all: String = self.0.iter().enumerate().map(one).collect();
        format!("<g class=\"marks\">\n{all}</g>\n")
    }
}

/// A text within XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
