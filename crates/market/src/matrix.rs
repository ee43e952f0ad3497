//! Tables of shares that spread a whole over columns.

/// Why a table of shares cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MatrixError {
    /// Rows of different length.
    #[error("row {row} has {got} columns, the first row has {expected}")]
    Ragged {
        /// Row, counted from 0.
        row: usize,
        /// Its columns.
        got: usize,
        /// Columns of the first row.
        expected: usize,
    },
    /// A share below zero or not finite.
    #[error("row {row}, column {column}: {value} is not a share")]
    NotAShare {
        /// Row, counted from 0.
        row: usize,
        /// Column, counted from 0.
        column: usize,
        /// The value.
        value: f64,
    },
    /// A row of shares that do not add up to one (or, for an empty row, to zero).
    #[error("row {row} adds up to {sum}, not to 1")]
    RowSum {
        /// Row, counted from 0.
        row: usize,
        /// Its sum.
        sum: f64,
    },
}

/// A table whose every row spreads a whole over columns: rows add up to one. A row may be all
/// zeros, where there is nothing to spread it to.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// Row by row.
    shares: Vec<f64>,
    columns: usize,
}

impl Matrix {
    /// Checks that all entries are shares and that each row adds up to one (to 1e-9) or is zero.
    #[allow(clippy::needless_pass_by_value, reason = "callers build rows only to give them away")]
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, MatrixError> {
        let columns = rows.first().map_or(0, Vec::len);
        for (i, row) in rows.iter().enumerate() {
            if row.len() != columns {
                return Err(MatrixError::Ragged { row: i, got: row.len(), expected: columns });
            }
            if let Some(j) = row.iter().position(|v| !(v.is_finite() && *v >= 0.0)) {
                return Err(MatrixError::NotAShare { row: i, column: j, value: row[j] });
            }
            let sum: f64 = row.iter().sum();
            if sum != 0.0 && (sum - 1.0).abs() > 1e-9 {
                return Err(MatrixError::RowSum { row: i, sum });
            }
        }
        Ok(Self { shares: rows.concat(), columns })
    }

    /// Every row to the column of the same number: `n` wholes kept apart.
    pub fn identity(n: usize) -> Self {
        let shares = (0..n * n).map(|cell| f64::from(u8::from(cell / n == cell % n))).collect();
        Self { shares, columns: n }
    }

    /// The rows.
    pub fn rows(&self) -> std::slice::ChunksExact<'_, f64> {
        self.shares.chunks_exact(self.columns.max(1))
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f64] {
        &self.shares[row * self.columns..(row + 1) * self.columns]
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Spreads `wholes`, one for each row, over the columns.
    pub fn spread(&self, wholes: &[f64]) -> Vec<f64> {
        let mut sums = Vec::with_capacity(self.columns);
        self.spread_into(wholes.iter().copied(), &mut sums);
        sums
    }

    /// The same into `sums`, which is emptied first.
    pub(crate) fn spread_into(&self, wholes: impl Iterator<Item = f64>, sums: &mut Vec<f64>) {
        sums.clear();
        sums.resize(self.columns, 0.0);
        for (row, whole) in self.rows().zip(wholes) {
            for (sum, share) in sums.iter_mut().zip(row) {
                *sum += whole * share;
            }
        }
    }

    /// Takes the rows of `other`, each as `redraw` changes it. Each must keep its sum.
    pub(crate) fn redraw(&mut self, other: &Self, mut redraw: impl FnMut(&mut [f64])) {
        self.columns = other.columns;
        self.shares.clear();
        self.shares.extend_from_slice(&other.shares);
        for row in self.shares.chunks_exact_mut(self.columns.max(1)) {
            redraw(row);
        }
    }

    /// Takes the rows of `other` and moves them by one year: each share is multiplied by its factor of
    /// `drift` and by what `chance` gives, and the row is scaled to one again.
    pub(crate) fn drift_from(
        &mut self,
        other: &Self,
        drift: &[Vec<f64>],
        mut chance: impl FnMut() -> f64,
    ) {
        let mut factors = drift.iter();
        self.redraw(other, |row| {
            let factors = factors.next().map_or(&[][..], Vec::as_slice);
            for (share, factor) in row.iter_mut().zip(factors) {
                *share *= factor * chance();
            }
            scale_to_one(row);
        });
    }

    /// This table and each of the `years` after it, its shares multiplied by `drift` every year.
    #[must_use]
    pub fn by_year(&self, drift: &[Vec<f64>], years: usize) -> Vec<Self> {
        let mut tables = vec![self.clone()];
        for year in 0..years {
            let mut next = self.clone();
            next.drift_from(&tables[year], drift, || 1.0);
            tables.push(next);
        }
        tables
    }
}

/// Scales a row of shares so that it adds up to one; a row of zeros stays.
pub(crate) fn scale_to_one(row: &mut [f64]) {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 {
        for share in row.iter_mut() {
            *share /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_do_not_add_up_to_one_are_refused() {
        assert!(matches!(
            Matrix::new(vec![vec![0.5, 0.4]]),
            Err(MatrixError::RowSum { row: 0, .. })
        ));
        assert!(Matrix::new(vec![vec![0.5, 0.5], vec![0.0, 0.0]]).is_ok());
        assert!(matches!(Matrix::new(vec![vec![1.5, -0.5]]), Err(MatrixError::NotAShare { .. })));
        assert!(matches!(
            Matrix::new(vec![vec![1.0], vec![0.5, 0.5]]),
            Err(MatrixError::Ragged { .. })
        ));
    }

    #[test]
    fn spreading_loses_nobody() {
        let matrix = Matrix::new(vec![vec![0.3, 0.2, 0.5], vec![0.1, 0.4, 0.5]]).unwrap();
        assert_eq!(matrix.spread(&[40_000.0, 20_000.0]), [14_000.0, 16_000.0, 30_000.0]);
    }

    #[test]
    fn shares_drift_apart_by_the_power_of_their_factors() {
        let matrix = Matrix::new(vec![vec![0.5, 0.5], vec![0.0, 0.0]]).unwrap();
        let years = matrix.by_year(&[vec![1.1, 1.0], vec![1.0, 1.0]], 2);
        assert_eq!(years.len(), 3);
        assert_eq!(years[0], matrix);
        let odds = years[2].row(0)[0] / years[2].row(0)[1];
        assert!((odds - 1.1_f64.powi(2)).abs() < 1e-12);
        assert!((years[2].row(0).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(years[2].row(1), [0.0, 0.0]);
    }
}
