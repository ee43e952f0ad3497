//! What a connection may cost.

use std::time::Duration;

/// What connections may cost, one by one and together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How many there may be.
    pub(crate) connections: usize,
    /// How long the head of a request may take from the end of the answer before it, or from the beginning: so long an
    /// idle connection is kept.
    pub(crate) head: Duration,
    /// How long an answer may stand still because its reader takes nothing.
    pub(crate) standstill: Duration,
    /// How long the body of a request may stand still.
    pub(crate) body: Duration,
    /// How long requests in hand are still worked on once the service is to stop.
    pub(crate) drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: most_connections(),
            head: Duration::from_secs(10),
            standstill: Duration::from_secs(30),
            body: Duration::from_secs(10),
            drain: Duration::from_secs(5),
        }
    }
}

/// How many connections there may be: as many as the system lets this process open files, less those of the store and
/// of charts, and never more than what is plenty for a city.
pub(crate) fn most_connections() -> usize {
    const PLENTY: usize = 1024;
    /// The store (four connections of three files), fonts, listener, signals, standard streams, and some to spare.
    const OTHER_FILES: usize = 40;
    const LEAST: usize = 8;
    open_files().map_or(PLENTY, |files| files.saturating_sub(OTHER_FILES).clamp(LEAST, PLENTY))
}

/// How many files this process may have open; `None` where there is no limit.
#[cfg(unix)]
fn open_files() -> Option<usize> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    limit.current.and_then(|files| usize::try_from(files).ok())
}

#[cfg(not(unix))]
fn open_files() -> Option<usize> {
    None
}
