//! Which module imports from which: every path that begins with `crate`, `self` or `super`, in `use` and elsewhere.
//!
//! A name that a module only passes on (`pub use`) counts for the module where it comes from. Modules written out
//! inside a file (`mod a { … }`) count as that file.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::{ModulePath, Modules};

/// One module imports from another.
pub(super) type Edge = (ModulePath, ModulePath);

/// A path that stands in a module, from the root of the crate, and the name that it is known by there.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    path: Vec<String>,
    name: String,
}

/// What stands in a module: the paths that it uses, and those of them that `use` gives a name.
#[derive(Debug, Default)]
struct Paths {
    used: Vec<Vec<String>>,
    bound: BTreeMap<String, Vec<String>>,
}

/// Every import between two modules of a crate.
pub(super) fn edges(modules: &Modules) -> BTreeSet<Edge> {
    let paths: BTreeMap<&ModulePath, Paths> =
        modules.iter().map(|(module, tokens)| (module, paths_in(module, tokens))).collect();
    let mut edges = BTreeSet::new();
    for (&module, found) in &paths {
        for path in &found.used {
            let target = source_of(path, &paths, 0);
            if target != *module {
                edges.insert((module.clone(), target));
            }
        }
    }
    edges
}

/// The module where what a path names is written: through the modules that only pass it on.
fn source_of(path: &[String], paths: &BTreeMap<&ModulePath, Paths>, hops: usize) -> ModulePath {
    const MOST_HOPS: usize = 8;
    let depth = (0..=path.len()).rev().find(|depth| paths.contains_key(&path[..*depth].to_vec()));
    let module = path[..depth.unwrap_or(0)].to_vec();
    let passed_on = path.get(module.len()).and_then(|name| paths.get(&module)?.bound.get(name));
    match passed_on {
        Some(origin) if hops < MOST_HOPS => {
            let rest = &path[module.len() + 1..];
            source_of(&[origin, rest].concat(), paths, hops + 1)
        }
        _ => module,
    }
}

/// The paths in the tokens of a module that lead into its crate.
fn paths_in(module: &ModulePath, tokens: &[String]) -> Paths {
    let mut paths = Paths::default();
    for (position, token) in tokens.iter().enumerate() {
        let inside_path = position > 0 && tokens[position - 1] == "::";
        let begins = matches!(token.as_str(), "crate" | "self" | "super");
        if token == "use" {
            for named in tree_at(&tokens[position + 1..]) {
                let Some(path) = absolute(module, &named.path) else { continue };
                paths.bound.insert(named.name, path);
            }
        } else if begins
            && !inside_path
            && tokens.get(position + 1).is_some_and(|next| next == "::")
        {
            let named = tree_at(&tokens[position..]);
            paths.used.extend(named.iter().filter_map(|named| absolute(module, &named.path)));
        }
    }
    paths
}

/// A path from the root of the crate; `None` if it leads out of it or begins in the module itself.
fn absolute(module: &ModulePath, path: &[String]) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let (base, skipped) = match path.first()?.as_str() {
        "crate" => (&module[..0], 1),
        "self" => (&module[..], 1),
        "super" => (&module[..module.len().checked_sub(ups)?], ups),
        _ => (&module[..], 0),
    };
    Some([base, &path[skipped..]].concat())
}

/// The paths of the tree of a `use`, or the one path, that begins with these tokens.
fn tree_at(tokens: &[String]) -> Vec<Named> {
    let mut named = Vec::new();
    read_tree(tokens, &mut 0, &[], &mut named);
    named
}

/// Reads one tree below `prefix`; `at` is left after it.
fn read_tree(tokens: &[String], at: &mut usize, prefix: &[String], named: &mut Vec<Named>) {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.get(*at) {
        if token == "{" {
            return read_group(tokens, at, &path, named);
        }
        if token == "*" || !token.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            *at += usize::from(token == "*");
            break;
        }
        *at += 1;
        if token != "self" || path.is_empty() {
            path.push(token.clone());
        }
        if tokens.get(*at).is_none_or(|next| next != "::") {
            break;
        }
        *at += 1;
    }
    let mut name = path.last().cloned().unwrap_or_default();
    if let (Some("as"), Some(other)) = (tokens.get(*at).map(String::as_str), tokens.get(*at + 1)) {
        name.clone_from(other);
        *at += 2;
    }
    named.push(Named { path, name });
}

/// Reads the trees between braces.
fn read_group(tokens: &[String], at: &mut usize, path: &[String], named: &mut Vec<Named>) {
    *at += 1;
    while let Some(token) = tokens.get(*at) {
        match token.as_str() {
            "}" => {
                *at += 1;
                return;
            }
            "," => *at += 1,
            _ => {
                let before = *at;
                read_tree(tokens, at, path, named);
                // Whatever is no path is passed over.
                *at += usize::from(*at == before);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::modules::made_up;
    use super::*;

    fn arrows(sources: &[(&str, &str)]) -> Vec<String> {
        let edges = edges(&made_up(sources));
        edges.iter().map(|(from, to)| format!("{} {}", from.join("::"), to.join("::"))).collect()
    }

    #[test]
    fn uses_and_paths_in_code_are_imports() {
        let a = "use crate::b::{B, c::C as D}; fn f() -> crate::d::D { super::e::f::<u8>() }";
        let sources = [("a", a), ("b", ""), ("b::c", ""), ("d", ""), ("e", "")];
        assert_eq!(arrows(&sources), ["a b", "a b::c", "a d", "a e"]);
    }

    #[test]
    fn tests_comments_and_other_crates_are_no_imports() {
        let a = "use std::b; // use crate::b;\nfn f() { \"crate::b\"; } \
                 #[cfg(test)] mod tests { use crate::b::B; }";
        assert_eq!(arrows(&[("a", a), ("b", "")]), Vec::<String>::new());
    }

    #[test]
    fn a_name_that_is_passed_on_counts_for_where_it_is_written() {
        let sources = [
            ("", "mod a; mod b; pub use b::B; pub use b::c::C as D;"),
            ("a", "use crate::{B, D};"),
            ("b", "mod c;"),
            ("b::c", "use super::super::a::A;"),
        ];
        assert_eq!(arrows(&sources), ["a b", "a b::c", "b::c a"]);
    }
}
