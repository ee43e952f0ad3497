//! Where a figure came from and how far to trust it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{CellRef, Lang};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, with the word that files use for it.
            pub const WORDS: &'static [(&'static str, Self)] = &[$(($zh, Self::$variant)),*];

            /// The code kept in the store.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The word that people read.
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($zh, $code),)* }
            }

            /// The value with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// How a figure came to be in its source.
    Status {
        /// It stands in the source as written.
        Read = "read", "原文";
        /// Computed from figures of the source; the note says how.
        Derived = "derived", "推算";
        /// Read, but the source does not state its year.
        YearInferred = "year-inferred", "年份推断";
        /// Somebody's judgement, without a source.
        Proposed = "proposed", "建议";
    }
}

words! {
    /// How far a figure can be trusted.
    Confidence {
        /// Official, or it checks itself.
        Official = "A", "A";
        /// A secondary copy.
        Secondary = "B", "B";
        /// Weak.
        Weak = "C", "C";
    }
}

words! {
    /// Whether a figure was observed or made up for demonstration.
    Nature {
        /// Observed.
        Real = "real", "真实";
        /// Simulated: 模拟数据.
        Simulated = "simulated", "模拟";
    }
}

/// Where a figure came from and how far to trust it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The publication, as the file names it.
    pub source: Arc<str>,
    /// How the figure came to be in its source.
    pub status: Status,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// Observed or simulated.
    pub nature: Nature,
    /// Known faults; empty if none.
    pub note: Arc<str>,
    /// The cell that it was read from.
    pub cell: CellRef,
}
