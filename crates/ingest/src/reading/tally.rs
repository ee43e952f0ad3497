//! What the rows of a sheet have in common, said once for the whole sheet.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    CodeList, Codebook, IndustryCode, Level, Nature, ProgrammeCode, RegionCode, TemplateCode, Year,
};

use crate::finding::Finding;
use crate::problem::{CodeProblem, FileProblem, NameProblem, Problem};
use crate::row::{ByName, Row};
use crate::rules::of_other_level;
use crate::sheet::Sheet;

/// What was met in the rows of a sheet.
#[derive(Default)]
pub(super) struct Tally {
    /// Data rows read.
    pub(super) rows: usize,
    /// The years of the rows.
    pub(super) years: BTreeSet<Year>,
    /// Columns without a heading, reported.
    pub(super) without_heading: BTreeSet<usize>,
    natures: BTreeSet<Nature>,
    /// Names that stood for codes.
    by_name: BTreeSet<ByName>,
    formers: BTreeSet<ProgrammeCode>,
    other_levels: BTreeSet<String>,
    /// Names that are in no list, each with what is said of it.
    unknown: BTreeMap<(&'static str, String), (Finding, Vec<String>)>,
}

impl Tally {
    pub(super) fn add(&mut self, row: &Row, codebook: &Codebook) {
        self.years.extend(row.year);
        self.add_names(row);
        let programme = row.programme.as_ref().and_then(Level::code);
        self.formers.extend(programme.filter(|code| code.is_former()).cloned());
        self.other_levels.extend(of_other_level(row, codebook));
        // A total is of what the rows above it are.
        let is_total = matches!(row.programme, Some(Level::Total))
            || matches!(row.industry, Some(Level::Total))
            || matches!(row.school, Some(Level::Total));
        if row.nature.is_some() || !is_total {
            self.natures.insert(row.nature.unwrap_or(Nature::Real));
        }
    }

    /// Adds a row of which there is nothing to say, beyond what is `known` of every row.
    pub(super) fn add_plain(&mut self, year: Year, nature: Nature, known: &Row) {
        self.rows += 1;
        self.years.insert(year);
        self.natures.insert(nature);
        self.add_names(known);
    }

    fn add_names(&mut self, row: &Row) {
        for named in &row.by_name {
            if !self.by_name.contains(named) {
                self.by_name.insert(named.clone());
            }
        }
    }

    /// Keeps what is said of names that are in no list, each name once; gives back what else there is.
    pub(super) fn group(&mut self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut others = Vec::new();
        for finding in findings {
            let Problem::Name(NameProblem::Unknown { name, list, .. }) = &finding.problem else {
                others.push(finding);
                continue;
            };
            let key = (*list, name.to_string());
            match self.unknown.get_mut(&key) {
                Some((_, places)) => places.extend(finding.location.address()),
                None => drop(self.unknown.insert(key, (finding, Vec::new()))),
            }
        }
        others
    }

    /// What is to be said of the sheet as a whole.
    pub(super) fn findings(
        self,
        sheet: &Sheet,
        template: TemplateCode,
        codebook: &Codebook,
    ) -> Vec<Finding> {
        let mut findings = self.codes_by_name(sheet, codebook);
        findings.extend(self.unknown.into_values().map(|(mut finding, again)| {
            if let Problem::Name(NameProblem::Unknown { places, .. }) = &mut finding.problem {
                *places = again.into();
            }
            finding
        }));
        if !self.other_levels.is_empty() && !template.is_list() {
            let found = self.other_levels.into_iter().collect();
            findings.push(sheet.finding(CodeProblem::OtherLevel { found }));
        }
        if !self.formers.is_empty() {
            let named = |code: &ProgrammeCode| format!("{code} {}", codebook.programme_name(code));
            let found = self.formers.iter().map(named).collect();
            findings.push(sheet.finding(CodeProblem::Former { found }));
        }
        if self.natures.len() > 1 && !template.is_list() {
            findings.push(sheet.finding(FileProblem::MixedNature));
        }
        if self.rows == 0 {
            findings.push(sheet.finding(FileProblem::Empty));
        }
        findings
    }

    /// Which names stood for codes, one finding for each list.
    fn codes_by_name(&self, sheet: &Sheet, codebook: &Codebook) -> Vec<Finding> {
        let of_list = |list: CodeList| {
            let names = self.by_name.iter().filter(|named| named.list == list);
            let (names, others): (Vec<&ByName>, Vec<&ByName>) = names
                .filter(|named| named.code != named.name)
                .partition(|named| !named.is_inferred);
            // Of several ways of writing one name the first stands for them all.
            let codes: BTreeMap<&str, &str> = names
                .iter()
                .rev()
                .map(|named| (named.code.as_str(), named.name.as_str()))
                .collect();
            let found: Vec<String> =
                codes.iter().map(|(code, name)| format!("{name}={code}")).collect();
            let read_as: Vec<String> =
                others.iter().map(|named| read_as(named, codebook)).collect();
            let list = list.name();
            let by_name = NameProblem::StoodForCodes { list, found };
            let inferred = NameProblem::ReadAs { list, found: read_as };
            [by_name, inferred]
        };
        let problems = CodeList::ALL.into_iter().flat_map(of_list);
        let is_said = |problem: &NameProblem| match problem {
            NameProblem::StoodForCodes { found, .. } | NameProblem::ReadAs { found, .. } => {
                !found.is_empty()
            }
            _ => true,
        };
        problems.filter(is_said).map(|problem| sheet.finding(problem)).collect()
    }
}

/// A name that the list has in other words, with the list's own and its code.
fn read_as(named: &ByName, codebook: &Codebook) -> String {
    let official = match named.list {
        CodeList::Region => {
            RegionCode::new(&named.code).ok().and_then(|c| codebook.regions.get(&c))
        }
        CodeList::Industry => {
            IndustryCode::new(&named.code).ok().and_then(|c| codebook.industries.get(&c))
        }
        CodeList::Programme | CodeList::School => None,
    };
    match official {
        Some(official) => format!("{}→{official}（{}）", named.name, named.code),
        None => format!("{}→{}", named.name, named.code),
    }
}
