//! Files that are made for tests, good and bad ones.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A workbook by the text of its parts.
pub(crate) struct Book {
    rows: String,
    end: String,
    strings: String,
    styles: String,
    sheets: usize,
}

impl Book {
    /// A workbook whose sheet holds these elements.
    pub(crate) fn of(rows: &str) -> Self {
        let (end, strings, styles) = (String::new(), String::new(), String::new());
        Self { rows: rows.to_owned(), end, strings, styles, sheets: 1 }
    }

    /// The same with these elements behind the cells of the sheet.
    pub(crate) fn with_end(self, end: &str) -> Self {
        Self { end: end.to_owned(), ..self }
    }

    /// The same with these shared texts.
    pub(crate) fn with_strings(self, strings: &str) -> Self {
        Self { strings: strings.to_owned(), ..self }
    }

    /// The same with these styles of cells.
    pub(crate) fn with_styles(self, styles: &str) -> Self {
        Self { styles: styles.to_owned(), ..self }
    }

    /// The same with so many sheets, all of one part.
    pub(crate) fn with_sheets(self, sheets: usize) -> Self {
        Self { sheets, ..self }
    }

    /// The workbook, packed.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.write(CompressionMethod::Deflated)
    }

    /// The workbook, its parts as they are.
    pub(crate) fn stored(&self) -> Vec<u8> {
        self.write(CompressionMethod::Stored)
    }

    fn write(&self, method: CompressionMethod) -> Vec<u8> {
        let sheets = joined((0..self.sheets).map(|k| format!("<sheet name=\"s{k}\" r:id=\"r\"/>")));
        let parts = [
            ("xl/workbook.xml", format!("<workbook><sheets>{sheets}</sheets></workbook>")),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"sheet.xml\"/></Relationships>".to_owned(),
            ),
            ("xl/sheet.xml", format!("<worksheet><sheetData>{}</sheetData>{}</worksheet>", self.rows, self.end)),
            ("xl/sharedStrings.xml", format!("<sst>{}</sst>", self.strings)),
            ("xl/styles.xml", format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", self.styles)),
        ];
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive
                .start_file(name, SimpleFileOptions::default().compression_method(method))
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

/// Texts behind each other.
pub(crate) fn joined(texts: impl Iterator<Item = String>) -> String {
    let mut all = String::new();
    texts.for_each(|text| all.push_str(&text));
    all
}

/// The letters of a column counted from 0.
pub(crate) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    String::from_utf8(letters).unwrap()
}

/// A record of the old format.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A workbook of the old format with one sheet, of these records before the sheet and in it.
pub(crate) fn old_book(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let mut stream = [&begin[..], globals].concat();
    let start = (stream.len() + 18) as u32;
    stream.extend(record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 2, 0, b's', b'1']].concat()));
    stream.extend(record(0x000A, &[]));
    stream.extend([&begin[..], cells, &record(0x000A, &[])].concat());
    compound_file(&stream)
}

/// A compound file that holds a stream called `Workbook`.
pub(crate) fn compound_file(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4_096), 0);
    let sectors = stream.len().div_ceil(SECTOR);
    // The directory, then the stream, then the table of sectors and, where it is long, the list of its parts.
    let used = 1 + sectors;
    let tables = (used + 200).div_ceil(127);
    let lists = tables.saturating_sub(109).div_ceil(127);
    let mut next: Vec<u32> = vec![END];
    next.extend((1..sectors as u32).map(|sector| sector + 1));
    next.push(END);
    next.extend(vec![0xFFFF_FFFD; tables]);
    next.extend(vec![0xFFFF_FFFC; lists]);
    next.resize(tables * 128, u32::MAX);
    let parts: Vec<u32> = (0..tables as u32).map(|k| used as u32 + k).collect();
    let (first, others) = parts.split_at(tables.min(109));
    let list_at = |k: usize| (used + tables + k) as u32;
    let mut header = vec![0_u8; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[24..34].copy_from_slice(&[62, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    let mut put =
        |at: usize, number: u32| header[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(44, tables as u32);
    put(48, 0);
    put(56, 4_096);
    put(60, END);
    put(68, if lists == 0 { END } else { list_at(0) });
    put(72, lists as u32);
    for k in 0..109 {
        put(76 + 4 * k, first.get(k).copied().unwrap_or(u32::MAX));
    }
    let mut file = header;
    file.extend(directory(stream.len() as u32));
    stream.resize(sectors * SECTOR, 0);
    file.extend(stream);
    file.extend(next.iter().flat_map(|number| number.to_le_bytes()));
    for (k, list) in others.chunks(127).enumerate() {
        let mut list = list.to_vec();
        list.resize(127, u32::MAX);
        list.push(if k + 1 < lists { list_at(k + 1) } else { END });
        file.extend(list.iter().flat_map(|number| number.to_le_bytes()));
    }
    file
}

fn directory(length: u32) -> Vec<u8> {
    let mut entries = vec![0_u8; 512];
    for (k, (name, kind)) in [("Root Entry", 5), ("Workbook", 2)].into_iter().enumerate() {
        let entry = &mut entries[128 * k..][..128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = units.len() as u8 + 2;
        entry[66] = kind;
    }
    entries[128 + 116] = 1;
    entries[128 + 120..][..4].copy_from_slice(&length.to_le_bytes());
    entries[116..120].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    entries
}

/// Rows of text files.
pub(crate) mod csv {
    use std::fmt::Write as _;

    /// Figures of two industries over a hundred years, again and again.
    pub(crate) fn figures(rows: usize) -> String {
        let mut text = String::new();
        for row in 0..rows {
            let section = ["B", "C"][row % 2];
            writeln!(text, "141000,{section},{},{row}", 1950 + row / 2 % 70).unwrap();
        }
        text
    }

    /// Entries of the list of schools.
    pub(crate) fn schools(rows: usize) -> String {
        let mut text = String::new();
        for row in 0..rows {
            writeln!(text, "S{row:06},校{row},中职,141000").unwrap();
        }
        text
    }
}
