//! Employment by section at earlier forecast origins.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use talent_domain::{Measure, Year};
use talent_market::{Case, Mirror, Spread};
use talent_panel::Panel;
use talent_release::{Earlier, Employment, ReleaseError};

use super::{DRAWS, Known, PLAIN, mean_change, plain_path, spread};
use crate::failure::RunFailure;

/// Employment at a forecast origin: the paths of the product and of the plainer ways, and what
/// came.
pub(super) struct EmploymentPaths {
    /// The forecast origin: the last year that was known.
    pub(super) origin: Year,
    /// By section, employment at the forecast origin, persons.
    pub(super) last: Vec<f64>,
    /// By section, the mean yearly change up to the forecast origin, persons.
    pub(super) scale: Vec<f64>,
    /// By draw, year from the forecast origin on, section: the product's forecast, persons.
    pub(super) draws: Vec<Vec<Vec<f64>>>,
    /// By plainer way, year from the forecast origin on, section: its forecast, persons.
    pub(super) plain: Vec<Vec<Vec<f64>>>,
    /// By year from the forecast origin on, section: the employment that came, persons.
    pub(super) came: Vec<Vec<f64>>,
    /// By section, employment of the year before, persons.
    pub(super) before: Vec<f64>,
    /// What the product said at still earlier forecast origins, by which growth is weighed in demand.
    pub(super) earlier: Vec<Earlier>,
}

/// The product, the plainer ways, a constant share of the product's total, and the product with the output to
/// come known.
pub(super) fn methods() -> Vec<String> {
    super::methods().into_iter().chain(["output-known".to_owned()]).collect()
}

impl Known {
    /// The last year in which every section is observed.
    pub(super) fn employment_end(&self) -> Option<Year> {
        let facts = self.facts(self.newest()?);
        let of = |section| Some(facts.regional(Some(section), Measure::Employment)?.series.end());
        facts.sections().iter().filter_map(of).min()
    }

    /// What was forecast of employment at a forecast origin and what came. `None` where a section
    /// was not known up to the forecast origin, or not in all years of the horizon. Fails where no
    /// section has figures.
    pub(super) fn employment(&self, origin: Year) -> Result<Option<EmploymentPaths>, RunFailure> {
        let Some(panel) = self.at(Measure::Employment, origin) else { return Ok(None) };
        let (cut, now) = (self.facts(&panel), self.newest().map(|panel| self.facts(panel)));
        let Some(now) = now else { return Ok(None) };
        let end = origin + self.horizon as i32;
        let fit =
            Employment::fit(&cut, end, &self.assumptions).ok_or(ReleaseError::NoEmployment)?;
        let last: Vec<f64> = fit.observed.iter().map(|traced| traced.series.last()).collect();
        let ended = fit.observed.iter().all(|traced| traced.series.end() == origin);
        let came: Option<Vec<Vec<f64>>> = (0..=self.horizon as i32)
            .map(|step| {
                let at =
                    |code| now.regional(Some(code), Measure::Employment)?.series.at(origin + step);
                fit.sections.iter().map(at).collect()
            })
            .collect();
        let Some(came) = came.filter(|_| ended) else { return Ok(None) };
        let draws = (0..DRAWS as u64)
            .map(|draw| {
                let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
                rng.set_stream(draw / 2);
                fit.draw(origin, end, Mirror::of(draw), &mut rng).units
            })
            .collect();
        let past: Vec<Vec<f64>> = fit.observed.iter().map(|t| t.series.filled()).collect();
        let plain = PLAIN
            .iter()
            .map(|method| {
                let paths: Vec<Vec<f64>> =
                    past.iter().map(|past| plain_path(*method, past, self.horizon)).collect();
                let year = |step: usize| {
                    let at = |(path, last): (&Vec<f64>, &f64)| {
                        step.checked_sub(1).map_or(*last, |step| path[step])
                    };
                    paths.iter().zip(&last).map(at).collect()
                };
                (0..=self.horizon).map(year).collect()
            })
            .collect();
        let scale = past.iter().map(|past| mean_change(past)).collect();
        let of_year_before = |past: &Vec<f64>| past[past.len().saturating_sub(2)];
        let before = past.iter().map(of_year_before).collect();
        let earlier = fit.earlier;
        Ok(Some(EmploymentPaths { origin, last, scale, draws, plain, came, before, earlier }))
    }

    /// The product's middle path at a forecast origin if the output to come were known, by year,
    /// section.
    ///
    /// Output and prices of the horizon are taken from the newest vintage; `None` where the
    /// sections cannot be fitted.
    fn with_output(&self, origin: Year) -> Option<Vec<Vec<f64>>> {
        const OUTPUT: [Measure; 4] =
            [Measure::ValueAdded, Measure::OutputPriceIndex, Measure::Gdp, Measure::GdpIndex];
        let (known, end) = (self.at(Measure::Employment, origin)?, origin + self.horizon as i32);
        let came = self.newest()?.observations().iter();
        let came = came.filter(|o| OUTPUT.contains(&o.measure) && o.year > origin && o.year <= end);
        let panel = Panel::new(known.observations().iter().chain(came).cloned());
        let fit = Employment::fit(&self.facts(&panel), end, &self.assumptions)?;
        Some(fit.centre(origin, end).units)
    }

    /// The cases of the industry stage: one per section, forecast origin and step. The forecasts
    /// follow the methods; the share is that of the section in the forecast origin's total.
    pub(super) fn industry(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        let sections = self.newest().map(|panel| self.facts(panel).sections()).unwrap_or_default();
        for origin in self.employment_end().into_iter().flat_map(|end| self.origins(end)) {
            let Some(paths) = self.employment(origin)? else { continue };
            let with_output = self.with_output(origin);
            let whole: f64 = paths.last.iter().sum();
            for step in 1..=self.horizon {
                let spreads: Vec<Spread> = (0..paths.last.len())
                    .map(|i| spread(paths.draws.iter().map(|draw| draw[step][i])))
                    .collect();
                let together: f64 = spreads.iter().map(|spread| spread.median).sum();
                for (i, own) in spreads.into_iter().enumerate() {
                    let mut forecasts = vec![own.median];
                    forecasts.extend(paths.plain.iter().map(|plain| plain[step][i]));
                    forecasts.push(together * paths.last[i] / whole);
                    forecasts.push(with_output.as_ref().map_or(f64::NAN, |rows| rows[step][i]));
                    cases.push(Case {
                        id: sections.get(i).map(ToString::to_string).unwrap_or_default(),
                        origin: origin.number(),
                        step,
                        last: paths.last[i],
                        scale: paths.scale[i],
                        actual: paths.came[step][i],
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
