//! One text of a heading: name, unit in brackets, year.

use talent_domain::{Measure, Year};

use crate::cell_value::CellValue;
use crate::column::Column;
use crate::folding::fold;
use crate::kind::Kind;
use crate::templates::Template;
use crate::values::read_year;

/// A text of a heading.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The whole text, folded.
    pub(super) whole: String,
    /// The text without a unit in brackets.
    pub(super) name: String,
    /// The unit in brackets.
    pub(crate) unit: Option<String>,
    /// The year, if the text is one.
    pub(super) year: Option<Year>,
}

impl Words {
    pub(crate) fn parse(text: &str) -> Self {
        let whole = fold(text);
        let bracketed = whole
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('))
            .filter(|(name, inner)| !name.is_empty() && looks_like_unit(inner));
        let (name, unit) = match bracketed {
            Some((name, unit)) => (name.to_owned(), Some(unit.to_owned())),
            None => (whole.clone(), None),
        };
        let year = read_year(CellValue::Text(&whole)).ok().flatten();
        Self { whole, name, unit, year }
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

    /// Whether they name this column.
    pub(super) fn name(&self, column: &Column) -> bool {
        column.names().any(|name| name == self.name)
    }

    /// The figure of a template that they name.
    pub(crate) fn figure_in(&self, template: &Template) -> Option<Measure> {
        let column = template.columns.iter().find(|column| self.name(column))?;
        if let Kind::Figure(measure) = column.kind { Some(measure) } else { None }
    }
}

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
}
