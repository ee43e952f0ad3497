//! Making forecasts of a hierarchy add up: a city and its counties, a class and its programmes, a
//! programme and its schools.
//!
//! ```text
//! ỹ = S·(S′W⁻¹S)⁻¹·S′W⁻¹·ŷ = ŷ − W·C′·(C·W·C′)⁻¹·C·ŷ
//! ```
//!
//! `S` sums the bottom series, `C` has a row `y(sum) − Σ y(parts) = 0` for every sum, `W` is the
//! covariance of the forecasts' errors up to a factor. The second form is the one computed: its system
//! is as large as the number of sums. With a lower limit of zero the same distance
//! `(ŷ − ỹ)′W⁻¹(ŷ − ỹ)` is minimised over non-negative bottom series by an active set.
//!
//! Wickramasuriya, Athanasopoulos and Hyndman, "Optimal forecast reconciliation for hierarchical and
//! grouped time series through trace minimization", JASA 114 (2019); Wickramasuriya, Turlach and
//! Hyndman, "Optimal non-negative forecast reconciliation", Statistics and Computing 30 (2020);
//! Schäfer and Strimmer, "A shrinkage approach to large-scale covariance matrix estimation",
//! Statistical Applications in Genetics and Molecular Biology 4 (2005).

use linfa_linalg::cholesky::InverseC as _;
use ndarray::{Array1, Array2};

/// Which bottom series each series sums.
#[derive(Debug, Clone)]
pub struct Hierarchy {
    /// By series in the order of the forecasts: bottom series by their number, from 0.
    parts: Vec<Vec<usize>>,
    /// By bottom series, its place among the forecasts.
    bottoms: Vec<usize>,
}

/// What the errors of the forecasts look like.
#[derive(Debug, Clone)]
pub enum ErrorScale {
    /// All alike: least squares.
    Equal,
    /// As many times as large as a series has bottom series.
    Structural,
    /// A variance for every series.
    Variance(Vec<f64>),
    /// Estimated from errors of the past, `[time][series]`, correlations shrunk towards zero.
    Shrunk(Vec<Vec<f64>>),
}

/// Why forecasts cannot be made to add up.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReconcileError {
    /// A series sums nothing, the same thing twice, or something that is no bottom series.
    #[error("series {series} of the hierarchy does not sum different bottom series")]
    Parts {
        /// Its place, counted from 1.
        series: usize,
    },
    /// A bottom series is missing or there twice.
    #[error("bottom series {bottom} stands {times} times among the series, not once")]
    Bottom {
        /// Its number, counted from 1.
        bottom: usize,
        /// How often it is there.
        times: usize,
    },
    /// As many numbers as series are needed.
    #[error("{got} numbers for {series} series")]
    Length {
        /// Numbers given.
        got: usize,
        /// Series of the hierarchy.
        series: usize,
    },
    /// A variance that is negative or no number.
    #[error("series {series}: its variance or error is negative or not a number")]
    Variance {
        /// Its place, counted from 1.
        series: usize,
    },
    /// Fewer than three past errors.
    #[error("{got} past errors a series, at least 3 needed")]
    TooFewErrors {
        /// Errors given.
        got: usize,
    },
    /// Sums that say the same thing in two ways.
    #[error("the sums of the hierarchy depend on each other")]
    Dependent,
}

impl Hierarchy {
    /// From the bottom series that each series sums; one that sums a single series is that series,
    /// the first time it comes.
    pub fn new(parts: Vec<Vec<usize>>) -> Result<Self, ReconcileError> {
        let count = parts.iter().flatten().max().map_or(0, |last| last + 1);
        for (i, own) in parts.iter().enumerate() {
            let mut sorted = own.clone();
            sorted.sort_unstable();
            sorted.dedup();
            if own.is_empty() || sorted.len() != own.len() {
                return Err(ReconcileError::Parts { series: i + 1 });
            }
        }
        let bottoms = (0..count)
            .map(|bottom| {
                let alone: Vec<usize> =
                    (0..parts.len()).filter(|&i| parts[i] == [bottom]).collect();
                match alone.as_slice() {
                    [one] => Ok(*one),
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

    /// Places of the series that are sums.
    fn sums(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.parts.len()).filter(|&i| self.parts[i].len() > 1)
    }

    /// How far each sum exceeds its parts.
    fn excess(&self, y: &[f64]) -> Array1<f64> {
        self.sums()
            .map(|i| y[i] - self.parts[i].iter().map(|&b| y[self.bottoms[b]]).sum::<f64>())
            .collect()
    }

    /// Every series as the sum of its bottom series.
    fn add_up(&self, y: &mut [f64]) {
        let bottom: Vec<f64> = self.bottoms.iter().map(|&i| y[i]).collect();
        for (value, parts) in y.iter_mut().zip(&self.parts) {
            *value = parts.iter().map(|&b| bottom[b]).sum();
        }
    }
}

/// A way to make forecasts add up, prepared once and applied to each draw.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    hierarchy: Hierarchy,
    covariance: Covariance,
    projection: Projection,
}

#[derive(Debug, Clone)]
enum Covariance {
    Diagonal(Vec<f64>),
    Full(Array2<f64>),
}

/// `W·C′` and `(C·W·C′)⁻¹`.
#[derive(Debug, Clone)]
struct Projection {
    weighted: Array2<f64>,
    inverse: Array2<f64>,
}

impl Reconciliation {
    /// Prepares the projection.
    pub fn new(hierarchy: Hierarchy, scale: &ErrorScale) -> Result<Self, ReconcileError> {
        let n = hierarchy.series();
        let wrong = |values: &[f64]| {
            let bad = values.iter().position(|value| !(value.is_finite() && *value >= 0.0));
            bad.map_or(Ok(()), |i| Err(ReconcileError::Variance { series: i + 1 }))
        };
        let covariance = match scale {
            ErrorScale::Equal => Covariance::Diagonal(vec![1.0; n]),
            ErrorScale::Structural => Covariance::Diagonal(
                hierarchy.parts.iter().map(|parts| parts.len() as f64).collect(),
            ),
            ErrorScale::Variance(variances) if variances.len() != n => {
                return Err(ReconcileError::Length { got: variances.len(), series: n });
            }
            ErrorScale::Variance(variances) => {
                wrong(variances)?;
                // A series that never errs, such as one of zeros, stays; the system stays solvable.
                let least = 1e-10 * variances.iter().copied().fold(0.0, f64::max);
                let least = if least > 0.0 { least } else { 1.0 };
                Covariance::Diagonal(variances.iter().map(|v| v.max(least)).collect())
            }
            ErrorScale::Shrunk(errors) => Covariance::Full(shrunk_covariance(errors, n)?),
        };
        let projection = Projection::new(&hierarchy, &covariance)?;
        Ok(Self { hierarchy, covariance, projection })
    }

    /// Forecasts that add up, by series in the order of the hierarchy.
    pub fn apply(&self, forecasts: &[f64]) -> Result<Vec<f64>, ReconcileError> {
        let series = self.hierarchy.series();
        if forecasts.len() != series {
            return Err(ReconcileError::Length { got: forecasts.len(), series });
        }
        if let Some(i) = forecasts.iter().position(|value| !value.is_finite()) {
            return Err(ReconcileError::Variance { series: i + 1 });
        }
        let mut y = self.projection.apply(&self.hierarchy, forecasts);
        self.hierarchy.add_up(&mut y);
        Ok(y)
    }

    /// The same, none below zero.
    pub fn apply_non_negative(&self, forecasts: &[f64]) -> Result<Vec<f64>, ReconcileError> {
        let mut y = self.apply(forecasts)?;
        let mut held: Vec<usize> = Vec::new();
        // Each round holds the series that fell below zero at zero, or lets go those that a release
        // would bring closer; a handful of rounds is the rule.
        for _ in 0..4 * self.hierarchy.bottoms.len() + 4 {
            let below: Vec<usize> = (0..self.hierarchy.bottoms.len())
                .filter(|b| y[self.hierarchy.bottoms[*b]] < -1e-12 && !held.contains(b))
                .collect();
            let released = below.is_empty() && self.release(forecasts, &y, &mut held);
            if below.is_empty() && !released {
                break;
            }
            held.extend(below);
            y = self.hold(forecasts, &held)?;
        }
        for &bottom in &self.hierarchy.bottoms {
            y[bottom] = y[bottom].max(0.0);
        }
        self.hierarchy.add_up(&mut y);
        Ok(y)
    }

    /// The closest forecasts with some bottom series at zero: each is one more row `y = 0`.
    fn hold(&self, forecasts: &[f64], held: &[usize]) -> Result<Vec<f64>, ReconcileError> {
        let rows = constraints(&self.hierarchy, held);
        let projection = Projection::of_rows(&rows, &self.covariance)?;
        let excess: Array1<f64> =
            rows.iter().map(|row| row.iter().map(|(i, c)| c * forecasts[*i]).sum()).collect();
        let moved = projection.weighted.dot(&projection.inverse.dot(&excess));
        let mut y: Vec<f64> = forecasts.iter().zip(moved).map(|(y, by)| y - by).collect();
        for &b in held {
            y[self.hierarchy.bottoms[b]] = 0.0;
        }
        self.hierarchy.add_up(&mut y);
        Ok(y)
    }

    /// Lets go the held series whose return above zero would shorten the distance most; whether there
    /// was one. Its slope is its multiplier.
    fn release(&self, forecasts: &[f64], y: &[f64], held: &mut Vec<usize>) -> bool {
        let rows = constraints(&self.hierarchy, held);
        let Ok(projection) = Projection::of_rows(&rows, &self.covariance) else { return false };
        let excess: Array1<f64> =
            rows.iter().map(|row| row.iter().map(|(i, c)| c * forecasts[*i]).sum()).collect();
        let multipliers = projection.inverse.dot(&excess);
        let first = rows.len() - held.len();
        let size = y.iter().map(|value| value.abs()).fold(1.0, f64::max);
        let most = (0..held.len())
            .map(|k| (k, multipliers[first + k]))
            .filter(|(_, multiplier)| *multiplier > 1e-9 * size)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((k, _)) = most {
            held.remove(k);
        }
        most.is_some()
    }
}

type Row = Vec<(usize, f64)>;

/// Rows of `C`: the sums, then a row for each held bottom series.
fn constraints(hierarchy: &Hierarchy, held: &[usize]) -> Vec<Row> {
    let sums = hierarchy.sums().map(|i| {
        let parts = hierarchy.parts[i].iter().map(|&b| (hierarchy.bottoms[b], -1.0));
        std::iter::once((i, 1.0)).chain(parts).collect()
    });
    sums.chain(held.iter().map(|&b| vec![(hierarchy.bottoms[b], 1.0)])).collect()
}

impl Projection {
    fn new(hierarchy: &Hierarchy, covariance: &Covariance) -> Result<Self, ReconcileError> {
        Self::of_rows(&constraints(hierarchy, &[]), covariance)
    }

    fn of_rows(rows: &[Row], covariance: &Covariance) -> Result<Self, ReconcileError> {
        let n = match covariance {
            Covariance::Diagonal(variances) => variances.len(),
            Covariance::Full(matrix) => matrix.nrows(),
        };
        let mut weighted = Array2::zeros((n, rows.len()));
        for (k, row) in rows.iter().enumerate() {
            for &(i, c) in row {
                match covariance {
                    Covariance::Diagonal(variances) => weighted[[i, k]] += c * variances[i],
                    Covariance::Full(matrix) => {
                        for j in 0..n {
                            weighted[[j, k]] += c * matrix[[j, i]];
                        }
                    }
                }
            }
        }
        if rows.is_empty() {
            return Ok(Self { weighted, inverse: Array2::zeros((0, 0)) });
        }
        let system = Array2::from_shape_fn((rows.len(), rows.len()), |(a, b)| {
            rows[a].iter().map(|&(i, c)| c * weighted[[i, b]]).sum()
        });
        let inverse = system.invc().map_err(|_| ReconcileError::Dependent)?;
        if inverse.iter().any(|value: &f64| !value.is_finite()) {
            return Err(ReconcileError::Dependent);
        }
        Ok(Self { weighted, inverse })
    }

    fn apply(&self, hierarchy: &Hierarchy, forecasts: &[f64]) -> Vec<f64> {
        let moved = self.weighted.dot(&self.inverse.dot(&hierarchy.excess(forecasts)));
        forecasts.iter().zip(moved).map(|(y, by)| y - by).collect()
    }
}

/// The covariance of past errors, its correlations drawn towards zero by
/// `λ = Σ Var(r̂ᵢⱼ) / Σ r̂ᵢⱼ²` over pairs; series that never erred keep a tiny variance.
fn shrunk_covariance(errors: &[Vec<f64>], n: usize) -> Result<Array2<f64>, ReconcileError> {
    let times = errors.len();
    if times < 3 {
        return Err(ReconcileError::TooFewErrors { got: times });
    }
    for row in errors {
        if row.len() != n {
            return Err(ReconcileError::Length { got: row.len(), series: n });
        }
        if let Some(i) = row.iter().position(|error| !error.is_finite()) {
            return Err(ReconcileError::Variance { series: i + 1 });
        }
    }
    let count = times as f64;
    let variances: Vec<f64> =
        (0..n).map(|i| errors.iter().map(|row| row[i].powi(2)).sum::<f64>() / count).collect();
    let least = 1e-10 * variances.iter().copied().fold(0.0, f64::max);
    let least = if least > 0.0 { least } else { 1.0 };
    let deviations: Vec<f64> = variances.iter().map(|v| v.max(least).sqrt()).collect();
    let product =
        |row: &[f64], i: usize, j: usize| row[i] * row[j] / (deviations[i] * deviations[j]);
    let (mut uncertain, mut squares) = (0.0, 0.0);
    let mut correlations = Array2::zeros((n, n));
    for i in 0..n {
        for j in 0..i {
            let mean = errors.iter().map(|row| product(row, i, j)).sum::<f64>() / count;
            let spread: f64 =
                errors.iter().map(|row| (product(row, i, j) - mean).powi(2)).sum::<f64>();
            uncertain += spread / (count * (count - 1.0));
            squares += mean * mean;
            correlations[[i, j]] = mean;
        }
    }
    let shrinkage = if squares > 0.0 { (uncertain / squares).clamp(0.0, 1.0) } else { 1.0 };
    Ok(Array2::from_shape_fn((n, n), |(i, j)| {
        let correlation =
            if i == j { 1.0 } else { (1.0 - shrinkage) * correlations[[i.max(j), i.min(j)]] };
        correlation * deviations[i] * deviations[j]
    }))
}

/// A way to make draws of series that cannot be negative add up, prepared once and applied to each draw: every
/// series gives way in per cent, so that none falls below zero. The distance is the relative entropy
///
/// ```text
/// min Σ (y·ln(y/ŷ) − y + ŷ)/(s²m),  C·y = 0
/// ```
///
/// with `m` the middle of the forecasts and `s` their standard deviations as parts of it: near the middle the
/// projection of the module's head with `W = diag(s²m²)`. Its solution is `y = ŷ·exp(−s²m·C′λ)`; `λ` is found by
/// Newton steps with the system of the middle, shortened where a draw lies above it, until no sum is off by more
/// than a thousandth, and the sums are then taken from their parts.
#[derive(Debug, Clone)]
pub struct PositiveReconciliation {
    hierarchy: Hierarchy,
    middle: Vec<f64>,
    /// `s²m` by series.
    reach: Vec<f64>,
    inverse: Array2<f64>,
}

impl PositiveReconciliation {
    /// Prepares it for forecasts of this `middle` and `sds`, standard deviations as parts of it: zero for what is
    /// known. A sum that is known must be the sum of parts that are.
    pub fn new(hierarchy: Hierarchy, middle: &[f64], sds: &[f64]) -> Result<Self, ReconcileError> {
        let series = hierarchy.series();
        if middle.len() != series || sds.len() != series {
            return Err(ReconcileError::Length { got: middle.len().min(sds.len()), series });
        }
        let variances = middle.iter().zip(sds).map(|(m, s)| (s * m).powi(2)).collect();
        let Reconciliation { hierarchy, projection, .. } =
            Reconciliation::new(hierarchy, &ErrorScale::Variance(variances))?;
        let reach = middle.iter().zip(sds).map(|(m, s)| s * s * m).collect();
        Ok(Self { hierarchy, middle: middle.to_vec(), reach, inverse: projection.inverse })
    }

    /// A draw that adds up, by series in the order of the hierarchy. Parts of zero stay.
    ///
    /// # Panics
    ///
    /// Where the draw has not a number for every series.
    pub fn apply(&self, draw: &[f64]) -> Vec<f64> {
        let mut y = draw.to_vec();
        let mut prices = Array1::<f64>::zeros(self.inverse.nrows());
        for _ in 0..NEWTON_STEPS {
            let excess = self.hierarchy.excess(&y);
            let sums = self.hierarchy.sums().map(|i| y[i]);
            let off = excess.iter().zip(sums).map(|(excess, sum)| excess.abs() / sum.max(1.0));
            if off.fold(0.0, f64::max) <= CLOSE_ENOUGH {
                break;
            }
            let ahead = (0..y.len()).filter(|&i| self.reach[i] > 0.0);
            let farthest = ahead.map(|i| y[i] / self.middle[i]).fold(1.0, f64::max);
            prices.scaled_add(1.0 / farthest, &self.inverse.dot(&excess));
            self.price(draw, &prices, &mut y);
        }
        self.hierarchy.add_up(&mut y);
        y
    }

    /// What the draw becomes at these prices of the sums.
    fn price(&self, draw: &[f64], prices: &Array1<f64>, y: &mut [f64]) {
        let mut change = vec![0.0; draw.len()];
        for (i, price) in self.hierarchy.sums().zip(prices) {
            change[i] -= price;
            for &part in &self.hierarchy.parts[i] {
                change[self.hierarchy.bottoms[part]] += price;
            }
        }
        for (i, value) in y.iter_mut().enumerate() {
            let change = (self.reach[i] * change[i]).clamp(-FARTHEST_PRICE, FARTHEST_PRICE);
            *value = draw[i] * change.exp();
        }
    }
}

/// Steps of [`PositiveReconciliation`], at most; three are the rule.
const NEWTON_STEPS: usize = 30;
/// The part of itself that a sum may be off by before it is taken from its parts.
const CLOSE_ENOUGH: f64 = 1e-3;

/// Makes the parts of a total add up to it, total and parts giving way in per cent, so that none falls
/// below zero: the relative entropy
///
/// ```text
/// min Σ (y·ln(y/ŷ) − y + ŷ)/(s²ŷ)  over all parts and the total,  Σ y(parts) = y(total).
/// ```
///
/// To first order that is the projection of the module's head with `W = diag(s²ŷ²)`; where a draw lies far
/// from the middle of a skewed distribution it does not take from a small part what a large one lacks.
/// `sd` are standard deviations as parts of the forecasts, that of the total first; zero for what is known.
/// Returns the total; parts of zero stay. Where nothing may give way the parts are left as they are.
///
/// The solution is `y = ŷ·exp(λs²ŷ)` for the parts and `ŷ·exp(−λs²ŷ)` for the total, and the excess of the
/// parts over the total grows with `λ`: a bracketed Newton iteration finds it.
///
/// ```
/// let mut parts = [60.0, 20.0];
/// let total = talent_forecast::add_up_positive(100.0, &mut parts, (0.0, &[0.2, 0.1]));
/// assert_eq!(total, 100.0);
/// assert!((parts[0] + parts[1] - 100.0).abs() < 1e-6 && parts[0] / 60.0 > parts[1] / 20.0);
/// ```
pub fn add_up_positive(total: f64, parts: &mut [f64], (sd, sds): (f64, &[f64])) -> f64 {
    let reach = |value: f64, sd: f64| sd * sd * value;
    let largest = parts.iter().zip(sds).map(|(part, s)| reach(*part, *s));
    let largest = largest.fold(reach(total, sd), f64::max);
    if largest <= 0.0 || total < 0.0 {
        return total;
    }
    // In units in which no value is changed faster than the price.
    let moved =
        |value: f64, sd: f64, price: f64| value * (reach(value, sd) / largest * price).exp();
    let excess = |price: f64| {
        let of_parts = parts.iter().zip(sds).map(|(part, s)| moved(*part, *s, price));
        of_parts.sum::<f64>() - moved(total, sd, -price)
    };
    let slope = |price: f64| {
        let of =
            |value: f64, sd: f64, price: f64| reach(value, sd) / largest * moved(value, sd, price);
        let of_parts = parts.iter().zip(sds).map(|(part, s)| of(*part, *s, price));
        of_parts.sum::<f64>() + of(total, sd, -price)
    };
    let (mut low, mut high) = (-FARTHEST_PRICE, FARTHEST_PRICE);
    let mut price = 0.0;
    for _ in 0..STEPS {
        let now = excess(price);
        if now.abs() <= 1e-12 * total {
            break;
        }
        if now > 0.0 {
            high = price;
        } else {
            low = price;
        }
        let newton = price - now / slope(price);
        price = if low < newton && newton < high { newton } else { f64::midpoint(low, high) };
    }
    let whole = moved(total, sd, -price);
    for (part, s) in parts.iter_mut().zip(sds) {
        *part = moved(*part, *s, price);
    }
    whole
}

/// Steps of [`add_up_positive`], at most; five are the rule.
const STEPS: usize = 100;
/// What can give way most is changed by at most this in logarithms.
const FARTHEST_PRICE: f64 = 50.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adding_up_is_the_projection_where_little_is_missing() {
        let (total, parts, sds): (f64, [f64; 3], [f64; 3]) =
            (100.1, [50.0, 30.0, 20.0], [0.05, 0.2, 0.1]);
        let mut moved = parts;
        let whole = add_up_positive(total, &mut moved, (0.02, &sds));
        assert!((moved.iter().sum::<f64>() - whole).abs() < 1e-7);
        let of_parts = parts.iter().zip(sds).map(|(part, s)| (s * part).powi(2));
        let variances = std::iter::once((0.02 * total).powi(2)).chain(of_parts).collect();
        let hierarchy = Hierarchy::new(vec![vec![0, 1, 2], vec![0], vec![1], vec![2]]).unwrap();
        let linear = Reconciliation::new(hierarchy, &ErrorScale::Variance(variances)).unwrap();
        let linear = linear.apply(&[total, 50.0, 30.0, 20.0]).unwrap();
        for (moved, linear) in std::iter::once(&whole).chain(&moved).zip(&linear) {
            assert!((moved / linear - 1.0).abs() < 1e-5, "{moved} {linear}");
        }
    }

    /// Sites of two programmes at two schools, with a total: sums that cross.
    fn crossed() -> Hierarchy {
        let sums = [vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
        Hierarchy::new(sums.into_iter().chain((0..4).map(|b| vec![b])).collect()).unwrap()
    }

    #[test]
    fn draws_near_the_middle_are_projected_and_all_add_up_above_zero() {
        let middle = [100.0, 60.0, 90.0, 70.0, 160.0, 60.0, 40.0, 30.0, 30.0];
        let sds = [0.1, 0.2, 0.1, 0.1, 0.05, 0.2, 0.3, 0.2, 0.4];
        let near: Vec<f64> =
            middle.iter().enumerate().map(|(i, m)| m * (1.0 + 0.001 * (i % 3) as f64)).collect();
        let by = PositiveReconciliation::new(crossed(), &middle, &sds).unwrap();
        let found = by.apply(&near);
        let variances = middle.iter().zip(sds).map(|(m, s)| (s * m).powi(2)).collect();
        let linear = Reconciliation::new(crossed(), &ErrorScale::Variance(variances)).unwrap();
        for (found, linear) in found.iter().zip(linear.apply(&near).unwrap()) {
            assert!((found / linear - 1.0).abs() < 2e-4, "{found} {linear}");
        }
        let far = [300.0, 10.0, 50.0, 90.0, 100.0, 5.0, 200.0, 0.0, 90.0];
        let found = by.apply(&far);
        let sums = [[5, 6], [7, 8], [5, 7], [6, 8]].map(|[a, b]| found[a] + found[b]);
        assert!(found[..4].iter().zip(sums).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
        assert!((found[4] - found[0] - found[1]).abs() < 1e-9);
        assert!(found[5] > 0.0 && found[6] > 0.0 && found[7] == 0.0 && found[8] > 0.0);
    }

    /// At the least cost: the logarithm of what each site moved by, over its reach, is the sum of the prices of
    /// its sums, so that of four sites of crossing sums the prices cancel.
    #[test]
    fn what_moves_moves_by_one_price_a_sum() {
        let middle = [100.0, 60.0, 90.0, 70.0, 160.0, 60.0, 40.0, 30.0, 30.0];
        let sds = [0.1, 0.2, 0.1, 0.1, 0.05, 0.2, 0.3, 0.2, 0.4];
        let by = PositiveReconciliation::new(crossed(), &middle, &sds).unwrap();
        let draw = [120.0, 55.0, 80.0, 100.0, 150.0, 50.0, 60.0, 25.0, 40.0];
        let found = by.apply(&draw);
        let price = |i: usize| (found[i] / draw[i]).ln() / (sds[i] * sds[i] * middle[i]);
        assert!((price(5) - price(6) - price(7) + price(8)).abs() < 1e-12);
        let known = [0.0; 9];
        let by = PositiveReconciliation::new(crossed(), &middle, &known).unwrap();
        assert_eq!(by.apply(&middle), middle);
    }

    #[test]
    fn far_apart_they_still_add_up_and_stay_above_zero() {
        let mut parts = [1_000.0, 10.0, 0.0];
        let total = add_up_positive(100.0, &mut parts, (0.0, &[0.5, 2.0, 1.0]));
        assert_eq!(total, 100.0);
        assert!((parts.iter().sum::<f64>() - 100.0).abs() < 1e-6, "{parts:?}");
        assert!(parts[0] > 0.0 && parts[1] > 0.0 && parts[2] == 0.0);
        // At the least cost: what each has moved by is its variance times its size times one price.
        let price = |part: f64, before: f64, sd: f64| (part / before).ln() / (sd * sd * before);
        let (a, b) = (price(parts[0], 1_000.0, 0.5), price(parts[1], 10.0, 2.0));
        assert!((a / b - 1.0).abs() < 1e-6, "{a} {b}");
        let mut known = [3.0, 4.0];
        assert_eq!(add_up_positive(10.0, &mut known, (0.0, &[0.0, 0.0])), 10.0);
        assert_eq!(known, [3.0, 4.0]);
    }

    fn total_of_two() -> Hierarchy {
        Hierarchy::new(vec![vec![0, 1], vec![0], vec![1]]).unwrap()
    }

    fn tree() -> Hierarchy {
        let sums = [vec![0, 1, 2, 3], vec![0, 1], vec![2, 3]];
        Hierarchy::new(sums.into_iter().chain((0..4).map(|b| vec![b])).collect()).unwrap()
    }

    #[track_caller]
    fn check(hierarchy: Hierarchy, scale: &ErrorScale, base: &[f64], expected: &[f64]) {
        let found = Reconciliation::new(hierarchy, scale).unwrap().apply(base).unwrap();
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 5e-5, "{found:?}");
        }
    }

    /// Oracle O5 of the methods, to the printed digits.
    #[test]
    fn the_worked_examples_hold() {
        let base = [100.0, 40.0, 50.0];
        check(total_of_two(), &ErrorScale::Equal, &base, &[96.6667, 43.3333, 53.3333]);
        check(total_of_two(), &ErrorScale::Structural, &base, &[95.0, 42.5, 52.5]);
        let variances = ErrorScale::Variance(vec![36.0, 4.0, 16.0]);
        check(total_of_two(), &variances, &base, &[93.5714, 40.7143, 52.8571]);
        let base = [200.0, 90.0, 120.0, 30.0, 50.0, 60.0, 50.0];
        let expected = [201.4286, 85.7143, 115.7143, 32.8571, 52.8571, 62.8571, 52.8571];
        check(tree(), &ErrorScale::Equal, &base, &expected);
        let expected = [200.0, 85.0, 115.0, 32.5, 52.5, 62.5, 52.5];
        check(tree(), &ErrorScale::Structural, &base, &expected);
    }

    /// The first form of the formula, with the inverse of `W` in both factors.
    #[test]
    fn both_forms_agree() {
        let errors: Vec<Vec<f64>> = (0..9_i32)
            .map(|t| (0..7_i32).map(|i| f64::from((t * (2 * i + 3) + i * i) % 11 - 5)).collect())
            .collect();
        let covariance = shrunk_covariance(&errors, 7).unwrap();
        let inverse = covariance.invc().unwrap();
        let sum = Array2::from_shape_fn((7, 4), |(i, b)| {
            f64::from(u8::from(tree().parts[i].contains(&b)))
        });
        let left = sum.t().dot(&inverse);
        let base = Array1::from_vec(vec![200.0, 90.0, 120.0, 30.0, 50.0, 60.0, 50.0]);
        let bottom = left.dot(&sum).invc().unwrap().dot(&left).dot(&base);
        let direct = sum.dot(&bottom);
        check(tree(), &ErrorScale::Shrunk(errors), base.as_slice().unwrap(), &direct.to_vec());
    }

    #[test]
    fn what_adds_up_stays_and_a_series_of_zeros_too() {
        let variances = ErrorScale::Variance(vec![9.0, 4.0, 0.0]);
        check(total_of_two(), &variances, &[40.0, 40.0, 0.0], &[40.0, 40.0, 0.0]);
        check(total_of_two(), &variances, &[50.0, 40.0, 0.0], &[43.0769, 43.0769, 0.0]);
        let none = ErrorScale::Variance(vec![0.0; 3]);
        check(total_of_two(), &none, &[0.0; 3], &[0.0; 3]);
    }

    /// No other non-negative point of a lattice lies closer.
    #[test]
    fn non_negative_forecasts_are_the_closest_ones() {
        let variances = [9.0, 4.0, 16.0, 1.0, 2.0, 3.0, 1.5];
        let scale = ErrorScale::Variance(variances.to_vec());
        let by = Reconciliation::new(tree(), &scale).unwrap();
        for base in [
            [2.0, -6.0, 9.0, -4.0, 1.0, 5.0, 2.0],
            [10.0, 3.0, 6.0, 4.0, -3.0, -2.0, 9.0],
            [-5.0, -1.0, -2.0, -1.0, -1.0, 1.0, -3.0],
        ] {
            let found = by.apply_non_negative(&base).unwrap();
            assert!(found.iter().all(|value| *value >= 0.0));
            assert!((found[0] - found[1] - found[2]).abs() < 1e-9);
            let distance = |y: &[f64]| -> f64 {
                let parts = y.iter().zip(&base).zip(&variances);
                parts.map(|((y, base), v)| (y - base).powi(2) / v).sum()
            };
            let least = distance(&found);
            let lattice =
                |at: usize, i: usize| (found[3 + at] + [-0.3, -0.05, 0.0, 0.05, 0.3][i]).max(0.0);
            for code in 0..625 {
                let b: Vec<f64> =
                    (0..4).map(|at| lattice(at, code / 5_usize.pow(at as u32) % 5)).collect();
                let y = [b.iter().sum(), b[0] + b[1], b[2] + b[3], b[0], b[1], b[2], b[3]];
                assert!(distance(&y) >= least - 1e-9, "{found:?} {y:?}");
            }
        }
    }

    #[test]
    fn a_wrong_hierarchy_is_refused_by_name() {
        let parts = |parts: &[&[usize]]| {
            Hierarchy::new(parts.iter().map(|own| own.to_vec()).collect()).map(|_| ()).unwrap_err()
        };
        assert_eq!(parts(&[&[0, 0], &[0]]), ReconcileError::Parts { series: 1 });
        assert_eq!(parts(&[&[0, 1], &[0]]), ReconcileError::Bottom { bottom: 2, times: 0 });
        let twice = Hierarchy::new(vec![vec![0, 1], vec![0, 1], vec![0], vec![1]]).unwrap();
        let by = Reconciliation::new(twice, &ErrorScale::Structural);
        assert!(by.is_ok(), "two forecasts of one sum are two opinions of it");
        let by = Reconciliation::new(total_of_two(), &ErrorScale::Equal).unwrap();
        assert_eq!(by.apply(&[1.0]), Err(ReconcileError::Length { got: 1, series: 3 }));
    }
}
