//! Text on charts.

use plotters::prelude::{IntoFont, RGBColor, TextStyle};
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Fonts that have the characters, the first that is there.
const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif";

/// Text of a size in pixels. The backend divides sizes by 1.24; this undoes it.
pub(super) fn label(pixels: i32, colour: RGBColor) -> TextStyle<'static> {
    (FONTS, f64::from(pixels) * 1.24).into_font().color(&colour)
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

/// Width of a text of a size, pixels: Chinese characters are square, others about half as wide.
pub(super) fn text_width(text: &str, pixels: i32) -> i32 {
    let units: f64 = text.chars().map(|c| if c.is_ascii() { 0.56 } else { 1.0 }).sum();
    (units * f64::from(pixels)).ceil() as i32
}

/// A text in lines of at most this width, pixels; a line is broken behind a space or a mark where there is one near its
/// end, and never within a word of Latin letters or digits.
pub(super) fn wrapped(text: &str, pixels: i32, width: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty()
            && text_width(&line, pixels) + text_width(piece.trim_end(), pixels) > width
        {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(piece);
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces that a line may be broken between: single Chinese characters with the marks that follow them, and words.
fn pieces(text: &str) -> Vec<&str> {
    let mut ends = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let Some(&(_, next)) = characters.peek() else { break };
        let joins = |c: char| c.is_ascii() && c != ' ' || "–~−%".contains(c);
        let closes = "，。；：、）？！」』”".contains(next) || next == ' ';
        let is_open = "（「『“".contains(c);
        let is_joined = closes || is_open || (joins(c) && joins(next));
        if !is_joined {
            ends.push(at + c.len_utf8());
        }
    }
    ends.push(text.len());
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(start, end)| &text[start..*end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_characters_and_words_and_lose_nothing() {
        let text = "临汾市中职专业供需缺口（供给−需求，人，2024—2027 年合计）";
        let lines = wrapped(text, 20, 200);
        assert!(
            lines.len() > 2 && lines.iter().all(|line| text_width(line, 20) <= 220),
            "{lines:?}"
        );
        let bare = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        assert_eq!(bare(&lines.concat()), bare(text));
        assert!(lines.iter().all(|line| !line.starts_with(['，', '）'])), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("2024")), "{lines:?}");
    }
}
