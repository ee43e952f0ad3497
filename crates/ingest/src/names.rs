//! Names of the code lists: they are checked against the codes beside them, and stand for them where a
//! table has no codes, as in yearbooks.

mod former;
mod region;

use std::collections::BTreeMap;

use talent_domain::{CodeList, Codebook, ProgrammeCode, SchoolCode};

use crate::folding::{fold, plain};
use crate::problem::NameProblem;
use crate::school_level::school_level;
use talent_domain::nearest;

/// The code that a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meant<'a> {
    pub(crate) code: &'a str,
    /// Whether it is not a name of the list, but a former, a short or a longer one.
    pub(crate) is_inferred: bool,
}

/// The names of all code lists in force, with the codes that they mean.
#[derive(Debug, Default)]
pub(crate) struct Names {
    codes: BTreeMap<(CodeList, String), Vec<String>>,
    /// By list and code the name that the list gives it.
    official: BTreeMap<CodeList, BTreeMap<String, String>>,
    /// By short name the codes of regions.
    short_regions: BTreeMap<String, Vec<String>>,
    /// By bare letters the codes of industries, former names included.
    bare_industries: BTreeMap<String, Vec<String>>,
    /// All names as written in the lists.
    written: Vec<(CodeList, String)>,
}

impl Names {
    /// The names in all lists of a codebook.
    pub(crate) fn of(codebook: &Codebook) -> Self {
        let mut names = Self::default();
        for (code, name) in &codebook.regions {
            names.add(CodeList::Region, code.as_str(), name);
            if let Some(short) = region::short(name) {
                let codes = names.short_regions.entry(short.to_owned()).or_default();
                codes.push(code.as_str().to_owned());
            }
        }
        for (code, entry) in &codebook.schools {
            names.add(CodeList::School, code.as_str(), &entry.name);
        }
        for (code, entry) in &codebook.programmes {
            names.add(CodeList::Programme, code.as_str(), &entry.name);
        }
        for former in codebook.former_programmes.iter().filter(|former| !former.name.is_empty()) {
            names.add(CodeList::Programme, former.former.as_str(), &former.name);
        }
        for (code, name) in &codebook.industries {
            names.add(CodeList::Industry, code.as_str(), name);
        }
        for other in &codebook.other_names {
            names.add(other.list, &other.code, &other.name);
        }
        names.bare_industries = names.bare_industries();
        names
    }

    fn add(&mut self, list: CodeList, code: &str, name: &str) {
        let codes = self.codes.entry((list, key(list, name))).or_default();
        if !codes.iter().any(|other| other == code) {
            codes.push(code.to_owned());
        }
        self.written.push((list, name.to_owned()));
        let official = self.official.entry(list).or_default();
        official.entry(code.to_owned()).or_insert_with(|| name.to_owned());
    }

    /// The name of a code in its list.
    pub(crate) fn official(&self, list: CodeList, code: &str) -> Option<&str> {
        self.official.get(&list)?.get(code).map(String::as_str)
    }

    /// Whether the name is one of the code's.
    pub(crate) fn mean(&self, list: CodeList, name: &str, code: &str) -> bool {
        self.meanings(list, name).0.contains(&code)
    }

    /// Whether the list has this name, in these words or others.
    pub(crate) fn has(&self, list: CodeList, name: &str) -> bool {
        !self.meanings(list, name).0.is_empty()
    }

    /// The code that the name alone stands for. Of several programmes of one name the one of the
    /// school's level is meant.
    pub(crate) fn code(
        &self,
        list: CodeList,
        name: &str,
        school: Option<&SchoolCode>,
        codebook: &Codebook,
    ) -> Result<Meant<'_>, NameProblem> {
        let level = school.and_then(|code| school_level(&codebook.schools.get(code)?.kind));
        let is_of_level = |code: &str| match level {
            Some(level) if list == CodeList::Programme => {
                ProgrammeCode::new(code).is_ok_and(|code| code.education_level() == level)
            }
            _ => true,
        };
        let (named, is_inferred) = self.meanings(list, name);
        let is_alone = named.len() == 1;
        let mut meant: Vec<&str> =
            named.iter().copied().filter(|code| is_alone || is_of_level(code)).collect();
        // The catalogue in force comes before former ones.
        if list == CodeList::Programme && !meant.iter().all(|code| code.contains('-')) {
            meant.retain(|code| !code.contains('-'));
        }
        match (meant.as_slice(), named.as_slice()) {
            ([code], _) => Ok(Meant { code, is_inferred }),
            (_, []) => Err(self.unknown(list, name)),
            _ => Err(NameProblem::OfSeveral { name: name.to_owned(), codes: named.join("、") }),
        }
    }

    /// The codes that a name stands for, and whether the list has it in other words only. What is tried first goes
    /// first: the name as it is, without footnote marks, translation and number, and then what may stand for it.
    fn meanings(&self, list: CodeList, name: &str) -> (Vec<&str>, bool) {
        let found = |name: &str| -> Vec<&str> {
            self.codes(list, name).iter().map(String::as_str).collect()
        };
        let as_written = found(name);
        if !as_written.is_empty() {
            return (as_written, false);
        }
        let plain = plain(name);
        let folded = found(&plain);
        if !folded.is_empty() {
            return (folded, false);
        }
        let inferred = match list {
            CodeList::Region => self.regions_called(&plain),
            CodeList::Industry => self.industries_called(&plain),
            CodeList::Programme => plain.strip_suffix("专业").map(found).unwrap_or_default(),
            CodeList::School => Vec::new(),
        };
        (inferred, true)
    }

    /// The regions of this short name, or at the end of names of regions one in the other.
    fn regions_called(&self, name: &str) -> Vec<&str> {
        if let Some(codes) = self.short_regions.get(name) {
            return codes.iter().map(String::as_str).collect();
        }
        let regions = || self.official.get(&CodeList::Region).into_iter().flatten();
        let is_meant = |code: &str, own: &str| {
            let is_around =
                |outer: &str| outer != code && code.starts_with(outer.trim_end_matches("00"));
            let around: Vec<&str> = regions()
                .filter(|(outer, _)| is_around(outer))
                .map(|(_, name)| name.as_str())
                .collect();
            region::is_path(name, own, &around)
        };
        let meant = regions().filter(|(code, own)| name.ends_with(*own) && is_meant(code, own));
        meant.map(|(code, _)| code.as_str()).collect()
    }

    /// The industries whose names have the same letters but for words that join them, or had this one.
    fn industries_called(&self, name: &str) -> Vec<&str> {
        let section = without_total(name).unwrap_or(name);
        let letters = former::bare(&key(CodeList::Industry, section));
        self.bare_industries.get(&letters).into_iter().flatten().map(String::as_str).collect()
    }

    /// By bare letters the codes of industries, by the names of today first and then by those of former standards.
    fn bare_industries(&self) -> BTreeMap<String, Vec<String>> {
        let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (code, official) in self.official.get(&CodeList::Industry).into_iter().flatten() {
            codes.entry(former::bare(official)).or_default().push(code.clone());
        }
        for (former, today) in former::FORMER_INDUSTRIES {
            if let Some(todays) = codes.get(&former::bare(today)).cloned() {
                codes.entry(former::bare(former)).or_insert(todays);
            }
        }
        codes
    }

    /// That a name is in no list, with the nearest that is, and its code.
    fn unknown(&self, list: CodeList, name: &str) -> NameProblem {
        let plain = plain(name);
        if list == CodeList::Industry {
            let letters = former::bare(&key(list, &plain));
            if let Some(codes) = former::other(former::DIVIDED_INDUSTRIES, &letters) {
                return NameProblem::Divided { name: name.to_owned(), codes: codes.to_owned() };
            }
        }
        let of_list = || {
            let written = self.written.iter().filter(|(other, _)| *other == list);
            written.map(|(_, name)| name.as_str())
        };
        // A short name has few letters in common with the whole one, but is part of it and of no other.
        let whole = || {
            let is_word = plain.chars().nth(1).is_some();
            let mut wholes = of_list().filter(|whole| is_word && whole.contains(&plain));
            let first = wholes.next()?;
            wholes.all(|other| other == first).then(|| first.to_owned())
        };
        let nearest = nearest(&plain, of_list()).or_else(whole).map(|near| {
            let code = self.codes(list, &near).first().map_or("", String::as_str);
            format!("{near}（{code}）").into()
        });
        NameProblem::Unknown {
            name: name.into(),
            list: list.name(),
            nearest,
            places: Box::default(),
        }
    }

    /// The region or school that a title names, by name and code: the longest name in it, and of a county
    /// and its city the county. None if it names several.
    pub(crate) fn in_title(&self, list: CodeList, title: &str) -> Option<(&str, &str)> {
        let title = key(list, title);
        let named = self.codes.iter().filter(|((other, name), codes)| {
            *other == list
                && name.chars().nth(1).is_some()
                && codes.len() == 1
                && title.contains(name)
        });
        let named: Vec<(&str, &str)> =
            named.map(|((_, name), codes)| (name.as_str(), codes[0].as_str())).collect();
        let is_part = |(name, code): &(&str, &str)| {
            named.iter().any(|(longer, inner)| {
                let prefix = code.trim_end_matches("00");
                (longer != name && longer.contains(name))
                    || (list == CodeList::Region && inner != code && inner.starts_with(prefix))
            })
        };
        let mut meant = named.iter().filter(|named| !is_part(named));
        match (meant.next(), meant.next()) {
            (Some(&(name, code)), None) => Some((self.official(list, code).unwrap_or(name), code)),
            _ => None,
        }
    }

    /// The longest name of a list that a text ends with.
    pub(crate) fn at_end(&self, list: CodeList, text: &str) -> Option<&str> {
        let text = key(list, text);
        let names = self
            .codes
            .keys()
            .filter(|(other, name)| *other == list && name.chars().nth(1).is_some());
        let ends = names.filter(|(_, name)| text.ends_with(name.as_str()));
        ends.map(|(_, name)| name.as_str()).max_by_key(|name| name.len())
    }

    fn codes(&self, list: CodeList, name: &str) -> &[String] {
        self.codes.get(&(list, key(list, name))).map_or(&[], Vec::as_slice)
    }
}

/// The name of what a subtotal is of: 第二产业 of 第二产业合计; `None` if the text is no subtotal.
pub(crate) fn without_total(text: &str) -> Option<&str> {
    ["小计", "合计", "总计", "共计"].iter().find_map(|total| text.strip_suffix(total))
}

/// What two ways of writing a name have in common: its letters, without the number or section letter
/// before it, as in `（一）采矿业` and `B 采矿业`.
fn key(list: CodeList, name: &str) -> String {
    let folded = fold(name);
    let numbered = folded.trim_start_matches('(');
    let name = numbered.trim_start_matches(is_numeral);
    let has_number = name.len() < numbered.len();
    let name = match name.strip_prefix(['、', '.', ')']) {
        Some(name) if has_number => name,
        _ => &folded,
    };
    let name = match name.strip_prefix(|c: char| c.is_ascii_uppercase()) {
        Some(rest) if list == CodeList::Industry && !rest.is_empty() => rest,
        _ => name,
    };
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_with_other_commas_and_a_number_before_it() {
        let industry = |name: &str| key(CodeList::Industry, name);
        for name in [
            "农林牧渔业",
            "一、农、林、牧、渔业",
            "（一） 农林牧渔业",
            "A 农，林，牧，渔业",
            "1.农、林、牧、渔业",
        ] {
            assert_eq!(industry(name), "农林牧渔业", "{name}");
        }
        assert_eq!(industry("第一产业"), "第一产业");
        assert_eq!(industry("A"), "A");
        assert_eq!(key(CodeList::Programme, "三维动画"), "三维动画");
    }
}
