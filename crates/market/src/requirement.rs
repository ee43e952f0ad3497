//! From output to employment.

/// Employment after `years` in which output went from `output_start` to `output_end`:
/// `N₁ = N₀·(Y₁/Y₀)^β·e^(γ·years)`.
///
/// `elasticity` β is a pure number, `trend` γ the saving of labour in log units per year (usually
/// negative). Output at constant prices, in any one unit.
///
/// ```
/// let later = talent_market::labour_requirement(40_000.0, 200.0, 220.0, 0.5, -0.02, 3.0);
/// assert_eq!((later * 100.0).round() / 100.0, 39_509.24);
/// ```
pub fn labour_requirement(
    employed: f64,
    output_start: f64,
    output_end: f64,
    elasticity: f64,
    trend: f64,
    years: f64,
) -> f64 {
    employed * (output_end / output_start).powf(elasticity) * (trend * years).exp()
}

/// Employment by the elasticity method: `N₀·(1 + ε·g)^h` with `ε = (ΔN/N)/(ΔY/Y)` of the years looked
/// back on, for each of the years to come, `growth` being that of output per year (a fraction).
///
/// A named comparison model: the same information as [`labour_requirement`] with more noise, a ratio of
/// two small changes. `None` where output changed by less than 2 %; ε is kept within −0.5 and 1.5.
///
/// ```
/// // Employment +3 %, output +10 %: ε = 0.3; output then grows 5 % per year.
/// let path = talent_market::elasticity_path((100.0, 103.0), (200.0, 220.0), 0.05, 2).unwrap();
/// assert!((path[1] - 103.0 * 1.015_f64.powi(2)).abs() < 1e-9);
/// ```
pub fn elasticity_path(
    employed: (f64, f64),
    output: (f64, f64),
    growth: f64,
    years: usize,
) -> Option<Vec<f64>> {
    const LEAST_CHANGE: f64 = 0.02;
    let change = |(before, after): (f64, f64)| after / before - 1.0;
    let (output_change, employment_change) = (change(output), change(employed));
    if !(output_change.is_finite() && employment_change.is_finite())
        || output_change.abs() < LEAST_CHANGE
    {
        return None;
    }
    let elasticity = (employment_change / output_change).clamp(-0.5, 1.5);
    let yearly = (1.0 + elasticity * growth).max(0.0);
    Some((1..=years).map(|h| employed.1 * yearly.powi(h as i32)).collect())
}
