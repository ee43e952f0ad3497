//! The levels of vocational education.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// The level of vocational education that a programme leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EducationLevel {
    /// 中职: secondary vocational.
    Secondary,
    /// 高职专科: higher vocational.
    Higher,
    /// 职业本科: vocational bachelor.
    Bachelor,
}

impl EducationLevel {
    /// The name that official documents use, or its English counterpart.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Secondary => lang.pick("中职", "secondary vocational"),
            Self::Higher => lang.pick("高职专科", "higher vocational"),
            Self::Bachelor => lang.pick("职业本科", "vocational bachelor"),
        }
    }
}
