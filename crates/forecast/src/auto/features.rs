//! What the models say of one series, on both scales: the paths that members are read from and the
//! numbers that the networks read, computed in a scratch that each thread makes once.
//!
//! A series is modelled as `u = (z − z(n))/s`: `z` its logarithm if all values are positive, else the
//! value itself; `s` the mean absolute yearly change of `z`. Every model runs twice, on `z` and on the
//! values as they are, since growth is a constant percentage in some series and a constant number in
//! others; paths of the second kind are carried over to `u`.
//!
//! The shipped networks were trained on these numbers in this order. A further member needs no change
//! here (see [`members`](super::members)); a change here needs `cargo xtask train-global`.

use super::frame::{Frame, mean_change};
use super::inputs::{DESCRIBED, INPUTS, MODELS, NET_STEPS, PATHS, Shares, newest, traits};
use crate::Scale;
use crate::median::median_in_place;
use crate::models::grid::{GridAverage, GridPart, LONGEST_PAST, scaled};
use crate::models::smoothing::level_from_first;
use crate::models::theta::{dynamic_path, standard_path};

/// Paths further away than this many typical changes are cut there.
const FARTHEST: f64 = 40.0;
/// The fewest values that the network and the theta method are run on.
pub(crate) const SHORTEST: usize = 4;
/// A change by more than this factor that stays is a change of unit or of definition.
const UNIT_JUMP: f64 = 5.0;

/// Positions of the paths in the scratch: six models on the model's scale, then on the values.
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

/// Room for one series at a time.
#[derive(Debug, Default)]
pub(crate) struct Features {
    steps: usize,
    /// The series on the model's scale.
    z: Vec<f64>,
    /// The same in units from the last value: what a model is fitted to.
    pub(crate) scaled: Vec<f64>,
    /// The values, a change of unit taken out.
    values: Vec<f64>,
    /// The values in their own mean changes from the last one.
    scaled_values: Vec<f64>,
    paths: Vec<f64>,
    /// What the networks read.
    pub(crate) inputs: Vec<f32>,
    sorted: Vec<f64>,
}

impl Features {
    pub(crate) fn new(horizon: usize) -> Self {
        let steps = horizon.max(NET_STEPS);
        let series = || Vec::with_capacity(LONGEST_PAST);
        Self {
            steps,
            paths: vec![0.0; PATHS * steps],
            inputs: vec![0.0; INPUTS],
            z: series(),
            scaled: series(),
            values: series(),
            scaled_values: series(),
            sorted: series(),
        }
    }

    /// One of the paths, in units from the last value.
    pub(crate) fn path(&self, path: Path) -> &[f64] {
        &self.paths[path as usize * self.steps..][..self.steps]
    }

    /// The mean of the four paths that the network corrects, at a step counted from 0.
    pub(crate) fn base(&self, step: usize) -> f64 {
        let at_step = |path: Path| self.paths[path as usize * self.steps + step];
        let on_model = at_step(Path::LogDamped) + at_step(Path::LogTheta) + at_step(Path::LogGrid);
        0.25 * (on_model + at_step(Path::RawGrid))
    }

    /// The same for all steps that the network speaks of.
    pub(crate) fn net_base(&self) -> [f64; NET_STEPS] {
        std::array::from_fn(|step| self.base(step))
    }

    /// Computes everything after `y`, which is not empty and holds finite values only, on its own
    /// scale, or on the values as they are if they may be anything (`plain`).
    pub(crate) fn compute(&mut self, y: &[f64], plain: bool) -> Frame {
        let scale = self.read(y, plain);
        let frame = self.measure(scale);
        self.paths.fill(0.0);
        self.inputs.fill(0.0);
        if frame.unit == 0.0 {
            return frame;
        }
        let (on_model, on_values) = self.paths.split_at_mut(MODELS * self.steps);
        let share_on_model = run_models(&self.scaled, on_model, self.steps);
        let share_on_values = if scale == Scale::Log {
            self.run_on_values(&frame)
        } else {
            on_values.copy_from_slice(on_model);
            share_on_model
        };
        for path in &mut self.paths {
            *path = path.clamp(-FARTHEST, FARTHEST);
        }
        self.describe(&frame, Shares { on_model: share_on_model, on_values: share_on_values });
        frame
    }

    /// Takes in the newest values on the model's scale, and the values that stand for them.
    fn read(&mut self, y: &[f64], plain: bool) -> Scale {
        let y = &y[y.len().saturating_sub(LONGEST_PAST)..];
        let scale = if plain { Scale::Plain } else { Scale::of(y) };
        self.z.clear();
        self.z.extend(y.iter().map(|&value| scale.apply(value)));
        if scale == Scale::Log {
            self.splice_unit_jumps();
        }
        self.values.clear();
        self.values.extend(self.z.iter().map(|&z| scale.invert(z)));
        scale
    }

    /// The frame of what was read, and the scaled series; the unit is zero where nothing changes.
    fn measure(&mut self, scale: Scale) -> Frame {
        let n = self.z.len();
        let (last, unit) = scaled(&self.z, &mut self.scaled);
        let size = self.values.iter().map(|value| value.abs()).sum::<f64>() / n as f64;
        let is_log = scale == Scale::Log;
        let still = Frame { scale, n, last, unit: 0.0, relative: 0.0, in_changes: 1.0 };
        // Beneath rounding nothing has changed.
        if mean_change(&self.z) <= 1e-11 * if is_log { 1.0 } else { size } {
            return still;
        }
        let relative = if is_log { unit } else { unit / size.max(unit) };
        let in_changes =
            if is_log { self.values[n - 1] * unit / mean_change(&self.values) } else { 1.0 };
        Frame { unit, relative, in_changes, ..still }
    }

    /// Runs the models on the values and carries their paths over to logarithms; returns the grid's
    /// share of weight without a trend.
    fn run_on_values(&mut self, frame: &Frame) -> f64 {
        let (value, unit) = (self.values[frame.n - 1], mean_change(&self.values));
        let least = 0.2 * self.values.iter().copied().fold(f64::INFINITY, f64::min);
        self.scaled_values.clear();
        self.scaled_values.extend(self.values.iter().map(|v| (v - value) / unit));
        let paths = &mut self.paths[MODELS * self.steps..];
        let share = run_models(&self.scaled_values, paths, self.steps);
        for path in paths {
            let ahead = (value + unit * *path).max(least);
            *path = (ahead.ln() - frame.last) / frame.unit;
        }
        share
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

    /// Writes what the network reads: numbers that do not depend on the series' unit.
    fn describe(&mut self, frame: &Frame, shares: Shares) {
        let (described, paths) = self.inputs.split_at_mut(DESCRIBED);
        let numbers = traits(&self.z, frame, shares).into_iter().chain(newest(&self.z, frame));
        for (input, value) in described.iter_mut().zip(numbers) {
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
        let centre = median_in_place(&mut self.sorted);
        for value in &mut self.sorted {
            *value = (*value - centre).abs();
        }
        let usual = 2.0 * (1.4826 * median_in_place(&mut self.sorted) + 0.2);
        let away = change(&self.z, n - 2) - centre;
        -0.5 * away.signum() * (away.abs() - usual).max(0.0)
    }
}

/// Runs the six models over `x` into `paths`, one chunk of `steps` values each; returns the share of
/// the grid's weight on points without a trend.
fn run_models(x: &[f64], paths: &mut [f64], steps: usize) -> f64 {
    let n = x.len();
    let mut path = paths.chunks_exact_mut(steps);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_do_not_depend_on_the_unit() {
        let y = [3.0, 4.0, 4.5, 4.2, 5.0, 5.9, 6.1, 7.0];
        let (mut a, mut b) = (Features::new(6), Features::new(6));
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
        let (mut a, mut b) = (Features::new(3), Features::new(3));
        a.compute(&y, false);
        b.compute(&tenth, false);
        assert!(a.inputs.iter().zip(&b.inputs).all(|(p, q)| (p - q).abs() < 1e-5));
    }

    #[test]
    fn a_change_of_unit_is_taken_out() {
        let y: Vec<f64> =
            (0..12).map(|t| 1.03_f64.powi(t) * if t < 6 { 1.0 } else { 1e4 }).collect();
        let mut features = Features::new(3);
        let frame = features.compute(&y, false);
        // The year of the change itself tells nothing and counts as unchanged.
        assert!((frame.unit - 10.0 / 11.0 * 1.03_f64.ln()).abs() < 1e-9, "{frame:?}");
    }

    #[test]
    fn an_odd_last_change_goes_half_way_back() {
        let mut features = Features::new(1);
        let calm = features.compute(&[100.0, 101.0, 102.5, 103.0, 104.5, 105.0], false);
        assert_eq!(features.reversal(&calm), 0.0);
        let odd = features.compute(&[100.0, 101.0, 102.5, 103.0, 104.5, 160.0], false);
        assert!(features.reversal(&odd) < -1.0);
    }

    #[test]
    fn a_constant_has_no_unit() {
        let mut features = Features::new(4);
        assert_eq!(features.compute(&[0.3; 9], false).unit, 0.0);
        assert_eq!(features.compute(&[0.0; 9], false).unit, 0.0);
        assert_eq!(features.compute(&[5.0], false).unit, 0.0);
    }
}
