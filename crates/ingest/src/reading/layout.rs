//! What stands in the columns of a sheet, where its rows can be plain: see [`super::plain_rows`].

use talent_domain::{CodeList, Level, Measure};

use super::familiar::is_of_text;
use crate::kind::Kind;
use crate::row::Row;
use crate::rules::RowRules;
use crate::sheet::Sheet;
use crate::table::Binding;
use crate::values::{FileUnit, units_of};

/// What stands in the columns of a sheet, as far as rows can be plain.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    /// What each column of the sheet is.
    pub(super) slots: Vec<Slot>,
    pub(super) figures: Vec<FigureColumn>,
    pub(super) texts: Vec<TextColumn>,
    /// The most columns that a row may have.
    pub(super) width: usize,
    pub(super) known: &'a Row,
    /// The rules that hold within a row, if some of them look at its figures.
    pub(super) rules: Option<RowRules>,
}

/// What a column of the sheet is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    WithoutHeading,
    /// It has a heading, and nothing is read from it.
    Unread,
    /// By position among those of its kind.
    Text(usize),
    Figure(usize),
}

/// A column of figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct FigureColumn {
    pub(super) measure: Measure,
    pub(super) unit: FileUnit,
    pub(super) is_required: bool,
    /// Of the sheet, counted from 1.
    pub(super) column: u32,
}

/// A column of anything else.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextColumn {
    pub(super) is_required: bool,
    /// Of a column of names, its list and the column of its codes.
    pub(super) names_of: Option<(CodeList, usize)>,
}

impl<'a> Layout<'a> {
    /// The layout of a sheet; nothing if none of its rows is plain: of lists, of tables whose years or codes stand side
    /// by side, and of those that rest on names or on merged cells.
    pub(super) fn of(
        sheet: &Sheet,
        binding: &'a Binding,
        panes: &'a [Row],
        rules: RowRules,
    ) -> Option<Self> {
        let [known] = panes else { return None };
        if !can_be_plain(sheet, binding, known) {
            return None;
        }
        let measures: Vec<Measure> = figures_of(binding).collect();
        let mut layout = Self {
            slots: Vec::new(),
            figures: Vec::new(),
            texts: Vec::new(),
            width: if sheet.is_text() { binding.width } else { usize::MAX },
            known,
            rules: Some(rules).filter(|_| RowRules::look_at(&measures)),
        };
        let last = binding.headed.iter().max().map_or(0, |last| last + 1);
        layout.slots.resize(last, Slot::WithoutHeading);
        for column in &binding.headed {
            layout.slots[*column] = Slot::Unread;
        }
        for bound in &binding.columns {
            let slot = layout.slots.get_mut(bound.column)?;
            if !matches!(slot, Slot::Unread) {
                return None;
            }
            let (spec, is_required) = (bound.spec, bound.spec.required);
            if let Kind::Figure(measure) = spec.kind {
                *slot = Slot::Figure(layout.figures.len());
                let unit = bound.unit.unwrap_or_else(|| units_of(measure)[0]);
                let column = bound.column as u32 + 1;
                layout.figures.push(FigureColumn { measure, unit, is_required, column });
            } else {
                *slot = Slot::Text(layout.texts.len());
                let names_of = match spec.kind {
                    Kind::Name(list) => Some((list, codes_among_texts(binding, list)?)),
                    _ => None,
                };
                layout.texts.push(TextColumn { is_required, names_of });
            }
        }
        Some(layout)
    }
}

/// The kinds of the columns that each row has once.
fn kinds(binding: &Binding) -> impl Iterator<Item = Kind> {
    binding.columns.iter().map(|bound| bound.spec.kind)
}

/// The measures of those that hold figures.
fn figures_of(binding: &Binding) -> impl Iterator<Item = Measure> {
    kinds(binding).filter_map(|kind| match kind {
        Kind::Figure(measure) => Some(measure),
        _ => None,
    })
}

/// The column of a list's codes among those that hold no figures.
fn codes_among_texts(binding: &Binding, list: CodeList) -> Option<usize> {
    let mut texts = kinds(binding).filter(|kind| is_of_text(*kind));
    texts.position(|kind| kind.list_of_codes() == Some(list))
}

/// Whether rows of a sheet can be plain, where so much is known of each.
fn can_be_plain(sheet: &Sheet, binding: &Binding, known: &Row) -> bool {
    let is_figure = |kind| matches!(kind, Kind::Figure(_));
    let is_twice = |(at, kind): (usize, Kind)| {
        let is_kept = !is_figure(kind) && kind != Kind::Text;
        is_kept && kinds(binding).skip(at + 1).any(|other| other == kind)
    };
    !binding.template.code.is_list()
        && binding.panes.is_empty()
        && !binding.lost_figures
        && !sheet.has_merged()
        && is_bare(known)
        && kinds(binding).all(|kind| is_figure(kind) || is_of_text(kind))
        && !kinds(binding).enumerate().any(is_twice)
}

/// Whether what is known of every row is complete, and nothing of it is held against what its cells say.
fn is_bare(known: &Row) -> bool {
    known.complete
        && known.programme.is_none()
        && known.school.is_none()
        && !matches!(known.industry, Some(Level::Total))
        && known.texts.is_empty()
        && known.remarks.is_empty()
        && known.figures.is_empty()
}
