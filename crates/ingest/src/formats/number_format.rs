//! How a workbook shows a number: whether it is a date, a percentage, or another number than it is kept as.

use crate::sheet::Scale;

/// How a cell is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) format: NumberFormat,
    pub(super) is_struck: bool,
}

/// What the numbers of a format are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// Numbers, and how they are shown.
    Number(Scale),
    /// Days, or days with a time.
    Date,
    /// Lengths of time, such as hours beyond a day.
    Duration,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self::Number(Scale::Plain)
    }
}

impl NumberFormat {
    /// The format with a number below those that a workbook defines itself (ECMA-376 part 1, 18.8.30).
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Number(Scale::Percent),
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Duration,
            _ => Self::default(),
        }
    }

    /// The format of a code such as `yyyy-mm-dd`: of its first section. Dates and times are told by letters that are
    /// not quoted, escaped or in brackets, but for hours, minutes and seconds in brackets, which are lengths of time.
    pub(super) fn of_code(code: &str) -> Self {
        let mut digits = Digits::default();
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            match character.to_ascii_lowercase() {
                ';' => break,
                '"' => characters.by_ref().take_while(|c| *c != '"').for_each(|c| digits.say(c)),
                '\\' | '!' => characters.next().into_iter().for_each(|c| digits.say(c)),
                '_' | '*' => {
                    characters.next();
                }
                '[' => {
                    let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    if ["h", "m", "s"]
                        .iter()
                        .any(|unit| !inside.is_empty() && inside.replace(unit, "").is_empty())
                    {
                        return Self::Duration;
                    }
                }
                'g' if characters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                    characters.nth("eneral".len() - 1);
                }
                'd' | 'm' | 'h' | 'y' | 's' => return Self::Date,
                'a' if characters.as_str().starts_with(['m', 'M', '/']) => return Self::Date,
                other => digits.take(other),
            }
        }
        Self::Number(digits.scale())
    }
}

/// What a code says of digits, from the left to the right.
#[derive(Default)]
struct Digits {
    /// Whether there were some.
    any: bool,
    /// Commas since the last of them.
    commas: usize,
    /// Whether a point that is text stands behind the last of them.
    point_behind: bool,
    /// What is known of the scale so far.
    scale: Scale,
    /// Texts beside the digits.
    said: String,
}

impl Digits {
    /// A character that is shown as it is.
    fn say(&mut self, character: char) {
        self.point_behind |= self.any && character == '.';
        self.said.push(character);
    }

    /// A character that is no text by a mark of its own.
    fn take(&mut self, character: char) {
        match character {
            '0' | '#' | '?' => {
                if self.point_behind {
                    self.scale = Scale::Smaller;
                }
                (self.any, self.commas, self.point_behind) = (true, 0, false);
            }
            ',' if self.any => self.commas += 1,
            // Commas before the point make thousands of the number, as they do at its end.
            '.' if self.commas > 0 => self.scale = Scale::Smaller,
            '%' if self.scale == Scale::Plain => self.scale = Scale::Percent,
            other if !other.is_ascii() => self.said.push(other),
            _ => {}
        }
    }

    fn scale(&self) -> Scale {
        if self.commas > 0 {
            return Scale::Smaller;
        }
        if self.scale != Scale::Plain {
            return self.scale;
        }
        let word = self.said.trim().trim_end_matches(['人', '元', '个', '名', '所', '户', '家']);
        match word {
            "百" => Scale::Hundreds,
            "千" | "K" | "k" => Scale::Thousands,
            "万" | "萬" | "w" | "W" => Scale::TenThousands,
            "百万" | "M" => Scale::Millions,
            "亿" | "億" => Scale::HundredMillions,
            _ => Scale::Plain,
        }
    }
}

/// The day of a number of days as `2026-06-30`; empty for what is none. `from_1904` says where counting begins: at 1900,
/// which spreadsheets take for a leap year, or at 1904.
pub(super) fn day_of(serial: f64, from_1904: bool) -> String {
    const LAST: f64 = 2_958_466.0;
    let serial = if from_1904 { serial + 1_462.0 } else { serial };
    if !(0.0..LAST).contains(&serial) {
        return String::new();
    }
    let days = serial.floor() as i64;
    // 29 February 1900, which never was, is day 60.
    let since_1970 = days - 25_569 + i64::from(days < 60);
    let (year, month, day) = civil(since_1970);
    format!("{year}-{month:02}-{day:02}")
}

/// Year, month and day of the days since 1970, by the algorithm `civil_from_days` of Howard Hinnant.
fn civil(since_1970: i64) -> (i64, i64, i64) {
    let days = since_1970 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_numbers_by_their_format() {
        for code in
            ["yyyy-mm-dd", "DD/MM/YY", "H:MM:SS;@", "m\"月\"d\"日\";@", "[$-404]e\"年\"m\"月\""]
        {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::Date, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\\ [$m-46D]",
            "\"Y: \"0.00\"m\"",
            "0_m;[Red]\\-0",
            "0*d",
            "@;yyyy",
        ] {
            assert_eq!(NumberFormat::of_code(code), NumberFormat::default(), "{code}");
        }
        assert_eq!(NumberFormat::of_code("[hh]:mm"), NumberFormat::Duration);
        assert_eq!(NumberFormat::built_in(14), NumberFormat::Date);
    }

    #[test]
    fn formats_that_show_another_number_are_told_from_those_that_do_not() {
        let scale = |code| match NumberFormat::of_code(code) {
            NumberFormat::Number(scale) => scale,
            other => panic!("{code}: {other:?}"),
        };
        for code in ["0%", "0.00%", "0.0%;[Red]-0.0%", "_ 0.00%_ "] {
            assert_eq!(scale(code), Scale::Percent, "{code}");
        }
        for code in ["0.00,", "#,##0,", "0,,.0", "0!.0,\"万\"", "0\\.0000", "0\".\"0,万"] {
            assert_eq!(scale(code), Scale::Smaller, "{code}");
        }
        for code in ["0.0\"万\"", "0.00万", "0.0\"万人\"", "#,##0.0 \"万元\""] {
            assert_eq!(scale(code), Scale::TenThousands, "{code}");
        }
        assert_eq!(scale("0.00\"亿元\""), Scale::HundredMillions);
        for code in
            ["0.00\"%\"", "#,##0.00", "0\"人\"", "0\\.", "# ?/?", "0.00E+00", "\"约 1,000\"0"]
        {
            assert_eq!(scale(code), Scale::Plain, "{code}");
        }
        assert_eq!(NumberFormat::built_in(10), NumberFormat::Number(Scale::Percent));
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        assert_eq!(day_of(1.0, false), "1900-01-01");
        assert_eq!(day_of(59.0, false), "1900-02-28");
        assert_eq!(day_of(61.5, false), "1900-03-01");
        assert_eq!(day_of(46_203.0, false), "2026-06-30");
        assert_eq!(day_of(46_203.0 - 1_462.0, true), "2026-06-30");
        assert_eq!(day_of(2_958_465.0, false), "9999-12-31");
        for none in [-1.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(day_of(none, false), "");
        }
    }
}
