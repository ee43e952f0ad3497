//! Everything that must hold before a change lands, cheapest first.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::step::step;

/// Runs every check; the first that fails ends it.
pub(crate) fn run(root: &Path) -> Result<()> {
    cargo(root, "format", &["fmt", "--all", "--check"])?;
    cargo(root, "lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let begun = Instant::now();
    crate::layers::check(root)?;
    crate::house::check(root)?;
    println!("== layers and house: {:.0} s", begun.elapsed().as_secs_f64());
    crate::deny::check(root)?;
    cargo(root, "build", &["build", "--workspace", "--all-targets"])?;
    // The test command of the README.
    cargo(root, "tests", &["test", "--workspace"])?;
    let docs = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    step(
        root,
        "documentation",
        Command::new("cargo").args(docs).env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    datasets_are_current(root)
}

fn cargo(root: &Path, name: &str, arguments: &[&str]) -> Result<()> {
    step(root, name, Command::new("cargo").args(arguments))
}

/// The simulated data set is the one that its generator writes.
fn datasets_are_current(root: &Path) -> Result<()> {
    crate::datasets::write(root)?;
    let difference = ["diff", "--exit-code", "--stat", "--", "datasets"];
    step(root, "data sets", Command::new("git").args(difference))
        .context("datasets/ differs from what `cargo xtask datasets` writes")
}
