//! For whom an outlook is.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

/// For whom an outlook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// 内部口径：the city's offices, who see every figure as it was reported. Outlooks of earlier versions are of this kind.
    #[default]
    Bureau,
    /// 公开口径：everybody, who sees figures that rest on rounded counts of persons.
    Public,
}

impl Audience {
    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Bureau => lang.pick("内部口径", "internal"),
            Self::Public => lang.pick("公开口径", "public"),
        }
    }
}

/// Of fewer persons than this the public is shown no rate, and tables of either audience work none out: one person more or
/// less would move it by four points and more.
pub const RATE_BASE: f64 = 25.0;
