//! The members of the weighted mean: the one table of their names, starting weights and paths.
//!
//! To add a model to the mean, write it in `models/x.rs` with its name and a function that writes its
//! path, and add a row to [`MEMBERS`]:
//!
//! ```ignore
//! Member { name: x::NAME, prior: 0.05, stay: 0.0, write: |seen, path| x::path(&seen.features.scaled, path) },
//! ```
//!
//! Weights, back-tests, explanations and names in both languages follow from the row; a test below adds
//! one. The shipped networks and pools stay valid, since a network reads
//! [`Features`] and not members; training anew (`cargo xtask train-global`)
//! makes the pools those of the new mean.

use super::features::{Features, Path};
use crate::models::{drift, grid, naive, smoothing, theta};
use crate::name::MethodName;

/// One member of the weighted mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: MethodName,
    /// The weight that learning starts from, and is pulled to; learning scales them to add up to 1.
    pub(crate) prior: f64,
    /// The weight that the staying forecast starts from; without one a member has no part in it.
    pub(crate) stay: f64,
    /// Writes the path into a slice of zeros, a value for each step, in units from the last value. A
    /// member that needs a longer series leaves the zeros, which are the last value.
    pub(crate) write: fn(&Seen<'_>, &mut [f64]),
}

/// The name of the member that the networks answer for.
pub(crate) const GLOBAL: MethodName = MethodName::new("global", "跨序列学习");
const REVERSAL: MethodName = MethodName::new("reversal", "异常回落");
const GROWTH: MethodName = MethodName::new("growth", "平均增速");
/// The member has written its name with a space since before the method could be asked for.
const DYNAMIC_THETA: MethodName = MethodName::new("dynamic theta", theta::DYNAMIC.zh);

/// The kernel's own members.
#[rustfmt::skip]
pub(crate) const MEMBERS: &[Member] = &[
    Member { name: naive::NAME, prior: 0.12, stay: 0.15, write: |_, _| () },
    Member { name: drift::NAME, prior: 0.04, stay: 0.0, write: |seen, path| seen.copy(Path::RawDrift, path) },
    Member { name: smoothing::SES, prior: 0.07, stay: 0.70, write: |seen, path| seen.return_to_level(path) },
    Member { name: smoothing::DAMPED, prior: 0.08, stay: 0.0, write: |seen, path| seen.copy(Path::LogDamped, path) },
    Member { name: theta::STANDARD, prior: 0.12, stay: 0.0, write: |seen, path| seen.copy(Path::LogTheta, path) },
    Member { name: DYNAMIC_THETA, prior: 0.10, stay: 0.0, write: |seen, path| seen.copy(Path::RawDynamicTheta, path) },
    Member { name: grid::NAME, prior: 0.05, stay: 0.0, write: |seen, path| seen.copy(Path::RawGrid, path) },
    Member { name: GLOBAL, prior: 0.32, stay: 0.05, write: |seen, path| path.copy_from_slice(seen.global) },
    Member { name: REVERSAL, prior: 0.08, stay: 0.10, write: |seen, path| path.fill(seen.reversal) },
    Member { name: GROWTH, prior: 0.02, stay: 0.0, write: |seen, path| seen.grow(path) },
];

/// The share of the distance to the smoothed level that is left after a step.
const STEP_OF_RETURN: f64 = 0.5;

/// What members may look at of one series.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) features: &'a Features,
    /// Where the smoothed level stands, in units from the last value.
    pub(crate) level: f64,
    /// How far an odd last change goes back, in units.
    pub(crate) reversal: f64,
    /// The path that the networks answer.
    pub(crate) global: &'a [f64],
}

impl Seen<'_> {
    /// Copies the first steps of a path of the features.
    fn copy(&self, from: Path, path: &mut [f64]) {
        path.copy_from_slice(&self.features.path(from)[..path.len()]);
    }

    /// The path of the mean growth, of which `(n − 3)/(n − 1)` is taken for `n` values: a rate that rests
    /// on one or two changes is none.
    fn grow(&self, path: &mut [f64]) {
        let changes = self.features.scaled.len().saturating_sub(1) as f64;
        let share = ((changes - 2.0) / changes.max(1.0)).max(0.0);
        for (value, grown) in path.iter_mut().zip(self.features.path(Path::LogDrift)) {
            *value = share * grown;
        }
    }

    /// The path of simple exponential smoothing, which the last value returns to by halves.
    fn return_to_level(&self, path: &mut [f64]) {
        for (h, value) in path.iter_mut().enumerate() {
            *value = self.level * (1.0 - STEP_OF_RETURN.powi(h as i32 + 1));
        }
    }
}

/// Writes the paths of `members`, one after the other, each as long as the `horizon`.
pub(crate) fn write_paths(members: &[Member], seen: &Seen<'_>, horizon: usize, paths: &mut [f64]) {
    for (member, path) in members.iter().zip(paths.chunks_exact_mut(horizon.max(1))) {
        path.fill(0.0);
        (member.write)(seen, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starting_weights_are_weights() {
        assert!(MEMBERS.iter().all(|member| member.prior > 0.0 && member.stay >= 0.0));
        assert!(MEMBERS.iter().any(|member| member.stay > 0.0));
    }

    #[test]
    fn no_two_members_share_a_name() {
        for (i, member) in MEMBERS.iter().enumerate() {
            for other in &MEMBERS[..i] {
                assert!(member.name.en != other.name.en && member.name.zh != other.name.zh);
            }
        }
    }

    /// What a new model costs: its function, and a row.
    #[test]
    fn a_row_is_all_that_a_new_member_needs() {
        /// Goes on by half of the last change.
        fn half_of_the_last_change(x: &[f64], path: &mut [f64]) {
            let &[.., before, last] = x else { return };
            for (h, value) in path.iter_mut().enumerate() {
                *value = 0.5 * (last - before) * (h + 1) as f64;
            }
        }
        let row = Member {
            name: MethodName::new("half change", "半步"),
            prior: 0.05,
            stay: 0.0,
            write: |seen, path| half_of_the_last_change(&seen.features.scaled, path),
        };
        let mut features = Features::new(3);
        let frame = features.compute(&[10.0, 8.0, 9.0, 11.0, 12.0, 14.0], true);
        let (level, reversal) = (features.level(&frame), features.reversal(&frame));
        let seen = Seen { features: &features, level, reversal, global: &[0.0; 3] };
        let members = [MEMBERS, &[row]].concat();
        let mut paths = vec![f64::NAN; 3 * members.len()];
        write_paths(&members, &seen, 3, &mut paths);
        assert!(paths.iter().all(|value| value.is_finite()));
        // The last change is 2, the unit the mean of 2, 1, 2, 1 and 2.
        let unit = 8.0 / 5.0;
        let half = paths[3 * MEMBERS.len()];
        assert!((half - 1.0 / unit).abs() < 1e-12, "{half}");
    }
}
