//! How long programmes last.

use std::collections::BTreeMap;

use talent_domain::{Measure, ProgrammeCode};

use crate::facts::Facts;
use crate::figures::GRADES;

/// How long a programme lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    /// Years that it is counted with, each a grade of T2.
    pub years: usize,
    /// Every length that a school stated.
    pub stated: Vec<usize>,
}

impl Facts<'_> {
    /// How many years a programme lasts (T3): as most of its schools last said; three where none did.
    pub fn length(&self, programme: &ProgrammeCode) -> Length {
        let places = self.places.get(programme).into_iter().flat_map(BTreeMap::values);
        let mut schools: BTreeMap<usize, usize> = BTreeMap::new();
        for place in places {
            if let Some(stated) = self.sum_of(&[place], &[Measure::ProgrammeLength]) {
                *schools.entry(stated.series.last() as usize).or_default() += 1;
            }
        }
        let stated: Vec<usize> = schools.keys().copied().collect();
        let usual = schools.into_iter().max_by_key(|(_, schools)| *schools);
        let years = usual.map_or(GRADES.len(), |(years, _)| years);
        let has_grades = (1..=GRADES.len()).contains(&years);
        Length { years: if has_grades { years } else { GRADES.len() }, stated }
    }
}
