//! How the figures of a panel stand in its file, told by the headings.

use super::reader::{clean, columns};

/// The layout of a file.
#[derive(Debug)]
pub(super) enum Layout {
    /// A row for every figure: the positions of the three columns.
    Long { id: usize, step: usize, value: usize, by_year: bool },
    /// A row for every series: its name, then a column for every step.
    /// `steps` has one entry per column after the name, in the order of the columns.
    Wide { steps: Vec<i64>, by_year: bool },
}

impl Layout {
    /// The layout that these headings are of; `None` if of neither.
    pub(super) fn of(headings: &csv::StringRecord) -> Option<Self> {
        Self::long(headings).or_else(|| Self::wide(headings))
    }

    /// The layout of rows for figures, whatever other columns there are.
    /// Names are compared in lower case; dates under `ds` are read by their years, which count as steps.
    fn long(headings: &csv::StringRecord) -> Option<Self> {
        let names: [&[&str]; 3] = [
            &["series_id", "unique_id", "序列"],
            &["step", "year", "ds", "年份", "步"],
            &["value", "y", "数值"],
        ];
        let found = columns(headings, &names).ok()?;
        let by_year = matches!(clean(&headings[found[1]]).as_str(), "year" | "年份");
        Some(Self::Long { id: found[0], step: found[1], value: found[2], by_year })
    }

    /// The layout of rows for series: two steps or more, and nothing else. Two bare numbers after what is no name of a
    /// column are a figure without headings.
    fn wide(headings: &csv::StringRecord) -> Option<Self> {
        if headings.len() == 3 && Self::is_of_figures(headings) {
            return None;
        }
        let headings: Vec<String> = headings.iter().skip(1).map(clean).collect();
        let years = years(&headings);
        let by_year = years.is_some();
        let steps = years.or_else(|| numbered(&headings)).filter(|steps| steps.len() >= 2)?;
        Some(Self::Wide { steps, by_year })
    }

    /// Whether these are no headings but a row of figures: numbers after what is no name of a column.
    pub(super) fn is_of_figures(headings: &csv::StringRecord) -> bool {
        const NAMES: [&str; 12] = [
            "",
            "series_id",
            "unique_id",
            "item_id",
            "id",
            "code",
            "name",
            "series",
            "序列",
            "编号",
            "代码",
            "名称",
        ];
        let mut cells = headings.iter().map(clean);
        let named = cells.next().is_some_and(|first| NAMES.contains(&first.as_str()));
        let mut others = cells.peekable();
        !named && others.peek().is_some() && others.all(|cell| cell.parse::<f64>().is_ok())
    }

    /// Whether the figures are of years rather than of steps.
    pub(super) fn by_year(&self) -> bool {
        match self {
            Self::Long { by_year, .. } | Self::Wide { by_year, .. } => *by_year,
        }
    }
}

/// The years that all these headings are.
/// `None` if any of them is not one: a number from 1500 up to, but not including, 2200, with or without 年.
fn years(headings: &[String]) -> Option<Vec<i64>> {
    headings
        .iter()
        .map(|heading| heading.trim_end_matches('年').parse().ok())
        .map(|year| year.filter(|year| (1500..2200).contains(year)))
        .collect()
}

/// Steps from 1, if the headings are V2, V3, … as R names columns, or 1, 2, ….
fn numbered(headings: &[String]) -> Option<Vec<i64>> {
    let number = |text: &str| text.parse().ok();
    let is_its_number = |(position, heading): (usize, &String)| {
        heading.strip_prefix('v').and_then(number) == Some(position + 2)
            || number(heading) == Some(position + 1)
    };
    let numbered = headings.iter().enumerate().all(is_its_number);
    numbered.then(|| (1..=headings.len() as i64).collect())
}
