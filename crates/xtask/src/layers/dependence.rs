//! The rules of dependence between crates, as a pure function over packages and a table of layers.

use std::collections::BTreeSet;

use super::package::Package;
use super::table::Layer;

/// Every rule that `packages` break against `layers`, a line each.
pub(super) fn broken_rules(packages: &[Package], layers: &[Layer]) -> Vec<String> {
    let mut broken = faults_of_the_table(packages, layers);
    let heavy: BTreeSet<&str> = layers.iter().flat_map(|layer| layer.heavy).copied().collect();
    for package in packages {
        if package.dependencies.is_empty() && package.declares_dependencies {
            broken
                .push(format!("talent-{}: Cargo.toml has dependencies, none found", package.name));
        }
        match layers.iter().find(|layer| layer.name == package.name) {
            Some(layer) => broken.extend(forbidden_uses(package, layer, &heavy)),
            None => {
                broken.push(format!("talent-{} has no row in the table of layers", package.name))
            }
        }
    }
    broken
}

/// Rows without a crate, and rows that may use what does not stand above them.
fn faults_of_the_table(packages: &[Package], layers: &[Layer]) -> Vec<String> {
    let mut faults = Vec::new();
    for (position, layer) in layers.iter().enumerate() {
        if packages.iter().all(|package| package.name != layer.name) {
            faults.push(format!("the table of layers has a row for {}, no such crate", layer.name));
        }
        let above = &layers[..position];
        for used in layer.ours.iter().filter(|used| above.iter().all(|row| row.name != **used)) {
            faults.push(format!("the table lets {} use {used}, not above it", layer.name));
        }
    }
    faults
}

/// What a crate uses though its row does not allow it.
fn forbidden_uses(package: &Package, layer: &Layer, heavy: &BTreeSet<&str>) -> Vec<String> {
    let mut forbidden = Vec::new();
    for dependency in package.dependencies.iter().map(String::as_str) {
        match dependency.strip_prefix("talent-") {
            Some(ours) if !layer.ours.contains(&ours) => {
                forbidden.push(format!("talent-{} must not use {dependency}", package.name));
            }
            None if heavy.contains(dependency) && !layer.heavy.contains(&dependency) => {
                forbidden.push(format!("talent-{} must not name {dependency}", package.name));
            }
            _ => {}
        }
    }
    forbidden
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYERS: &[Layer] = &[
        Layer { name: "base", ours: &[], heavy: &["polars"] },
        Layer { name: "side", ours: &[], heavy: &[] },
        Layer { name: "top", ours: &["base"], heavy: &["axum"] },
    ];

    fn package(name: &str, dependencies: &[&str]) -> Package {
        Package {
            name: name.to_owned(),
            dependencies: dependencies.iter().copied().map(str::to_owned).collect(),
            declares_dependencies: !dependencies.is_empty(),
        }
    }

    /// A project that keeps every rule.
    fn sound() -> Vec<Package> {
        let top = ["talent-base", "axum", "serde"];
        vec![package("base", &["polars"]), package("side", &["serde"]), package("top", &top)]
    }

    #[track_caller]
    fn breaks(packages: &[Package], layers: &[Layer], rule: &str) {
        let broken = broken_rules(packages, layers);
        assert_eq!(broken, [rule]);
    }

    #[test]
    fn a_sound_project_breaks_nothing() {
        assert_eq!(broken_rules(&sound(), LAYERS), Vec::<String>::new());
    }

    #[test]
    fn a_crate_of_ours_that_is_not_allowed_is_found() {
        let mut packages = sound();
        packages[1].dependencies.insert("talent-base".to_owned());
        breaks(&packages, LAYERS, "talent-side must not use talent-base");
    }

    #[test]
    fn a_heavy_crate_in_the_wrong_place_is_found() {
        let mut packages = sound();
        packages[2].dependencies.insert("polars".to_owned());
        breaks(&packages, LAYERS, "talent-top must not name polars");
    }

    #[test]
    fn an_empty_reading_is_found() {
        let mut packages = sound();
        packages[2].dependencies.clear();
        breaks(&packages, LAYERS, "talent-top: Cargo.toml has dependencies, none found");
    }

    #[test]
    fn a_crate_without_a_row_is_found() {
        let mut packages = sound();
        packages.push(package("new", &["serde"]));
        breaks(&packages, LAYERS, "talent-new has no row in the table of layers");
    }

    #[test]
    fn a_row_without_a_crate_is_found() {
        let packages: Vec<Package> = sound().into_iter().filter(|p| p.name != "side").collect();
        breaks(&packages, LAYERS, "the table of layers has a row for side, no such crate");
    }

    #[test]
    fn a_row_that_reaches_down_or_to_nothing_is_found() {
        let down = [
            Layer { name: "base", ours: &["top"], heavy: &["polars"] },
            Layer { name: "side", ours: &[], heavy: &[] },
            Layer { name: "top", ours: &["base"], heavy: &["axum"] },
        ];
        breaks(&sound(), &down, "the table lets base use top, not above it");
    }
}
