//! How the letters of fonts look: struck through, raised or lowered.

use super::super::fault::Fault;
use super::super::rich_text::{Letters, Level, Pieces};
use super::record::Record;
use crate::budget::Budget;

/// What a font takes while their list grows.
const FONT_BYTES: u64 = 8;

/// The fonts of a workbook.
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<Letters>);

impl Fonts {
    /// Adds the font of a record.
    pub(super) fn add(&mut self, record: &Record<'_>, budget: &Budget) -> Result<(), Fault> {
        const STRUCK: u16 = 8;
        budget.hold(FONT_BYTES)?;
        let level = match record.u16(8)? {
            1 => Level::Raised,
            2 => Level::Lowered,
            _ => Level::Line,
        };
        self.0.push(Letters { level, is_struck: record.u16(2)? & STRUCK == STRUCK });
        Ok(())
    }

    /// The letters of a font by its number; there is none of number 4.
    pub(super) fn letters(&self, number: u16) -> Letters {
        let index = usize::from(if number > 4 { number - 1 } else { number });
        self.0.get(index).copied().unwrap_or_default()
    }

    /// The text in pieces: each run begins at a letter, counted in units of two bytes, and is of a font.
    pub(super) fn in_pieces(&self, text: &str, runs: &[(u16, u16)], pieces: &mut Pieces) {
        let mut rest = text;
        let mut letters = Letters::default();
        let mut at = 0_usize;
        for (start, font) in runs {
            let start = usize::from(*start).max(at);
            let (piece, behind) = rest.split_at(bytes_of(rest, start - at));
            pieces.push(piece, letters);
            (rest, letters, at) = (behind, self.letters(*font), start);
        }
        pieces.push(rest, letters);
    }
}

/// How many bytes so many units of two bytes take in a text.
fn bytes_of(text: &str, units: usize) -> usize {
    let mut left = units;
    let is_within = |character: &char| {
        let length = character.len_utf16();
        let fits = length <= left;
        left = left.saturating_sub(length);
        fits
    };
    text.chars().take_while(is_within).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_part_a_text_by_its_letters() {
        let letters = |level| Letters { level, is_struck: false };
        let fonts = Fonts(vec![letters(Level::Line), letters(Level::Raised)]);
        let text = |text: &str, runs: &[(u16, u16)]| {
            let mut pieces = Pieces::default();
            fonts.in_pieces(text, runs, &mut pieces);
            pieces.finish().0
        };
        assert_eq!(text("59722", &[(4, 1)]), "5972²");
        assert_eq!(text("采矿1业", &[(2, 1), (3, 0)]), "采矿¹业");
        assert_eq!(text("𠀀2", &[(2, 1)]), "𠀀²");
        assert_eq!(text("12", &[(9, 1), (1, 1)]), "12");
    }
}
