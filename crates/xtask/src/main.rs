//! Tasks of the project: `cargo xtask ci | layers | house | datasets | notebooks [--talent PATH] |
//! train-global [--check]`.

mod ci;
mod circles;
mod datasets;
mod deny;
mod house;
mod layers;
mod notebooks;
mod sources;
mod step;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

fn main() -> Result<()> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("the project's root")?;
    match std::env::args().nth(1).as_deref() {
        Some("ci") => ci::run(root),
        Some("layers") => layers::check(root),
        Some("house") => house::check(root),
        Some("datasets") => datasets::write(root),
        Some("notebooks") => notebooks::run(root, &std::env::args().skip(2).collect::<Vec<_>>()),
        Some("train-global") => train_global(root),
        _ => bail!(
            "usage: cargo xtask ci | layers | house | datasets | notebooks [--talent PATH] | \
             train-global [--check]"
        ),
    }
}

/// Trains what ships with `talent-forecast`, optimised.
fn train_global(root: &Path) -> Result<()> {
    let training = ["--package", "talent-forecast", "--example", "train_global"];
    let status = Command::new("cargo")
        .args(["run", "--release"])
        .args(training)
        .arg("--")
        .args(std::env::args().skip(2))
        .current_dir(root)
        .status()?;
    ensure!(status.success(), "training failed");
    Ok(())
}
