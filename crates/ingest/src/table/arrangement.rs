//! How a table is arranged under the headings of one template.

use talent_domain::{CodeList, TemplateCode};

use super::heading::{Heading, headings};
use super::title::{Origin, Pair, Title, pairs, titles};
use super::title_year::{titled_year, year_of_sheet};
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::folding::fold;
use crate::kind::Kind;
use crate::sheet::Sheet;
use crate::templates::{LONG, Template};

/// Headings begin within this many rows of the top.
pub(super) const SEARCHED_ROWS: usize = 12;

/// What a label gives of its row, with the value and the unit beside it.
fn is_labelled(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Industry | Kind::Figure(_) | Kind::MeasureCode | Kind::RowValue | Kind::RowUnit
    )
}

/// All titles as one, in the cell of the first: a line for those above the table, and one for those above the first table
/// of its sheet, with the sheet's name.
fn all_titles(sheet: &Sheet, top: usize) -> Option<Title> {
    let joined = |titles: &mut dyn Iterator<Item = Title>| {
        titles.reduce(|first, next| Title { text: first.text + "，" + &next.text, ..first })
    };
    let is_own = |title: &Title| title.row >= sheet.first();
    let own = joined(&mut titles(sheet, top).filter(is_own));
    let others = joined(&mut titles(sheet, top).filter(|title| !is_own(title)));
    let others = others.map_or(String::new(), |title| title.text);
    let name = fold(sheet.name().unwrap_or(""));
    let own = own.unwrap_or(Title { text: String::new(), row: top, column: 0 });
    let text = format!("{}，{name}\n{others}", own.text);
    let is_something = text.chars().any(char::is_alphanumeric);
    is_something.then_some(Title { text, ..own })
}

/// The headings of a sheet, read as those of one template.
pub(super) struct Arrangement {
    pub(super) template: Template,
    /// The first row of the headings, counted from 0.
    pub(super) top: usize,
    /// The last row of the headings.
    pub(super) bottom: usize,
    pub(super) headings: Vec<Heading>,
    /// Names and values above the headings.
    pub(super) pairs: Vec<Pair>,
    /// The list whose codes or names stand side by side.
    pub(super) across: Option<CodeList>,
    /// The list whose names stand in a column that is not headed so, and the column.
    pub(super) down: Option<(CodeList, usize)>,
    /// The column whose cells name the figure of their row, and its industry with it.
    pub(super) labels: Option<usize>,
    /// Whether headings name the figure of their column, and its industry with it.
    pub(super) labels_across: bool,
    /// The column of the total, beside parts of it, of the figure that the title names, and that figure.
    pub(super) total: Option<(usize, &'static Column)>,
}

impl Arrangement {
    pub(super) fn of(sheet: &Sheet, code: TemplateCode, top: usize, depth: usize) -> Self {
        let (template, bottom) = (Template::of(code), top + depth - 1);
        let headings = headings(sheet, top, depth);
        Self {
            template,
            top,
            bottom,
            headings,
            pairs: pairs(sheet, top),
            across: None,
            down: None,
            labels: None,
            labels_across: false,
            total: None,
        }
    }

    /// Takes what the title says and nothing else does: the year, the region, the school.
    pub(super) fn take_titles(&mut self, sheet: &Sheet) {
        for column in self.missing() {
            // What stands over or beside the figures is looked at first.
            if column.kind == Kind::Industry {
                continue;
            }
            let list = match column.kind.list_of_codes() {
                Some(list @ (CodeList::Region | CodeList::School | CodeList::Industry)) => {
                    Some(list)
                }
                _ => None,
            };
            let name = list.and_then(|list| self.template.name_column(list)).unwrap_or(column);
            let of_sheet = |text: String| Title { text, row: self.top, column: 0 };
            let year_of_sheet = || {
                sheet.name().and_then(year_of_sheet).map(of_sheet).map(|t| (t, Origin::SheetName))
            };
            let title = if column.kind == Kind::Year {
                titled_year(sheet, self.top)
                    .map(|title| (title, Origin::Title))
                    .or_else(year_of_sheet)
            } else if list.is_some() {
                all_titles(sheet, self.top).map(|title| (title, Origin::Title))
            } else {
                None
            };
            if let Some((Title { text, row, column }, origin)) = title {
                let (name, value) = (name.heading.to_owned(), CellValue::Text(text));
                self.pairs.push(Pair { name, value, row, column, origin });
            }
        }
    }

    /// Columns without a heading whose code, name or year is stated above.
    pub(super) fn stated(&self) -> impl Iterator<Item = (&'static Column, &Pair)> {
        let has_heading = |column: Option<&Column>| column.is_some_and(|column| self.has(column));
        let may_be_stated = move |column: &&Column| match column.kind {
            Kind::Name(list) => !has_heading(self.template.code_column(list)),
            Kind::Year => column.required,
            kind => column.required && kind.list_of_codes().is_some(),
        };
        let columns = self.template.columns.iter().filter(may_be_stated);
        columns.filter(|column| !self.has(column)).filter_map(|column| {
            let named = |pair: &&Pair| column.names().any(|name| name == pair.name);
            Some((column, self.pairs.iter().find(named)?))
        })
    }

    /// Takes the industry that the title says before the figure, where nothing else gives one and no other
    /// column may hold them.
    pub(super) fn take_titled_industry(&mut self, sheet: &Sheet) {
        let is_missing = self.missing().iter().any(|column| column.kind == Kind::Industry);
        let is_known = |heading: &Heading| heading.year().is_some() || self.is_of_template(heading);
        let is_alone = is_missing && self.headings.iter().all(is_known);
        let column = self.template.name_column(CodeList::Industry).filter(|_| is_alone);
        if let (Some(column), Some(title)) = (column, self.titled_industry(sheet)) {
            let (name, value) = (column.heading.to_owned(), CellValue::Text(title.text));
            let (row, column, origin) = (title.row, title.column, Origin::Title);
            self.pairs.push(Pair { name, value, row, column, origin });
        }
    }

    /// What stands before the name of the figure in a title, where an industry may stand: 采矿业 before 从业人员.
    fn titled_industry(&self, sheet: &Sheet) -> Option<Title> {
        titles(sheet, self.top).find_map(|title| {
            let names = self.template.figures().flat_map(Column::names);
            let ends = names.filter_map(|name| Some((title.text.find(name)?, name.len())));
            // The longest name that begins first.
            let (end, _) = ends.min_by_key(|(at, length)| (*at, usize::MAX - length))?;
            let text = title.text[..end].to_owned();
            (!text.is_empty()).then_some(Title { text, ..title })
        })
    }

    /// Whether some column of the template is headed so.
    pub(super) fn is_of_template(&self, heading: &Heading) -> bool {
        self.template.columns.iter().any(|column| heading.is(column))
    }

    /// How many headings are of men, women or others among those whom the heading above them counts.
    pub(super) fn parts(&self) -> usize {
        self.headings.iter().filter(|heading| self.part_of(heading).is_some()).count()
    }

    /// The figure whose part a heading is.
    pub(super) fn part_of(&self, heading: &Heading) -> Option<&'static Column> {
        self.template.figures().find(|column| heading.is_part_of(column))
    }

    fn is_stated(&self, column: &Column) -> bool {
        self.stated().any(|(stated, _)| stated.heading == column.heading)
    }

    /// Whether a heading is that of the column.
    pub(super) fn has(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column))
    }

    /// Whether some heading is that of a figure.
    pub(super) fn has_figure(&self) -> bool {
        self.template.figures().any(|column| self.has(column))
    }

    /// Whether a heading is that of the column, or stands for it.
    pub(super) fn shows(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column) || heading.stands_for(column))
    }

    /// The required columns of the template that nothing in the sheet gives.
    pub(super) fn missing(&self) -> Vec<&'static Column> {
        let is_named = |column: &Column| {
            let list = column.kind.list_of_codes();
            let name = list.and_then(|list| self.template.name_column(list));
            name.is_some_and(|name| self.has(name) || self.is_stated(name))
        };
        let is_there = |column: &Column| {
            self.shows(column)
                || self.is_stated(column)
                || is_named(column)
                || column.kind.list_of_codes().is_some_and(|list| self.reads(list))
                || (self.is_long() && matches!(column.kind, Kind::Figure(_)))
                || ((self.labels.is_some() || self.labels_across) && is_labelled(column.kind))
        };
        let required = self.template.columns.iter().filter(|column| column.required);
        required.filter(|column| !is_there(column)).collect()
    }

    /// Whether the codes of a list are read from beneath or beside headings that are not of it.
    pub(super) fn reads(&self, list: CodeList) -> bool {
        self.across == Some(list) || self.down.is_some_and(|(down, _)| down == list)
    }

    /// Years stand side by side: there is no column of years, but headings that are years.
    pub(super) fn is_wide(&self) -> bool {
        let years = self.template.columns.iter().find(|column| column.kind == Kind::Year);
        years.is_some_and(|column| !self.has(column))
            && !self.stated().any(|(column, _)| column.kind == Kind::Year)
            && self.headings.iter().any(|heading| heading.year().is_some())
    }

    /// Every figure has a row: the template's figures have no columns, the row names them.
    pub(super) fn is_long(&self) -> bool {
        let mut columns = self.template.columns.iter();
        columns.any(|column| matches!(column.kind, Kind::Figure(_)))
            && !self.has_figure()
            && self.labels.is_none()
            && LONG.iter().filter(|column| column.required).all(|column| self.has(column))
    }
}
