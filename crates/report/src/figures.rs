//! How figures are written. One place, so that a table, a chart and a sentence agree.

use talent_domain::Year;
use talent_outlook::{
    EnrolmentOutlook, ExpectedPoint, Outlook, Point, ProgrammeOutlook, Range, SiteOutlook,
};

/// What stands for a figure that is not there.
pub const NONE: &str = "—";
/// Counts of persons below this are not printed: they could point to somebody.
pub const SMALLEST_COUNT: f64 = 5.0;

/// Rates and means of fewer persons are not printed.
pub const SMALLEST_BASE: f64 = 10.0;

/// A whole number with separators every three digits: 12,345.
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

/// Whether a count of persons is too small to be printed.
pub fn is_small(count: f64) -> bool {
    count > 0.0 && count < SMALLEST_COUNT
}

/// A count of persons as published: 1 to 4 become `<5`.
pub fn persons(value: f64) -> String {
    if is_small(value) { "<5".to_owned() } else { whole(value) }
}

/// A count as it is published.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// What stands for it.
    pub text: String,
    /// The number itself, where it may be known. Where not, no rate or share of it may be printed either: it would
    /// give the number away.
    pub value: Option<f64>,
}

impl Count {
    /// Whether the number itself is printed.
    pub fn is_printed(&self) -> bool {
        self.value.is_some()
    }
}

/// Counts that a published total is made of. Where just one of them is too small to be printed, the next
/// smallest is not printed either: the one could be had by subtraction.
pub fn parts_of_total(parts: &[Option<f64>]) -> Vec<Count> {
    let known = || parts.iter().enumerate().filter_map(|(i, part)| Some((i, (*part)?)));
    let alone = known().filter(|(_, value)| is_small(*value)).count() == 1;
    let next = known()
        .filter(|(_, value)| alone && *value >= SMALLEST_COUNT)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(i, _)| i);
    let count = |(i, part): (usize, &Option<f64>)| match part.filter(|_| next != Some(i)) {
        Some(value) => {
            Count { text: persons(value), value: Some(value).filter(|value| !is_small(*value)) }
        }
        None => Count { text: NONE.to_owned(), value: None },
    };
    parts.iter().enumerate().map(count).collect()
}

/// Students and entrants of a programme's schools, or of a school's programmes, beside their totals.
pub fn sizes_of_sites(sites: &[&SiteOutlook]) -> Vec<[Count; 2]> {
    let column = |read: fn(&SiteOutlook) -> f64| {
        parts_of_total(&sites.iter().map(|site| Some(read(site))).collect::<Vec<_>>())
    };
    let entrants = column(|site| site.entrants);
    column(|site| site.students).into_iter().zip(entrants).map(|(a, b)| [a, b]).collect()
}

/// A school's programmes, each with the school's part of it and its students and entrants.
pub fn sizes_of_programmes<'a>(
    outlook: &'a Outlook,
    school: &'a str,
) -> Vec<(&'a ProgrammeOutlook, &'a SiteOutlook, [Count; 2])> {
    let (programmes, sites): (Vec<_>, Vec<_>) = outlook.programmes_of(school).unzip();
    let sizes = sizes_of_sites(&sites);
    programmes
        .into_iter()
        .zip(sites)
        .zip(sizes)
        .map(|((p, site), sizes)| (p, site, sizes))
        .collect()
}

/// The same of schools, of counties or of classes beside those of the city, in the year `base`; nothing of those
/// that have not reported it.
pub fn sizes_of_groups(groups: &[&EnrolmentOutlook], base: Year) -> Vec<[Count; 2]> {
    let column = |read: fn(&EnrolmentOutlook) -> &[Point]| {
        let newest = |group: &&EnrolmentOutlook| {
            Some(read(group).iter().find(|point| point.year == base)?.value)
        };
        parts_of_total(&groups.iter().map(newest).collect::<Vec<_>>())
    };
    let entrants = column(|group| &group.entrants);
    column(|group| &group.students).into_iter().zip(entrants).map(|(a, b)| [a, b]).collect()
}

/// A rate of `count` among `of` persons as published: none of fewer than [`SMALLEST_BASE`]; where the count is
/// too small to be printed, what it stays below.
pub fn rate(count: f64, of: f64) -> String {
    if of < SMALLEST_BASE {
        NONE.to_owned()
    } else if is_small(count) {
        format!("<{}", percent(SMALLEST_COUNT / of))
    } else {
        percent(count / of)
    }
}

/// A whole number at the precision that a forecast has: two significant digits below a thousand,
/// three above.
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

/// A figure that may be missing, in the given form.
pub fn or_none<T>(value: Option<T>, form: fn(T) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), form)
}

/// The ends of an interval in the given form: `12–34`, `−34~−12`; an end that is not finite is open.
pub fn interval((low, high): (Option<f64>, Option<f64>), form: fn(f64) -> String) -> String {
    match (low, high) {
        (None, None) => NONE.to_owned(),
        (Some(low), None) => format!("≥{}", form(low)),
        (None, Some(high)) => format!("≤{}", form(high)),
        (Some(low), Some(high)) => {
            let (low, high) = (form(low), form(high));
            let to = if high.starts_with('−') { '~' } else { '–' };
            format!("{low}{to}{high}")
        }
    }
}

/// What is expected of persons, with its 80 % interval: `120（80–170）`. Means add up where medians do not, so they are
/// written out.
pub fn expected(point: &ExpectedPoint) -> String {
    let text = persons(point.expected);
    match point.range.p80 {
        (Some(low), Some(high)) if low < high => {
            format!("{text}（{}）", interval(point.range.p80, persons))
        }
        _ => text,
    }
}

/// Median and 80 % interval: `120（80–170）`.
pub fn with_interval(range: &Range, form: fn(f64) -> String) -> String {
    format!("{}（{}）", or_none(range.median, form), interval(range.p80, form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_officials_write_them() {
        assert_eq!(whole(1_234_567.4), "1,234,567");
        assert_eq!(whole(-1_234.0), "−1,234");
        assert_eq!(whole(-0.2), "0");
        assert_eq!(persons(3.0), "<5");
        assert_eq!(persons(0.0), "0");
        assert_eq!(rough(12_345.0), "12,300");
        assert_eq!(rough(347.0), "350");
        assert_eq!(rough(7.4), "7");
        assert_eq!(percent(0.7654), "76.5%");
        assert_eq!(probability(1.0), ">99%");
        assert_eq!([0.004, 0.005, 0.995, 0.42].map(probability), ["<1%", "1%", ">99%", "42%"]);
        assert_eq!([0.034, -0.034, -0.0001].map(signed_percent), ["+3.4%", "−3.4%", "0.0%"]);
        assert_eq!(ratio(1234.0), ">99");
        assert_eq!(interval((Some(1.0), None), ratio), "≥1.00");
        assert_eq!(interval((Some(-3.0), Some(7.0)), whole), "−3–7");
        assert_eq!(interval((Some(-30.0), Some(-7.0)), whole), "−30~−7");
    }
    #[test]
    fn no_small_count_can_be_had_from_a_total_or_a_rate() {
        let parts = |parts: &[f64]| -> Vec<(String, bool)> {
            let parts: Vec<_> = parts.iter().copied().map(Some).collect();
            parts_of_total(&parts)
                .into_iter()
                .map(|part| (part.is_printed(), part))
                .map(|(printed, part)| (part.text, printed))
                .collect()
        };
        let text = |text: &str, printed| (text.to_owned(), printed);
        assert_eq!(
            parts(&[3.0, 40.0, 12.0]),
            [text("<5", false), text("40", true), text("—", false)]
        );
        assert_eq!(
            parts(&[3.0, 4.0, 12.0]),
            [text("<5", false), text("<5", false), text("12", true)]
        );
        assert_eq!(parts(&[0.0, 40.0]), [text("0", true), text("40", true)]);
        assert_eq!(rate(3.0, 9.0), "—");
        assert_eq!(rate(3.0, 40.0), "<12.5%");
        assert_eq!(rate(0.0, 40.0), "0.0%");
        assert_eq!(rate(30.0, 40.0), "75.0%");
    }
}
