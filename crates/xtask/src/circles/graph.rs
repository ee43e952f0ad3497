//! The imports of a crate as a graph, and the circles in it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::imports::Edge;

/// Which module imports from which; both are named by their paths, up to where the two part.
#[derive(Debug, Default)]
pub(super) struct Graph {
    next: BTreeMap<String, BTreeSet<String>>,
}

/// Modules that all reach each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Circle {
    /// In alphabetical order.
    pub(super) modules: Vec<String>,
    /// The shortest way round that begins and ends at the first of them.
    pub(super) path: Vec<String>,
}

impl Circle {
    /// Whether all its modules are among these.
    pub(super) fn lies_in(&self, modules: &[&str]) -> bool {
        self.modules.iter().all(|module| modules.contains(&module.as_str()))
    }
}

impl Graph {
    /// The graph of these imports, without those between a module and the modules inside it.
    pub(super) fn of(edges: &BTreeSet<Edge>) -> Self {
        let mut graph = Self::default();
        for (from, to) in edges {
            let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
            if shared < from.len() && shared < to.len() {
                let part = |module: &[String]| module[..=shared].join("::");
                graph.next.entry(part(from)).or_default().insert(part(to));
            }
        }
        graph
    }

    /// All circles, each as large as it is.
    pub(super) fn circles(&self) -> Vec<Circle> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.next.keys().map(|from| (from.as_str(), self.reached_from(from))).collect();
        let reaches =
            |from: &str, to: &str| reached.get(from).is_some_and(|to_all| to_all.contains(to));
        let mut circles: Vec<Circle> = Vec::new();
        for &from in reached.keys().filter(|from| reaches(from, from)) {
            if circles.iter().any(|circle| circle.modules.iter().any(|module| module == from)) {
                continue;
            }
            let together = |to: &&&str| reaches(from, to) && reaches(to, from);
            let modules = reached.keys().filter(together).map(|to| (*to).to_owned()).collect();
            circles.push(Circle { modules, path: self.way_round(from) });
        }
        circles
    }

    fn reached_from(&self, from: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(module) = open.pop() {
            for to in self.next.get(module).into_iter().flatten() {
                if reached.insert(to.as_str()) {
                    open.push(to);
                }
            }
        }
        reached
    }

    /// The shortest way from a module back to itself; empty if there is none.
    fn way_round(&self, start: &str) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let mut ways = VecDeque::from([vec![start]]);
        while let Some(way) = ways.pop_front() {
            for to in way.last().and_then(|last| self.next.get(*last)).into_iter().flatten() {
                let longer = [way.as_slice(), &[to.as_str()]].concat();
                if to == start {
                    return longer.into_iter().map(str::to_owned).collect();
                }
                if seen.insert(to) {
                    ways.push_back(longer);
                }
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(edges: &[(&str, &str)]) -> Vec<String> {
        let path = |module: &str| module.split("::").map(str::to_owned).collect::<Vec<_>>();
        let edges = edges.iter().map(|(from, to)| (path(from), path(to))).collect();
        Graph::of(&edges).circles().iter().map(|circle| circle.path.join(" ")).collect()
    }

    #[test]
    fn the_shortest_way_round_is_shown() {
        let edges = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("b", "a"), ("e", "a")];
        assert_eq!(circles(&edges), ["a b a"]);
    }

    #[test]
    fn two_circles_are_two() {
        assert_eq!(circles(&[("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]), ["a b a", "c d c"]);
    }

    #[test]
    fn a_module_and_those_inside_it_may_know_each_other() {
        assert!(circles(&[("a", "a::b"), ("a::b", "a"), ("a::b::c", "a")]).is_empty());
    }

    #[test]
    fn a_folder_is_read_as_one() {
        assert_eq!(circles(&[("a::b", "c"), ("c", "a::d")]), ["a c a"]);
        assert_eq!(circles(&[("a::b", "a::c::d"), ("a::c", "a::b")]), ["a::b a::c a::b"]);
    }
}
