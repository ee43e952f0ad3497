//! The issue, and the run, that a document is of.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, Offset as _, Utc};

use crate::document::chinese_date;

/// Hours by which the clocks of Beijing are ahead of UTC.
const AHEAD: i32 = 8;

/// A time by the clocks of Beijing.
pub fn in_beijing(time: DateTime<Utc>) -> DateTime<FixedOffset> {
    let beijing = FixedOffset::east_opt(AHEAD * 3600).unwrap_or_else(|| Utc.fix());
    time.with_timezone(&beijing)
}

/// A time that is written down (RFC 3339) by the clocks of Beijing; none where it is no time.
fn read_in_beijing(at: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(at).ok().map(|time| in_beijing(time.to_utc()))
}

/// A time that is written down (RFC 3339) with the offset of Beijing, as programs write it; as it stands where it is no time.
pub fn beijing_time(at: &str) -> String {
    read_in_beijing(at).map_or_else(|| at.to_owned(), |time| time.to_rfc3339())
}

/// `2026-01-05 08:00` of a time that is written down (RFC 3339), by the clocks of Beijing; as it stands where it is no time.
pub fn beijing_minute(at: &str) -> String {
    let time = read_in_beijing(at);
    time.map_or_else(|| at.to_owned(), |time| time.format("%Y-%m-%d %H:%M").to_string())
}

/// The day in Beijing of a time (RFC 3339, or a day alone); the first day of all where it is none of these.
pub fn beijing_day(at: &str) -> NaiveDate {
    let day = read_in_beijing(at).map(|time| time.date_naive());
    day.or_else(|| at.parse().ok()).unwrap_or_default()
}

/// The issue that a document is of, and its run.
#[derive(Debug, Clone, Copy)]
pub struct RunStamp {
    /// The number of the issue within its year; of a draft, the one that it would get.
    pub issue: i64,
    /// The number of the run.
    pub run: i64,
    /// The day in Beijing on which the run was made; deadlines of actions are compared with it.
    pub day: NaiveDate,
}

impl RunStamp {
    /// For an issue and its run, by their numbers and by when the run was made, see [`beijing_day`].
    pub fn new(issue: i64, run: i64, created_at: &str) -> Self {
        Self { issue, run, day: beijing_day(created_at) }
    }

    /// The day as programs write it, `2026-01-01`.
    pub fn date(self) -> String {
        self.day.to_string()
    }

    /// The day as documents write it, `2026年1月1日`.
    pub(crate) fn chinese_date(self) -> String {
        chinese_date(self.day)
    }

    /// The year in which it was made.
    pub(crate) fn year(self) -> i32 {
        self.day.year()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_beijing_as_documents_have_it() {
        let dated = |at| RunStamp::new(1, 1, at).chinese_date();
        assert_eq!(dated("2026-01-09T00:00:00Z"), "2026年1月9日");
        assert_eq!(dated("2025-12-31T16:00:00Z"), "2026年1月1日");
        assert_eq!(dated("2025-12-31T15:59:59Z"), "2025年12月31日");
        assert_eq!(dated("2026-03-02"), "2026年3月2日");
        assert_eq!(beijing_minute("2025-12-31T16:00:59Z"), "2026-01-01 00:00");
        assert_eq!(beijing_time("2025-12-31T16:00:00Z"), "2026-01-01T00:00:00+08:00");
        assert_eq!(beijing_minute("soon"), "soon");
    }
}
