//! What is known of files before they are taken in: that they came before, and which earlier ones they take the place of.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Measure, Observation, SeriesKey, Year};
use talent_ingest::{Checked, InputFile};
use talent_workspace::{FileRecord, VintageRecord, hash};

/// A file that was taken in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its name.
    pub name: String,
    /// The vintage that it made.
    pub vintage: i64,
    /// When it was taken in (RFC 3339, UTC).
    pub at: String,
    /// Who took it in; empty if that was before names were kept.
    pub by: String,
}

/// That a file takes the place of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// The earlier file.
    pub earlier: Earlier,
    /// Figures of the file that were the earlier one's.
    pub figures: usize,
    /// How many of them have another value now.
    pub changed: usize,
    /// Figures of the earlier file that are in force and that this one, another version of it, does not hold.
    pub omitted: usize,
    /// Whether its name says that it is another version of the earlier one.
    pub is_version: bool,
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Its name.
    pub file: String,
    /// Its figures.
    pub figures: usize,
    /// The file of the same content that was taken in before, whatever its name.
    pub same: Option<Earlier>,
    /// The earlier files that it takes the place of, by what it holds or by its name.
    pub supersedes: Vec<Superseded>,
}

/// What tells one figure from another.
type Identity<'o> = (&'o SeriesKey, Measure, Year);

/// Figures in force of the file of a name that are not among these.
fn omitted(name: &str, own: &[&Observation], observed: &[Observation]) -> usize {
    let held: BTreeSet<Identity<'_>> = own.iter().map(|o| (&o.key, o.measure, o.year)).collect();
    let of_file = observed.iter().filter(|o| *o.provenance.cell.file == *name);
    of_file.filter(|o| !held.contains(&(&o.key, o.measure, o.year))).count()
}

/// What is known of each file. `records` are the files in force, the oldest first, and `observed` the figures in force.
pub(crate) fn arrivals(
    files: &[InputFile<'_>],
    checked: &Checked,
    records: &[FileRecord],
    vintages: &[VintageRecord],
    observed: &[Observation],
) -> Vec<Arrival> {
    let known: BTreeMap<Identity<'_>, &Observation> =
        observed.iter().map(|o| ((&o.key, o.measure, o.year), o)).collect();
    let earlier = |record: &FileRecord| Earlier {
        name: record.name.clone(),
        vintage: record.vintage,
        at: vintages
            .iter()
            .find(|vintage| vintage.id == record.vintage)
            .map_or_else(String::new, |vintage| vintage.created_at.clone()),
        by: record.actor.clone(),
    };
    let mut arrivals = Vec::new();
    for file in files {
        let content = hash(file.bytes);
        let same = records.iter().rev().find(|record| record.hash == content);
        let own: Vec<&Observation> =
            checked.observations.iter().filter(|o| *o.provenance.cell.file == *file.name).collect();
        // Figures that stand there already, by the file that they came with.
        let mut taken: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for o in &own {
            if let Some(before) = known.get(&(&o.key, o.measure, o.year)) {
                let (figures, changed) = taken.entry(&before.provenance.cell.file).or_default();
                *figures += 1;
                *changed += usize::from(before.value != o.value);
            }
        }
        let mut supersedes = Vec::new();
        for record in newest_of_each_name(records) {
            let (figures, changed) = taken.get(record.name.as_str()).copied().unwrap_or_default();
            let is_version = stem(&record.name) == stem(file.name);
            let is_most = figures > 0 && 2 * figures >= own.len();
            if record.hash != content && (is_version || is_most) {
                supersedes.push(Superseded {
                    earlier: earlier(record),
                    figures,
                    changed,
                    omitted: if is_version { omitted(&record.name, &own, observed) } else { 0 },
                    is_version,
                });
            }
        }
        arrivals.push(Arrival {
            file: file.name.to_owned(),
            figures: own.len(),
            same: same.map(earlier),
            supersedes: if same.is_some() { Vec::new() } else { supersedes },
        });
    }
    arrivals
}

/// Of files of one name the newest.
fn newest_of_each_name(records: &[FileRecord]) -> impl Iterator<Item = &FileRecord> {
    records.iter().enumerate().filter_map(|(index, record)| {
        let later = records.get(index + 1..).unwrap_or_default();
        later.iter().all(|other| other.name != record.name).then_some(record)
    })
}

/// Words that people put behind the name of a file when they send it once more.
const AGAIN: [&str; 15] = [
    "最终版",
    "最终",
    "终稿",
    "定稿",
    "修改版",
    "修改",
    "修订",
    "更正",
    "改",
    "副本",
    "校验",
    "final",
    "copy",
    "new",
    "新",
];

/// The name of a file without its ending and without what says that it is one more version of it: `T2 最终(2).xlsx` is
/// `t2`.
fn stem(name: &str) -> String {
    let mut stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    loop {
        let before = stem.len();
        let separators = [' ', '-', '_', '　', '－', '—', '.'];
        stem = stem.trim_end_matches(separators).to_owned();
        for word in AGAIN {
            if let Some(rest) = stem.strip_suffix(word).filter(|rest| !rest.is_empty()) {
                stem = rest.to_owned();
            }
        }
        // `(2)`, `（2）`, `v2`, `版本2`, `第2版`.
        for (open, close) in
            [("(", ")"), ("（", "）"), ("v", ""), ("版本", ""), ("第", "版"), ("版", "")]
        {
            let numbered = stem.strip_suffix(close).and_then(|rest| {
                let digits = rest.trim_end_matches(|c: char| c.is_ascii_digit());
                (digits.len() < rest.len()).then(|| digits.strip_suffix(open)).flatten()
            });
            if let Some(rest) = numbered.filter(|rest| !rest.is_empty()) {
                stem = rest.to_owned();
            }
        }
        if stem.len() == before {
            return stem;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn versions_of_a_file_have_one_stem() {
        for name in [
            "T2 甲校.xlsx",
            "T2 甲校 最终.xlsx",
            "T2 甲校-最终-最终.xlsx",
            "T2 甲校(2).csv",
            "t2 甲校 final v3.xlsx",
            "T2 甲校 第2版.xls",
            "T2 甲校 - 副本 (2).xlsx",
        ] {
            assert_eq!(stem(name), "t2 甲校", "{name}");
        }
        assert_ne!(stem("T2 甲校 2025.xlsx"), stem("T2 甲校 2026.xlsx"));
        assert_eq!(stem("v2.csv"), "v2");
    }
}
