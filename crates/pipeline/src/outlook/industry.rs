//! Industries as an outlook records them: employment observed and to come, output, openings, and what others expect.

use talent_domain::{
    EventRow, IndustryCode, Level, Measure, Origins, SeriesKey, TemplateCode, Year,
};
use talent_market::{DrawOutcome, hires_nowcast};
use talent_outlook::{
    BodyEstimate, Elasticity, Explanation, ForecastPoint, IndustryOutlook, NeighbourOutlook,
    NewHires, OutputOutlook, PlannedEvent, Point, Range,
};
use talent_panel::TracedSeries;
use talent_release::production::{Output, output_ids};
use talent_release::{EmploymentDraw, Neighbour};

use super::Findings;
use super::convert::{
    explanation, forecast_points, points, range, range_of_spread, tried_explanation,
};

/// A section by its position, or all industries together.
type Section<'a> = Option<(usize, &'a IndustryCode)>;

impl Findings<'_> {
    /// All industries together, then each section.
    ///
    /// Sections are in the order of the outcome; figures to come are spread over the draws.
    pub(super) fn industries(&self) -> Vec<IndustryOutlook> {
        let sections = self.employment.sections.iter().enumerate();
        std::iter::once(self.all_industries())
            .chain(sections.map(|(i, section)| self.industry(i, section)))
            .collect()
    }

    /// All industries together: the city's total as published, and openings summed over sections.
    fn all_industries(&self) -> IndustryOutlook {
        let total = self.employment.total.as_ref();
        let known_until = total.map_or(self.outcome.base - 1, |total| total.series.end());
        IndustryOutlook {
            code: None,
            name: "全部行业".to_owned(),
            history: points(total),
            forecast: self
                .employment_ahead(known_until, |path, step| path.units[step].iter().sum()),
            estimated_until: None,
            explanation: self.total_explanation(),
            output: None,
            elasticity: None,
            expansion: Some(self.over_draws(|o| o.demand.industry_expansion.iter().sum())),
            replacement: Some(self.over_draws(|o| o.demand.industry_replacement.iter().sum())),
            openings: Some(self.over_draws(all_openings)),
            events: Vec::new(),
            body_estimates: self.body_estimates(None),
            hires: self.new_hires(None),
            comparisons: Vec::new(),
            origins: Origins::of_figures(total.into_iter().flat_map(TracedSeries::ids)),
        }
    }

    /// One section: `i` is its position, `section` its code.
    fn industry(&self, i: usize, section: &IndustryCode) -> IndustryOutlook {
        let employment = self.employment;
        let observed = &employment.observed[i];
        let end = observed.series.end();
        let known_until = employment.total.as_ref().map(|total| total.series.end());
        let output = employment.output.as_ref();
        let fit = employment.forecast.panel.series[i].as_ref();
        let mut origins =
            Origins::of_figures(observed.ids().chain(output_ids(self.facts, section)));
        origins.add_rows(TemplateCode::P3, self.events(section).map(|(row, _)| row));
        IndustryOutlook {
            code: Some(section.clone()),
            name: self.facts.codes.industry_name(section).to_owned(),
            history: points(Some(observed)),
            forecast: self.employment_ahead(end, |path, step| path.units[step][i]),
            estimated_until: known_until.filter(|known| *known > end),
            explanation: fit.ok().map(|fit| tried_explanation(&employment.forecast, fit)),
            output: output.and_then(|output| self.sector(output, i)),
            elasticity: output.map(|output| {
                let slope = output.elasticities.slopes[i];
                Elasticity {
                    value: slope.value,
                    sd: slope.sd,
                    own_weight: slope.own_weight,
                    estimable: output.elasticities.estimable,
                }
            }),
            expansion: Some(self.over_draws(|o| o.demand.industry_expansion[i])),
            replacement: Some(self.over_draws(|o| o.demand.industry_replacement[i])),
            openings: Some(self.over_draws(|o| o.demand.industry_openings(i))),
            events: self.planned_events(section),
            body_estimates: self.body_estimates(Some((i, section))),
            hires: self.new_hires(Some(section)),
            comparisons: self.comparisons(i),
            origins,
        }
    }

    /// A figure of every draw.
    ///
    /// `read` gives persons over the whole horizon.
    fn over_draws(&self, read: impl Fn(&DrawOutcome) -> f64) -> Range {
        range(self.outcome.outcomes.iter().map(read))
    }

    /// Employment of the years after one, as drawn.
    ///
    /// `value` reads the persons of a step of one path; the first step is the start of the paths,
    /// which may lie before `after`.
    fn employment_ahead(
        &self,
        after: Year,
        value: impl Fn(&EmploymentDraw, usize) -> f64,
    ) -> Vec<ForecastPoint> {
        let paths = &self.outcome.paths;
        let Some(first) = paths.first() else { return Vec::new() };
        let steps = (0..first.units.len()).map(|step| (first.start + step as i32, step));
        steps
            .filter(|(year, _)| *year > after)
            .map(|(year, step)| ForecastPoint {
                year,
                range: range(paths.iter().map(|path| value(path, step))),
            })
            .collect()
    }

    /// How the forecast of the city's total came about: the last series of the panel, where it is known.
    fn total_explanation(&self) -> Option<Explanation> {
        self.employment.total.as_ref()?;
        let tried = &self.employment.forecast;
        let series = tried.panel.series.last()?.as_ref().ok()?;
        Some(tried_explanation(tried, series))
    }

    /// Real output of a section's sector.
    ///
    /// Indices, 100 in the year before the first growth; `None` where the sector cannot be
    /// forecast.
    fn sector(&self, output: &Output, section: usize) -> Option<OutputOutlook> {
        let sector = *output.sector_of.get(section)?;
        let series = output.forecast.series[sector].as_ref().ok()?;
        let history = &output.indices[sector];
        let &last = history.keys().next_back()?;
        let code = output.sectors[sector].clone();
        let points = history.iter().map(|(&year, &value)| Point { year, value, odd: None });
        Some(OutputOutlook {
            name: self.facts.codes.industry_name(&code).to_owned(),
            code,
            history: points.collect(),
            forecast: forecast_points(series, last),
            explanation: explanation(&output.forecast.backtest, series),
        })
    }

    /// Rows of P3, with their positions, of a section within the horizon.
    fn events(&self, section: &IndustryCode) -> impl Iterator<Item = (usize, &EventRow)> {
        let events = self.facts.events(self.outcome.base, self.outcome.horizon);
        events.filter(move |(_, event)| event.industry == *section)
    }

    /// Projects and closures in a section within the horizon.
    fn planned_events(&self, section: &IndustryCode) -> Vec<PlannedEvent> {
        let base = self.outcome.base;
        self.events(section)
            .map(|(_, event)| PlannedEvent {
                name: event.name.clone(),
                year: base + (event.year - base.number()),
                posts: event.posts,
                probability: event.probability,
                source: event.source.clone(),
                cell: event.cell.to_string(),
            })
            .collect()
    }

    /// The regions around the city that count.
    pub(super) fn neighbours(&self) -> Vec<NeighbourOutlook> {
        let codes = self.facts.codes;
        let found = self.outcome.surroundings.iter().flat_map(|found| &found.regions);
        let neighbour = |region: &Neighbour| {
            let row = codes.neighbours.iter().find(|row| row.region == region.region)?;
            let sections = self.outcome.sections.iter().zip(&region.sizes);
            let unknown = sections.filter(|(_, size)| size.is_none());
            Some(NeighbourOutlook {
                region: row.region.clone(),
                name: codes.region_name(&row.region).to_owned(),
                counted: row.counted,
                going: row.going,
                ground: row.ground.clone(),
                cell: row.cell.to_string(),
                unknown: unknown.map(|(code, _)| codes.industry_name(code).to_owned()).collect(),
            })
        };
        found.filter_map(neighbour).collect()
    }

    /// Hires of an industry, or of all, by subsidies for training: up to the year after the base year.
    fn new_hires(&self, section: Option<&IndustryCode>) -> Option<NewHires> {
        let (quarters, figures) = self.facts.subsidised_hires(section, self.outcome.base + 1);
        let found = hires_nowcast(&quarters)?;
        let base = self.outcome.base;
        let year = base + (found.year - base.number());
        Some(NewHires {
            year,
            known: found.known,
            now: found.now,
            before: found.before,
            whole_year: found.whole_year.map(range_of_spread),
            whole_before: found.whole_before,
            origins: Origins::of_figures(figures),
        })
    }

    /// What industry bodies expect of an industry, or of all.
    ///
    /// Beside each stands our own range of openings per year, the mean of the horizon.
    fn body_estimates(&self, section: Section<'_>) -> Vec<BodyEstimate> {
        let years = f64::from(self.outcome.horizon.max(1));
        let ours = self.over_draws(|outcome| {
            let persons = section.map_or_else(
                || all_openings(outcome),
                |(i, _)| outcome.demand.industry_openings(i),
            );
            persons / years
        });
        let is_asked = |key: &&SeriesKey| {
            key.region == *self.facts.region && key.industry.code() == section.map(|(_, code)| code)
        };
        let keys = self.facts.panel.keys(Measure::BodyDemand).filter(is_asked);
        keys.flat_map(|key| self.estimates_of(key, ours)).collect()
    }

    /// The estimates that stand under one key, by year.
    ///
    /// Ours is given only for years of the horizon and for all occupations together: we have no
    /// other figure to hold against theirs.
    fn estimates_of(&self, key: &SeriesKey, ours: Range) -> Vec<BodyEstimate> {
        let series = |measure| self.facts.panel.series(key, measure);
        let Some(traced) = series(Measure::BodyDemand) else { return Vec::new() };
        let (low, high) = (series(Measure::BodyDemandLow), series(Measure::BodyDemandHigh));
        let at = |side: &Option<TracedSeries>, year| side.as_ref()?.series.at(year);
        let (base, horizon) = (self.outcome.base, self.outcome.horizon);
        let estimate = |&(year, id): &(Year, u32)| {
            let observation = self.facts.panel.observation(id);
            let is_ahead = year > base && year.since(base) <= horizon;
            let is_whole = key.occupation == Level::Total;
            let bounds = low.iter().chain(&high).flat_map(|traced| traced.ids_of(year));
            Some(BodyEstimate {
                occupation: key.occupation.code().map(ToString::to_string),
                year,
                demand: traced.series.at(year)?,
                low: at(&low, year),
                high: at(&high, year),
                ours: (is_ahead && is_whole).then_some(ours),
                remark: observation.map_or_else(String::new, |o| o.provenance.note.to_string()),
                origins: Origins::of_figures(std::iter::once(id).chain(bounds)),
            })
        };
        traced.sources.iter().filter_map(estimate).collect()
    }
}

/// Openings of all industries in one draw.
fn all_openings(outcome: &DrawOutcome) -> f64 {
    (0..outcome.demand.industry_expansion.len()).map(|i| outcome.demand.industry_openings(i)).sum()
}
