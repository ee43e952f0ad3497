//! Headings as files write them: names, units in brackets, several rows with groups above.

use talent_domain::Year;
use unicode_normalization::UnicodeNormalization;

use crate::number::read_year;
use crate::sheet::{CellValue, Sheet};
use crate::template::{Column, Kind};

/// Groups stand in at most this many rows above the names.
pub(crate) const DEEPEST: usize = 3;

/// The heading of one column.
#[derive(Debug)]
pub(crate) struct Heading {
    /// Column of the sheet, counted from 0.
    pub(crate) at: usize,
    /// Row of the sheet that its own text stands in.
    pub(crate) row: usize,
    own: Words,
    /// The text above it in a heading of several rows; that of a group stands over its first column.
    above: Option<Words>,
}

/// A text of a heading.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) whole: String,
    name: String,
    pub(crate) unit: Option<String>,
    year: Option<Year>,
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
        let year = read_year(&CellValue::Text(whole.clone())).ok().flatten();
        Self { whole, name, unit, year }
    }

    /// Whether they name this column.
    pub(crate) fn name(&self, column: &Column) -> bool {
        column.names().any(|name| name == self.name)
    }

    fn of(value: &CellValue) -> Option<Self> {
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
}

impl Heading {
    /// As written, the group first.
    pub(crate) fn whole(&self) -> String {
        match &self.above {
            Some(above) => format!("{}/{}", above.whole, self.own.whole),
            None => self.own.whole.clone(),
        }
    }

    /// Its own text without unit and group.
    pub(crate) fn name(&self) -> &str {
        &self.own.name
    }

    /// The unit in its own brackets, else in those of its group.
    pub(crate) fn unit(&self) -> Option<&str> {
        let above = self.above.as_ref().and_then(|above| above.unit.as_deref());
        self.own.unit.as_deref().or(above)
    }

    /// Whether it is the heading of this column: by its own text, or read together with its group,
    /// as 一年级 under 在校生 is 在校生(一年级).
    pub(crate) fn is(&self, column: &Column) -> bool {
        self.own.name(column)
            || self.above.as_ref().is_some_and(|above| {
                let together = || bare(&above.name).chain(bare(&self.own.name));
                column.names().any(|name| bare(name).eq(together()))
            })
    }

    /// The year that its column holds, where years stand side by side.
    pub(crate) fn year(&self) -> Option<Year> {
        self.own.year.or_else(|| self.above.as_ref()?.year)
    }

    /// The words that can name the figure of a column of one year: its own if its group is the year.
    pub(crate) fn figure_words(&self) -> Option<&Words> {
        if self.own.year.is_some() { self.above.as_ref() } else { Some(&self.own) }
    }

    /// Whether it stands in for this column although it has another name: a year for the column of
    /// years, the figure above a year for the figure.
    pub(crate) fn stands_for(&self, column: &Column) -> bool {
        self.year().is_some()
            && match column.kind {
                Kind::Year => true,
                Kind::Figure(_) => self.figure_words().is_some_and(|words| words.name(column)),
                _ => false,
            }
    }
}

/// The headings in `depth` rows from `top` on.
pub(crate) fn headings(sheet: &Sheet, top: usize, depth: usize) -> Vec<Heading> {
    let width = (top..top + depth).map(|row| sheet.width(row)).max().unwrap_or(0);
    let mut groups: Vec<Option<Words>> = vec![None; depth];
    let mut found = Vec::new();
    for at in 0..width {
        let filled = |row: &usize| *sheet.cell(top + row, at).value != CellValue::Empty;
        let Some(deepest) = (0..depth).rev().find(filled) else { continue };
        for (row, group) in groups.iter_mut().enumerate().take(deepest) {
            if filled(&row) {
                *group = Words::of(sheet.cell(top + row, at).value);
            }
        }
        // A group reaches to the right over columns without one, and no further down than here.
        for group in &mut groups[deepest..] {
            *group = None;
        }
        let row = top + deepest;
        let Some(own) = Words::of(sheet.cell(row, at).value) else { continue };
        let above = groups[..deepest].iter().rev().flatten().next().cloned();
        found.push(Heading { at, row, own, above });
    }
    found
}

/// The characters of a name but for its brackets.
fn bare(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, '(' | ')'))
}

/// Whether a bracket holds a unit and not a part of the name, as in 在校生(一年级).
fn looks_like_unit(text: &str) -> bool {
    ["人", "元", "%", "个", "所", "家", "年", "月", "100", "吨", "名"]
        .iter()
        .any(|ending| text.ends_with(ending))
}

/// Full-width forms and spaces out of the way.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The name nearest to `wanted` among `names`, if one is near at all: at most a third of its
/// characters differ.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let limit = wanted.chars().count().div_ceil(3);
    names
        .map(|name| (edit_distance(wanted, name), name))
        .min()
        .filter(|(distance, _)| *distance <= limit)
        .map(|(_, name)| name.to_owned())
}

/// Levenshtein's distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
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
    fn a_near_name_is_offered_and_a_far_one_is_not() {
        let offered = |wanted: &str| nearest(wanted, ["专业代马", "学校代码"].into_iter());
        assert_eq!(offered("专业代码").as_deref(), Some("专业代马"));
        assert_eq!(offered("年份"), None);
    }
}
