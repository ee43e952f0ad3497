//! One text of a heading: name, unit in brackets, year.

use talent_domain::{Measure, Year};

use crate::cell_value::CellValue;
use crate::column::Column;
use crate::folding::{BRACKETS, fold, half_width, without_marks, without_translation};
use crate::kind::Kind;
use crate::templates::Template;
use crate::values::read_year;

/// A text of a heading.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The whole text, folded.
    pub(super) whole: String,
    /// The text without its unit, its footnote marks and its translation.
    pub(super) name: String,
    /// The unit that stands behind the name, in brackets or after a line.
    pub(crate) unit: Option<String>,
    /// The year, if the text is one.
    pub(super) year: Option<Year>,
}

impl Words {
    pub(crate) fn parse(text: &str) -> Self {
        let plain = without_marks(&half_width(text));
        let (name, unit) = split_unit(without_translation(&plain));
        let name = fold(without_translation(&without_marks(name)));
        let year = read_year(CellValue::Text(&name)).ok().flatten();
        Self { whole: fold(text), name, unit: unit.map(fold), year }
    }

    /// The words of a cell of the headings, if it holds any.
    pub(super) fn of(value: CellValue<&str>) -> Option<Self> {
        match value {
            CellValue::Text(text) => Some(Self::parse(text)),
            // Years that stand side by side are often numbers; no other heading is one.
            CellValue::Number(_) => {
                let year = read_year(value).ok().flatten()?;
                Some(Self { year: Some(year), ..Self::parse(&year.to_string()) })
            }
            _ => None,
        }
    }

    /// Whether they are the word for the total of the group above them.
    pub(super) fn is_total(&self) -> bool {
        ["合计", "总计", "小计", "计", "共计", "总数", "总人数", "人数"]
            .contains(&self.name.as_str())
    }

    /// Whether they are of a rate. A count is never offered for one: somebody would rename the column and leave the
    /// percentages in it.
    pub(crate) fn is_rate(&self) -> bool {
        const ENDINGS: [&str; 9] =
            ["率", "比例", "比重", "占比", "百分比", "之比", "增速", "增幅", "构成"];
        let is_percent = self.unit.as_ref().is_some_and(|unit| unit.ends_with(['%', '‰']));
        is_percent || ENDINGS.iter().any(|ending| self.name.ends_with(ending))
    }

    /// Whether they name this column, or the total of what it counts.
    pub(super) fn name(&self, column: &Column) -> bool {
        let total = ["合计", "总计"].iter().find_map(|total| self.name.strip_suffix(total));
        column.names().any(|name| name == self.name || Some(name) == total)
    }

    /// The figure of a template that they name.
    pub(crate) fn figure_in(&self, template: &Template) -> Option<Measure> {
        let column = template.columns.iter().find(|column| self.name(column))?;
        if let Kind::Figure(measure) = column.kind { Some(measure) } else { None }
    }
}

/// Name and unit of a heading: `从业人员(万人)`, `从业人员[万人]`, `从业人员_万人`, `从业人员/万人`, `从业人员 万人`.
fn split_unit(text: &str) -> (&str, Option<&str>) {
    let bracketed = BRACKETS.iter().find_map(|(open, close)| {
        let (name, inner) = text.strip_suffix(*close)?.rsplit_once(*open)?;
        let unit = inner.trim().trim_start_matches("单位:").trim();
        (!name.trim().is_empty() && looks_like_unit(unit)).then_some((name, Some(unit)))
    });
    let behind_line = || {
        text.match_indices(['_', '/', ':', ',', '、', '-', '|', ' ']).find_map(|(at, line)| {
            let (name, unit) = (&text[..at], text[at + line.len()..].trim());
            let is_year = unit == "年" && name.trim().bytes().all(|byte| byte.is_ascii_digit());
            let is_unit = UNITS.contains(&unit) && !name.trim().is_empty() && !is_year;
            let named = [",单位", "、单位", " 单位"].iter().find_map(|end| name.strip_suffix(end));
            is_unit.then_some((named.unwrap_or(name), Some(unit)))
        })
    };
    bracketed.or_else(behind_line).unwrap_or((text, None))
}

/// What may stand behind a line and is no name then.
const UNITS: [&str; 16] = [
    "人",
    "百人",
    "千人",
    "万人",
    "元",
    "千元",
    "万元",
    "百万元",
    "亿元",
    "%",
    "个",
    "所",
    "家",
    "年",
    "元/月",
    "上年=100",
];

/// Whether a bracket holds a unit and not a part of the name, as in 在校生(一年级).
fn looks_like_unit(text: &str) -> bool {
    ["人", "元", "%", "个", "所", "家", "年", "月", "100", "吨", "名"]
        .iter()
        .any(|ending| text.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_brackets_is_not_part_of_the_name() {
        assert_eq!(Words::parse("从业人员（万人）").unit.as_deref(), Some("万人"));
        assert_eq!(Words::parse(" 从业 人员 (人)").name, "从业人员");
        assert_eq!(Words::parse("在校生（一年级）").name, "在校生(一年级)");
        assert_eq!(Words::parse("在校生（一年级）").unit, None);
    }

    #[test]
    fn marks_translations_and_units_behind_a_line_are_no_part_of_the_name() {
        for text in [
            "从业人员①（万人）",
            "从业人员（万人）①",
            "从业人员*（单位：万人）",
            "从业人员[万人]",
            "从业人员_万人",
            "从业人员/万人",
            "从业人员：万人",
            "从业人员 万人",
            "从业人员(万人) Employed Persons (10 000 persons)",
            "从业人员 Employed Persons (万人)",
        ] {
            let words = Words::parse(text);
            assert_eq!(
                (words.name.as_str(), words.unit.as_deref()),
                ("从业人员", Some("万人")),
                "{text}"
            );
        }
        assert_eq!(Words::parse("平均起薪_元/月").unit.as_deref(), Some("元/月"));
        assert_eq!(Words::parse("2018年①").year.map(Year::number), Some(2018));
        assert_eq!(Words::parse("2018²（人）").year.map(Year::number), Some(2018));
        assert_eq!(Words::parse("2022-2023学年").year.map(Year::number), Some(2022));
    }
}
