//! Reading a file of settings.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeFloat, DeTable, DeValue, Deserializer};
use toml::value::Datetime;

use crate::checks::{Checks, Unmet};
use crate::fault::{SettingsError, SettingsFault, position};
use crate::path::{Path, Step, place_of, span_of, value_mut};
use crate::repair::{Repaired, default_at, repair};
use crate::syntax::{Slip, without_slips};
use crate::wording;

/// No more faults than this are told of one file.
const MOST_FAULTS: usize = 200;

/// A file of settings and what is known of its keys.
#[derive(Debug, Clone, Copy)]
pub struct SettingsFile<'a> {
    /// Its name, as it is told.
    pub name: &'a str,
    /// The text of a file in which every key is at its default, with an entry of everything that may stand there in any
    /// number. It says what a value is replaced by, and shows the type what keys there are.
    pub defaults: &'a str,
    /// Keys and sections of earlier versions, with what is to be done about them in Chinese and in English.
    pub former: &'a [(&'a str, &'a str, &'a str)],
}

impl SettingsFile<'_> {
    /// Reads a text. `check` says what must hold of its values beyond their kinds.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, at once: what is no TOML, keys that there are not, keys that are missing, values of
    /// another kind or out of range, and what does not hold.
    pub fn read<T: Serialize + DeserializeOwned>(
        &self,
        text: &str,
        check: impl Fn(&T, &mut Checks),
    ) -> Result<T, SettingsError> {
        if let Some(value) = sound(text, &check) {
            return Ok(value);
        }
        let shape = shape_of::<T>(self.defaults);
        let shape = DeTable::parse_recoverable(&shape).0.into_inner();
        let (kept, slips) = without_slips(text, MOST_FAULTS);
        let written = DeTable::parse_recoverable(&kept).0.into_inner();
        let mut reading = Reading {
            file: self,
            text,
            shape: &shape,
            written: &written,
            mended: written.clone(),
            faults: Vec::new(),
            at_fault: BTreeSet::new(),
            is_cut: !slips.is_empty(),
        };
        for Slip { byte, message } in slips {
            let line = text.lines().nth(position(text, byte).0 - 1).unwrap_or_default();
            let (zh, en) = wording::syntax(&message, line);
            reading.tell(byte, &Path::default(), zh, en);
        }
        let value = reading.fit::<T>();
        let mut checks = Checks::default();
        if let Some(value) = &value {
            check(value, &mut checks);
        }
        checks.unmet.into_iter().for_each(|unmet| reading.unmet(unmet));
        reading.finish(value)
    }
}

/// The value of a text in which nothing is wrong.
fn sound<T: DeserializeOwned>(text: &str, check: &impl Fn(&T, &mut Checks)) -> Option<T> {
    let table = DeTable::parse(text).ok()?;
    let (mut unfit, mut checks) = (Vec::new(), Checks::default());
    endless(table.get_ref(), &Path::default(), &mut unfit);
    let value = T::deserialize(Deserializer::from(table)).ok()?;
    check(&value, &mut checks);
    (unfit.is_empty() && checks.unmet.is_empty()).then_some(value)
}

/// The defaults as their type writes them, so that no key is missing.
fn shape_of<T: Serialize + DeserializeOwned>(defaults: &str) -> String {
    let typed = toml::from_str::<T>(defaults).ok();
    typed.and_then(|typed| toml::to_string(&typed).ok()).unwrap_or_else(|| defaults.to_owned())
}

/// Whether a text is a day of the calendar, `2026-01-31`.
pub fn is_date(text: &str) -> bool {
    let date = text.parse::<Datetime>();
    date.is_ok_and(|date| date.date.is_some() && date.time.is_none() && date.offset.is_none())
}

/// A file that is being read.
struct Reading<'a> {
    file: &'a SettingsFile<'a>,
    text: &'a str,
    shape: &'a DeTable<'a>,
    /// The keys as they were written.
    written: &'a DeTable<'a>,
    /// The same with what was wrong put right, misspelt keys under their right names.
    mended: DeTable<'a>,
    faults: Vec<SettingsFault>,
    /// Values that a fault was told of.
    at_fault: BTreeSet<Path>,
    /// Whether the text is no TOML somewhere, so that what seems to be missing may be there.
    is_cut: bool,
}

impl Reading<'_> {
    /// The value, with defaults where it does not fit; `None` where no defaults help.
    fn fit<T: DeserializeOwned>(&mut self) -> Option<T> {
        self.replace_endless();
        for _ in 0..MOST_FAULTS {
            let whole = Spanned::new(0..0, self.mended.clone());
            let error = match T::deserialize(Deserializer::from(whole)) {
                Ok(value) => return Some(value),
                Err(error) => error,
            };
            let place = place_of(&self.mended, &error.span().unwrap_or(0..0));
            let repaired =
                repair(&mut self.mended, self.shape, self.file.former, &place, error.message());
            self.tell_repaired(repaired?);
        }
        None
    }

    /// Numbers that are infinite, or none, are of the right kind and never meant.
    fn replace_endless(&mut self) {
        let mut found = Vec::new();
        endless(self.written, &Path::default(), &mut found);
        for path in found {
            let default = default_at(self.shape, &path);
            let Some(value) = value_mut(&mut self.mended, &path) else { continue };
            let (zh, en) = wording::endless(value.get_ref(), default);
            *value.get_mut() =
                default.cloned().unwrap_or_else(|| DeValue::Float(DeFloat::default()));
            self.tell(self.span_of(&path).0.start, &path, zh, en);
        }
    }

    fn tell_repaired(&mut self, repaired: Repaired) {
        let Repaired { path, byte, zh, en, is_absent } = repaired;
        // What is missing may stand in a line that could not be read.
        if self.is_cut && is_absent {
            self.at_fault.insert(path);
            return;
        }
        let byte = byte.unwrap_or_else(|| self.span_of(&path).0.start);
        self.tell(byte, &path, zh, en);
    }

    /// Where a path stands in the text, by the keys as they were written or as they were meant.
    fn span_of(&self, path: &Path) -> (Range<usize>, bool) {
        let (span, is_there) = span_of(self.written, path);
        if is_there { (span, true) } else { span_of(&self.mended, path) }
    }

    /// Tells something that does not hold, unless a key of it is at fault already.
    fn unmet(&mut self, Unmet { keys, zh, en }: Unmet) {
        let paths: Vec<Path> = keys.iter().map(|key| Path::of_key(key)).collect();
        let is_told = |path: &Path| {
            self.at_fault
                .iter()
                .any(|told| path.0.starts_with(&told.0) || told.0.starts_with(&path.0))
        };
        let is_written = |path: &Path| self.span_of(path).1;
        if paths.iter().any(is_told) || (self.is_cut && !paths.iter().all(is_written)) {
            return;
        }
        // A limit that stands at its default cannot be found in the text; the other one can.
        let Some(path) = paths.iter().find(|path| is_written(path)).or(paths.first()) else {
            return;
        };
        let start = self.span_of(path).0.start;
        // Of several keys it is not said which is wrong.
        let default = default_at(self.shape, path).filter(|_| paths.len() == 1);
        let (zh, en) = wording::with_default((zh, en), default);
        self.tell(start, path, zh, en);
    }

    fn tell(&mut self, byte: usize, path: &Path, zh: String, en: String) {
        let (line, column) = position(self.text, byte);
        let (file, key) = (self.file.name.to_owned(), path.to_string());
        self.faults.push(SettingsFault { file, line, column, key, zh, en });
        if path.0.is_empty() {
            return;
        }
        self.at_fault.insert(path.clone());
    }

    fn finish<T>(mut self, value: Option<T>) -> Result<T, SettingsError> {
        self.faults.sort();
        self.faults.dedup();
        match value {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => {
                if self.faults.is_empty() {
                    let (zh, en) = wording::beyond_repair();
                    self.tell(0, &Path::default(), zh, en);
                }
                Err(SettingsError(self.faults))
            }
        }
    }
}

/// The paths of numbers that are infinite or none.
fn endless(table: &DeTable<'_>, at: &Path, found: &mut Vec<Path>) {
    for (key, value) in table {
        endless_value(value.get_ref(), at.with(Step::Key(key.get_ref().to_string())), found);
    }
}

fn endless_value(value: &DeValue<'_>, path: Path, found: &mut Vec<Path>) {
    match value {
        DeValue::Float(number)
            if number.as_str().ends_with("nan") || number.as_str().ends_with("inf") =>
        {
            found.push(path);
        }
        DeValue::Table(table) => endless(table, &path, found),
        DeValue::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                endless_value(item.get_ref(), path.with(Step::At(position)), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
