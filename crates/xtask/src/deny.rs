//! Dependencies: licences, sources and known weaknesses, by `cargo deny` and `deny.toml`.
//!
//! The tool is no dependency of ours, and its database of weaknesses is on the network. What cannot be had is skipped,
//! and why is printed, so that nobody takes a check that was skipped for one that passed.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::step::step;

/// The version that `deny.toml` is written for, and how it is had.
const INSTALL: &str = "cargo install --locked cargo-deny@0.20.2";

/// Checks dependencies as far as that can be done on this machine.
pub(crate) fn check(root: &Path) -> Result<()> {
    if !succeeds(root, &["--version"]) {
        println!("== dependencies: SKIPPED, there is no cargo-deny here ({INSTALL})");
        return Ok(());
    }
    step(root, "licences, bans and sources", &mut deny(&["check", "licenses", "bans", "sources"]))?;
    // Fetched apart, so that a machine without network is told from a weakness that was found.
    if !succeeds(root, &["fetch", "db"]) {
        println!(
            "== advisories: SKIPPED, the database cannot be fetched (`cargo deny fetch db` says why)"
        );
        return Ok(());
    }
    step(root, "advisories", &mut deny(&["check", "--disable-fetch", "advisories"]))
}

fn deny(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.arg("deny").args(arguments);
    command
}

fn succeeds(root: &Path, arguments: &[&str]) -> bool {
    deny(arguments).current_dir(root).output().is_ok_and(|output| output.status.success())
}
