//! Finds the place of every figure: that of its programme in force at its school, whatever catalogue its code is of.

use std::collections::BTreeMap;

use talent_domain::{FormerRow, Level, ProgrammeCode, SchoolCode, SeriesKey};

use crate::facts::Facts;
use crate::place::{Part, Place, PlaceOf};
use crate::regional::in_city;

impl<'a> Facts<'a> {
    /// Finds the places and the keys of each.
    pub(crate) fn find_places(&mut self) {
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
            for found in self.places_of(key) {
                let programme = found.programme;
                let schools = self.places.entry(programme.clone()).or_default();
                let place = schools.entry(found.school.clone()).or_insert_with(|| Place {
                    programme: programme.clone(),
                    region: key.region.clone(),
                    parts: Vec::new(),
                });
                if place.parts.iter().all(|part| part.key.programme != key.programme) {
                    place.parts.push(Part {
                        key: key.clone(),
                        share: found.share,
                        former_row: found.former_row,
                    });
                }
            }
        }
    }

    /// The programmes of the city and its level at the school that a figure is of, with the share of its persons:
    /// one, or what became of a programme of a former catalogue. Of several that it went into, those count that
    /// the school has figures of, in proportion; all of them if it has none.
    pub fn places_of<'k>(&self, key: &'k SeriesKey) -> Vec<PlaceOf<'k>>
    where
        'a: 'k,
    {
        let (Level::Code(programme), Level::Code(school)) = (&key.programme, &key.school) else {
            return Vec::new();
        };
        if !in_city(self.region, &key.region) {
            return Vec::new();
        }
        if programme.is_former() {
            return self.successors_of(programme, school);
        }
        let is_of_level = programme.education_level() == self.level;
        let place = PlaceOf { programme, school, share: 1.0, former_row: None };
        is_of_level.then_some(place).into_iter().collect()
    }

    /// The places that the figures of a former programme at a school count to.
    fn successors_of<'k>(&self, former: &ProgrammeCode, school: &'k SchoolCode) -> Vec<PlaceOf<'k>>
    where
        'a: 'k,
    {
        let rows: Vec<(usize, &'a FormerRow)> = self
            .codes
            .former_programmes
            .iter()
            .enumerate()
            .filter(|(_, row)| row.former == *former)
            .filter(|(_, row)| row.programme.education_level() == self.level)
            .collect();
        let offered: Vec<_> =
            rows.iter().filter(|(_, row)| self.offers(school, &row.programme)).copied().collect();
        let share_of =
            |rows: &[(usize, &FormerRow)]| -> f64 { rows.iter().map(|(_, row)| row.share).sum() };
        let whole = share_of(&rows);
        let chosen = if offered.is_empty() { rows } else { offered };
        let scale = whole / share_of(&chosen);
        let place = |(position, row): (usize, &'a FormerRow)| PlaceOf {
            programme: &row.programme,
            school,
            share: scale * row.share,
            former_row: Some(position),
        };
        chosen.into_iter().map(place).collect()
    }

    /// Whether a school has figures of a programme under the programme's own code.
    fn offers(&self, school: &SchoolCode, programme: &ProgrammeCode) -> bool {
        let place = self.places.get(programme).and_then(|schools| schools.get(school));
        place.is_some_and(|place| {
            place.parts.iter().any(|part| part.key.programme.code() == Some(programme))
        })
    }

    /// Programmes of former catalogues that figures of the city stand under, with the positions of the figures.
    pub fn former_programmes(&self) -> BTreeMap<&ProgrammeCode, Vec<u32>> {
        let mut formers: BTreeMap<&ProgrammeCode, Vec<u32>> = BTreeMap::new();
        for (id, observation) in self.panel.observations().iter().enumerate() {
            let code = observation.key.programme.code().filter(|code| code.is_former());
            if let Some(code) = code.filter(|_| !self.places_of(&observation.key).is_empty()) {
                formers.entry(code).or_default().push(id as u32);
            }
        }
        formers
    }
}
