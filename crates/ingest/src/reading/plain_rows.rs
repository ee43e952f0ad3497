//! Rows of which there is nothing to say but their figures: all but a few of a large table. They are found on all
//! processors at once, and kept in their order by [`super::sheet`]; any other row is read there cell by cell.

use std::ops::Range;

use talent_domain::CodeList;

use super::familiar::{Familiar, NONE, What, is_of_text, opens_other_row};
use super::layout::{FigureColumn, Layout, Slot};
use super::lookup::Lookup;
use crate::cell_value::CellValue;
use crate::sheet::{Cell, Sheet, Shown};
use crate::table::Binding;
use crate::values::read_figure;

/// Rows that one processor looks at before they are kept.
const STRETCH: usize = 16_384;
/// More processors would wait for the one that keeps the rows.
const MOST_PROCESSORS: usize = 8;

/// Looks for plain rows in one stretch of rows after the other, on a processor of its own.
#[derive(Debug)]
pub(super) struct Scout<'a> {
    columns: Vec<Familiar<'a>>,
    /// Of the rows looked at, whether they are plain.
    is_plain: Vec<bool>,
    /// Of each plain row, the numbers of what its texts say.
    texts: Vec<u32>,
    /// Of each plain row, its figures.
    figures: Vec<Option<f64>>,
}

impl<'a> Scout<'a> {
    /// Scouts for a sheet of so many rows, one for each processor.
    pub(super) fn all(binding: &'a Binding, rows: usize) -> Vec<Self> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let scouts = processors.min(MOST_PROCESSORS).min(rows.div_ceil(STRETCH)).max(1);
        let of_text = binding.columns.iter().filter(|bound| is_of_text(bound.spec.kind));
        let columns: Vec<_> = of_text.map(|bound| bound.spec).collect();
        let scout = || Self {
            columns: columns.iter().map(|spec| Familiar::of(spec)).collect(),
            is_plain: Vec::new(),
            texts: Vec::new(),
            figures: Vec::new(),
        };
        (0..scouts).map(|_| scout()).collect()
    }

    /// Looks at the rows from one on, each scout at its stretch of them.
    pub(super) fn look(
        scouts: &mut [Self],
        sheet: &'a Sheet,
        from: usize,
        layout: &Layout<'_>,
        lookup: Lookup<'_>,
    ) {
        let stretch = |at: usize| {
            let begin = (from + at * STRETCH).min(sheet.len());
            begin..(begin + STRETCH).min(sheet.len())
        };
        let Some((own, others)) = scouts.split_first_mut() else { return };
        std::thread::scope(|scope| {
            for (at, scout) in (1..).zip(others) {
                scope.spawn(move || scout.look_at(sheet, stretch(at), layout, lookup));
            }
            own.look_at(sheet, stretch(0), layout, lookup);
        });
    }

    fn look_at(
        &mut self,
        sheet: &'a Sheet,
        rows: Range<usize>,
        layout: &Layout<'_>,
        lookup: Lookup<'_>,
    ) {
        self.is_plain.clear();
        self.texts.clear();
        self.figures.clear();
        self.columns.iter_mut().for_each(Familiar::forget_many);
        for row in rows {
            let (texts, figures) = (self.texts.len(), self.figures.len());
            let is_plain = self.take(sheet, row, layout, lookup).is_some();
            if !is_plain {
                self.texts.truncate(texts);
                self.figures.truncate(figures);
            }
            self.is_plain.push(is_plain);
        }
    }

    /// Takes what a row says; nothing if it is not plain.
    fn take(
        &mut self,
        sheet: &'a Sheet,
        row: usize,
        layout: &Layout<'_>,
        lookup: Lookup<'_>,
    ) -> Option<()> {
        let (text, figure) = (self.texts.len(), self.figures.len());
        self.texts.resize(text + layout.texts.len(), NONE);
        self.figures.resize(figure + layout.figures.len(), None);
        let (texts, figures) = (&mut self.texts[text..], &mut self.figures[figure..]);
        if sheet.width(row) > layout.width {
            return None;
        }
        let mut cells = 0;
        for cell in sheet.row(row) {
            let is_first = cells == 0;
            cells += 1;
            if cell.shown != Shown::default() {
                return None;
            }
            match *layout.slots.get(cell.column())? {
                Slot::WithoutHeading => return None,
                Slot::Text(at) => {
                    let column = &mut self.columns[at];
                    texts[at] = column.number(&cell, lookup.codebook)?;
                    if is_first && column.get(texts[at])?.opens_other_row {
                        return None;
                    }
                }
                slot => {
                    if is_first && opens_other(&cell) {
                        return None;
                    }
                    if let Slot::Figure(at) = slot {
                        figures[at] = figure_of(&cell, layout.figures[at]);
                        figures[at]?;
                    }
                }
            }
        }
        let is_plain = cells > 1
            && is_filled(layout, texts, figures)
            && self.fits(text, layout, lookup)
            && layout.rules.is_none_or(|rules| {
                rules.are_kept(&|measure| {
                    let mut all = layout.figures.iter().zip(&self.figures[figure..]);
                    all.find_map(|(column, value)| value.filter(|_| column.measure == measure))
                })
            });
        is_plain.then_some(())
    }

    /// Hands on the rows looked at, in order: what is plain, and nothing for the others.
    pub(super) fn each(
        &mut self,
        layout: &Layout<'_>,
        mut take: impl FnMut(Option<PlainRow<'_, 'a>>),
    ) {
        let (mut text, mut figure) = (0, 0);
        for is_plain in &self.is_plain {
            if !is_plain {
                take(None);
                continue;
            }
            let (texts, figures) = (layout.texts.len(), layout.figures.len());
            take(Some(PlainRow {
                texts: &self.texts[text..text + texts],
                figures: &self.figures[figure..figure + figures],
                columns: &mut self.columns,
            }));
            (text, figure) = (text + texts, figure + figures);
        }
    }

    /// Whether names are those of their codes and programmes of their school's level, of the row whose texts begin here.
    fn fits(&mut self, text: usize, layout: &Layout<'_>, lookup: Lookup<'_>) -> bool {
        let texts = &self.texts[text..];
        let (mut of_school, mut of_programme) = (None, None);
        let mut is_unsettled = false;
        for (column, number) in self.columns.iter().zip(texts) {
            match column.get(*number).map(|said| &said.what) {
                Some(What::School { level, .. }) => of_school = *level,
                Some(What::Programme { code, is_of_several }) => {
                    of_programme = Some(code.education_level());
                    is_unsettled = *is_of_several;
                }
                _ => {}
            }
        }
        if of_school.is_some() && of_programme.is_some() && of_school != of_programme {
            return false;
        }
        for (at, column) in layout.texts.iter().enumerate() {
            let Some((list, code_at)) = column.names_of else { continue };
            let (name, of) = (texts[at], texts[code_at]);
            // A name may stand for a code that is left out.
            if of == NONE {
                return false;
            }
            if name == NONE {
                continue;
            }
            let Ok([codes, names]) = self.columns.get_disjoint_mut([code_at, at]) else {
                return false;
            };
            let Some(code) = codes.get(of).and_then(|said| said.what.code()) else { return false };
            if !names.is_name_of(name, (list, code, of), lookup.names) {
                return false;
            }
            is_unsettled &= list != CodeList::Programme;
        }
        !is_unsettled
    }
}

impl What {
    /// The code of a list.
    fn code(&self) -> Option<&str> {
        Some(match self {
            Self::Region(code) => code.as_str(),
            Self::Industry(code) => code.as_str(),
            Self::Programme { code, .. } => code.as_str(),
            Self::School { code, .. } => code.as_str(),
            _ => return None,
        })
    }
}

/// Whether a row that begins with a cell may be something else than data.
fn opens_other(cell: &Cell<'_>) -> bool {
    matches!(cell.value, CellValue::Text(text) if opens_other_row(text))
}

/// Whether every cell that must be filled is, and some figure is given.
fn is_filled(layout: &Layout<'_>, texts: &[u32], figures: &[Option<f64>]) -> bool {
    let texts = layout.texts.iter().zip(texts);
    let mut missing = texts.filter(|(column, number)| column.is_required && **number == NONE);
    let mut pairs = layout.figures.iter().zip(figures);
    missing.next().is_none()
        && pairs.all(|(column, figure)| figure.is_some() || !column.is_required)
        && figures.iter().any(Option::is_some)
}

/// The figure of a cell, if nothing is to be said of it.
fn figure_of(cell: &Cell<'_>, column: FigureColumn) -> Option<f64> {
    let read = read_figure(cell.value, column.measure, column.unit).ok()??;
    read.normalised.is_none().then_some(read.value)
}

/// A plain row: the numbers of what its texts say, with what the columns say by number, and its figures.
#[derive(Debug)]
pub(super) struct PlainRow<'s, 'a> {
    pub(super) texts: &'s [u32],
    pub(super) columns: &'s mut [Familiar<'a>],
    pub(super) figures: &'s [Option<f64>],
}
