//! Regression on exogenous and lagged changes with a penalty, one set of slopes for a whole panel.
//!
//! ```text
//! Δln N(i,t) = γᵢ + Σₖ βₖ·Δln Y(i,t−k) + ρ·Δln N(i,t−1) + e(i,t),   k = 0 … K
//! minimise  1/(2n)·‖y − X·b‖² + λ·(a·‖b‖₁ + (1 − a)/2·‖b‖²)
//! ```
//!
//! `N` employment, `Y` output; slopes are elasticities, pure numbers. Columns are centred within each
//! industry, which takes `γᵢ` out. `λ` is the one, of a falling sequence, that forecasts best the
//! industries left out; `a = ½`.

use crate::elastic_net::ElasticNet;
use crate::{FitError, Pair};

/// Employment on output now and before, and on its own change the year before: what to fit.
#[derive(Debug, Clone, Copy)]
pub struct LaggedRegression {
    /// `K`: the years that output works on.
    pub output_lags: usize,
}

impl Default for LaggedRegression {
    fn default() -> Self {
        Self { output_lags: 2 }
    }
}

/// The result of [`LaggedRegression::fit`].
#[derive(Debug, Clone)]
pub struct LaggedFit {
    /// `β₀ … β_K`.
    pub output_slopes: Vec<f64>,
    /// `ρ`.
    pub own_slope: f64,
    /// `γᵢ` in log units per year, drawn towards their mean as if five more years had shown that; an industry
    /// without years of its own has the mean.
    pub trends: Vec<f64>,
    /// The chosen `λ`.
    pub penalty: f64,
}

const L1_RATIO: f64 = 0.5;
/// Penalties looked at, as shares of the smallest that leaves no slope.
const SHARES: [f64; 8] = [1.0, 0.5, 0.25, 0.12, 0.06, 0.03, 0.01, 0.001];
const YEARS_OF_MEAN: f64 = 5.0;

/// One year of one industry.
#[derive(Debug, Clone)]
struct Row {
    industry: usize,
    change: f64,
    regressors: Vec<f64>,
}

impl LaggedRegression {
    /// Fits all industries together; each holds consecutive years. Needs ten years in all beyond the
    /// lags.
    pub fn fit(self, industries: &[Vec<Pair>]) -> Result<LaggedFit, FitError> {
        const NEEDED: usize = 10;
        let rows = self.rows(industries);
        if rows.len() < NEEDED {
            return Err(FitError::TooShort { got: rows.len(), needed: NEEDED });
        }
        let centred = centred(&rows, industries.len());
        let penalty = self.best_penalty(&centred, industries.len());
        let slopes = self.slopes(&centred.iter().collect::<Vec<_>>(), penalty);
        Ok(LaggedFit { trends: trends(&rows, &slopes, industries.len()), penalty, ..split(slopes) })
    }

    /// The years of all industries that have enough years before them.
    fn rows(self, industries: &[Vec<Pair>]) -> Vec<Row> {
        let first = self.output_lags.max(1);
        let rows_of = |(industry, pairs): (usize, &Vec<Pair>)| -> Vec<Row> {
            let row = |t: usize| Row {
                industry,
                change: pairs[t].employment,
                regressors: self.regressors(pairs, t),
            };
            (first..pairs.len()).map(row).collect()
        };
        industries.iter().enumerate().flat_map(rows_of).collect()
    }

    /// The penalty with the least loss over the industries, each left out in turn; the largest among
    /// equals.
    fn best_penalty(self, centred: &[Row], industries: usize) -> f64 {
        let largest = largest_penalty(centred);
        let loss = |share: f64| -> f64 {
            (0..industries).map(|left_out| self.loss(centred, left_out, share * largest)).sum()
        };
        let scored = SHARES.map(|share| (loss(share), share * largest));
        let (_, penalty) = scored.into_iter().fold((f64::INFINITY, largest), |best, next| {
            if next.0 < best.0 * (1.0 - 1e-9) { next } else { best }
        });
        penalty
    }

    /// Output now and before, then employment the year before.
    fn regressors(self, pairs: &[Pair], t: usize) -> Vec<f64> {
        let output = (0..=self.output_lags).map(|lag| pairs[t - lag].output);
        output.chain([pairs[t - 1].employment]).collect()
    }

    /// Slopes on rows that are centred; zeros where nothing varies.
    fn slopes(self, rows: &[&Row], penalty: f64) -> Vec<f64> {
        let columns: Vec<Vec<f64>> = (0..self.output_lags + 2)
            .map(|j| rows.iter().map(|row| row.regressors[j]).collect())
            .collect();
        let y: Vec<f64> = rows.iter().map(|row| row.change).collect();
        let fit = ElasticNet { penalty, l1_ratio: L1_RATIO }.fit(&columns, &y);
        fit.map_or_else(|_| vec![0.0; self.output_lags + 2], |fit| fit.coefficients)
    }

    /// The squared errors of the slopes of all other industries on one.
    fn loss(self, rows: &[Row], left_out: usize, penalty: f64) -> f64 {
        let others: Vec<&Row> = rows.iter().filter(|row| row.industry != left_out).collect();
        if others.len() < 3 || others.len() == rows.len() {
            return 0.0;
        }
        let slopes = self.slopes(&others, penalty);
        let unseen = rows.iter().filter(|row| row.industry == left_out);
        unseen.map(|row| (row.change - along(&slopes, &row.regressors)).powi(2)).sum()
    }
}

fn split(mut slopes: Vec<f64>) -> LaggedFit {
    let own_slope = slopes.pop().unwrap_or(0.0);
    LaggedFit { output_slopes: slopes, own_slope, trends: Vec::new(), penalty: 0.0 }
}

fn along(slopes: &[f64], regressors: &[f64]) -> f64 {
    slopes.iter().zip(regressors).map(|(slope, x)| slope * x).sum()
}

/// Every row less the mean of its industry.
fn centred(rows: &[Row], industries: usize) -> Vec<Row> {
    let width = rows.first().map_or(0, |row| row.regressors.len());
    let mut means = vec![(0.0, vec![0.0; width], 0.0); industries];
    for row in rows {
        let (change, regressors, years) = &mut means[row.industry];
        *change += row.change;
        *years += 1.0;
        for (sum, x) in regressors.iter_mut().zip(&row.regressors) {
            *sum += x;
        }
    }
    rows.iter()
        .map(|row| {
            let (change, regressors, years) = &means[row.industry];
            let away = row.regressors.iter().zip(regressors).map(|(x, sum)| x - sum / years);
            let change = row.change - change / years;
            Row { industry: row.industry, change, regressors: away.collect() }
        })
        .collect()
}

/// The smallest penalty that leaves no slope: `max |x′y|/(n·a)` over columns of unit deviation.
fn largest_penalty(rows: &[Row]) -> f64 {
    let n = rows.len() as f64;
    let width = rows.first().map_or(0, |row| row.regressors.len());
    let most = (0..width)
        .map(|j| {
            let together: f64 = rows.iter().map(|row| row.regressors[j] * row.change).sum();
            let square: f64 = rows.iter().map(|row| row.regressors[j].powi(2)).sum();
            if square > 0.0 { together.abs() / (n * square).sqrt() } else { 0.0 }
        })
        .fold(0.0, f64::max);
    most / L1_RATIO
}

/// What each industry's mean change exceeds its slopes by, drawn towards the mean of all years.
fn trends(rows: &[Row], slopes: &[f64], industries: usize) -> Vec<f64> {
    let rest = |row: &Row| row.change - along(slopes, &row.regressors);
    let mean = rows.iter().map(rest).sum::<f64>() / rows.len() as f64;
    (0..industries)
        .map(|industry| {
            let years = rows.iter().filter(|row| row.industry == industry);
            let (sum, years) = years.fold((0.0, 0.0), |(sum, n), row| (sum + rest(row), n + 1.0));
            (sum + YEARS_OF_MEAN * mean) / (years + YEARS_OF_MEAN)
        })
        .collect()
}

impl LaggedFit {
    /// Log employment of an industry after its consecutive years `past`, from its last value along
    /// output changes to come. `None` if there are fewer past years than lags.
    pub fn path(
        &self,
        industry: usize,
        past: &[Pair],
        last: f64,
        output_changes: &[f64],
    ) -> Option<Vec<f64>> {
        let lags = self.output_slopes.len() - 1;
        if past.len() < lags.max(1) {
            return None;
        }
        let mut output: Vec<f64> = past.iter().map(|pair| pair.output).collect();
        let mut change = past.last()?.employment;
        let mut level = last;
        let steps = output_changes.iter().map(|next| {
            output.push(*next);
            let newest = output.iter().rev();
            let pushed: f64 = newest.zip(&self.output_slopes).map(|(x, slope)| x * slope).sum();
            change = self.trends[industry] + pushed + self.own_slope * change;
            level += change;
            level
        });
        Some(steps.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lags_that_work_are_found() {
        let industries: Vec<Vec<Pair>> = (0..6)
            .map(|i| {
                let output: Vec<f64> =
                    (0..16).map(|t| 0.05 + 0.02 * f64::from((t * (i + 3) * 7) % 13 - 6)).collect();
                let mut pairs = vec![Pair { employment: 0.0, output: output[0] }];
                for t in 1..16 {
                    let employment = 0.01 * f64::from(i) + 0.3 * output[t] + 0.2 * output[t - 1];
                    pairs.push(Pair { employment, output: output[t] });
                }
                pairs
            })
            .collect();
        let fit = LaggedRegression::default().fit(&industries).unwrap();
        assert!((fit.output_slopes[0] - 0.3).abs() < 0.02, "{fit:?}");
        assert!((fit.output_slopes[1] - 0.2).abs() < 0.02 && fit.output_slopes[2].abs() < 0.02);
        let path = fit.path(2, &industries[2], 5.0, &[0.0, 0.0, 0.0]).unwrap();
        assert!(path[0] > 5.0 || industries[2][15].output < 0.0);
        assert!(fit.path(2, &industries[2][..1], 5.0, &[0.0]).is_none());
    }

    #[test]
    fn noise_leaves_no_slope() {
        let industries: Vec<Vec<Pair>> = (0..4_i32)
            .map(|i| {
                (0..12_i32)
                    .map(|t| Pair {
                        employment: 0.01 * f64::from((t * t * 31 + i * 17) % 7 - 3),
                        output: 0.02 * f64::from((t * 13 + i * 29) % 11 - 5),
                    })
                    .collect()
            })
            .collect();
        let fit = LaggedRegression::default().fit(&industries).unwrap();
        assert!(fit.output_slopes.iter().all(|slope| slope.abs() < 0.2), "{fit:?}");
    }
}
