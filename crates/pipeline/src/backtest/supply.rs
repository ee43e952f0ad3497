//! Graduates by programme at earlier origins.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use talent_domain::{Measure, ProgrammeCode, Year};
use talent_facts::Facts;
use talent_forecast::{PanelRequest, forecast_panel};
use talent_market::{Case, Held, ProgrammeSupply, RateDraw, Spread};
use talent_release::{Intake, ReleaseError, supplies, years_to_recruit};

use super::{DRAWS, Known, PLAIN, mean_change, plain_path, spread};
use crate::run::RunFailure;

/// Graduates at an origin, by programme.
pub(super) struct GraduatePaths {
    pub(super) programmes: Vec<ProgrammeCode>,
    pub(super) last: Vec<f64>,
    pub(super) scale: Vec<f64>,
    /// By draw, programme, step.
    pub(super) draws: Vec<Vec<Vec<f64>>>,
    /// By plainer way, programme, step.
    pub(super) plain: Vec<Vec<Vec<f64>>>,
    /// By programme, step.
    pub(super) came: Vec<Vec<Option<f64>>>,
}

impl Known {
    /// The last year with graduates.
    pub(super) fn graduates_end(&self) -> Option<Year> {
        let facts = self.facts(self.newest()?);
        let of = |code| Some(facts.city(code, Measure::Graduates)?.series.end());
        facts.programmes().filter_map(of).max()
    }

    pub(super) fn graduates(&self, origin: Year) -> Result<Option<GraduatePaths>, RunFailure> {
        let (Some(panel), Some(newest)) = (self.at(Measure::Graduates, origin), self.newest())
        else {
            return Ok(None);
        };
        let (cut, now) = (self.facts(&panel), self.facts(newest));
        let mut found = GraduatePaths {
            programmes: Vec::new(),
            last: Vec::new(),
            scale: Vec::new(),
            draws: Vec::new(),
            plain: Vec::new(),
            came: Vec::new(),
        };
        let mut pasts: Vec<Vec<f64>> = Vec::new();
        for code in cut.programmes() {
            let (Some(past), Some(came)) =
                (cut.city(code, Measure::Graduates), now.city(code, Measure::Graduates))
            else {
                continue;
            };
            // The newest vintage may have restated the past: carry it over at the origin.
            let Some(restated) = came.series.at(origin).filter(|_| past.series.end() == origin)
            else {
                continue;
            };
            let before = past.series.last();
            let ratio = if before > 0.0 { restated / before } else { 1.0 };
            let past: Vec<f64> = past.series.filled().iter().map(|value| value * ratio).collect();
            found.programmes.push(code.clone());
            found.last.push(restated);
            found.scale.push(mean_change(&past));
            let at = |step| came.series.at(origin + step);
            found.came.push((1..=self.horizon as i32).map(at).collect());
            pasts.push(past);
        }
        let slices: Vec<&[f64]> = pasts.iter().map(Vec::as_slice).collect();
        let forecast = forecast_panel(&slices, &PanelRequest::auto(self.horizon));
        let chained = self.chained(&cut, origin, &found.programmes)?;
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
        found.draws = (0..DRAWS)
            .map(|draw| {
                let series = forecast.series.iter().enumerate();
                series
                    .map(|(p, series)| {
                        let rank: f64 = rng.random();
                        let mut path = series
                            .as_ref()
                            .map_or_else(|_| Vec::new(), |s| s.forecast.sample(rank));
                        // Where students are known it is they who graduate; else the past has to speak.
                        let known = chained.get(&found.programmes[p]).map(|draws| &draws[draw]);
                        for (value, known) in path.iter_mut().zip(known.into_iter().flatten()) {
                            *value = *known;
                        }
                        path
                    })
                    .collect()
            })
            .collect();
        found.plain = PLAIN
            .iter()
            .map(|method| {
                pasts.iter().map(|past| plain_path(*method, past, self.horizon)).collect()
            })
            .collect();
        Ok(Some(found))
    }

    /// Draws of the graduates by the product's own way: those at school at an origin, and after them the
    /// entrants to come; by draw and step. Empty where students by grade are not known then.
    fn chained(
        &self,
        cut: &Facts<'_>,
        origin: Year,
        programmes: &[ProgrammeCode],
    ) -> Result<BTreeMap<ProgrammeCode, Vec<Vec<f64>>>, RunFailure> {
        if cut.last_school_year() != Some(origin) {
            return Ok(BTreeMap::new());
        }
        let supplies = supplies(cut, origin, self.horizon as i32, &self.assumptions);
        let later = years_to_recruit(&supplies, self.horizon as i32);
        let intake = Intake::new(cut, &supplies, origin, later).map_err(ReleaseError::from)?;
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
        let entrants: Vec<Vec<Vec<f64>>> = (0..DRAWS)
            .map(|_| {
                let draw = intake.as_ref().map(|i| i.draw(Held::Nothing, 1.0, &mut rng));
                draw.map_or_else(Vec::new, |draw| draw.programmes)
            })
            .collect();
        // What comes is counted in whole persons, and so is what may come.
        let mut leave = |students: f64, rates: &[RateDraw]| {
            rates.iter().fold(students, |n, rate| n * rate.draw(&mut rng)).round()
        };
        let graduates = supplies
            .iter()
            .enumerate()
            .filter(|(_, supply)| programmes.contains(&supply.programme))
            .map(|(p, supply)| {
                let ProgrammeSupply { enrolled, recruited, .. } = &supply.inputs;
                let path = |entrants: &Vec<Vec<f64>>| {
                    let mut path: Vec<f64> =
                        enrolled.iter().map(|(students, rates)| leave(*students, rates)).collect();
                    let later = entrants.get(p).into_iter().flatten().zip(recruited);
                    path.extend(later.map(|(entry, rates)| leave(*entry, rates)));
                    path
                };
                (supply.programme.clone(), entrants.iter().map(path).collect())
            })
            .collect();
        Ok(graduates)
    }

    pub(super) fn supply(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        for origin in self.graduates_end().into_iter().flat_map(|end| self.origins(end)) {
            let Some(paths) = self.graduates(origin)? else { continue };
            let whole: f64 = paths.last.iter().sum();
            for step in 1..=self.horizon {
                let of =
                    |p: usize| paths.draws.iter().filter_map(move |d| d[p].get(step - 1).copied());
                let spreads: Vec<Spread> =
                    (0..paths.programmes.len()).map(|p| spread(of(p))).collect();
                let together: f64 = spreads.iter().map(|spread| spread.median).sum();
                for ((p, code), own) in paths.programmes.iter().enumerate().zip(spreads) {
                    let Some(actual) = paths.came[p][step - 1] else { continue };
                    let mut forecasts = vec![own.median];
                    forecasts.extend(paths.plain.iter().map(|plain| plain[p][step - 1]));
                    forecasts.push(together * paths.last[p] / whole);
                    cases.push(Case {
                        id: code.to_string(),
                        origin: origin.number(),
                        step,
                        last: paths.last[p],
                        scale: paths.scale[p],
                        actual,
                        forecasts,
                        p80: own.p80,
                        p95: own.p95,
                    });
                }
            }
        }
        Ok(cases)
    }
}
