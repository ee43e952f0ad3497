//! How wide the columns of a table are on paper, for renderers that lay pages out.

use super::table::{Align, Table};

/// Sizes of type in tables, in points, the largest first: 五号, 小五号, 六号 and below.
const SIZES: [f64; 4] = [10.5, 9.0, 7.5, 6.5];
/// White at each side of a cell, in characters.
const PADDING: f64 = 0.35;
/// No column of words is narrower, in characters.
const NARROWEST: f64 = 2.0;
/// Words in a column have this much room at least, where they need it; marks such as codes and terms stay whole up to it.
const WORDS: f64 = 5.0;
/// Rows of more lines are set in smaller type.
const TALLEST: f64 = 9.0;
/// Type is not made smaller than this for the sake of low rows, in points.
const READABLE: f64 = 7.5;

/// How a table is set.
#[derive(Debug, Clone, PartialEq)]
pub struct TableLayout {
    /// Size of its type, in points.
    pub size: f64,
    /// Widths of its columns, in points, which add up to that of the table.
    pub widths: Vec<f64>,
    /// White at the left and the right of a cell, in points.
    pub padding: f64,
}

/// What a column needs, in characters.
struct Need {
    /// So that nothing unbreakable is broken.
    least: f64,
    /// So that nothing is broken at all.
    most: f64,
}

impl Table {
    /// The largest type in which nothing unbreakable (a number, an interval) is broken and no row is very high, and the
    /// widths of the columns. Where long texts make rows high in any type, it is the smallest that reads well.
    pub fn layout(&self, width: f64) -> TableLayout {
        let needs: Vec<Need> = (0..self.columns.len()).map(|column| self.need(column)).collect();
        let white = 2.0 * PADDING * needs.len() as f64;
        let least = needs.iter().map(|need| need.least).sum::<f64>() + white;
        let fits = |size: &f64| least * size <= width;
        let is_low = |size: &f64| {
            let widths = shared(&needs, width / size - white);
            let lines = needs.iter().zip(widths).map(|(need, own)| need.most / own);
            lines.fold(0.0, f64::max) <= TALLEST
        };
        let fitting = || SIZES.into_iter().filter(fits);
        let readable = fitting().rfind(|size| *size >= READABLE);
        let size = fitting().find(is_low).or(readable).or(fitting().next_back());
        let size = size.unwrap_or(SIZES[SIZES.len() - 1]);
        let widths = shared(&needs, width / size - white).into_iter();
        let widths = widths.map(|own| (own + 2.0 * PADDING) * size).collect();
        TableLayout { size, widths, padding: PADDING * size }
    }

    fn need(&self, column: usize) -> Need {
        let (heading, align) = self.columns[column];
        let cells = || self.rows.iter().filter_map(|row| row.get(column)).map(|cell| &cell.text);
        let longest = |of: fn(&str) -> f64| cells().map(|text| of(text)).fold(0.0, f64::max);
        let most = longest(width).max(width(heading) / 2.0);
        // Words in a column of two characters are hard to read.
        let readable = if align == Align::Right { NARROWEST } else { most.min(WORDS) };
        let least = longest(longest_piece).max(longest_piece(heading)).max(readable);
        Need { least, most: most.max(least) }
    }
}

/// Shares the room, in characters: what is left over goes step by step to the column whose longest cell takes most lines,
/// and evenly once every cell stands on one line.
fn shared(needs: &[Need], room: f64) -> Vec<f64> {
    const STEP: f64 = 0.25;
    let mut widths: Vec<f64> = needs.iter().map(|need| need.least).collect();
    let mut spare = room - widths.iter().sum::<f64>();
    while spare >= STEP {
        let lines = |column: &usize| needs[*column].most / widths[*column];
        let Some(longest) = (0..needs.len()).max_by(|a, b| lines(a).total_cmp(&lines(b))) else {
            break;
        };
        if needs[longest].most <= widths[longest] {
            break;
        }
        widths[longest] += STEP;
        spare -= STEP;
    }
    // Too little room takes from all alike, what is left of it goes to all alike.
    let all: f64 = widths.iter().sum();
    widths.iter().map(|own| own + spare * own / all).collect()
}

/// Width of a text in characters: those of Latin script take half of one.
fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> f64 {
    match c {
        // Signs of numbers are as wide as digits in most faces.
        '\u{2060}' => 0.0,
        '–' | '−' | '<' | '>' | '≤' | '≥' => 0.6,
        '%' => 0.9,
        c if c.is_ascii() => 0.58,
        _ => 1.0,
    }
}

/// The width of the longest piece that no line may break: a run of digits, Latin letters and signs, with brackets.
fn longest_piece(text: &str) -> f64 {
    let (mut longest, mut piece) = (0.0_f64, 0.0);
    for c in text.chars() {
        let opens = c == '（';
        if is_broken_around(c) || opens {
            longest = longest.max(piece);
            piece = 0.0;
        }
        if opens || !is_broken_around(c) {
            piece += width_of(c);
        }
    }
    longest.max(piece)
}

/// Whether a line may break before and after a character: Chinese ones and spaces.
fn is_broken_around(c: char) -> bool {
    c == ' ' || ('\u{2e80}'..='\u{9fff}').contains(&c) || c > '\u{1ffff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_table_and_break_no_number() {
        let row =
            ["710201", "计算机应用", "1,130（800–1,500）", "因为毕业生过多而岗位不足，须压减招生"];
        let table = Table::new("t", "表1")
            .marks(["代码"])
            .words(["专业"])
            .figures(["需求"])
            .words(["理由"])
            .rows([row]);
        for width in [440.0, 200.0] {
            let layout = table.layout(width);
            assert!((layout.widths.iter().sum::<f64>() - width).abs() < 1e-9);
            let number = longest_piece("（800–1,500）") * layout.size;
            assert!(layout.widths[2] >= number, "{layout:?}");
        }
        assert!((longest_piece("在校12,345人") - 6.0 * 0.58).abs() < 1e-9);
    }
}
