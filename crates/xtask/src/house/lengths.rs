//! The lengths of one file and of the functions in it, in lines, by how the source is laid out.

/// What is counted of one file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileLengths {
    pub(super) path: String,
    /// Lines before the tests.
    pub(super) code: usize,
    /// All lines.
    pub(super) lines: usize,
    /// Lines of documentation: `///` and `//!`.
    pub(super) docs: usize,
    /// Each function before the tests, from its signature to its closing brace.
    pub(super) functions: Vec<(String, usize)>,
}

impl FileLengths {
    /// Counts a file of formatted source.
    pub(super) fn of(path: &str, text: &str) -> Self {
        // What stands after the last line's end counts as a line, as an editor shows it.
        let lines: Vec<&str> = text.split('\n').collect();
        let is_of_tests =
            |pair: &[&str]| pair[0].starts_with("#[cfg(test)]") && pair[1].starts_with("mod ");
        let code = lines.windows(2).position(is_of_tests).unwrap_or(lines.len());
        let is_doc = |line: &&&str| {
            let line = line.trim_start();
            line.starts_with("///") || line.starts_with("//!")
        };
        Self {
            path: path.to_owned(),
            code,
            lines: lines.len(),
            docs: lines.iter().filter(is_doc).count(),
            functions: functions(&lines[..code]),
        }
    }
}

/// The functions in these lines with their lengths.
fn functions(lines: &[&str]) -> Vec<(String, usize)> {
    let mut functions = Vec::new();
    for (position, line) in lines.iter().enumerate() {
        if let Some(name) = function_name(line) {
            functions.push((name.to_owned(), length_of(&lines[position..])));
        }
    }
    functions
}

/// The name of the function whose signature begins on this line.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(after) = rest.strip_prefix("pub") {
        let narrowed = after.strip_prefix('(').and_then(|inner| inner.split_once(')'));
        rest = narrowed.map_or(after, |(_, after)| after).strip_prefix(' ')?;
    }
    for word in ["const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The length of the function that begins with the first of these lines: to the brace at its own depth.
fn length_of(lines: &[&str]) -> usize {
    let first = lines[0].trim_end();
    if first.ends_with(';') || (first.ends_with('}') && first.contains('{')) {
        return 1;
    }
    let depth = first.len() - first.trim_start().len();
    let is_end = |line: &&str| line.trim_end().len() == depth + 1 && line[depth..].starts_with('}');
    lines.iter().position(is_end).map_or(lines.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! A file.

trait Named {
    fn name(&self) -> String;
}

/// One line.
const fn one() -> usize { 1 }

impl A {
    pub(crate) async fn long(
        &self,
    ) {
        if true {
            f();
        }
    }
}

#[cfg(test)]
mod tests {
    fn not_counted() {
    }
}
";

    #[test]
    fn functions_reach_to_their_own_brace_and_tests_are_left_out() {
        let file = FileLengths::of("a.rs", SOURCE);
        let functions: Vec<(&str, usize)> =
            file.functions.iter().map(|(name, length)| (name.as_str(), *length)).collect();
        assert_eq!(functions, [("name", 1), ("one", 1), ("long", 7)]);
        assert_eq!((file.code, file.lines, file.docs), (19, 25, 2));
    }
}
