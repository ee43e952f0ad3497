//! The ratio of the year in which the next intake leaves.

use talent_outlook::{CohortRatio, Range};
use talent_release::Outcome;

use super::Pair;
use crate::outlook::{around, range, ratio_range};

/// The ratio of a programme's next cohort; `None` where nothing is known of its share of its class, or the draws end before
/// it leaves. `horizon` is that of the run.
pub(super) fn cohort_ratio(pair: &Pair, p: usize, horizon: i32) -> Option<CohortRatio> {
    let years = pair.before.supplies[p].years;
    if years >= pair.before.cohorts(p) || !pair.before.classes.observed[p] {
        return None;
    }
    let [before, after] = [&pair.before, &pair.after].map(|outcome| of_side(outcome, p, years));
    Some(CohortRatio {
        leaves: pair.before.base + years as i32 + 1,
        is_beyond: years as i32 >= horizon,
        supply: (before.0, after.0),
        sdr: (before.1, after.1),
    })
}

/// Local entrants of a cohort, and mean yearly openings over them.
fn of_side(outcome: &Outcome, p: usize, cohort: usize) -> (Range, Range) {
    let years = f64::from(outcome.horizon);
    let entrants = outcome.outcomes.iter().map(|draw| {
        let all: f64 = draw.graduates[p].iter().sum();
        let share = if all > 0.0 { draw.graduates[p][cohort] / all } else { 0.0 };
        draw.balances[p].supply * share
    });
    let entrants: Vec<f64> = entrants.collect();
    let mean = entrants.iter().sum::<f64>() / entrants.len().max(1) as f64;
    let ratio = |demand: f64, persons: f64| {
        if demand > 0.0 || persons > 0.0 { demand / years / persons } else { f64::NAN }
    };
    let draws = outcome.outcomes.iter().zip(&entrants);
    let ratios = draws.map(|(draw, &persons)| ratio(draw.balances[p].demand, persons)).collect();
    let expected = ratio(outcome.middle.balances[p].demand, mean);
    (around(mean, range(entrants)), ratio_range(ratios, expected))
}
