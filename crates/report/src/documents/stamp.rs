//! The issue, and the run, that a document is of.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use crate::document::chinese_date;

/// Hours by which the clocks of Beijing are ahead of UTC.
const AHEAD: i32 = 8;

/// The day in Beijing of a time (RFC 3339, or a day alone); the first day of all where it is none of these.
pub fn beijing_day(at: &str) -> NaiveDate {
    let beijing = FixedOffset::east_opt(AHEAD * 3600);
    let time = DateTime::parse_from_rfc3339(at).ok().zip(beijing);
    let day = time.map(|(time, beijing)| time.with_timezone(&beijing).date_naive());
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
    }
}
