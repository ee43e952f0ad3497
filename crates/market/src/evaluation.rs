//! How good forecasts of persons were, once the outcomes are known.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::band::BandEdges;
use crate::spread::Spread;

/// One forecast that can be compared with its outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What it is of: an industry or a programme.
    pub id: String,
    /// The year it was made from.
    pub origin: i32,
    /// Years ahead.
    pub step: usize,
    /// The last figure known at the origin.
    pub last: f64,
    /// Mean absolute yearly change before the origin.
    pub scale: f64,
    /// The outcome.
    pub actual: f64,
    /// What each method said, in the order of the methods; the first is the product's own.
    pub forecasts: Vec<f64>,
    /// The product's 80 % interval.
    pub p80: (f64, f64),
    /// Its 95 % interval.
    pub p95: (f64, f64),
    /// Demand per entrant: as it came, then by each method; none where the case is no balance.
    pub ratios: Option<(f64, Vec<f64>)>,
}

/// The scores of one method on a set of cases. Shares are fractions.
#[derive(Debug, Clone, PartialEq)]
pub struct StageScore {
    /// The method's name.
    pub method: String,
    /// Cases.
    pub cases: usize,
    /// `Σ|ŷ − y| / Σ|y|`.
    pub wape: f64,
    /// Mean of `|ŷ − y| / |y|`, cases of zero left out.
    pub mape: f64,
    /// Mean of `|ŷ − y|` over the mean absolute yearly change before the origin.
    pub mase: f64,
    /// `Σ(ŷ − y)² / Σ(y_ref − y)²`, the reference being the last figure known: below one it is beaten.
    ///
    /// Source: the evaluations of the Dutch forecasts by ROA (Smits and Diephuis 2001; Dupuy 2005).
    pub relative_loss: f64,
    /// The same of each subject alone, the median over subjects: fields of many persons do not decide it.
    pub median_loss: Option<f64>,
    /// Mean of `|ln r̂ − ln r|`, `r` being demand per entrant; none where the cases are no balances.
    pub log_ratio: Option<f64>,
    /// Share of cases whose band of demand per entrant was right.
    pub band: Option<f64>,
    /// Share of cases whose direction of change was right; none where the method knows no change.
    pub direction: Option<f64>,
    /// Share of cases rightly said to grow faster or slower than all together.
    pub relative_growth: Option<f64>,
    /// Share of outcomes inside the 80 % interval, and inside the 95 % interval; none for other methods than the product's.
    pub inside: Option<(f64, f64)>,
    /// Mean interval score (80 %) over the mean absolute yearly change; none for other methods than the product's.
    pub interval_score: Option<f64>,
    /// Share of block resamples of the origins in which the product's own errors are the smaller, see
    /// [`share_won`]; none for the product itself, and where origins are few.
    pub beaten: Option<f64>,
}

/// Fewest origins that can be resampled.
const FEWEST_ORIGINS: usize = 4;
/// Origins in a block: years that follow each other share their shocks.
const BLOCK: usize = 2;
const RESAMPLES: u32 = 2_000;

/// In what share of resamples of the origins the first of two losses is the smaller in sum. `losses` holds
/// both at each origin, in the order of time; origins are drawn in circular blocks of two. `None` for fewer
/// than four.
///
/// Politis and Romano, "A circular block-resampling procedure for stationary data", in LePage and Billard,
/// "Exploring the limits of bootstrap" (1992).
pub fn share_won(losses: &[(f64, f64)]) -> Option<f64> {
    let n = losses.len();
    if n < FEWEST_ORIGINS {
        return None;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let mut won = 0_u32;
    for _ in 0..RESAMPLES {
        let mut ahead = 0.0;
        for _ in 0..n.div_ceil(BLOCK) {
            let start = rng.random_range(0..n);
            for (first, second) in (start..start + BLOCK).map(|i| losses[i % n]) {
                ahead += second - first;
            }
        }
        won += u32::from(ahead > 0.0);
    }
    Some(f64::from(won) / f64::from(RESAMPLES))
}

/// Scores every method on the cases; the first method's intervals are scored too.
pub fn evaluate(methods: &[String], cases: &[&Case]) -> Vec<StageScore> {
    methods.iter().enumerate().map(|(m, method)| score(method, m, cases)).collect()
}

fn score(method: &str, m: usize, cases: &[&Case]) -> StageScore {
    let error = |case: &Case| case.forecasts[m] - case.actual;
    let sum = |read: &dyn Fn(&Case) -> f64| cases.iter().map(|case| read(case)).sum::<f64>();
    let mean = |read: &dyn Fn(&Case) -> Option<f64>| {
        let known: Vec<f64> = cases.iter().filter_map(|case| read(case)).collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    let is_product = m == 0;
    let within = |(low, high): (f64, f64), y: f64| f64::from(u8::from((low..=high).contains(&y)));
    let scaled = |case: &Case, value: f64| (case.scale > 0.0).then(|| value / case.scale);
    StageScore {
        method: method.to_owned(),
        cases: cases.len(),
        wape: sum(&|case| error(case).abs()) / sum(&|case| case.actual.abs()),
        mape: mean(&|case| (case.actual != 0.0).then(|| (error(case) / case.actual).abs()))
            .unwrap_or(f64::NAN),
        mase: mean(&|case| scaled(case, error(case).abs())).unwrap_or(f64::NAN),
        relative_loss: sum(&|case| error(case).powi(2))
            / sum(&|case| (case.last - case.actual).powi(2)),
        median_loss: median_loss(m, cases),
        log_ratio: mean(&|case| {
            let (came, said) = (case.ratios.as_ref()?.0, case.ratios.as_ref()?.1[m]);
            (came > 0.0 && said > 0.0).then(|| (said / came).ln().abs())
        }),
        band: mean(&|case| {
            let (came, said) = (case.ratios.as_ref()?.0, case.ratios.as_ref()?.1[m]);
            let edges = BandEdges::default();
            Some(f64::from(u8::from(edges.band(came) == edges.band(said))))
        }),
        direction: mean(&|case| {
            let (said, actual) = (case.forecasts[m] - case.last, case.actual - case.last);
            let same_sign = (said > 0.0) == (actual > 0.0);
            (said != 0.0 && actual != 0.0).then(|| f64::from(u8::from(same_sign)))
        }),
        relative_growth: relative_growth(m, cases),
        inside: is_product.then(|| {
            let n = cases.len() as f64;
            let share = |read: &dyn Fn(&Case) -> f64| sum(read) / n;
            (share(&|c| within(c.p80, c.actual)), share(&|c| within(c.p95, c.actual)))
        }),
        interval_score: if is_product { mean(&|c| scaled(c, interval_score(c))) } else { None },
        beaten: if is_product { None } else { share_won(&losses(m, cases)) },
    }
}

/// The relative loss of each subject over its origins and steps, the median of them; none where nothing ever changed.
fn median_loss(m: usize, cases: &[&Case]) -> Option<f64> {
    let mut by_subject: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for case in cases {
        let sums = by_subject.entry(case.id.as_str()).or_default();
        sums.0 += (case.forecasts[m] - case.actual).powi(2);
        sums.1 += (case.last - case.actual).powi(2);
    }
    let losses = by_subject.into_values().filter(|sums| sums.1 > 0.0).map(|sums| sums.0 / sums.1);
    Spread::of(losses).map(|spread| spread.median)
}

/// Absolute errors of the product and of method `m`, summed by origin.
fn losses(m: usize, cases: &[&Case]) -> Vec<(f64, f64)> {
    let mut by_origin: BTreeMap<i32, (f64, f64)> = BTreeMap::new();
    for case in cases {
        let sums = by_origin.entry(case.origin).or_default();
        sums.0 += (case.forecasts[0] - case.actual).abs();
        sums.1 += (case.forecasts[m] - case.actual).abs();
    }
    by_origin.into_values().collect()
}

/// Width of the 80 % interval and ten times what lies outside it: Gneiting and Raftery, "Strictly proper
/// scoring rules", JASA 102 (2007).
fn interval_score(case: &Case) -> f64 {
    let ((low, high), y) = (case.p80, case.actual);
    (high - low) + 10.0 * ((low - y).max(0.0) + (y - high).max(0.0))
}

/// Faster or slower than all cases of the same origin and step together.
fn relative_growth(m: usize, cases: &[&Case]) -> Option<f64> {
    let mut together: BTreeMap<(i32, usize), (f64, f64, f64)> = BTreeMap::new();
    for case in cases {
        let sums = together.entry((case.origin, case.step)).or_default();
        sums.0 += case.forecasts[m];
        sums.1 += case.actual;
        sums.2 += case.last;
    }
    let (mut hits, mut counted) = (0.0, 0.0);
    for case in cases.iter().filter(|case| case.last > 0.0) {
        let (said, actual, last) = together[&(case.origin, case.step)];
        let faster = |case_end: f64, sum_end: f64| case_end / case.last - sum_end / last;
        let (said, actual) = (faster(case.forecasts[m], said), faster(case.actual, actual));
        if said.abs() > 1e-12 && actual != 0.0 {
            hits += f64::from(u8::from((said > 0.0) == (actual > 0.0)));
            counted += 1.0;
        }
    }
    (counted > 0.0).then(|| hits / counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(last: f64, actual: f64, forecasts: &[f64]) -> Case {
        Case {
            id: String::new(),
            origin: 2010,
            step: 1,
            last,
            scale: 10.0,
            actual,
            forecasts: forecasts.to_vec(),
            p80: (95.0, 110.0),
            p95: (90.0, 125.0),
            ratios: None,
        }
    }

    #[test]
    fn what_wins_everywhere_wins_every_resample() {
        assert_eq!(share_won(&[(1.0, 2.0); 5]), Some(1.0));
        assert_eq!(share_won(&[(2.0, 1.0); 5]), Some(0.0));
        assert_eq!(share_won(&[(1.0, 2.0); 3]), None);
        // Turn and turn about: every block of two neighbours is even, and even is not won.
        let even = [(1.0, 2.0), (2.0, 1.0), (1.0, 2.0), (2.0, 1.0)];
        assert_eq!(share_won(&even), Some(0.0));
        // One large gain among many small losses: won where its block is drawn at all.
        let rare: Vec<(f64, f64)> = std::iter::once((0.0, 100.0)).chain([(1.0, 0.9); 7]).collect();
        let won = share_won(&rare).unwrap();
        // Four blocks of eight starts, two of which hold it: 1 − (6/8)⁴.
        assert!((won - 0.683_6).abs() < 0.04, "{won}");
    }

    #[test]
    fn scores_follow_their_definitions() {
        let methods = ["ours".to_owned(), "naive".to_owned()];
        let (a, b) = (case(100.0, 120.0, &[110.0, 100.0]), case(100.0, 100.0, &[105.0, 100.0]));
        let scores = evaluate(&methods, &[&a, &b]);
        assert!((scores[0].wape - 15.0 / 220.0).abs() < 1e-12);
        assert!((scores[0].mape - f64::midpoint(10.0 / 120.0, 0.05)).abs() < 1e-12);
        assert!((scores[0].relative_loss - 125.0 / 400.0).abs() < 1e-12);
        assert_eq!(scores[1].relative_loss, 1.0);
        assert_eq!(scores[0].direction, Some(1.0));
        assert_eq!(scores[1].direction, None);
        assert_eq!(scores[0].inside, Some((0.5, 1.0)));
        // 15 wide, and 10 × 10 beyond it in the first case; over the scale of 10, the mean of two.
        assert_eq!(scores[0].interval_score, Some(6.5));
        assert_eq!(scores[0].relative_growth, Some(1.0));
    }
}
