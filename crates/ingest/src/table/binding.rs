//! A template bound to the columns of a sheet: what each of them holds, in which unit, of which year or
//! code, and what is stated for all rows at once.

use talent_domain::{CodeList, Year};

use super::title::Origin;
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::kind::Kind;
use crate::sheet::{Cell, Sheet};
use crate::templates::Template;
use crate::values::FileUnit;

/// A template bound to the columns of a sheet.
#[derive(Debug)]
pub(crate) struct Binding {
    pub(crate) template: Template,
    /// The first row of the headings, counted from 0.
    pub(crate) first_heading_row: usize,
    /// The last row of the headings, counted from 0.
    pub(crate) last_heading_row: usize,
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
    /// The columns of men or of women beside a figure, with its heading. They are not read.
    pub(super) sexes: Vec<(&'static str, usize)>,
}

/// The figure columns of one year or code.
#[derive(Debug)]
pub(crate) struct Pane {
    pub(crate) key: PaneKey,
    pub(crate) columns: Vec<BoundColumn>,
}

/// The year or code that a pane is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaneKey {
    Year(Year),
    /// The figure, and its industry with it, in a cell of the headings.
    Label {
        row: usize,
        column: usize,
    },
    /// The code or name in a cell of the headings.
    Code {
        list: CodeList,
        row: usize,
        column: usize,
    },
}

/// A code, name or year that holds for all rows.
#[derive(Debug)]
pub(crate) struct Stated {
    pub(crate) spec: &'static Column,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) value: CellValue<String>,
    /// Where it stands.
    pub(crate) origin: Origin,
}

/// A column of the template and the column of the sheet that holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BoundColumn {
    pub(crate) spec: &'static Column,
    /// Column of the sheet, counted from 0.
    pub(crate) column: usize,
    /// Unit of a figure column.
    pub(crate) unit: Option<FileUnit>,
}

impl Binding {
    /// The column of each figure that has one of men and one of women beside it, and these two. Those that are figures of their
    /// own are held against their whole as such.
    pub(crate) fn totals_of_sexes(&self) -> Vec<(usize, [usize; 2])> {
        let of_column = |bound: &BoundColumn| {
            let parts = self.sexes.iter().filter(|(heading, _)| *heading == bound.spec.heading);
            let parts: Vec<usize> = parts.map(|(_, column)| *column).collect();
            let is_own = self.columns.iter().any(|own| parts.contains(&own.column));
            Some((bound.column, <[usize; 2]>::try_from(parts).ok().filter(|_| !is_own)?))
        };
        self.columns.iter().filter_map(of_column).collect()
    }

    /// Every column, those of all panes included.
    pub(crate) fn all_columns(&self) -> impl Iterator<Item = &BoundColumn> {
        self.columns.iter().chain(self.panes.iter().flat_map(|pane| &pane.columns))
    }

    /// The column of this kind among those that each row has once.
    pub(crate) fn column_of(&self, kind: Kind) -> Option<&BoundColumn> {
        self.columns.iter().find(|bound| bound.spec.kind == kind)
    }

    /// The columns of a pane, made if it is the first of them.
    pub(super) fn pane_columns(&mut self, key: PaneKey) -> &mut Vec<BoundColumn> {
        let position = self.panes.iter().position(|pane| pane.key == key).unwrap_or_else(|| {
            self.panes.push(Pane { key, columns: Vec::new() });
            self.panes.len() - 1
        });
        &mut self.panes[position].columns
    }
}

impl Stated {
    /// The cell that states it, holding nothing else.
    pub(crate) fn cell<'a>(&'a self, sheet: &'a Sheet) -> Cell<'a> {
        sheet.cell(self.row, self.column).holding(self.value.as_deref())
    }
}
