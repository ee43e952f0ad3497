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
        let mut simplex = Simplex {
            n,
            corners: self.first_simplex(start),
            values: [f64::INFINITY; MOST + 1],
            value_of,
        };
        for k in 0..=n {
            let corner = simplex.corners[k];
            simplex.values[k] = simplex.value_at(&corner);
        }
        for _ in 0..self.iterations {
            if deviation(&simplex.values[..=n]) < self.tolerance {
                break;
            }
            self.step(&mut simplex);
        }
        let best =
            (0..=n).min_by(|&a, &b| simplex.values[a].total_cmp(&simplex.values[b])).unwrap_or(0);
        (simplex.corners[best][..n].to_vec(), simplex.values[best])
    }

    /// Replaces the worst corner by a better point on the line through the centre of the others, or
    /// shrinks the simplex where there is none.
    fn step(&self, simplex: &mut Simplex<'_>) {
        let (n, size) = (simplex.n, simplex.n as f64);
        let order = simplex.order();
        let (best, worst, second) = (order[0], order[n], order[n - 1]);
        let (least, most) = (simplex.values[best], simplex.values[worst]);
        let centre = simplex.centre(&order[..n]);
        let corner = simplex.corners[worst];
        let reflected = self.within(n, |i| centre[i] + (centre[i] - corner[i]));
        let at_reflected = simplex.value_at(&reflected);
        if least <= at_reflected && at_reflected < simplex.values[second] {
            return simplex.replace(worst, reflected, at_reflected);
        }
        let expands = at_reflected < least;
        let contraction = 0.75 - 0.5 / size;
        let by = if expands {
            1.0 + 2.0 / size
        } else if at_reflected < most {
            contraction
        } else {
            -contraction
        };
        let next = self.within(n, |i| centre[i] + by * (reflected[i] - centre[i]));
        let at_next = simplex.value_at(&next);
        if expands && at_next >= at_reflected {
            simplex.replace(worst, reflected, at_reflected);
        } else if at_next < most.min(at_reflected) || expands {
            simplex.replace(worst, next, at_next);
        } else {
            simplex.shrink(best);
        }
    }

    /// The point of these coordinates, moved onto the bounds where it lies outside.
    fn within(&self, n: usize, coordinate: impl Fn(usize) -> f64) -> Point {
        let mut point: Point = std::array::from_fn(coordinate);
        self.restrict(&mut point[..n]);
        point
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

/// Corners with their values, and the function that is minimised.
struct Simplex<'a> {
    /// Number of variables.
    n: usize,
    corners: Corners<Point>,
    values: Corners<f64>,
    value_of: &'a mut dyn FnMut(&[f64]) -> f64,
}

impl Simplex<'_> {
    fn value_at(&mut self, point: &Point) -> f64 {
        let value = (self.value_of)(&point[..self.n]);
        if value.is_nan() { f64::INFINITY } else { value }
    }

    /// Positions of the corners, the best first; those beyond the variables follow.
    fn order(&self) -> Corners<usize> {
        let mut order: Corners<usize> = std::array::from_fn(|k| k);
        order[..=self.n].sort_unstable_by(|&a, &b| self.values[a].total_cmp(&self.values[b]));
        order
    }

    /// The mean of some corners.
    fn centre(&self, chosen: &[usize]) -> Point {
        let size = self.n as f64;
        std::array::from_fn(|i| chosen.iter().map(|&k| self.corners[k][i]).sum::<f64>() / size)
    }

    fn replace(&mut self, corner: usize, point: Point, value: f64) {
        (self.corners[corner], self.values[corner]) = (point, value);
    }

    /// Moves every other corner towards the best.
    fn shrink(&mut self, best: usize) {
        let (towards, size) = (self.corners[best], self.n as f64);
        for k in (0..=self.n).filter(|&k| k != best) {
            let mut corner = self.corners[k];
            for (value, target) in corner.iter_mut().zip(towards).take(self.n) {
                *value = target + (1.0 - 1.0 / size) * (*value - target);
            }
            let value = self.value_at(&corner);
            self.replace(k, corner, value);
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
