//! Entrants and graduates to come at every place, in the first draws.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use talent_domain::{Measure, ProgrammeCode, SchoolCode};
use talent_facts::{Facts, Place};
use talent_market::RateDraw;

use crate::{Outcome, RecruitingPlace};

/// What the first draws say of a programme at a school.
#[derive(Debug)]
pub struct PlaceDraws<'a> {
    /// The programme's position among those of the outcome.
    pub programme: usize,
    /// Its code.
    pub code: &'a ProgrammeCode,
    /// The school; none where no school recruits for the programme any more.
    pub school: Option<&'a SchoolCode>,
    /// What its figures are looked up by; none without a school.
    pub place: Option<&'a Place>,
    /// By draw, the entrants of each year, persons.
    pub entrants: Vec<Vec<f64>>,
    /// By draw, the graduates of each year, persons.
    pub graduates: Vec<Vec<f64>>,
    /// Its position among the recruiting places of the intake; none where it recruits no more.
    recruiting: Option<usize>,
    /// Students at school by cohort, persons; the cohort that leaves first comes first.
    students: Vec<f64>,
}

/// The first draws by place.
///
/// In the order of the programmes. Each programme has a random stream of its own, far from those of
/// the release's draws, so that the result does not depend on threads.
pub fn draws_by_place<'a>(
    facts: &'a Facts<'_>,
    outcome: &'a Outcome,
    seed: u32,
) -> Vec<PlaceDraws<'a>> {
    let mut open: BTreeMap<&ProgrammeCode, Vec<(&SchoolCode, &Place)>> = BTreeMap::new();
    for (programme, school, place) in facts.reported_places() {
        open.entry(programme).or_default().push((school, place));
    }
    let of_programme = |p: usize| {
        let schools = open.get(&outcome.supplies[p].programme).into_iter().flatten();
        let schools = schools.map(|(school, place)| (Some(*school), Some(*place)));
        let places =
            schools.chain([(None, None)]).filter_map(|at| PlaceDraws::new(facts, outcome, p, at));
        let mut places: Vec<PlaceDraws<'_>> = places.collect();
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(seed));
        rng.set_stream(u64::MAX - p as u64);
        draw_places(&mut places, outcome, p, &mut rng);
        places
    };
    (0..outcome.supplies.len()).into_par_iter().flat_map_iter(of_programme).collect()
}

impl<'a> PlaceDraws<'a> {
    /// A programme at a school before anything is drawn of it; none where it neither has students nor recruits.
    fn new(
        facts: &Facts<'_>,
        outcome: &'a Outcome,
        programme: usize,
        (school, place): (Option<&'a SchoolCode>, Option<&'a Place>),
    ) -> Option<Self> {
        let in_grade = |grade| {
            let series = facts.sum_of(&[place?], &[Measure::enrolled(grade)?])?.series;
            series.at(outcome.base)
        };
        let supply = &outcome.supplies[programme];
        let grades = (1..=supply.years).rev().take(outcome.horizon as usize);
        let students: Vec<f64> = grades.map(|grade| in_grade(grade).unwrap_or(0.0)).collect();
        let recruiting = outcome.intake.as_ref().and_then(|intake| {
            let is_it = |other: &RecruitingPlace| {
                other.programme == programme && other.school.as_ref() == school
            };
            intake.places.iter().position(is_it)
        });
        (recruiting.is_some() || students.iter().sum::<f64>() > 0.0).then(|| Self {
            programme,
            code: &supply.programme,
            school,
            place,
            recruiting,
            students,
            entrants: Vec::new(),
            graduates: Vec::new(),
        })
    }

    /// The persons of a cohort in the draw at hand: those at school, then those to come.
    fn size(&self, cohort: usize) -> f64 {
        let to_come = self.entrants.last();
        let at_school = self.students.get(cohort);
        let entering = || to_come?.get(cohort - self.students.len());
        at_school.or_else(entering).copied().unwrap_or(0.0)
    }
}

/// Entrants and graduates of a programme's places in each of the first draws. Graduates of a cohort are those
/// drawn for the programme, divided among its schools by the students that each has in that cohort and by chance.
fn draw_places(
    places: &mut [PlaceDraws<'_>],
    drawn: &Outcome,
    programme: usize,
    rng: &mut impl Rng,
) {
    for (entrants, outcome) in drawn.entrants.iter().zip(&drawn.outcomes) {
        let nobody = vec![0.0; entrants.programmes[programme].len()];
        for place in places.iter_mut() {
            let of_place = place.recruiting.map_or(&nobody, |at| &entrants.places[at]);
            place.entrants.push(of_place.clone());
            place.graduates.push(Vec::new());
        }
        for (cohort, &leaving) in outcome.graduates[programme].iter().enumerate() {
            let sizes: Vec<f64> = places.iter().map(|place| place.size(cohort)).collect();
            for (place, part) in places.iter_mut().zip(split(leaving, &sizes, rng)) {
                place.graduates.last_mut().into_iter().for_each(|graduates| graduates.push(part));
            }
        }
    }
}

/// Divides `leaving` graduates among schools whose cohorts are of `sizes` persons: the rate of each
/// school is drawn around the common one, and the parts are scaled to add up.
fn split(leaving: f64, sizes: &[f64], rng: &mut impl Rng) -> Vec<f64> {
    let whole: f64 = sizes.iter().sum();
    if sizes.len() == 1 {
        return vec![leaving];
    }
    if whole <= 0.0 {
        return vec![0.0; sizes.len()];
    }
    let mean = (leaving / whole).clamp(0.0, 1.0);
    let drawn: Vec<f64> =
        sizes.iter().map(|&size| size * RateDraw { mean, persons: size }.draw(rng)).collect();
    let sum: f64 = drawn.iter().sum();
    let (parts, sum) = if sum > 0.0 { (&drawn[..], sum) } else { (sizes, whole) };
    parts.iter().map(|part| part * leaving / sum).collect()
}
