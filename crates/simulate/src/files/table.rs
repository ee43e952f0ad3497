//! A table in one of the templates.

use super::file::SimulatedFile;
use crate::parts::Parts;

/// A table on its way to a file.
#[derive(Debug)]
pub(super) struct Table {
    /// The name of the file.
    pub(super) name: &'static str,
    text: String,
    /// What stands at the end of every row.
    ending: Ending,
    source: String,
}

/// The last columns of a template.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ending {
    /// 来源, 数据性质: of figures.
    Figures,
    /// 来源: of lists.
    List,
    /// 数据性质: of the list of schools.
    Nature,
}

impl Ending {
    fn headings(self) -> &'static str {
        match self {
            Self::Figures => "来源,数据性质",
            Self::List => "来源",
            Self::Nature => "数据性质",
        }
    }
}

impl Table {
    /// A table without rows: the name of its file, the title of its template, and the headings before those of its ending.
    pub(super) fn new(
        parts: &Parts,
        name: &'static str,
        title: &str,
        headings: &str,
        ending: Ending,
    ) -> Self {
        let text = format!("{title} v1\n{headings},{}\n", ending.headings());
        Self {
            name,
            text,
            ending,
            source: format!("模拟数据（talent simulate，种子 {}）", parts.seed),
        }
    }

    /// Whether it has rows.
    pub(super) fn has_rows(&self) -> bool {
        self.text.lines().count() > 2
    }

    /// Adds a row. Cells hold no commas.
    pub(super) fn row(&mut self, cells: &[String]) {
        let source = &self.source;
        let ending = match self.ending {
            Ending::Figures => format!("{source},模拟"),
            Ending::List => source.clone(),
            Ending::Nature => "模拟".to_owned(),
        };
        self.text.extend([&cells.join(","), ",", &ending, "\n"]);
    }

    /// The file.
    pub(super) fn into_file(self) -> SimulatedFile {
        SimulatedFile { name: self.name, text: self.text }
    }
}

/// Cells of a row.
macro_rules! cells {
    ($($cell:expr),* $(,)?) => { &[$($cell.to_string()),*] };
}
pub(super) use cells;

/// Shares as per cent with two decimals that add up to exactly 100: what rounding leaves goes to the largest.
pub(super) fn percents(shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    let mut hundredths: Vec<i64> =
        shares.iter().map(|share| (10_000.0 * share / sum).round() as i64).collect();
    let missing = 10_000 - hundredths.iter().sum::<i64>();
    let largest = (0..hundredths.len()).max_by_key(|at| hundredths[*at]);
    if let Some(at) = largest {
        hundredths[at] += missing;
    }
    hundredths.into_iter().map(|hundredth| hundredth as f64 / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use super::percents;

    #[test]
    fn shares_add_up_to_a_hundred() {
        assert_eq!(
            percents(&[1.0, 1.0, 1.0]).iter().map(|p| (p * 100.0) as i64).sum::<i64>(),
            10_000
        );
        assert_eq!(percents(&[3.0, 1.0]), [75.0, 25.0]);
    }
}
