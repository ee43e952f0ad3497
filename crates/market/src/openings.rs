//! From employment to openings.

/// Posts added (or, negative, lost) between two dates: `E₁ − E₀`, in persons. The sign is kept.
pub fn expansion_demand(start: f64, end: f64) -> f64 {
    end - start
}

/// Posts that fall vacant because people leave the labour force, in persons over the years:
/// `exit_rate` (a fraction per year; retirement, death, care; not job changes) times the mean of the
/// stocks at the start and the end, times `years`.
///
/// Source: the replacement-demand definition of the Cedefop skills forecast.
pub fn replacement_demand(start: f64, end: f64, exit_rate: f64, years: f64) -> f64 {
    exit_rate * f64::midpoint(start, end) * years
}

/// Openings: `max(ED, 0) + max(RD + min(ED, 0), 0)`. Where employment falls, posts that are not
/// filled again are not openings.
pub fn openings(expansion: f64, replacement: f64) -> f64 {
    expansion.max(0.0) + (replacement + expansion.min(0.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_that_are_not_refilled_are_no_openings() {
        assert_eq!(openings(-41.38, 2096.90), 2055.52);
        assert_eq!(openings(-500.0, 300.0), 0.0);
        assert_eq!(openings(325.25, 2909.25), 3234.5);
    }
}
