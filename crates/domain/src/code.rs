//! Codes of the classifications. A code is checked once, when it is made, and its copies share one text: there are
//! several in the key of every figure.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::EducationLevel;

/// Why a text is not a code of its classification.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not the shape of a programme code.
    #[error(
        "`{0}` is not a programme code: six digits, or six digits and K; of a former catalogue its year and a hyphen before them"
    )]
    Programme(String),
    /// Not the shape of an industry code.
    #[error(
        "`{0}` is not an industry code: 1, 2 or 3 for the three sectors, or a section letter A to T"
    )]
    Industry(String),
    /// Not the shape of a school code.
    #[error("`{0}` is not a school code: 4 to 12 letters, digits or hyphens")]
    School(String),
    /// Not the shape of a region code.
    #[error("`{0}` is not a region code: 6 digits of GB/T 2260")]
    Region(String),
}

macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $variant:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Checks the shape of `text` and keeps it.
            pub fn new(text: &str) -> Result<Self, CodeError> {
                let check: fn(&str) -> bool = $check;
                if check(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(CodeError::$variant(text.to_owned()))
                }
            }

            /// The code as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(text: String) -> Result<Self, CodeError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.as_str().to_owned()
            }
        }
    };
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

code!(
    /// A programme (专业) of the vocational catalogue: six digits, state-controlled ones with a K.
    ///
    /// The first digit tells the level: 6 and 7 secondary (中职), 4 and 5 higher (高职专科), 2 and 3
    /// vocational bachelor (职业本科). The first four are its class (专业类), the first two its
    /// category (专业大类). Source: 职业教育专业目录(2021年).
    ///
    /// A code of a former catalogue has the year of that catalogue before it, `2010-130100`: the same
    /// digits mean other programmes in the catalogues of 2015 and 2021.
    ProgrammeCode, Programme, |text| {
        let (edition, code) = text.split_once('-').map_or((None, text), |(e, c)| (Some(e), c));
        let digits = code.strip_suffix('K').unwrap_or(code);
        digits.len() == 6 && all_digits(digits) && match edition {
            Some(edition) => edition.len() == 4 && all_digits(edition),
            None => matches!(digits.as_bytes()[0], b'2'..=b'7'),
        }
    }
);

code!(
    /// An industry of GB/T 4754-2017: a section letter (A to T), or 1, 2, 3 for the three sectors
    /// (primary, secondary, tertiary) that value added is published by.
    IndustryCode, Industry,
    |text| matches!(text.as_bytes(), [b'A'..=b'T' | b'1'..=b'3'])
);

code!(
    /// A school, by the code that the bureau gave it.
    SchoolCode, School, |text| {
        (4..=12).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    }
);

code!(
    /// A region by GB/T 2260, six digits: 141000 is Linfen.
    RegionCode, Region, |text| text.len() == 6 && all_digits(text)
);

impl ProgrammeCode {
    /// The code `code` of the catalogue of the year `edition`.
    pub fn former(edition: i32, code: &str) -> Result<Self, CodeError> {
        Self::new(&format!("{edition:04}-{code}"))
    }

    /// Whether this is a code of a former catalogue.
    pub fn is_former(&self) -> bool {
        self.0.contains('-')
    }

    /// The code as printed in its catalogue, without the year of a former one.
    pub fn printed(&self) -> &str {
        self.0.split_once('-').map_or(self.as_str(), |(_, code)| code)
    }

    /// The level that the first digit of the code stands for. Former catalogues begin with 0 and 1
    /// for secondary programmes and with 5 and 6 for higher ones.
    pub fn education_level(&self) -> EducationLevel {
        match (self.is_former(), self.printed().as_bytes()[0]) {
            (false, b'6' | b'7') | (true, b'0' | b'1') => EducationLevel::Secondary,
            (false, b'4' | b'5') | (true, _) => EducationLevel::Higher,
            (false, _) => EducationLevel::Bachelor,
        }
    }

    /// The class (专业类) of the programme: its first four digits.
    pub fn class(&self) -> ProgrammeClass {
        ProgrammeClass(self.printed()[..4].to_owned())
    }
}

impl RegionCode {
    /// The province that the region lies in: its first two digits. A province is its own.
    ///
    /// ```
    /// use talent_domain::RegionCode;
    /// let shanxi = RegionCode::new("140000").unwrap();
    /// assert_eq!(RegionCode::new("141000").unwrap().province(), shanxi);
    /// assert!(shanxi.is_province());
    /// ```
    #[must_use]
    pub fn province(&self) -> Self {
        Self(format!("{}0000", &self.0[..2]).into())
    }

    /// Whether this is a province.
    pub fn is_province(&self) -> bool {
        self.0.ends_with("0000")
    }
}

impl IndustryCode {
    /// Whether this is a section (A to T) and not one of the three sectors.
    pub fn is_section(&self) -> bool {
        self.0.as_bytes()[0].is_ascii_alphabetic()
    }

    /// The sector that a section belongs to by 三次产业划分规定 (2018): A primary, B to E
    /// secondary, F to T tertiary. A sector is its own.
    #[must_use]
    pub fn sector(&self) -> Self {
        Self(
            match self.0.as_bytes()[0] {
                b'1' | b'A' => "1",
                b'2' | b'B'..=b'E' => "2",
                _ => "3",
            }
            .into(),
        )
    }
}

/// A programme class (专业类): the first four digits of its programmes' codes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProgrammeClass(String);

impl ProgrammeClass {
    /// Four digits.
    pub fn new(text: &str) -> Result<Self, CodeError> {
        if text.len() == 4 && all_digits(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(CodeError::Programme(text.to_owned()))
        }
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProgrammeClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An occupation or post by its name, as employers write it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OccupationName(pub String);

impl fmt::Display for OccupationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digit_of_a_programme_tells_its_level() {
        let level = |code: &str| ProgrammeCode::new(code).unwrap().education_level();
        assert_eq!(level("720201"), EducationLevel::Secondary);
        assert_eq!(level("520101K"), EducationLevel::Higher);
        assert_eq!(level("260301"), EducationLevel::Bachelor);
    }

    #[test]
    fn codes_of_former_catalogues_are_told_apart_by_their_year() {
        let old = ProgrammeCode::former(2010, "130100").unwrap();
        assert_eq!((old.as_str(), old.printed()), ("2010-130100", "130100"));
        assert_eq!(old.education_level(), EducationLevel::Secondary);
        assert_eq!(
            ProgrammeCode::former(2015, "610201").unwrap().education_level(),
            EducationLevel::Higher
        );
        assert!(!ProgrammeCode::new("610201").unwrap().is_former());
        assert_eq!(old.class().as_str(), "1301");
        assert!(ProgrammeCode::former(2010, "13010").is_err());
    }

    #[test]
    fn a_code_that_a_spreadsheet_damaged_is_refused() {
        for text in ["6.1E+05", "610102.0", "61010", "810102", "610102k", "10-130100", ""] {
            assert!(ProgrammeCode::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn sections_fall_into_the_three_sectors() {
        let sector = |code: &str| IndustryCode::new(code).unwrap().sector().as_str().to_owned();
        assert_eq!(["A", "B", "E", "F", "T", "2"].map(sector).concat(), "122332");
    }
}
