//! Figures of the city itself and of its industries, and what lists say of it.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{EducationLevel, EventRow, IndustryCode, Measure, RegionCode, SeriesKey, Year};
use talent_panel::TracedSeries;

use crate::facts::Facts;

impl Facts<'_> {
    /// A measure of the city itself, or of one of its industries.
    pub fn regional(
        &self,
        industry: Option<&IndustryCode>,
        measure: Measure,
    ) -> Option<TracedSeries> {
        let key = SeriesKey::region(self.region.clone());
        let key = match industry {
            Some(industry) => key.with_industry(industry.clone()),
            None => key,
        };
        self.panel.series(&key, measure)
    }

    /// Newly hired persons whose training was subsidised, of an industry or of all, by year up to `newest` and quarter, with
    /// the positions of the figures in the panel.
    pub fn subsidised_hires(
        &self,
        industry: Option<&IndustryCode>,
        newest: Year,
    ) -> (BTreeMap<i32, [Option<f64>; 4]>, Vec<u32>) {
        let mut years: BTreeMap<i32, [Option<f64>; 4]> = BTreeMap::new();
        let mut ids = Vec::new();
        for (quarter, measure) in Measure::SUBSIDISED_HIRES.into_iter().enumerate() {
            let Some(traced) = self.regional(industry, measure) else { continue };
            for (year, hires) in traced.series.points().filter(|(year, _)| *year <= newest) {
                years.entry(year.number()).or_default()[quarter] = hires;
                ids.extend(traced.ids_of(year));
            }
        }
        (years, ids)
    }

    /// Sections with employment figures.
    pub fn sections(&self) -> Vec<IndustryCode> {
        let sections: BTreeSet<IndustryCode> = self
            .panel
            .keys(Measure::Employment)
            .filter(|key| key.region == *self.region)
            .filter_map(|key| key.industry.code())
            .filter(|code| code.is_section())
            .cloned()
            .collect();
        sections.into_iter().collect()
    }

    /// Planned projects and closures of the city and its counties that come within `horizon` years after `base`,
    /// with their positions in list P3.
    pub fn events(&self, base: Year, horizon: i32) -> impl Iterator<Item = (usize, &EventRow)> {
        let years = base.number() + 1..=base.number() + horizon;
        let is_near = move |event: &EventRow| {
            in_city(self.region, &event.region) && years.contains(&event.year)
        };
        self.codes.events.iter().enumerate().filter(move |(_, event)| is_near(event))
    }

    /// Whether a region is the city or one of its counties.
    pub fn is_within(&self, region: &RegionCode) -> bool {
        in_city(self.region, region)
    }

    /// Schools of the level in the code list.
    pub fn schools_of_level(&self) -> usize {
        let kind = match self.level {
            EducationLevel::Secondary => "中职",
            EducationLevel::Higher | EducationLevel::Bachelor => "高职",
        };
        self.codes.schools.values().filter(|school| school.kind == kind).count()
    }
}

/// Whether a region is the city or one of its counties: the first four digits are the city's.
pub(crate) fn in_city(city: &RegionCode, region: &RegionCode) -> bool {
    region.as_str()[..4] == city.as_str()[..4]
}
