//! What a run asks of the panel: figures of the city by programme and school.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    EducationLevel, IndustryCode, Level, Measure, ProgrammeCode, RegionCode, SchoolCode, SeriesKey,
    Year,
};
use talent_ingest::{Codebook, EventRow};
use talent_panel::{Panel, TracedSeries};

/// Who a figure is of: a programme in the city, or at one school.
pub(crate) type Subject = (ProgrammeCode, Option<SchoolCode>);

/// The figures and code lists of one city.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) panel: &'a Panel,
    pub(crate) codes: &'a Codebook,
    pub(crate) region: &'a RegionCode,
    pub(crate) level: EducationLevel,
    /// Keys of each programme's schools, of any measure.
    places: BTreeMap<ProgrammeCode, BTreeMap<SchoolCode, SeriesKey>>,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(
        panel: &'a Panel,
        codes: &'a Codebook,
        region: &'a RegionCode,
        level: EducationLevel,
    ) -> Self {
        let mut facts = Self { panel, codes, region, level, places: BTreeMap::new() };
        for observation in panel.observations() {
            let key = &observation.key;
            if let Some((programme, school)) = facts.place(key) {
                let schools = facts.places.entry(programme.clone()).or_default();
                schools.entry(school.clone()).or_insert_with(|| key.clone());
            }
        }
        facts
    }

    /// The programme and the school of a figure, if it is of one of the city's at its level.
    pub(crate) fn place<'k>(
        &self,
        key: &'k SeriesKey,
    ) -> Option<(&'k ProgrammeCode, &'k SchoolCode)> {
        match (&key.programme, &key.school) {
            (Level::Code(programme), Level::Code(school))
                if programme.education_level() == self.level
                    && in_city(self.region, &key.region) =>
            {
                Some((programme, school))
            }
            _ => None,
        }
    }

    /// Programmes with any figure.
    pub(crate) fn programmes(&self) -> impl Iterator<Item = &ProgrammeCode> {
        self.places.keys()
    }

    /// Schools with any figure of a programme.
    pub(crate) fn schools(&self, programme: &ProgrammeCode) -> impl Iterator<Item = &SchoolCode> {
        self.places.get(programme).into_iter().flat_map(BTreeMap::keys)
    }

    /// Every programme at every school.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode, &SeriesKey)> {
        self.places.iter().flat_map(|(programme, schools)| {
            schools.iter().map(move |(school, key)| (programme, school, key))
        })
    }

    /// Every subject: each programme in the city, then at each school.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        let city = self.places.keys().map(|programme| (programme.clone(), None));
        let schools = self.places.iter().flat_map(|(programme, schools)| {
            schools.keys().map(|school| (programme.clone(), Some(school.clone())))
        });
        city.chain(schools).collect()
    }

    /// The sum of several measures of a subject.
    pub(crate) fn sum(
        &self,
        (programme, school): &Subject,
        measures: &[Measure],
    ) -> Option<TracedSeries> {
        let schools = self.places.get(programme)?;
        let keys: Vec<&SeriesKey> = match school {
            Some(school) => schools.get(school).into_iter().collect(),
            None => schools.values().collect(),
        };
        self.sum_of(&keys, measures)
    }

    /// The sum of several measures of several places.
    pub(crate) fn sum_of(&self, keys: &[&SeriesKey], measures: &[Measure]) -> Option<TracedSeries> {
        let total = |&measure: &Measure| self.panel.total(keys.iter().copied(), measure);
        add(measures.iter().filter_map(total).collect())
    }

    /// One measure of a programme in the city.
    pub(crate) fn city(&self, programme: &ProgrammeCode, measure: Measure) -> Option<TracedSeries> {
        self.sum(&(programme.clone(), None), &[measure])
    }

    /// A measure of the city itself, or of one of its industries.
    pub(crate) fn regional(
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

    /// Sections with employment figures.
    pub(crate) fn sections(&self) -> Vec<IndustryCode> {
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

    /// Planned projects and closures of the city that come within the horizon.
    pub(crate) fn events(&self, base: Year, horizon: i32) -> impl Iterator<Item = &EventRow> {
        let years = base.number() + 1..=base.number() + horizon;
        self.codes
            .events
            .iter()
            .filter(move |event| in_city(self.region, &event.region) && years.contains(&event.year))
    }

    /// Schools of the level in the code list.
    pub(crate) fn schools_of_level(&self) -> usize {
        let kind = match self.level {
            EducationLevel::Secondary => "中职",
            EducationLevel::Higher | EducationLevel::Bachelor => "高职",
        };
        self.codes.schools.values().filter(|school| school.kind == kind).count()
    }

    /// The last school year with students by grade.
    pub(crate) fn last_school_year(&self) -> Option<Year> {
        self.programmes()
            .filter_map(|programme| self.city(programme, Measure::EnrolledGrade1))
            .map(|series| series.series.end())
            .max()
    }
}

/// Whether a region is the city or one of its counties: the first four digits are the city's.
fn in_city(city: &RegionCode, region: &RegionCode) -> bool {
    region.as_str()[..4] == city.as_str()[..4]
}

/// The sum of series, over the years in which at least one has a value.
fn add(parts: Vec<TracedSeries>) -> Option<TracedSeries> {
    let mut sums: BTreeMap<Year, f64> = BTreeMap::new();
    let mut sources = Vec::new();
    for part in parts {
        for (year, value) in part.series.points() {
            if let Some(value) = value {
                *sums.entry(year).or_default() += value;
            }
        }
        sources.extend(part.sources);
    }
    sources.sort_unstable();
    Some(TracedSeries { series: talent_domain::Series::from_points(sums)?, sources })
}
