//! Filling an unknown table from its margins: iterative proportional fitting, also known as RAS.
//!
//! ```text
//! min Σ x·ln(x/a)   with row sums u and column sums v
//! repeat  x(i,j) ← x(i,j)·u(i)/Σⱼx(i,j);   x(i,j) ← x(i,j)·v(j)/Σᵢx(i,j)
//! ```
//!
//! A cell that is zero in the seed is impossible and stays zero. Deming and Stephan, "On a least
//! squares adjustment of a sampled frequency table", Annals of Mathematical Statistics 11 (1940);
//! Bacharach, "Biproportional Matrices and Input-Output Change" (1970).

/// A table with the wanted margins.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedTable {
    /// The cells, row by row.
    pub cells: Vec<Vec<f64>>,
    /// What the column totals were multiplied by to add up to the row totals; 1 if they did. Anything
    /// else is a doubt to be told.
    pub column_scale: f64,
    /// Rounds it took.
    pub rounds: usize,
}

/// Why there is no table with these margins. Rows and columns are counted from 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MarginError {
    /// Rows of different length, or not as many rows and columns as totals.
    #[error("{got} cells or totals where {expected} are needed")]
    Shape {
        /// What there is.
        got: usize,
        /// What is needed.
        expected: usize,
    },
    /// A cell or a total below zero or not finite.
    #[error("row {row}, column {column}: {value} is no number of persons (0 stands for a total)")]
    Negative {
        /// Row; 0 for a column total.
        row: usize,
        /// Column; 0 for a row total.
        column: usize,
        /// The value.
        value: f64,
    },
    /// A row that has a total but no possible cell.
    #[error("row {row} must hold {total} persons but every cell of it is impossible")]
    EmptyRow {
        /// The row.
        row: usize,
        /// Its total.
        total: f64,
    },
    /// A column that has a total but no possible cell.
    #[error("column {column} must hold {total} persons but every cell of it is impossible")]
    EmptyColumn {
        /// The column.
        column: usize,
        /// Its total.
        total: f64,
    },
    /// All totals of one side are zero and those of the other are not.
    #[error("row totals add up to {rows}, column totals to {columns}")]
    Totals {
        /// Sum of the row totals.
        rows: f64,
        /// Sum of the column totals.
        columns: f64,
    },
    /// The zeros of the seed allow no table with these margins.
    #[error(
        "no table with these margins: the impossible cells stand in the way; row {row} is off by {off} after {rounds} rounds"
    )]
    Infeasible {
        /// The row that is farthest off.
        row: usize,
        /// By how many persons.
        off: f64,
        /// Rounds tried.
        rounds: usize,
    },
}

/// No margin is further off than this share of the whole.
const TOLERANCE: f64 = 1e-12;
const MOST_ROUNDS: usize = 1000;

/// The table with the row totals `rows` that is closest to `seed` in relative entropy. Column totals are
/// scaled to the sum of the row totals, and by how much is told.
pub fn fit_margins(
    seed: &[Vec<f64>],
    rows: &[f64],
    columns: &[f64],
) -> Result<FittedTable, MarginError> {
    check(seed, rows, columns)?;
    let (row_sum, column_sum) = (rows.iter().sum::<f64>(), columns.iter().sum::<f64>());
    if (row_sum > 0.0) != (column_sum > 0.0) {
        return Err(MarginError::Totals { rows: row_sum, columns: column_sum });
    }
    let column_scale = if column_sum > 0.0 { row_sum / column_sum } else { 1.0 };
    let mut cells = seed.to_vec();
    let mut rounds = 0;
    loop {
        rounds += 1;
        for (row, total) in cells.iter_mut().zip(rows) {
            scale(row.iter_mut(), *total);
        }
        for (j, total) in columns.iter().enumerate() {
            scale(cells.iter_mut().map(|row| &mut row[j]), column_scale * total);
        }
        let (worst, off) = farthest_row(&cells, rows);
        if off <= TOLERANCE * row_sum {
            return Ok(FittedTable { cells, column_scale, rounds });
        }
        if rounds == MOST_ROUNDS {
            return Err(MarginError::Infeasible { row: worst + 1, off, rounds });
        }
    }
}

/// The row that is farthest from its total, and by how much.
fn farthest_row(cells: &[Vec<f64>], totals: &[f64]) -> (usize, f64) {
    let off = |(row, total): (&Vec<f64>, &f64)| (row.iter().sum::<f64>() - total).abs();
    cells
        .iter()
        .zip(totals)
        .map(off)
        .enumerate()
        .fold((0, 0.0), |worst, next| if next.1 > worst.1 { next } else { worst })
}

/// Multiplies cells so that they add up to `total`; cells without a sum stay.
fn scale<'a>(cells: impl Iterator<Item = &'a mut f64>, total: f64) {
    let cells: Vec<&mut f64> = cells.collect();
    let sum: f64 = cells.iter().map(|cell| **cell).sum();
    if sum > 0.0 {
        for cell in cells {
            *cell *= total / sum;
        }
    }
}

fn check(seed: &[Vec<f64>], rows: &[f64], columns: &[f64]) -> Result<(), MarginError> {
    if seed.len() != rows.len() {
        return Err(MarginError::Shape { got: seed.len(), expected: rows.len() });
    }
    if let Some(row) = seed.iter().find(|row| row.len() != columns.len()) {
        return Err(MarginError::Shape { got: row.len(), expected: columns.len() });
    }
    let wrong = |value: f64| !(value.is_finite() && value >= 0.0);
    let totals = rows.iter().enumerate().map(|(i, value)| (i + 1, 0, *value));
    let cells = seed
        .iter()
        .enumerate()
        .flat_map(|(i, row)| row.iter().enumerate().map(move |(j, v)| (i + 1, j + 1, *v)));
    let below = columns.iter().enumerate().map(|(j, value)| (0, j + 1, *value));
    if let Some((row, column, value)) =
        totals.chain(below).chain(cells).find(|(_, _, value)| wrong(*value))
    {
        return Err(MarginError::Negative { row, column, value });
    }
    check_room(seed, rows, columns)
}

/// Whether every row and every column with a total has a possible cell.
fn check_room(seed: &[Vec<f64>], rows: &[f64], columns: &[f64]) -> Result<(), MarginError> {
    let row_is_empty = |i: usize| seed[i].iter().all(|cell| *cell == 0.0);
    if let Some((row, total)) = first_without_room(rows, row_is_empty) {
        return Err(MarginError::EmptyRow { row, total });
    }
    let column_is_empty = |j: usize| seed.iter().all(|row| row[j] == 0.0);
    if let Some((column, total)) = first_without_room(columns, column_is_empty) {
        return Err(MarginError::EmptyColumn { column, total });
    }
    Ok(())
}

/// The first positive total, counted from 1, whose cells are all impossible.
fn first_without_room(totals: &[f64], is_empty: impl Fn(usize) -> bool) -> Option<(usize, f64)> {
    let mut positions = (0..totals.len()).filter(|&i| totals[i] > 0.0);
    positions.find(|&i| is_empty(i)).map(|i| (i + 1, totals[i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_table(seed: &[&[f64]], rows: &[f64], columns: &[f64], expected: &[&[f64]], to: f64) {
        let seed: Vec<Vec<f64>> = seed.iter().map(|row| row.to_vec()).collect();
        let fitted = fit_margins(&seed, rows, columns).unwrap();
        for (row, want) in fitted.cells.iter().zip(expected) {
            for (cell, want) in row.iter().zip(*want) {
                assert!((cell - want).abs() <= to, "{cell} is not {want}");
            }
        }
    }

    /// Oracle O1: marital status by age, after Bishop, Fienberg and Holland, "Discrete Multivariate
    /// Analysis" (1975).
    #[test]
    fn the_census_table_fits_to_the_printed_digits() {
        check_table(
            &[
                &[1306.0, 83.0, 0.0],
                &[619.0, 765.0, 3.0],
                &[263.0, 1194.0, 9.0],
                &[173.0, 1372.0, 28.0],
                &[171.0, 1393.0, 51.0],
                &[159.0, 1372.0, 81.0],
                &[208.0, 1350.0, 108.0],
                &[1116.0, 4100.0, 2329.0],
            ],
            &[1412.0, 1402.0, 1450.0, 1541.0, 1681.0, 1532.0, 1662.0, 7644.0],
            &[3988.0, 11702.0, 2634.0],
            &[
                &[1325.27, 86.73, 0.0],
                &[615.56, 783.39, 3.05],
                &[253.94, 1187.18, 8.88],
                &[165.13, 1348.55, 27.32],
                &[173.41, 1454.71, 52.87],
                &[147.21, 1308.12, 76.67],
                &[202.33, 1352.28, 107.40],
                &[1105.16, 4181.04, 2357.81],
            ],
            0.005_01,
        );
    }

    /// Oracle O2: Ardilly and Tillé, "Sampling Methods: Exercises and Solutions" (2006).
    #[test]
    fn the_three_by_three_table_fits_to_the_printed_digits() {
        check_table(
            &[&[80.0, 170.0, 150.0], &[90.0, 80.0, 210.0], &[10.0, 80.0, 130.0]],
            &[430.0, 360.0, 210.0],
            &[150.0, 300.0, 550.0],
            &[
                &[73.0082, 167.6406, 189.3512],
                &[69.3904, 66.6493, 223.9603],
                &[7.6014, 65.7101, 136.6885],
            ],
            5.01e-5,
        );
    }

    #[test]
    fn totals_that_differ_are_scaled_and_said() {
        let fitted = fit_margins(&[vec![1.0, 1.0]], &[10.0], &[4.0, 1.0]).unwrap();
        assert_eq!((fitted.column_scale, &fitted.cells[0]), (2.0, &vec![8.0, 2.0]));
    }

    #[test]
    fn what_cannot_be_fitted_says_where() {
        let seed = |rows: &[&[f64]]| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
        let refusal = |table: &[&[f64]], u: &[f64], v: &[f64]| {
            fit_margins(&seed(table), u, v).map(|_| ()).unwrap_err()
        };
        assert_eq!(
            refusal(&[&[0.0, 0.0], &[1.0, 1.0]], &[5.0, 5.0], &[5.0, 5.0]),
            MarginError::EmptyRow { row: 1, total: 5.0 }
        );
        assert_eq!(
            refusal(&[&[1.0, 0.0]], &[5.0], &[3.0, 2.0]),
            MarginError::EmptyColumn { column: 2, total: 2.0 }
        );
        // Row 1 can only use column 1, which is too small for it.
        let blocked = refusal(&[&[1.0, 0.0], &[1.0, 1.0]], &[8.0, 2.0], &[3.0, 7.0]);
        assert!(matches!(blocked, MarginError::Infeasible { .. }), "{blocked:?}");
        assert_eq!(
            refusal(&[&[1.0, -1.0]], &[5.0], &[3.0, 2.0]),
            MarginError::Negative { row: 1, column: 2, value: -1.0 }
        );
        assert_eq!(
            refusal(&[&[1.0]], &[5.0], &[0.0]),
            MarginError::Totals { rows: 5.0, columns: 0.0 }
        );
        assert_eq!(
            refusal(&[&[1.0]], &[5.0, 1.0], &[6.0]),
            MarginError::Shape { got: 1, expected: 2 }
        );
    }
}
