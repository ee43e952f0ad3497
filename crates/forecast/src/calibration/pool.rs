//! Scores of past errors, pooled over the series of a panel.

/// Signed scores from one origin, step by step, and how much they count.
#[derive(Debug, Clone)]
pub struct ScorePath {
    /// Errors in stated standard deviations; the first is that of step 1.
    pub scores: Vec<f64>,
    /// Weight, that of a series being 1.
    pub weight: f64,
}

/// Scores pooled over the series of a panel.
#[derive(Debug, Clone, Default)]
pub struct ErrorPool {
    /// Sizes of scores by step, ascending, each with the weight up to and with it.
    by_step: Vec<Vec<(f64, f64)>>,
    /// Scores of the origins from which every step was scored.
    paths: Vec<Vec<f64>>,
    /// Positions in `paths` with a sign, ascending by the signed sum, with the weight up to and with
    /// it.
    ranked: Vec<(usize, f64, f64)>,
    /// The weight of the panel's own scores.
    own_weight: f64,
    /// The weight of those that were borrowed.
    borrowed_weight: f64,
}

impl ErrorPool {
    /// From the score paths of the `panel`, each up to `horizon` long, and `borrowed` ones. A
    /// borrowed path that is shorter than the horizon stands for later steps by its last score, and
    /// all borrowed scores are multiplied by one number that brings them to the size of the panel's
    /// own, the more so the more of these there are.
    pub fn new(horizon: usize, panel: &[ScorePath], borrowed: &[ScorePath]) -> Self {
        let mut pool = Self { by_step: vec![Vec::new(); horizon], ..Self::default() };
        for path in panel {
            pool.take(path.scores.clone(), path.weight);
        }
        let size = relative_size(panel, borrowed);
        for path in borrowed {
            let last = path.scores.last().copied().unwrap_or(0.0);
            let mut scores = path.scores.clone();
            scores.resize(horizon, last);
            for score in &mut scores {
                *score *= size;
            }
            pool.take(scores, path.weight);
        }
        pool.sort();
        let weight = |paths: &[ScorePath]| paths.iter().map(|path| path.weight).sum();
        Self { own_weight: weight(panel), borrowed_weight: weight(borrowed), ..pool }
    }

    /// Adds the scores of one origin, its weights not summed yet.
    fn take(&mut self, scores: Vec<f64>, weight: f64) {
        for (step, score) in scores.iter().enumerate() {
            self.by_step[step].push((score.abs(), weight));
        }
        if scores.len() == self.by_step.len() {
            self.ranked.push((self.paths.len(), 1.0, weight));
            self.ranked.push((self.paths.len(), -1.0, weight));
            self.paths.push(scores);
        }
    }

    /// Puts scores and paths in ascending order and sums their weights.
    fn sort(&mut self) {
        for scores in &mut self.by_step {
            scores.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            add_up(scores.iter_mut().map(|(_, weight)| weight));
        }
        let sums: Vec<f64> = self.paths.iter().map(|path| path.iter().sum()).collect();
        self.ranked.sort_by(|a, b| (a.1 * sums[a.0]).total_cmp(&(b.1 * sums[b.0])));
        add_up(self.ranked.iter_mut().map(|(_, _, weight)| weight));
    }

    /// The share of the weight that is borrowed.
    pub fn borrowed_share(&self) -> f64 {
        let total = self.own_weight + self.borrowed_weight;
        if total > 0.0 { self.borrowed_weight / total } else { 0.0 }
    }

    /// The score that a share `coverage` of the errors at `step`, counted from 1, stays within, by
    /// the finite-sample rule; the largest score where the rule would ask for more.
    ///
    /// Zero for an empty pool.
    pub fn quantile(&self, step: usize, coverage: f64) -> f64 {
        let Some(scores) = self.by_step.get(step - 1) else { return 0.0 };
        let Some(&(largest, total)) = scores.last() else { return 0.0 };
        // The subtraction keeps 0.95 × 20 from being rounded up to a rank of 20.
        let wanted = (total + 1.0) * coverage - 1e-9;
        let position = scores.partition_point(|(_, weight)| *weight < wanted);
        scores.get(position).map_or(largest, |(score, _)| *score)
    }

    /// The whole path of signed scores at a rank from 0 (lowest) to 1 (highest). Every path stands
    /// there twice, as it is and mirrored, since scores count the same above and below; they are
    /// ordered by their sum. `None` if the pool is empty.
    ///
    /// A uniform rank draws a path at random; ranks that depend on each other draw paths of several
    /// series that do, without changing the spread of any one. Ranks are spread about the middle by
    /// `(W + 1)/W`, the finite-sample rule of [`quantile`](Self::quantile), so that drawn paths
    /// reach as far as intervals do; beyond the last path it is that.
    pub fn path(&self, rank: f64) -> Option<(&[f64], f64)> {
        let total = self.ranked.last()?.2;
        let spread = 0.5 * total + (rank - 0.5) * (total + 2.0);
        let position = self.ranked.partition_point(|(_, _, weight)| *weight <= spread);
        let (path, sign, _) = self.ranked[position.min(self.ranked.len() - 1)];
        Some((&self.paths[path], sign))
    }
}

/// Replaces each weight by the sum of those up to it.
fn add_up<'a>(weights: impl Iterator<Item = &'a mut f64>) {
    let mut total = 0.0;
    for weight in weights {
        total += *weight;
        *weight = total;
    }
}

/// The size of the panel's own scores over that of the borrowed ones at the same steps: a ratio of
/// mean logarithms of `|score| + ½`, drawn towards 1 as if ten series more had shown that.
fn relative_size(panel: &[ScorePath], borrowed: &[ScorePath]) -> f64 {
    const SERIES_OF_PRIOR: f64 = 10.0;
    let log_size = |paths: &mut dyn Iterator<Item = &ScorePath>, step: usize| {
        let (mut sum, mut weight) = (0.0, 0.0);
        for path in paths {
            if let Some(score) = path.scores.get(step) {
                sum += path.weight * (score.abs() + 0.5).ln();
                weight += path.weight;
            }
        }
        (sum, weight)
    };
    let steps = borrowed.iter().map(|path| path.scores.len()).max().unwrap_or(0);
    let (mut sum, mut weight) = (0.0, 0.0);
    for step in 0..steps {
        let ours = log_size(&mut panel.iter(), step);
        let theirs = log_size(&mut borrowed.iter(), step);
        if ours.1 > 0.0 && theirs.1 > 0.0 {
            sum += ours.1 * (ours.0 / ours.1 - theirs.0 / theirs.1);
            weight += ours.1;
        }
    }
    let series: f64 = panel.iter().map(|path| path.weight).sum();
    if weight > 0.0 { (sum / weight * series / (series + SERIES_OF_PRIOR)).exp() } else { 1.0 }
}
