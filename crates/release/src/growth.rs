//! How much of forecast growth goes into demand: learned at earlier forecast origins, on demand rather than on
//! employment, and put on trial against replacement alone.

use rayon::prelude::*;
use talent_forecast::{PanelRequest, forecast_panel};
use talent_market::{Trial, share_won};

/// Earlier forecast origins that are looked at, at most.
const ORIGINS: usize = 12;
/// Values that every section needs before a forecast origin.
const FEWEST: usize = 5;
/// What the weights are drawn towards: half of the growth of the total, all of the difference between sections.
const PRIOR: (f64, f64) = (0.5, 1.0);
/// Forecast origins that the prior is worth, of those that do not overlap: forecasts `h` years ahead from origins a year
/// apart share all shocks but one.
const PRIOR_ORIGINS: f64 = 3.0;
/// The weights stay within zero and this: growth may be underrated, but not turned round.
const MOST: f64 = 1.5;
/// Years ahead that decide the trial.
const STEP: usize = 3;
/// Growth gives way where it loses in at least this share of resamples.
const LOST: f64 = 0.8;

/// What a panel said at an earlier forecast origin, and what came.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// By section, employment at the forecast origin, persons.
    pub last: Vec<f64>,
    /// By step, then by section: the median forecast, persons.
    pub said: Vec<Vec<f64>>,
    /// By step, then by section: what came, persons.
    pub came: Vec<Vec<f64>>,
}

/// Forecasts of the panel at earlier forecast origins, a year apart, the earliest first: as far ahead as the horizon
/// and what came allow.
pub(crate) fn earlier_forecasts(panel: &[&[f64]], request: &PanelRequest<'_>) -> Vec<Earlier> {
    let shortest = panel.iter().map(|past| past.len()).min().unwrap_or(0);
    let farthest = ORIGINS.min(shortest.saturating_sub(FEWEST));
    let at_origin = |back: usize| {
        let cut: Vec<&[f64]> = panel.iter().map(|past| &past[..past.len() - back]).collect();
        let horizon = request.horizon.min(back);
        let forecast = forecast_panel(&cut, &PanelRequest { horizon, ..*request });
        let medians: Option<Vec<Vec<f64>>> = forecast
            .series
            .iter()
            .map(|series| series.as_ref().ok().map(|series| series.forecast.median()))
            .collect();
        let medians = medians?;
        let steps = 0..horizon;
        Some(Earlier {
            last: cut.iter().map(|past| past[past.len() - 1]).collect(),
            said: steps.clone().map(|h| medians.iter().map(|path| path[h]).collect()).collect(),
            came: steps
                .map(|h| panel.iter().map(|past| past[past.len() - back + h]).collect())
                .collect(),
        })
    };
    (1..farthest + 1).into_par_iter().rev().filter_map(at_origin).collect()
}

/// The weights of forecast growth in demand, `N₀ + λ_h·g·N₀ + μ_h·(ΔN − g·N₀)` by section, `g` being the growth of all
/// together.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthWeights {
    /// By step, the weight λ of the growth of all sections together, and μ of what sections differ from it.
    pub by_step: Vec<(f64, f64)>,
    /// How growth fared against replacement alone; none where there are too few earlier years.
    pub trial: Option<Trial>,
}

impl GrowthWeights {
    /// Growth as it was forecast, over so many steps.
    pub fn whole(steps: usize) -> Self {
        Self { by_step: vec![(1.0, 1.0); steps], trial: None }
    }

    /// Learns the weights of each step on the growth demand of classes, `Σ_i w_ic·ΔN_i`: least squares over all earlier
    /// origins, drawn to ½ and 1 as if three more origins had shown these. Growth that loses its trial is left out.
    ///
    /// `to_classes` is by section, the part of an opening that falls to each class. Growth begins `lag` years after the
    /// last that is observed, and is no better known than forecasts so far ahead were.
    pub fn learn(
        earlier: &[Earlier],
        to_classes: &[Vec<f64>],
        (lag, steps): (usize, usize),
    ) -> Self {
        let of_step = |step: usize| {
            let at = |at: &Earlier| Parts::of(at, to_classes, (lag, lag + step));
            earlier.iter().filter_map(at).collect()
        };
        let parts: Vec<Vec<Parts>> = (0..steps).map(of_step).collect();
        let trial = judge(&parts, lag, steps);
        let refused = trial.is_some_and(|trial| !trial.accepted);
        let weights = |(step, parts): (usize, &Vec<Parts>)| {
            if refused { (0.0, 0.0) } else { fitted(parts, step) }
        };
        Self { by_step: parts.iter().enumerate().map(weights).collect(), trial }
    }

    /// What is taken from growth, by step and then by section, as fractions of where it starts: of the middle path
    /// `centre`, what the weights leave out, and `less`, the yearly growth of each section that is no news.
    ///
    /// Every draw is moved by the same, so that growth stays as uncertain as it was forecast to be.
    pub fn corrections(&self, centre: &[Vec<f64>], less: &[f64]) -> Vec<Vec<f64>> {
        let Some((start, ahead)) = centre.split_first() else { return Vec::new() };
        let whole: f64 = start.iter().sum();
        let of_step = |(step, row): (usize, &Vec<f64>)| {
            let known = |i: usize| less.get(i).copied().unwrap_or(0.0) * (step + 1) as f64;
            let weights = self.by_step.get(step).or(self.by_step.last());
            let (total, structure) = weights.copied().unwrap_or((1.0, 1.0));
            let news: Vec<f64> =
                (0..start.len()).map(|i| row[i] - start[i] - known(i) * start[i]).collect();
            let growth = if whole > 0.0 { news.iter().sum::<f64>() / whole } else { 0.0 };
            let own = |i: usize| if start[i] > 0.0 { news[i] / start[i] - growth } else { 0.0 };
            (0..start.len())
                .map(|i| known(i) + (1.0 - total) * growth + (1.0 - structure) * own(i))
                .collect()
        };
        ahead.iter().enumerate().map(of_step).collect()
    }
}

/// By section, how much of the yearly growth ahead the base window has seen already, as a fraction, times the weight of
/// its hires: these were found while it grew so, and only what growth adds to that changes demand.
///
/// It is the growth of the window, no less than nothing and no more than the growth ahead. What of it the forecast does
/// not continue is not taken from demand: a forecast keeps only what lasts of what was observed, so that the
/// difference tells of the window's own chance, and a section that was counted anew in it would seem to recover.
pub(crate) fn seen_growth(window: &[Vec<f64>], ahead: &[Vec<f64>], weight: f64) -> Vec<f64> {
    let seen = |(window, ahead): (f64, f64)| weight * window.clamp(ahead.min(0.0), ahead.max(0.0));
    yearly_growth(window).into_iter().zip(yearly_growth(ahead)).map(seen).collect()
}

/// What each section grows by in a year, from the first row to the last, as a fraction of the first.
fn yearly_growth(rows: &[Vec<f64>]) -> Vec<f64> {
    let years = rows.len().saturating_sub(1).max(1) as f64;
    let growth = |(from, to): (&f64, &f64)| {
        if *from > 0.0 { (to / from - 1.0) / years } else { 0.0 }
    };
    let ends = rows.first().zip(rows.last());
    ends.map_or_else(Vec::new, |(first, last)| first.iter().zip(last).map(growth).collect())
}

/// Takes corrections from the growth of employment by year and section; the first row is where it starts.
pub fn correct(rows: &mut [Vec<f64>], corrections: &[Vec<f64>]) {
    let Some((start, ahead)) = rows.split_first_mut() else { return };
    for (row, corrections) in ahead.iter_mut().zip(corrections) {
        for ((persons, from), correction) in row.iter_mut().zip(start.iter()).zip(corrections) {
            *persons = (*persons - correction * from).max(0.0);
        }
    }
}

/// The growth demand of classes at one earlier origin and step: by the growth of all, by what sections differ from it,
/// and as it came. Persons.
struct Parts {
    total: Vec<f64>,
    structure: Vec<f64>,
    came: Vec<f64>,
}

impl Parts {
    /// From `lag` years after that origin to the step. `None` where the step was not known, or nobody worked.
    fn of(at: &Earlier, to_classes: &[Vec<f64>], (lag, step): (usize, usize)) -> Option<Self> {
        let (said, came) = (at.said.get(step)?, at.came.get(step)?);
        let start =
            |rows: &'_ [Vec<f64>]| lag.checked_sub(1).map_or(at.last.clone(), |h| rows[h].clone());
        let (from, began) = (start(&at.said), start(&at.came));
        let whole: f64 = from.iter().sum();
        let growth = (whole > 0.0).then(|| said.iter().sum::<f64>() / whole - 1.0)?;
        let spread = |persons: &dyn Fn(usize) -> f64| {
            let mut sums = vec![0.0; to_classes.first().map_or(0, Vec::len)];
            for (i, row) in to_classes.iter().enumerate().take(at.last.len()) {
                let n = persons(i);
                sums.iter_mut().zip(row).for_each(|(sum, share)| *sum += n * share);
            }
            sums
        };
        Some(Self {
            total: spread(&|i| growth * from[i]),
            structure: spread(&|i| said[i] - from[i] - growth * from[i]),
            came: spread(&|i| came[i] - began[i]),
        })
    }

    /// Sum of squared errors of growth weighed by `weights`, persons squared.
    fn loss(&self, (total, structure): (f64, f64)) -> f64 {
        let pairs = self.total.iter().zip(&self.structure).zip(&self.came);
        pairs.map(|((a, b), y)| (total * a + structure * b - y).powi(2)).sum()
    }
}

/// The weights that fit the parts best, drawn to the prior: the solution of two normal equations.
fn fitted(parts: &[Parts], step: usize) -> (f64, f64) {
    let dot = |one: fn(&Parts) -> &[f64], other: fn(&Parts) -> &[f64]| -> f64 {
        let pairs = parts.iter().flat_map(|parts| one(parts).iter().zip(other(parts)));
        pairs.map(|(a, b)| a * b).sum()
    };
    let [total, structure, came]: [fn(&Parts) -> &[f64]; 3] =
        [|parts| &parts.total, |parts| &parts.structure, |parts| &parts.came];
    let (aa, bb, ab) = (dot(total, total), dot(structure, structure), dot(total, structure));
    let (ay, by) = (dot(total, came), dot(structure, came));
    let worth = PRIOR_ORIGINS * (step + 1) as f64 / parts.len().max(1) as f64;
    let (ra, rb) = (worth * aa, worth * bb);
    let (a11, a22) = (aa + ra, bb + rb);
    let (y1, y2) = (ay + ra * PRIOR.0, by + rb * PRIOR.1);
    let determinant = a11 * a22 - ab * ab;
    if determinant <= 1e-12 * a11.max(a22).powi(2) {
        return PRIOR;
    }
    let within = |weight: f64| weight.clamp(0.0, MOST);
    (within((y1 * a22 - y2 * ab) / determinant), within((y2 * a11 - y1 * ab) / determinant))
}

/// Holds weighed growth against replacement alone, each earlier origin by the weights that were known then.
fn judge(parts: &[Vec<Parts>], lag: usize, steps: usize) -> Option<Trial> {
    let step = STEP.min(steps).checked_sub(1)?;
    let known = &parts[step];
    let losses: Vec<(f64, f64, f64, f64)> = known
        .iter()
        .enumerate()
        .map(|(origin, at)| {
            // What came of an origin is known so many years later.
            let before = &known[..origin.saturating_sub(lag + step)];
            let square = |y: &Vec<f64>| y.iter().map(|y| y * y).sum::<f64>();
            (
                at.loss(fitted(before, step)),
                at.loss((0.0, 0.0)),
                at.loss((1.0, 1.0)),
                square(&at.came),
            )
        })
        .collect();
    let pairs: Vec<(f64, f64)> = losses.iter().map(|of| (of.0, of.1)).collect();
    let won = share_won(&pairs)?;
    let sum = |read: fn(&(f64, f64, f64, f64)) -> f64| losses.iter().map(read).sum::<f64>();
    let came = sum(|of| of.3);
    let lost = sum(|of| of.0) > sum(|of| of.1) && 1.0 - won >= LOST;
    (came > 0.0).then(|| Trial {
        step: step + 1,
        origins: losses.len(),
        model: (sum(|of| of.0) / came).sqrt(),
        naive: (sum(|of| of.1) / came).sqrt(),
        drift: (sum(|of| of.2) / came).sqrt(),
        won,
        accepted: !lost,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Origins at which `share` of the growth of all, and all of the difference, came.
    fn origins(share: f64) -> Vec<Earlier> {
        let at = |t: f64| {
            let last = vec![100.0, 100.0];
            // All grow by t, and the first by ten more than the second.
            let said = vec![100.0 + t + 5.0, 100.0 + t - 5.0];
            let came = vec![100.0 + share * t + 5.0, 100.0 + share * t - 5.0];
            Earlier { last, said: vec![said], came: vec![came] }
        };
        (0..10).map(|i| at(f64::from(i % 3) + 2.0)).collect()
    }

    const APART: [[f64; 2]; 2] = [[1.0, 0.0], [0.0, 1.0]];

    fn learned(share: f64) -> GrowthWeights {
        GrowthWeights::learn(&origins(share), &APART.map(|row| row.to_vec()), (0, 1))
    }

    #[test]
    fn weights_are_those_that_came_drawn_to_the_prior() {
        let found = learned(1.0);
        let (total, structure) = found.by_step[0];
        // Ten origins of weight one and three of one half.
        assert!((total - (10.0 + 1.5) / 13.0).abs() < 1e-9, "{total}");
        assert!((structure - 1.0).abs() < 1e-9);
        assert!(found.trial.is_some_and(|trial| trial.accepted));
    }

    #[test]
    fn growth_that_never_came_is_left_out() {
        let opposite: Vec<Earlier> = origins(1.0)
            .into_iter()
            .map(|at| Earlier { came: vec![vec![100.0 - 12.0, 100.0 + 8.0]], ..at })
            .collect();
        let found = GrowthWeights::learn(&opposite, &APART.map(|row| row.to_vec()), (0, 1));
        assert_eq!(found.by_step, [(0.0, 0.0)]);
        assert!(found.trial.is_some_and(|trial| !trial.accepted));
    }

    /// The middle path as its own growth is corrected.
    fn corrected(weights: (f64, f64), less: &[f64]) -> Vec<Vec<f64>> {
        let mut rows = vec![vec![100.0, 300.0], vec![120.0, 320.0]];
        let weights = GrowthWeights { by_step: vec![weights], trial: None };
        let corrections = weights.corrections(&rows, less);
        correct(&mut rows, &corrections);
        rows
    }

    #[test]
    fn weighed_growth_keeps_its_start() {
        let near = |rows: &[Vec<f64>], want: [f64; 2]| {
            rows[0] == [100.0, 300.0]
                && rows[1].iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-9)
        };
        // A tenth in all: half of it, the same for both.
        assert!(near(&corrected((0.5, 0.0), &[]), [105.0, 315.0]));
        assert!(near(&corrected((1.0, 1.0), &[]), [120.0, 320.0]));
        assert!(near(&corrected((0.0, 0.0), &[]), [100.0, 300.0]));
        // What grew as before is no news.
        assert!(near(&corrected((1.0, 1.0), &[0.2, 0.0]), [100.0, 320.0]));
    }

    #[test]
    fn draws_stay_as_far_apart_as_they_were() {
        let weights = GrowthWeights { by_step: vec![(0.3, 0.7)], trial: None };
        let corrections = weights.corrections(&[vec![100.0, 300.0], vec![120.0, 320.0]], &[]);
        let of = |end: [f64; 2]| {
            let mut rows = vec![vec![100.0, 300.0], end.to_vec()];
            correct(&mut rows, &corrections);
            rows
        };
        let (low, high) = (of([110.0, 310.0]), of([130.0, 330.0]));
        assert!((high[1][0] - low[1][0] - 20.0).abs() < 1e-9);
        assert!((high[1][1] - low[1][1] - 20.0).abs() < 1e-9);
    }

    #[test]
    fn the_window_has_seen_no_more_growth_than_lies_ahead() {
        let window = [vec![100.0, 100.0, 100.0, 100.0], vec![150.0, 112.5, 40.0, 0.0]];
        let ahead = [vec![100.0, 100.0, 100.0, 0.0], vec![125.0, 125.0, 125.0, 10.0]];
        // As much as lies ahead; as much as was seen; nothing of a fall that does not go on; nobody to grow from.
        assert_eq!(seen_growth(&window, &ahead, 0.5), [0.125, 0.0625, 0.0, 0.0]);
        let falls = [vec![100.0; 4], vec![75.0; 4]];
        assert_eq!(seen_growth(&window, &falls, 1.0), [0.0, 0.0, -0.25, -0.25]);
    }
}
