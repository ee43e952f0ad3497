//! How figures are written. One place, so that a table, a chart and a sentence agree.
//!
//! What may be shown of figures about persons is settled before an outlook is made; here they are only written.

use talent_outlook::{ExpectedPoint, RATE_BASE, Range};

/// What stands for a figure that is not there or may not be shown.
pub const NONE: &str = "—";

/// A whole number with separators every three digits: 12,345.
/// Rounded to the nearest; a negative one has a true minus sign, and what rounds to zero has none.
pub fn whole(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("−{text}") } else { text }
}

/// The rate of `count` among `of` persons; none of fewer than [`RATE_BASE`].
pub fn known_rate(count: f64, of: f64) -> Option<f64> {
    (of >= RATE_BASE).then(|| count / of)
}

/// The same in per cent, a dash where there is none.
pub fn rate(count: f64, of: f64) -> String {
    or_none(known_rate(count, of), percent)
}

/// A whole number at the precision that a forecast has: two significant digits below a thousand,
/// three above.
/// What is below ten is rounded to whole numbers.
pub fn rough(value: f64) -> String {
    let digits = if value.abs() < 1000.0 { 2.0 } else { 3.0 };
    if value.abs() < 10.0 {
        return whole(value);
    }
    let unit = 10_f64.powf(value.abs().log10().floor() - digits + 1.0).max(1.0);
    whole((value / unit).round() * unit)
}

/// A number beside an axis of this length: whole where a step of it is, with decimals where it is
/// short.
/// `length` is that of the axis, in the same unit as the value.
pub fn axis_number(value: f64, length: f64) -> String {
    let digits = if length >= 20.0 {
        0
    } else if length >= 2.0 {
        1
    } else if length >= 0.2 {
        2
    } else {
        4
    };
    if digits == 0 { rough(value) } else { format!("{value:.digits$}").replace('-', "−") }
}

/// A ratio with two decimals; very large ones as `>99`.
pub fn ratio(value: f64) -> String {
    if value > 99.0 { ">99".to_owned() } else { format!("{value:.2}").replace('-', "−") }
}

/// A fraction as per cent with one decimal.
pub fn percent(fraction: f64) -> String {
    format!("{:.1}%", 100.0 * fraction)
}

/// A change as per cent with its sign.
/// What rounds to nothing has no sign.
pub fn signed_percent(fraction: f64) -> String {
    let text = percent(fraction.abs());
    if text == percent(0.0) {
        text
    } else if fraction < 0.0 {
        format!("−{text}")
    } else {
        format!("+{text}")
    }
}

/// A change of a count with its sign: `+3`, `−2`, `0`.
pub fn signed(change: i64) -> String {
    match change {
        0 => "0".to_owned(),
        gain if gain > 0 => format!("+{}", whole(gain as f64)),
        loss => format!("−{}", whole(-loss as f64)),
    }
}

/// A probability in whole per cent; never 0 % or 100 %.
pub fn probability(fraction: f64) -> String {
    let whole = (100.0 * fraction).round();
    if whole < 1.0 {
        "<1%".to_owned()
    } else if whole > 99.0 {
        ">99%".to_owned()
    } else {
        format!("{whole}%")
    }
}

/// What is said of a change: that it is up, down, or, where it is within a bound, about the same.
pub(crate) fn moved(change: f64, within: f64, [up, down, same]: [&str; 3]) -> &str {
    match change {
        change if change >= within => up,
        change if change <= -within => down,
        _ => same,
    }
}

/// A figure that may be missing, in the given form.
pub fn or_none<T>(value: Option<T>, form: fn(T) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), form)
}

/// The ends of an interval in the given form: `12–34`, `−34~−12`; an end that is not finite is open.
/// A tilde stands between them where the upper end is negative, as a dash would read as a minus.
pub fn interval((low, high): (Option<f64>, Option<f64>), form: impl Fn(f64) -> String) -> String {
    match (low, high) {
        (None, None) => NONE.to_owned(),
        (Some(low), None) => format!("≥{}", form(low)),
        (None, Some(high)) => format!("≤{}", form(high)),
        (Some(low), Some(high)) => {
            let (low, high) = (form(low), form(high));
            if high.starts_with('>') {
                return format!("≥{low}");
            }
            let to = if high.starts_with('−') { '~' } else { '–' };
            format!("{low}{to}{high}")
        }
    }
}

/// What is expected of persons, with its 80 % interval: `120（80–170）`. Means add up where medians do not, so they are
/// written out.
/// The interval is left out where it has no width or an open end.
pub fn expected(point: &ExpectedPoint) -> String {
    let text = whole(point.expected);
    match point.range.p80 {
        (Some(low), Some(high)) if low < high => {
            format!("{text}（{}）", interval(point.range.p80, whole))
        }
        _ => text,
    }
}

/// Median and 80 % interval: `120（80–170）`.
pub fn median_with_interval(range: &Range, form: fn(f64) -> String) -> String {
    format!("{}（{}）", or_none(range.median, form), interval(range.p80, form))
}

/// The mean with the 80 % interval, for figures that have to add up; a dash where it is not known.
pub fn centre_with_interval(range: &Range, form: fn(f64) -> String) -> String {
    range.centre().map_or_else(
        || NONE.to_owned(),
        |centre| format!("{}（{}）", form(centre), interval(range.p80, form)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_officials_write_them() {
        assert_eq!(whole(1_234_567.4), "1,234,567");
        assert_eq!(whole(-1_234.0), "−1,234");
        assert_eq!(whole(-0.2), "0");
        assert_eq!(rough(12_345.0), "12,300");
        assert_eq!(rough(347.0), "350");
        assert_eq!(rough(7.4), "7");
        assert_eq!(percent(0.7654), "76.5%");
        assert_eq!(probability(1.0), ">99%");
        assert_eq!([0.004, 0.005, 0.995, 0.42].map(probability), ["<1%", "1%", ">99%", "42%"]);
        assert_eq!([0.034, -0.034, -0.0001].map(signed_percent), ["+3.4%", "−3.4%", "0.0%"]);
        assert_eq!(ratio(1234.0), ">99");
        assert_eq!(interval((Some(1.0), None), ratio), "≥1.00");
        assert_eq!(interval((Some(9.35), Some(1234.0)), ratio), "≥9.35");
        assert_eq!(interval((Some(-3.0), Some(7.0)), whole), "−3–7");
        assert_eq!(interval((Some(-30.0), Some(-7.0)), whole), "−30~−7");
    }

    #[test]
    fn rates_of_few_are_a_dash() {
        assert_eq!(rate(3.0, 24.0), "—");
        assert_eq!(rate(0.0, 40.0), "0.0%");
        assert_eq!(rate(30.0, 40.0), "75.0%");
    }
}
