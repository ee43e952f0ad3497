//! What was seen at one rolling origin of one series.

use super::inputs::NET_STEPS;

/// One origin of one series: the paths of all members, and the outcomes.
#[derive(Debug, Clone)]
pub(crate) struct Trial {
    /// Years between the origin and the end of the series.
    pub(crate) back: usize,
    /// Number of values before the origin.
    pub(crate) past: usize,
    /// Which half of the panel the series is in: 0 or 1.
    pub(crate) half: usize,
    /// How much its scores count in a pool.
    pub(crate) weight: f64,
    /// See [`Frame`](super::frame::Frame).
    pub(crate) relative: f64,
    /// See [`Frame`](super::frame::Frame).
    pub(crate) in_changes: f64,
    /// The unit if it is one of logarithms, else zero.
    pub(crate) log_unit: f64,
    /// Outcomes after the origin, in units from the last value before it.
    pub(crate) outcomes: Vec<f64>,
    /// Member by member, a value for each of the `outcomes`.
    pub(crate) paths: Vec<f64>,
    /// What a network can learn from the trial; dropped once the networks are trained.
    pub(crate) lesson: Option<Lesson>,
    /// Half widths of one standard deviation below, by step.
    pub(crate) below: Vec<f64>,
    /// The same above.
    pub(crate) above: Vec<f64>,
}

/// What a network can learn from a trial.
#[derive(Debug, Clone)]
pub(crate) struct Lesson {
    /// What the network read.
    pub(crate) inputs: Vec<f32>,
    /// The mean of the members that the network corrects, by step of the network.
    pub(crate) base: [f64; NET_STEPS],
    /// Outcomes less the base, where there are as many as the network has steps.
    pub(crate) target: Option<[f64; NET_STEPS]>,
}

impl Trial {
    /// The path of one member.
    pub(crate) fn path(&self, member: usize) -> &[f64] {
        &self.paths[member * self.outcomes.len()..][..self.outcomes.len()]
    }

    /// Errors of the weighted path, step by step.
    pub(crate) fn errors<'a>(&'a self, weights: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
        let steps = self.outcomes.len();
        (0..steps).map(move |h| {
            let path = weights.iter().enumerate();
            self.outcomes[h] - path.map(|(m, w)| w * self.paths[m * steps + h]).sum::<f64>()
        })
    }
}
