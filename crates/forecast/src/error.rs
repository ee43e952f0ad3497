//! Why a series cannot be fitted, and the check that every fit begins with.

/// Why a series cannot be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Fewer observations than the model needs.
    #[error("{got} observations, at least {needed} needed")]
    TooShort {
        /// Observations given.
        got: usize,
        /// Observations needed.
        needed: usize,
    },
    /// A value that is not a finite number.
    #[error("observation {position} is not a finite number")]
    NotFinite {
        /// Position in the series, counted from 1.
        position: usize,
    },
    /// A value whose square or sum would be no number.
    #[error("observation {position} lies beyond ±1e100: check its unit")]
    TooLarge {
        /// Position in the series, counted from 1.
        position: usize,
    },
    /// A negative value where the model knows none.
    #[error("observation {position} is negative, and this model has no negative values")]
    Negative {
        /// Position in the series, counted from 1.
        position: usize,
    },
    /// No candidate could be fitted.
    #[error("none of the candidate models can be fitted")]
    NoCandidate,
    /// A regression whose regressor never changes.
    #[error("the regressor does not vary")]
    NoVariation,
}

/// No figure is larger than this.
const LARGEST: f64 = 1e100;

/// `y` if it has at least `needed` values, all of them finite.
pub(crate) fn check_series(y: &[f64], needed: usize) -> Result<(), FitError> {
    if let Some(i) = y.iter().position(|value| !value.is_finite()) {
        return Err(FitError::NotFinite { position: i + 1 });
    }
    if let Some(i) = y.iter().position(|value| value.abs() > LARGEST) {
        return Err(FitError::TooLarge { position: i + 1 });
    }
    if y.len() < needed {
        return Err(FitError::TooShort { got: y.len(), needed });
    }
    Ok(())
}
