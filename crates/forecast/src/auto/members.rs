//! The members of the combination for one series, computed in a scratch that is made once a thread.
//!
//! A series is modelled as `u = (z − z(n))/s`: `z` its logarithm if all values are positive, else the
//! value itself; `s` the mean absolute yearly change of `z`. Every model runs twice, on `z` and on the
//! values as they are, since growth is a constant percentage in some series and a constant number in
//! others; paths of the second kind are carried over to `u`.

use crate::Scale;
use crate::models::grid::{GridAverage, GridPart, LONGEST_PAST, scaled};
use crate::models::smoothing::level_from_first;
use crate::models::theta::{dynamic_path, standard_path};

/// The steps that the network speaks of, and the fewest that every member is computed for.
pub(crate) const NET_STEPS: usize = 6;
/// Models that run on either scale.
const MODELS: usize = 6;
/// Paths that the network reads.
pub(crate) const PATHS: usize = 2 * MODELS;
/// Numbers that describe a series beside its paths and newest changes.
const TRAITS: usize = 14;
/// The newest changes that the network reads.
const NEWEST: usize = 8;
/// Inputs of the network.
pub(crate) const INPUTS: usize = TRAITS + NEWEST + PATHS * NET_STEPS;
/// Paths further away than this many typical changes are cut there.
const FARTHEST: f64 = 40.0;
/// The fewest values that the network and the theta method are run on.
pub(crate) const SHORTEST: usize = 4;
/// A change by more than this factor that stays is a change of unit or of definition.
const UNIT_JUMP: f64 = 5.0;

/// Positions of the paths in the scratch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    LogDrift = 0,
    LogDamped = 2,
    LogTheta = 3,
    LogGrid = 5,
    RawDrift = 6,
    RawDynamicTheta = 10,
    RawGrid = 11,
}

/// How a series is scaled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) scale: Scale,
    /// Number of values.
    pub(crate) n: usize,
    /// The last value on the model's scale.
    pub(crate) last: f64,
    /// Mean absolute yearly change on the model's scale; zero if nothing ever changed.
    pub(crate) unit: f64,
    /// The unit as a share of the level: what a unit error adds to sMAPE.
    pub(crate) relative: f64,
    /// A unit error now, in mean absolute changes of the values: what it adds to MASE.
    pub(crate) in_changes: f64,
}

impl Frame {
    /// The unit if it is one of logarithms, else zero.
    pub(crate) fn log_unit(&self) -> f64 {
        if self.scale == Scale::Log { self.unit } else { 0.0 }
    }

    /// A later value in units from the last one; a value that has no logarithm is a thousandth of
    /// the last.
    pub(crate) fn in_units(&self, value: f64) -> f64 {
        let z = match self.scale {
            Scale::Log => value.max(1e-3 * self.scale.invert(self.last)).ln(),
            Scale::NonNegative | Scale::Plain => value,
        };
        let unit = if self.unit > 0.0 { self.unit } else { 1.0 };
        ((z - self.last) / unit).clamp(-1e3, 1e3)
    }
}

/// Room for one series at a time.
#[derive(Debug, Default)]
pub(crate) struct Members {
    steps: usize,
    z: Vec<f64>,
    x: Vec<f64>,
    raw: Vec<f64>,
    paths: Vec<f64>,
    pub(crate) inputs: Vec<f32>,
    sorted: Vec<f64>,
}

impl Members {
    pub(crate) fn new(horizon: usize) -> Self {
        let steps = horizon.max(NET_STEPS);
        Self {
            steps,
            paths: vec![0.0; PATHS * steps],
            inputs: vec![0.0; INPUTS],
            z: Vec::with_capacity(LONGEST_PAST),
            x: Vec::with_capacity(LONGEST_PAST),
            raw: Vec::with_capacity(LONGEST_PAST),
            sorted: Vec::with_capacity(LONGEST_PAST),
        }
    }

    /// The path of one member, in units from the last value.
    pub(crate) fn path(&self, path: Path) -> &[f64] {
        self.at(path as usize)
    }

    fn at(&self, path: usize) -> &[f64] {
        &self.paths[path * self.steps..][..self.steps]
    }

    /// The mean of the four members that the network corrects.
    pub(crate) fn base(&self, step: usize) -> f64 {
        let of = |path: Path| self.paths[path as usize * self.steps + step];
        0.25 * (of(Path::LogDamped) + of(Path::LogTheta) + of(Path::LogGrid) + of(Path::RawGrid))
    }

    /// The same for all steps that the network speaks of.
    pub(crate) fn net_base(&self) -> [f64; NET_STEPS] {
        std::array::from_fn(|step| self.base(step))
    }

    /// Computes every member after `y`, which is not empty and holds finite values only, on its own
    /// scale, or on the values as they are if they may be anything (`plain`).
    pub(crate) fn compute(&mut self, y: &[f64], plain: bool) -> Frame {
        let y = &y[y.len().saturating_sub(LONGEST_PAST)..];
        let scale = if plain { Scale::Plain } else { Scale::of(y) };
        self.z.clear();
        self.z.extend(y.iter().map(|&value| scale.apply(value)));
        if scale == Scale::Log {
            self.splice_unit_jumps();
        }
        self.raw.clear();
        self.raw.extend(self.z.iter().map(|&z| scale.invert(z)));
        let n = y.len();
        let (last, unit) = scaled(&self.z, &mut self.x);
        let changes = (n - 1).max(1) as f64;
        let mean_change = |v: &[f64]| -> f64 {
            v.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / changes
        };
        let size = self.raw.iter().map(|value| value.abs()).sum::<f64>() / n as f64;
        let change = mean_change(&self.z);
        let mut frame = Frame { scale, n, last, unit: 0.0, relative: 0.0, in_changes: 1.0 };
        self.paths.fill(0.0);
        self.inputs.fill(0.0);
        // Beneath rounding nothing has changed.
        if change <= 1e-11 * if scale == Scale::Log { 1.0 } else { size } {
            return frame;
        }
        frame.unit = unit;
        frame.relative = if scale == Scale::Log { unit } else { unit / size.max(unit) };
        if scale == Scale::Log {
            frame.in_changes = self.raw[n - 1] * unit / mean_change(&self.raw);
        }
        let on_model = self.run(0);
        let on_values = if scale == Scale::Log {
            let (value, unit) = (self.raw[n - 1], mean_change(&self.raw));
            let least = 0.2 * self.raw.iter().copied().fold(f64::INFINITY, f64::min);
            self.x.clear();
            self.x.extend(self.raw.iter().map(|v| (v - value) / unit));
            let share = self.run(MODELS);
            for path in &mut self.paths[MODELS * self.steps..] {
                let at = (value + unit * *path).max(least);
                *path = (at.ln() - last) / frame.unit;
            }
            share
        } else {
            self.paths.copy_within(..MODELS * self.steps, MODELS * self.steps);
            on_model
        };
        for path in &mut self.paths {
            *path = path.clamp(-FARTHEST, FARTHEST);
        }
        self.describe(&frame, on_model, on_values);
        frame
    }

    /// Takes out of the logarithms every change by more than a factor of five that stays: what lies
    /// before it is brought to the unit that holds now. Needs three values after the change to know
    /// that it stays, and changes that are otherwise small.
    fn splice_unit_jumps(&mut self) {
        let n = self.z.len();
        for t in 1..n {
            let jump = self.z[t] - self.z[t - 1];
            if jump.abs() < UNIT_JUMP.ln() || n - t < 3 || t < 2 {
                continue;
            }
            self.sorted.clear();
            self.sorted.extend(self.z.windows(2).map(|pair| (pair[1] - pair[0]).abs()));
            self.sorted.sort_unstable_by(f64::total_cmp);
            let typical = self.sorted[(n - 1) / 2];
            let stays = (self.z[t + 2] - self.z[t]).abs() < 0.3 * jump.abs()
                && (self.z[t + 1] - self.z[t]).abs() < 0.3 * jump.abs();
            if stays && jump.abs() > 8.0 * typical {
                for value in &mut self.z[..t] {
                    *value += jump;
                }
                // Exactly, so that no rounding gives the year of the change a sign of its own.
                self.z[t - 1] = self.z[t];
            }
        }
    }

    /// Runs the six models over `x` into the paths from `first` on; returns the share of the grid's
    /// weight on points without a trend.
    fn run(&mut self, first: usize) -> f64 {
        let Self { x, paths, steps, .. } = self;
        let (n, steps) = (x.len(), *steps);
        let mut path = paths[first * steps..].chunks_exact_mut(steps);
        let mut next = || path.next().unwrap_or_default();
        let slope = -x[0] / (n - 1) as f64;
        for (h, value) in next().iter_mut().enumerate() {
            *value = slope * (h + 1) as f64;
        }
        let grid = GridAverage::of(x);
        grid.path(GridPart::Level, next());
        grid.path(GridPart::Damped, next());
        if n >= SHORTEST {
            standard_path(x, next());
            dynamic_path(x, next());
        } else {
            grid.path(GridPart::Whole, next());
            grid.path(GridPart::Whole, next());
        }
        grid.path(GridPart::Whole, next());
        grid.share_without_trend()
    }

    /// Writes what the network reads: numbers that do not depend on the series' unit.
    fn describe(&mut self, frame: &Frame, on_model: f64, on_values: f64) {
        let (n, unit) = (frame.n, frame.unit);
        let changes = (n - 1).max(1) as f64;
        let change = |i: usize| (self.z[i + 1] - self.z[i]) / unit;
        let mean = (self.z[n - 1] - self.z[0]) / unit / changes;
        let recent = (n - 1).min(4);
        let recent_size =
            (n - 1 - recent..n - 1).map(|i| change(i).abs()).sum::<f64>() / recent.max(1) as f64;
        let (mut variance, mut together, mut signs, mut largest) = (0.0, 0.0, 0.0, 0.0_f64);
        for i in 0..n - 1 {
            let away = change(i) - mean;
            variance += away * away;
            if i > 0 {
                together += away * (change(i - 1) - mean);
            }
            signs += if change(i) == 0.0 { 0.0 } else { change(i).signum() };
            largest = largest.max(change(i).abs());
        }
        let (low, high) = self
            .z
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &z| (low.min(z), high.max(z)));
        let size = if frame.scale == Scale::Log { (unit + 1e-6).ln() } else { -2.0 };
        let traits: [f64; TRAITS] = [
            (n as f64).ln(),
            size,
            mean,
            (recent_size + 0.05).ln(),
            together / (variance + 0.5),
            variance / changes,
            signs / changes,
            (largest + 0.1).ln(),
            on_model,
            on_values,
            1.0 / n as f64,
            (frame.last - low) / (high - low + 1e-12),
            ((high - low) / unit).min(60.0) / 10.0,
            (frame.in_changes + 1e-3).ln(),
        ];
        let newest = (0..NEWEST.min(n - 1)).map(|k| change(n - 2 - k).asinh());
        let (described, paths) = self.inputs.split_at_mut(TRAITS + NEWEST);
        for (input, value) in described.iter_mut().zip(traits.into_iter().chain(newest)) {
            *input = value as f32;
        }
        for (inputs, path) in
            paths.chunks_exact_mut(NET_STEPS).zip(self.paths.chunks_exact(self.steps))
        {
            for (input, value) in inputs.iter_mut().zip(path) {
                *input = value.asinh() as f32;
            }
        }
    }

    /// Where simple exponential smoothing that starts at the first value stands, in units from the
    /// last one.
    pub(crate) fn level(&self, frame: &Frame) -> f64 {
        if frame.unit == 0.0 {
            return 0.0;
        }
        ((level_from_first(&self.z) - frame.last) / frame.unit).clamp(-FARTHEST, FARTHEST)
    }

    /// How far the last value goes back where its change stands out: half of what the change
    /// exceeds the usual range of changes by, in units, for every step.
    pub(crate) fn reversal(&mut self, frame: &Frame) -> f64 {
        let n = frame.n;
        if n < 5 || frame.unit == 0.0 {
            return 0.0;
        }
        let change = |z: &[f64], i: usize| (z[i + 1] - z[i]) / frame.unit;
        self.sorted.clear();
        self.sorted.extend((0..n - 1).map(|i| change(&self.z, i)));
        let centre = middle(&mut self.sorted);
        for value in &mut self.sorted {
            *value = (*value - centre).abs();
        }
        let usual = 2.0 * (1.4826 * middle(&mut self.sorted) + 0.2);
        let away = change(&self.z, n - 2) - centre;
        -0.5 * away.signum() * (away.abs() - usual).max(0.0)
    }
}

/// The median of a non-empty slice, which it sorts.
fn middle(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_do_not_depend_on_the_unit() {
        let y = [3.0, 4.0, 4.5, 4.2, 5.0, 5.9, 6.1, 7.0];
        let (mut a, mut b) = (Members::new(6), Members::new(6));
        let (fa, fb) = (a.compute(&y, false), b.compute(&y.map(|v| v * 1e4), false));
        assert!((fa.unit - fb.unit).abs() < 1e-12);
        assert!(a.paths.iter().zip(&b.paths).all(|(p, q)| (p - q).abs() < 1e-7));
        assert!(a.inputs.iter().zip(&b.inputs).all(|(p, q)| (p - q).abs() < 1e-5));
    }

    #[test]
    fn a_change_that_is_taken_out_leaves_no_sign_behind() {
        let y = [2.0, 15.008_098_233_759_13, 3_433.989_171_092_556_7, 3_958.250_508_106_579_7]
            .into_iter()
            .chain([5_128.363_356_614_703, 2_996.306_927_759_167]);
        let y: Vec<f64> = y.collect();
        let tenth: Vec<f64> = y.iter().map(|value| value * 0.1).collect();
        let (mut a, mut b) = (Members::new(3), Members::new(3));
        a.compute(&y, false);
        b.compute(&tenth, false);
        assert!(a.inputs.iter().zip(&b.inputs).all(|(p, q)| (p - q).abs() < 1e-5));
    }

    #[test]
    fn a_change_of_unit_is_taken_out() {
        let y: Vec<f64> =
            (0..12).map(|t| 1.03_f64.powi(t) * if t < 6 { 1.0 } else { 1e4 }).collect();
        let mut members = Members::new(3);
        let frame = members.compute(&y, false);
        // The year of the change itself tells nothing and counts as unchanged.
        assert!((frame.unit - 10.0 / 11.0 * 1.03_f64.ln()).abs() < 1e-9, "{frame:?}");
    }

    #[test]
    fn an_odd_last_change_goes_half_way_back() {
        let mut members = Members::new(1);
        let calm = members.compute(&[100.0, 101.0, 102.5, 103.0, 104.5, 105.0], false);
        assert_eq!(members.reversal(&calm), 0.0);
        let odd = members.compute(&[100.0, 101.0, 102.5, 103.0, 104.5, 160.0], false);
        assert!(members.reversal(&odd) < -1.0);
    }

    #[test]
    fn a_constant_has_no_unit() {
        let mut members = Members::new(4);
        assert_eq!(members.compute(&[0.3; 9], false).unit, 0.0);
        assert_eq!(members.compute(&[0.0; 9], false).unit, 0.0);
        assert_eq!(members.compute(&[5.0], false).unit, 0.0);
    }
}
