//! No circle of imports inside a crate: modules that import each other can only be read together.
//!
//! A module and the modules inside it may know each other. For all others, what a module imports counts
//! for the modules that it stands in, too, up to the one that both share: a folder is read as one.
//!
//! Circles that there still are stand in [`KNOWN`]. A circle that is not there fails; so does one that is there and
//! no longer occurs, or has become smaller, so that the list only shrinks.

mod graph;
mod imports;
mod modules;
mod tokens;

use std::path::Path;

use anyhow::Result;

use self::graph::{Circle, Graph};

/// Circles that are known: the crate (its folder in `crates/`) and its modules.
const KNOWN: &[(&str, &[&str])] = &[];

/// Circles that are not known, and known ones that do not occur, a line each.
pub(crate) fn broken_rules(root: &Path) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let crates = modules::crates_of(root)?;
    for (name, modules) in &crates {
        let known: Vec<&[&str]> =
            KNOWN.iter().filter(|known| known.0 == name).map(|known| known.1).collect();
        broken.extend(compare(name, &Graph::of(&imports::edges(modules)), &known));
    }
    let gone = KNOWN.iter().filter(|known| crates.iter().all(|(name, _)| name != known.0));
    broken.extend(gone.map(|known| format!("{}: circles are known of no such crate", known.0)));
    Ok(broken)
}

/// The circles of one crate against those that are known of it.
fn compare(name: &str, graph: &Graph, known: &[&[&str]]) -> Vec<String> {
    let circles = graph.circles();
    let new = circles.iter().filter(|circle| !known.iter().any(|known| circle.lies_in(known)));
    let describe = |circle: &Circle| {
        let path = circle.path.join(" → ");
        format!("{name}: circle of imports {path}, among {:?}", circle.modules)
    };
    let mut broken: Vec<String> = new.map(describe).collect();
    for modules in known {
        let inside: Vec<&Circle> =
            circles.iter().filter(|circle| circle.lies_in(modules)).collect();
        if inside.iter().all(|circle| circle.modules.len() < modules.len()) {
            let left = inside.iter().map(|circle| format!("{:?}", circle.modules));
            let left = left.reduce(|a, b| format!("{a} and {b}")).unwrap_or("nothing".to_owned());
            broken.push(format!("{name}: of the known circle {modules:?} there is {left} left"));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(sources: &[(&str, &str)]) -> Graph {
        Graph::of(&imports::edges(&modules::made_up(sources)))
    }

    /// Three modules that import each other in a ring.
    fn ring() -> Graph {
        graph(&[
            ("a", "use crate::b::B;"),
            ("b", "use crate::c::C;"),
            ("c", "fn f() { crate::a::f(); }"),
        ])
    }

    #[test]
    fn a_circle_fails_with_its_path() {
        assert_eq!(
            compare("made-up", &ring(), &[]),
            ["made-up: circle of imports a → b → c → a, among [\"a\", \"b\", \"c\"]"]
        );
    }

    #[test]
    fn a_known_circle_passes() {
        assert!(compare("made-up", &ring(), &[&["c", "a", "b"]]).is_empty());
    }

    #[test]
    fn a_known_circle_that_is_gone_or_smaller_fails() {
        let none = graph(&[("a", "use crate::b::B;"), ("b", "")]);
        assert_eq!(
            compare("made-up", &none, &[&["a", "b"]]),
            ["made-up: of the known circle [\"a\", \"b\"] there is nothing left"]
        );
        let smaller =
            graph(&[("a", "use crate::b::B;"), ("b", "use crate::a::A;"), ("c", "use crate::a;")]);
        assert_eq!(
            compare("made-up", &smaller, &[&["a", "b", "c"]]),
            ["made-up: of the known circle [\"a\", \"b\", \"c\"] there is [\"a\", \"b\"] left"]
        );
    }
}
