//! What a column can hold. A new kind is read in `reading::cell`.

use talent_domain::{CodeList, Measure};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A region code of list C4.
    Region,
    /// An industry code of list C3, or 合计.
    Industry,
    /// A programme code of list C2, or 合计 where `total` allows it.
    Programme {
        /// Whether a row may be the total over programmes.
        total: bool,
    },
    /// A school code of list C1, or 合计 where `total` allows it.
    School {
        /// Whether a row may be the total over schools.
        total: bool,
    },
    /// A programme class, four digits.
    Class,
    /// An occupation or post.
    Occupation,
    /// A year, school year or class year.
    Year,
    /// A figure.
    Figure(Measure),
    /// One of a few words that stand for a number.
    Word(Measure, &'static [(&'static str, f64)]),
    /// The code of the measure that the row's value is of.
    MeasureCode,
    /// A value whose measure and unit stand in the same row.
    RowValue,
    /// The unit of that value.
    RowUnit,
    /// A day.
    Day,
    /// One of a few words, kept as text.
    OneOf(&'static [&'static str]),
    /// A name of a list: checked against the code beside it, and standing for it where there is none.
    Name(CodeList),
    /// Text that is kept.
    Text,
    /// Text that is kept as a remark on the row's figures, under the heading's name.
    Remark,
    /// A whole number, such as an order.
    Whole,
    /// A percentage of a list, from 0 to 100.
    Percent,
    /// A number of a list.
    Number,
    /// 来源
    Source,
    /// 状态: 原文, 推算, 年份推断, 建议
    Status,
    /// 可信度: A, B, C
    Confidence,
    /// 数据性质: 真实, 模拟
    Nature,
    /// 备注
    Note,
}

impl Kind {
    /// The list that a column of this kind holds codes of.
    pub(crate) fn list_of_codes(self) -> Option<CodeList> {
        match self {
            Self::Region => Some(CodeList::Region),
            Self::School { .. } => Some(CodeList::School),
            Self::Programme { .. } => Some(CodeList::Programme),
            Self::Industry => Some(CodeList::Industry),
            _ => None,
        }
    }

    /// Whether it is a figure, or a word or value that becomes one.
    pub(crate) fn holds_figure(self) -> bool {
        matches!(self, Self::Figure(_) | Self::Word(..) | Self::RowValue)
    }
}
