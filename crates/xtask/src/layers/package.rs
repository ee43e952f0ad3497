//! The crates of the project and what they depend on, as cargo knows it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Packages that are no part of the product: its tests and these tasks.
const OUTSIDE: [&str; 2] = ["talent-tests", "xtask"];

/// One crate of the product.
#[derive(Debug)]
pub(super) struct Package {
    /// Its name without `talent-`.
    pub(super) name: String,
    /// The packages that it names in `Cargo.toml`, those of its tests and examples left out.
    pub(super) dependencies: BTreeSet<String>,
    /// Whether its `Cargo.toml`, read as text, has dependencies: what guards against a reading that finds none.
    pub(super) declares_dependencies: bool,
}

/// All crates of the product under `root`.
pub(super) fn read_all(root: &Path) -> Result<Vec<Package>> {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new("cargo").args(arguments).current_dir(root).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    from_metadata(&metadata, &|manifest| {
        std::fs::read_to_string(manifest).with_context(|| format!("reading {manifest}"))
    })
}

/// The crates in what `cargo metadata` printed; `manifest` reads the file at a path.
fn from_metadata(
    metadata: &Value,
    manifest: &dyn Fn(&str) -> Result<String>,
) -> Result<Vec<Package>> {
    let packages = metadata["packages"].as_array().context("cargo metadata lists packages")?;
    let mut read = Vec::new();
    for package in packages {
        let name = text_of(package, "name")?;
        if OUTSIDE.contains(&name) {
            continue;
        }
        read.push(Package {
            name: name.strip_prefix("talent-").unwrap_or(name).to_owned(),
            dependencies: dependencies_of(package)?,
            declares_dependencies: declares_dependencies(&manifest(text_of(
                package,
                "manifest_path",
            )?)?),
        });
    }
    Ok(read)
}

fn text_of<'a>(value: &'a Value, field: &str) -> Result<&'a str> {
    value[field].as_str().with_context(|| format!("cargo metadata gives no {field}"))
}

fn dependencies_of(package: &Value) -> Result<BTreeSet<String>> {
    let listed = package["dependencies"].as_array().context("cargo metadata lists dependencies")?;
    let used = listed.iter().filter(|dependency| dependency["kind"] != "dev");
    used.map(|dependency| text_of(dependency, "name").map(str::to_owned)).collect()
}

/// Whether a manifest has a section of dependencies with something in it.
fn declares_dependencies(manifest: &str) -> bool {
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
            if line.starts_with("[dependencies.") {
                return true;
            }
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_read_without_what_their_tests_use() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "talent-top", "manifest_path": "top", "dependencies": [
                { "name": "talent-base", "kind": null },
                { "name": "cc", "kind": "build" },
                { "name": "proptest", "kind": "dev" },
            ] },
            { "name": "talent-tests", "manifest_path": "tests", "dependencies": [] },
        ] });
        let manifest = |_: &str| Ok("[dependencies]\ntalent-base = {}\n".to_owned());
        let packages = from_metadata(&metadata, &manifest).unwrap();
        let [top] = packages.as_slice() else { panic!("{packages:?}") };
        assert_eq!(top.name, "top");
        assert_eq!(top.dependencies, ["cc", "talent-base"].map(str::to_owned).into());
        assert!(top.declares_dependencies);
    }

    #[test]
    fn a_manifest_says_whether_it_has_dependencies() {
        assert!(declares_dependencies("[package]\nname = \"a\"\n[dependencies]\nserde = \"1\"\n"));
        assert!(declares_dependencies("[dependencies.serde]\nversion = \"1\"\n"));
        assert!(!declares_dependencies(
            "[dependencies]\n\n# none\n[dev-dependencies]\na = \"1\"\n"
        ));
        assert!(!declares_dependencies("[package]\nname = \"a\"\n"));
    }
}
