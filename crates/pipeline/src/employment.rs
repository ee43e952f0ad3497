//! Employment of the sections: forecast from their own past and from output, made to add up to
//! what is known of the city as a whole.

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use statrs::function::erf::erf;
use talent_domain::{IndustryCode, Measure, Year};
use talent_forecast::{
    Candidate, Contest, PanelForecast, PanelRequest, SeriesForecast, forecast_panel,
};
use talent_panel::TracedSeries;

use crate::assumptions::Assumptions;
use crate::facts::Facts;
use crate::output::{LaggedOutput, Output};

/// Sections with their forecasts, ready to be drawn from.
#[derive(Debug)]
pub(crate) struct Employment {
    pub(crate) sections: Vec<IndustryCode>,
    pub(crate) observed: Vec<TracedSeries>,
    pub(crate) panel: PanelForecast,
    /// The city's total, where it is known.
    pub(crate) total: Option<TracedSeries>,
    /// Private and self-employment of the city.
    pub(crate) private: Option<TracedSeries>,
    /// Standard deviation of the logarithm of its level.
    private_sd: f64,
    /// Output of the sectors, and employment regressed on it.
    pub(crate) output: Option<Output>,
    /// Median paths of the sections, and variances of their logarithms, for adding up.
    medians: Vec<Vec<f64>>,
    spreads: Vec<Vec<f64>>,
    correlation: f64,
}

/// One draw of employment.
#[derive(Debug, Clone)]
pub(crate) struct EmploymentDraw {
    /// The year of the first row.
    pub(crate) start: Year,
    /// Unit employment by year, then by section.
    pub(crate) units: Vec<Vec<f64>>,
    /// Private and self-employment of the city.
    pub(crate) private: f64,
}

impl EmploymentDraw {
    /// All employment from `base` on, by year, then by section: units plus each section's share of
    /// private and self-employment.
    pub(crate) fn with_private(&self, base: Year, shares: &[f64]) -> Vec<Vec<f64>> {
        self.units
            .iter()
            .skip(usize::try_from(base.since(self.start)).unwrap_or(0))
            .map(|units| units.iter().zip(shares).map(|(n, s)| n + s * self.private).collect())
            .collect()
    }
}

impl Employment {
    /// Fits the sections of a city up to `end`. `None` if it has no section.
    pub(crate) fn fit(facts: &Facts<'_>, end: Year, assumptions: &Assumptions) -> Option<Self> {
        let sections = facts.sections();
        let observed: Vec<TracedSeries> = sections
            .iter()
            .filter_map(|section| facts.regional(Some(section), Measure::Employment))
            .collect();
        let total = facts.regional(None, Measure::Employment);
        let private = facts.regional(None, Measure::PrivateEmployment);
        // The city's total comes last: it is forecast from its own past like any other series.
        let values: Vec<Vec<f64>> =
            observed.iter().chain(&total).map(|traced| traced.series.filled()).collect();
        let first_end = observed.iter().map(|traced| traced.series.end()).min()?;
        let horizon = usize::try_from(end.since(first_end)).unwrap_or(0).max(1);
        let output = Output::new(facts, &sections, &observed, horizon);
        let lagged = output.as_ref().map(LaggedOutput);
        let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let pooled = output.iter().map(|output| output as &dyn Candidate);
        let beside: Vec<&dyn Candidate> =
            pooled.chain(lagged.iter().map(|lagged| lagged as &dyn Candidate)).collect();
        let contest = Contest::Auto(&beside);
        let request = PanelRequest { contest, ..PanelRequest::auto(horizon) };
        let panel = forecast_panel(&slices, &request);
        let spreads = panel.series.iter().map(spreads).collect();
        let median = |series: &SeriesForecast| series.forecast.median();
        let medians =
            panel.series.iter().map(|s| s.as_ref().map_or_else(|_| Vec::new(), median)).collect();
        Some(Self {
            sections,
            observed,
            panel,
            total,
            private,
            private_sd: assumptions.private_sd,
            output,
            medians,
            spreads,
            correlation: assumptions.industry_correlation,
        })
    }

    /// The last year of a section's figures, the earliest of them.
    pub(crate) fn observed_until(&self) -> Option<Year> {
        self.observed.iter().map(|traced| traced.series.end()).min()
    }

    /// Draws employment to `end`, from `base` or the last observed year, whichever is earlier. The
    /// errors of the sections are correlated, and the sections add up to the city's total, known or
    /// drawn, each giving way by its own uncertainty. Private and self-employment stay at their last
    /// level, which is uncertain: a total without industries, published years ago, says nothing of
    /// their growth.
    pub(crate) fn draw(&self, base: Year, end: Year, rng: &mut impl Rng) -> EmploymentDraw {
        let common: f64 = StandardNormal.sample(rng);
        let (shared, own) = (self.correlation.sqrt(), (1.0 - self.correlation).sqrt());
        let mut path = |series: &Result<SeriesForecast, _>| {
            let noise: f64 = StandardNormal.sample(rng);
            let rank = normal_cdf(shared * common + own * noise);
            series
                .as_ref()
                .map_or_else(|_| Vec::new(), |s: &SeriesForecast| s.forecast.sample(rank))
        };
        let paths: Vec<Vec<f64>> = self.panel.series.iter().map(&mut path).collect();
        let noise: f64 = StandardNormal.sample(rng);
        self.assemble(paths, (self.private_sd * noise).exp(), base, end)
    }

    /// The same with every path at its median.
    pub(crate) fn centre(&self, base: Year, end: Year) -> EmploymentDraw {
        self.assemble(self.medians.clone(), 1.0, base, end)
    }

    /// Years from `base` or the last observed one to `end`, the sections made to add up to the total;
    /// private and self-employment at `level` times the last published one.
    fn assemble(
        &self,
        mut paths: Vec<Vec<f64>>,
        level: f64,
        base: Year,
        end: Year,
    ) -> EmploymentDraw {
        let total_path = self.total.as_ref().and_then(|_| paths.pop()).unwrap_or_default();
        let private = self.private.as_ref().map_or(0.0, |private| private.series.last());
        let start = self.observed_until().map_or(base, |until| until.min(base));
        let units = (start.number()..=end.number())
            .map(|year| {
                let at = |(traced, path): (&TracedSeries, &Vec<f64>)| value_at(traced, path, year);
                let draw: Vec<f64> = self.observed.iter().zip(&paths).map(at).collect();
                self.add_up(draw, year, &total_path)
            })
            .collect();
        EmploymentDraw { start, units, private: level * private }
    }

    /// Makes the sections of a year add up to the city's total. Sections that are observed in that
    /// year stay; the others share what is left.
    fn add_up(&self, mut draw: Vec<f64>, year: i32, total_path: &[f64]) -> Vec<f64> {
        let Some(total) = &self.total else { return draw };
        let ahead = |i: usize| year - self.observed[i].series.end().number();
        let free: Vec<usize> = (0..draw.len()).filter(|&i| ahead(i) > 0).collect();
        let fixed: f64 = (0..draw.len()).filter(|&i| ahead(i) <= 0).map(|i| draw[i]).sum();
        let rest = (value_at(total, total_path, year) - fixed).max(0.0);
        let medians: Vec<f64> =
            free.iter().map(|&i| value_at(&self.observed[i], &self.medians[i], year)).collect();
        let variances: Vec<f64> = free
            .iter()
            .map(|&i| self.spreads[i].get(ahead(i) as usize - 1).copied().unwrap_or(1.0))
            .collect();
        let drawn: Vec<f64> = free.iter().map(|&i| draw[i]).collect();
        let adjusted = adjust_to_total(&medians, &drawn, &variances, rest);
        for (&i, value) in free.iter().zip(adjusted) {
            draw[i] = value;
        }
        draw
    }
}

/// The value of a year: observed, or from the path that begins after the last observation.
fn value_at(traced: &TracedSeries, path: &[f64], year: i32) -> f64 {
    let last = traced.series.end();
    let ahead = year - last.number();
    let observed = if ahead <= 0 { traced.series.at(last + ahead) } else { None };
    let drawn = usize::try_from(ahead - 1).ok().and_then(|step| path.get(step).or(path.last()));
    observed.or(drawn.copied()).unwrap_or_else(|| traced.series.last())
}

/// Makes one draw of the sections add up to the city's `total`.
///
/// The medians are scaled to the total first, `m′ = m·T/Σm`. Each section then keeps its own shock,
/// `x̃ = m′·(x/m)`, except that the shocks which push the sum away from the total give way until it
/// is met: their logarithms shrink by `s^w`, `w` being the section's share of the largest variance,
/// so that the uncertain give way first. Medians stay where they are, and nothing falls below zero.
pub(crate) fn adjust_to_total(
    medians: &[f64],
    draw: &[f64],
    variances: &[f64],
    total: f64,
) -> Vec<f64> {
    const HALVINGS: usize = 50;
    const LEAST_WEIGHT: f64 = 0.02;
    let sum: f64 = medians.iter().sum();
    if sum <= 0.0 || total <= 0.0 {
        return draw.to_vec();
    }
    let largest = variances.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let scaled: Vec<f64> = medians.iter().map(|m| m * total / sum).collect();
    let shocks: Vec<f64> = draw
        .iter()
        .zip(medians)
        .map(|(x, m)| if *x > 0.0 && *m > 0.0 { (x / m).ln() } else { 0.0 })
        .collect();
    let shrunk = |sign: f64, by: f64| -> Vec<f64> {
        scaled
            .iter()
            .zip(&shocks)
            .zip(variances)
            .map(|((m, shock), v)| {
                let weight = (v / largest).max(LEAST_WEIGHT);
                let keep = if shock * sign > 0.0 { (-by * weight).exp() } else { 1.0 };
                m * (shock * keep).exp()
            })
            .collect()
    };
    let off = shrunk(0.0, 0.0).iter().sum::<f64>() - total;
    let sign = off.signum();
    // Without the shocks of this sign the sum lies on the other side of the total.
    let (mut low, mut high) = (0.0, 40.0 / LEAST_WEIGHT);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if (shrunk(sign, middle).iter().sum::<f64>() - total) * sign > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    shrunk(sign, high)
}

/// Variances of the logarithm by step, up to a factor: the squared log ratio of the ends of the
/// 80 % interval, ends below one person counting as one.
fn spreads(series: &Result<SeriesForecast, talent_forecast::FitError>) -> Vec<f64> {
    let Ok(series) = series else { return Vec::new() };
    (1..=series.forecast.horizon())
        .map(|step| {
            let ends = series.forecast.interval(step, 0.8);
            ends.map_or(1.0, |ends| (ends.upper.max(1.0) / ends.lower.max(1.0)).ln().powi(2))
        })
        .collect()
}

fn normal_cdf(z: f64) -> f64 {
    0.5 * (1.0 + erf(z / std::f64::consts::SQRT_2))
}

#[cfg(test)]
mod tests {
    use super::adjust_to_total;

    #[test]
    fn the_total_is_met_and_medians_stay() {
        let medians = [40.0, 50.0, 10.0];
        assert_eq!(adjust_to_total(&medians, &medians, &[0.1, 0.4, 0.2], 100.0), medians);
        for draw in [[60.0, 55.0, 9.0], [20.0, 30.0, 30.0], [40.0, 5.0, 10.0]] {
            let adjusted = adjust_to_total(&medians, &draw, &[0.1, 0.4, 0.2], 110.0);
            assert!((adjusted.iter().sum::<f64>() - 110.0).abs() < 1e-6, "{adjusted:?}");
            assert!(adjusted.iter().all(|value| *value > 0.0));
        }
    }

    #[test]
    fn one_exploding_section_does_not_empty_the_others() {
        let medians = [57_000.0, 200.0];
        let adjusted = adjust_to_total(&medians, &[55_000.0, 1.2e6], &[0.05, 9.0], 57_200.0);
        assert!((adjusted[0] - 55_000.0).abs() < 1.0 && adjusted[1] < 2_300.0, "{adjusted:?}");
    }

    #[test]
    fn nothing_to_adjust_stays_as_it_is() {
        assert_eq!(adjust_to_total(&[0.0, 0.0], &[0.0, 0.0], &[1.0, 1.0], 5.0), [0.0, 0.0]);
    }
}
