//! Entrants and graduates to come at every place, a programme at a school, and of what places add up to: the
//! city, counties, schools and classes of programmes.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use talent_domain::{Measure, ProgrammeCode, SchoolCode, Year};
use talent_market::RateDraw;
use talent_outlook::{EnrolmentOf, EnrolmentOutlook, ExpectedPoint};
use talent_panel::TracedSeries;

use crate::draws::Drawn;
use crate::facts::{Facts, GRADES, PlaceKeys};
use crate::intake::Place;
use crate::outlook::{points, range};
use crate::supply::until;

/// The groups that a programme is in, at a school or without one.
pub(crate) fn groups_of(
    programme: &ProgrammeCode,
    at: Option<(&SchoolCode, &PlaceKeys)>,
) -> impl Iterator<Item = EnrolmentOf> {
    let of_school = at.into_iter().flat_map(|(school, key)| {
        [EnrolmentOf::School(school.clone()), EnrolmentOf::County(key.region.clone())]
    });
    [EnrolmentOf::City, EnrolmentOf::Class(programme.class())].into_iter().chain(of_school)
}

/// What the first draws say of a programme at a school.
pub(crate) struct PlacePaths<'a> {
    /// The programme's place among those of the draws.
    pub(crate) programme: usize,
    code: &'a ProgrammeCode,
    /// None where no school recruits for the programme any more.
    pub(crate) school: Option<&'a SchoolCode>,
    key: Option<&'a PlaceKeys>,
    /// Its place among those that recruit.
    recruiting: Option<usize>,
    /// Students by class, the one that leaves first to begin with.
    students: Vec<f64>,
    /// By draw, the entrants of each year.
    entrants: Vec<Vec<f64>>,
    /// By draw, the graduates of each year.
    graduates: Vec<Vec<f64>>,
}

/// The first draws by place.
pub(crate) fn place_paths<'a>(
    facts: &'a Facts<'_>,
    drawn: &'a Drawn,
    seed: u32,
) -> Vec<PlacePaths<'a>> {
    let mut open: BTreeMap<&ProgrammeCode, Vec<(&SchoolCode, &PlaceKeys)>> = BTreeMap::new();
    for (programme, school, key) in facts.reported_places() {
        open.entry(programme).or_default().push((school, key));
    }
    let of_programme = |p: usize| {
        let schools = open.get(&drawn.supplies[p].programme).into_iter().flatten();
        let schools = schools.map(|(school, key)| (Some(*school), Some(*key)));
        let places = schools.chain([(None, None)]).filter_map(|at| place(facts, drawn, p, at));
        let mut places: Vec<PlacePaths<'_>> = places.collect();
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(seed));
        rng.set_stream(u64::MAX - p as u64);
        draw_places(&mut places, drawn, p, &mut rng);
        places
    };
    (0..drawn.supplies.len()).into_par_iter().flat_map_iter(of_programme).collect()
}

/// A programme at a school before anything is drawn of it; none where it neither has students nor recruits.
fn place<'a>(
    facts: &Facts<'_>,
    drawn: &'a Drawn,
    programme: usize,
    (school, key): (Option<&'a SchoolCode>, Option<&'a PlaceKeys>),
) -> Option<PlacePaths<'a>> {
    let of_grade = |grade| {
        let series = facts.sum_of(&[key?], &[Measure::enrolled(grade)?])?.series;
        series.at(drawn.base)
    };
    let grades = (1..=drawn.supplies[programme].years).rev().take(drawn.horizon as usize);
    let students: Vec<f64> = grades.map(|grade| of_grade(grade).unwrap_or(0.0)).collect();
    let recruiting = drawn.intake.as_ref().and_then(|intake| {
        let is_it = |at: &Place| at.programme == programme && at.school.as_ref() == school;
        intake.places.iter().position(is_it)
    });
    (recruiting.is_some() || students.iter().sum::<f64>() > 0.0).then(|| PlacePaths {
        programme,
        code: &drawn.supplies[programme].programme,
        school,
        key,
        recruiting,
        students,
        entrants: Vec::new(),
        graduates: Vec::new(),
    })
}

/// Entrants and graduates of a programme's places in each of the first draws. Graduates of a class are those
/// drawn for the programme, among its schools by the students that each has in that class and by chance.
fn draw_places(places: &mut [PlacePaths<'_>], drawn: &Drawn, programme: usize, rng: &mut impl Rng) {
    for (entrants, outcome) in drawn.entrants.iter().zip(&drawn.outcomes) {
        let nobody = vec![0.0; entrants.programmes[programme].len()];
        for place in places.iter_mut() {
            let own = place.recruiting.map_or(&nobody, |at| &entrants.places[at]);
            place.entrants.push(own.clone());
            place.graduates.push(Vec::new());
        }
        for (class, &leaving) in outcome.graduates[programme].iter().enumerate() {
            let size = |place: &PlacePaths<'_>| {
                let to_come = place.entrants.last();
                let at_school = place.students.get(class);
                let entering = || to_come?.get(class - place.students.len());
                at_school.or_else(entering).copied().unwrap_or(0.0)
            };
            let sizes: Vec<f64> = places.iter().map(size).collect();
            for (place, part) in places.iter_mut().zip(split(leaving, &sizes, rng)) {
                place.graduates.last_mut().into_iter().for_each(|own| own.push(part));
            }
        }
    }
}

/// Those of a class who will graduate, by school: each of `sizes` persons at the rate of all, and by chance.
fn split(leaving: f64, sizes: &[f64], rng: &mut impl Rng) -> Vec<f64> {
    let all: f64 = sizes.iter().sum();
    if sizes.len() == 1 {
        return vec![leaving];
    }
    if all <= 0.0 {
        return vec![0.0; sizes.len()];
    }
    let mean = (leaving / all).clamp(0.0, 1.0);
    let drawn: Vec<f64> =
        sizes.iter().map(|&size| size * RateDraw { mean, persons: size }.draw(rng)).collect();
    let sum: f64 = drawn.iter().sum();
    let (parts, sum) = if sum > 0.0 { (&drawn[..], sum) } else { (sizes, all) };
    parts.iter().map(|part| part * leaving / sum).collect()
}

/// Entrants and graduates to come, as the sums of places.
pub(crate) fn expected<'a>(
    base: Year,
    places: impl IntoIterator<Item = &'a PlacePaths<'a>>,
) -> (Vec<ExpectedPoint>, Vec<ExpectedPoint>) {
    let (mut entrants, mut graduates): (Vec<Vec<f64>>, Vec<Vec<f64>>) = (Vec::new(), Vec::new());
    let add = |sums: &mut Vec<Vec<f64>>, draws: &[Vec<f64>]| {
        sums.resize(draws.len(), Vec::new());
        for (sum, draw) in sums.iter_mut().zip(draws) {
            sum.resize(draw.len(), 0.0);
            sum.iter_mut().zip(draw).for_each(|(sum, value)| *sum += value);
        }
    };
    for place in places {
        add(&mut entrants, &place.entrants);
        add(&mut graduates, &place.graduates);
    }
    let by_year = |sums: &[Vec<f64>]| {
        let years = sums.first().map_or(0, Vec::len);
        let point = |year: usize| ExpectedPoint {
            year: base + (year as i32 + 1),
            expected: sums.iter().map(|draw| draw[year]).sum::<f64>() / sums.len() as f64,
            range: range(sums.iter().map(|draw| draw[year])),
        };
        (0..years).map(point).collect()
    };
    (by_year(&entrants), by_year(&graduates))
}

/// The city, its counties, schools and classes of programmes, up to `base` and to come.
pub(crate) fn enrolment(
    facts: &Facts<'_>,
    base: Year,
    paths: &[PlacePaths<'_>],
) -> Vec<EnrolmentOutlook> {
    let mut groups: BTreeMap<EnrolmentOf, (Vec<&PlaceKeys>, Vec<&PlacePaths<'_>>)> =
        BTreeMap::new();
    // A school that has not reported yet is shown with what it reported before, but in no sum.
    for (programme, school, key) in facts.places() {
        let is_reported = facts.is_reported(&(programme.clone(), Some(school.clone())));
        for group in groups_of(programme, Some((school, key))) {
            if is_reported || matches!(group, EnrolmentOf::School(_)) {
                groups.entry(group).or_default().0.push(key);
            }
        }
    }
    for place in paths {
        for group in groups_of(place.code, place.school.zip(place.key)) {
            groups.entry(group).or_default().1.push(place);
        }
    }
    groups
        .into_iter()
        .map(|(of, (keys, places))| {
            let series = [
                facts.sum_of(&keys, &GRADES),
                facts.entrants_of(&keys),
                facts.sum_of(&keys, &[Measure::Graduates]),
            ]
            .map(|traced| until(traced, base));
            let mut ids: Vec<u32> = series.iter().flatten().flat_map(TracedSeries::ids).collect();
            ids.sort_unstable();
            let (entrants_forecast, graduates_forecast) = expected(base, places);
            let [students, entrants, graduates] = series.map(|traced| points(traced.as_ref()));
            EnrolmentOutlook {
                name: name_of(facts, &of),
                of,
                students,
                entrants,
                graduates,
                entrants_forecast,
                graduates_forecast,
                ids,
            }
        })
        .collect()
}

fn name_of(facts: &Facts<'_>, of: &EnrolmentOf) -> String {
    let codes = facts.codes;
    match of {
        EnrolmentOf::City => "全市".to_owned(),
        EnrolmentOf::County(region) => codes.region_name(region).to_owned(),
        EnrolmentOf::School(school) => codes.school_name(school).to_owned(),
        EnrolmentOf::Class(class) => {
            let of_class = codes.programmes.iter().find(|(code, _)| code.class() == *class);
            of_class.map_or_else(|| class.to_string(), |(_, entry)| entry.class_name.clone())
        }
    }
}
