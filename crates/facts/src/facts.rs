//! The figures and code lists of one city, arranged by programme and school.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{Codebook, EducationLevel, ProgrammeCode, RegionCode, SchoolCode, Year};
use talent_panel::Panel;

use crate::place::Place;

/// Whom a figure is about: a programme in the city, or at one school.
pub type Subject = (ProgrammeCode, Option<SchoolCode>);

/// The figures and code lists of one city at one level of education.
#[derive(Debug)]
pub struct Facts<'a> {
    /// Every figure of the vintage.
    pub panel: &'a Panel,
    /// The code lists kept with the vintage.
    pub codes: &'a Codebook,
    /// The city.
    pub region: &'a RegionCode,
    /// The level of education that is looked at.
    pub level: EducationLevel,
    pub(crate) places: BTreeMap<ProgrammeCode, BTreeMap<SchoolCode, Place>>,
    /// The school year that the balance begins after.
    pub(crate) base: Option<Year>,
    /// A later school year that too few have reported to begin after.
    pub(crate) early: Option<Year>,
    /// Years from the newest cohort whose destinations most places have reported to the base.
    pub(crate) cohort_lag: i32,
    /// Places whose students of the base year have not been reported.
    pub(crate) late: BTreeMap<ProgrammeCode, BTreeSet<SchoolCode>>,
}

impl<'a> Facts<'a> {
    /// Arranges the figures of a city and finds out which school year can be begun after, and who is late.
    pub fn new(
        panel: &'a Panel,
        codes: &'a Codebook,
        region: &'a RegionCode,
        level: EducationLevel,
    ) -> Self {
        let mut facts = Self {
            panel,
            codes,
            region,
            level,
            places: BTreeMap::new(),
            base: None,
            early: None,
            cohort_lag: 0,
            late: BTreeMap::new(),
        };
        facts.find_places();
        facts.find_base();
        facts
    }

    /// The same with the places that are late among those of the city: what was known before the base year, when they had
    /// still reported.
    #[must_use]
    pub fn with_late(&self) -> Self {
        Self { places: self.places.clone(), late: BTreeMap::new(), ..*self }
    }

    /// Programmes with any figure.
    pub fn programmes(&self) -> impl Iterator<Item = &ProgrammeCode> {
        self.places.keys()
    }

    /// Schools with any figure of a programme.
    pub fn schools(&self, programme: &ProgrammeCode) -> impl Iterator<Item = &SchoolCode> {
        self.places.get(programme).into_iter().flat_map(BTreeMap::keys)
    }

    /// Every programme at every school.
    pub fn places(&self) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode, &Place)> {
        self.places.iter().flat_map(|(programme, schools)| {
            schools.iter().map(move |(school, place)| (programme, school, place))
        })
    }

    /// Every programme at every school whose students of the base year have been reported.
    pub fn reported_places(&self) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode, &Place)> {
        self.places().filter(|(programme, school, _)| !self.is_late(programme, school))
    }

    /// Every subject: each programme in the city, then each programme at each school.
    pub fn subjects(&self) -> Vec<Subject> {
        let in_city = self.places.keys().map(|programme| (programme.clone(), None));
        let at_schools =
            self.places().map(|(programme, school, _)| (programme.clone(), Some(school.clone())));
        in_city.chain(at_schools).collect()
    }

    /// The places of a subject: of a programme in the city, those of schools that have reported.
    pub fn places_of_subject(&self, (programme, school): &Subject) -> Vec<&Place> {
        let schools = self.places.get(programme).into_iter().flatten();
        let is_meant = |(other, _): &(&SchoolCode, &Place)| match school {
            Some(school) => *other == school,
            None => !self.is_late(programme, other),
        };
        schools.filter(is_meant).map(|(_, place)| place).collect()
    }
}
