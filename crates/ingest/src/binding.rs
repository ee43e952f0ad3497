//! Binding the columns of a sheet to a template: what each of them holds, in which unit, of which year or
//! code, and what is stated for all rows at once.

use talent_domain::{CodeList, TemplateCode, Year};

use crate::finding::{Finding, Problem};
use crate::heading::{Heading, nearest};
use crate::layout::{Layout, best_match, marker, stated_units, titled_figure};
use crate::names::name_column;
use crate::number::{FileUnit, needs_unit, unit_names, units_of};
use crate::sheet::{Cell, CellValue, Sheet};
use crate::template::{Column, Kind, LONG, Template};
use crate::title::Pair;

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
    /// The figures of each year or code where these stand side by side; else none.
    pub(crate) panes: Vec<Pane>,
    /// Whether a figure column is not among them because of its unit.
    pub(crate) lost_figures: bool,
}

/// The figure columns of one year or code.
#[derive(Debug)]
pub(crate) struct Pane {
    pub(crate) of: Of,
    pub(crate) columns: Vec<BoundColumn>,
}

/// What a pane is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Year(Year),
    /// The code or name in a cell of the headings.
    Code {
        list: CodeList,
        row: usize,
        at: usize,
    },
}

/// A code, name or year that holds for all rows.
#[derive(Debug)]
pub(crate) struct Stated {
    pub(crate) spec: &'static Column,
    row: usize,
    at: usize,
    value: CellValue,
    /// The title states it among other things.
    pub(crate) titled: bool,
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

impl Binding {
    /// Every column, those of all years included.
    pub(crate) fn all_columns(&self) -> impl Iterator<Item = &BoundColumn> {
        self.columns.iter().chain(self.panes.iter().flat_map(|pane| &pane.columns))
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
    let Some(mut layout) = best_match(sheet, &candidates) else {
        if !is_explanation(sheet) {
            findings.push(sheet.finding(Problem::NotATemplate { nearest: None }));
        }
        return None;
    };
    let mut missing = layout.missing();
    if !missing.is_empty() && !layout.template.code.is_list() {
        layout.take_titles(sheet);
        if layout.missing().is_empty() {
            missing.clear();
        }
    }
    if marked.is_none() && !missing.is_empty() && sheet.name() == Some(HELP_SHEET) {
        return None;
    }
    if marked.is_none() && !missing.is_empty() {
        let names = missing.iter().map(|column| column.heading).collect();
        let nearest = Some((layout.template.code, names));
        findings.push(sheet.finding(Problem::NotATemplate { nearest }));
        return None;
    }
    for column in &missing {
        let nearest = nearest(column.heading, layout.headings.iter().map(Heading::name));
        let problem = Problem::HeadingMissing { heading: column.heading, nearest };
        findings.push(sheet.cell(layout.bottom, 0).finding(problem));
    }
    let (wide, long) = (layout.is_wide(), layout.is_long());
    let mut figures = layout.figures().peekable();
    let has_figures = wide || long || layout.across.is_some();
    if figures.peek().is_some() && !has_figures && !layout.figures().any(|c| layout.has(c)) {
        let some: Vec<&str> = figures.take(4).map(|column| column.heading).collect();
        let problem = Problem::NoFigureColumn { headings: some.join("、") };
        findings.push(sheet.cell(layout.bottom, 0).finding(problem));
        return None;
    }
    let (template, row) = (layout.template, layout.bottom);
    let (columns, panes, lost_figures) = (Vec::new(), Vec::new(), false);
    let stated = layout.stated().map(|(spec, pair)| {
        let Pair { row, at, titled, ref value, .. } = *pair;
        Stated { spec, row, at, titled, value: value.clone() }
    });
    let stated: Vec<Stated> = stated.collect();
    for year in stated.iter().filter(|stated| stated.titled && stated.spec.kind == Kind::Year) {
        if let CellValue::Text(text) = &year.value {
            let problem = Problem::YearOfTitle { year: text.clone() };
            findings.push(year.cell(sheet).finding(problem));
        }
    }
    let headed = layout.headings.iter().map(|heading| heading.at).collect();
    let width = (layout.top..=row).map(|row| sheet.width(row)).max().unwrap_or(0);
    let mut binding =
        Binding { template, row, headed, width, columns, stated, panes, lost_figures };
    let before = findings.len();
    bind_columns(sheet, &layout, marked.is_some(), &mut binding, findings);
    if wide && binding.panes.is_empty() && findings.len() == before {
        let problem = Problem::HeadingMissing { heading: "年份", nearest: None };
        findings.push(sheet.cell(layout.bottom, 0).finding(problem));
        return None;
    }
    findings.extend(read_across(sheet, &binding));
    let unclear = findings[before..].iter().any(|finding| finding.problem.leaves_table_unclear());
    (missing.is_empty() && !unclear).then_some(binding)
}

fn bind_columns(
    sheet: &Sheet,
    layout: &Layout,
    marked: bool,
    binding: &mut Binding,
    findings: &mut Vec<Finding>,
) {
    let stated = stated_units(sheet, layout);
    let titled = titled_figure(sheet, layout);
    if let Some((list, at)) = layout.down {
        let spec = name_column(list, &layout.template);
        binding.columns.extend(spec.map(|spec| BoundColumn { spec, at, unit: None }));
        binding.headed.push(at);
    }
    let is_names = |heading: &&Heading| layout.down.is_some_and(|(_, at)| at == heading.at);
    // Running numbers are of no use to anyone.
    let useful = layout.headings.iter().filter(|heading| heading.name() != "序号");
    for heading in useful.filter(|heading| !is_names(heading)) {
        let cell = sheet.cell(heading.row, heading.at);
        let Meaning { spec, unit, of } = match meaning(heading, layout, marked, titled.as_ref()) {
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
        let group = match of {
            None => &mut binding.columns,
            Some(of) => columns_of(&mut binding.panes, of),
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
    /// The year or code that it is of, where these stand side by side.
    of: Option<Of>,
}

fn meaning(
    heading: &Heading,
    layout: &Layout,
    marked: bool,
    titled: Option<&(&'static Column, Option<String>)>,
) -> Result<Meaning, Problem> {
    let unit = heading.unit().map(str::to_owned);
    let year = heading.year().filter(|_| layout.is_wide());
    if let Some(spec) = layout.template.columns.iter().find(|column| heading.is(column)) {
        let holds_figure = matches!(spec.kind, Kind::Figure(_) | Kind::Word(..));
        if holds_figure && year.is_none() && layout.is_wide() {
            return Err(Problem::FigureOfWhen { heading: heading.whole() });
        }
        return Ok(Meaning { spec, unit, of: year.filter(|_| holds_figure).map(Of::Year) });
    }
    if let (Some(list), Some((spec, unit))) = (layout.across, titled) {
        let of = Some(Of::Code { list, row: heading.row, at: heading.at });
        return Ok(Meaning { spec, unit: unit.clone(), of });
    }
    if let Some(year) = year {
        let named = heading.figure_words().and_then(|words| {
            let spec = layout.figures().find(|column| words.name(column))?;
            Some((spec, words.unit.clone()))
        });
        return match named.or_else(|| titled.cloned()) {
            Some((spec, unit)) => Ok(Meaning { spec, unit, of: Some(Of::Year(year)) }),
            None => Err(Problem::YearOfWhat { heading: heading.whole() }),
        };
    }
    match LONG.iter().find(|column| layout.is_long() && heading.is(column)) {
        Some(spec) => Ok(Meaning { spec, unit: None, of: None }),
        None => Err(unknown(heading, layout, marked)),
    }
}

/// How years or codes that stand side by side were read.
fn read_across(sheet: &Sheet, binding: &Binding) -> Option<Finding> {
    let bound = || binding.panes.iter().flat_map(|pane| &pane.columns);
    let at = bound().map(|bound| bound.at).min()?;
    let mut figures: Vec<String> = Vec::new();
    for bound in bound() {
        let unit = bound.unit.map_or("", |unit| unit.name);
        let figure = format!("{}({unit})", bound.spec.heading);
        if !figures.contains(&figure) {
            figures.push(figure);
        }
    }
    let figures = figures.join("、");
    let years = || {
        binding.panes.iter().filter_map(|pane| match pane.of {
            Of::Year(year) => Some(year.number()),
            Of::Code { .. } => None,
        })
    };
    let problem = match (binding.panes.first()?.of, years().min(), years().max()) {
        (Of::Code { list, .. }, ..) => Problem::CodesAcross { figures, list: list.name() },
        (Of::Year(_), first, last) => Problem::YearsAcross { figures, first: first?, last: last? },
    };
    Some(sheet.cell(binding.row, at).finding(problem))
}

/// The columns of a pane, made if it is the first of them.
fn columns_of(panes: &mut Vec<Pane>, of: Of) -> &mut Vec<BoundColumn> {
    let at = panes.iter().position(|pane| pane.of == of).unwrap_or_else(|| {
        panes.push(Pane { of, columns: Vec::new() });
        panes.len() - 1
    });
    &mut panes[at].columns
}

/// What an unknown heading means: usually a column that is passed over. Not so where it tells rows
/// apart that the template would take for one, nor beside a list of codes, which replaces its
/// predecessor as a whole and must not be guessed.
fn unknown(heading: &Heading, layout: &Layout, marked: bool) -> Problem {
    let template = layout.template.code;
    let passed_over = || {
        let free = || {
            let columns = layout.template.columns.iter();
            columns.filter(|column| !layout.has(column)).map(|column| column.heading)
        };
        // 一年级 is near to no heading by its letters, but part of one.
        let is_word = heading.name().chars().nth(1).is_some();
        let part_of = || {
            let whole = free().find(|free| is_word && free.contains(heading.name()));
            whole.map(str::to_owned)
        };
        let nearest = nearest(heading.name(), free()).or_else(part_of);
        Problem::HeadingUnknown { heading: heading.whole(), nearest }
    };
    if template.is_list() {
        let unclear = Problem::ListUnclear { template, heading: heading.whole() };
        return if marked { passed_over() } else { unclear };
    }
    let has = |kind: fn(&Kind) -> bool| layout.template.columns.iter().any(|c| kind(&c.kind));
    let of_school = has(|kind| matches!(kind, Kind::School { .. }));
    let tells_apart = TemplateCode::ALL.iter().filter(|code| !code.is_list()).any(|code| {
        Template::of(*code).columns.iter().any(|column| {
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

fn is_explanation(sheet: &Sheet) -> bool {
    sheet.is_empty()
        || sheet
            .name()
            .is_some_and(|name| ["说明", "代码表", "选项"].iter().any(|word| name.contains(word)))
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
