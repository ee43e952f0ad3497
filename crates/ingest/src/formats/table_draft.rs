//! A sheet of a workbook while its cells come in, and the texts that its workbook keeps.

use std::sync::Arc;

use super::fault::Fault;
use super::number_format::{NumberFormat, Style, day_of};
use crate::budget::Budget;
use crate::finding::Finding;
use crate::sheet::{Content, Draft, Scale, Sheet, Shown, Stored};

/// Where a cell stands: row and column, counted from 0.
pub(super) type Place = (u32, u32);

/// A sheet that was read, but for the texts of the workbook: its name, whether it is hidden, and its cells.
pub(super) type ReadSheet = (String, bool, Draft);

/// Why a workbook could not be read, with the name of the sheet that it is in, if it is in one.
pub(super) type ReadFault = (Fault, Option<String>);

/// Reads the sheets of a workbook of one format; its texts come in beside them.
type ReadWorkbook = fn(&[u8], &mut Texts, &Budget) -> Result<Vec<ReadSheet>, ReadFault>;

/// The sheets of a workbook with its texts, as `read` finds them.
pub(super) fn read_workbook(
    file: &Arc<str>,
    bytes: &[u8],
    budget: &Budget,
    read: ReadWorkbook,
) -> Result<Vec<Sheet>, Finding> {
    let mut texts = Texts::default();
    let sheets =
        read(bytes, &mut texts, budget).map_err(|(Fault(problem), sheet)| match sheet {
            Some(sheet) => Finding::in_sheet(file, &sheet, problem),
            None => Finding::in_file(file, problem),
        })?;
    let texts = Arc::new(texts.0);
    let finish = |(name, hidden, draft): ReadSheet| {
        draft.finish(file, Some(name.into()), hidden, Arc::clone(&texts))
    };
    Ok(sheets.into_iter().map(finish).collect())
}

/// Where a text begins among those of the workbook, and its length in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TextPlace {
    start: u32,
    length: u32,
    /// Whether a part of it is struck through.
    is_struck: bool,
}

impl TextPlace {
    /// The same, struck through or not.
    pub(super) fn struck(self, is_struck: bool) -> Self {
        Self { is_struck, ..self }
    }
}

/// The texts of a workbook, one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) String);

impl Texts {
    /// Adds a text.
    pub(super) fn add(&mut self, text: &str, budget: &Budget) -> Result<TextPlace, Fault> {
        // The whole grows by doubling: for a moment there are the old one and the new one of twice its size.
        budget.hold(3 * text.len() as u64)?;
        let start = self.0.len() as u32;
        self.0.push_str(text);
        Ok(TextPlace { start, length: text.len() as u32, is_struck: false })
    }

    fn get(&self, place: TextPlace) -> &str {
        let start = place.start as usize;
        self.0.get(start..start + place.length as usize).unwrap_or("")
    }
}

/// A sheet while its cells come in.
pub(super) struct TableDraft<'b> {
    pub(super) draft: Draft,
    pub(super) texts: &'b mut Texts,
    pub(super) budget: &'b Budget,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl TableDraft<'_> {
    /// A number, which is a day if its format says so.
    pub(super) fn number(&mut self, at: Place, number: f64, style: Style) -> Result<(), Fault> {
        match style.format {
            NumberFormat::Number(scale) => {
                let shown = Shown { is_struck: style.is_struck, scale };
                let cell = Stored::number(at.1, number).shown_as(shown);
                Ok(self.draft.put(at.0, cell, 0, self.budget)?)
            }
            NumberFormat::Date => self.date(at, &day_of(number, self.from_1904)),
            NumberFormat::Duration => self.date(at, ""),
        }
    }

    /// A day as text; empty if it is none.
    pub(super) fn date(&mut self, at: Place, day: &str) -> Result<(), Fault> {
        let place = self.texts.add(day, self.budget)?;
        self.put(at, Content::Date, place)
    }

    /// A text that the cell alone holds, struck through or not. A blank one is nothing.
    pub(super) fn text(&mut self, at: Place, text: &str, is_struck: bool) -> Result<(), Fault> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let place = self.texts.add(text, self.budget)?;
        self.put(at, Content::Text, place.struck(is_struck))
    }

    /// A text that is kept already, struck through by its cell or not. A blank one is nothing.
    pub(super) fn shared_text(
        &mut self,
        at: Place,
        place: TextPlace,
        is_struck: bool,
    ) -> Result<(), Fault> {
        if self.texts.get(place).trim().is_empty() {
            return Ok(());
        }
        let is_struck = is_struck || place.is_struck;
        self.put(at, Content::Text, place.struck(is_struck))
    }

    /// The error of a formula.
    pub(super) fn error(&mut self, at: Place, text: &str) -> Result<(), Fault> {
        let place = self.texts.add(text, self.budget)?;
        self.put(at, Content::Error, place)
    }

    fn put(&mut self, at: Place, content: Content, place: TextPlace) -> Result<(), Fault> {
        let (start, length) = (place.start as usize, place.length as usize);
        let shown = Shown { is_struck: place.is_struck, scale: Scale::Plain };
        let cell = Stored::text(at.1, content, start, length).shown_as(shown);
        Ok(self.draft.put(at.0, cell, length, self.budget)?)
    }
}
