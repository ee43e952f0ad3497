//! Texts in the records of a workbook.

use encoding_rs::Encoding;

use super::super::fault::Fault;
use super::super::rich_text::Pieces;
use super::super::table_draft::{TextPlace, Texts};
use super::Globals;
use super::fonts::Fonts;
use super::record::Record;
use crate::budget::Budget;

/// What a shared text takes beside its letters, while their list grows.
const TEXT_BYTES: u64 = 24;

/// How letters are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    /// Whether they are Unicode (BIFF 8), each in one byte or in two.
    pub(super) unicode: bool,
    /// What they are if not.
    pub(super) encoding: &'static Encoding,
}

impl Letters {
    /// The code of a format of numbers.
    pub(super) fn format_code(self, record: &Record<'_>) -> Result<String, Fault> {
        if self.unicode {
            read_text(record.from(4)?, usize::from(record.u16(2)?), self)
        } else {
            read_text(record.from(3)?, usize::from(record.u8(2)?), self)
        }
    }
}

/// A text of so many letters; fewer if its record ends before.
pub(super) fn read_text(bytes: &[u8], length: usize, letters: Letters) -> Result<String, Fault> {
    if !letters.unicode {
        let bytes = &bytes[..bytes.len().min(length)];
        return Ok(letters.encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    let (flags, bytes) = bytes.split_first().ok_or_else(|| Fault::damaged("text"))?;
    let mut text = String::new();
    push_letters(bytes, length, flags & 1 == 1, &mut text);
    Ok(text)
}

/// A text of so many letters that says behind them where its fonts begin, and whether a part of it is struck through.
pub(super) fn read_rich_text(
    bytes: &[u8],
    length: usize,
    globals: &Globals,
) -> Result<(String, bool), Fault> {
    let letters = globals.letters;
    let text = read_text(bytes, length, letters)?;
    let is_wide = letters.unicode && bytes.first().is_some_and(|flags| flags & 1 == 1);
    let used = usize::from(letters.unicode) + if is_wide { 2 * length } else { length };
    let behind = bytes.get(used..).unwrap_or_default();
    let runs: Vec<(u16, u16)> = if letters.unicode {
        let words = behind.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two));
        let words: Vec<u16> = words.skip(1).collect();
        words.as_chunks::<2>().0.iter().map(|[start, font]| (*start, *font)).collect()
    } else {
        let runs = behind.get(1..).unwrap_or_default().as_chunks::<2>().0;
        runs.iter().map(|[start, font]| (u16::from(*start), u16::from(*font))).collect()
    };
    let mut pieces = Pieces::default();
    globals.fonts.in_pieces(&text, &runs, &mut pieces);
    Ok(pieces.finish())
}

/// Adds up to so many letters of one or two bytes each; returns how many they are.
fn push_letters(bytes: &[u8], length: usize, wide: bool, text: &mut String) -> usize {
    if wide {
        let units = bytes.as_chunks::<2>().0;
        let units = &units[..units.len().min(length)];
        let characters = char::decode_utf16(units.iter().copied().map(u16::from_le_bytes));
        text.extend(characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        units.len()
    } else {
        let bytes = &bytes[..bytes.len().min(length)];
        text.extend(bytes.iter().map(|byte| char::from(*byte)));
        bytes.len()
    }
}

/// The shared texts by their number. They run on over the parts of their record; how many they are is what is there.
pub(super) fn read_strings(
    parts: &[&[u8]],
    fonts: &Fonts,
    texts: &mut Texts,
    budget: &Budget,
) -> Result<Vec<TextPlace>, Fault> {
    let mut cursor = Parts { parts, at: 8 };
    let mut strings = Vec::new();
    let mut text = String::new();
    while cursor.has_more() {
        text.clear();
        let runs = cursor.read_string(&mut text)?;
        budget.hold(TEXT_BYTES)?;
        if runs.is_empty() {
            strings.push(texts.add(&text, budget)?);
            continue;
        }
        let mut pieces = Pieces::default();
        fonts.in_pieces(&text, &runs, &mut pieces);
        let (marked, is_struck) = pieces.finish();
        strings.push(texts.add(&marked, budget)?.struck(is_struck));
    }
    Ok(strings)
}

/// A place in what a record and its continuations say.
struct Parts<'p, 'a> {
    parts: &'p [&'a [u8]],
    /// The offset in the first of them.
    at: usize,
}

impl<'a> Parts<'_, 'a> {
    /// Whether anything is left; goes on to the part that has it.
    fn has_more(&mut self) -> bool {
        while let Some((first, rest)) = self.parts.split_first() {
            if self.at < first.len() {
                return true;
            }
            (self.parts, self.at) = (rest, 0);
        }
        false
    }

    /// What is left of the part at hand.
    fn rest(&self) -> &'a [u8] {
        self.parts.first().and_then(|part| part.get(self.at..)).unwrap_or_default()
    }

    fn number(&mut self, bytes: usize) -> Result<usize, Fault> {
        let mut number = 0;
        for place in 0..bytes {
            if !self.has_more() {
                return Err(Fault::damaged("SST"));
            }
            number |= usize::from(self.rest()[0]) << (8 * place);
            self.at += 1;
        }
        Ok(number)
    }

    /// Reads one text, without how it is pronounced; returns the letters at which its fonts begin, with these.
    fn read_string(&mut self, text: &mut String) -> Result<Vec<(u16, u16)>, Fault> {
        let mut left = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 == 8 { self.number(2)? } else { 0 };
        let beside = if flags & 4 == 4 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 == 1;
        while left > 0 {
            let letters = push_letters(self.rest(), left, wide, text);
            self.at += if wide { 2 * letters } else { letters };
            left -= letters;
            if left > 0 {
                // Each part says anew how wide its letters are.
                self.at = self.parts.first().map_or(0, |part| part.len());
                wide = self.number(1)? & 1 == 1;
            }
        }
        let mut fonts = Vec::new();
        for _ in 0..runs {
            // A list that is cut off says nothing of how letters look, and nothing is lost by it.
            let (Ok(start), Ok(font)) = (self.number(2), self.number(2)) else { break };
            fonts.push((start as u16, font as u16));
        }
        self.skip(beside);
        Ok(fonts)
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.has_more() {
            let step = bytes.min(self.rest().len());
            self.at += step;
            bytes -= step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_run_on_over_the_parts_of_their_record() {
        let budget = Budget::default();
        budget.begin_file(0);
        let head = [9, 0, 0, 0, 9, 0, 0, 0];
        // "ab" narrow, then "采矿业x" wide with a run, cut after two letters and going on narrow.
        let mut first = head.to_vec();
        first.extend([2, 0, 0, b'a', b'b', 3, 0, 1 | 8, 1, 0]);
        first.extend("采矿".encode_utf16().flat_map(u16::to_le_bytes));
        let second = [0, b'x', 1, 1, 1, 1, 1, 0, 0, b'y'];
        let mut texts = Texts::default();
        let strings =
            read_strings(&[&first, &second], &Fonts::default(), &mut texts, &budget).ok().unwrap();
        assert_eq!((texts.0.as_str(), strings.len()), ("ab采矿xy", 3));
        for cut in 0..second.len() {
            let _ = read_strings(
                &[&first, &second[..cut]],
                &Fonts::default(),
                &mut Texts::default(),
                &budget,
            );
        }
    }
}
