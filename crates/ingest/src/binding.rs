//! Binding the columns of a sheet to a template: which template it is, where its headings stand, and
//! which of the shapes of tables it has.
//!
//! Three shapes are read. Usually every figure has a column and every year a row. In yearbooks years
//! stand side by side: headings are years, and the figure is named in the row above them or in the
//! title. In extracts of databases every figure has a row, with columns 指标, 数值 and 单位. In each, what
//! holds for all rows may be stated once above them, as `学校代码：LF-S01`.

use std::cmp::Reverse;

use talent_domain::Year;
use unicode_normalization::UnicodeNormalization as _;

use crate::finding::{Finding, Problem};
use crate::heading::{DEEPEST, Heading, fold, headings, nearest};
use crate::names::CodeList;
use crate::number::{FileUnit, needs_unit, unit_names, units_of};
use crate::sheet::{Cell, CellValue, Sheet};
use crate::template::{Column, Kind, LONG, Template, TemplateCode};

/// A template bound to the columns of a sheet.
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) template: Template,
    /// The last row of the headings, counted from 0.
    pub(crate) row: usize,
    /// The columns of the sheet that have a heading, read or not.
    pub(crate) headed: Vec<usize>,
    /// The number of columns of the rows of headings.
    pub(crate) width: usize,
    /// The columns that each row has once.
    pub(crate) columns: Vec<BoundColumn>,
    /// What is stated above the headings for all rows.
    pub(crate) stated: Vec<Stated>,
    /// The figures of each year where years stand side by side; else none.
    pub(crate) panes: Vec<Pane>,
    /// Whether a figure column is not among them because of its unit.
    pub(crate) lost_figures: bool,
}

/// The figure columns of one year. Without columns it only says which year a row is of.
#[derive(Debug)]
pub(crate) struct Pane {
    pub(crate) year: Year,
    pub(crate) columns: Vec<BoundColumn>,
}

/// A code or year that holds for all rows.
#[derive(Debug)]
pub(crate) struct Stated {
    pub(crate) spec: &'static Column,
    row: usize,
    at: usize,
    value: CellValue,
}

impl Stated {
    /// The cell that states it, holding nothing else.
    pub(crate) fn cell<'a>(&'a self, sheet: &'a Sheet) -> Cell<'a> {
        sheet.cell(self.row, self.at).holding(&self.value)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct BoundColumn {
    pub(crate) spec: &'static Column,
    /// Column of the sheet, counted from 0.
    pub(crate) at: usize,
    /// Unit of a figure column.
    pub(crate) unit: Option<FileUnit>,
}

/// The sheet of a blank template that explains its columns, in the words of headings.
pub(crate) const HELP_SHEET: &str = "填写说明";
/// Headings begin within this many rows of the top.
const SEARCHED_ROWS: usize = 12;

impl Binding {
    /// Every column, those of all years included.
    pub(crate) fn all_columns(&self) -> impl Iterator<Item = &BoundColumn> {
        self.columns.iter().chain(self.panes.iter().flat_map(|pane| &pane.columns))
    }
}

/// Where the headings of a sheet stand.
struct Block {
    template: Template,
    top: usize,
    /// The last row.
    bottom: usize,
    headings: Vec<Heading>,
    /// Names and values above the headings.
    pairs: Vec<Pair>,
}

/// `name: value` in a cell, or in a cell and the next; the value's place.
#[derive(Debug, Clone)]
struct Pair {
    name: String,
    value: CellValue,
    row: usize,
    at: usize,
}

impl Block {
    fn of(sheet: &Sheet, code: TemplateCode, top: usize, depth: usize) -> Self {
        let (template, bottom) = (code.template(), top + depth - 1);
        let headings = headings(sheet, top, depth);
        Self { template, top, bottom, headings, pairs: pairs(sheet, top) }
    }

    /// Columns without a heading whose code, name or year is stated above.
    fn stated(&self) -> impl Iterator<Item = (&'static Column, &Pair)> {
        let has_heading = |column: Option<&Column>| column.is_some_and(|column| self.has(column));
        let may_be_stated = move |column: &&Column| match column.kind {
            Kind::Name(list) => !has_heading(list.code_column(&self.template)),
            Kind::Year => column.required,
            kind => column.required && CodeList::of_codes(kind).is_some(),
        };
        let columns = self.template.columns.iter().filter(may_be_stated);
        columns.filter(|column| !self.has(column)).filter_map(|column| {
            let named = |pair: &&Pair| column.names().any(|name| name == pair.name);
            Some((column, self.pairs.iter().find(named)?))
        })
    }

    fn is_stated(&self, column: &Column) -> bool {
        self.stated().any(|(stated, _)| stated.heading == column.heading)
    }

    fn has(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column))
    }

    /// Whether a heading is that of the column, or stands for it.
    fn shows(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column) || heading.stands_for(column))
    }

    fn missing(&self) -> Vec<&'static Column> {
        let is_named = |column: &Column| {
            let name =
                CodeList::of_codes(column.kind).and_then(|list| list.name_column(&self.template));
            name.is_some_and(|name| self.has(name) || self.is_stated(name))
        };
        let is_there = |column: &Column| {
            self.shows(column)
                || self.is_stated(column)
                || is_named(column)
                || (self.is_long() && matches!(column.kind, Kind::Figure(_)))
        };
        self.template.columns.iter().filter(|c| c.required && !is_there(c)).collect()
    }

    fn figures(&self) -> impl Iterator<Item = &'static Column> {
        let holds_figures = |column: &&Column| {
            matches!(column.kind, Kind::Figure(_) | Kind::Word(..) | Kind::RowValue)
        };
        self.template.columns.iter().filter(holds_figures)
    }

    /// Years stand side by side: there is no column of years, but headings that are years.
    fn is_wide(&self) -> bool {
        let years = self.template.columns.iter().find(|column| column.kind == Kind::Year);
        years.is_some_and(|column| !self.has(column))
            && !self.stated().any(|(column, _)| column.kind == Kind::Year)
            && self.headings.iter().any(|heading| heading.year().is_some())
    }

    /// Every figure has a row: the template's figures have no columns, the row names them.
    fn is_long(&self) -> bool {
        let figures = self.template.columns.iter().any(|c| matches!(c.kind, Kind::Figure(_)));
        figures
            && !self.figures().any(|column| self.has(column))
            && LONG.iter().filter(|column| column.required).all(|column| self.has(column))
    }
}

/// Binds the sheet to the template whose headings it has. `None` if nothing can be read from it; why
/// not is among the findings, unless it is an explanation by its name.
pub(crate) fn bind(sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Binding> {
    let marked = marker(sheet, findings)?;
    let candidates: Vec<TemplateCode> = match marked {
        Some(code) => vec![code],
        None => TemplateCode::ALL.to_vec(),
    };
    let Some(block) = best_match(sheet, &candidates) else {
        if !is_explanation(sheet) {
            findings.push(sheet.finding(Problem::NotATemplate { nearest: None }));
        }
        return None;
    };
    let missing = block.missing();
    if marked.is_none() && !missing.is_empty() && sheet.name() == Some(HELP_SHEET) {
        return None;
    }
    if marked.is_none() && !missing.is_empty() {
        let names = missing.iter().map(|column| column.heading).collect();
        let nearest = Some((block.template.code, names));
        findings.push(sheet.finding(Problem::NotATemplate { nearest }));
        return None;
    }
    for column in &missing {
        let nearest = nearest(column.heading, block.headings.iter().map(Heading::name));
        let problem = Problem::HeadingMissing { heading: column.heading, nearest };
        findings.push(sheet.cell(block.bottom, 0).finding(problem));
    }
    let (wide, long) = (block.is_wide(), block.is_long());
    let mut figures = block.figures().peekable();
    if figures.peek().is_some() && !wide && !long && !block.figures().any(|c| block.has(c)) {
        let some: Vec<&str> = figures.take(4).map(|column| column.heading).collect();
        let problem = Problem::NoFigureColumn { headings: some.join("、") };
        findings.push(sheet.cell(block.bottom, 0).finding(problem));
        return None;
    }
    let (template, row) = (block.template, block.bottom);
    let (columns, panes, lost_figures) = (Vec::new(), Vec::new(), false);
    let stated = block.stated().map(|(spec, pair)| {
        let Pair { row, at, ref value, .. } = *pair;
        Stated { spec, row, at, value: value.clone() }
    });
    let stated = stated.collect();
    let headed = block.headings.iter().map(|heading| heading.at).collect();
    let width = (block.top..=row).map(|row| sheet.width(row)).max().unwrap_or(0);
    let mut binding =
        Binding { template, row, headed, width, columns, stated, panes, lost_figures };
    let before = findings.len();
    bind_columns(sheet, &block, marked.is_some(), &mut binding, findings);
    if wide && binding.panes.is_empty() && findings.len() == before {
        let problem = Problem::HeadingMissing { heading: "年份", nearest: None };
        findings.push(sheet.cell(block.bottom, 0).finding(problem));
        return None;
    }
    findings.extend(years_across(sheet, &binding));
    let unclear = findings[before..].iter().any(|finding| finding.problem.leaves_table_unclear());
    (missing.is_empty() && !unclear).then_some(binding)
}

fn bind_columns(
    sheet: &Sheet,
    block: &Block,
    marked: bool,
    binding: &mut Binding,
    findings: &mut Vec<Finding>,
) {
    let stated = stated_units(sheet, block.top);
    let titled = titled_figure(sheet, block);
    // Running numbers are of no use to anyone.
    for heading in block.headings.iter().filter(|heading| heading.name() != "序号") {
        let cell = sheet.cell(heading.row, heading.at);
        let Meaning { spec, unit, year } = match meaning(heading, block, marked, titled.as_ref()) {
            Ok(meaning) => meaning,
            Err(problem) => {
                let is_unclear = problem.leaves_table_unclear();
                findings.push(cell.finding(problem));
                if is_unclear {
                    return;
                }
                continue;
            }
        };
        let group = match year {
            None => &mut binding.columns,
            Some(year) => columns_of(&mut binding.panes, year),
        };
        if let Some(first) = group.iter().find(|bound| bound.spec.heading == spec.heading) {
            let first = sheet.cell(heading.row, first.at).place().address();
            let problem = Problem::HeadingTwice { heading: heading.whole(), first };
            findings.push(cell.finding(problem));
            continue;
        }
        match column_unit(spec, unit.as_deref(), &stated) {
            Ok(unit) => group.push(BoundColumn { spec, at: heading.at, unit }),
            Err(problem) => {
                binding.lost_figures = true;
                findings.push(cell.finding(problem));
            }
        }
    }
}

/// What the column under a heading holds.
struct Meaning {
    spec: &'static Column,
    /// The unit that the heading states.
    unit: Option<String>,
    /// The year that it is of, where years stand side by side.
    year: Option<Year>,
}

fn meaning(
    heading: &Heading,
    block: &Block,
    marked: bool,
    titled: Option<&(&'static Column, Option<String>)>,
) -> Result<Meaning, Problem> {
    let unit = heading.unit().map(str::to_owned);
    let year = heading.year().filter(|_| block.is_wide());
    if let Some(spec) = block.template.columns.iter().find(|column| heading.is(column)) {
        let holds_figure = matches!(spec.kind, Kind::Figure(_) | Kind::Word(..));
        if holds_figure && year.is_none() && block.is_wide() {
            return Err(Problem::FigureOfWhen { heading: heading.whole() });
        }
        return Ok(Meaning { spec, unit, year: year.filter(|_| holds_figure) });
    }
    if year.is_some() {
        let named = heading.figure_words().and_then(|words| {
            let spec = block.figures().find(|column| words.name(column))?;
            Some((spec, words.unit.clone()))
        });
        return match named.or_else(|| titled.cloned()) {
            Some((spec, unit)) => Ok(Meaning { spec, unit, year }),
            None => Err(Problem::YearOfWhat { heading: heading.whole() }),
        };
    }
    match LONG.iter().find(|column| block.is_long() && heading.is(column)) {
        Some(spec) => Ok(Meaning { spec, unit: None, year: None }),
        None => Err(unknown(heading, block, marked)),
    }
}

/// How years that stand side by side were read.
fn years_across(sheet: &Sheet, binding: &Binding) -> Option<Finding> {
    let years = || binding.panes.iter().map(|pane| pane.year.number());
    let (first, last) = (years().min()?, years().max()?);
    let mut figures: Vec<String> = Vec::new();
    for bound in binding.panes.iter().flat_map(|pane| &pane.columns) {
        let unit = bound.unit.map_or("", |unit| unit.name);
        let figure = format!("{}({unit})", bound.spec.heading);
        if !figures.contains(&figure) {
            figures.push(figure);
        }
    }
    let at = binding.panes.iter().flat_map(|pane| &pane.columns).map(|bound| bound.at).min()?;
    let problem = Problem::YearsAcross { figures: figures.join("、"), first, last };
    Some(sheet.cell(binding.row, at).finding(problem))
}

/// The columns of a year, made if it is the first of them.
fn columns_of(panes: &mut Vec<Pane>, year: Year) -> &mut Vec<BoundColumn> {
    let at = panes.iter().position(|pane| pane.year == year).unwrap_or_else(|| {
        panes.push(Pane { year, columns: Vec::new() });
        panes.len() - 1
    });
    &mut panes[at].columns
}

/// What an unknown heading means: usually a column that is passed over. Not so where it tells rows
/// apart that the template would take for one, nor beside a list of codes, which replaces its
/// predecessor as a whole and must not be guessed.
fn unknown(heading: &Heading, block: &Block, marked: bool) -> Problem {
    let template = block.template.code;
    let passed_over = || {
        let free = block.template.columns.iter().filter(|column| !block.has(column));
        let nearest = nearest(heading.name(), free.map(|column| column.heading));
        Problem::HeadingUnknown { heading: heading.whole(), nearest }
    };
    if template.is_list() {
        let unclear = Problem::ListUnclear { template, heading: heading.whole() };
        return if marked { passed_over() } else { unclear };
    }
    let has = |kind: fn(&Kind) -> bool| block.template.columns.iter().any(|c| kind(&c.kind));
    let of_school = has(|kind| matches!(kind, Kind::School { .. }));
    let tells_apart = TemplateCode::ALL.iter().filter(|code| !code.is_list()).any(|code| {
        code.template().columns.iter().any(|column| {
            heading.is(column)
                && match column.kind {
                    Kind::Region => !of_school,
                    Kind::School { .. } | Kind::Programme { .. } | Kind::Industry => true,
                    Kind::Name(list) if list != CodeList::Region => true,
                    Kind::Occupation => column.required,
                    _ => false,
                }
        })
    });
    if tells_apart {
        Problem::HeadingForeign { heading: heading.whole(), template }
    } else {
        passed_over()
    }
}

/// The figure that the title names, with the unit in the title's brackets, if it names just one.
fn titled_figure(sheet: &Sheet, block: &Block) -> Option<(&'static Column, Option<String>)> {
    let titles: Vec<String> = (0..block.top)
        .flat_map(|row| sheet.row(row))
        .filter_map(|cell| match cell.value {
            CellValue::Text(text) => Some(fold(text)),
            _ => None,
        })
        .collect();
    let named = |column: &&'static Column| {
        let longest = column.names().filter(|name| titles.iter().any(|t| t.contains(name)));
        longest.max_by_key(|name| name.len()).map(|name| (*column, name))
    };
    let named: Vec<(&Column, &str)> = block.figures().filter_map(|column| named(&column)).collect();
    // 增加值 is in 增加值占比 too; the longer name is meant.
    let mut meant = named
        .iter()
        .filter(|(_, name)| !named.iter().any(|(_, other)| other != name && other.contains(name)));
    let (Some((spec, _)), None) = (meant.next(), meant.next()) else { return None };
    let Kind::Figure(measure) = spec.kind else { return None };
    let stands_in = |unit: &str| titles.iter().any(|title| title.contains(&format!("({unit})")));
    let unit = units_of(measure).iter().find(|unit| stands_in(unit.name));
    Some((spec, unit.map(|unit| unit.name.to_owned())))
}

/// The template named in the corner, such as `T4 产业产出与用工 v1`. The outer `None` if it is of
/// another version: that has been reported.
#[allow(clippy::option_option, reason = "no marker is an answer; a wrong one has been reported")]
fn marker(sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Option<TemplateCode>> {
    for row in 0..SEARCHED_ROWS.min(sheet.len()) {
        for cell in sheet.row(row).take(2) {
            let CellValue::Text(text) = cell.value else { continue };
            let text = text.trim();
            let Some(code) = text.get(..2).and_then(TemplateCode::from_code) else { continue };
            let Some((_, version)) = text.rsplit_once(" v") else { continue };
            let Ok(version) = version.trim().parse::<u32>() else { continue };
            if version != 1 {
                findings.push(cell.finding(Problem::OtherVersion { template: code, version }));
                return None;
            }
            return Some(Some(code));
        }
    }
    Some(None)
}

/// The template and rows with the most headings in common; at least two. A template all of whose
/// required headings are there goes first, then the most headings, then the fewest rows of them.
fn best_match(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Block> {
    type Score = (bool, usize, Reverse<usize>);
    let mut best: Option<(Score, (TemplateCode, usize, usize))> = None;
    for top in 0..SEARCHED_ROWS.min(sheet.len()) {
        for depth in 1..=DEEPEST.min(sheet.len() - top) {
            let mut block = Block::of(sheet, candidates[0], top, depth);
            for &code in candidates {
                block.template = code.template();
                let columns = block.template.columns.iter();
                let hits = columns.filter(|column| block.shows(column)).count();
                let score = (block.missing().is_empty(), hits, Reverse(depth));
                if hits >= 2 && best.is_none_or(|(other, _)| score > other) {
                    best = Some((score, (code, top, depth)));
                }
            }
        }
    }
    best.map(|(_, (code, top, depth))| Block::of(sheet, code, top, depth))
}

/// What the rows above the headings state as `name: value`.
fn pairs(sheet: &Sheet, top: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for cell in (0..top).flat_map(|row| sheet.row(row)) {
        let CellValue::Text(text) = cell.value else { continue };
        let text: String = text.nfkc().collect();
        for part in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
            let Some((name, value)) = part.split_once(':') else { continue };
            let (row, mut at) = (cell.row(), cell.column());
            let value = if value.is_empty() {
                let Some(next) = sheet.row(row).find(|next| next.column() > at) else { continue };
                at = next.column();
                next.value.clone()
            } else {
                CellValue::Text(value.to_owned())
            };
            pairs.push(Pair { name: name.to_owned(), value, row, at });
        }
    }
    pairs
}

fn is_explanation(sheet: &Sheet) -> bool {
    sheet.is_empty()
        || sheet
            .name()
            .is_some_and(|name| ["说明", "代码表", "选项"].iter().any(|word| name.contains(word)))
}

/// What stands behind `单位：` above the headings: a unit for the whole sheet such as 万人, or the
/// name of who filled it in.
fn stated_units(sheet: &Sheet, heading_row: usize) -> Vec<String> {
    (0..heading_row)
        .flat_map(|row| sheet.row(row))
        .filter_map(|cell| match cell.value {
            CellValue::Text(text) => Some(fold(text).split_once("单位:")?.1.to_owned()),
            _ => None,
        })
        .collect()
}

fn column_unit(
    column: &'static Column,
    heading_unit: Option<&str>,
    stated: &[String],
) -> Result<Option<FileUnit>, Problem> {
    let Kind::Figure(measure) = column.kind else { return Ok(None) };
    let allowed = || unit_names(measure);
    let find = |name: &str| units_of(measure).iter().find(|unit| unit.name == name).copied();
    match (heading_unit, stated.iter().find_map(|name| find(name))) {
        (Some(name), _) => match find(name) {
            Some(unit) => Ok(Some(unit)),
            None => Err(Problem::UnitUnfit { unit: name.to_owned(), allowed: allowed() }),
        },
        (None, Some(unit)) => Ok(Some(unit)),
        (None, None) if needs_unit(measure) => {
            Err(Problem::UnitMissing { heading: column.heading, allowed: allowed() })
        }
        (None, None) => Ok(units_of(measure).first().copied()),
    }
}
