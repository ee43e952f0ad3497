//! Employment of the sections: forecast from their own past and from output, made to add up to
//! what is known of the city as a whole.

use std::collections::BTreeMap;

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use statrs::function::erf::erf;
use talent_domain::{IndustryCode, Measure, Year};
use talent_forecast::{
    Candidate, Contest, DampedTrend, LogDifferenceRegression, Model, Pair, PanelForecast,
    PanelRequest, RegressionFit, SeriesForecast, forecast_panel,
};
use talent_panel::TracedSeries;

use crate::assumptions::Assumptions;
use crate::facts::Facts;

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
    /// Elasticities, in the order of the sections.
    pub(crate) regression: Option<RegressionFit>,
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
        let on_output = OutputRegression::new(facts, &sections, &observed);
        // The city's total comes last: it is forecast from its own past like any other series.
        let values: Vec<Vec<f64>> =
            observed.iter().chain(&total).map(|traced| traced.series.filled()).collect();
        let first_end = observed.iter().map(|traced| traced.series.end()).min()?;
        let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let beside: Vec<&dyn Candidate> =
            on_output.iter().map(|on_output| on_output as &dyn Candidate).collect();
        let horizon = usize::try_from(end.since(first_end)).unwrap_or(0).max(1);
        let contest = Contest::Auto(&beside);
        let request = PanelRequest { contest, ..PanelRequest::auto(horizon) };
        let panel = forecast_panel(&slices, &request);
        let spreads = panel.series.iter().map(spreads).collect();
        let median = |series: &SeriesForecast| series.forecast.median();
        let medians =
            panel.series.iter().map(|s| s.as_ref().map_or_else(|_| Vec::new(), median)).collect();
        let regression = on_output.map(|on_output| on_output.latest);
        Some(Self {
            sections,
            observed,
            panel,
            total,
            private,
            private_sd: assumptions.private_sd,
            regression,
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
        let mut paths: Vec<Vec<f64>> = self.panel.series.iter().map(&mut path).collect();
        let total_path = self.total.as_ref().and_then(|_| paths.pop()).unwrap_or_default();
        let noise: f64 = StandardNormal.sample(rng);
        let private = self.private.as_ref().map_or(0.0, |private| private.series.last());
        let start = self.observed_until().map_or(base, |until| until.min(base));
        let units = (start.number()..=end.number())
            .map(|year| {
                let at = |(traced, path): (&TracedSeries, &Vec<f64>)| value_at(traced, path, year);
                let draw: Vec<f64> = self.observed.iter().zip(&paths).map(at).collect();
                self.add_up(draw, year, &total_path)
            })
            .collect();
        let private = private * (self.private_sd * noise).exp();
        EmploymentDraw { start, units, private }
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

/// Employment on output as a candidate: the pooled regression, fitted again at every origin on what
/// was known there.
///
/// Output is published years after employment ends, so at an origin it is known for as many years
/// ahead as it is at the present edge; beyond that it is forecast by a damped trend.
struct OutputRegression {
    /// Start of each section's employment series.
    starts: Vec<Year>,
    /// Real output growth (Δ ln) of each section's sector by year.
    growth: Vec<BTreeMap<Year, f64>>,
    /// Years that output is known beyond employment.
    lead: i32,
    /// The fit with data up to each year.
    fits: BTreeMap<Year, RegressionFit>,
    latest: RegressionFit,
}

impl OutputRegression {
    /// `None` if there is too little output to regress on.
    fn new(
        facts: &Facts<'_>,
        sections: &[IndustryCode],
        observed: &[TracedSeries],
    ) -> Option<Self> {
        let growth: Vec<BTreeMap<Year, f64>> =
            sections.iter().map(|section| real_growth(facts, section)).collect();
        let output_end = growth.iter().filter_map(|g| g.keys().next_back()).max()?;
        let end = observed.iter().map(|traced| traced.series.end()).max()?;
        let lead = output_end.since(end).max(0);
        let start = observed.iter().map(|traced| traced.series.start()).min()?;
        let mut fits = BTreeMap::new();
        for year in start.number()..=end.number() {
            let year = start + (year - start.number());
            let pairs: Vec<Vec<Pair>> =
                observed.iter().zip(&growth).map(|(n, y)| pairs(n, y, year)).collect();
            if let Ok(fit) = LogDifferenceRegression::default().fit(&pairs) {
                fits.insert(year, fit);
            }
        }
        let latest = fits.get(&end)?.clone();
        let starts = observed.iter().map(|traced| traced.series.start()).collect();
        Some(Self { starts, growth, lead, fits, latest })
    }
}

impl Candidate for OutputRegression {
    fn name(&self) -> &'static str {
        "output regression"
    }

    fn path(&self, series: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>> {
        let origin = *self.starts.get(series)? + (past.len() as i32 - 1);
        let fit = self.fits.get(&origin)?;
        let known_until = origin + self.lead;
        let known = &self.growth[series];
        let level: Vec<f64> = known
            .range(..=known_until)
            .scan(0.0, |level, (_, change)| {
                *level += change;
                Some(*level)
            })
            .collect();
        let ahead = DampedTrend.fit(&level).ok()?.path(horizon);
        let mut before = *level.last()?;
        let forecast_changes: Vec<f64> = ahead
            .iter()
            .map(|value| {
                let change = value - before;
                before = *value;
                change
            })
            .collect();
        let changes: Vec<f64> =
            (1..=horizon as i32)
                .map(|step| {
                    let year = origin + step;
                    let beyond = year.since(known_until);
                    known.get(&year).copied().filter(|_| beyond <= 0).or_else(|| {
                        forecast_changes.get(usize::try_from(beyond - 1).ok()?).copied()
                    })
                })
                .collect::<Option<_>>()?;
        Some(fit.path(series, *past.last()?, &changes))
    }
}

/// Real growth of the output of a section's sector: the nominal change of the sector's value added,
/// less the change of the city's price level, `Δln GDP − ln(index/100)`.
fn real_growth(facts: &Facts<'_>, section: &IndustryCode) -> BTreeMap<Year, f64> {
    let value_added = facts.regional(Some(&section.sector()), Measure::ValueAdded);
    let gdp = facts.regional(None, Measure::Gdp);
    let index = facts.regional(None, Measure::GdpIndex);
    let (Some(value_added), Some(gdp), Some(index)) = (value_added, gdp, index) else {
        return BTreeMap::new();
    };
    let change = |traced: &TracedSeries, year: Year| {
        let (now, before) = (traced.series.at(year)?, traced.series.at(year - 1)?);
        (now > 0.0 && before > 0.0).then(|| (now / before).ln())
    };
    index
        .series
        .points()
        .filter_map(|(year, volume)| {
            let volume = volume.filter(|v| *v > 0.0)?;
            let prices = change(&gdp, year)? - (volume / 100.0).ln();
            Some((year, change(&value_added, year)? - prices))
        })
        .collect()
}

fn pairs(employment: &TracedSeries, growth: &BTreeMap<Year, f64>, until: Year) -> Vec<Pair> {
    growth
        .range(..=until)
        .filter_map(|(&year, &output)| {
            let now = employment.series.at(year).filter(|v| *v > 0.0)?;
            let before = employment.series.at(year - 1).filter(|v| *v > 0.0)?;
            Some(Pair { employment: (now / before).ln(), output })
        })
        .collect()
}

/// The figures that a section's elasticity rests on, beside its own.
pub(crate) fn output_ids(facts: &Facts<'_>, section: &IndustryCode) -> Vec<u32> {
    let series = [
        facts.regional(Some(&section.sector()), Measure::ValueAdded),
        facts.regional(None, Measure::Gdp),
        facts.regional(None, Measure::GdpIndex),
    ];
    series.iter().flatten().flat_map(TracedSeries::ids).collect()
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
