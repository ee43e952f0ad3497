//! From openings of classes of programmes to those of programmes.

use crate::hires::Hires;
use crate::matrix::Matrix;

/// How openings go from classes of programmes (专业类) to programmes. Nothing here follows the students of
/// today: all of it is of a base window, so that demand cannot be raised by recruiting.
///
/// Rows and columns of classes have one more at their end, for work that no class prepares for.
#[derive(Debug, Clone)]
pub struct Classes {
    /// Openings of the work of each class (rows) to the classes whose graduates fill them (columns).
    pub mobility: Matrix,
    /// Classes (rows) to programmes (columns), and to one more column for programmes not offered now.
    pub sharing: Matrix,
    /// By class, the persons that its row of `sharing` is worth.
    pub sharing_persons: Vec<f64>,
    /// The class of each programme.
    pub of_programme: Vec<usize>,
    /// By class, its graduates' jobs in the base window; none where they are not known.
    pub hires: Vec<Option<Hires>>,
}

impl Classes {
    /// Each of `n` classes a programme of its own, which nobody moves between.
    pub fn alone(n: usize) -> Self {
        Self {
            mobility: Matrix::identity(n + 1),
            sharing: Matrix::identity(n + 1),
            sharing_persons: vec![0.0; n],
            of_programme: (0..n).collect(),
            hires: vec![None; n],
        }
    }

    /// The number of classes.
    pub fn len(&self) -> usize {
        self.hires.len()
    }

    /// Whether there is no class.
    pub fn is_empty(&self) -> bool {
        self.hires.is_empty()
    }

    /// By class, the sum of a figure of its programmes.
    pub fn sums(&self, of_programmes: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut sums = vec![0.0; self.len()];
        for (class, value) in self.of_programme.iter().zip(of_programmes) {
            sums[*class] += value;
        }
        sums
    }
}

/// How the graduates of classes filled the openings of a base window: a row for the work of each class, by
/// Bayes' rule from where they went, `B_cq = (m_c·[c = q] + o_q·v_c)/(m_c + v_c·Σo)`. Of the jobs of class `q` the part
/// `m_q` was in its own field and `o_q` was not; the latter spread over the work of all classes as openings do, `v`.
///
/// `matched` and `others` are jobs by class, `openings` those of the work of each class, persons a year. The row
/// is drawn to the class itself with weight `own`, a fraction; a class without openings or jobs keeps to itself.
///
/// ```
/// let rows = talent_market::mobility(&[90.0, 50.0], &[10.0, 0.0], &[100.0, 100.0], 0.5);
/// // A tenth of the work of the second class is done by those who learned the first: 5 of 55.
/// assert!((rows[1][0] - 0.5 * 5.0 / 55.0).abs() < 1e-12);
/// ```
pub fn mobility(matched: &[f64], others: &[f64], openings: &[f64], own: f64) -> Vec<Vec<f64>> {
    let (moving, open): (f64, f64) = (others.iter().sum(), openings.iter().sum());
    let row = |c: usize| {
        let share = if open > 0.0 { openings[c] / open } else { 0.0 };
        let filled = matched[c] + share * moving;
        let observed = |q: usize| {
            let stayed = if q == c { matched[c] } else { 0.0 };
            (stayed + others[q] * share) / filled
        };
        let itself = |q: usize| f64::from(u8::from(q == c));
        let blended = |q: usize| own * itself(q) + (1.0 - own) * observed(q);
        let known = filled > 0.0 && openings[c] > 0.0;
        (0..matched.len()).map(|q| if known { blended(q) } else { itself(q) }).collect()
    };
    (0..matched.len()).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_opening_is_filled_once() {
        let rows = mobility(&[30.0, 0.0, 8.0], &[10.0, 5.0, 0.0], &[50.0, 0.0, 20.0], 0.3);
        for row in &rows {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        assert_eq!(rows[1], [0.0, 1.0, 0.0], "no openings: nothing to fill");
    }
}
