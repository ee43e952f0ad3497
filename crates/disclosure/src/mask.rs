//! What was rounded to what: kept with a run and carried forward to the next.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use talent_domain::{SeriesKey, Year};

use crate::parts::Part;

/// The secret that roundings are drawn with. Whoever knows it and all counts but one could try which value of that one
/// gives the published figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key from a secret text, such as the one that a workspace was given when it was made.
    pub fn new(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// A number of the unit interval that belongs to a text: the same key and text always give the same one.
    pub(crate) fn draw(&self, text: &str) -> f64 {
        let digest = Sha256::new().chain_update(self.0).chain_update(text).finalize();
        let (bytes, _) = digest.split_at(8);
        let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        (number >> 11) as f64 / (1_u64 << 53) as f64
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A part of the counts of one programme at one school in one year.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) key: SeriesKey,
    pub(crate) year: Year,
    pub(crate) part: Part,
}

/// Every rounding that was published: a part that has the same count again is rounded to the same again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Row>", into = "Vec<Row>")]
pub struct Mask {
    cells: BTreeMap<Cell, Vec<Rounding>>,
}

/// A count and what it was rounded to, persons.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Rounding {
    persons: f64,
    rounded: f64,
}

/// A rounding as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Row {
    #[serde(flatten)]
    cell: Cell,
    #[serde(flatten)]
    rounding: Rounding,
}

impl Mask {
    /// What a part of so many persons was rounded to; `None` if it has not been published with this count.
    pub(crate) fn rounded(&self, cell: &Cell, persons: f64) -> Option<f64> {
        let roundings = self.cells.get(cell)?;
        let same = roundings.iter().find(|r| r.persons.to_bits() == persons.to_bits())?;
        Some(same.rounded)
    }

    /// Notes a rounding.
    pub(crate) fn note(&mut self, cell: Cell, persons: f64, rounded: f64) {
        if self.rounded(&cell, persons).is_none() {
            self.cells.entry(cell).or_default().push(Rounding { persons, rounded });
        }
    }
}

impl From<Vec<Row>> for Mask {
    fn from(rows: Vec<Row>) -> Self {
        let mut mask = Self::default();
        for Row { cell, rounding } in rows {
            mask.note(cell, rounding.persons, rounding.rounded);
        }
        mask
    }
}

impl From<Mask> for Vec<Row> {
    fn from(mask: Mask) -> Self {
        let rows = |(cell, roundings): (Cell, Vec<Rounding>)| {
            roundings.into_iter().map(move |rounding| Row { cell: cell.clone(), rounding })
        };
        mask.cells.into_iter().flat_map(rows).collect()
    }
}
