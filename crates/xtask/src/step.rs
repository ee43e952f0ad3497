//! One step of the checks: a command that must succeed.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// Runs a command in the root of the project and prints how long it took. An error if it fails.
pub(crate) fn step(root: &Path, name: &str, command: &mut Command) -> Result<()> {
    println!("== {name}");
    let begun = Instant::now();
    let status = command.current_dir(root).status().with_context(|| format!("starting {name}"))?;
    ensure!(status.success(), "{name} failed");
    println!("== {name}: {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}
