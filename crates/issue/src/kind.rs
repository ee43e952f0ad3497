//! Which documents are issued, and for whom.

use talent_outlook::Audience;

use crate::IssueError;

/// A document that is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// 预警通报.
    Bulletin,
    /// 就业质量年度报告.
    Quality,
    /// 专业布局与需求分析报告.
    Layout,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bulletin, Self::Quality, Self::Layout];

    /// The name in the store, on the command line and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bulletin => "bulletin",
            Self::Quality => "quality",
            Self::Layout => "layout",
        }
    }

    /// The kind with a code.
    pub fn by_code(code: &str) -> Result<Self, IssueError> {
        let found = Self::ALL.into_iter().find(|kind| kind.code() == code);
        found.ok_or_else(|| IssueError::NoKind(code.to_owned()))
    }

    /// What it is called.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Bulletin => "预警通报",
            Self::Quality => "就业质量年度报告",
            Self::Layout => "专业布局与需求分析报告",
        }
    }
}

/// The name of an audience in the store.
pub fn audience_code(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Bureau => "bureau",
    }
}

/// The audience with a name; any other than the bureau's is the public's.
pub fn audience_of(code: &str) -> Audience {
    if code == "bureau" { Audience::Bureau } else { Audience::Public }
}
