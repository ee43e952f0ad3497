//! What is wrong with a file of settings.

use std::fmt;

/// A file of settings that cannot be followed: everything that is wrong with it, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SettingsError(pub Vec<SettingsFault>);

/// One thing that is wrong with a file of settings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingsFault {
    /// The file.
    pub file: String,
    /// The line, counted from 1. What is missing is told at the section that it is missing in.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The key with its sections, `placement.below`; empty where the text is no TOML.
    pub key: String,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
}

impl fmt::Display for SettingsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, key, zh, en } = self;
        if key.is_empty() {
            write!(
                f,
                "{file} 第 {line} 行第 {column} 列：{zh} (line {line}, column {column}: {en})"
            )
        } else {
            write!(f, "{file} 第 {line} 行 {key}：{zh} (line {line}: {en})")
        }
    }
}

impl SettingsError {
    /// One result of two, with the faults of both.
    ///
    /// # Errors
    ///
    /// The faults of either.
    pub fn of_both<A, B>(a: Result<A, Self>, b: Result<B, Self>) -> Result<(A, B), Self> {
        match (a, b) {
            (Ok(a), Ok(b)) => Ok((a, b)),
            (Err(Self(mut faults)), Err(Self(more))) => {
                faults.extend(more);
                Err(Self(faults))
            }
            (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        }
    }
}

/// A list with a fault on every line.
impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.len() > 1 {
            let count = self.0.len();
            writeln!(f, "设置文件有 {count} 处要改 ({count} faults in files of settings)")?;
        }
        for (position, fault) in self.0.iter().enumerate() {
            let end = if position + 1 < self.0.len() { "\n" } else { "" };
            write!(f, "{fault}{end}")?;
        }
        Ok(())
    }
}

/// The line and column of a byte of a text, both counted from 1; the end of the text is on its last line.
pub(crate) fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let last = text.lines().count().max(1);
    (line.min(last), before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_of_lines_that_are_there() {
        let text = "a = 1\n名 = 2\n";
        let at = text.find("= 2").unwrap();
        assert_eq!(position(text, at), (2, 3));
        assert_eq!(position(text, text.len()).0, 2);
        assert_eq!(position(text, 900).0, 2);
        assert_eq!(position("", 0), (1, 1));
    }
}
