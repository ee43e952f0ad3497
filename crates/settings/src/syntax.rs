//! What of a text is no TOML: every line that is not, and the text without these lines.

use std::ops::Range;

use toml::de::DeTable;

/// A line that is no TOML.
#[derive(Debug)]
pub(crate) struct Slip {
    /// Where in the text.
    pub(crate) byte: usize,
    /// Why, as the parser says it.
    pub(crate) message: String,
}

/// The text with the lines that are no TOML left blank, so that everything else stands where it stood; and these lines, up
/// to `most` of them.
pub(crate) fn without_slips(text: &str, most: usize) -> (String, Vec<Slip>) {
    let (mut kept, mut slips) = (text.to_owned(), Vec::new());
    while let Err(error) = DeTable::parse(&kept) {
        let slip = slip(&kept, error.span().map_or(0, |span| span.start), error.message());
        let lines = lines_of(&kept, &slip);
        let is_blank = kept.get(lines.clone()).is_none_or(|cut| cut.trim().is_empty());
        slips.push(slip);
        if is_blank || slips.len() >= most {
            return (String::new(), slips);
        }
        // As many bytes as before.
        let blank = |part: &str| {
            part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect::<String>()
        };
        let blank = blank(&kept[lines.clone()]);
        kept.replace_range(lines, &blank);
    }
    (kept, slips)
}

/// What the parser stumbled over, at the line that is to blame: an array that is not closed swallows the lines below it.
fn slip(text: &str, byte: usize, message: &str) -> Slip {
    let byte = (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte));
    let byte = byte.unwrap_or(0).min(text.trim_end().len());
    let line = line_of(text, byte);
    let is_swallowed = !text[line.start..byte].contains('[') && text[line].contains('=');
    let is_of_array = |message: &str| message.contains("array") && is_swallowed;
    let (mark, said) = match message {
        _ if message.starts_with("unclosed array,") || is_of_array(message) => {
            ("[", "unclosed array, expected `]`")
        }
        _ if message.starts_with("unclosed inline table,") => ("{", message),
        _ if message.starts_with("invalid multi-line basic string") => ("\"\"\"", message),
        _ if message.starts_with("invalid multi-line literal string") => ("'''", message),
        _ => ("", message),
    };
    let opened = text[..byte].rfind(mark).filter(|_| !mark.is_empty());
    Slip { byte: opened.unwrap_or(byte), message: said.to_owned() }
}

/// The lines to leave blank for a slip: that of the slip, a section whole if it is that of its name.
fn lines_of(text: &str, slip: &Slip) -> Range<usize> {
    let line = line_of(text, slip.byte);
    if !text[line.clone()].trim_start().starts_with('[') {
        return line;
    }
    let mut end = line.end;
    for below in text[line.end..].split_inclusive('\n').skip_while(|rest| *rest == "\n") {
        if below.trim_start().starts_with('[') {
            break;
        }
        end += below.len();
    }
    line.start..end.min(text.len())
}

/// The line of a byte, without its end.
fn line_of(text: &str, byte: usize) -> Range<usize> {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let (kept, slips) = without_slips(text, 9);
        assert!(kept.is_empty() || kept.len() == text.len());
        let line = |slip: &Slip| text[..slip.byte].matches('\n').count() + 1;
        let mut lines: Vec<usize> = slips.iter().map(line).collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn every_line_that_is_no_toml_is_found() {
        assert_eq!(lines("a = 1\nb = [1]\n"), [0; 0]);
        assert_eq!(lines("a ＝ 1\nb = \"x\nc = 1\nd 3\ne = 07\n"), [1, 2, 4, 5]);
        assert_eq!(lines("a = [1,\nb = 2\n[c]\nd 3\n"), [1, 4]);
        assert_eq!(lines("a = [1 2]\nb = {\nc = 3"), [1, 2]);
        assert_eq!(lines("[c\na = 1\n[c]\na = 1\na = 2\n"), [1, 5]);
        assert_eq!(lines("[c]\na = 1\n[c]\na = 2\n[d]\na ="), [3, 6]);
        assert_eq!(lines("a = \"\"\"x\nb = 1\n"), [1]);
        assert_eq!(lines("a = [1,\n"), [1]);
    }
}
