//! Reading and checking files together: the one path of a dry run and of the real run.

use talent_domain::{Codebook, Observation, TemplateCode};

use crate::answers::Answers;
use crate::budget::Budget;
use crate::catalogue::Rules;
use crate::checked::{Checked, CheckedFile};
use crate::explanation::explanations;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::formats::read_within;
use crate::lists::{check_lists, codes_of};
use crate::own_sheet;
use crate::problem::{ArrangementProblem, FileProblem, ListProblem, Problem, SheetProblem};
use crate::reading::{OBSERVATION_BYTES, most_figures, read_sheet};
use crate::row_counts::RowCounts;
use crate::rules::{
    check_declared_school, check_figures, check_revisions, check_unlikely, lost_codes,
};
use crate::sheet::Sheet;
use crate::table::{Binding, bind, tables};

/// A file to take in.
#[derive(Debug, Clone, Copy)]
pub struct InputFile<'a> {
    /// Its name without the folder.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What to do with unlikely figures: far from the rest of their series, or of a year that has not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlikely {
    /// They are errors: most are wrong units and slips of the pen.
    Refuse {
        /// The year it is now.
        this_year: i32,
    },
    /// Somebody has checked them.
    Confirmed,
}

/// How files are checked.
#[derive(Debug, Clone, Copy)]
pub struct Checking<'a> {
    /// The rules of the workspace.
    pub rules: &'a Rules,
    /// What is said of findings before.
    pub answers: &'a Answers,
    /// What to do with unlikely figures.
    pub unlikely: Unlikely,
}

/// A sheet that has a template.
struct BoundSheet {
    /// The position of its file.
    file: usize,
    sheet: Sheet,
    binding: Binding,
}

/// Reads and checks files together. `codebook` and `known` are the code lists and the figures that
/// are in force; a code list among the files replaces its predecessor before any figure is read.
///
/// All findings come back at once. Nothing is stored here. The rules are those that are shipped; see [`check_files_by`].
pub fn check_files(
    files: &[InputFile<'_>],
    codebook: &Codebook,
    known: &[Observation],
    unlikely: Unlikely,
) -> Checked {
    let (rules, answers) = (&Rules::default(), &Answers::default());
    check_files_by(files, codebook, known, Checking { rules, answers, unlikely })
}

/// Reads and checks files together, as [`check_files`] does, by the rules of a workspace and with what is said of
/// findings before.
pub fn check_files_by(
    files: &[InputFile<'_>],
    codebook: &Codebook,
    known: &[Observation],
    checking: Checking<'_>,
) -> Checked {
    let Checking { rules, answers, unlikely } = checking;
    let findings = Findings::by(rules, answers);
    let mut checked = Checked { codebook: codebook.clone(), findings, ..Checked::default() };
    let budget = Budget::default();
    let mut sheets = bound_sheets(files, &budget, &mut checked);
    put_lists_first(&mut sheets);
    let templates = read_bound(sheets, files, known, &budget, &mut checked);
    refuse_blank_forms(&mut checked);
    check_lists(&templates, &mut checked.codebook, &mut checked.findings);
    check_figures(&checked.observations, &mut checked.findings);
    if let Unlikely::Refuse { this_year } = unlikely {
        let ground = (&checked.codebook, rules);
        check_unlikely(&checked.observations, known, this_year, ground, &mut checked.findings);
    }
    let position = |finding: &Finding| {
        files.iter().position(|file| file.name == finding.location.file()).unwrap_or(files.len())
    };
    check_revisions(&checked.observations, known, &mut checked.findings);
    let said = std::mem::take(&mut checked.explanations);
    checked.explanations = checked.findings.explain(said);
    checked.findings.finish(|finding| (position(finding), finding.location.clone()));
    checked
}

/// A file of which no row gives a figure, such as a form that was not filled in, is no report.
fn refuse_blank_forms(checked: &mut Checked) {
    for CheckedFile { name, rows, templates } in &checked.files {
        let is_list = templates.iter().any(|template| template.is_list());
        if !is_list && rows.without_figure > 0 && rows.data + rows.faulty + rows.totals == 0 {
            checked.findings.push(Finding::in_file(&name.as_str().into(), FileProblem::Empty));
        }
    }
}

/// The sheets of all files that have a template.
fn bound_sheets(
    files: &[InputFile<'_>],
    budget: &Budget,
    checked: &mut Checked,
) -> Vec<BoundSheet> {
    let mut sheets = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let (name, rows) = (file.name.to_owned(), RowCounts::default());
        checked.files.push(CheckedFile { name, templates: vec![], rows });
        match read_within(file.name, file.bytes, budget) {
            Err(finding) => checked.findings.push(finding),
            Ok(read) => sheets.extend(bind_sheets(index, read, checked)),
        }
    }
    sheets
}

/// The sheets of a file but for those that this project wrote into it, which are no data; explanations are read from the
/// sheet of findings.
fn without_own(mut read: Vec<Sheet>, checked: &mut Checked) -> Vec<Sheet> {
    let findings = read.iter().filter(|sheet| own_sheet::is(sheet, own_sheet::FINDINGS));
    checked.explanations.extend(findings.flat_map(explanations));
    read.retain(|sheet| !own_sheet::is_own(sheet));
    read
}

/// Binds the sheets of a file. A cover beside them is passed over.
fn bind_sheets(file: usize, read: Vec<Sheet>, checked: &mut Checked) -> Vec<BoundSheet> {
    let unrecognised = Problem::from(SheetProblem::NotATemplate { nearest: None });
    let mut sheets = Vec::new();
    let mut covers = Vec::new();
    let read = without_own(read, checked);
    let mut refused = Vec::new();
    let tables = read.into_iter().flat_map(|sheet| tables(sheet, &mut refused));
    for sheet in tables.collect::<Vec<_>>() {
        let mut findings = Vec::new();
        let binding = bind(&sheet, &mut findings);
        if findings.iter().any(|finding| finding.problem == unrecognised) && !sheet.has_numbers() {
            covers.push((sheet, findings));
            continue;
        }
        checked.findings.extend(findings);
        let Some(binding) = binding else {
            checked.files[file].rows += unread(&sheet);
            continue;
        };
        let template = binding.template.code;
        if sheet.first() > 0 {
            let cell = sheet.cell(sheet.first(), 0);
            checked.findings.push(cell.finding(ArrangementProblem::NextTable { template }));
        } else if sheet.hidden {
            checked.findings.push(sheet.finding(SheetProblem::Hidden));
        }
        if sheet.first() == 0 || !checked.files[file].templates.contains(&template) {
            checked.files[file].templates.push(template);
        }
        sheets.push(BoundSheet { file, sheet, binding });
    }
    for (sheet, finding) in refused {
        checked.files[file].rows += unread(&sheet);
        checked.findings.push(finding);
    }
    for (sheet, findings) in covers {
        checked.files[file].rows += unread(&sheet);
        if sheets.is_empty() {
            checked.findings.extend(findings);
        } else {
            checked.findings.push(sheet.finding(SheetProblem::PassedOver));
        }
    }
    sheets
}

/// The rows of a sheet of which nothing is read.
fn unread(sheet: &Sheet) -> RowCounts {
    let read = sheet.len() - sheet.first();
    let blank = (sheet.first()..sheet.len()).filter(|row| sheet.row(*row).next().is_none()).count();
    RowCounts { read, blank, unread: read - blank, ..RowCounts::default() }
}

/// Lists of codes come first, and of these the ones that others refer to.
fn put_lists_first(sheets: &mut [BoundSheet]) {
    let order = [TemplateCode::C4, TemplateCode::C3, TemplateCode::C2, TemplateCode::C1];
    sheets.sort_by_key(|bound| {
        let code = bound.binding.template.code;
        let referred_to = order.iter().position(|list| *list == code).unwrap_or(order.len());
        (referred_to, !code.is_list(), bound.file)
    });
}

/// Reads the sheets in order, of each list the first. Returns the templates that were read.
fn read_bound(
    sheets: Vec<BoundSheet>,
    files: &[InputFile<'_>],
    known: &[Observation],
    budget: &Budget,
    checked: &mut Checked,
) -> Vec<TemplateCode> {
    let mut templates: Vec<TemplateCode> = Vec::new();
    // A list that grows by doubling is in memory one and a half times.
    let figures = sheets.iter().map(|bound| most_figures(&bound.sheet, &bound.binding)).sum();
    checked.observations.reserve_exact(budget.room_for(figures, OBSERVATION_BYTES));
    for BoundSheet { file, sheet, binding } in sheets {
        let template = binding.template.code;
        if template.is_list() && templates.contains(&template) {
            checked.findings.push(sheet.finding(ListProblem::Twice { template }));
            checked.files[file].rows += unread(&sheet);
            continue;
        }
        templates.push(template);
        let before = checked.observations.len();
        let rows = read_sheet(&sheet, &binding, files[file].name, budget, checked);
        checked.files[file].rows += rows;
        let (name, read) = (files[file].name, &checked.observations[before..]);
        let findings = &mut checked.findings;
        check_declared_school(&sheet, &binding, name, read, &checked.codebook, findings);
        if let Some(list) = codes_of(template) {
            let codes = lost_codes(list, known, &checked.codebook);
            if !codes.is_empty() {
                checked.findings.push(sheet.finding(ListProblem::Loses { template, codes }));
            }
        }
    }
    templates
}
