//! The directions of dependence between the crates, checked against what cargo says.
//!
//! Each rule stands in `crates/ARCHITECTURE.md` with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// What each crate may use of the others. A crate that is missing here is an error.
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("ingest", &["domain"]),
    ("panel", &["domain"]),
    ("forecast", &[]),
    ("market", &[]),
    ("warning", &["domain"]),
    ("outlook", &["domain", "warning"]),
    ("workspace", &["domain", "panel"]),
    ("report", &["domain", "outlook", "warning"]),
    (
        "pipeline",
        &["domain", "ingest", "panel", "workspace", "forecast", "market", "warning", "outlook"],
    ),
    (
        "server",
        &["domain", "ingest", "panel", "workspace", "warning", "outlook", "report", "pipeline"],
    ),
    (
        "cli",
        &[
            "domain",
            "ingest",
            "workspace",
            "forecast",
            "warning",
            "outlook",
            "report",
            "pipeline",
            "server",
        ],
    ),
];

/// Heavy dependencies and the only crates that may name them.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("polars", &["panel"]),
    ("axum", &["server"]),
    ("tower-http", &["server"]),
    ("utoipa", &["server"]),
    ("sqlx", &["workspace"]),
    ("linfa", &["forecast"]),
    ("ndarray", &["forecast"]),
    ("plotters", &["report"]),
    ("resvg", &["report"]),
    ("calamine", &["ingest"]),
    ("rust_xlsxwriter", &["ingest"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["cli"]),
];

pub(crate) fn check(root: &Path) -> Result<()> {
    let uses = direct_dependencies(root)?;
    let mut broken = Vec::new();
    for (name, dependencies) in &uses {
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| known == name) else {
            broken.push(format!("talent-{name} has no place in the layers"));
            continue;
        };
        for dependency in dependencies {
            if let Some(of_ours) = dependency.strip_prefix("talent-")
                && !allowed.contains(&of_ours)
            {
                broken.push(format!("talent-{name} must not use {dependency}"));
            }
            let rule = ONLY_IN.iter().find(|(heavy, _)| heavy == dependency);
            if let Some((heavy, places)) = rule
                && !places.contains(&name.as_str())
            {
                broken.push(format!("talent-{name} must not name {heavy}"));
            }
        }
    }
    ensure!(uses.len() == MAY_USE.len(), "{} crates found, {} known", uses.len(), MAY_USE.len());
    if broken.is_empty() { Ok(()) } else { bail!("layers broken:\n{}", broken.join("\n")) }
}

/// Each crate's direct dependencies, those of its tests left out.
fn direct_dependencies(root: &Path) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let arguments = [
        "tree",
        "--workspace",
        "--edges",
        "normal",
        "--depth",
        "1",
        "--prefix",
        "depth",
        "--format",
        " {p}",
    ];
    let output = Command::new("cargo").args(arguments).current_dir(root).output()?;
    ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current: Option<String> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (depth, rest) = line.split_once(' ').context("cargo tree prints a depth")?;
        let name = rest.split(' ').next().context("cargo tree prints a name")?;
        if depth == "0" {
            current =
                name.strip_prefix("talent-").filter(|name| *name != "tests").map(str::to_owned);
            uses.extend(current.clone().map(|name| (name, BTreeSet::new())));
        } else if let Some(user) = &current {
            uses.entry(user.clone()).or_default().insert(name.to_owned());
        }
    }
    Ok(uses)
}
