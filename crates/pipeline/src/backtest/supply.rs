//! Graduates by programme at earlier forecast origins.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use talent_domain::{Measure, ProgrammeCode, Year};
use talent_facts::Facts;
use talent_forecast::{Method, PanelRequest};
use talent_market::{Case, Held, ProgrammeSupply, RateDraw, Spread};
use talent_release::{Intake, ReleaseError, Tried, supplies, years_to_recruit};

use super::{DRAWS, Known, PLAIN, mean_change, plain_path, spread};
use crate::failure::RunFailure;

/// Graduates at a forecast origin, by programme.
pub(super) struct GraduatePaths {
    /// Programmes whose graduates were known then and at the newest vintage; every list by
    /// programme is in this order.
    pub(super) programmes: Vec<ProgrammeCode>,
    /// By programme, the graduates of the forecast origin, persons.
    pub(super) last: Vec<f64>,
    /// By programme, the mean yearly change up to it, persons.
    pub(super) scale: Vec<f64>,
    /// By draw, programme, step: the product's forecast, persons.
    pub(super) draws: Vec<Vec<Vec<f64>>>,
    /// By plainer way, programme, step: its forecast, persons.
    pub(super) plain: Vec<Vec<Vec<f64>>>,
    /// By programme, step: the graduates that came, persons; `None` where they are not known yet.
    pub(super) came: Vec<Vec<Option<f64>>>,
}

/// The graduates of one programme, as a forecast origin knew them.
struct KnownGraduates {
    programme: ProgrammeCode,
    /// By year up to the forecast origin, on the footing of the newest vintage, persons.
    past: Vec<f64>,
    /// Those of the forecast origin, persons.
    last: f64,
    /// Those of the years after it, as far as they are known by now.
    came: Vec<Option<f64>>,
}

impl Known {
    /// The last year with graduates.
    pub(super) fn graduates_end(&self) -> Option<Year> {
        let facts = self.facts(self.newest()?);
        let of = |code| Some(facts.city(code, Measure::Graduates)?.series.end());
        facts.programmes().filter_map(of).max()
    }

    /// What was known of graduates at a forecast origin, what was forecast of them then, and what
    /// came.
    ///
    /// `None` where no vintage had graduates of that year.
    pub(super) fn graduates(&self, origin: Year) -> Result<Option<GraduatePaths>, RunFailure> {
        let (Some(panel), Some(newest)) = (self.at(Measure::Graduates, origin), self.newest())
        else {
            return Ok(None);
        };
        let (cut, now) = (self.facts(&panel), self.facts(newest));
        let known: Vec<KnownGraduates> = cut
            .programmes()
            .filter_map(|code| self.known_graduates(&cut, &now, code, origin))
            .collect();
        let programmes: Vec<ProgrammeCode> =
            known.iter().map(|known| known.programme.clone()).collect();
        let chained = self.chained(&cut, origin, &programmes)?;
        let plain = |method: &Method| {
            known.iter().map(|known| plain_path(*method, &known.past, self.horizon)).collect()
        };
        Ok(Some(GraduatePaths {
            last: known.iter().map(|known| known.last).collect(),
            scale: known.iter().map(|known| mean_change(&known.past)).collect(),
            draws: self.graduate_draws(&known, &chained),
            plain: PLAIN.iter().map(plain).collect(),
            came: known.into_iter().map(|known| known.came).collect(),
            programmes,
        }))
    }

    /// The graduates of one programme at a forecast origin; none where they were not known then.
    fn known_graduates(
        &self,
        cut: &Facts<'_>,
        now: &Facts<'_>,
        code: &ProgrammeCode,
        origin: Year,
    ) -> Option<KnownGraduates> {
        let past = cut.city(code, Measure::Graduates)?;
        let came = now.city(code, Measure::Graduates)?;
        // The newest vintage may have restated the past: carry it over at the forecast origin.
        let restated = came.series.at(origin).filter(|_| past.series.end() == origin)?;
        let before = past.series.last();
        let ratio = if before > 0.0 { restated / before } else { 1.0 };
        Some(KnownGraduates {
            programme: code.clone(),
            past: past.series.filled().iter().map(|value| value * ratio).collect(),
            last: restated,
            came: (1..=self.horizon as i32).map(|step| came.series.at(origin + step)).collect(),
        })
    }

    /// Draws by programme and step: of their own past, and where students are known, of the chain.
    ///
    /// By draw, programme, step, persons.
    fn graduate_draws(
        &self,
        known: &[KnownGraduates],
        chained: &BTreeMap<ProgrammeCode, Vec<Vec<f64>>>,
    ) -> Vec<Vec<Vec<f64>>> {
        let slices: Vec<&[f64]> = known.iter().map(|known| known.past.as_slice()).collect();
        let request = PanelRequest::auto(self.horizon);
        let forecast = Tried::forecast(&slices, &request, slices.len()).panel;
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
        let mut path = |p: usize, draw: usize| {
            let rank: f64 = rng.random();
            let series = forecast.series[p].as_ref();
            let mut path = series.map_or_else(|_| Vec::new(), |s| s.forecast.sample(rank));
            // Where students are known it is they who graduate; else the past has to speak.
            let students = chained.get(&known[p].programme).map(|draws| &draws[draw]);
            for (value, leaving) in path.iter_mut().zip(students.into_iter().flatten()) {
                *value = *leaving;
            }
            path
        };
        (0..DRAWS).map(|draw| (0..known.len()).map(|p| path(p, draw)).collect()).collect()
    }

    /// Draws of the graduates by the product's own way: those at school at a forecast origin, and
    /// after them the entrants to come; by draw and step. Empty where students by grade are not
    /// known then.
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
        let offered = supplies.iter().enumerate();
        let offered = offered.filter(|(_, supply)| programmes.contains(&supply.programme));
        let graduates = offered.map(|(p, supply)| {
            let of_programme = |draw: &Vec<Vec<f64>>| draw.get(p).cloned().unwrap_or_default();
            let draws = entrants.iter().map(of_programme);
            let draws =
                draws.map(|entrants| leaving(&supply.inputs, &entrants, &mut rng)).collect();
            (supply.programme.clone(), draws)
        });
        Ok(graduates.collect())
    }

    /// The cases of the supply stage: one per programme, forecast origin and step of which it is
    /// known what came. The forecasts follow the methods; the last one gives each programme its
    /// share of the forecast origin's total.
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
                        ratios: None,
                    });
                }
            }
        }
        Ok(cases)
    }
}

/// A draw of the graduates of a programme: those at school, then `entrants` to come. What comes is counted in whole
/// persons, and so is what may come.
fn leaving(inputs: &ProgrammeSupply, entrants: &[f64], rng: &mut ChaCha8Rng) -> Vec<f64> {
    let ProgrammeSupply { enrolled, recruited, unreported_entrants, .. } = inputs;
    let mut leave = |students: f64, rates: &[RateDraw]| {
        rates.iter().fold(students, |n, rate| n * rate.draw(rng)).round()
    };
    let mut path: Vec<f64> =
        enrolled.iter().map(|(students, rates)| leave(*students, rates)).collect();
    let to_come = entrants.iter().zip(recruited);
    path.extend(to_come.map(|(entry, rates)| leave(*entry + unreported_entrants, rates)));
    path
}
