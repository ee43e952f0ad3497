//! Tasks of the project: `cargo xtask ci | layers | datasets`.

mod ci;
mod datasets;
mod layers;

use std::path::Path;

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("the project's root")?;
    match std::env::args().nth(1).as_deref() {
        Some("ci") => ci::run(root),
        Some("layers") => layers::check(root),
        Some("datasets") => datasets::write(root),
        _ => bail!("usage: cargo xtask ci | layers | datasets"),
    }
}
