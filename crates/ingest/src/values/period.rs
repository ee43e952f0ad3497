//! Times as the headings and rows of yearly tables have them: years, school years, quarters, months and days.

use super::marks::without_marks;
use crate::folding::fold;

/// Years that a table may be of.
const YEARS: std::ops::Range<i32> = 1500..2200;

/// What may stand behind a year: words, a fraction of zero, and marks of figures that are provisional, expected or forecast.
const YEAR_ENDS: [&str; 14] =
    ["", "年", "年度", "年末", "年底", "届", ".0", ".00", "P", "E", "F", "(P)", "(E)", "(F)"];

/// A time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar year: `2023`, `2023年`, `2023年末`, `2023届`.
    Year(i32),
    /// A school or financial year by the first of its two years: `2012/13`, `2012-2013学年`, `201213`.
    Across(i32, Across),
    /// A school year or a month, for all that its digits tell: `201112`, `2011-12`.
    AcrossOrMonth(i32, Across),
    /// A part of a year.
    Part {
        /// The year.
        year: i32,
        /// Where in the year: the month times 100 plus the day, a month times 100, or a quarter or half as its last month
        /// times 100. Two parts of one year differ in it.
        part: u16,
    },
}

/// How the two years of a school year are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Across {
    /// What stands between them.
    between: Option<char>,
    /// Whether the second has four digits.
    long: bool,
}

impl Across {
    /// The school year that begins in `first`, written like the one that this was read from.
    pub fn write(self, first: i64) -> String {
        let between = self.between.map(String::from).unwrap_or_default();
        if self.long {
            format!("{first}{between}{}", first + 1)
        } else {
            format!("{first}{between}{:02}", (first + 1).rem_euclid(100))
        }
    }
}

impl Period {
    /// The time that a text is; `None` if it is none. Marks of footnotes are passed over.
    pub fn of(text: &str) -> Option<Self> {
        let text = without_marks(text);
        if let [a, b, c, d] = *text.as_bytes()
            && [a, b, c, d].iter().all(u8::is_ascii_digit)
        {
            return year_of(text).map(Self::Year);
        }
        // The time of a day is of no account.
        let day =
            text.split_once([' ', 'T']).filter(|(day, time)| day.len() >= 8 && time.contains(':'));
        let folded = fold(day.map_or(text, |(day, _)| day)).to_ascii_uppercase();
        let bare = folded.split_once("[YR").map_or(folded.as_str(), |(year, _)| year);
        // R puts an X before headings that are numbers.
        let bare = bare.strip_prefix('X').unwrap_or(bare);
        if let Some((year, part)) = day_first(bare) {
            return Some(Self::Part { year, part });
        }
        let (year, rest) = (year_of(bare.get(..4)?)?, bare.get(4..)?);
        if YEAR_ENDS.contains(&rest) {
            return Some(Self::Year(year));
        }
        across(year, rest).or_else(|| part(rest).map(|part| Self::Part { year, part }))
    }
}

/// A year of four digits.
fn year_of(text: &str) -> Option<i32> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.then(|| text.parse().ok()).flatten()?;
    YEARS.contains(&year).then_some(year)
}

/// The school year that begins in `year`, if `rest` is its second year.
fn across(year: i32, rest: &str) -> Option<Period> {
    let named = ["学年度", "学年"].iter().find_map(|suffix| rest.strip_suffix(suffix));
    let year_named = || ["年度", "年", "届"].iter().find_map(|suffix| rest.strip_suffix(suffix));
    let bare = named.or_else(year_named).unwrap_or(rest);
    let between = bare.chars().next().filter(|c| matches!(c, '-' | '/' | '—' | '–' | '_'));
    let second = &bare[between.map_or(0, char::len_utf8)..];
    if named.is_some() && bare.is_empty() {
        return Some(Period::Year(year));
    }
    if !second.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i32 = second.parse().ok()?;
    let style = Across { between, long: second.len() == 4 };
    match second.len() {
        4 if number == year + 1 => Some(Period::Across(year, style)),
        2 if number == (year + 1) % 100 => {
            let may_be_month = named.is_none() && (1..=12).contains(&number);
            let made = if may_be_month { Period::AcrossOrMonth } else { Period::Across };
            Some(made(year, style))
        }
        _ => None,
    }
}

/// Where in its year a time is, by what follows the year.
fn part(rest: &str) -> Option<u16> {
    const QUARTERS: [(&str, u16); 6] =
        [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("上半年", 2), ("下半年", 4)];
    let parted = rest.trim_start_matches(['年', '-', '/', '.', '_', ':', '第']);
    // Right after the year, one digit may be a slip; after a point and no other it is a fraction.
    if (parted.len() == rest.len() && rest.len() == 1)
        || (rest.starts_with('.') && !parted.contains('.'))
    {
        return None;
    }
    let rest = parted;
    if let Some(quarter) = rest.strip_suffix("季度").or_else(|| rest.strip_suffix('季')) {
        let named =
            QUARTERS[..4].iter().find(|(name, _)| *name == quarter).map(|(_, quarter)| *quarter);
        return named.or_else(|| one_of(quarter, 4)).map(|quarter| quarter * 300);
    }
    if let Some((_, quarter)) = QUARTERS[4..].iter().find(|(name, _)| *name == rest) {
        return Some(quarter * 300);
    }
    if let Some(quarter) = rest.strip_prefix(['Q', 'K']) {
        return one_of(quarter, 4).map(|quarter| quarter * 300);
    }
    if let Some(half) = rest.strip_prefix(['H', 'S']) {
        return one_of(half, 2).map(|half| half * 600);
    }
    let rest = rest.strip_prefix('M').unwrap_or(rest);
    if rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(one_of(&rest[..2], 12)? * 100 + one_of(&rest[2..], 31)?);
    }
    let rest = rest.trim_end_matches(['日', '月', '份']);
    let (month, day) = rest.split_once(['-', '/', '.', '月']).unwrap_or((rest, ""));
    let day = if day.is_empty() { 0 } else { one_of(day, 31)? };
    Some(one_of(month, 12)? * 100 + day)
}

/// The year and part of a day whose year stands last: `31.12.2019`, `12/31/2019`. Which number is the month is left open.
fn day_first(text: &str) -> Option<(i32, u16)> {
    let mut numbers = text.split(['/', '.', '-']);
    let (first, second, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let part = one_of(first, 31)? * 100 + one_of(second, 31)?;
    numbers.next().is_none().then_some((year_of(year)?, part))
}

/// A number of one or two digits from 1 to `last`.
fn one_of(text: &str, last: u16) -> Option<u16> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| (1..=last).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_years_are_read_with_what_stands_around_them() {
        for text in [
            "2014",
            " 2014 ",
            "2014年",
            "２０１４年",
            "2014年末",
            "2014①",
            "2014年¹",
            "X2014",
            "2014 [YR2014]",
            "2014学年",
            "2014.0",
            "2014p",
            "2014(e)",
        ] {
            assert_eq!(Period::of(text), Some(Period::Year(2014)), "{text}");
        }
        for text in [
            "", "14", "20145", "1240", "2299", "去年", "2014.65", "2014.5", "2014-13", "2014-31",
            "2012/14", "2014x",
        ] {
            assert_eq!(Period::of(text), None, "{text}");
        }
    }

    #[test]
    fn school_years_are_told_from_months_where_digits_tell_and_written_as_they_were() {
        for (text, next) in [
            ("2012/13", "2013/14"),
            ("2012-2013", "2013-2014"),
            ("201213", "201314"),
            ("2012-2013学年", "2013-2014"),
            ("20122013", "20132014"),
            ("1999/00", "2000/01"),
        ] {
            let Some(Period::Across(first, style)) = Period::of(text) else { panic!("{text}") };
            assert_eq!(style.write(i64::from(first) + 1), next);
        }
        assert!(matches!(Period::of("2011/12学年"), Some(Period::Across(2011, _))));
        for text in ["201112", "2011-12", "2011/12"] {
            assert!(matches!(Period::of(text), Some(Period::AcrossOrMonth(2011, _))), "{text}");
        }
    }

    #[test]
    fn parts_of_a_year_are_told_apart() {
        for (text, part) in [
            ("2019Q1", 300),
            ("2019-Q4", 1200),
            ("2019年第二季度", 600),
            ("2019年3季度", 900),
            ("2019H2", 1200),
            ("2019年上半年", 600),
            ("2019M07", 700),
            ("2019-07", 700),
            ("201907", 700),
            ("2019年7月", 700),
            ("2019年7月31日", 731),
            ("2019-12-31", 1231),
            ("2019/1/1", 101),
            ("2019.12.31", 1231),
            ("31.12.2019", 3112),
            ("12/31/2019", 1231),
            ("20191231", 1231),
            ("2019-12-31 00:00:00", 1231),
            ("2019-12-31T00:00:00", 1231),
        ] {
            assert_eq!(Period::of(text), Some(Period::Part { year: 2019, part }), "{text}");
        }
        assert_eq!(Period::of("2019Q5"), None);
        assert_eq!(Period::of("2019-02-32"), None);
    }
}
