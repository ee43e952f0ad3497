//! What was done with a file without being asked, said once: lines passed over, marks dropped, commas read.

use std::collections::BTreeMap;
use std::path::Path;

use talent_domain::Lang;

/// Lines that are named before the rest is only counted.
const NAMED: usize = 5;

/// What was done with the content of a file.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    /// Lines that hold no figure, with what they begin with.
    passed_over: Listed,
    /// What stood where there was no number, and how often.
    missing: BTreeMap<String, usize>,
    /// Letters behind figures, and how often.
    flags: BTreeMap<String, usize>,
    /// What is said of the file as a whole.
    whole: Vec<String>,
}

/// The first of many things, and how many there are.
#[derive(Debug, Default)]
struct Listed {
    named: Vec<(u64, String)>,
    count: usize,
}

/// Characters of a line that are shown.
const SHOWN: usize = 20;

impl Notices {
    /// A line was passed over that begins with this.
    pub(crate) fn pass_over(&mut self, line: u64, begins: &str) {
        let Listed { named, count } = &mut self.passed_over;
        *count += 1;
        if named.len() < NAMED {
            named.push((line, begins.trim().chars().take(SHOWN).collect()));
        }
    }

    /// A cell says by this that there is no number.
    pub(crate) fn missing(&mut self, mark: &str) {
        *self.missing.entry(mark.to_owned()).or_default() += 1;
    }

    /// Letters behind a figure were dropped.
    pub(crate) fn flag(&mut self, flag: &str) {
        *self.flags.entry(flag.to_owned()).or_default() += 1;
    }

    /// Something to be said of the file as a whole.
    pub(crate) fn say(&mut self, text: String) {
        self.whole.push(text);
    }

    /// Prints them to standard error, each after the name of the file.
    pub(crate) fn tell(&self, path: &Path, lang: Lang) {
        for text in self.texts(lang) {
            tell!("{}：{text}", path.display());
        }
    }

    /// One text for each kind of thing.
    pub(crate) fn texts(&self, lang: Lang) -> Vec<String> {
        let mut texts = self.whole.clone();
        let counted = |counts: &BTreeMap<String, usize>| {
            let counted: Vec<String> =
                counts.iter().map(|(what, count)| format!("{what}×{count}")).collect();
            counted.join(lang.pick("、", ", "))
        };
        if !self.missing.is_empty() {
            let marks = counted(&self.missing);
            texts.push(match lang {
                Lang::Zh => format!("这些格按没有数值处理：{marks}"),
                Lang::En => format!("cells taken to hold no value: {marks}"),
            });
        }
        if !self.flags.is_empty() {
            let flags = counted(&self.flags);
            texts.push(match lang {
                Lang::Zh => format!("数值后的标记没有读：{flags}"),
                Lang::En => format!("flags behind figures were dropped: {flags}"),
            });
        }
        let Listed { named, count } = &self.passed_over;
        if *count > 0 {
            let named: Vec<String> = named
                .iter()
                .map(|(line, begins)| match lang {
                    Lang::Zh => format!("第 {line} 行“{begins}”"),
                    Lang::En => format!("line {line} `{begins}`"),
                })
                .collect();
            let (named, more) = (named.join(lang.pick("、", ", ")), lang.pick("等", " and others"));
            let more = if *count > NAMED { more } else { "" };
            texts.push(match lang {
                Lang::Zh => format!("{count} 行没有数值，跳过：{named}{more}"),
                Lang::En => format!("{count} lines without figures passed over: {named}{more}"),
            });
        }
        texts
    }
}
