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
    /// behind its parts would count twice.
    pub fn forecast(panel: &[&[f64]], request: &PanelRequest<'_>, judged: usize) -> Self {
        let trial = judge(panel, request, judged);
        let lost = trial.as_ref().is_some_and(|found| !found.accepted);
        let contest = if lost { Contest::One(&Method::Naive) } else { request.contest };
        Self { panel: forecast_panel(panel, &PanelRequest { contest, ..*request }), trial }
    }
}

/// Errors of the model, of the last value and of drift, and what came, summed over series at a
/// forecast origin.
#[derive(Default)]
struct Sums {
    model: f64,
    naive: f64,
    drift: f64,
    actual: f64,
}

/// Holds the model against the last value at earlier forecast origins; `None` where too few of them
/// have enough values before them.
fn judge(panel: &[&[f64]], request: &PanelRequest<'_>, judged: usize) -> Option<Trial> {
    let horizon = STEP.min(request.horizon);
    let request = PanelRequest { horizon, ..*request };
    // The farthest forecast origin first.
    let origins: Vec<Sums> = (horizon..horizon + ORIGINS)
        .into_par_iter()
        .rev()
        .filter_map(|back| at_origin(panel, &request, judged, back))
        .collect();
    let losses: Vec<(f64, f64)> = origins.iter().map(|sums| (sums.model, sums.naive)).collect();
    let won = share_won(&losses)?;
    let sum = |read: fn(&Sums) -> f64| origins.iter().map(read).sum::<f64>();
    let actual = sum(|sums| sums.actual);
    let lost = sum(|sums| sums.model) > sum(|sums| sums.naive) && 1.0 - won >= LOST;
    (actual > 0.0).then(|| Trial {
        step: horizon,
        origins: origins.len(),
        model: sum(|sums| sums.model) / actual,
        naive: sum(|sums| sums.naive) / actual,
        drift: sum(|sums| sums.drift) / actual,
        won,
        accepted: !lost,
    })
}

/// The sums at the forecast origin `back` years before the end; `None` where no series reaches back
/// so far.
fn at_origin(
    panel: &[&[f64]],
    request: &PanelRequest<'_>,
    judged: usize,
    back: usize,
) -> Option<Sums> {
    let cut: Vec<&[f64]> = panel.iter().map(|y| &y[..y.len().saturating_sub(back)]).collect();
    let step = request.horizon;
    if cut[..judged].iter().all(|past| past.len() < FEWEST) {
        return None;
    }
    let forecast = forecast_panel(&cut, request);
    let mut sums = Sums::default();
    for (i, past) in cut[..judged].iter().enumerate().filter(|(_, past)| past.len() >= FEWEST) {
        let (last, actual) = (past[past.len() - 1], panel[i][past.len() + step - 1]);
        let (Ok(series), Some(drift)) = (&forecast.series[i], Method::Drift.path(i, past, step))
        else {
            continue;
        };
        let model = series.forecast.median()[step - 1];
        sums.model += (model - actual).abs();
        sums.naive += (last - actual).abs();
        sums.drift += (drift[step - 1] - actual).abs();
        sums.actual += actual.abs();
    }
    Some(sums)
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
    fn short_series_are_not_judged() {
        let short = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert!(Tried::forecast(&[&short], &PanelRequest::auto(3), 1).trial.is_none());
    }
}
