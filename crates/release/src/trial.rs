//! Whether a panel's model may be published. It has to prove itself at earlier forecast origins: a
//! model that loses to the last value there gives way to the last value.

use rayon::prelude::*;
use talent_forecast::{Candidate, Contest, Method, PanelForecast, PanelRequest, forecast_panel};
use talent_market::{Trial, share_won};

/// Years ahead that decide.
const STEP: usize = 3;
/// Earlier forecast origins that are looked at, at most.
const ORIGINS: usize = 8;
/// Values that a series needs before a forecast origin.
const FEWEST: usize = 5;
/// A model gives way where it loses in at least this share of resamples.
const LOST: f64 = 0.8;

/// The forecasts of a panel that may be published.
#[derive(Debug)]
pub struct Tried {
    /// By the model, or by the last value where the model lost to it.
    pub panel: PanelForecast,
    /// How the model fared against the last value; none where there are too few earlier years.
    pub trial: Option<Trial>,
}

impl Tried {
    /// Forecasts a panel by the model asked for. The first `judged` series decide whether it stays: a total
    /// behind its parts would count twice. Series of a size at which the model lost give way by themselves.
    pub fn forecast(panel: &[&[f64]], request: &PanelRequest<'_>, judged: usize) -> Self {
        let horizon = STEP.min(request.horizon);
        let origins = origins(panel, &PanelRequest { horizon, ..*request }, judged);
        let trial = verdict(&origins, horizon, |_| true);
        let refused = |trial: Option<Trial>| trial.is_some_and(|found| !found.accepted);
        let naive = PanelRequest { contest: Contest::One(&Method::Naive), ..*request };
        if refused(trial) {
            return Self { panel: forecast_panel(panel, &naive), trial };
        }
        let mut forecast = forecast_panel(panel, request);
        let lost: Vec<usize> = (0..=SIZES.len())
            .filter(|&size| refused(verdict(&origins, horizon, |error| error.size == size)))
            .collect();
        if !lost.is_empty() {
            let plain = forecast_panel(panel, &naive).series;
            let pairs = forecast.series.iter_mut().zip(plain).zip(panel);
            for ((series, plain), past) in pairs.take(judged) {
                if lost.contains(&size_of(past.last().copied().unwrap_or(0.0))) {
                    *series = plain;
                }
            }
        }
        Self { panel: forecast, trial }
    }
}

/// Where one size of series ends and the next begins, by the last value: evaluations of occupational forecasts report
/// by such cells.
const SIZES: [f64; 3] = [50.0, 200.0, 10_000.0];

/// The size that a last value belongs to, counted from the smallest.
fn size_of(last: f64) -> usize {
    SIZES.iter().filter(|edge| last >= **edge).count()
}

/// Errors of one series at a forecast origin: of the model, of the last value and of drift; and what came.
struct Errors {
    size: usize,
    model: f64,
    naive: f64,
    drift: f64,
    actual: f64,
}

/// The errors of all series at each earlier forecast origin, the farthest first; origins at which no series has enough
/// values before it are left out.
fn origins(panel: &[&[f64]], request: &PanelRequest<'_>, judged: usize) -> Vec<Vec<Errors>> {
    let horizon = request.horizon;
    (horizon..horizon + ORIGINS)
        .into_par_iter()
        .rev()
        .filter_map(|back| at_origin(panel, request, judged, back))
        .collect()
}

/// Holds the model against the last value over the errors that are kept; `None` where too few forecast origins have
/// any.
fn verdict(origins: &[Vec<Errors>], step: usize, keep: impl Fn(&Errors) -> bool) -> Option<Trial> {
    let kept: Vec<Vec<&Errors>> = origins
        .iter()
        .map(|errors| errors.iter().filter(|error| keep(error)).collect::<Vec<_>>())
        .filter(|errors| !errors.is_empty())
        .collect();
    let sum_of = |errors: &Vec<&Errors>, read: fn(&Errors) -> f64| -> f64 {
        errors.iter().map(|error| read(error)).sum()
    };
    let losses: Vec<(f64, f64)> = kept
        .iter()
        .map(|errors| (sum_of(errors, |e| e.model), sum_of(errors, |e| e.naive)))
        .collect();
    let won = share_won(&losses)?;
    let sum =
        |read: fn(&Errors) -> f64| kept.iter().map(|errors| sum_of(errors, read)).sum::<f64>();
    let actual = sum(|error| error.actual);
    let lost = sum(|error| error.model) > sum(|error| error.naive) && 1.0 - won >= LOST;
    (actual > 0.0).then(|| Trial {
        step,
        origins: kept.len(),
        model: sum(|error| error.model) / actual,
        naive: sum(|error| error.naive) / actual,
        drift: sum(|error| error.drift) / actual,
        won,
        accepted: !lost,
    })
}

/// The errors at the forecast origin `back` years before the end; `None` where no series reaches back so far.
fn at_origin(
    panel: &[&[f64]],
    request: &PanelRequest<'_>,
    judged: usize,
    back: usize,
) -> Option<Vec<Errors>> {
    let cut: Vec<&[f64]> = panel.iter().map(|y| &y[..y.len().saturating_sub(back)]).collect();
    let step = request.horizon;
    if cut[..judged].iter().all(|past| past.len() < FEWEST) {
        return None;
    }
    let forecast = forecast_panel(&cut, request);
    let errors = |(i, past): (usize, &&[f64])| {
        let (last, actual) = (past[past.len() - 1], panel[i][past.len() + step - 1]);
        let series = forecast.series[i].as_ref().ok()?;
        let drift = Method::Drift.path(i, past, step)?;
        Some(Errors {
            size: size_of(last),
            model: (series.forecast.median()[step - 1] - actual).abs(),
            naive: (last - actual).abs(),
            drift: (drift[step - 1] - actual).abs(),
            actual: actual.abs(),
        })
    };
    let judged = cut[..judged].iter().enumerate().filter(|(_, past)| past.len() >= FEWEST);
    Some(judged.filter_map(errors).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says that every series doubles each year.
    struct Doubling;

    impl Candidate for Doubling {
        fn name(&self) -> &'static str {
            "doubling"
        }

        fn path(&self, _: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>> {
            let last = *past.last()?;
            Some((1..=horizon as i32).map(|step| last * 2.0_f64.powi(step)).collect())
        }
    }

    fn request(contest: Contest<'_>) -> PanelRequest<'_> {
        PanelRequest { contest, ..PanelRequest::auto(4) }
    }

    #[test]
    fn a_model_that_loses_gives_way_to_the_last_value() {
        let flat: Vec<f64> = (0..20).map(|t| 100.0 + f64::from(t % 3)).collect();
        let Tried { panel: forecast, trial } =
            Tried::forecast(&[&flat, &flat], &request(Contest::One(&Doubling)), 2);
        let trial = trial.unwrap();
        assert!(!trial.accepted && trial.won == 0.0);
        assert_eq!((trial.origins, trial.step), (8, 3));
        let series = forecast.series[0].as_ref().unwrap();
        assert_eq!(series.forecast.median(), [101.0; 4]);
    }

    #[test]
    fn a_model_that_wins_stays() {
        let doubling: Vec<f64> = (0..20).map(|t| 2.0_f64.powi(t)).collect();
        let Tried { panel: forecast, trial } =
            Tried::forecast(&[&doubling], &request(Contest::One(&Doubling)), 1);
        let trial = trial.unwrap();
        assert!(trial.accepted && trial.won == 1.0 && trial.model < 1e-9);
        let series = forecast.series[0].as_ref().unwrap();
        assert!((series.forecast.median()[0] / 2.0_f64.powi(20) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_model_gives_way_where_it_loses_by_size() {
        /// Right of large series, and twice too high of small ones.
        struct OfLarge;
        impl Candidate for OfLarge {
            fn name(&self) -> &'static str {
                "of large"
            }
            fn path(&self, _: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>> {
                let last = *past.last()?;
                let large = last > 10_000.0;
                let step = |h: usize| if large { last + 1_000.0 * h as f64 } else { 2.0 * last };
                Some((1..=horizon).map(step).collect())
            }
        }
        let large: Vec<f64> = (0..20).map(|t| 20_000.0 + 1_000.0 * f64::from(t)).collect();
        let small: Vec<f64> = (0..20).map(|t| 100.0 + f64::from(t % 3)).collect();
        let found = Tried::forecast(&[&large, &small], &request(Contest::One(&OfLarge)), 2);
        assert!(found.trial.unwrap().accepted);
        let median = |i: usize| found.panel.series[i].as_ref().unwrap().forecast.median();
        assert_eq!(median(1), [101.0; 4]);
        assert!((median(0)[0] / 40_000.0 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn short_series_are_not_judged() {
        let short = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert!(Tried::forecast(&[&short], &PanelRequest::auto(3), 1).trial.is_none());
    }
}
