//! Employment on output: a pooled regression in log differences.
//!
//! ```text
//! Δln N(i,t) = γᵢ + βᵢ·Δln Y(i,t) + e(i,t),   βᵢ ~ Normal(β₀, τ²),   γᵢ ~ Normal(γ₀, ω²)
//! β̂ᵢ = w·βᵢ(OLS) + (1 − w)·β₀,   w = τ²/(τ² + se²)
//! ```
//!
//! β is the short-run elasticity of employment to output (a pure number), γ the trend of labour
//! saving in log units per year. With 8 to 15 years a free slope of each industry cannot be
//! estimated; partial pooling lets it borrow from the others, and the weight `w` says how little
//! it stood on its own. τ² and ω² by the method of moments: DerSimonian and Laird, "Meta-analysis
//! in clinical trials", Controlled Clinical Trials 7 (1986).

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_linear::LinearRegression;
use ndarray::{Array1, Array2};

use crate::FitError;

/// What to fit.
#[derive(Debug, Clone, Copy)]
pub struct LogDifferenceRegression {
    /// The slope to fall back on where the panel itself tells nothing.
    pub prior_slope: f64,
    /// Its standard deviation.
    pub prior_slope_sd: f64,
    /// Slopes are kept inside this range.
    pub slope_range: (f64, f64),
}

impl Default for LogDifferenceRegression {
    fn default() -> Self {
        Self { prior_slope: 0.5, prior_slope_sd: 0.25, slope_range: (-0.2, 1.2) }
    }
}

/// One year of one industry: the change of log employment and of log output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Δln N.
    pub employment: f64,
    /// Δln Y.
    pub output: f64,
}

/// A number estimated from an industry's own data and drawn towards the panel's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlopeFit {
    /// After pooling.
    pub value: f64,
    /// Standard deviation after pooling.
    pub sd: f64,
    /// Weight of the industry's own estimate, 0 to 1. Below 0.3 it is mostly borrowed.
    pub own_weight: f64,
}

/// The result of [`LogDifferenceRegression::fit`], in the order of the industries given.
#[derive(Debug, Clone)]
pub struct RegressionFit {
    /// Slopes βᵢ.
    pub slopes: Vec<SlopeFit>,
    /// Intercepts γᵢ, log units per year.
    pub trends: Vec<SlopeFit>,
    /// The pooled slope β₀.
    pub pooled_slope: f64,
    /// Whether the figures tell a slope at all: the own estimate of some industry has a weight, or the
    /// pooled slope lies two of its standard deviations above zero. Where they do not, the slopes are
    /// what noise left, and nothing should rest on them.
    pub estimable: bool,
}

/// The slope common to all industries, and those of each.
struct PooledSlopes {
    centre: f64,
    /// Variance of the pooled slope.
    variance: f64,
    slopes: Vec<SlopeFit>,
}

impl PooledSlopes {
    /// See [`RegressionFit::estimable`].
    fn estimable(&self) -> bool {
        self.slopes.iter().any(|slope| slope.own_weight > 0.0)
            || self.centre > 2.0 * self.variance.sqrt()
    }
}

/// Fewest years for an estimate of an industry's own.
const FEWEST_YEARS: usize = 4;

struct OwnEstimate {
    slope: f64,
    slope_variance: f64,
    trend: f64,
    trend_variance: f64,
}

impl LogDifferenceRegression {
    /// Fits all industries together. An industry with fewer than four years, or whose output never
    /// changes, takes the panel's values whole (own weight 0).
    pub fn fit(&self, industries: &[Vec<Pair>]) -> Result<RegressionFit, FitError> {
        let estimates: Vec<Option<OwnEstimate>> =
            industries.iter().map(|pairs| own_estimate(pairs).ok()).collect();
        let known = estimates.iter().flatten();
        let trend_parts: Vec<(f64, f64)> = known.map(|e| (e.trend, e.trend_variance)).collect();
        if trend_parts.is_empty() {
            return Err(FitError::TooShort {
                got: industries.iter().map(Vec::len).max().unwrap_or(0),
                needed: FEWEST_YEARS,
            });
        }
        let pooled = self.pool_slopes(industries, &estimates);
        let count = trend_parts.len() as f64;
        let pooled_trend = trend_parts.iter().map(|part| part.0).sum::<f64>() / count;
        let trend_variance = trend_parts.iter().map(|part| part.1).sum::<f64>() / count.powi(2);
        let between = between_variance(&trend_parts).unwrap_or(0.0);
        let trends = estimates
            .iter()
            .map(|estimate| {
                let part = estimate.as_ref().map(|e| (e.trend, e.trend_variance));
                shrink(part, (pooled_trend, trend_variance), between)
            })
            .collect();
        let estimable = pooled.estimable();
        Ok(RegressionFit { slopes: pooled.slopes, trends, pooled_slope: pooled.centre, estimable })
    }

    /// The pooled slope, and the slope of each industry drawn towards it.
    fn pool_slopes(
        &self,
        industries: &[Vec<Pair>],
        estimates: &[Option<OwnEstimate>],
    ) -> PooledSlopes {
        let prior_variance = self.prior_slope_sd.powi(2);
        let (low, high) = self.slope_range;
        let (pooled, pooled_variance) =
            pooled_slope(industries).unwrap_or((self.prior_slope, prior_variance));
        let pooled = pooled.clamp(low, high);
        let known = estimates.iter().flatten();
        let parts: Vec<(f64, f64)> = known.map(|e| (e.slope, e.slope_variance)).collect();
        let between = between_variance(&parts).unwrap_or(prior_variance);
        let slopes = estimates
            .iter()
            .map(|estimate| {
                let part = estimate.as_ref().map(|e| (e.slope, e.slope_variance));
                let fit = shrink(part, (pooled, pooled_variance), between);
                SlopeFit { value: fit.value.clamp(low, high), ..fit }
            })
            .collect();
        PooledSlopes { centre: pooled, variance: pooled_variance, slopes }
    }
}

impl RegressionFit {
    /// Log employment of an industry along a path of log output changes, from its last value.
    pub fn path(&self, industry: usize, last: f64, output_changes: &[f64]) -> Vec<f64> {
        let (slope, trend) = (self.slopes[industry].value, self.trends[industry].value);
        let mut level = last;
        output_changes
            .iter()
            .map(|change| {
                level += trend + slope * change;
                level
            })
            .collect()
    }
}

/// Mean `w·estimate + (1 − w)·centre`, variance `w·se² + (1 − w)²·se₀²`: of the posterior given the
/// centre, and of the centre itself. Both pairs are estimate and variance.
fn shrink(estimate: Option<(f64, f64)>, centre: (f64, f64), between: f64) -> SlopeFit {
    let (mean, mean_variance) = centre;
    let Some((value, variance)) = estimate else {
        return SlopeFit { value: mean, sd: (between + mean_variance).sqrt(), own_weight: 0.0 };
    };
    let weight = if between + variance > 0.0 { between / (between + variance) } else { 1.0 };
    SlopeFit {
        value: weight * value + (1.0 - weight) * mean,
        sd: (weight * variance + (1.0 - weight).powi(2) * mean_variance).sqrt(),
        own_weight: weight,
    }
}

/// Variance between industries beyond what their own uncertainty explains; `None` for fewer than three industries.
fn between_variance(parts: &[(f64, f64)]) -> Option<f64> {
    if parts.len() < 3 {
        return None;
    }
    let n = parts.len() as f64;
    let mean = parts.iter().map(|part| part.0).sum::<f64>() / n;
    let total = parts.iter().map(|part| (part.0 - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let within = parts.iter().map(|part| part.1).sum::<f64>() / n;
    Some((total - within).max(0.0))
}

/// Ordinary least squares of an industry's own years.
fn own_estimate(pairs: &[Pair]) -> Result<OwnEstimate, FitError> {
    if pairs.len() < FEWEST_YEARS {
        return Err(FitError::TooShort { got: pairs.len(), needed: FEWEST_YEARS });
    }
    let n = pairs.len() as f64;
    let mean = pairs.iter().map(|pair| pair.output).sum::<f64>() / n;
    let varied: f64 = pairs.iter().map(|pair| (pair.output - mean).powi(2)).sum();
    if varied < 1e-12 {
        return Err(FitError::NoVariation);
    }
    let (slope, trend) = least_squares(pairs, true)?;
    let residual: f64 =
        pairs.iter().map(|pair| (pair.employment - trend - slope * pair.output).powi(2)).sum();
    let variance = residual / (n - 2.0);
    Ok(OwnEstimate {
        slope,
        slope_variance: variance / varied,
        trend,
        trend_variance: variance * (1.0 / n + mean * mean / varied),
    })
}

/// The slope common to all industries and its variance, each industry with an intercept of its own
/// (columns centred by industry first).
fn pooled_slope(industries: &[Vec<Pair>]) -> Option<(f64, f64)> {
    let centred: Vec<Pair> = industries
        .iter()
        .flat_map(|pairs| {
            let n = pairs.len() as f64;
            let employment = pairs.iter().map(|pair| pair.employment).sum::<f64>() / n;
            let output = pairs.iter().map(|pair| pair.output).sum::<f64>() / n;
            pairs.iter().map(move |pair| Pair {
                employment: pair.employment - employment,
                output: pair.output - output,
            })
        })
        .collect();
    let varied: f64 = centred.iter().map(|pair| pair.output.powi(2)).sum();
    if varied < 1e-12 {
        return None;
    }
    let (slope, _) = least_squares(&centred, false).ok()?;
    let residual: f64 =
        centred.iter().map(|pair| (pair.employment - slope * pair.output).powi(2)).sum();
    let groups = industries.iter().filter(|pairs| !pairs.is_empty()).count();
    let freedom = centred.len().saturating_sub(groups + 1).max(1) as f64;
    Some((slope, residual / freedom / varied))
}

fn least_squares(pairs: &[Pair], intercept: bool) -> Result<(f64, f64), FitError> {
    let columns = Array2::from_shape_fn((pairs.len(), 1), |(row, _)| pairs[row].output);
    let target = Array1::from_iter(pairs.iter().map(|pair| pair.employment));
    let fit = LinearRegression::new()
        .with_intercept(intercept)
        .fit(&Dataset::new(columns, target))
        .map_err(|_| FitError::NoVariation)?;
    Ok((fit.params()[0], fit.intercept()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn industry(slope: f64, trend: f64, noise: f64) -> Vec<Pair> {
        (0..12)
            .map(|t| {
                let output = 0.05 + 0.04 * f64::from((t * 5) % 7 - 3) / 3.0;
                let odd = noise * f64::from((t * 3) % 5 - 2);
                Pair { employment: trend + slope * output + odd, output }
            })
            .collect()
    }

    #[test]
    fn exact_data_are_recovered_without_borrowing() {
        let panel: Vec<_> =
            [0.2, 0.5, 0.9].iter().map(|&slope| industry(slope, -0.02, 0.0)).collect();
        let fit = LogDifferenceRegression::default().fit(&panel).unwrap();
        for (slope, want) in fit.slopes.iter().zip([0.2, 0.5, 0.9]) {
            assert!((slope.value - want).abs() < 1e-9, "{slope:?}");
            assert!(slope.own_weight > 0.999);
        }
        assert!(fit.trends.iter().all(|trend| (trend.value + 0.02).abs() < 1e-9));
        let path = fit.path(1, 10.0, &[0.1, 0.0]);
        assert!((path[1] - (10.0 + 0.05 - 0.04)).abs() < 1e-9);
    }

    #[test]
    fn a_short_or_noisy_industry_borrows_from_the_others() {
        let mut panel: Vec<_> =
            [0.3, 0.5, 0.4, 0.6].iter().map(|&slope| industry(slope, 0.0, 0.02)).collect();
        panel.push(industry(0.5, 0.0, 0.3));
        panel.push(industry(3.0, 0.0, 0.0)[..2].to_vec());
        let fit = LogDifferenceRegression::default().fit(&panel).unwrap();
        assert!(
            fit.slopes[4].own_weight < fit.slopes[0].own_weight || fit.slopes[0].own_weight == 0.0
        );
        assert_eq!(fit.slopes[5].own_weight, 0.0);
        assert!((fit.slopes[5].value - fit.pooled_slope).abs() < 1e-12);
    }

    #[test]
    fn a_slope_that_no_figure_tells_is_not_estimable() {
        // Employment rises where output is far from its mean, to either side.
        let even = |t: i32| {
            let away = f64::from((t * 5) % 7 - 3);
            Pair { employment: 0.01 * away * away, output: 0.05 + 0.02 * away }
        };
        let unrelated: Vec<Pair> = (0..14).map(even).collect();
        let panel = vec![unrelated; 5];
        let fit = LogDifferenceRegression::default().fit(&panel).unwrap();
        assert!(fit.slopes.iter().all(|slope| slope.own_weight == 0.0), "{fit:?}");
        assert!(!fit.estimable, "{fit:?}");
    }

    #[test]
    fn a_common_slope_is_estimable_though_no_industry_has_one_of_its_own() {
        let panel: Vec<_> = (0..6).map(|_| industry(0.5, -0.01, 0.004)).collect();
        let fit = LogDifferenceRegression::default().fit(&panel).unwrap();
        assert!(fit.slopes.iter().all(|slope| slope.own_weight == 0.0), "{fit:?}");
        assert!(fit.estimable, "{fit:?}");
    }

    #[test]
    fn without_any_variation_the_prior_stands() {
        let flat = vec![Pair { employment: 0.01, output: 0.03 }; 8];
        assert!(LogDifferenceRegression::default().fit(&[flat]).is_err());
    }
}
