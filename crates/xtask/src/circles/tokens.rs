//! Just enough of Rust's grammar to find paths: names, `::` and single signs, without comments, quoted text and tests.

/// The tokens of a source text.
pub(super) fn tokens_of(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let length = match (skipped(rest), rest) {
            (Some(length), _) => {
                at += length;
                continue;
            }
            (None, [':', ':', ..]) => 2,
            (None, [first, ..]) if is_of_name(*first) => name_length(rest),
            (None, _) => 1,
        };
        tokens.push(rest[..length].iter().collect());
        at += length;
    }
    tokens
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn name_length(rest: &[char]) -> usize {
    rest.iter().take_while(|c| is_of_name(**c)).count()
}

/// The length of the blank, comment or quoted text that begins here.
fn skipped(rest: &[char]) -> Option<usize> {
    match rest {
        [c, ..] if c.is_whitespace() => Some(1),
        ['/', '/', ..] => Some(rest.iter().take_while(|c| **c != '\n').count()),
        ['/', '*', ..] => Some(block_comment(rest)),
        ['"', ..] => Some(quoted(rest, '"')),
        ['r', '"' | '#', ..] => raw_text(rest),
        ['\'', '\\', ..] => Some(quoted(rest, '\'')),
        // A character; otherwise the quote begins a lifetime.
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

/// The length of a comment, comments inside it included.
fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of a text up to the quote that closes it.
fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The length of `r"…"` or `r#"…"#`; `None` for a raw name.
fn raw_text(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let body = 2 + hashes;
    let closes = |tail: &[char]| tail[0] == '"' && tail[1..].iter().all(|c| *c == '#');
    let end = rest[body..].windows(1 + hashes).position(closes)?;
    Some(body + end + 1 + hashes)
}

/// The tokens without items below `#[cfg(test)]`, and the names of the modules declared there that have a file.
pub(super) fn without_tests(tokens: Vec<String>) -> (Vec<String>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut test_modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if rest.len() >= MARK.len() && rest[..MARK.len()] == MARK {
            let item = &rest[MARK.len()..];
            if let [.., keyword, name, end] = &item[..item_length(item)]
                && (keyword.as_str(), end.as_str()) == ("mod", ";")
            {
                test_modules.push(name.clone());
            }
            at += MARK.len() + item_length(item);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    (kept, test_modules)
}

/// How many tokens an item has: to its `;`, or to the brace that closes it.
fn item_length(tokens: &[String]) -> usize {
    let mut depth = 0;
    for (position, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token.as_str(), "}" | ";") {
            return position + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_quoted_text_are_no_tokens() {
        let text = r##"a /* b /* c */ d */ "e\"f" // g
            r#"h "i" j"# 'k' '\'' 'l m"##;
        assert_eq!(tokens_of(text), ["a", "'", "l", "m"]);
    }

    #[test]
    fn paths_come_apart_at_their_colons() {
        assert_eq!(
            tokens_of("use crate::{a, b_2::*};"),
            ["use", "crate", "::", "{", "a", ",", "b_2", "::", "*", "}", ";"]
        );
    }

    #[test]
    fn items_of_tests_are_left_out() {
        let text = "a #[cfg(test)] mod t { fn f() { x[0]; } } b #[cfg(test)] mod file; c \
                    #[cfg(test)] use d::e; f";
        let (kept, test_modules) = without_tests(tokens_of(text));
        assert_eq!(kept, ["a", "b", "c", "f"]);
        assert_eq!(test_modules, ["file"]);
    }
}
