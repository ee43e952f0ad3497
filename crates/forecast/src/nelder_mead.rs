//! Minimising a function of a few variables without its gradient.
//!
//! The simplex method with parameters that adapt to the number of variables: reflection 1, expansion
//! `1 + 2/n`, contraction `¾ − 1/(2n)`, shrinkage `1 − 1/n`. Points outside the bounds are moved onto
//! them.
//!
//! Nelder and Mead, "A simplex method for function minimization", The Computer Journal 7 (1965); Gao
//! and Han, "Implementing the Nelder-Mead simplex algorithm with adaptive parameters",
//! Computational Optimization and Applications 51 (2012).

/// The most variables; a search over more panics.
const MOST: usize = 6;

type Point = [f64; MOST];
/// Corners of a simplex; those beyond the number of variables are not used.
type Corners<T> = [T; MOST + 1];

/// How to search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search<'a> {
    /// Limits of each variable.
    pub(crate) bounds: &'a [(f64, f64)],
    /// The first simplex has each variable moved by this share of itself, or by `least_step` where
    /// it is zero.
    pub(crate) relative_step: f64,
    pub(crate) least_step: f64,
    /// Ends when the standard deviation of the values at the corners falls below this.
    pub(crate) tolerance: f64,
    pub(crate) iterations: usize,
}

impl Search<'_> {
    /// The best point found from `start` and its value. A value that is not a number counts as
    /// infinite.
    pub(crate) fn minimise(
        &self,
        start: &[f64],
        value_of: &mut dyn FnMut(&[f64]) -> f64,
    ) -> (Vec<f64>, f64) {
        let n = start.len();
        let mut value_at = |point: &Point| {
            let value = value_of(&point[..n]);
            if value.is_nan() { f64::INFINITY } else { value }
        };
        let mut corners = self.first_simplex(start);
        let mut values: Corners<f64> = [f64::INFINITY; MOST + 1];
        for (value, corner) in values.iter_mut().zip(&corners[..=n]) {
            *value = value_at(corner);
        }
        let size = n as f64;
        for _ in 0..self.iterations {
            let mut all: Corners<usize> = std::array::from_fn(|k| k);
            let order = &mut all[..=n];
            order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]));
            let (best, worst, second) = (order[0], order[n], order[n - 1]);
            if deviation(&values[..=n]) < self.tolerance {
                break;
            }
            let centre: Point = std::array::from_fn(|i| {
                order[..n].iter().map(|&k| corners[k][i]).sum::<f64>() / size
            });
            let away = |by: f64| -> Point {
                let mut point =
                    std::array::from_fn(|i| centre[i] + by * (centre[i] - corners[worst][i]));
                self.restrict(&mut point[..n]);
                point
            };
            let reflected = away(1.0);
            let at_reflected = value_at(&reflected);
            if values[best] <= at_reflected && at_reflected < values[second] {
                (corners[worst], values[worst]) = (reflected, at_reflected);
                continue;
            }
            let expands = at_reflected < values[best];
            let contraction = 0.75 - 0.5 / size;
            let mut next: Point = if expands {
                let by = 1.0 + 2.0 / size;
                std::array::from_fn(|i| centre[i] + by * (reflected[i] - centre[i]))
            } else if at_reflected < values[worst] {
                std::array::from_fn(|i| centre[i] + contraction * (reflected[i] - centre[i]))
            } else {
                std::array::from_fn(|i| centre[i] - contraction * (reflected[i] - centre[i]))
            };
            self.restrict(&mut next[..n]);
            let at_next = value_at(&next);
            if expands && at_next >= at_reflected {
                (corners[worst], values[worst]) = (reflected, at_reflected);
            } else if at_next < values[worst].min(at_reflected) || expands {
                (corners[worst], values[worst]) = (next, at_next);
            } else {
                let towards = corners[best];
                for k in (0..=n).filter(|&k| k != best) {
                    for i in 0..n {
                        corners[k][i] =
                            towards[i] + (1.0 - 1.0 / size) * (corners[k][i] - towards[i]);
                    }
                    values[k] = value_at(&corners[k]);
                }
            }
        }
        let best = (0..=n).min_by(|&a, &b| values[a].total_cmp(&values[b])).unwrap_or(0);
        (corners[best][..n].to_vec(), values[best])
    }

    fn first_simplex(&self, start: &[f64]) -> Corners<Point> {
        let mut first = [0.0; MOST];
        first[..start.len()].copy_from_slice(start);
        self.restrict(&mut first[..start.len()]);
        let mut corners = [first; MOST + 1];
        for (i, corner) in corners.iter_mut().take(start.len()).enumerate() {
            if corner[i].abs() < 1e-8 {
                corner[i] = self.least_step;
            } else {
                corner[i] *= 1.0 + self.relative_step;
            }
            self.restrict(&mut corner[..start.len()]);
        }
        corners
    }

    fn restrict(&self, point: &mut [f64]) {
        for (value, (low, high)) in point.iter_mut().zip(self.bounds) {
            *value = value.clamp(*low, *high);
        }
    }
}

fn deviation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bowl_ends_at_its_bottom_and_a_bound_is_kept() {
        let open = [(f64::NEG_INFINITY, f64::INFINITY); 2];
        let search = Search {
            bounds: &open,
            relative_step: 0.05,
            least_step: 0.1,
            tolerance: 1e-12,
            iterations: 500,
        };
        let mut bowl = |p: &[f64]| (p[0] - 3.0).powi(2) + 2.0 * (p[1] + 1.0).powi(2);
        let (at, least) = search.minimise(&[0.0, 0.5], &mut bowl);
        assert!((at[0] - 3.0).abs() < 1e-4 && (at[1] + 1.0).abs() < 1e-4 && least < 1e-8);
        let closed = Search { bounds: &[(0.0, 2.0), (0.0, 2.0)], ..search };
        let (at, _) = closed.minimise(&[1.0, 1.0], &mut bowl);
        assert!((at[0] - 2.0).abs() < 1e-3 && at[1].abs() < 1e-3, "{at:?}");
    }
}
