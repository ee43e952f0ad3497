use serde::{Deserialize, Serialize};

use crate::TemplateCode;

/// What a figure was taken from: observations of its vintage, and rows of the lists kept with it. Origins are carried
/// with a figure from where it is taken, never worked out again afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Origins {
    /// Positions of the observations in the vintage's panel, in order, each once.
    pub figures: Vec<u32>,
    /// Rows of lists, in order, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<ListRow>,
}

/// A row of a list (C1 to C10, P1 to P6) as it is kept with a vintage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListRow {
    /// The list.
    pub list: TemplateCode,
    /// Its position in the list, from 0.
    pub row: u32,
}

/// Outlooks of earlier versions kept the figures alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Figures(Vec<u32>),
    Both {
        figures: Vec<u32>,
        #[serde(default)]
        rows: Vec<ListRow>,
    },
}

impl From<Stored> for Origins {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Figures(figures) => Self { figures, rows: Vec::new() },
            Stored::Both { figures, rows } => Self { figures, rows },
        }
    }
}

impl Origins {
    /// Origins of these observations.
    pub fn of_figures(figures: impl IntoIterator<Item = u32>) -> Self {
        let mut origins = Self { figures: figures.into_iter().collect(), rows: Vec::new() };
        origins.sort();
        origins
    }

    /// Takes in further origins.
    pub fn absorb(&mut self, other: &Self) {
        self.figures.extend(&other.figures);
        self.rows.extend(&other.rows);
        self.sort();
    }

    /// Takes in rows of a list by their positions.
    pub fn add_rows(&mut self, list: TemplateCode, rows: impl IntoIterator<Item = usize>) {
        self.add_list_rows(rows.into_iter().map(|row| ListRow { list, row: row as u32 }));
    }

    /// Takes in rows of any lists.
    pub fn add_list_rows(&mut self, rows: impl IntoIterator<Item = ListRow>) {
        self.rows.extend(rows);
        self.sort();
    }

    /// How many figures and rows there are.
    pub fn len(&self) -> usize {
        self.figures.len() + self.rows.len()
    }

    /// Whether there is neither a figure nor a row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn sort(&mut self) {
        self.figures.sort_unstable();
        self.figures.dedup();
        self.rows.sort_unstable();
        self.rows.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_kept_in_order_each_once() {
        let mut origins = Origins::of_figures([3, 1, 3]);
        origins.add_rows(TemplateCode::P3, [2, 0]);
        origins.absorb(&Origins::of_figures([2]));
        assert_eq!(origins.figures, [1, 2, 3]);
        assert_eq!(origins.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(origins.len(), 5);
    }
}
