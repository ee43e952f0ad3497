//! Texts in pieces of several kinds of letters. Raised and lowered letters, such as the mark of a footnote behind a
//! number, become characters of their own, so that 5972 with a raised 2 is never 59722.

/// How the letters of a piece look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) level: Level,
    pub(super) is_struck: bool,
}

/// Where letters stand on their line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Level {
    #[default]
    Line,
    Raised,
    Lowered,
}

/// A text while its pieces come in.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// With raised and lowered letters as characters of their own.
    marked: String,
    /// As it was written; only kept while no letter stood on the line.
    plain: String,
    stands_on_line: bool,
    is_struck: bool,
}

impl Pieces {
    /// Adds a piece.
    pub(super) fn push(&mut self, piece: &str, letters: Letters) {
        let is_blank = piece.trim().is_empty();
        self.is_struck |= letters.is_struck && !is_blank;
        self.stands_on_line |= letters.level == Level::Line && !is_blank;
        match letters.level {
            Level::Line => self.marked.push_str(piece),
            Level::Raised => self.marked.extend(piece.chars().map(raised)),
            Level::Lowered => self.marked.extend(piece.chars().map(lowered)),
        }
        if self.stands_on_line {
            self.plain.clear();
        } else {
            self.plain.push_str(piece);
        }
    }

    /// The text and whether a part of it is struck through; the next one begins. Where all letters are raised, none is
    /// a mark.
    pub(super) fn finish(&mut self) -> (String, bool) {
        let Self { marked, plain, stands_on_line, is_struck } = std::mem::take(self);
        (if stands_on_line { marked } else { plain }, is_struck)
    }

    /// The bytes of the text so far.
    pub(super) fn len(&self) -> usize {
        self.marked.len().max(self.plain.len())
    }
}

/// Pairs of a character and the same one raised or lowered.
const RAISED: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('(', '⁽'),
    (')', '⁾'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('e', 'ᵉ'),
    ('f', 'ᶠ'),
];
const LOWERED: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
    ('+', '₊'),
    ('-', '₋'),
    ('(', '₍'),
    (')', '₎'),
    ('a', 'ₐ'),
    ('e', 'ₑ'),
];

/// The raised form of a character; itself where there is none.
fn raised(character: char) -> char {
    other_form(RAISED, character)
}

fn lowered(character: char) -> char {
    other_form(LOWERED, character)
}

fn other_form(pairs: &[(char, char)], character: char) -> char {
    pairs.iter().find(|(plain, _)| *plain == character).map_or(character, |(_, other)| *other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Letters = Letters { level: Level::Line, is_struck: false };
    const RAISED: Letters = Letters { level: Level::Raised, is_struck: false };

    fn text(pieces: &[(&str, Letters)]) -> (String, bool) {
        let mut all = Pieces::default();
        for (piece, letters) in pieces {
            all.push(piece, *letters);
        }
        all.finish()
    }

    #[test]
    fn a_raised_mark_is_no_digit_and_raised_texts_are_texts() {
        assert_eq!(text(&[("5972", LINE), ("2", RAISED)]), ("5972²".to_owned(), false));
        assert_eq!(text(&[("1", RAISED), (" ", LINE), ("5972", LINE)]).0, "¹ 5972");
        assert_eq!(text(&[("59", RAISED), ("72", RAISED)]).0, "5972");
        let lowered = Letters { level: Level::Lowered, is_struck: false };
        assert_eq!(text(&[("CO", LINE), ("2", lowered)]).0, "CO₂");
        let struck = Letters { level: Level::Line, is_struck: true };
        assert_eq!(text(&[("5972", struck), ("6012", LINE)]), ("59726012".to_owned(), true));
    }
}
