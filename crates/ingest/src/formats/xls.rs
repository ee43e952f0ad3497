//! The old `.xls` and `.et` workbooks (BIFF 5 and 8), record by record: what a record says of the size of something
//! is never believed. Source: [MS-XLS].

mod cells;
mod fonts;
mod record;
mod string;

use std::collections::BTreeMap;

use encoding_rs::{Encoding, GBK};

use super::compound_file::CompoundFile;
use super::fault::Fault;
use super::number_format::{NumberFormat, Style};
use super::table_draft::{ReadFault, ReadSheet, TableDraft, TextPlace, Texts};
use crate::budget::Budget;
use crate::problem::FileProblem;
use crate::sheet::Draft;
use cells::read_cells;
use fonts::Fonts;
use record::{Record, Records};
use string::{Letters, read_strings, read_text};

/// What a sheet or a format of the workbook takes beside its name.
const ENTRY_BYTES: u64 = 96;

/// What a workbook says of all its sheets.
struct Globals {
    letters: Letters,
    from_1904: bool,
    /// The formats of the workbook's own by their numbers.
    own: BTreeMap<u16, NumberFormat>,
    fonts: Fonts,
    /// The numbers of the font and of the format of each style.
    styles: Vec<(u16, u16)>,
    strings: Vec<TextPlace>,
    sheets: Vec<Listed>,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    /// Where its records begin.
    start: usize,
    hidden: bool,
}

/// Reads the sheets of an `.xls` or `.et` workbook; an error comes with the name of the sheet that it is in, if it is in one.
pub(super) fn read_xls(
    bytes: &[u8],
    texts: &mut Texts,
    budget: &Budget,
) -> Result<Vec<ReadSheet>, ReadFault> {
    let of_file = |fault: Fault| (fault, None);
    let container = CompoundFile::open(bytes).map_err(of_file)?;
    if container.has("_VBA_PROJECT_CUR") {
        return Err(of_file(FileProblem::Macro.into()));
    }
    let newer = container.stream("Workbook").map_err(of_file)?;
    let older = || container.stream("Book").map_err(of_file);
    let book = match newer {
        Some(book) => book,
        None => older()?.ok_or_else(|| of_file(Fault::damaged("Workbook")))?,
    };
    drop(container);
    let mut globals = globals(&book, texts, budget).map_err(of_file)?;
    let mut read = Vec::new();
    for sheet in std::mem::take(&mut globals.sheets) {
        let records = book.get(sheet.start..).unwrap_or_default();
        let from_1904 = globals.from_1904;
        let mut table = TableDraft { draft: Draft::default(), texts, budget, from_1904 };
        match read_cells(Records::of(records), &globals, &mut table) {
            Ok(()) => read.push((sheet.name, sheet.hidden, table.draft)),
            Err(fault) => return Err((fault, Some(sheet.name))),
        }
    }
    Ok(read)
}

/// Reads the records before those of the sheets.
fn globals(book: &[u8], texts: &mut Texts, budget: &Budget) -> Result<Globals, Fault> {
    let letters = Letters { unicode: true, encoding: GBK };
    let mut globals = Globals {
        letters,
        from_1904: false,
        own: BTreeMap::new(),
        fonts: Fonts::default(),
        styles: Vec::new(),
        strings: Vec::new(),
        sheets: Vec::new(),
    };
    let mut records = Records::of(book);
    while let Some(record) = records.next()? {
        match record.kind {
            Record::BEGIN => globals.letters.unicode = record.u16(0)? >= 0x0600,
            Record::PASSWORD if record.data.len() > 2 || record.u16(0)? != 0 => {
                return Err(FileProblem::Locked.into());
            }
            Record::CODE_PAGE => globals.letters.encoding = encoding_of(record.u16(0)?),
            Record::DATE_MODE => globals.from_1904 = record.u16(0)? == 1,
            Record::FORMAT => {
                budget.hold(ENTRY_BYTES)?;
                let code = globals.letters.format_code(&record)?;
                globals.own.insert(record.u16(0)?, NumberFormat::of_code(&code));
            }
            Record::FONT => globals.fonts.add(&record, budget)?,
            Record::STYLE => globals.styles.push((record.u16(0)?, record.u16(2)?)),
            Record::SHEET => globals.sheets.extend(listed(&record, globals.letters, budget)?),
            Record::STRINGS => {
                let parts = records.with_continuations(record);
                globals.strings = read_strings(&parts, &globals.fonts, texts, budget)?;
            }
            Record::END => break,
            _ => {}
        }
    }
    Ok(globals)
}

/// A sheet that holds cells; `None` of a chart or macros.
fn listed(record: &Record<'_>, letters: Letters, budget: &Budget) -> Result<Option<Listed>, Fault> {
    if record.u8(5)? != 0 {
        return Ok(None);
    }
    let name = read_text(record.from(7)?, usize::from(record.u8(6)?), letters)?;
    budget.hold(ENTRY_BYTES + name.len() as u64)?;
    let name = name.replace('\0', "");
    Ok(Some(Listed { name, start: record.u32(0)? as usize, hidden: record.u8(4)? & 0x3F != 0 }))
}

/// The encoding of the letters that are no Unicode.
fn encoding_of(code_page: u16) -> &'static Encoding {
    match code_page {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        _ => GBK,
    }
}

impl Globals {
    /// How the cells of a style are shown.
    fn style(&self, style: u16) -> Style {
        let Some((font, number)) = self.styles.get(usize::from(style)) else {
            return Style::default();
        };
        let built_in = || NumberFormat::built_in(u32::from(*number));
        let format = self.own.get(number).copied().unwrap_or_else(built_in);
        Style { format, is_struck: self.fonts.letters(*font).is_struck }
    }
}
