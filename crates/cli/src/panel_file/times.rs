//! The times of figures: steps, years, school years, and parts of a year, which no annual panel has.

use talent_ingest::{Across, Period};

/// No year and no step lies beyond this.
const FARTHEST_STEP: i64 = 1_000_000;

/// What the steps of a panel are, and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeStyle {
    /// Numbers that count.
    Steps,
    /// Calendar years.
    Years,
    /// School or financial years, by the first of their two years.
    Across(Across),
}

impl TimeStyle {
    /// Whether the steps are years of any kind.
    pub(crate) fn is_of_years(self) -> bool {
        self != Self::Steps
    }

    /// A step as the input writes it.
    pub(crate) fn write(self, step: i64) -> String {
        match self {
            Self::Steps | Self::Years => step.to_string(),
            Self::Across(style) => style.write(step),
        }
    }
}

/// The time of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time {
    /// Its step or year.
    pub(crate) step: i64,
    /// Where in the year; 0 for all of it.
    pub(crate) part: u16,
}

impl Time {
    /// A whole step or year.
    pub(super) fn whole(step: i64) -> Self {
        Self { step, part: 0 }
    }
}

/// What the heading of a column of times says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeHeading {
    /// `step`: numbers that count, unless they are written as years.
    Step,
    /// `year`: years, whatever they look like.
    Year,
    /// `ds`: years where all look like years.
    Either,
}

impl TimeHeading {
    /// By the heading in lower case.
    pub(crate) fn of(heading: &str) -> Option<Self> {
        match heading {
            "step" | "步" => Some(Self::Step),
            "year" | "年份" | "年" | "年度" | "学年" | "届" | "时间" | "time" | "time_period"
            | "date" | "日期" => Some(Self::Year),
            "ds" | "timestamp" => Some(Self::Either),
            _ => None,
        }
    }
}

/// What times were met in a column, or in a line of headings.
#[derive(Debug, Default)]
pub(crate) struct TimeCounts {
    /// Numbers of four digits that may be years.
    bare_years: usize,
    /// Years by what stands around them.
    named_years: usize,
    /// Numbers that are no years.
    numbers: usize,
    /// Months, quarters and days.
    parts: usize,
    /// School years, or months as far as digits tell.
    undecided: usize,
    /// School years.
    across: usize,
    /// How the first school year is written.
    style: Option<Across>,
    /// The first school year, the first calendar year and the first part of one, as they stand.
    examples: [Option<String>; 3],
}

/// Times of two kinds in one column, such as calendar years and school years: an example of each.
#[derive(Debug)]
pub(crate) struct MixedYears(pub(crate) [String; 2]);

impl TimeCounts {
    /// Takes note of a text; `false` if it is no time.
    pub(crate) fn offer(&mut self, text: &str) -> bool {
        let period = Period::of(text);
        match period {
            Some(Period::Year(_)) if text.len() == 4 => self.bare_years += 1,
            Some(Period::Year(_)) => self.named_years += 1,
            Some(Period::Part { .. }) => self.parts += 1,
            Some(Period::Across(_, style)) => {
                self.across += 1;
                self.style.get_or_insert(style);
            }
            Some(Period::AcrossOrMonth(_, style)) => {
                self.undecided += 1;
                self.style.get_or_insert(style);
            }
            None if number(text).is_some() => self.numbers += 1,
            None => return false,
        }
        match period {
            Some(Period::Year(_)) => self.examples[1].get_or_insert_with(|| text.to_owned()),
            Some(Period::Across(..) | Period::AcrossOrMonth(..)) => {
                self.examples[0].get_or_insert_with(|| text.to_owned())
            }
            Some(Period::Part { .. }) => self.examples[2].get_or_insert_with(|| text.to_owned()),
            None => return true,
        };
        true
    }

    /// How the times are to be read.
    pub(crate) fn decide(&self, heading: TimeHeading) -> Result<TimeReading, MixedYears> {
        let periods = self.named_years + self.parts + self.undecided + self.across;
        let are_steps = match heading {
            TimeHeading::Step => true,
            TimeHeading::Either => self.numbers > 0,
            TimeHeading::Year => false,
        };
        let reading = |style, months| Ok(TimeReading { style, months, numbers: periods == 0 });
        if periods == 0 {
            return reading(if are_steps { TimeStyle::Steps } else { TimeStyle::Years }, false);
        }
        let months = self.parts > 0 && self.across == 0;
        let is_across = self.across > 0 || (self.undecided > 0 && !months);
        // A part of a year beside whole ones would pass for all of its year.
        let kinds = [is_across, self.bare_years + self.named_years > 0, self.parts > 0];
        let mut examples = self.examples.iter().zip(kinds).filter(|(_, is_there)| *is_there);
        if let (Some((Some(one), _)), Some((Some(other), _))) = (examples.next(), examples.next()) {
            return Err(MixedYears([one.clone(), other.clone()]));
        }
        match self.style.filter(|_| is_across) {
            Some(style) => reading(TimeStyle::Across(style), false),
            None => reading(TimeStyle::Years, months),
        }
    }
}

/// How the times of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimeReading {
    pub(crate) style: TimeStyle,
    /// Whether what may be a school year or a month is a month.
    months: bool,
    /// Whether all are plain numbers.
    numbers: bool,
}

impl TimeReading {
    /// The time that a text is; `None` if it is none.
    pub(crate) fn read(self, text: &str) -> Option<Time> {
        if self.numbers {
            return number(text).map(Time::whole);
        }
        match (self.style, Period::of(text)?) {
            (TimeStyle::Across(_), Period::Across(year, _) | Period::AcrossOrMonth(year, _))
            | (TimeStyle::Years | TimeStyle::Steps, Period::Year(year)) => {
                Some(Time::whole(year.into()))
            }
            (TimeStyle::Years, Period::Part { year, part }) => {
                Some(Time { step: year.into(), part })
            }
            (TimeStyle::Years, Period::AcrossOrMonth(year, _)) if self.months => {
                // The month has the digits of the second year.
                let part = 100 * ((year + 1) % 100) as u16;
                Some(Time { step: year.into(), part })
            }
            _ => None,
        }
    }
}

/// The time that a text is without a look at others: a number of at most four digits, or under `step` of any;
/// `None` where others have to be looked at.
pub(super) fn plain_time(text: &str, heading: TimeHeading) -> Option<Time> {
    let short = heading == TimeHeading::Step || text.len() <= 4;
    short.then(|| number(text)).flatten().map(Time::whole)
}

/// Whether a heading or cell is a year or a part of one.
pub(super) fn is_year_or_part(text: &str) -> bool {
    Period::of(text).is_some()
}

/// A whole number that is not too far away.
fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|step: &i64| step.abs() <= FARTHEST_STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The style and the times of a column.
    fn read(heading: &str, texts: &[&str]) -> Option<(TimeStyle, Vec<(i64, u16)>)> {
        let mut counts = TimeCounts::default();
        for text in texts {
            assert!(counts.offer(text), "{text}");
        }
        let reading = counts.decide(TimeHeading::of(heading)?).ok()?;
        let times = texts.iter().map(|text| reading.read(text).map(|time| (time.step, time.part)));
        Some((reading.style, times.collect::<Option<_>>()?))
    }

    #[test]
    fn headings_and_texts_together_tell_what_numbers_are() {
        let years = vec![(2019, 0), (2020, 0)];
        assert_eq!(read("year", &["2019", "2020"]), Some((TimeStyle::Years, years.clone())));
        assert_eq!(read("ds", &["2019", "2020"]), Some((TimeStyle::Years, years.clone())));
        assert_eq!(read("step", &["2019", "2020"]), Some((TimeStyle::Steps, years.clone())));
        assert_eq!(read("step", &["2019年", "2020"]), Some((TimeStyle::Years, years)));
        assert_eq!(read("ds", &["2019", "2200"]).unwrap().0, TimeStyle::Steps);
        assert_eq!(read("year", &["0", "1"]), Some((TimeStyle::Years, vec![(0, 0), (1, 0)])));
    }

    #[test]
    fn a_column_tells_school_years_from_months() {
        let (style, times) = read("year", &["201011", "201112", "201213"]).unwrap();
        assert_eq!(times, [(2010, 0), (2011, 0), (2012, 0)]);
        assert_eq!(style.write(2013), "201314");
        let (style, times) = read("ds", &["201111", "201112"]).unwrap();
        assert_eq!((style, times), (TimeStyle::Years, vec![(2011, 1100), (2011, 1200)]));
        assert_eq!(read("year", &["2012/13", "2013"]), None);
        assert_eq!(read("year", &["2012", "2013Q1"]), None);
    }
}
