//! Employment of the sections: forecast from their own past and from output, made to add up to
//! what is known of the city as a whole.

mod private;

use std::collections::BTreeMap;

use rand::Rng;
use rand_distr::{Distribution, StandardNormal};
use talent_domain::{IndustryCode, Measure, Series, Year};
use talent_facts::Facts;
use talent_forecast::{
    Candidate, Contest, PanelRequest, SeriesForecast, SlopeFit, add_up_positive,
};
use talent_market::{Mirror, draw_shares};
use talent_panel::TracedSeries;

use crate::assumptions::Assumptions;
use crate::chance::{normal_cdf, relative_widths};
use crate::growth::{Earlier, earlier_forecasts};
use crate::production::{LaggedOutput, Output};
use crate::trial::Tried;
use private::private_shares;

/// Sections with their forecasts, ready to be drawn from.
///
/// The city's total is forecast as one more series behind the sections: `forecast`, `medians` and
/// `widths` have one entry more than `sections`.
#[derive(Debug)]
pub struct Employment {
    /// The sections; every list by section is in this order.
    pub sections: Vec<IndustryCode>,
    /// Unit employment of each section, persons, with the observations it was taken from.
    pub observed: Vec<TracedSeries>,
    /// Forecasts of the sections, then of the city's total where it is known.
    pub forecast: Tried,
    /// The city's total as published; where none is, the sum of the sections.
    pub total: Option<TracedSeries>,
    /// Private and self-employment of the city.
    pub private: Option<TracedSeries>,
    /// The same by section, where a table gives it.
    pub private_by_section: Vec<Option<TracedSeries>>,
    /// By section, its share of private and self-employment, from that table or as assumed.
    pub private_shares: Vec<f64>,
    /// Standard deviation of the logarithm of the level of private and self-employment.
    private_sd: f64,
    /// Persons that its division among the sections is worth.
    private_persons: f64,
    /// Output of the sectors, and employment regressed on it.
    pub output: Option<Output>,
    /// Median paths of the sections, then of the total, persons by step; empty where a series
    /// cannot be forecast.
    medians: Vec<Vec<f64>>,
    /// Standard deviations of the same forecasts, in the same order and by step, as fractions of
    /// the median.
    widths: Vec<Vec<f64>>,
    /// Correlation between the forecast errors of any two sections, from 0 to 1.
    correlation: f64,
    /// What was forecast of the sections at earlier forecast origins, the earliest first.
    pub earlier: Vec<Earlier>,
}

/// One draw of employment.
#[derive(Debug, Clone)]
pub struct EmploymentDraw {
    /// The year of the first row.
    pub start: Year,
    /// Unit employment by year, then by section.
    pub units: Vec<Vec<f64>>,
    /// Private and self-employment of the city, persons; the same in every year of the draw.
    pub private: f64,
    /// By section, its share of it; the same in every year of the draw.
    pub private_shares: Vec<f64>,
}

impl EmploymentDraw {
    /// All employment of the years `from` to `to`, by year, then by section: units plus each section's share of
    /// private and self-employment.
    ///
    /// Years before the first row are left out.
    pub fn with_private(&self, (from, to): (Year, Year)) -> Vec<Vec<f64>> {
        let private = |(units, share): (&f64, &f64)| units + share * self.private;
        let position = |year: Year| usize::try_from(year.since(self.start)).unwrap_or(0);
        self.units
            .iter()
            .take(position(to + 1))
            .skip(position(from))
            .map(|units| units.iter().zip(&self.private_shares).map(private).collect())
            .collect()
    }
}

impl Employment {
    /// Fits the sections of a city up to `end`. `None` if it has no section.
    ///
    /// A section's own past, the regression on output and its lagged form compete in one contest.
    /// The horizon runs from the section that ends first to `end`, and is at least one year.
    pub fn fit(facts: &Facts<'_>, end: Year, assumptions: &Assumptions) -> Option<Self> {
        let sections = facts.sections();
        let observed: Vec<TracedSeries> = sections
            .iter()
            .filter_map(|section| facts.regional(Some(section), Measure::Employment))
            .collect();
        let total = facts.regional(None, Measure::Employment).or_else(|| sum(&observed));
        let private_of = |section| facts.regional(Some(section), Measure::PrivateEmployment);
        let private_by_section: Vec<Option<TracedSeries>> =
            sections.iter().map(private_of).collect();
        let known: Vec<TracedSeries> = private_by_section.iter().flatten().cloned().collect();
        let private = facts.regional(None, Measure::PrivateEmployment).or_else(|| sum(&known));
        let private_shares =
            private_shares(&sections, &private_by_section, private.as_ref(), assumptions);
        // The city's total comes last: it is forecast from its own past like any other series.
        let values: Vec<Vec<f64>> =
            observed.iter().chain(&total).map(|traced| traced.series.filled()).collect();
        let first_end = observed.iter().map(|traced| traced.series.end()).min()?;
        let horizon = usize::try_from(end.since(first_end)).unwrap_or(0).max(1);
        let output = Output::new(facts, &sections, &observed, horizon);
        let lagged = output.as_ref().map(LaggedOutput);
        let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        // An elasticity that the figures do not tell has no part in the contest.
        let told = output.iter().filter(|output| output.elasticities.estimable);
        let pooled = told.map(|output| output as &dyn Candidate);
        let beside: Vec<&dyn Candidate> =
            pooled.chain(lagged.iter().map(|lagged| lagged as &dyn Candidate)).collect();
        let contest = Contest::Auto(&beside);
        let request = PanelRequest { contest, ..PanelRequest::auto(horizon) };
        // The city's total, the last of them, would count twice.
        let forecast = Tried::forecast(&slices, &request, sections.len());
        let earlier = earlier_forecasts(&slices[..sections.len()], &request);
        let series = &forecast.panel.series;
        let widths = series.iter().map(relative_widths).collect();
        let median = |series: &SeriesForecast| series.forecast.median();
        let medians =
            series.iter().map(|s| s.as_ref().map_or_else(|_| Vec::new(), median)).collect();
        let changes: Vec<BTreeMap<Year, f64>> = observed.iter().map(changes).collect();
        Some(Self {
            sections,
            observed,
            forecast,
            total,
            private,
            private_by_section,
            private_shares,
            private_sd: assumptions.private_sd,
            private_persons: assumptions.private_persons,
            output,
            medians,
            widths,
            correlation: correlation(&changes, assumptions.industry_correlation),
            earlier,
        })
    }

    /// Per cent by which one per cent of output in a scenario moves the employment of each section:
    /// the estimated elasticity drawn towards one half (standard deviation a quarter), never below
    /// zero. Where the figures show none, a scenario says little, and that is what it should say.
    ///
    /// The mean of estimate `β` and prior, weighted by precision: `(β/s² + 0.5/0.25²)/(1/s² +
    /// 1/0.25²)`.
    pub fn scenario_elasticities(&self) -> Vec<f64> {
        const PRIOR: (f64, f64) = (0.5, 0.25);
        let combined = |slope: Option<&SlopeFit>| {
            let (value, weight) = slope.map_or((0.0, 0.0), |s| (s.value, s.sd.powi(-2)));
            let prior = PRIOR.1.powi(-2);
            ((value * weight + PRIOR.0 * prior) / (weight + prior)).max(0.0)
        };
        let slopes = self.output.as_ref().map(|output| &output.elasticities.slopes);
        (0..self.sections.len())
            .map(|i| combined(slopes.and_then(|slopes| slopes.get(i)).filter(|s| s.sd > 0.0)))
            .collect()
    }

    /// All employment of each section in its last year, persons: units, and its share of private
    /// and self-employment.
    pub fn with_private_now(&self) -> Vec<f64> {
        let private = self.private.as_ref().map_or(0.0, |private| private.series.last());
        let sections = self.observed.iter().zip(&self.private_shares);
        sections.map(|(traced, share)| traced.series.last() + share * private).collect()
    }

    /// Years ahead that the longest forecast reaches.
    pub fn horizon(&self) -> usize {
        self.medians.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The last year of any section's figures.
    pub fn newest_year(&self) -> Option<Year> {
        self.observed.iter().map(|traced| traced.series.end()).max()
    }

    /// The earliest of the last years of the sections: no section's figures end before it.
    pub fn observed_until(&self) -> Option<Year> {
        self.observed.iter().map(|traced| traced.series.end()).min()
    }

    /// Draws employment to `end`, from `first` or the last observed year, whichever is earlier. The
    /// errors of the sections are correlated, and the sections add up to the city's total, known or
    /// drawn, each giving way by its own uncertainty. Private and self-employment stay at their last
    /// level, which is uncertain: a total without industries, published years ago, says nothing of
    /// their growth.
    ///
    /// `rng` is in the same state for both of a pair of draws.
    pub fn draw(
        &self,
        first: Year,
        end: Year,
        mirror: Mirror,
        rng: &mut impl Rng,
    ) -> EmploymentDraw {
        let mut normal = || mirror.sign() * Distribution::<f64>::sample(&StandardNormal, rng);
        let common = normal();
        let (shared, own) = (self.correlation.sqrt(), (1.0 - self.correlation).sqrt());
        let mut path = |series: &Result<SeriesForecast, _>| {
            let rank = normal_cdf(shared * common + own * normal());
            series
                .as_ref()
                .map_or_else(|_| Vec::new(), |s: &SeriesForecast| s.forecast.sample(rank))
        };
        let paths: Vec<Vec<f64>> = self.forecast.panel.series.iter().map(&mut path).collect();
        let level = (self.private_sd * normal()).exp();
        let mut shares = self.private_shares.clone();
        draw_shares(&mut shares, self.private_persons, &mut mirror.own(rng));
        EmploymentDraw { private_shares: shares, ..self.assemble(paths, level, first, end) }
    }

    /// The same with every path at its median.
    pub fn centre(&self, first: Year, end: Year) -> EmploymentDraw {
        self.assemble(self.medians.clone(), 1.0, first, end)
    }

    /// Years from `first` or the last observed one to `end`, the sections made to add up to the total;
    /// private and self-employment at `level` times the last published one.
    ///
    /// `paths` holds the drawn values of each section after its last observed year, then those of
    /// the total where it is known.
    fn assemble(
        &self,
        mut paths: Vec<Vec<f64>>,
        level: f64,
        first: Year,
        end: Year,
    ) -> EmploymentDraw {
        let total_path = self.total.as_ref().and_then(|_| paths.pop()).unwrap_or_default();
        let private = self.private.as_ref().map_or(0.0, |private| private.series.last());
        let start = self.observed_until().map_or(first, |until| until.min(first));
        let units = (start.number()..=end.number())
            .map(|year| {
                let at = |(traced, path): (&TracedSeries, &Vec<f64>)| value_at(traced, path, year);
                let draw: Vec<f64> = self.observed.iter().zip(&paths).map(at).collect();
                self.add_up(draw, start + (year - start.number()), &total_path)
            })
            .collect();
        let private_shares = self.private_shares.clone();
        EmploymentDraw { start, units, private: level * private, private_shares }
    }

    /// Makes a draw of the sections of a year add up to the city's total, known or drawn (relative entropy
    /// scaled by variances): each gives way by the width of its own forecast, and what is observed does not.
    ///
    /// Beyond its last step a forecast is as wide as at that step. A year in which every section is
    /// observed stays as published, whatever the total says.
    fn add_up(&self, mut draw: Vec<f64>, year: Year, total_path: &[f64]) -> Vec<f64> {
        let Some(total) = &self.total else { return draw };
        if self.observed.iter().all(|traced| traced.series.end() >= year) {
            return draw;
        }
        let width = |traced: &TracedSeries, widths: &Vec<f64>| {
            let ahead = usize::try_from(year.since(traced.series.end()) - 1).ok();
            ahead.and_then(|step| widths.get(step).or(widths.last())).copied().unwrap_or(0.0)
        };
        let traced = self.observed.iter().zip(&self.widths);
        let of_parts: Vec<f64> = traced.map(|(traced, own)| width(traced, own)).collect();
        let of_total = self.widths.last().map_or(0.0, |own| width(total, own));
        let whole = value_at(total, total_path, year.number());
        add_up_positive(whole, &mut draw, (of_total, &of_parts));
        draw
    }
}

/// Yearly changes of the logarithm, less their mean and in units of their standard deviation, by
/// year; empty where they do not vary.
fn changes(traced: &TracedSeries) -> BTreeMap<Year, f64> {
    let series = &traced.series;
    let change = |(year, now): (Year, Option<f64>)| {
        let (now, before) = (now?, series.at(year - 1)?);
        (now > 0.0 && before > 0.0).then(|| (year, (now / before).ln()))
    };
    let found: BTreeMap<Year, f64> = series.points().filter_map(change).collect();
    let n = found.len() as f64;
    let mean = found.values().sum::<f64>() / n;
    let sd = (found.values().map(|c| (c - mean).powi(2)).sum::<f64>() / n).sqrt();
    found.into_iter().filter(|_| sd > 0.0).map(|(year, c)| (year, (c - mean) / sd)).collect()
}

/// Years of figures that the assumed correlation counts as.
const YEARS_OF_ASSUMED: f64 = 5.0;

/// What the changes of the sections have in common: the mean correlation of all pairs, drawn towards the one
/// that is assumed. In a year in which `n` sections changed by `z`, the products of all pairs have the mean
/// `((Σz)² − Σz²)/(n(n − 1))`.
///
/// A year in which only one section is known says nothing. The result is `(Σ products +
/// 5·assumed)/(years + 5)`, kept within 0 and 1.
fn correlation(changes: &[BTreeMap<Year, f64>], assumed: f64) -> f64 {
    let mut by_year: BTreeMap<Year, Vec<f64>> = BTreeMap::new();
    for (&year, &z) in changes.iter().flatten() {
        by_year.entry(year).or_default().push(z);
    }
    let products: Vec<f64> = by_year
        .values()
        .filter(|z| z.len() > 1)
        .map(|z| {
            let (n, sum) = (z.len() as f64, z.iter().sum::<f64>());
            (sum.powi(2) - z.iter().map(|z| z.powi(2)).sum::<f64>()) / (n * (n - 1.0))
        })
        .collect();
    let years = products.len() as f64;
    ((products.iter().sum::<f64>() + YEARS_OF_ASSUMED * assumed) / (years + YEARS_OF_ASSUMED))
        .clamp(0.0, 1.0)
}

/// The sum of all series over the years that every one of them has.
///
/// `None` without a common year. Its sources are those of all parts in these years.
fn sum(parts: &[TracedSeries]) -> Option<TracedSeries> {
    let (first, rest) = parts.split_first()?;
    let all = |year: Year| -> Option<f64> {
        rest.iter().try_fold(first.series.at(year)?, |sum, part| Some(sum + part.series.at(year)?))
    };
    let years = first.series.points().map(|(year, _)| year);
    let series = Series::from_points(years.filter_map(|year| Some((year, all(year)?))))?;
    let mut sources: Vec<_> = parts
        .iter()
        .flat_map(|part| &part.sources)
        .filter(|(year, _)| series.at(*year).is_some())
        .copied()
        .collect();
    sources.sort_unstable();
    Some(TracedSeries { series, sources })
}

/// The value of a year: observed, or from the path that begins after the last observation.
///
/// A year beyond the path takes the path's last value; a gap among the observations takes the last
/// observation.
fn value_at(traced: &TracedSeries, path: &[f64], year: i32) -> f64 {
    let last = traced.series.end();
    let ahead = year - last.number();
    let observed = if ahead <= 0 { traced.series.at(last + ahead) } else { None };
    let drawn = usize::try_from(ahead - 1).ok().and_then(|step| path.get(step).or(path.last()));
    observed.or(drawn.copied()).unwrap_or_else(|| traced.series.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(values: &[f64]) -> TracedSeries {
        let year = |t: usize| Year::new(2000 + t as i64).unwrap();
        let points = values.iter().enumerate().map(|(t, &value)| (year(t), value));
        TracedSeries { series: Series::from_points(points).unwrap(), sources: Vec::new() }
    }

    /// Ten yearly changes of three sections: all the same, or each in a year of its own.
    #[test]
    fn what_changes_together_is_correlated() {
        let grow = |changes: &[f64]| {
            let mut level = 100.0;
            let grown = changes.iter().map(|change| {
                level *= 1.0 + change;
                level
            });
            traced(&std::iter::once(100.0).chain(grown).collect::<Vec<f64>>())
        };
        let change = [0.1, -0.1, 0.05, 0.0, -0.05, 0.1, 0.02, -0.1, 0.0, 0.1];
        let alike: Vec<_> = (0..3).map(|_| changes(&grow(&change))).collect();
        // Mean correlation one over ten years, and five years of the assumed one.
        assert!((correlation(&alike, 0.4) - (10.0 + 5.0 * 0.4) / 15.0).abs() < 1e-9);
        let opposed = [grow(&change), grow(&change.map(|c| 1.0 / (1.0 + c) - 1.0))];
        let opposed: Vec<_> = opposed.iter().map(changes).collect();
        assert_eq!(correlation(&opposed, 0.4), 0.0);
        assert_eq!(correlation(&[], 0.4), 0.4);
    }

    #[test]
    fn a_total_is_the_sum_of_years_that_all_have() {
        let mut short = traced(&[1.0, 2.0, 3.0]);
        short.series = short.series.until(Year::new(2001).unwrap()).unwrap();
        let total = sum(&[traced(&[10.0, 20.0, 30.0]), short]).unwrap();
        assert_eq!(total.series.filled(), [11.0, 22.0]);
        assert!(sum(&[]).is_none());
    }
}
