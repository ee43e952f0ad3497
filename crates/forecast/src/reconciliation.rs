//! Making forecasts of a hierarchy add up: a city and its counties, a class and its programmes, a
//! programme and its schools.
//!
//! ```text
//! ỹ = S·(S′W⁻¹S)⁻¹·S′W⁻¹·ŷ = ŷ − W·C′·(C·W·C′)⁻¹·C·ŷ
//! ```
//!
//! `S` sums the bottom series, `C` has a row `y(sum) − Σ y(parts) = 0` for every sum, `W` is the
//! covariance of the forecasts' errors up to a factor. The second form is the one computed: its system
//! is as large as the number of sums. With a lower limit of zero the same distance
//! `(ŷ − ỹ)′W⁻¹(ŷ − ỹ)` is minimised over non-negative bottom series by an active set.
//!
//! Wickramasuriya, Athanasopoulos and Hyndman, "Optimal forecast reconciliation for hierarchical and
//! grouped time series through trace minimization", JASA 114 (2019); Wickramasuriya, Turlach and
//! Hyndman, "Optimal non-negative forecast reconciliation", Statistics and Computing 30 (2020);
//! Schäfer and Strimmer, "A shrinkage approach to large-scale covariance matrix estimation",
//! Statistical Applications in Genetics and Molecular Biology 4 (2005).

mod covariance;
mod error;
mod hierarchy;
mod linear;
mod positive;
mod projection;
mod total;

#[cfg(test)]
mod tests;

pub use covariance::ErrorScale;
pub use error::ReconcileError;
pub use hierarchy::Hierarchy;
pub use linear::Reconciliation;
pub use positive::PositiveReconciliation;
pub use total::add_up_positive;
