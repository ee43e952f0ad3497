//! What the rows of a sheet have in common, said once for the whole sheet.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{CodeList, Codebook, Level, Nature, ProgrammeCode, TemplateCode, Year};

use crate::finding::Finding;
use crate::problem::{CodeProblem, FileProblem, NameProblem};
use crate::row::Row;
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
    /// Names that stood for codes, by list and code.
    by_name: BTreeMap<(CodeList, String), String>,
    formers: BTreeSet<ProgrammeCode>,
    other_levels: BTreeSet<String>,
}

impl Tally {
    pub(super) fn add(&mut self, row: &Row, codebook: &Codebook) {
        self.years.extend(row.year);
        for (list, name, code) in &row.by_name {
            self.by_name.entry((*list, code.clone())).or_insert_with(|| name.clone());
        }
        let programme = row.programme.as_ref().and_then(Level::code);
        self.formers.extend(programme.filter(|code| code.is_former()).cloned());
        self.other_levels.extend(of_other_level(row, codebook));
        self.natures.insert(row.nature.unwrap_or(Nature::Real));
    }

    /// What is to be said of the sheet as a whole.
    pub(super) fn findings(
        self,
        sheet: &Sheet,
        template: TemplateCode,
        codebook: &Codebook,
    ) -> Vec<Finding> {
        let mut findings = self.codes_by_name(sheet);
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
    fn codes_by_name(&self, sheet: &Sheet) -> Vec<Finding> {
        let of_list = |list: CodeList| {
            let names = self.by_name.iter();
            let names = names.filter(|((other, code), name)| *other == list && code != *name);
            let found: Vec<String> =
                names.map(|((_, code), name)| format!("{name}={code}")).collect();
            let list = list.name();
            (!found.is_empty()).then(|| sheet.finding(NameProblem::StoodForCodes { list, found }))
        };
        CodeList::ALL.into_iter().filter_map(of_list).collect()
    }
}
