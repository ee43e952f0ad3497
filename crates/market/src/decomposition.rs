//! The change of employment by occupation, split by its causes.

use crate::matrix::Matrix;

/// Why the employment of an occupation changed, in persons. The three add up to the change exactly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeByCause {
    /// Industries grew or shrank with the staffing of before: `Σ π₀·ΔN`.
    pub industry: f64,
    /// The staffing of industries changed at their size of before: `Σ N₀·Δπ`.
    pub staffing: f64,
    /// Both at once: `Σ ΔN·Δπ`.
    pub interaction: f64,
}

impl ChangeByCause {
    /// The whole change.
    pub fn total(self) -> f64 {
        self.industry + self.staffing + self.interaction
    }
}

/// Splits the change of employment by occupation between two dates into its causes. `before` and
/// `after` are employment by industry in persons; the matrices spread industries over occupations.
///
/// The split that evaluations of occupational projections use: Veneri, "Evaluating the 1995
/// occupational employment projections", Monthly Labor Review (1997).
///
/// ```
/// use talent_market::{Matrix, decompose_change};
/// let before = Matrix::new(vec![vec![0.3, 0.7], vec![0.1, 0.9]])?;
/// let after = Matrix::new(vec![vec![0.4, 0.6], vec![0.1, 0.9]])?;
/// let causes = decompose_change(&before, &after, &[100.0, 50.0], &[120.0, 40.0]);
/// assert_eq!(causes[0].industry.round(), 5.0); // 0.3·20 − 0.1·10
/// assert_eq!(causes[0].staffing.round(), 10.0); // 100·0.1
/// assert_eq!(causes[0].interaction.round(), 2.0); // 20·0.1
/// # Ok::<(), talent_market::MatrixError>(())
/// ```
pub fn decompose_change(
    staffing_before: &Matrix,
    staffing_after: &Matrix,
    before: &[f64],
    after: &[f64],
) -> Vec<ChangeByCause> {
    let occupations = staffing_before.columns().min(staffing_after.columns());
    let industries = staffing_before.rows().zip(staffing_after.rows());
    let mut causes =
        vec![ChangeByCause { industry: 0.0, staffing: 0.0, interaction: 0.0 }; occupations];
    for ((then, now), (start, end)) in industries.zip(before.iter().zip(after)) {
        let grown = end - start;
        for (cause, (then, now)) in causes.iter_mut().zip(then.iter().zip(now)) {
            cause.industry += then * grown;
            cause.staffing += start * (now - then);
            cause.interaction += grown * (now - then);
        }
    }
    causes
}
