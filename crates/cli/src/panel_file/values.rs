//! The numbers that may stand in a cell of a panel's file, and what is written where there is none.

use talent_ingest::{WrittenNumber, without_marks};

/// What stands in a cell that is not blank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    /// A number, with the letters behind it that say of what kind it is.
    Number(f64, Option<&'a str>),
    /// What is written where there is no number.
    Missing(&'a str),
    /// Neither.
    Unknown,
}

/// The mark that decimals follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decimals {
    Point,
    Comma,
}

/// What is written where there is no number, in lower case: by programs, and by statistical offices.
const MISSING: [&str; 10] = ["nan", "na", "n/a", "#n/a", "n.a.", "null", "none", "<na>", ":", ".."];
/// Letters that statistical offices put behind figures: break in series, confidential, definition differs, estimated, forecast
/// and so on.
const FLAGS: &str = "bcdefinprsuz";

impl<'a> Value<'a> {
    /// What a cell holds.
    pub(crate) fn of(text: &'a str, decimals: Decimals) -> Self {
        if let Some(number) = text.parse().ok().filter(|number: &f64| !number.is_nan())
            && (decimals == Decimals::Point || !text.contains('.'))
        {
            return Self::Number(number, None);
        }
        let (bare, flag) = without_flag(text);
        if is_missing(bare) {
            return Self::Missing(bare);
        }
        let number = WrittenNumber::of(bare).and_then(|number| match decimals {
            Decimals::Point => number.by_point,
            Decimals::Comma => number.by_comma,
        });
        number.map_or(Self::Unknown, |number| Self::Number(number, flag))
    }

    /// Whether there is a number, or it is said that there is none.
    pub(crate) fn is_known(text: &'a str) -> bool {
        Self::of(text, Decimals::Point) != Self::Unknown
            || Self::of(text, Decimals::Comma) != Self::Unknown
    }
}

/// Whether a text says that there is no number.
fn is_missing(text: &str) -> bool {
    MISSING.contains(&text.to_ascii_lowercase().as_str())
}

/// A text without what stands beside it that is no part of the number: letters that are flags, and marks of footnotes.
fn without_flag(text: &str) -> (&str, Option<&str>) {
    let are_flags =
        |flag: &str| (1..=3).contains(&flag.len()) && flag.chars().all(|c| FLAGS.contains(c));
    match text.rsplit_once(char::is_whitespace) {
        Some((number, flag)) if are_flags(flag) => (number.trim_end(), Some(flag)),
        _ => {
            let bare = without_marks(text);
            let beside =
                text.split_once(bare).map(|(before, behind)| [behind.trim(), before.trim()]);
            (bare, beside.and_then(|beside| beside.into_iter().find(|mark| !mark.is_empty())))
        }
    }
}

/// How the numbers of a file are written.
#[derive(Debug, Default)]
pub(crate) struct NumberCounts {
    /// Numbers if decimals follow a point, and none if a comma.
    only_point: usize,
    /// The other way round.
    only_comma: usize,
    /// Numbers with a comma by either reading.
    ambiguous: usize,
    /// Whole numbers below 1000 without a separator, and from 1000.
    small: usize,
    large: usize,
    /// The first cell with a comma that may mark decimals: line and text.
    example: Option<(u64, String)>,
}

/// A number that may be read in two ways, a thousandfold apart, and nothing tells which is meant.
#[derive(Debug)]
pub(crate) struct Ambiguous {
    pub(crate) line: u64,
    pub(crate) text: String,
    /// How many such numbers the file has.
    pub(crate) count: usize,
}

impl NumberCounts {
    /// Takes note of a cell.
    pub(crate) fn offer(&mut self, text: &str, line: u64) {
        let bare = without_flag(text).0;
        if is_missing(bare) {
            return;
        }
        let Some(number) = WrittenNumber::of(bare) else { return };
        let mut is_example = false;
        match (number.by_point, number.by_comma) {
            (Some(_), None) => self.only_point += 1,
            (None, _) => {
                self.only_comma += 1;
                is_example = true;
            }
            _ if number.is_ambiguous() && bare.contains(',') => {
                self.ambiguous += 1;
                is_example = true;
            }
            (Some(value), Some(_)) if bare.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.small += usize::from(value > 0.0 && value < 1000.0);
                self.large += usize::from(value >= 1000.0);
            }
            _ => {}
        }
        if is_example && self.example.is_none() {
            self.example = Some((line, bare.to_owned()));
        }
    }

    /// The mark that decimals follow, as the numbers and the delimiter of the columns tell: where semicolons part columns
    /// commas mark decimals, unless a number speaks against it.
    pub(crate) fn decide(&self, semicolons: bool) -> Result<Decimals, Ambiguous> {
        let commas = self.only_comma + self.ambiguous;
        if self.only_comma > 0 || self.only_point > 0 {
            // Where commas are rare they are slips, and said to be no numbers.
            let usual = semicolons || (self.only_comma >= 2 && commas >= self.small + self.large);
            let by_comma = self.only_comma > self.only_point && usual;
            return Ok(if by_comma { Decimals::Comma } else { Decimals::Point });
        }
        // Whole numbers below 1000 without a comma beside others with one: commas part thousands.
        let parts = self.small > 0 && self.large == 0;
        match (self.ambiguous > 0, semicolons, parts) {
            (false, ..) | (_, false, true) => Ok(Decimals::Point),
            (_, true, false) => Ok(Decimals::Comma),
            _ => {
                let (line, text) = self.example.clone().unwrap_or_default();
                Err(Ambiguous { line, text, count: self.ambiguous })
            }
        }
    }

    /// The first cell whose comma may mark decimals: line and text.
    pub(crate) fn example(&self) -> Option<(u64, &str)> {
        self.example.as_ref().map(|(line, text)| (*line, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_no_number_and_flags_are_told_from_numbers() {
        let read = |text| Value::of(text, Decimals::Point);
        for text in ["NaN", "NA", "n/a", "null", ":", ".."] {
            assert_eq!(read(text), Value::Missing(text));
        }
        assert_eq!(read(": c"), Value::Missing(":"));
        assert_eq!(read("4297.0 b"), Value::Number(4297.0, Some("b")));
        assert_eq!(read("5972²"), Value::Number(5972.0, Some("²")));
        assert_eq!(read("123 ep"), Value::Number(123.0, Some("ep")));
        assert_eq!(read("-1,234,567"), Value::Number(-1_234_567.0, None));
        for text in ["123 k", "12,34", "1200,5", "1,2a0", "-", "x", "123b"] {
            assert_eq!(read(text), Value::Unknown, "{text}");
        }
        assert_eq!(Value::of("1.240,5", Decimals::Comma), Value::Number(1240.5, None));
        assert_eq!(Value::of("61.253", Decimals::Comma), Value::Number(61_253.0, None));
    }

    #[track_caller]
    fn check(texts: &[&str], semicolons: bool, expected: Option<Decimals>) {
        let mut counts = NumberCounts::default();
        for text in texts {
            counts.offer(text, 1);
        }
        assert_eq!(counts.decide(semicolons).ok(), expected, "{texts:?}");
    }

    #[test]
    fn commas_mark_decimals_where_that_is_evident() {
        check(&["61,253", "60,310", "10,204"], true, Some(Decimals::Comma));
        check(&["61,253", "60,31", "59,7", "0"], false, Some(Decimals::Comma));
        check(&["61,253", "0,310", "0,204"], false, Some(Decimals::Comma));
        check(&["61 250", "60 310,5"], true, Some(Decimals::Comma));
        check(&["61,253", "1240"], true, Some(Decimals::Comma));
    }

    #[test]
    fn commas_part_thousands_where_that_is_evident() {
        check(&["1,200.5"], true, Some(Decimals::Point));
        check(&["1,240", "1,240,300"], true, Some(Decimals::Point));
        check(&["1,240", "980"], false, Some(Decimals::Point));
        check(&["1,240", "98.5"], false, Some(Decimals::Point));
        // A slip among whole numbers is no number, and not a hundredth.
        check(&["12,34", "980", "1100", "1200"], false, Some(Decimals::Point));
        check(&["61.253", "980"], true, Some(Decimals::Point));
    }

    #[test]
    fn what_may_be_either_is_refused() {
        check(&["61,253", "60,310"], false, None);
        check(&["61,253", "1240"], false, None);
        check(&["61,253", "980"], true, None);
    }
}
