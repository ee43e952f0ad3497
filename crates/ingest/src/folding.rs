//! Two ways of writing one text made equal: the one step of folding that headings, names, years and notes go through.

use unicode_normalization::UnicodeNormalization as _;

/// No heading, title or name has more bytes: longer texts are not folded.
pub(crate) const LONGEST_NAME: usize = 4_096;

/// The text in half-width forms and without spaces. Footnote marks stay as they are: `2²` is not `22`.
pub(crate) fn fold(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text in half-width forms, with its spaces and its footnote marks.
pub(crate) fn half_width(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for part in text.split_inclusive(is_mark) {
        let mark = part.chars().next_back().filter(|c| is_mark(*c));
        let plain = &part[..part.len() - mark.map_or(0, char::len_utf8)];
        folded.extend(plain.nfkc().filter(|c| !is_invisible(*c)));
        folded.extend(mark);
    }
    folded
}

/// Brackets in which units and numbers of footnotes stand.
pub(crate) const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('〔', '〕'), ('【', '】')];

/// A name without spaces, footnote marks and translation.
pub(crate) fn plain(name: &str) -> String {
    fold(without_translation(&without_marks(&half_width(name))))
}

/// Whether a character marks a footnote wherever it stands: digits that are circled, in brackets, raised or lowered, raised
/// letters, daggers.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c,
        '①'..='⑳' | '⑴'..='⒇' | '❶'..='➓' | '㈠'..='㈩' | '㉑'..='㉟' | '㊱'..='㊿'
        | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁺' | '⁻' | '⁽' | '⁾' | '₀'..='₎'
        | 'ᵃ' | 'ᵇ' | 'ᶜ' | 'ᵈ' | 'ᵉ' | 'ᶠ' | 'ₐ' | 'ₑ' | '†' | '‡' | '※')
}

/// Whether a character shows nothing and takes no room: what copying from web pages and PDF leaves in cells.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// A text in half-width forms without footnote marks: `2018年①`, `采矿业*`, `从业人员[1]`, `教育(注2)`. A text of
/// nothing else is left as it is.
pub(crate) fn without_marks(text: &str) -> String {
    // Most cells have none.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        // m² is a unit.
        let is_power = matches!(c, '²' | '³') && plain.ends_with('m');
        if is_power || !is_mark(c) {
            plain.push(c);
        }
    }
    let mut rest = plain.trim().trim_start_matches('*').trim_start();
    while let Some(shorter) = without_last_mark(rest) {
        rest = shorter.trim_end();
    }
    if rest.is_empty() { text.trim().to_owned() } else { rest.to_owned() }
}

fn without_last_mark(text: &str) -> Option<&str> {
    if let Some(shorter) = text.strip_suffix('*') {
        return Some(shorter);
    }
    let (before, mark) =
        BRACKETS.iter().find_map(|(open, close)| text.strip_suffix(*close)?.rsplit_once(*open))?;
    let number = mark.strip_prefix('注').unwrap_or(mark);
    let is_number = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !mark.is_empty() && !before.is_empty()).then_some(before)
}

/// A Chinese text in half-width forms without its translation behind or before it: `采矿业 Mining`, `采矿业(Mining)`,
/// `Mining 采矿业`. Letters that may belong to the name stay: `B采矿业`, `3D打印`.
pub(crate) fn without_translation(text: &str) -> &str {
    let text = text.trim();
    let (Some(first), Some(last)) = (text.find(is_chinese), text.rfind(is_chinese)) else {
        return text;
    };
    let behind_last = &text[last..];
    let is_part = |c: char| is_chinese(c) || matches!(c, ')' | ']');
    let end = last + behind_last.find(|c| !is_part(c)).unwrap_or(behind_last.len());
    let (before, behind) = (&text[..first], &text[end..]);
    let start = if is_translation(before) && before.ends_with([' ', '/', '|']) { first } else { 0 };
    let end = if is_translation(behind) { end } else { text.len() };
    text[start..end].trim()
}

/// Whether a text beside Chinese is a translation: words in Latin letters, set apart or with a capital and small letters.
fn is_translation(text: &str) -> bool {
    const SHORTEST: usize = 3;
    let letters: Vec<char> = text.chars().filter(char::is_ascii_alphabetic).collect();
    let is_apart =
        text.starts_with([' ', '/', '(', '[', '-', '|']) || text.ends_with([' ', '/', '|']);
    let is_word = letters.first().is_some_and(char::is_ascii_uppercase)
        && letters.iter().skip(1).any(char::is_ascii_lowercase);
    text.is_ascii() && letters.len() >= SHORTEST && (is_apart || is_word)
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnote_marks_are_no_digits_and_go_away() {
        assert_eq!(fold("５９７２²　人"), "5972²人");
        assert_eq!(fold("\u{FEFF}LF\u{200B}-S01\u{200D}"), "LF-S01");
        for (marked, plain) in [
            ("2018年①", "2018年"),
            ("2018¹", "2018"),
            ("2019年*", "2019年"),
            ("*学校代码", "学校代码"),
            ("采矿业[1]", "采矿业"),
            ("采矿业(注2)", "采矿业"),
            ("①采矿业", "采矿业"),
            ("㈠采矿业⑴", "采矿业"),
            ("面积(m²)", "面积(m²)"),
            ("在校生(一年级)", "在校生(一年级)"),
            ("①", "①"),
        ] {
            assert_eq!(without_marks(marked), plain);
        }
    }

    #[test]
    fn translations_go_away_and_letters_of_names_stay() {
        for (bilingual, plain) in [
            ("采矿业 Mining", "采矿业"),
            ("采矿业Mining", "采矿业"),
            ("采矿业(Mining and Quarrying)", "采矿业"),
            ("从业人员(万人) Employed Persons (10 000 persons)", "从业人员(万人)"),
            ("Mining 采矿业", "采矿业"),
            ("B采矿业", "B采矿业"),
            ("3D打印技术应用", "3D打印技术应用"),
            ("制造业IT", "制造业IT"),
            ("Mining", "Mining"),
            ("从业人员 2019", "从业人员 2019"),
        ] {
            assert_eq!(without_translation(bilingual), plain);
        }
    }
}
