//! Numbers of any panel, by either mark of decimals.

use super::marks::without_marks;
use crate::folding::fold;

/// What a text says if decimals follow a point, and if they follow a comma; `None` where it is no number by that reading.
///
/// `12,5` and `1.240,5` are numbers with commas alone, `1,240.5` and `1,240,300` with points; `61,253` is one by either,
/// and the two are a thousandfold apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WrittenNumber {
    /// The number if decimals follow a point and commas part thousands.
    pub by_point: Option<f64>,
    /// The number if decimals follow a comma and points part thousands.
    pub by_comma: Option<f64>,
}

impl WrittenNumber {
    /// The readings of a text; `None` if it is no number by any. Marks of footnotes are passed over. Thousands may be parted by blanks and apostrophes too.
    pub fn of(text: &str) -> Option<Self> {
        let folded: String =
            fold(&joined(without_marks(text))?).replace(['−', '–'], "-").replace('’', "'");
        let (by_point, by_comma) = (read(&folded, '.', ','), read(&folded, ',', '.'));
        (by_point.is_some() || by_comma.is_some()).then_some(Self { by_point, by_comma })
    }

    /// Whether the two readings differ.
    pub fn is_ambiguous(self) -> bool {
        matches!((self.by_point, self.by_comma), (Some(a), Some(b)) if a != b)
    }
}

/// The text with apostrophes where blanks part its thousands; `None` if blanks part something else.
fn joined(text: &str) -> Option<String> {
    let text = text.trim();
    let groups: Vec<&str> = text.split(char::is_whitespace).collect();
    let (first, rest) = groups.split_first()?;
    let digits = |text: &str| text.starts_with(|c: char| c.is_numeric());
    let fits = |group: &&str| group.chars().take_while(|c| c.is_numeric()).count() == 3;
    let starts = digits(first.trim_start_matches(['-', '+', '−', '–']));
    (rest.is_empty() || (starts && rest.iter().all(fits))).then(|| groups.join("'"))
}

/// The number if `point` marks decimals and `parting` thousands; apostrophes part them too, but not beside.
fn read(text: &str, point: char, parting: char) -> Option<f64> {
    let (whole, fraction) = text.split_once(point).unwrap_or((text, ""));
    if fraction.contains([parting, '\'']) || (whole.contains(parting) && whole.contains('\'')) {
        return None;
    }
    let separators = [parting, '\''];
    if whole.contains(separators) {
        let mut groups = whole.trim_start_matches(['-', '+']).split(separators);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let first = groups.next()?;
        let opens = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
        if !opens || !groups.all(|group| group.len() == 3 && digits(group)) {
            return None;
        }
    }
    let number = text.replace(separators, "").replace(point, ".");
    number.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, by_point: impl Into<Option<f64>>, by_comma: impl Into<Option<f64>>) {
        let number = WrittenNumber::of(text).map_or((None, None), |n| (n.by_point, n.by_comma));
        assert_eq!(number, (by_point.into(), by_comma.into()), "{text}");
    }

    #[test]
    fn what_either_mark_makes_of_a_number() {
        check("1240", 1240.0, 1240.0);
        check("12.5", 12.5, None);
        check("12,5", None, 12.5);
        check("61,253", 61_253.0, 61.253);
        check("61.253", 61.253, 61_253.0);
        check("-1,234,567", -1_234_567.0, None);
        check("1.234.567", None, 1_234_567.0);
        check("1,240.5", 1240.5, None);
        check("1.240,5", None, 1240.5);
        check("0,253", None, 0.253);
        check("1e5", 1e5, 1e5);
    }

    #[test]
    fn blanks_and_apostrophes_part_thousands() {
        for text in ["61 250", "61\u{a0}250", "61\u{202f}250", "61'250", "61’250"] {
            check(text, 61_250.0, 61_250.0);
        }
        check("61 250,5", None, 61_250.5);
        check("61 250.5", 61_250.5, None);
        check("−1 240", -1240.0, -1240.0);
        check("１２３．５", 123.5, None);
        // A raised digit is a mark, not one more digit.
        check("5972²", 5972.0, 5972.0);
    }

    #[test]
    fn what_is_no_number_by_either() {
        for text in [
            "",
            "x",
            "12 34",
            "1 2345",
            "12,34,5",
            "1,2a0",
            "1 240,300 5",
            "1'240,300'5",
            "inf",
            "1 240,300,200",
        ] {
            check(text, None, None);
        }
        // Blanks part the thousands, so that commas do not.
        check("1 240,300", None, 1240.3);
    }
}
