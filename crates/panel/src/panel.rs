use std::collections::BTreeMap;

use talent_domain::{Measure, Observation, Series, SeriesKey, Year};

/// The place of an observation in its vintage; stable for as long as the vintage is kept.
pub type ObservationId = u32;

/// Every figure of a vintage.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    observations: Vec<Observation>,
    index: BTreeMap<(SeriesKey, Measure), BTreeMap<Year, ObservationId>>,
}

/// A series with the figures it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedSeries {
    /// The values by year.
    pub series: Series,
    /// The figures, by year; several a year where they were added up.
    pub sources: Vec<(Year, ObservationId)>,
}

impl Panel {
    /// A panel of these figures. Of two for the same key, measure and year the later stands.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> Self {
        let mut panel = Self::default();
        panel.absorb(observations);
        panel
    }

    /// Takes in newer figures; each replaces the one it revises. Returns how many were revised,
    /// that is, stood before with another value.
    pub fn absorb(&mut self, newer: impl IntoIterator<Item = Observation>) -> usize {
        let mut revised = 0;
        for observation in newer {
            let years =
                self.index.entry((observation.key.clone(), observation.measure)).or_default();
            if let Some(&id) = years.get(&observation.year) {
                let kept = &mut self.observations[id as usize];
                revised += usize::from(kept.value != observation.value);
                *kept = observation;
            } else {
                years.insert(observation.year, self.observations.len() as ObservationId);
                self.observations.push(observation);
            }
        }
        revised
    }

    /// All figures; the position of each is its id.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// One figure.
    pub fn observation(&self, id: ObservationId) -> Option<&Observation> {
        self.observations.get(id as usize)
    }

    /// Whether a figure is read: a count of those of a sample is not without its sample, nor is the sample without it.
    pub fn is_read(&self, key: &SeriesKey, measure: Measure, year: Year) -> bool {
        self.reads(key, measure)(year)
    }

    /// The same of every year, the other figures looked up once.
    fn reads(&self, key: &SeriesKey, measure: Measure) -> impl Fn(Year) -> bool {
        let pair = measure.paired().map(|pair| self.index.get(&(key.clone(), pair)));
        move |year| pair.is_none_or(|years| years.is_some_and(|years| years.contains_key(&year)))
    }

    /// The keys that have figures of `measure`, in order.
    pub fn keys(&self, measure: Measure) -> impl Iterator<Item = &SeriesKey> {
        self.index.keys().filter(move |(_, m)| *m == measure).map(|(key, _)| key)
    }

    /// One series; `None` if there is no figure.
    pub fn series(&self, key: &SeriesKey, measure: Measure) -> Option<TracedSeries> {
        self.total(std::iter::once(key), measure)
    }

    /// The sum of several series, over the years in which at least one of them has a figure. A key
    /// without a figure in a year adds nothing to it, nor does a figure that is not [read](Panel::is_read).
    pub fn total<'a>(
        &self,
        keys: impl IntoIterator<Item = &'a SeriesKey>,
        measure: Measure,
    ) -> Option<TracedSeries> {
        self.weighted_total(keys.into_iter().map(|key| (key, 1.0)), measure)
    }

    /// The same, each series multiplied by its weight.
    pub fn weighted_total<'a>(
        &self,
        parts: impl IntoIterator<Item = (&'a SeriesKey, f64)>,
        measure: Measure,
    ) -> Option<TracedSeries> {
        let mut sums: BTreeMap<Year, f64> = BTreeMap::new();
        let mut sources = Vec::new();
        for (key, weight) in parts {
            let Some(years) = self.index.get(&(key.clone(), measure)) else { continue };
            let is_read = self.reads(key, measure);
            for (&year, &id) in years.iter().filter(|(year, _)| is_read(**year)) {
                *sums.entry(year).or_default() += weight * self.observations[id as usize].value;
                sources.push((year, id));
            }
        }
        sources.sort_unstable();
        Some(TracedSeries { series: Series::from_points(sums)?, sources })
    }
}

impl TracedSeries {
    /// The same up to and including `year`; `None` if it begins later.
    #[must_use]
    pub fn until(&self, year: Year) -> Option<Self> {
        Some(Self {
            series: self.series.until(year)?,
            sources: self.sources.iter().copied().filter(|(y, _)| *y <= year).collect(),
        })
    }

    /// The ids of its figures.
    pub fn ids(&self) -> impl Iterator<Item = ObservationId> + '_ {
        self.sources.iter().map(|&(_, id)| id)
    }

    /// The ids of the figures of one year.
    pub fn ids_of(&self, year: Year) -> impl Iterator<Item = ObservationId> + '_ {
        self.sources.iter().filter(move |(y, _)| *y == year).map(|&(_, id)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parquet::tests::observation;

    #[test]
    fn a_newer_figure_replaces_the_one_it_revises() {
        let mut panel = Panel::new([observation(2020, 5.0), observation(2021, 6.0)]);
        assert_eq!(panel.absorb([observation(2021, 7.0), observation(2022, 8.0)]), 1);
        let key = panel.observations()[0].key.clone();
        let series = panel.series(&key, Measure::Graduates).unwrap();
        assert_eq!(series.series.filled(), [5.0, 7.0, 8.0]);
        assert_eq!(series.ids().collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn those_of_a_sample_are_read_with_the_sample_alone() {
        let of = |measure, year| Observation { measure, ..observation(year, 5.0) };
        let (matched, surveyed) = (Measure::MatchedJobs, Measure::MatchSurveyed);
        let panel = Panel::new([of(matched, 2020), of(surveyed, 2020), of(matched, 2021)]);
        let panel = Panel::new(panel.observations().iter().cloned().chain([of(surveyed, 2022)]));
        let key = panel.observations()[0].key.clone();
        for measure in [matched, surveyed] {
            assert_eq!(panel.series(&key, measure).unwrap().series.filled(), [5.0]);
        }
        assert_eq!(panel.observations().len(), 4, "they are kept");
    }
}
