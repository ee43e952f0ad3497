//! What is wrong with the content of a file: all problems at once, each with its line.

use std::path::Path;

use talent_domain::Lang;

/// Problems shown before the rest is only counted.
const SHOWN: usize = 50;

/// The problems of one file in the order of its lines, ready to be printed.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    /// One text per problem, each with its line.
    shown: Vec<String>,
    /// How many problems came after those.
    more: usize,
}

impl Problems {
    /// A single one.
    pub(super) fn of(problem: String) -> Self {
        Self { shown: vec![problem], more: 0 }
    }

    /// Takes note of a problem; its text is made only if it will be shown.
    pub(crate) fn add(&mut self, problem: impl FnOnce() -> String) {
        if self.shown.len() < SHOWN {
            self.shown.push(problem());
        } else {
            self.more += 1;
        }
    }

    /// Takes note of those of another list.
    pub(super) fn extend(&mut self, others: Self) {
        self.more += others.more;
        others.shown.into_iter().for_each(|problem| self.add(|| problem));
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Prints them to standard error, each after the name of the file.
    pub(crate) fn tell(&self, path: &Path, lang: Lang) {
        for problem in &self.shown {
            tell!("{}：{problem}", path.display());
        }
        if self.more > 0 {
            tell!("{} {}", lang.pick("另有问题", "more problems:"), self.more);
        }
    }

    /// The texts that are shown.
    #[cfg(test)]
    pub(super) fn into_texts(self) -> Vec<String> {
        self.shown
    }
}
