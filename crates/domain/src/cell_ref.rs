//! A cell of a file as a person finds it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A cell of a file as a person finds it: file name, sheet, and address such as `F17`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// The file's name, without its folder.
    pub file: Arc<str>,
    /// The sheet's name; a CSV file has one sheet without a name.
    pub sheet: Option<Arc<str>>,
    /// Row, counted from 1 as the spreadsheet shows it.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
}

impl CellRef {
    /// The address in A1 form: column 6, row 17 is `F17`.
    pub fn address(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            letters.push(b'A' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        letters.reverse();
        format!("{}{}", String::from_utf8_lossy(&letters), self.row)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "{} [{sheet}] {}", self.file, self.address()),
            None => write!(f, "{} {}", self.file, self.address()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_a_spreadsheet_shows() {
        let address =
            |row, column| CellRef { file: "f".into(), sheet: None, row, column }.address();
        assert_eq!(address(17, 6), "F17");
        assert_eq!(address(1, 26), "Z1");
        assert_eq!(address(2, 27), "AA2");
        assert_eq!(address(3, 703), "AAA3");
    }
}
