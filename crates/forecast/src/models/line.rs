//! A line through the newest ten values.

use super::model::Model;
use crate::FitError;
use crate::error::check_series;
use crate::name::MethodName;

/// The name of the method.
pub(crate) const NAME: MethodName = MethodName::new("line", "十年直线");

/// The least-squares line through the newest ten values, or through all if there are fewer:
/// `ŷ(t+h) = a + b·(t + h)`.
///
/// The naive model that the United States' projections of employment by industry are held against:
/// Bureau of Labor Statistics, "Evaluation methods", Employment Projections.
#[derive(Debug, Clone, Copy, Default)]
pub struct TenYearLine;

/// The result of [`TenYearLine::fit`].
#[derive(Debug, Clone)]
pub struct TenYearLineFit {
    fitted: Vec<f64>,
    /// Value and slope at the last observation.
    last: (f64, f64),
}

const YEARS: usize = 10;

impl TenYearLine {
    /// Needs two observations. A fitted value is that of the line through the values before it.
    pub fn fit(self, y: &[f64]) -> Result<TenYearLineFit, FitError> {
        check_series(y, 2)?;
        let ahead = |t: usize| match t {
            0 | 1 => y[0],
            t => {
                let (value, slope) = line(&y[..t]);
                value + slope
            }
        };
        Ok(TenYearLineFit { fitted: (0..y.len()).map(ahead).collect(), last: line(y) })
    }
}

/// Value at the last observation and slope of the line through the newest values, two at least.
fn line(y: &[f64]) -> (f64, f64) {
    let newest = &y[y.len().saturating_sub(YEARS)..];
    let n = newest.len() as f64;
    let (middle, mean) = ((n - 1.0) / 2.0, newest.iter().sum::<f64>() / n);
    let (mut together, mut square) = (0.0, 0.0);
    for (t, value) in newest.iter().enumerate() {
        together += (t as f64 - middle) * (value - mean);
        square += (t as f64 - middle).powi(2);
    }
    let slope = together / square;
    (mean + slope * (n - 1.0 - middle), slope)
}

impl Model for TenYearLineFit {
    fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    fn path(&self, horizon: usize) -> Vec<f64> {
        (1..=horizon).map(|h| self.last.0 + self.last.1 * h as f64).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_ten_count() {
        let bent: Vec<f64> = (0..30).map(|t| if t < 20 { 7.0 } else { f64::from(t) }).collect();
        let path = TenYearLine.fit(&bent).unwrap().path(2);
        assert!((path[0] - 30.0).abs() < 1e-9 && (path[1] - 31.0).abs() < 1e-9);
        let short = TenYearLine.fit(&[1.0, 3.0]).unwrap();
        assert!((short.path(1)[0] - 5.0).abs() < 1e-9);
    }
}
