//! Which series are sums of which.

use ndarray::Array1;

use super::error::ReconcileError;

/// Which bottom series each series sums.
#[derive(Debug, Clone)]
pub struct Hierarchy {
    /// By series in the order of the forecasts: bottom series by their number, from 0.
    pub(super) parts: Vec<Vec<usize>>,
    /// By bottom series, its position among the forecasts.
    pub(super) bottoms: Vec<usize>,
}

impl Hierarchy {
    /// From the bottom series that each series sums; one that sums a single series is that series,
    /// the first time it comes.
    pub fn new(parts: Vec<Vec<usize>>) -> Result<Self, ReconcileError> {
        let count = parts.iter().flatten().max().map_or(0, |last| last + 1);
        for (i, summed) in parts.iter().enumerate() {
            let mut sorted = summed.clone();
            sorted.sort_unstable();
            sorted.dedup();
            if summed.is_empty() || sorted.len() != summed.len() {
                return Err(ReconcileError::Parts { series: i + 1 });
            }
        }
        let bottoms = (0..count)
            .map(|bottom| {
                let alone: Vec<usize> =
                    (0..parts.len()).filter(|&i| parts[i] == [bottom]).collect();
                match alone.as_slice() {
                    [series] => Ok(*series),
                    many => Err(ReconcileError::Bottom { bottom: bottom + 1, times: many.len() }),
                }
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { parts, bottoms })
    }

    /// Number of series.
    pub fn series(&self) -> usize {
        self.parts.len()
    }

    /// Positions of the series that are sums.
    pub(super) fn sums(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.parts.len()).filter(|&i| self.parts[i].len() > 1)
    }

    /// How far each sum exceeds its parts.
    pub(super) fn excess(&self, y: &[f64]) -> Array1<f64> {
        self.sums()
            .map(|i| y[i] - self.parts[i].iter().map(|&b| y[self.bottoms[b]]).sum::<f64>())
            .collect()
    }

    /// Every series as the sum of its bottom series.
    pub(super) fn add_up(&self, y: &mut [f64]) {
        let bottom: Vec<f64> = self.bottoms.iter().map(|&i| y[i]).collect();
        for (value, parts) in y.iter_mut().zip(&self.parts) {
            *value = parts.iter().map(|&b| bottom[b]).sum();
        }
    }
}
