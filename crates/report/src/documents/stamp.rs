//! The publication, and the run that it shows, that a document is of.

/// The publication that a document is of, and its run.
#[derive(Debug, Clone, Copy)]
pub struct RunStamp<'a> {
    /// The number of the publication: that of the bulletin.
    pub issue: i64,
    /// The number of the run.
    pub run: i64,
    /// When the run was made, `2026-01-01`.
    /// Day only; deadlines of actions are compared with it.
    pub date: &'a str,
}

impl<'a> RunStamp<'a> {
    /// For a publication and its run, by their numbers and by when the run was made (RFC 3339).
    /// A time without a `T` is taken as the day itself.
    pub fn new(issue: i64, run: i64, created_at: &'a str) -> Self {
        Self { issue, run, date: created_at.split('T').next().unwrap_or(created_at) }
    }

    /// The day in which it was made as documents write it, `2026年1月1日`; as it stands where it is no day.
    pub(crate) fn chinese_date(self) -> String {
        let mut parts = self.date.split('-').map(str::parse::<u32>);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => format!("{year}年{month}月{day}日"),
            _ => self.date.to_owned(),
        }
    }

    /// The year in which it was made.
    pub(crate) fn year(self) -> &'a str {
        self.date.split('-').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_documents_have_it() {
        let dated = |at| RunStamp::new(1, 1, at).chinese_date();
        assert_eq!(dated("2026-01-09T00:00:00Z"), "2026年1月9日");
        assert_eq!(dated("2026"), "2026");
    }
}
