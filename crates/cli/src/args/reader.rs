//! For whom a command shows figures.

use std::str::FromStr;

use talent_domain::SchoolCode;
use talent_outlook::Audience;

/// For whom a command shows figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Everybody.
    Public,
    /// The city's offices.
    Bureau,
    /// A school, which sees its own figures as it reported them.
    School(SchoolCode),
}

impl Reader {
    /// The audience whose outlook is shown; a school sees the public one.
    pub(crate) fn audience(&self) -> Audience {
        match self {
            Self::Public | Self::School(_) => Audience::Public,
            Self::Bureau => Audience::Bureau,
        }
    }
}

impl FromStr for Reader {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || {
            format!(
                "“{text}”：可写 public、bureau 或 school:学校代码 (public, bureau or school:CODE)"
            )
        };
        match text {
            "public" => Ok(Self::Public),
            "bureau" => Ok(Self::Bureau),
            _ => {
                let code = text.strip_prefix("school:").ok_or_else(unknown)?;
                SchoolCode::new(code).map(Self::School).map_err(|_| unknown())
            }
        }
    }
}
