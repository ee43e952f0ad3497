//! When what failed is tried again.

use chrono::{DateTime, TimeDelta, Utc};

/// What fails is tried again so many times, each time after waiting longer (minutes).
const WAITS: [i64; 4] = [1, 5, 30, 120];

/// When something is tried next that failed at these times (RFC 3339): at once where it never did, never where it failed too
/// often.
pub(crate) fn next_try<'a>(failed: impl IntoIterator<Item = &'a str>) -> Option<DateTime<Utc>> {
    let failed: Vec<&str> = failed.into_iter().collect();
    let Some(last) = failed.last() else { return Some(DateTime::UNIX_EPOCH) };
    let minutes = WAITS.get(failed.len() - 1)?;
    let last = DateTime::parse_from_rfc3339(last).ok()?;
    Some(last.to_utc() + TimeDelta::minutes(*minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_waits_longer_each_time_and_is_left_at_last() {
        let after = |count: usize| {
            let next = next_try(std::iter::repeat_n("2026-01-01T00:00:00Z", count));
            next.map(|next| next.format("%H:%M").to_string())
        };
        assert_eq!(next_try([]), Some(DateTime::UNIX_EPOCH));
        let waits = ["00:01", "00:05", "00:30", "02:00"];
        for (before, wait) in waits.into_iter().enumerate() {
            assert_eq!(after(before + 1).as_deref(), Some(wait));
        }
        assert_eq!(after(5), None);
    }
}
