//! The clock of this machine, which only the command line reads.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

/// Years that a clock which is right can show.
const LIKELY: std::ops::Range<i32> = 2025..2100;

/// What the clock shows, as the system has it.
pub(crate) fn system_time() -> SystemTime {
    #[expect(clippy::disallowed_methods, reason = "the clock is the command line's to read")]
    SystemTime::now()
}

/// What the clock shows, by UTC; an error if it cannot be right.
pub(crate) fn now() -> Result<DateTime<Utc>> {
    moment(system_time())
}

/// The year it is now, by UTC; an error if the clock cannot be right.
pub(crate) fn this_year() -> Result<i32> {
    Ok(now()?.year())
}

/// The day that it is in China, as `2026-10-31`; an error if the clock cannot be right.
pub(crate) fn today() -> Result<String> {
    const AHEAD: TimeDelta = TimeDelta::hours(8);
    Ok((now()? + AHEAD).format("%Y-%m-%d").to_string())
}

/// A time as a date. One that no clock shows which is right is an error: what is recorded would carry a wrong date.
fn moment(time: SystemTime) -> Result<DateTime<Utc>> {
    let since = time.duration_since(UNIX_EPOCH).ok();
    let seconds = since.and_then(|since| i64::try_from(since.as_secs()).ok());
    let moment = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let Some(moment) = moment.filter(|moment| LIKELY.contains(&moment.year())) else {
        let shown = moment.map_or_else(
            || "1970 年以前或无法读出 before 1970 or unreadable".to_owned(),
            |moment| moment.format("%Y-%m-%d").to_string(),
        );
        bail!(
            "本机时钟不对（{shown}），什么也没改：请先校准，如 timedatectl set-ntp true (this machine's clock is wrong, nothing was changed: set it first)"
        );
    };
    Ok(moment)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const YEAR: Duration = Duration::from_hours(24 * 365);

    #[test]
    fn a_clock_that_cannot_be_right_is_told_in_words() {
        let far = UNIX_EPOCH.checked_add(YEAR * 1_000_000).unwrap();
        for wrong in
            [UNIX_EPOCH - YEAR, UNIX_EPOCH, UNIX_EPOCH + 30 * YEAR, UNIX_EPOCH + 200 * YEAR, far]
        {
            let said = moment(wrong).unwrap_err().to_string();
            assert!(said.contains("时钟") && said.contains("clock"), "{said}");
        }
        assert_eq!(moment(UNIX_EPOCH + 57 * YEAR).unwrap().year(), 2026);
    }
}
