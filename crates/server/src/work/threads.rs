//! How long work shares the processor with the threads that serve.

use std::num::NonZero;
use std::thread::available_parallelism;

/// How many cores long work of one kind may use: all but one, and at least one.
pub(super) fn spare_cores() -> usize {
    available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1)
}

/// Lets every thread of ordinary priority run before the one that calls this. Where the system has no such thing, the
/// thread stays as it is.
pub(super) fn yield_to_serving() {
    #[cfg(target_os = "linux")]
    if let Err(error) = lower_priority() {
        tracing::warn!(%error, "long work runs at ordinary priority");
    }
}

/// On Linux a priority is that of a thread.
#[cfg(target_os = "linux")]
fn lower_priority() -> std::io::Result<()> {
    /// Steps of niceness, which ends at 19: about a tenth of the share of an ordinary thread where both want one core.
    const STEPS: i32 = 10;
    let now = rustix::process::getpriority_process(None)?;
    rustix::process::setpriority_process(None, (now + STEPS).min(19))?;
    Ok(())
}
