//! What a run asks of the panel: figures of the city by programme and school.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    Codebook, EducationLevel, EventRow, FormerRow, IndustryCode, Level, Measure, ProgrammeCode,
    RegionCode, SchoolCode, SeriesKey, Unit, Year,
};
use talent_panel::{Panel, TracedSeries};

/// Who a figure is of: a programme in the city, or at one school.
pub(crate) type Subject = (ProgrammeCode, Option<SchoolCode>);

/// Where the figures of a programme at a school stand: under its own code, and under those of programmes of former
/// catalogues that it came from (C10).
#[derive(Debug)]
pub(crate) struct PlaceKeys {
    /// Where the school is.
    pub(crate) region: RegionCode,
    /// Each key with the share of its persons that are of the place; its own key first.
    parts: Vec<(SeriesKey, f64)>,
}

/// How long a programme lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Length {
    /// Years that it is counted with, each a grade of T2.
    pub(crate) years: usize,
    /// Every length that a school stated.
    pub(crate) stated: Vec<usize>,
}

/// The figures and code lists of one city.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) panel: &'a Panel,
    pub(crate) codes: &'a Codebook,
    pub(crate) region: &'a RegionCode,
    pub(crate) level: EducationLevel,
    /// Keys of each programme's schools, of any measure.
    places: BTreeMap<ProgrammeCode, BTreeMap<SchoolCode, PlaceKeys>>,
    /// The school year that the balance begins after.
    base: Option<Year>,
    /// A later school year that too few have reported to begin after.
    early: Option<Year>,
    /// Years from the newest class whose destinations most places have reported to the base.
    class_lag: i32,
    /// Places whose students of the base year have not been reported.
    late: BTreeMap<ProgrammeCode, BTreeSet<SchoolCode>>,
}

/// Grades of the students at school.
pub(crate) const GRADES: [Measure; 3] =
    [Measure::EnrolledGrade1, Measure::EnrolledGrade2, Measure::EnrolledGrade3];

/// What counts as entrants, the best first: where those who registered are not reported, the first grade, and
/// where that is not, those admitted.
const ENTRANTS: [Measure; 3] = [Measure::Registered, Measure::EnrolledGrade1, Measure::Admitted];

/// The balance does not begin after a year in which a larger share of the students has not been reported.
const MOST_LATE: f64 = 0.5;

impl<'a> Facts<'a> {
    pub(crate) fn new(
        panel: &'a Panel,
        codes: &'a Codebook,
        region: &'a RegionCode,
        level: EducationLevel,
    ) -> Self {
        let (places, late) = (BTreeMap::new(), BTreeMap::new());
        let (base, early, class_lag) = (None, None, 0);
        let mut facts = Self { panel, codes, region, level, places, base, early, class_lag, late };
        facts.find_places();
        let newest = facts.places().filter_map(|(.., key)| facts.sum_of(&[key], &GRADES));
        let newest = newest.map(|students| students.series.end()).max();
        if let Some(newest) = newest {
            let (late, share) = facts.late_in(newest);
            if share <= MOST_LATE {
                (facts.base, facts.late) = (Some(newest), late);
            } else {
                (facts.base, facts.early) = (Some(newest - 1), Some(newest));
                facts.late = facts.late_in(newest - 1).0;
            }
        }
        if let Some(base) = facts.base {
            facts.class_lag = facts.newest_class(base).map_or(0, |class| base.since(class));
        }
        facts
    }

    /// Finds the places and the keys of each.
    fn find_places(&mut self) {
        let mut keys: Vec<&SeriesKey> = Vec::new();
        for observation in self.panel.observations() {
            let key = &observation.key;
            if key.programme.code().is_some() && keys.last() != Some(&key) {
                keys.push(key);
            }
        }
        // Programmes of former catalogues go to those in force that the school has, so these come first.
        keys.sort_by_key(|key| key.programme.code().is_some_and(ProgrammeCode::is_former));
        for key in keys {
            for (programme, school, share) in self.places_of(key) {
                let (programme, school) = (programme.clone(), school.clone());
                let place = || PlaceKeys { region: key.region.clone(), parts: Vec::new() };
                let schools = self.places.entry(programme).or_default();
                let place = schools.entry(school).or_insert_with(place);
                if place.parts.iter().all(|(other, _)| other.programme != key.programme) {
                    place.parts.push((key.clone(), share));
                }
            }
        }
    }

    /// The newest class up to `base` whose destinations at least half as many places have reported as of any
    /// other: they are known later than the students of the year.
    fn newest_class(&self, base: Year) -> Option<Year> {
        let mut reported: BTreeMap<Year, usize> = BTreeMap::new();
        for (.., place) in self.reported_places() {
            let known = self.sum_of(&[place], &[Measure::DirectJobs]);
            for (year, value) in known.iter().flat_map(|traced| traced.series.points()) {
                if value.is_some() && year <= base {
                    *reported.entry(year).or_default() += 1;
                }
            }
        }
        let most = reported.values().copied().max()?;
        reported.into_iter().rev().find(|(_, places)| 2 * places >= most).map(|(year, _)| year)
    }

    /// The newest class whose destinations are known by the release of a year.
    pub(crate) fn class_of(&self, release: Year) -> Year {
        release - self.class_lag
    }

    /// Places that should have students in a year, since not all of those last reported can have left, but report
    /// none at all; and their share of all students as last reported.
    fn late_in(&self, year: Year) -> (BTreeMap<ProgrammeCode, BTreeSet<SchoolCode>>, f64) {
        let mut late: BTreeMap<ProgrammeCode, BTreeSet<SchoolCode>> = BTreeMap::new();
        let (mut missing, mut all) = (0.0, 0.0);
        for (programme, school, key) in self.places() {
            let students = self.sum_of(&[key], &GRADES).and_then(|traced| traced.until(year));
            let Some(students) = students else { continue };
            let (last, size) = (students.series.end(), students.series.last());
            // Those of the lowest grades are at school for so many years more.
            let staying = usize::try_from(year.since(last))
                .ok()
                .and_then(|ago| self.length(programme).years.checked_sub(ago));
            let Some(grades @ 1..) = staying else { continue };
            all += size;
            let lowest = self.sum_of(&[key], &GRADES[..grades]);
            if last < year && lowest.and_then(|traced| traced.series.at(last)).unwrap_or(0.0) > 0.0
            {
                missing += size;
                late.entry(programme.clone()).or_default().insert(school.clone());
            }
        }
        (late, if all > 0.0 { missing / all } else { 0.0 })
    }

    /// Places whose students of the base year have not been reported: the balance leaves them out altogether.
    pub(crate) fn late(&self) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode)> {
        self.late
            .iter()
            .flat_map(|(programme, schools)| schools.iter().map(move |school| (programme, school)))
    }

    fn is_late(&self, programme: &ProgrammeCode, school: &SchoolCode) -> bool {
        self.late.get(programme).is_some_and(|late| late.contains(school))
    }

    /// Whether all students of a subject have been reported.
    pub(crate) fn is_reported(&self, (programme, school): &Subject) -> bool {
        match school {
            Some(school) => !self.is_late(programme, school),
            None => !self.late.contains_key(programme),
        }
    }

    /// A school year later than the base that only a few have reported.
    pub(crate) fn early(&self) -> Option<Year> {
        self.early
    }

    /// The programmes of the city and its level at the school that a figure is of, with the share of its persons:
    /// one, or what became of a programme of a former catalogue. Of several that it went into, those count that
    /// the school has figures of, in proportion; all of them if it has none.
    pub(crate) fn places_of<'k>(
        &self,
        key: &'k SeriesKey,
    ) -> Vec<(&'k ProgrammeCode, &'k SchoolCode, f64)>
    where
        'a: 'k,
    {
        let (Level::Code(programme), Level::Code(school)) = (&key.programme, &key.school) else {
            return Vec::new();
        };
        if !in_city(self.region, &key.region) {
            return Vec::new();
        }
        let codes: &'a Codebook = self.codes;
        let of_level = |programme: &ProgrammeCode| programme.education_level() == self.level;
        if !programme.is_former() {
            return if of_level(programme) { vec![(programme, school, 1.0)] } else { Vec::new() };
        }
        let became: Vec<_> =
            codes.became(programme).filter(|row| of_level(&row.programme)).collect();
        let offers = |programme: &ProgrammeCode| {
            let place = self.places.get(programme).and_then(|schools| schools.get(school));
            place.is_some_and(|place| {
                place.parts.iter().any(|(key, _)| key.programme.code() == Some(programme))
            })
        };
        let offered: Vec<_> = became.iter().filter(|row| offers(&row.programme)).copied().collect();
        let sum = |rows: &[&FormerRow]| rows.iter().map(|row| row.share).sum::<f64>();
        let all = sum(&became);
        let chosen = if offered.is_empty() { became } else { offered };
        let scale = all / sum(&chosen);
        chosen.into_iter().map(|row| (&row.programme, school, scale * row.share)).collect()
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
    pub(crate) fn places(&self) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode, &PlaceKeys)> {
        self.places.iter().flat_map(|(programme, schools)| {
            schools.iter().map(move |(school, key)| (programme, school, key))
        })
    }

    /// The same without those whose students have not been reported.
    pub(crate) fn reported_places(
        &self,
    ) -> impl Iterator<Item = (&ProgrammeCode, &SchoolCode, &PlaceKeys)> {
        self.places().filter(|(programme, school, _)| !self.is_late(programme, school))
    }

    /// Every subject: each programme in the city, then at each school.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        let city = self.places.keys().map(|programme| (programme.clone(), None));
        let schools = self.places.iter().flat_map(|(programme, schools)| {
            schools.keys().map(|school| (programme.clone(), Some(school.clone())))
        });
        city.chain(schools).collect()
    }

    /// The places of a subject: of a programme in the city, the schools that have reported.
    pub(crate) fn keys_of(&self, (programme, school): &Subject) -> Vec<&PlaceKeys> {
        let schools = self.places.get(programme).into_iter().flatten();
        let is_meant = |(own, _): &(&SchoolCode, &PlaceKeys)| match school {
            Some(school) => *own == school,
            None => !self.is_late(programme, own),
        };
        schools.filter(is_meant).map(|(_, key)| key).collect()
    }

    /// The sum of several measures of a subject. A programme in the city is the sum of the schools that have
    /// reported.
    pub(crate) fn sum(&self, subject: &Subject, measures: &[Measure]) -> Option<TracedSeries> {
        self.sum_of(&self.keys_of(subject), measures)
    }

    /// The sum of several measures of several places. Persons under former codes are added by their share; of
    /// other figures the place's own stand before them, year by year.
    pub(crate) fn sum_of(&self, keys: &[&PlaceKeys], measures: &[Measure]) -> Option<TracedSeries> {
        let total = |&measure: &Measure| {
            if measure.unit() == Unit::Persons {
                let parts = keys.iter().flat_map(|place| &place.parts);
                return self.panel.weighted_total(parts.map(|(key, share)| (key, *share)), measure);
            }
            add(keys.iter().filter_map(|place| self.first_known(place, measure)).collect())
        };
        add(measures.iter().filter_map(total).collect())
    }

    /// The figures of the first of a place's keys that has one, year by year.
    fn first_known(&self, place: &PlaceKeys, measure: Measure) -> Option<TracedSeries> {
        let mut known: BTreeMap<Year, f64> = BTreeMap::new();
        let mut sources = Vec::new();
        for (key, _) in &place.parts {
            let Some(own) = self.panel.series(key, measure) else { continue };
            for (year, value) in own.series.points() {
                let Some(value) = value.filter(|_| !known.contains_key(&year)) else { continue };
                known.insert(year, value);
                sources.extend(own.ids_of(year).map(|id| (year, id)));
            }
        }
        sources.sort_unstable();
        Some(TracedSeries { series: talent_domain::Series::from_points(known)?, sources })
    }

    /// Entrants of a subject: those who registered or, in years without them, the first grade or those
    /// admitted.
    pub(crate) fn entrants(&self, subject: &Subject) -> Option<TracedSeries> {
        self.entrants_of(&self.keys_of(subject))
    }

    /// The same of several places.
    pub(crate) fn entrants_of(&self, keys: &[&PlaceKeys]) -> Option<TracedSeries> {
        let mut sums: BTreeMap<Year, f64> = BTreeMap::new();
        let mut sources = Vec::new();
        for key in keys {
            let mut known: BTreeSet<Year> = BTreeSet::new();
            for measure in ENTRANTS {
                let Some(own) = self.sum_of(&[key], &[measure]) else { continue };
                for (year, value) in own.series.points() {
                    let Some(value) = value.filter(|_| known.insert(year)) else { continue };
                    *sums.entry(year).or_default() += value;
                    sources.extend(own.ids_of(year).map(|id| (year, id)));
                }
            }
        }
        sources.sort_unstable();
        Some(TracedSeries { series: talent_domain::Series::from_points(sums)?, sources })
    }

    /// Entrants of several places in every year up to `base`, to forecast from: a year that one of them did not
    /// report is filled in before they are added up, so that its silence is no fall of the sum.
    pub(crate) fn entrants_filled(&self, keys: &[&PlaceKeys], base: Year) -> Vec<f64> {
        let mut sums: BTreeMap<Year, f64> = BTreeMap::new();
        for key in keys {
            let own = self.entrants_of(&[key]).and_then(|traced| traced.until(base));
            let Some(own) = own.map(|traced| traced.series) else { continue };
            for (offset, value) in own.filled().into_iter().enumerate() {
                *sums.entry(own.start() + offset as i32).or_default() += value;
            }
        }
        talent_domain::Series::from_points(sums).map_or_else(Vec::new, |series| series.filled())
    }

    /// Years between others that a school did not report students of one or more programmes in, by school.
    pub(crate) fn unreported_years(&self) -> BTreeMap<&SchoolCode, BTreeSet<Year>> {
        let mut years: BTreeMap<&SchoolCode, BTreeSet<Year>> = BTreeMap::new();
        for (_, school, place) in self.reported_places() {
            let Some(students) = self.sum_of(&[place], &GRADES) else { continue };
            for gap in students.series.gaps() {
                years.entry(school).or_default().insert(gap);
            }
        }
        years
    }

    /// One measure of a programme in the city.
    pub(crate) fn city(&self, programme: &ProgrammeCode, measure: Measure) -> Option<TracedSeries> {
        self.sum(&(programme.clone(), None), &[measure])
    }

    /// How many years a programme lasts (T3): as most of its schools last said; three where none did.
    pub(crate) fn length(&self, programme: &ProgrammeCode) -> Length {
        let places = self.places.get(programme).into_iter().flat_map(BTreeMap::values);
        let last = |place| Some(self.sum_of(&[place], &[Measure::ProgrammeLength])?.series.last());
        let mut schools: BTreeMap<usize, usize> = BTreeMap::new();
        for years in places.filter_map(last) {
            *schools.entry(years as usize).or_default() += 1;
        }
        let stated: Vec<usize> = schools.keys().copied().collect();
        let usual = schools.into_iter().max_by_key(|(_, schools)| *schools);
        let years = usual.map_or(GRADES.len(), |(years, _)| years);
        let known = (1..=GRADES.len()).contains(&years);
        Length { years: if known { years } else { GRADES.len() }, stated }
    }

    /// Programmes of former catalogues that figures of the city stand under, with the figures.
    pub(crate) fn former_programmes(&self) -> BTreeMap<&ProgrammeCode, Vec<u32>> {
        let mut formers: BTreeMap<&ProgrammeCode, Vec<u32>> = BTreeMap::new();
        for (id, observation) in self.panel.observations().iter().enumerate() {
            let code = observation.key.programme.code().filter(|code| code.is_former());
            if let Some(code) = code.filter(|_| !self.places_of(&observation.key).is_empty()) {
                formers.entry(code).or_default().push(id as u32);
            }
        }
        formers
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

    /// The last school year whose students by grade most schools have reported.
    pub(crate) fn last_school_year(&self) -> Option<Year> {
        self.base
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

#[cfg(test)]
mod tests {
    use talent_domain::{CellRef, Confidence, Nature, Observation, Provenance, Status};

    use super::*;

    fn cell() -> CellRef {
        CellRef { file: "a.csv".into(), sheet: None, row: 1, column: 1 }
    }

    fn observation(school: &str, programme: &str, year: i64, value: f64) -> Observation {
        let key = SeriesKey::region(RegionCode::new("141002").unwrap())
            .with_programme(ProgrammeCode::new(programme).unwrap())
            .with_school(SchoolCode::new(school).unwrap());
        Observation {
            key,
            measure: Measure::EnrolledGrade1,
            year: Year::new(year).unwrap(),
            value,
            provenance: Provenance {
                cell: cell(),
                source: "T2".into(),
                status: Status::Read,
                confidence: Confidence::Official,
                nature: Nature::Simulated,
                note: "".into(),
            },
        }
    }

    #[test]
    fn a_former_programme_goes_to_those_in_force_that_the_school_has() {
        let became = |programme: &str, share| FormerRow {
            former: ProgrammeCode::former(2010, "090100").unwrap(),
            name: "计算机应用".into(),
            until: 2021,
            programme: ProgrammeCode::new(programme).unwrap(),
            share,
            cell: cell(),
        };
        let codes = Codebook {
            former_programmes: vec![became("710201", 0.6), became("710202", 0.4)],
            ..Codebook::default()
        };
        let panel = Panel::new([
            observation("both", "2010-090100", 2020, 100.0),
            observation("both", "710201", 2021, 50.0),
            observation("both", "710202", 2021, 60.0),
            observation("one1", "2010-090100", 2020, 100.0),
            observation("one1", "710202", 2021, 70.0),
            observation("none", "2010-090100", 2020, 100.0),
        ]);
        let region = RegionCode::new("141000").unwrap();
        let facts = Facts::new(&panel, &codes, &region, EducationLevel::Secondary);
        let students = |programme: &str, school: &str| {
            let programme = ProgrammeCode::new(programme).unwrap();
            let subject = (programme, Some(SchoolCode::new(school).unwrap()));
            let known = facts.sum(&subject, &[Measure::EnrolledGrade1]);
            known.map(|traced| traced.series.filled())
        };
        assert_eq!(students("710201", "both"), Some(vec![60.0, 50.0]));
        assert_eq!(students("710202", "both"), Some(vec![40.0, 60.0]));
        assert_eq!(students("710201", "one1"), None);
        assert_eq!(students("710202", "one1"), Some(vec![100.0, 70.0]));
        assert_eq!(students("710201", "none"), Some(vec![60.0]));
        assert_eq!(students("710202", "none"), Some(vec![40.0]));
        let formers: Vec<usize> =
            facts.former_programmes().into_values().map(|v| v.len()).collect();
        assert_eq!(formers, [3]);
    }
}
