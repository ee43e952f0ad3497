//! The modules of the crates: which file is which, and the tokens of each without tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use super::tokens::{tokens_of, without_tests};

/// The path of a module in its crate; empty for the root.
pub(super) type ModulePath = Vec<String>;

/// The modules of one crate: the tokens of each by its path.
pub(super) type Modules = BTreeMap<ModulePath, Vec<String>>;

/// The modules of every crate below `crates/`, by the name of its folder.
pub(super) fn crates_of(root: &Path) -> Result<BTreeMap<String, Modules>> {
    let folder = root.join("crates");
    let mut crates = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
        let entry = entry?;
        let source = entry.path().join("src");
        if source.is_dir() {
            crates.insert(entry.file_name().to_string_lossy().into_owned(), read(&source)?);
        }
    }
    Ok(crates)
}

fn read(source: &Path) -> Result<Modules> {
    let mut files = Vec::new();
    for path in crate::sources::rust_files(source)? {
        let module = module_of(path.strip_prefix(source)?);
        files.push((module, std::fs::read_to_string(&path)?));
    }
    Ok(modules_of(files))
}

/// The module that a file holds, by its path below `src`.
fn module_of(file: &Path) -> ModulePath {
    let mut module: ModulePath = file
        .with_extension("")
        .iter()
        .map(|part: &std::ffi::OsStr| part.to_string_lossy().into_owned())
        .collect();
    let root = matches!(module.as_slice(), [only] if only == "lib" || only == "main");
    if root || module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// The modules of a crate from its files; those declared below `#[cfg(test)]` are left out.
fn modules_of(files: Vec<(ModulePath, String)>) -> Modules {
    let mut modules = Modules::new();
    let mut of_tests: BTreeSet<ModulePath> = BTreeSet::new();
    for (module, text) in files {
        let (tokens, test_modules) = without_tests(tokens_of(&text));
        of_tests.extend(test_modules.into_iter().map(|child| [&module[..], &[child]].concat()));
        modules.insert(module, tokens);
    }
    modules.retain(|module, _| !of_tests.iter().any(|test| module.starts_with(test)));
    modules
}

/// Modules of a crate that only exists in a test: paths such as `a::b`, and their text.
#[cfg(test)]
pub(super) fn made_up(sources: &[(&str, &str)]) -> Modules {
    let file = |(name, text): &(&str, &str)| {
        let path = name.split("::").filter(|part| !part.is_empty());
        (path.map(str::to_owned).collect(), (*text).to_owned())
    };
    modules_of(sources.iter().map(file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_modules() {
        let module = |file: &str| module_of(Path::new(file)).join("::");
        let files = ["lib.rs", "main.rs", "a.rs", "a/mod.rs", "a/b.rs"];
        assert_eq!(files.map(module), ["", "", "a", "a", "a::b"]);
    }

    #[test]
    fn files_of_tests_are_left_out() {
        let modules =
            made_up(&[("", "mod a; #[cfg(test)] mod made_up;"), ("a", ""), ("made_up", "")]);
        assert_eq!(modules.keys().map(|path| path.join("::")).collect::<Vec<_>>(), ["", "a"]);
    }
}
