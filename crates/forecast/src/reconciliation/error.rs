//! Why forecasts cannot be made to add up.

/// Why forecasts cannot be made to add up.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReconcileError {
    /// A series sums nothing, the same thing twice, or something that is no bottom series.
    #[error("series {series} of the hierarchy does not sum different bottom series")]
    Parts {
        /// Its position, counted from 1.
        series: usize,
    },
    /// A bottom series is missing or there twice.
    #[error("bottom series {bottom} stands {times} times among the series, not once")]
    Bottom {
        /// Its number, counted from 1.
        bottom: usize,
        /// How often it is there.
        times: usize,
    },
    /// As many numbers as series are needed.
    #[error("{got} numbers for {series} series")]
    Length {
        /// Numbers given.
        got: usize,
        /// Series of the hierarchy.
        series: usize,
    },
    /// A variance that is negative or no number.
    #[error("series {series}: its variance or error is negative or not a number")]
    Variance {
        /// Its position, counted from 1.
        series: usize,
    },
    /// Fewer than three past errors.
    #[error("{got} past errors a series, at least 3 needed")]
    TooFewErrors {
        /// Errors given.
        got: usize,
    },
    /// Sums that say the same thing in two ways.
    #[error("the sums of the hierarchy depend on each other")]
    Dependent,
}
