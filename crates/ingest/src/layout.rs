//! Where the headings of a sheet stand, whose template they are, and which of the shapes of tables it has.
//!
//! Four shapes are read. Usually every figure has a column and every year a row. In yearbooks years
//! stand side by side: headings are years, and the figure is named in the row above them or in the
//! title. Or industries (schools, regions) stand side by side, and the title names the figure. In extracts
//! of databases every figure has a row, with columns 指标, 数值 and 单位. In each, what holds for all rows
//! may be stated once above them, as `学校代码：LF-S01`, or in the title: its year, and the region or school
//! that it names.

use talent_domain::{CodeList, TemplateCode};

use std::cmp::Reverse;

use crate::finding::{Finding, Problem};
use crate::heading::{DEEPEST, Heading, headings};
use crate::names::{code_column, list_of_codes, name_column};
use crate::number::units_of;
use crate::sheet::{CellValue, Sheet};
use crate::template::{Column, Kind, LONG, Template};
use crate::title::{Pair, pairs, titled_year, titles};

/// Headings begin within this many rows of the top.
const SEARCHED_ROWS: usize = 12;

/// Where the headings of a sheet stand.
pub(crate) struct Layout {
    pub(crate) template: Template,
    pub(crate) top: usize,
    /// The last row.
    pub(crate) bottom: usize,
    pub(crate) headings: Vec<Heading>,
    /// Names and values above the headings.
    pub(crate) pairs: Vec<Pair>,
    /// The list whose codes or names stand side by side.
    pub(crate) across: Option<CodeList>,
    /// The list whose names stand in a column that is not headed so, and the column.
    pub(crate) down: Option<(CodeList, usize)>,
}

impl Layout {
    fn of(sheet: &Sheet, code: TemplateCode, top: usize, depth: usize) -> Self {
        let (template, bottom) = (Template::of(code), top + depth - 1);
        let headings = headings(sheet, top, depth);
        Self { template, top, bottom, headings, pairs: pairs(sheet, top), across: None, down: None }
    }

    /// Takes what the title says and nothing else does: the year, the region, the school.
    pub(crate) fn take_titles(&mut self, sheet: &Sheet) {
        for column in self.missing() {
            let of_years = column.kind == Kind::Year;
            let list = match list_of_codes(column.kind) {
                Some(list @ (CodeList::Region | CodeList::School)) => Some(list),
                _ => None,
            };
            let name = list.and_then(|list| name_column(list, &self.template)).unwrap_or(column);
            let title = match (of_years, list) {
                (true, _) => titled_year(sheet, self.top),
                // The cell of the first title, holding them all.
                (_, Some(_)) => titles(sheet, self.top).reduce(|all, (more, ..)| {
                    let (text, row, at) = all;
                    (text + "，" + &more, row, at)
                }),
                _ => None,
            };
            if let Some((text, row, at)) = title {
                let (name, value) = (name.heading.to_owned(), CellValue::Text(text));
                self.pairs.push(Pair { name, value, row, at, titled: true });
            }
        }
    }

    /// Columns without a heading whose code, name or year is stated above.
    pub(crate) fn stated(&self) -> impl Iterator<Item = (&'static Column, &Pair)> {
        let has_heading = |column: Option<&Column>| column.is_some_and(|column| self.has(column));
        let may_be_stated = move |column: &&Column| match column.kind {
            Kind::Name(list) => !has_heading(code_column(list, &self.template)),
            Kind::Year => column.required,
            kind => column.required && list_of_codes(kind).is_some(),
        };
        let columns = self.template.columns.iter().filter(may_be_stated);
        columns.filter(|column| !self.has(column)).filter_map(|column| {
            let named = |pair: &&Pair| column.names().any(|name| name == pair.name);
            Some((column, self.pairs.iter().find(named)?))
        })
    }

    pub(crate) fn is_stated(&self, column: &Column) -> bool {
        self.stated().any(|(stated, _)| stated.heading == column.heading)
    }

    pub(crate) fn has(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column))
    }

    /// Whether a heading is that of the column, or stands for it.
    pub(crate) fn shows(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column) || heading.stands_for(column))
    }

    pub(crate) fn missing(&self) -> Vec<&'static Column> {
        let is_named = |column: &Column| {
            let name =
                list_of_codes(column.kind).and_then(|list| name_column(list, &self.template));
            name.is_some_and(|name| self.has(name) || self.is_stated(name))
        };
        let is_there = |column: &Column| {
            self.shows(column)
                || self.is_stated(column)
                || is_named(column)
                || list_of_codes(column.kind).is_some_and(|list| self.reads(list))
                || (self.is_long() && matches!(column.kind, Kind::Figure(_)))
        };
        self.template.columns.iter().filter(|c| c.required && !is_there(c)).collect()
    }

    /// Whether the codes of a list are read from beneath or beside headings that are not of it.
    fn reads(&self, list: CodeList) -> bool {
        self.across == Some(list) || self.down.is_some_and(|(down, _)| down == list)
    }

    pub(crate) fn figures(&self) -> impl Iterator<Item = &'static Column> {
        let holds_figures = |column: &&Column| {
            matches!(column.kind, Kind::Figure(_) | Kind::Word(..) | Kind::RowValue)
        };
        self.template.columns.iter().filter(holds_figures)
    }

    /// Years stand side by side: there is no column of years, but headings that are years.
    pub(crate) fn is_wide(&self) -> bool {
        let years = self.template.columns.iter().find(|column| column.kind == Kind::Year);
        years.is_some_and(|column| !self.has(column))
            && !self.stated().any(|(column, _)| column.kind == Kind::Year)
            && self.headings.iter().any(|heading| heading.year().is_some())
    }

    /// Every figure has a row: the template's figures have no columns, the row names them.
    pub(crate) fn is_long(&self) -> bool {
        let figures = self.template.columns.iter().any(|c| matches!(c.kind, Kind::Figure(_)));
        figures
            && !self.figures().any(|column| self.has(column))
            && LONG.iter().filter(|column| column.required).all(|column| self.has(column))
    }
}

/// The template and rows with the most headings in common; at least two. A template all of whose
/// required headings are there goes first, then the most headings, then the fewest rows of them.
pub(crate) fn best_match(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Layout> {
    type Score = (bool, usize, Reverse<usize>);
    let mut best: Option<(Score, (TemplateCode, usize, usize))> = None;
    for top in 0..SEARCHED_ROWS.min(sheet.len()) {
        for depth in 1..=DEEPEST.min(sheet.len() - top) {
            let mut layout = Layout::of(sheet, candidates[0], top, depth);
            for &code in candidates {
                layout.template = Template::of(code);
                let columns = layout.template.columns.iter();
                let hits = columns.filter(|column| layout.shows(column)).count();
                let score = (layout.missing().is_empty(), hits, Reverse(depth));
                if hits >= 2 && best.is_none_or(|(other, _)| score > other) {
                    best = Some((score, (code, top, depth)));
                }
            }
        }
    }
    let best = best.map(|(_, (code, top, depth))| Layout::of(sheet, code, top, depth));
    let is_whole = |layout: &Layout| layout.missing().is_empty();
    match best {
        Some(best) if is_whole(&best) => Some(best),
        best => of_one_figure(sheet, candidates).or(best),
    }
}

/// A table whose title names its one figure and which has all that its template needs but for one list: its codes
/// or names stand over the columns, or in a column that is not headed so.
fn of_one_figure(sheet: &Sheet, candidates: &[TemplateCode]) -> Option<Layout> {
    let figures_only = candidates.iter().filter(|code| !code.is_list());
    let mut places = (0..SEARCHED_ROWS.min(sheet.len()))
        .flat_map(|top| figures_only.clone().map(move |&code| (code, top)));
    places.find_map(|(code, top)| {
        let mut layout = Layout::of(sheet, code, top, 1);
        titled_figure(sheet, &layout)?;
        layout.take_titles(sheet);
        let missing = layout.missing();
        let [column] = missing.as_slice() else { return None };
        let list = list_of_codes(column.kind)?;
        if layout.is_wide() {
            layout.down = Some((list, column_of_names(&layout)?));
        } else {
            layout.across = has_codes_across(&layout).then_some(list);
        }
        layout.reads(list).then_some(layout)
    })
}

/// Years or codes that stand side by side are at least so many.
const FEWEST_ACROSS: usize = 2;

/// The only column beside years side by side, under a heading such as 指标 or none at all.
fn column_of_names(layout: &Layout) -> Option<usize> {
    let (years, others): (Vec<&Heading>, Vec<&Heading>) =
        layout.headings.iter().partition(|heading| heading.year().is_some());
    let first = years.first().filter(|_| years.len() >= FEWEST_ACROSS)?.at;
    match others.as_slice() {
        [] => first.checked_sub(1),
        [only] if only.at < first => Some(only.at),
        _ => None,
    }
}

/// Whether headings that no column of the template has stand beside some that it has, none of them a figure's.
fn has_codes_across(layout: &Layout) -> bool {
    let (known, codes): (Vec<&Heading>, Vec<&Heading>) = layout
        .headings
        .iter()
        .partition(|heading| layout.template.columns.iter().any(|c| heading.is(c)));
    !known.is_empty()
        && codes.len() >= FEWEST_ACROSS
        && !layout.figures().any(|column| layout.has(column))
}

/// The template named in the corner, such as `T4 产业产出与用工 v1`. The outer `None` if it is of
/// another version: that has been reported.
#[allow(clippy::option_option, reason = "no marker is an answer; a wrong one has been reported")]
pub(crate) fn marker(sheet: &Sheet, findings: &mut Vec<Finding>) -> Option<Option<TemplateCode>> {
    for row in 0..SEARCHED_ROWS.min(sheet.len()) {
        for cell in sheet.row(row).take(2) {
            let CellValue::Text(text) = cell.value else { continue };
            let text = text.trim();
            let code = text.split(char::is_whitespace).next().and_then(TemplateCode::from_code);
            let Some(code) = code else { continue };
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

/// The figure that the title names, with the unit in the title's brackets, if it names just one.
pub(crate) fn titled_figure(
    sheet: &Sheet,
    layout: &Layout,
) -> Option<(&'static Column, Option<String>)> {
    let titles: Vec<String> = titles(sheet, layout.top).map(|(text, ..)| text).collect();
    let named = |column: &&'static Column| {
        let longest = column.names().filter(|name| titles.iter().any(|t| t.contains(name)));
        longest.max_by_key(|name| name.len()).map(|name| (*column, name))
    };
    let named: Vec<(&Column, &str)> =
        layout.figures().filter_map(|column| named(&column)).collect();
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

/// What stands behind `单位：` above the headings: a unit for the whole sheet such as 万人, or the
/// name of who filled it in.
pub(crate) fn stated_units(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    let behind = |(text, ..): (String, usize, usize)| {
        let unit = text.split_once("单位:")?.1;
        Some(unit.trim_end_matches(')').to_owned())
    };
    let named = layout.pairs.iter().filter(|pair| pair.name.ends_with("单位"));
    let value = |pair: &Pair| match &pair.value {
        CellValue::Text(text) => Some(text.clone()),
        _ => None,
    };
    titles(sheet, layout.top).filter_map(behind).chain(named.filter_map(value)).collect()
}
