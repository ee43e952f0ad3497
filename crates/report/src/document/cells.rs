//! What stands in the cells of a table: text ready to print, with the figures that it was written from.
//!
//! The functions have the names of those in [`figures`] that write the same figure into a sentence.

use talent_outlook::{ExpectedPoint, Range};

use crate::wording::figures;

pub(crate) use crate::wording::figures::NONE;

/// A cell.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Cell {
    /// Its text, ready to print.
    pub text: String,
    /// What the text was written from; none of words, codes and marks.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// The figures behind a cell, at full precision; any of them may be missing.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Figure {
    /// The figure itself: of an estimate what it is expected to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The lower end of its interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of its interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// How each of them is written.
    pub form: Form,
}

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Whole, with separators: 12,345.
    Whole,
    /// Whole, at the precision that a forecast has: 12,300.
    Rough,
    /// One decimal.
    Decimal,
    /// Two decimals.
    Ratio,
    /// A fraction as per cent, one decimal.
    Percent,
    /// A change as per cent, with its sign.
    SignedPercent,
    /// A change of a fraction in percentage points, with its sign.
    Points,
    /// A change of a count, with its sign.
    Signed,
    /// A change as whole per cent, with its sign.
    SignedWholePercent,
    /// A probability in whole per cent.
    Probability,
}

impl Form {
    /// A number as documents write it.
    pub fn text(self, value: f64) -> String {
        match self {
            Self::Whole => figures::whole(value),
            Self::Rough => figures::rough(value),
            Self::Decimal => format!("{value:.1}").replace('-', "−"),
            Self::Ratio => figures::ratio(value),
            Self::Percent => figures::percent(value),
            Self::SignedPercent => figures::signed_percent(value),
            Self::Points => figures::signed_percent(value).replace('%', "个百分点"),
            Self::Signed => figures::signed(value.round() as i64),
            Self::SignedWholePercent => {
                format!("{}%", figures::signed((100.0 * value).round() as i64))
            }
            Self::Probability => figures::probability(value),
        }
    }
}

/// Cells of a row, each from what can become one.
macro_rules! cells {
    ($($cell:expr),* $(,)?) => { [$($crate::document::Cell::from($cell)),*] };
}
pub(crate) use cells;

impl Cell {
    /// A figure in a form.
    fn figure(value: f64, form: Form) -> Self {
        let figure = Figure { value: Some(value), low: None, high: None, form };
        Self { text: form.text(value), figure: Some(figure) }
    }

    /// Its text with the ends of intervals kept on one line, by word joiners around the dash.
    pub fn unbroken(&self) -> String {
        self.text.replace('–', "\u{2060}–\u{2060}")
    }

    /// The change that it holds in words: shares and counts have different ones.
    pub(crate) fn change(&self) -> String {
        let Some(Figure { value: Some(value), form, .. }) = self.figure else {
            return "不可比".to_owned();
        };
        let (more, fewer, size) = match form {
            Form::SignedPercent => ("增长", "下降", figures::percent(value.abs())),
            Form::SignedWholePercent => ("增长", "下降", format!("{:.0}%", 100.0 * value.abs())),
            Form::Points => ("提高", "下降", Form::Points.text(value.abs()).replace('+', "")),
            _ => ("增加", "减少", figures::whole(value.abs())),
        };
        // What is written as nothing has not changed.
        let is_nothing = size.chars().all(|c| "0.%个百分点".contains(c));
        match (is_nothing, value < 0.0) {
            (true, _) => "持平".to_owned(),
            (false, false) => format!("{more}{size}"),
            (false, true) => format!("{fewer}{size}"),
        }
    }

    /// The form of its figures.
    fn form(&self) -> Option<Form> {
        self.figure.map(|figure| figure.form)
    }

    /// The figure itself.
    fn value(&self) -> Option<f64> {
        self.figure.and_then(|figure| figure.value)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, figure: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A count is a whole number.
impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        whole(count as f64)
    }
}

/// See [`figures::whole`].
pub(crate) fn whole(value: f64) -> Cell {
    Cell::figure(value, Form::Whole)
}

/// See [`figures::rough`].
pub(crate) fn rough(value: f64) -> Cell {
    Cell::figure(value, Form::Rough)
}

/// A figure with one decimal.
pub(crate) fn decimal(value: f64) -> Cell {
    Cell::figure(value, Form::Decimal)
}

/// See [`figures::ratio`].
pub(crate) fn ratio(value: f64) -> Cell {
    Cell::figure(value, Form::Ratio)
}

/// See [`figures::percent`].
pub(crate) fn percent(fraction: f64) -> Cell {
    Cell::figure(fraction, Form::Percent)
}

/// See [`figures::signed_percent`].
pub(crate) fn signed_percent(fraction: f64) -> Cell {
    Cell::figure(fraction, Form::SignedPercent)
}

/// A change of a fraction in percentage points, with its sign.
pub(crate) fn points(fraction: f64) -> Cell {
    Cell::figure(fraction, Form::Points)
}

/// A change as whole per cent, with its sign.
pub(crate) fn signed_whole_percent(fraction: f64) -> Cell {
    Cell::figure(fraction, Form::SignedWholePercent)
}

/// See [`figures::signed`].
pub(crate) fn signed(change: i64) -> Cell {
    Cell::figure(change as f64, Form::Signed)
}

/// See [`figures::probability`].
pub(crate) fn probability(fraction: f64) -> Cell {
    Cell::figure(fraction, Form::Probability)
}

/// See [`figures::rate`].
pub(crate) fn rate(count: f64, of: f64) -> Cell {
    or_none(figures::known_rate(count, of), percent)
}

/// A figure that may be missing, in the given form.
pub(crate) fn or_none<T>(value: Option<T>, form: impl FnOnce(T) -> Cell) -> Cell {
    value.map_or_else(|| figures::NONE.into(), form)
}

/// See [`figures::interval`].
pub(crate) fn interval((low, high): (Option<f64>, Option<f64>), form: fn(f64) -> Cell) -> Cell {
    let text = figures::interval((low, high), |end| form(end).text);
    let form = low.or(high).and_then(|end| form(end).form());
    Cell { text, figure: form.map(|form| Figure { value: None, low, high, form }) }
}

/// See [`figures::expected`].
pub(crate) fn expected(point: &ExpectedPoint) -> Cell {
    let (low, high) = point.range.p80;
    let has_width = low < high;
    let figure = Figure {
        value: Some(point.expected),
        low: low.filter(|_| has_width),
        high: high.filter(|_| has_width),
        form: Form::Whole,
    };
    Cell { text: figures::expected(point), figure: Some(figure) }
}

/// See [`figures::median_with_interval`].
pub(crate) fn median_with_interval(range: &Range, form: fn(f64) -> Cell) -> Cell {
    with_interval(&or_none(range.median, form), range, form)
}

/// See [`figures::centre_with_interval`].
pub(crate) fn centre_with_interval(range: &Range, form: fn(f64) -> Cell) -> Cell {
    or_none(range.centre(), |centre| with_interval(&form(centre), range, form))
}

/// A figure with its 80 % interval.
fn with_interval(centre: &Cell, range: &Range, form: fn(f64) -> Cell) -> Cell {
    let ends = interval(range.p80, form);
    let text = format!("{}（{}）", centre.text, ends.text);
    let form = centre.form().or(ends.form());
    let (low, high) = range.p80;
    let value = centre.value();
    Cell { text, figure: form.map(|form| Figure { value, low, high, form }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_what_its_text_was_written_from() {
        let p80 = (Some(0.5), Some(2.25));
        let range = Range { median: Some(1.04), p80, ..Range::UNKNOWN };
        let cell = median_with_interval(&range, ratio);
        assert_eq!(cell.text, "1.04（0.50–2.25）");
        let figure = cell.figure.unwrap();
        assert_eq!((figure.low, figure.value, figure.high), (Some(0.5), Some(1.04), Some(2.25)));
        assert_eq!(rough(12_345.0).value(), Some(12_345.0));
        assert_eq!(or_none(None, whole), Cell::from(figures::NONE));
        let said = [signed_percent(0.074), signed_whole_percent(-0.06), signed(-618), signed(0)];
        let said = said.map(|cell| cell.change());
        assert_eq!(said, ["增长7.4%", "下降6%", "减少618", "持平"]);
        assert_eq!(Cell::from("—").change(), "不可比");
    }
}
