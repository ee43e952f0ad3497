//! Names of the code lists: they are checked against the codes beside them, and stand for them where a
//! table has no codes, as in yearbooks.

use std::collections::BTreeMap;

use talent_domain::{CodeList, Codebook, ProgrammeCode, SchoolCode};

use crate::folding::fold;
use crate::nearest::nearest;
use crate::problem::NameProblem;
use crate::school_level::school_level;

/// The names of all code lists in force, with the codes that they mean.
#[derive(Debug, Default)]
pub(crate) struct Names {
    codes: BTreeMap<(CodeList, String), Vec<String>>,
    /// By list and code the name that the list gives it.
    official: BTreeMap<CodeList, BTreeMap<String, String>>,
    /// All names as written in the lists.
    written: Vec<(CodeList, String)>,
}

impl Names {
    /// The names in all lists of a codebook.
    pub(crate) fn of(codebook: &Codebook) -> Self {
        let mut names = Self::default();
        for (code, name) in &codebook.regions {
            names.add(CodeList::Region, code.as_str(), name);
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
        self.codes(list, name).iter().any(|other| other == code)
    }

    /// The code that the name alone stands for. Of several programmes of one name the one of the
    /// school's level is meant.
    pub(crate) fn code(
        &self,
        list: CodeList,
        name: &str,
        school: Option<&SchoolCode>,
        codebook: &Codebook,
    ) -> Result<&str, NameProblem> {
        let level = school.and_then(|code| school_level(&codebook.schools.get(code)?.kind));
        let is_of_level = |code: &str| match level {
            Some(level) if list == CodeList::Programme => {
                ProgrammeCode::new(code).is_ok_and(|code| code.education_level() == level)
            }
            _ => true,
        };
        let named = self.codes(list, name);
        let mut meant: Vec<&String> =
            named.iter().filter(|code| named.len() == 1 || is_of_level(code)).collect();
        // The catalogue in force comes before former ones.
        if list == CodeList::Programme && !meant.iter().all(|code| code.contains('-')) {
            meant.retain(|code| !code.contains('-'));
        }
        match (meant.as_slice(), named) {
            ([code], _) => Ok(code),
            (_, []) => Err(self.unknown(list, name)),
            _ => Err(NameProblem::OfSeveral { name: name.to_owned(), codes: named.join("、") }),
        }
    }

    /// That a name is in no list, with the nearest that is, and its code.
    fn unknown(&self, list: CodeList, name: &str) -> NameProblem {
        let written = self.written.iter().filter(|(other, _)| *other == list);
        let near = nearest(name, written.map(|(_, name)| name.as_str()));
        let nearest = near.map(|near| {
            let code = self.codes(list, &near).first().map_or("", String::as_str);
            format!("{near}（{code}）")
        });
        NameProblem::Unknown { name: name.to_owned(), list: list.name(), nearest }
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

    fn codes(&self, list: CodeList, name: &str) -> &[String] {
        self.codes.get(&(list, key(list, name))).map_or(&[], Vec::as_slice)
    }
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
