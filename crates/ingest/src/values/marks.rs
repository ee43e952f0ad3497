//! Marks of footnotes beside numbers and years.

use crate::folding::is_mark;

/// The text without the marks of footnotes before and behind it: raised letters, numbers in circles or brackets, stars.
/// They are taken away before a text is folded, since folding makes a digit of a raised one.
pub fn without_marks(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let bare =
            without_bracketed(rest.trim_matches(|c| is_mark(c) || matches!(c, '*' | '＊')).trim());
        if bare == rest {
            return rest;
        }
        rest = bare;
    }
}

/// Without a number in square brackets behind it, such as `[2]`.
fn without_bracketed(text: &str) -> &str {
    let inside = text.strip_suffix([']', '］', '〕']);
    let open = inside.and_then(|inside| Some((inside, inside.rfind(['[', '［', '〔'])?)));
    let Some((inside, at)) = open else { return text };
    let number = inside[at..].trim_start_matches(['[', '［', '〔']);
    let is_mark = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    if is_mark { text[..at].trim_end() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_numbers_stay() {
        for text in
            ["5972²", "5972①", "① 5972", "5972*", "5972 [2]", "5972⑴", "5972⁽²⁾", "5972〔12〕"]
        {
            assert_eq!(without_marks(text), "5972", "{text}");
        }
        for text in ["5972", "12a0", "5,972.5", "5972(1)", "5972[注]", "２０２３"] {
            assert_eq!(without_marks(text), text, "{text}");
        }
        assert_eq!(without_marks("②"), "");
    }
}
