//! Graduates who move on to the work of other programmes.

/// Entrants of each programme after some have moved on to the work of others, in persons: a part
/// `matched` of a programme's entrants works in what it learned, the rest spreads over all programmes
/// as `demand` does. Nobody is lost.
///
/// Source: the learned and the practised occupation of the QuBe projections, the flows here taken from the
/// graduates' own reports.
///
/// ```
/// let moved = talent_market::after_mobility(&[100.0, 50.0], &[0.8, 1.0], &[30.0, 90.0]);
/// assert_eq!(moved, [85.0, 65.0]);
/// ```
pub fn after_mobility(supply: &[f64], matched: &[f64], demand: &[f64]) -> Vec<f64> {
    let wanted: f64 = demand.iter().sum();
    if wanted <= 0.0 {
        return supply.to_vec();
    }
    let moving: f64 = supply.iter().zip(matched).map(|(s, m)| s * (1.0 - m)).sum();
    let parts = supply.iter().zip(matched).zip(demand);
    parts.map(|((s, m), d)| s * m + moving * d / wanted).collect()
}
