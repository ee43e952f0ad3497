//! What the texts of a column say, read once: most cells of a large table hold what a cell above them held.

use std::collections::HashMap;
use std::sync::Arc;

use talent_domain::{
    CodeList, Codebook, Confidence, EducationLevel, IndustryCode, Level, Nature, OccupationName,
    ProgrammeCode, RegionCode, SchoolCode, Status, Year,
};

use super::cell::read_cell;
use super::passed_over::is_part;
use super::total::{is_subtotal_name, is_total_word, opens_subtotal};
use crate::cell_value::CellValue;
use crate::column::Column;
use crate::kind::Kind;
use crate::names::Names;
use crate::note_opening::opens_note;
use crate::row::Row;
use crate::school_level::school_level;
use crate::sheet::Cell;

/// What a cell says, where it can be said of it alone that no rule has anything to say.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) what: What,
    /// Whether a row that begins with it may be a note, a total or a part of the row above.
    pub(super) opens_other_row: bool,
}

/// What cells of the columns of figures' tables say, but for the figures.
#[derive(Debug)]
pub(super) enum What {
    Region(RegionCode),
    Industry(IndustryCode),
    Programme {
        code: ProgrammeCode,
        /// Whether former catalogues have the same digits, so that only its name tells it.
        is_of_several: bool,
    },
    School {
        code: SchoolCode,
        region: RegionCode,
        level: Option<EducationLevel>,
    },
    Occupation(OccupationName),
    Year(Year),
    Status(Status),
    Confidence(Confidence),
    Nature(Nature),
    /// A name of a list, and the number of the code that it was last found to be one of.
    Name {
        text: String,
        fits: u32,
    },
    Source(SharedText),
    Note(SharedText),
    /// Nothing that figures keep.
    Nothing,
}

/// A text that many figures have.
#[derive(Debug)]
pub(super) struct SharedText {
    pub(super) text: Arc<str>,
    /// Whether the text is that of the observations made before.
    pub(super) is_kept: bool,
}

impl SharedText {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.into(), is_kept: false }
    }
}

/// No number of a text: an empty cell.
pub(super) const NONE: u32 = u32::MAX;
/// Texts that are kept of a column from one stretch of rows to the next.
const MOST: usize = 4_096;

/// What the texts of one column say.
#[derive(Debug)]
pub(super) struct Familiar<'a> {
    spec: &'static Column,
    by_text: HashMap<&'a str, u32>,
    by_number: HashMap<u64, u32>,
    /// By number of the text; nothing where its cell has to be looked at.
    said: Vec<Option<Said>>,
    /// The text of the row above.
    last: (CellValue<&'a str>, u32),
}

impl<'a> Familiar<'a> {
    pub(super) fn of(spec: &'static Column) -> Self {
        Self {
            spec,
            by_text: HashMap::new(),
            by_number: HashMap::new(),
            said: Vec::new(),
            last: (CellValue::Empty, NONE),
        }
    }

    /// Forgets what was read where that is much.
    pub(super) fn forget_many(&mut self) {
        if self.said.len() > MOST {
            *self = Self::of(self.spec);
        }
    }

    /// The number of what a cell says; nothing if it has to be looked at.
    pub(super) fn number(&mut self, cell: &Cell<'a>, codebook: &Codebook) -> Option<u32> {
        if !is_same(cell.value, self.last.0) {
            let next = self.said.len() as u32;
            let number = match cell.value {
                CellValue::Text(text) => *self.by_text.entry(text).or_insert(next),
                CellValue::Number(number) => {
                    *self.by_number.entry(number.to_bits()).or_insert(next)
                }
                _ => return None,
            };
            if number == next {
                self.said.push(said(cell, self.spec, codebook));
            }
            self.last = (cell.value, number);
        }
        self.get(self.last.1).map(|_| self.last.1)
    }

    /// What the text of a number says.
    pub(super) fn get(&self, number: u32) -> Option<&Said> {
        self.said.get(number as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut What> {
        self.said.get_mut(number as usize)?.as_mut().map(|said| &mut said.what)
    }

    /// Whether the text of a number is a name of a code, which has the number `of` in its own column.
    pub(super) fn is_name_of(
        &mut self,
        number: u32,
        (list, code, of): (CodeList, &str, u32),
        names: &Names,
    ) -> bool {
        let Some(What::Name { text, fits }) = self.get_mut(number) else { return false };
        if *fits != of && names.mean(list, text, code) {
            *fits = of;
        }
        *fits == of
    }
}

/// Whether two cells hold the same, to the last bit.
fn is_same(a: CellValue<&str>, b: CellValue<&str>) -> bool {
    match (a, b) {
        (CellValue::Text(a), CellValue::Text(b)) => a == b,
        (CellValue::Number(a), CellValue::Number(b)) => a.to_bits() == b.to_bits(),
        _ => false,
    }
}

/// Whether texts of this kind of column can be read once for all.
pub(super) fn is_of_text(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Figure(_) | Kind::Word(..) | Kind::RowValue | Kind::MeasureCode | Kind::RowUnit
    )
}

/// Whether a row that begins with a text may be something else than data.
pub(super) fn opens_other_row(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    !is_number && (is_total_word(text) || opens_subtotal(text) || opens_note(text) || is_part(text))
}

/// What a cell says; nothing where anything is to be said of it, or where it may be a total.
fn said(cell: &Cell<'_>, spec: &'static Column, codebook: &Codebook) -> Option<Said> {
    let opens_other_row = match cell.value {
        CellValue::Text(text) => {
            let is_coded =
                spec.kind.list_of_codes().is_some() || matches!(spec.kind, Kind::Name(_));
            if is_total_word(text) || (is_coded && is_subtotal_name(text)) {
                return None;
            }
            opens_other_row(text)
        }
        _ => false,
    };
    let mut row = Row::default();
    read_cell(&mut row, cell, spec, codebook).ok()?;
    let what = what(row, spec.kind, codebook)?;
    Some(Said { what, opens_other_row })
}

/// What a row says of which one cell was read.
fn what(row: Row, kind: Kind, codebook: &Codebook) -> Option<What> {
    fn code<T>(level: Option<Level<T>>) -> Option<T> {
        match level? {
            Level::Code(code) => Some(code),
            Level::Total => None,
        }
    }
    Some(match kind {
        Kind::Region => What::Region(row.region?),
        Kind::Industry => What::Industry(code(row.industry)?),
        Kind::Programme { .. } => {
            let code = code(row.programme).filter(|code| !code.is_former())?;
            let mut formers = codebook.former_programmes.iter();
            let is_of_several = formers.any(|row| row.former.printed() == code.printed());
            What::Programme { code, is_of_several }
        }
        Kind::School { .. } => {
            let code = code(row.school)?;
            let school = codebook.schools.get(&code)?;
            What::School { region: school.region.clone(), level: school_level(&school.kind), code }
        }
        Kind::Occupation => What::Occupation(code(row.occupation)?),
        Kind::Year => What::Year(row.year?),
        Kind::Status => What::Status(row.status?),
        Kind::Confidence => What::Confidence(row.confidence?),
        Kind::Nature => What::Nature(row.nature?),
        Kind::Name(_) => {
            let (_, text) = row.texts.into_iter().next()?;
            What::Name { text, fits: NONE }
        }
        Kind::Source => What::Source(SharedText::new(&row.source?)),
        Kind::Note => What::Note(SharedText::new(&row.note?)),
        // They become a part of the note.
        Kind::Remark => return None,
        _ => What::Nothing,
    })
}
