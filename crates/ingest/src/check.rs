use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    BridgeRow, CodeList, Codebook, ControlRow, IndustryCode, Level, Nature, Observation, OtherName,
    ProgrammeCode, ProgrammeEntry, RegionCode, RuleRow, SchoolCode, SchoolEntry, SeriesKey, Status,
    TemplateCode, Year,
};

use crate::binding::{Binding, bind};
use crate::cell::{Lists, Row, is_total_row, provenance, read_row, read_stated};
use crate::finding::{Finding, Problem, Severity};
use crate::names::{Names, level_of};
use crate::parameter::{check_lists, parameter_entry};
use crate::rules::{
    check_duplicates, check_jumps, check_row, check_totals, check_years, without_total_rows,
};
use crate::sheet::{Cell, CellValue, Sheet, read_sheets};
use crate::template::Kind;

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

/// What the files hold and what was noticed.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// Everything noticed, in the order of files, rows and columns.
    pub findings: Vec<Finding>,
    /// The figures.
    pub observations: Vec<Observation>,
    /// The code lists in force after these files.
    pub codebook: Codebook,
    /// What was read from each file.
    pub files: Vec<CheckedFile>,
}

/// What was read from one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    /// Its name.
    pub name: String,
    /// The templates of its sheets.
    pub templates: Vec<TemplateCode>,
    /// Data rows read.
    pub rows: usize,
}

impl Checked {
    /// Whether the files may be stored: no finding is an error.
    pub fn is_clean(&self) -> bool {
        self.errors() == 0
    }

    /// The number of errors.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == Severity::Error).count()
    }
}

/// A sheet that has a template.
struct BoundSheet {
    file: usize,
    sheet: Sheet,
    binding: Binding,
}

/// Reads and checks files together. `codebook` and `known` are the code lists and the figures that
/// are in force; a code list among the files replaces its predecessor before any figure is read.
///
/// All findings come back at once. Nothing is stored here.
pub fn check_files(
    files: &[InputFile<'_>],
    codebook: &Codebook,
    known: &[Observation],
    unlikely: Unlikely,
) -> Checked {
    let mut checked = Checked { codebook: codebook.clone(), ..Checked::default() };
    let mut sheets = Vec::new();
    for (index, file) in files.iter().enumerate() {
        checked.files.push(CheckedFile { name: file.name.to_owned(), templates: vec![], rows: 0 });
        match read_sheets(file.name, file.bytes) {
            Err(finding) => checked.findings.push(finding),
            Ok(read) => {
                bind_sheets(index, read, &mut sheets, &mut checked);
            }
        }
    }
    // Lists of codes come first, and of these the ones that others refer to.
    let order = [TemplateCode::C4, TemplateCode::C3, TemplateCode::C2, TemplateCode::C1];
    sheets.sort_by_key(|bound| {
        let code = bound.binding.template.code;
        let referred_to = order.iter().position(|list| *list == code).unwrap_or(order.len());
        (referred_to, !code.is_list(), bound.file)
    });
    let mut lists: Vec<TemplateCode> = Vec::new();
    for bound in &sheets {
        let code = bound.binding.template.code;
        if code.is_list() && lists.contains(&code) {
            checked.findings.push(bound.sheet.finding(Problem::ListTwice { template: code }));
            continue;
        }
        lists.push(code);
        read_sheet(bound, files[bound.file].name, &mut checked);
        let list = match code {
            TemplateCode::C10 => Some(CodeList::Programme),
            _ => named_list(code),
        };
        if let Some(list) = list {
            let lost = lost_codes(list, known, &checked.codebook);
            if !lost.is_empty() {
                let problem = Problem::ListLoses { template: code, codes: lost };
                checked.findings.push(bound.sheet.finding(problem));
            }
        }
    }
    check_lists(&lists, &mut checked.codebook, &mut checked.findings);
    check_duplicates(&checked.observations, &mut checked.findings);
    check_totals(&checked.observations, &mut checked.findings);
    if let Unlikely::Refuse { this_year } = unlikely {
        check_jumps(&checked.observations, known, &mut checked.findings);
        check_years(&checked.observations, this_year, &mut checked.findings);
    }
    let position = |finding: &Finding| {
        files.iter().position(|file| file.name == finding.place.file()).unwrap_or(files.len())
    };
    checked.findings.sort_by(|a, b| (position(a), &a.place).cmp(&(position(b), &b.place)));
    checked
}

/// Binds the sheets of a file. A cover beside them is passed over.
fn bind_sheets(file: usize, read: Vec<Sheet>, sheets: &mut Vec<BoundSheet>, checked: &mut Checked) {
    let before = sheets.len();
    let mut covers = Vec::new();
    for sheet in read {
        let mut findings = Vec::new();
        let binding = bind(&sheet, &mut findings);
        let unrecognised = Problem::NotATemplate { nearest: None };
        if findings.iter().any(|finding| finding.problem == unrecognised) && !sheet.has_numbers() {
            covers.push((sheet, findings));
            continue;
        }
        checked.findings.append(&mut findings);
        let Some(binding) = binding else { continue };
        if sheet.hidden {
            checked.findings.push(sheet.finding(Problem::HiddenSheet));
        }
        checked.files[file].templates.push(binding.template.code);
        sheets.push(BoundSheet { file, sheet, binding });
    }
    let beside_tables = sheets.len() > before;
    for (sheet, findings) in covers {
        if beside_tables {
            checked.findings.push(sheet.finding(Problem::SheetPassedOver));
        } else {
            checked.findings.extend(findings);
        }
    }
}

fn read_sheet(bound: &BoundSheet, file: &str, checked: &mut Checked) {
    let (sheet, binding) = (&bound.sheet, &bound.binding);
    let code = binding.template.code;
    if code.is_list() {
        clear_list(code, &mut checked.codebook);
    }
    let mut natures: Vec<Nature> = Vec::new();
    let mut rows = 0;
    let first = checked.observations.len();
    let names = Names::of(&checked.codebook);
    let lists = Lists { codes: &checked.codebook, names: &names };
    let panes = read_stated(sheet, binding, lists, &mut checked.findings);
    let mut years = BTreeSet::new();
    let mut by_name = BTreeMap::new();
    let mut formers = BTreeSet::new();
    let mut other_levels = BTreeSet::new();
    let mut unheaded = BTreeSet::new();
    for at in binding.row + 1..sheet.len() {
        if is_remark(sheet, at, binding) {
            continue;
        }
        if let Some(part) = part_of_row(sheet, at) {
            checked.findings.push(part);
            continue;
        }
        rows += 1;
        let mut noticed: Vec<Finding> = without_heading(sheet, at, binding, &mut unheaded);
        let mut attempted = code.is_list() || binding.lost_figures;
        let of_year = total_of_year(sheet, at, binding, &years);
        for (pane, known) in panes.iter().enumerate() {
            let columns = binding.panes.get(pane).map_or(&[][..], |pane| &pane.columns);
            let known = Row { year: known.year.or(of_year), ..known.clone() };
            let lists = Lists { codes: &checked.codebook, names: &names };
            let mut findings = Vec::new();
            let row = read_row(sheet, at, binding, known, columns, lists, &mut findings);
            years.extend(row.year);
            for (list, name, code) in &row.by_name {
                by_name.entry((*list, code.clone())).or_insert_with(|| name.clone());
            }
            let programme = row.programme.as_ref().and_then(Level::code);
            formers.extend(programme.filter(|code| code.is_former()).cloned());
            other_levels.extend(of_other_level(&row, &checked.codebook));
            let nature = row.nature.unwrap_or(Nature::Real);
            if !natures.contains(&nature) {
                natures.push(nature);
            }
            check_row(&row, &mut findings);
            // What is wrong with the row's codes is wrong in every year.
            findings.retain(|finding| !noticed.contains(finding));
            noticed.append(&mut findings);
            attempted |= row.attempted || !row.figures.is_empty() || !row.complete;
            if !row.complete {
                continue;
            }
            if code.is_list() {
                list_entry(code, &row, file, checked);
            } else {
                figures(&row, file, checked);
            }
        }
        if !attempted {
            noticed.push(sheet.cell(at, 0).finding(Problem::NoFigure));
        }
        checked.findings.append(&mut noticed);
    }
    if matches!(code, TemplateCode::T1 | TemplateCode::T2) {
        let read = checked.observations.split_off(first);
        checked.observations.extend(without_total_rows(read, &mut checked.findings));
    }
    check_percent_scale(sheet, binding, &mut checked.findings);
    checked.findings.extend(codes_by_name(sheet, &by_name));
    if !other_levels.is_empty() && !code.is_list() {
        let found = other_levels.into_iter().collect();
        checked.findings.push(sheet.finding(Problem::OtherLevel { found }));
    }
    if !formers.is_empty() {
        let named =
            |code: &ProgrammeCode| format!("{code} {}", checked.codebook.programme_name(code));
        let found = formers.iter().map(named).collect();
        checked.findings.push(sheet.finding(Problem::FormerCodes { found }));
    }
    if natures.len() > 1 && !code.is_list() {
        checked.findings.push(sheet.finding(Problem::MixedNature));
    }
    if rows == 0 {
        checked.findings.push(sheet.finding(Problem::Empty));
    }
    checked.files[bound.file].rows += rows;
}

/// School and programme of a row, where the one is not of the other's level.
fn of_other_level(row: &Row, codebook: &Codebook) -> Option<String> {
    let (Some(Level::Code(school)), Some(Level::Code(programme))) = (&row.school, &row.programme)
    else {
        return None;
    };
    let level = level_of(&codebook.schools.get(school)?.kind)?;
    let differs = programme.education_level() != level;
    differs.then(|| format!("{} {programme}", codebook.school_name(school)))
}

/// Cells of a row that no heading stands over: said once a column, but in a text file a row that is too
/// long may have had a figure cut in two by its comma.
fn without_heading(
    sheet: &Sheet,
    at: usize,
    binding: &Binding,
    unheaded: &mut BTreeSet<usize>,
) -> Vec<Finding> {
    let extra = sheet.width(at).saturating_sub(binding.width);
    if sheet.is_text() && extra > 0 {
        return vec![sheet.cell(at, binding.width).finding(Problem::CellsBeyond { extra })];
    }
    let has_none = |cell: &Cell<'_>| !binding.headed.contains(&cell.column());
    let first = |cell: &Cell<'_>| unheaded.insert(cell.column());
    let cells = sheet.row(at).filter(has_none).filter(first);
    let said = |cell: Cell<'_>| {
        let address = cell.place().address();
        let column = address.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        cell.finding(Problem::NoHeading { column })
    };
    cells.map(said).collect()
}

/// Which names stood for codes, a line a list.
fn codes_by_name(
    sheet: &Sheet,
    by_name: &BTreeMap<(CodeList, String), String>,
) -> impl Iterator<Item = Finding> {
    CodeList::ALL.into_iter().filter_map(|list| {
        let of_list = by_name.iter().filter(|((of, code), name)| *of == list && code != *name);
        let found: Vec<String> =
            of_list.map(|((_, code), name)| format!("{name}={code}")).collect();
        let is_used = !found.is_empty();
        is_used.then(|| sheet.finding(Problem::CodesByName { list: list.name(), found }))
    })
}

/// A row that yearbooks put below the one it is part of: `其中：` or `#` before its name.
fn part_of_row(sheet: &Sheet, at: usize) -> Option<Finding> {
    let first = sheet.row(at).next()?;
    let CellValue::Text(text) = first.value else { return None };
    let text = text.trim();
    let is_part = text.starts_with("其中") || text.starts_with(['#', '＃']);
    is_part.then(|| first.finding(Problem::PartOfRow { text: text.to_owned() }))
}

/// The year of a total row that states none, where all rows above are of one year.
fn total_of_year(
    sheet: &Sheet,
    at: usize,
    binding: &Binding,
    years: &BTreeSet<Year>,
) -> Option<Year> {
    let year = binding.columns.iter().find(|bound| bound.spec.kind == Kind::Year)?;
    let states_none = *sheet.cell(at, year.at).value == CellValue::Empty;
    let mut years = years.iter();
    match (years.next(), years.next()) {
        (Some(&year), None) if states_none && is_total_row(sheet, at, binding) => Some(year),
        _ => None,
    }
}

/// A row after or between the data that holds none: blank, a subtotal, a note or signature in one
/// cell, or the numbers of the columns (甲, 乙, 1, 2) under the headings.
fn is_remark(sheet: &Sheet, at: usize, binding: &Binding) -> bool {
    const OPENINGS: [&str; 12] = [
        "注",
        "填报",
        "填表",
        "审核",
        "说明",
        "制表",
        "负责人",
        "单位负责",
        "联系",
        "资料来源",
        "数据来源",
        "备注",
    ];
    let mut filled = sheet.row(at);
    let Some(first) = filled.next() else { return true };
    let CellValue::Text(text) = first.value else { return false };
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if close.starts_with("小计") || (close == "甲" && at == binding.row + 1) {
        return true;
    }
    let opens = OPENINGS.iter().any(|opening| text.trim_start().starts_with(opening));
    let required = binding.columns.iter().filter(|bound| bound.spec.required).count();
    opens && filled.count() < required.max(1)
}

fn figures(row: &Row, file: &str, checked: &mut Checked) {
    let region = match (&row.region, &row.school) {
        (Some(region), _) => region.clone(),
        (None, Some(Level::Code(school))) => match checked.codebook.schools.get(school) {
            Some(entry) => entry.region.clone(),
            None => return,
        },
        // The total over schools: of the city, which every school's region lies in.
        (None, _) => match city_of(&checked.codebook) {
            Some(region) => region,
            None => return,
        },
    };
    let Some(year) = row.year else { return };
    let key = SeriesKey {
        region,
        industry: row.industry.clone().unwrap_or(Level::Total),
        programme: row.programme.clone().unwrap_or(Level::Total),
        school: row.school.clone().unwrap_or(Level::Total),
        occupation: row.occupation.clone().unwrap_or(Level::Total),
    };
    for (measure, value, cell) in &row.figures {
        checked.observations.push(Observation {
            key: key.clone(),
            measure: *measure,
            year,
            value: *value,
            provenance: provenance(row, file, cell),
        });
    }
}

/// The prefecture that the schools lie in: the first four digits of their counties' codes.
fn city_of(codebook: &Codebook) -> Option<RegionCode> {
    let school = codebook.schools.values().next()?;
    RegionCode::new(&format!("{}00", &school.region.as_str()[..4])).ok()
}

fn clear_list(code: TemplateCode, codebook: &mut Codebook) {
    codebook.other_names.retain(|other| Some(other.list) != named_list(code));
    match code {
        TemplateCode::C1 => codebook.schools.clear(),
        TemplateCode::C2 => codebook.programmes.clear(),
        TemplateCode::C3 => codebook.industries.clear(),
        TemplateCode::C4 => codebook.regions.clear(),
        TemplateCode::C5 => codebook.bridge.clear(),
        TemplateCode::C6 => codebook.rules.clear(),
        TemplateCode::C7 => codebook.controls.clear(),
        TemplateCode::C8 => codebook.staffing.clear(),
        TemplateCode::C9 => codebook.occupation_classes.clear(),
        TemplateCode::C10 => codebook.former_programmes.clear(),
        TemplateCode::P1 => codebook.occupations.clear(),
        TemplateCode::P2 => codebook.retirement.clear(),
        TemplateCode::P3 => codebook.events.clear(),
        TemplateCode::P4 => codebook.ages.clear(),
        TemplateCode::P5 => codebook.occupation_workers.clear(),
        TemplateCode::P6 => codebook.actions.clear(),
        _ => {}
    }
}

/// Codes that figures in force are of, and that the list no longer has.
fn lost_codes(list: CodeList, known: &[Observation], codebook: &Codebook) -> Vec<String> {
    let lost = known.iter().filter_map(|observation| {
        let key = &observation.key;
        let (code, is_listed) = match list {
            CodeList::Region => (key.region.as_str(), codebook.regions.contains_key(&key.region)),
            CodeList::School => {
                let code = key.school.code()?;
                (code.as_str(), codebook.schools.contains_key(code))
            }
            CodeList::Programme => {
                let code = key.programme.code()?;
                (code.as_str(), codebook.has_programme(code))
            }
            CodeList::Industry => {
                let code = key.industry.code()?;
                (code.as_str(), codebook.industries.contains_key(code))
            }
        };
        (!is_listed).then(|| code.to_owned())
    });
    lost.collect::<BTreeSet<String>>().into_iter().collect()
}

/// The list of codes that a template holds.
fn named_list(code: TemplateCode) -> Option<CodeList> {
    match code {
        TemplateCode::C1 => Some(CodeList::School),
        TemplateCode::C2 => Some(CodeList::Programme),
        TemplateCode::C3 => Some(CodeList::Industry),
        TemplateCode::C4 => Some(CodeList::Region),
        _ => None,
    }
}

fn list_entry(code: TemplateCode, row: &Row, file: &str, checked: &mut Checked) {
    let Some(cell) = row.cell.clone() else { return };
    let codebook = &mut checked.codebook;
    let findings = &mut checked.findings;
    let mut shape = |text: &str, what| {
        let problem = Problem::CodeShape { text: text.to_owned(), what };
        findings.push(Finding::at(cell.clone(), problem));
    };
    let source = || row.source.clone().unwrap_or_else(|| file.to_owned());
    let text = |heading: &str| row.text(heading).to_owned();
    if let Some(list) = named_list(code) {
        let of = row.text(&format!("{}代码", list.name()));
        let names = row.text("曾用名").split([';', '；']).map(str::trim);
        for name in names.filter(|name| !name.is_empty()) {
            let (code, name) = (of.to_owned(), name.to_owned());
            codebook.other_names.insert(OtherName { list, code, name });
        }
    }
    let twice = match code {
        TemplateCode::C1 => match (SchoolCode::new(row.text("学校代码")), row.region.clone()) {
            (Ok(school), Some(region)) => {
                let entry =
                    SchoolEntry { name: text("学校名称"), kind: text("学校类型"), region };
                codebook.schools.insert(school, entry).is_some()
            }
            _ => return shape(row.text("学校代码"), "学校"),
        },
        TemplateCode::C2 => match ProgrammeCode::new(row.text("专业代码")) {
            Ok(programme) => {
                let entry = ProgrammeEntry {
                    name: text("专业名称"),
                    class_name: text("专业类名称"),
                    category_name: text("专业大类名称"),
                };
                codebook.programmes.insert(programme, entry).is_some()
            }
            Err(_) => return shape(row.text("专业代码"), "专业"),
        },
        TemplateCode::C3 => match IndustryCode::new(row.text("行业代码")) {
            Ok(industry) => codebook.industries.insert(industry, text("行业名称")).is_some(),
            Err(_) => return shape(row.text("行业代码"), "行业"),
        },
        TemplateCode::C4 => match RegionCode::new(row.text("地区代码")) {
            Ok(region) => codebook.regions.insert(region, text("地区名称")).is_some(),
            Err(_) => return shape(row.text("地区代码"), "地区"),
        },
        TemplateCode::C5 => match (row.class.clone(), row.industry.clone(), row.whole) {
            (Some(class), Some(Level::Code(industry)), Some(rank)) if rank > 0 => {
                let status = row.status.unwrap_or(Status::Read);
                let twice =
                    codebook.bridge.iter().any(|b| b.class == class && b.industry == industry);
                let cell = cell.clone();
                codebook.bridge.push(BridgeRow { class, industry, rank, status, cell });
                twice
            }
            _ => return shape("合计/0", "行业或次序"),
        },
        TemplateCode::C6 => {
            let condition = ["运算符", "阈值", "阈值单位"].map(|h| row.text(h)).join(" ");
            codebook.rules.push(RuleRow {
                id: text("规则编号"),
                metric: text("指标"),
                condition: condition.trim().to_owned(),
                window: text("期限"),
                action: text("措施"),
                source: source(),
                cell: cell.clone(),
            });
            false
        }
        TemplateCode::C7 => {
            let Some(Level::Code(programme)) = row.programme.clone() else { return };
            let (list, source, cell) = (text("名单"), source(), cell.clone());
            codebook.controls.push(ControlRow { programme, list, source, cell });
            false
        }
        _ => parameter_entry(code, row, &cell, source(), codebook, findings),
    };
    if twice {
        findings.push(Finding::at(cell.clone(), Problem::Duplicate { first: cell }));
    }
}

/// Percentages that are all at most one were written as fractions.
fn check_percent_scale(sheet: &Sheet, binding: &Binding, findings: &mut Vec<Finding>) {
    const FEWEST: usize = 3;
    for bound in binding.all_columns() {
        let Kind::Figure(measure) = bound.spec.kind else { continue };
        if measure.unit() != talent_domain::Unit::Percent {
            continue;
        }
        let values: Vec<f64> = (binding.row + 1..sheet.len())
            .filter_map(|at| match sheet.cell(at, bound.at).value {
                CellValue::Number(number) => Some(*number),
                CellValue::Text(text) => text.trim().parse().ok(),
                _ => None,
            })
            .collect();
        let largest = values.iter().copied().fold(0.0, f64::max);
        if values.len() >= FEWEST && largest > 0.0 && largest <= 1.0 {
            let problem = Problem::PercentScale { largest: largest.to_string() };
            findings.push(sheet.cell(binding.row, bound.at).finding(problem));
        }
    }
}
