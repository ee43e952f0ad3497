//! A title that contradicts its table (H15).

use talent_domain::Lang;

use super::statement::{Statement, caution};

/// A problem with what a title says of its table.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum TitleProblem {
    /// The title states a year that no row is of; the years of the rows.
    OtherYear { title: String, rows: String },
}

impl TitleProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        let Self::OtherYear { title, rows } = self;
        caution("H15", lang)
            .zh(
                format_args!("标题写的是“{title}”，各行却是 {rows} 年"),
                "核对是否套用了往年的表；年份列是对的，改正标题，或导入时用 --explain 写明原因",
            )
            .en(
                format_args!("the title says `{title}`, but the rows are of {rows}"),
                "check whether a table of another year was used; if the rows are right, correct the title or say why by --explain",
            )
    }
}
