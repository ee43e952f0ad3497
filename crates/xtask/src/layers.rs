//! `cargo xtask layers`: who may use whom, between the crates and inside each of them.
//!
//! The rules between crates stand in `crates/ARCHITECTURE.md` with their reasons and in [`table`] as data.
//! Inside a crate there is one rule: no circle of imports, see [`crate::circles`].

mod dependence;
mod package;
mod table;

use std::path::Path;

use anyhow::{Result, ensure};

use crate::circles;

/// Checks both; every broken rule is listed at once.
pub(crate) fn check(root: &Path) -> Result<()> {
    let mut broken = dependence::broken_rules(&package::read_all(root)?, table::LAYERS);
    broken.extend(circles::broken_rules(root)?);
    ensure!(broken.is_empty(), "layers broken:\n{}", broken.join("\n"));
    Ok(())
}
