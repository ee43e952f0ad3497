//! The distribution of a figure over the draws.

/// The distribution of a figure over the draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Median.
    pub median: f64,
    /// Ends of the central 80 %.
    pub p80: (f64, f64),
    /// Ends of the central 95 %.
    pub p95: (f64, f64),
}

impl Spread {
    /// The quantiles of `draws` (the smallest value with at least that share at or below it).
    /// `None` where there are no draws.
    pub fn of(draws: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = draws.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().checked_sub(1)?;
        let at = |p: f64| {
            sorted[((p * sorted.len() as f64).ceil() as usize).saturating_sub(1).min(last)]
        };
        Some(Self { median: at(0.5), p80: (at(0.1), at(0.9)), p95: (at(0.025), at(0.975)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_nest() {
        let spread = Spread::of((1..=1000).map(f64::from)).unwrap();
        assert_eq!(spread.median, 500.0);
        assert_eq!(spread.p80, (100.0, 900.0));
        assert_eq!(spread.p95, (25.0, 975.0));
        assert_eq!(Spread::of([]), None);
    }
}
