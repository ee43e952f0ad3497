//! Headings as files write them: names, units in brackets, several rows with groups above.

use talent_domain::Year;

use super::label::Label;
use super::words::{Words, unit_alone};
use crate::column::Column;
use crate::kind::Kind;
use crate::sheet::Sheet;

/// The heading of one column.
#[derive(Debug)]
pub(super) struct Heading {
    /// Column of the sheet, counted from 0.
    pub(super) column: usize,
    /// Row of the sheet that its own text stands in.
    pub(super) row: usize,
    words: Words,
    /// The text above it in a heading of several rows; that of a group stands over its first column.
    above: Option<Words>,
}

impl Heading {
    /// As written, the group first.
    pub(super) fn whole(&self) -> String {
        match &self.above {
            Some(above) => format!("{}/{}", above.whole, self.words.whole),
            None => self.words.whole.clone(),
        }
    }

    /// Its own text without unit and group.
    pub(super) fn name(&self) -> &str {
        &self.words.name
    }

    /// The unit in its own brackets, else in those of its group.
    pub(super) fn unit(&self) -> Option<&str> {
        let above = self.above.as_ref().and_then(|above| above.unit.as_deref());
        self.words.unit.as_deref().or(above)
    }

    /// Whether it is the heading of this column: by its own text, read together with its group,
    /// as 一年级 under 在校生 is 在校生(一年级), or as the total under it.
    pub(super) fn is(&self, column: &Column) -> bool {
        self.words.name(column)
            || (self.words.is_total()
                && self.above.as_ref().is_some_and(|above| above.name(column)))
            || self.above.as_ref().is_some_and(|above| {
                let (group, own) = (&above.name, &self.words.name);
                let together = || bare(group).chain(bare(own));
                // 计划 under 招生人数 is 计划招生.
                let turned = || bare(own).chain(bare(group.trim_end_matches("人数")));
                column.names().any(|name| bare(name).eq(together()) || bare(name).eq(turned()))
            })
    }

    /// Whether it is of a rate.
    pub(super) fn is_rate(&self) -> bool {
        self.words.is_rate() || self.unit().is_some_and(|unit| unit.ends_with(['%', '‰']))
    }

    /// Whether it is the word for a total, under no group.
    pub(super) fn is_total(&self) -> bool {
        self.words.is_total() && self.above.is_none()
    }

    /// The figure that it names, of an industry or of the region.
    pub(super) fn label(&self) -> Option<Label> {
        if self.above.is_none() { Label::parse(&self.words.whole) } else { None }
    }

    /// The text of its group.
    pub(super) fn group(&self) -> Option<&str> {
        self.above.as_ref().map(|above| above.name.as_str())
    }

    /// Whether it is of the men, of the women or of others among those whom its group counts, and the group is this
    /// column.
    pub(super) fn is_part_of(&self, column: &Column) -> bool {
        const PARTS: [&str; 8] = ["男", "女", "男生", "女生", "男性", "女性", "其中:女", "其中女"];
        let is_part =
            PARTS.contains(&self.words.name.as_str()) || self.words.name.starts_with("其中");
        is_part && self.above.as_ref().is_some_and(|above| above.name(column))
    }

    /// The year that its column holds, where years stand side by side.
    pub(super) fn year(&self) -> Option<Year> {
        self.words.year.or_else(|| self.above.as_ref()?.year)
    }

    /// The words that can name the figure of a column of one year: its own if its group is the year.
    pub(super) fn figure_words(&self) -> Option<&Words> {
        if self.words.year.is_some() { self.above.as_ref() } else { Some(&self.words) }
    }

    /// Whether it stands in for this column although it has another name: a year for the column of
    /// years, the figure above a year for the figure.
    pub(super) fn stands_for(&self, column: &Column) -> bool {
        self.year().is_some()
            && match column.kind {
                Kind::Year => true,
                Kind::Figure(_) => self.figure_words().is_some_and(|words| words.name(column)),
                _ => false,
            }
    }
}

/// No table of the templates has as many columns, with years or codes side by side.
const MOST: usize = 1_024;

/// Whether the last of `depth` rows of headings holds the units of those above it, and nothing else.
pub(super) fn has_units_below(sheet: &Sheet, top: usize, depth: usize) -> bool {
    let mut cells = sheet.row(top + depth - 1).map(|cell| unit_alone(cell.value)).peekable();
    depth > 1 && cells.peek().is_some() && cells.all(|unit| unit.is_some())
}

/// The headings in `depth` rows from `top` on, with the units below them.
pub(super) fn headings(sheet: &Sheet, top: usize, depth: usize) -> Vec<Heading> {
    if !has_units_below(sheet, top, depth) {
        return headings_of_names(sheet, top, depth);
    }
    let mut headings = headings_of_names(sheet, top, depth - 1);
    for heading in &mut headings {
        let unit = unit_alone(sheet.cell(top + depth - 1, heading.column).value);
        heading.words.unit = unit.or(heading.words.unit.take());
    }
    headings
}

fn headings_of_names(sheet: &Sheet, top: usize, depth: usize) -> Vec<Heading> {
    let mut columns: Vec<usize> =
        (top..top + depth).flat_map(|row| sheet.row(row)).map(|cell| cell.column()).collect();
    columns.sort_unstable();
    columns.dedup();
    if columns.len() > MOST {
        return Vec::new();
    }
    let mut groups: Vec<Option<Words>> = vec![None; depth];
    let mut found = Vec::new();
    for column in columns {
        let is_filled = |row: &usize| !sheet.cell(top + row, column).is_empty();
        let Some(deepest) = (0..depth).rev().find(is_filled) else { continue };
        for (row, group) in groups.iter_mut().enumerate().take(deepest) {
            if is_filled(&row) {
                *group = Words::of(sheet.cell(top + row, column).value);
            }
        }
        // A group reaches to the right over columns without one, and no further down than here.
        for group in &mut groups[deepest..] {
            *group = None;
        }
        let row = top + deepest;
        let Some(words) = Words::of(sheet.cell(row, column).value) else { continue };
        let above = groups[..deepest].iter().rev().flatten().next().cloned();
        found.push(Heading { column, row, words, above });
    }
    found
}

/// The characters of a name but for its brackets.
fn bare(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, '(' | ')'))
}
