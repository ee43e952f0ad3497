//! Who runs the command, and when: what the store says of every change.

use anyhow::Result;
use chrono::{DateTime, Utc};
use talent_workspace::Act;

use crate::clock;

/// The user of this system at this moment.
#[derive(Debug)]
pub(crate) struct Caller {
    /// UTC, as RFC 3339 with whole seconds.
    at: String,
    /// The name of the user; where the environment has none, `uid 1000` or `unknown`.
    by: String,
}

impl Caller {
    /// Reads clock and environment once, so that all changes of one command carry the same moment. An error if the
    /// clock cannot be right.
    pub(crate) fn now() -> Result<Self> {
        Ok(Self::at(clock::now()?))
    }

    /// The user of this system at a moment.
    pub(crate) fn at(moment: DateTime<Utc>) -> Self {
        let at = moment.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let by = name_in(variable).or_else(user_number).unwrap_or_else(|| "unknown".to_owned());
        Self { at, by }
    }

    /// What is done now, by whom.
    pub(crate) fn act(&self) -> Act<'_> {
        Act { at: &self.at, by: &self.by }
    }
}

/// The name of the user in the environment.
/// Names that are empty or blank are passed over; `variable` reads one of them.
fn name_in(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(variable);
    names.map(|name| name.trim().to_owned()).find(|name| !name.is_empty())
}

/// The value of a variable, if it is set and is text.
fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the environment is the command line's to read")]
    std::env::var(name).ok()
}

/// The number of the user who owns this process, as `uid 1000`.
#[cfg(unix)]
fn user_number() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").ok().map(|process| format!("uid {}", process.uid()))
}

#[cfg(not(unix))]
fn user_number() -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_is_set_counts() {
        let name = |set: &[(&str, &str)]| {
            let set: Vec<(String, String)> =
                set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            name_in(move |wanted| {
                set.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone())
            })
        };
        assert_eq!(name(&[("LOGNAME", "wang"), ("USER", "li")]).as_deref(), Some("li"));
        assert_eq!(name(&[("USER", " "), ("USERNAME", "王芳")]).as_deref(), Some("王芳"));
        assert_eq!(name(&[]), None);
    }
}
