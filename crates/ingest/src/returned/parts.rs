//! The parts of a workbook: some are changed or added, all others go over as they are, still packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::markup::Unchangeable;

/// A part of this size is none that is changed here.
const LARGEST: u64 = 256 << 20;

/// The parts of a workbook, with what becomes of them.
pub(super) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts that are changed or added, by name; `None` for those that are left out.
    changed: BTreeMap<String, Option<String>>,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unchangeable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unchangeable)?;
        Ok(Self { archive, changed: BTreeMap::new() })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        match self.changed.get(name) {
            Some(changed) => changed.is_some(),
            None => self.archive.index_for_name(name).is_some(),
        }
    }

    /// The text of a part as it is now; `None` if there is none.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unchangeable> {
        if let Some(changed) = self.changed.get(name) {
            return Ok(changed.clone());
        }
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|_| Unchangeable)?;
        let mut text = String::new();
        part.take(LARGEST).read_to_string(&mut text).map_err(|_| Unchangeable)?;
        // The mark of the byte order is none of the elements.
        Ok(Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)))
    }

    /// The text of a part that has to be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Unchangeable> {
        self.text(name)?.ok_or(Unchangeable)
    }

    /// Changes a part, or adds it.
    pub(super) fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), Some(text));
    }

    /// Leaves a part out.
    pub(super) fn leave_out(&mut self, name: &str) {
        self.changed.insert(name.to_owned(), None);
    }

    /// A name that no part has, numbered: `free("xl/comments", ".xml")`.
    pub(super) fn free(&self, begin: &str, end: &str) -> String {
        let mut number = 1_u32;
        loop {
            let name = format!("{begin}{number}{end}");
            if !self.has(&name) {
                return name;
            }
            number += 1;
        }
    }

    /// The workbook with all changes.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Unchangeable> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(|_| Unchangeable)?;
            let name = part.name().map_err(|_| Unchangeable)?.into_owned();
            match self.changed.remove(&name) {
                Some(Some(text)) => write(&mut writer, &name, &text)?,
                Some(None) => {}
                None => writer.raw_copy_file(part).map_err(|_| Unchangeable)?,
            }
        }
        for (name, text) in &self.changed {
            if let Some(text) = text {
                write(&mut writer, name, text)?;
            }
        }
        Ok(writer.finish().map_err(|_| Unchangeable)?.into_inner())
    }
}

fn write(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    text: &str,
) -> Result<(), Unchangeable> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    writer.start_file(name, options).map_err(|_| Unchangeable)?;
    writer.write_all(text.as_bytes()).map_err(|_| Unchangeable)
}
