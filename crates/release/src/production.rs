//! Output of the sectors: real growth, its forecasts at every forecast origin, and employment
//! regressed on it.

use std::collections::BTreeMap;

use talent_domain::{IndustryCode, Measure, Year};
use talent_facts::Facts;
use talent_forecast::{
    Candidate, LaggedFit, LaggedRegression, LogDifferenceRegression, Pair, PanelForecast,
    PanelRequest, RegressionFit, forecast_panel,
};
use talent_panel::TracedSeries;

/// Employment on output as a candidate: the pooled regression, fitted again at every forecast
/// origin on what was known there.
///
/// Where a regression tells no elasticity, it has no path.
///
/// Output is published years after employment ends, so at a forecast origin it is known for as many
/// years ahead as it is at the present edge; beyond that it is forecast from its own past.
#[derive(Debug)]
pub struct Output {
    /// Start of each section's employment series.
    starts: Vec<Year>,
    /// Whether a section's employment has a logarithm in every year.
    positive: Vec<bool>,
    /// Real output growth (Δ ln) of each section's sector by year.
    growth: Vec<BTreeMap<Year, f64>>,
    /// Years that output is known beyond employment.
    lead: i32,
    /// What was known with employment up to each year.
    at: BTreeMap<Year, Known>,
    /// Elasticities now, in the order of the sections; not to be used where they are not
    /// [`estimable`](RegressionFit::estimable).
    pub elasticities: RegressionFit,
    /// The sectors: a section's own output where it is published, else that of its sector.
    pub sectors: Vec<IndustryCode>,
    /// By section, the position of its sector.
    pub sector_of: Vec<usize>,
    /// Index of real output of each sector by year, 100 in the year before its first growth.
    pub indices: Vec<BTreeMap<Year, f64>>,
    /// Forecasts of the indices from all that is known now, in the order of the sectors.
    pub forecast: PanelForecast,
}

/// What was known at one forecast origin.
#[derive(Debug)]
struct Known {
    /// Employment regressed on output, all sections pooled.
    fit: RegressionFit,
    /// The same with lags; `None` where it could not be fitted.
    lagged: Option<LaggedFit>,
    /// By sector, growth to come (Δ ln) by year from the one after the last known.
    ahead: Vec<Vec<f64>>,
}

impl Output {
    /// `None` if there is too little output to regress on.
    ///
    /// `observed` is the employment of `sections`, in their order. Every year of employment is a
    /// forecast origin, except those at which the regression cannot be fitted.
    pub fn new(
        facts: &Facts<'_>,
        sections: &[IndustryCode],
        observed: &[TracedSeries],
        horizon: usize,
    ) -> Option<Self> {
        // A section's own output where it is published, else that of its sector.
        let of_output = |section: &IndustryCode| {
            if real_growth(facts, section).is_empty() { section.sector() } else { section.clone() }
        };
        let mut sectors: Vec<IndustryCode> = sections.iter().map(of_output).collect();
        sectors.sort();
        sectors.dedup();
        let of_sector: Vec<BTreeMap<Year, f64>> =
            sectors.iter().map(|sector| real_growth(facts, sector)).collect();
        let sector_of: Vec<usize> = sections
            .iter()
            .filter_map(|s| sectors.iter().position(|x| *x == of_output(s)))
            .collect();
        let growth: Vec<BTreeMap<Year, f64>> =
            sector_of.iter().map(|&sector| of_sector[sector].clone()).collect();
        let output_end = growth.iter().filter_map(|g| g.keys().next_back()).max()?;
        let end = observed.iter().map(|traced| traced.series.end()).max()?;
        let lead = output_end.since(end).max(0);
        let start = observed.iter().map(|traced| traced.series.start()).min()?;
        let indices: Vec<BTreeMap<Year, f64>> = of_sector.iter().map(index).collect();
        let mut at = BTreeMap::new();
        for year in (0..=end.since(start)).map(|offset| start + offset) {
            let pairs: Vec<Vec<Pair>> =
                observed.iter().zip(&growth).map(|(n, y)| pairs(n, y, year)).collect();
            let Ok(fit) = LogDifferenceRegression::default().fit(&pairs) else { continue };
            let lagged = LaggedRegression::default().fit(&pairs).ok();
            let ahead = forecast_growth(&indices, year + lead, horizon).1;
            at.insert(year, Known { fit, lagged, ahead });
        }
        let (forecast, _) = forecast_growth(&indices, *output_end, horizon);
        Some(Self {
            starts: observed.iter().map(|traced| traced.series.start()).collect(),
            positive: observed
                .iter()
                .map(|traced| traced.series.filled().iter().all(|value| *value > 0.0))
                .collect(),
            elasticities: at.get(&end)?.fit.clone(),
            growth,
            lead,
            at,
            sectors,
            sector_of,
            indices,
            forecast,
        })
    }

    /// Output of a section's sector in two years, as indices.
    ///
    /// `None` where either year has no index.
    pub fn levels(&self, section: usize, from: Year, to: Year) -> Option<(f64, f64)> {
        let index = &self.indices[*self.sector_of.get(section)?];
        Some((*index.get(&from)?, *index.get(&to)?))
    }

    /// Mean yearly growth of the output to come of a section's sector, a fraction.
    ///
    /// On the median path: `(last step/last known)^(1/steps) − 1`.
    pub fn growth_ahead(&self, section: usize) -> Option<f64> {
        let sector = *self.sector_of.get(section)?;
        let last = *self.indices[sector].values().next_back()?;
        let path = self.forecast.series[sector].as_ref().ok()?.forecast.median();
        Some((path.last()? / last).powf(1.0 / path.len() as f64) - 1.0)
    }

    /// What was known of section `series` when its employment had `past` values: the year of that
    /// forecast origin, the fits, and the changes of output (Δ ln) in the `horizon` years after it,
    /// published or forecast. `None` where its employment is not positive in every year, or nothing
    /// could be fitted then.
    fn known(
        &self,
        series: usize,
        past: usize,
        horizon: usize,
    ) -> Option<(Year, &Known, Vec<f64>)> {
        if !self.positive.get(series).copied()? {
            return None;
        }
        let origin = *self.starts.get(series)? + (past as i32 - 1);
        let known = self.at.get(&origin)?;
        let known_until = origin + self.lead;
        let ahead = &known.ahead[self.sector_of[series]];
        let changes = (1..=horizon as i32)
            .map(|step| {
                let year = origin + step;
                let beyond = year.since(known_until);
                if beyond <= 0 {
                    self.growth[series].get(&year).copied()
                } else {
                    ahead.get(usize::try_from(beyond - 1).ok()?).copied()
                }
            })
            .collect::<Option<_>>()?;
        Some((origin, known, changes))
    }
}

impl Candidate for Output {
    fn name(&self) -> &'static str {
        "output regression"
    }

    fn path(&self, series: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>> {
        let (_, known, changes) = self.known(series, past.len(), horizon)?;
        known.fit.estimable.then_some(())?;
        Some(known.fit.path(series, *past.last()?, &changes))
    }
}

/// Employment on output now and before, and on its own change the year before, with a penalty.
#[derive(Debug, Clone, Copy)]
pub struct LaggedOutput<'a>(pub &'a Output);

impl Candidate for LaggedOutput<'_> {
    fn name(&self) -> &'static str {
        "lagged output"
    }

    fn path(&self, series: usize, past: &[f64], horizon: usize) -> Option<Vec<f64>> {
        let (origin, known, changes) = self.0.known(series, past.len(), horizon)?;
        let first = origin - (past.len() as i32 - 1);
        let pairs: Vec<Pair> = past
            .windows(2)
            .enumerate()
            .filter_map(|(t, pair)| {
                let output = *self.0.growth[series].get(&(first + (t as i32 + 1)))?;
                Some(Pair { employment: pair[1] - pair[0], output })
            })
            .collect();
        known.lagged.as_ref()?.path(series, &pairs, *past.last()?, &changes)
    }
}

/// The index that grows by these changes (Δ ln), 100 in the year before the first of them.
fn index(growth: &BTreeMap<Year, f64>) -> BTreeMap<Year, f64> {
    let Some((&first, _)) = growth.first_key_value() else { return BTreeMap::new() };
    let mut level = 100.0;
    let grown = growth.iter().map(|(&year, change)| {
        level *= change.exp();
        (year, level)
    });
    std::iter::once((first - 1, 100.0)).chain(grown).collect()
}

/// Forecasts the indices of all sectors from their values up to `year`: the forecasts, and by
/// sector the growth (Δ ln) of the median at each step, empty where there is no forecast.
fn forecast_growth(
    indices: &[BTreeMap<Year, f64>],
    year: Year,
    horizon: usize,
) -> (PanelForecast, Vec<Vec<f64>>) {
    let values: Vec<Vec<f64>> = indices
        .iter()
        .map(|index| index.range(..=year).map(|(_, value)| *value).collect())
        .collect();
    let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let panel = forecast_panel(&slices, &PanelRequest::auto(horizon));
    let growth = panel
        .series
        .iter()
        .zip(&values)
        .map(|(series, values)| {
            let median = series.as_ref().map(|s| s.forecast.median()).unwrap_or_default();
            let path: Vec<f64> = values.last().copied().into_iter().chain(median).collect();
            path.windows(2).map(|pair| (pair[1] / pair[0]).ln()).collect()
        })
        .collect();
    (panel, growth)
}

/// Real growth of the output of an industry: the nominal change of its value added, less the change of
/// its own prices, `ln(price index/100)`, or where those are not published of the city's price level,
/// `Δln GDP − ln(index/100)`.
///
/// By year, as Δ ln; empty where prices or value added are missing. Both indices have the year
/// before as 100.
fn real_growth(facts: &Facts<'_>, sector: &IndustryCode) -> BTreeMap<Year, f64> {
    let value_added = facts.regional(Some(sector), Measure::ValueAdded);
    let prices = facts.regional(Some(sector), Measure::OutputPriceIndex);
    if let (Some(value_added), Some(prices)) = (&value_added, &prices) {
        return prices
            .series
            .points()
            .filter_map(|(year, index)| {
                let index = index.filter(|index| *index > 0.0)?;
                Some((year, log_change(value_added, year)? - (index / 100.0).ln()))
            })
            .collect();
    }
    let gdp = facts.regional(None, Measure::Gdp);
    let index = facts.regional(None, Measure::GdpIndex);
    let (Some(value_added), Some(gdp), Some(index)) = (value_added, gdp, index) else {
        return BTreeMap::new();
    };
    index
        .series
        .points()
        .filter_map(|(year, volume)| {
            let volume = volume.filter(|v| *v > 0.0)?;
            let prices = log_change(&gdp, year)? - (volume / 100.0).ln();
            Some((year, log_change(&value_added, year)? - prices))
        })
        .collect()
}

/// Change of the logarithm on the year before; `None` unless both years are known and positive.
fn log_change(traced: &TracedSeries, year: Year) -> Option<f64> {
    let (now, before) = (traced.series.at(year)?, traced.series.at(year - 1)?);
    (now > 0.0 && before > 0.0).then(|| (now / before).ln())
}

/// Changes (Δ ln) of employment and output in the years up to `until` in which both are known.
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
///
/// Observations of value added of the section and of its sector, of the section's prices, of GDP
/// and of its index, by position in the panel.
pub fn output_ids(facts: &Facts<'_>, section: &IndustryCode) -> Vec<u32> {
    let series = [
        facts.regional(Some(section), Measure::ValueAdded),
        facts.regional(Some(section), Measure::OutputPriceIndex),
        facts.regional(Some(&section.sector()), Measure::ValueAdded),
        facts.regional(None, Measure::Gdp),
        facts.regional(None, Measure::GdpIndex),
    ];
    series.iter().flatten().flat_map(TracedSeries::ids).collect()
}
