//! The numbers that may stand in a cell of a panel's file.

use talent_ingest::separators_fit;

/// No year and no step lies beyond this.
const FARTHEST_STEP: i64 = 1_000_000;

/// A step or year; a date such as 2019-12-31 by its year.
/// `None` if it is neither, or lies too far away.
pub(super) fn step_of(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let number = match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day))
            if year.len() == 4 && month.len() == 2 && day.len() >= 2 =>
        {
            month.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
            year.parse().ok()?
        }
        _ => text.parse().ok()?,
    };
    Some(number).filter(|step: &i64| step.abs() <= FARTHEST_STEP)
}

/// A number, with or without separators every three digits.
/// `None` where separators stand elsewhere: `12,34` is no number.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let parted = || separators_fit(text).then(|| text.replace(',', "").parse().ok()).flatten();
    text.parse().ok().or_else(parted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_thousands_are_understood() {
        assert_eq!(number_of("-1,234,567"), Some(-1_234_567.0));
        assert_eq!([number_of("12,34"), number_of("1200,5"), number_of("1,2a0")], [None; 3]);
    }
}
