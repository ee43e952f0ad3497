//! What published figures leave possible, by linear programming: of one year with all published sums, and of one place over
//! the years with what must be among what, such as the second grade among the first of the year before.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};
use talent_domain::Measure;

use crate::city::{City, Place, Secret};
use crate::harvest::{Group, Lists, Published};

/// A part of the persons of a place: nobody is in two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Of(Measure),
    /// What a measure counts beside its stated parts.
    Rest(Measure),
}

/// A measure and the stated parts of it, those of parts first.
const WHOLES: [(Measure, &[Measure]); 4] = [
    (Measure::DirectJobs, &[Measure::LocalJobs]),
    (Measure::Graduates, &Measure::DESTINATIONS),
    (Measure::MatchSurveyed, &[Measure::MatchedJobs]),
    (Measure::Admitted, &[Measure::Registered]),
];

/// The parts that a measure is the sum of.
fn parts_of(measure: Measure) -> Vec<Part> {
    let whole = WHOLES.iter().find(|(whole, _)| *whole == measure);
    whole.map_or_else(
        || vec![Part::Of(measure)],
        |(_, stated)| {
            let stated = stated.iter().flat_map(|&part| parts_of(part));
            stated.chain([Part::Rest(measure)]).collect()
        },
    )
}

/// That what one measure counts is among what another counted so many years before.
const ORDERS: [(Measure, Measure, i32); 8] = [
    (Measure::MatchSurveyed, Measure::DirectJobs, 0),
    (Measure::PaySample, Measure::DirectJobs, 0),
    (Measure::EnrolledContinued, Measure::EnrolledGrade3, 0),
    (Measure::Registered, Measure::EnrolledGrade1, 0),
    (Measure::EnrolledGrade1, Measure::Registered, 0),
    (Measure::EnrolledGrade2, Measure::EnrolledGrade1, 1),
    (Measure::EnrolledGrade3, Measure::EnrolledGrade2, 1),
    (Measure::Graduates, Measure::EnrolledGrade3, 1),
];

/// The ranges of parts, and terms of which the sum is not negative.
#[derive(Default)]
struct OnePlace {
    ranges: BTreeMap<(Place, Part), (f64, f64)>,
    orders: Vec<BTreeMap<(Place, Part), f64>>,
}

/// One year of the attack.
struct Year {
    /// The range in which each part has to lie, by what is published of it, and what is published.
    parts: BTreeMap<(Place, Part), (f64, f64, f64)>,
    /// Sums that are published: of what, and as what.
    sums: Vec<(Vec<(Place, Part)>, f64)>,
}

/// All that the attacker knows.
pub(crate) struct Attack {
    years: BTreeMap<i32, Year>,
    /// How far a published sum is taken to be from the true one, at most.
    near: f64,
    /// What is known of one programme at one school over the years.
    places: BTreeMap<(String, String), OnePlace>,
}

/// The range of the true number of persons that a published part leaves possible.
fn range(published: f64) -> (f64, f64) {
    if published <= 0.0 {
        (0.0, 9.0)
    } else if published <= 5.0 {
        (1.0, 9.0)
    } else if published <= 10.0 {
        (1.0, 14.0)
    } else {
        (published - 4.0, published + 4.0)
    }
}

impl Attack {
    /// Puts the published figures together. `near` is as good as an attacker could guess: the largest error there is.
    pub(crate) fn new(city: &City, published: &[Published]) -> Self {
        let lists = Lists::new(city);
        let mut known: BTreeMap<Place, BTreeMap<Measure, f64>> = BTreeMap::new();
        for figure in published {
            if let (Group::Place(school, programme), [measure]) = (&figure.of, &figure.measures[..])
            {
                let place = (school.clone(), programme.clone(), figure.year);
                known.entry(place).or_default().insert(*measure, figure.value);
            }
        }
        let mut years: BTreeMap<i32, Year> = BTreeMap::new();
        for (place, counts) in &known {
            let year = years
                .entry(place.2)
                .or_insert_with(|| Year { parts: BTreeMap::new(), sums: Vec::new() });
            for &measure in counts.keys() {
                for part in parts_of(measure) {
                    let value = match part {
                        Part::Of(of) => counts.get(&of).copied(),
                        Part::Rest(of) => rest(of, counts),
                    };
                    let (low, high) = match (part, value) {
                        // Whoever sees that destinations add up knows that nobody is left.
                        (Part::Rest(Measure::Graduates), Some(0.0)) => (0.0, 0.0),
                        (_, Some(value)) => range(value),
                        (_, None) => (0.0, f64::INFINITY),
                    };
                    let value = value.unwrap_or(0.0);
                    year.parts.insert((place.clone(), part), (low, high, value));
                }
            }
        }
        let mut near: f64 = 0.0;
        for figure in published {
            let Some(year) = years.get_mut(&figure.year) else { continue };
            let members: Vec<&Place> = known
                .keys()
                .filter(|place| place.2 == figure.year && figure.of.has(place, &lists))
                .collect();
            let terms: Vec<(Place, Part)> = members
                .iter()
                .flat_map(|place| {
                    let parts = figure.measures.iter().flat_map(|&measure| parts_of(measure));
                    parts.map(|part| ((*place).clone(), part))
                })
                .collect();
            if terms.is_empty() || terms.iter().any(|term| !year.parts.contains_key(term)) {
                continue;
            }
            // Sums over other places than these, such as those of former programmes, do not add up and are told by that.
            let sum: f64 = terms.iter().map(|term| year.parts[term].2).sum();
            if (sum - figure.value).abs() > 1e-6 {
                continue;
            }
            let truth: f64 = members
                .iter()
                .flat_map(|place| figure.measures.iter().map(|m| city.true_count(place, *m)))
                .sum();
            near = near.max((truth - figure.value).abs());
            year.sums.push((terms, figure.value));
        }
        let places = places_over_years(city, &years);
        Self { years, near, places }
    }

    /// How far a published sum is taken to be from the true one.
    pub(crate) fn near(&self) -> f64 {
        self.near
    }

    /// Within what a secret count has to lie. What is wider than six persons need not be the widest: two possible cities
    /// that differ so much are enough.
    pub(crate) fn bound(&self, secret: &Secret, exact: bool) -> (f64, f64) {
        let Some(year) = self.years.get(&secret.place.2) else { return (0.0, f64::INFINITY) };
        let mut terms: BTreeMap<(Place, Part), f64> = BTreeMap::new();
        for (measures, sign) in [(&secret.measures, 1.0), (&secret.less, -1.0)] {
            for part in measures.iter().flat_map(|&measure| parts_of(measure)) {
                *terms.entry((secret.place.clone(), part)).or_default() += sign;
            }
        }
        terms.retain(|_, factor| *factor != 0.0);
        if terms.keys().any(|term| !year.parts.contains_key(term)) {
            return (0.0, f64::INFINITY);
        }
        let place = &self.places[&(secret.place.0.clone(), secret.place.1.clone())];
        let least = place.extreme(&terms, OptimizationDirection::Minimize);
        let most = place.extreme(&terms, OptimizationDirection::Maximize);
        let within = |(low, high): (f64, f64)| (low.max(least), high.min(most));
        let (low, high) = within(year.possible(&terms, self.near));
        if !exact && high - low > 6.0 {
            return (low, high);
        }
        within((
            year.extreme(&terms, self.near, OptimizationDirection::Minimize),
            year.extreme(&terms, self.near, OptimizationDirection::Maximize),
        ))
    }
}

/// What is known of each place over the years: orders hold as far as they are true, which an attacker would guess.
fn places_over_years(
    city: &City,
    years: &BTreeMap<i32, Year>,
) -> BTreeMap<(String, String), OnePlace> {
    let mut places: BTreeMap<(String, String), OnePlace> = BTreeMap::new();
    for ((place, part), (low, high, _)) in years.values().flat_map(|year| &year.parts) {
        let of = places.entry((place.0.clone(), place.1.clone())).or_default();
        of.ranges.insert((place.clone(), *part), (*low, *high));
    }
    for ((school, programme), place) in &mut places {
        for &year in years.keys() {
            for (less, more, before) in ORDERS {
                let [of_less, of_more] =
                    [year, year - before].map(|year| (school.clone(), programme.clone(), year));
                if city.true_count(&of_less, less) > city.true_count(&of_more, more) {
                    continue;
                }
                let mut order = BTreeMap::new();
                for (of, measure, sign) in [(of_more, more, 1.0), (of_less, less, -1.0)] {
                    for part in parts_of(measure) {
                        *order.entry((of.clone(), part)).or_default() += sign;
                    }
                }
                if order.keys().all(|term| place.ranges.contains_key(term)) {
                    place.orders.push(order);
                }
            }
        }
    }
    places
}

impl OnePlace {
    /// The least or the greatest value that is possible.
    fn extreme(
        &self,
        terms: &BTreeMap<(Place, Part), f64>,
        direction: OptimizationDirection,
    ) -> f64 {
        let mut problem = Problem::new(direction);
        let mut variables: BTreeMap<&(Place, Part), Variable> = BTreeMap::new();
        for (key, (low, high)) in &self.ranges {
            let factor = terms.get(key).copied().unwrap_or(0.0);
            variables.insert(key, problem.add_var(factor, (*low, *high)));
        }
        for order in &self.orders {
            let mut sum = LinearExpr::empty();
            for (term, factor) in order {
                sum.add(variables[term], *factor);
            }
            problem.add_constraint(sum, ComparisonOp::Ge, 0.0);
        }
        problem.solve().unwrap().objective()
    }
}

/// What is published of a measure beside its stated parts.
fn rest(whole: Measure, counts: &BTreeMap<Measure, f64>) -> Option<f64> {
    let (_, stated) = WHOLES.iter().find(|(of, _)| *of == whole)?;
    let stated: Option<f64> = stated.iter().map(|part| counts.get(part).copied()).sum();
    Some(counts.get(&whole)? - stated?)
}

impl Year {
    /// Two values of the terms that are possible for sure: single parts are moved away from what is published, as far as
    /// their range and all sums allow.
    fn possible(&self, terms: &BTreeMap<(Place, Part), f64>, near: f64) -> (f64, f64) {
        let (mut low, mut high) = (0.0, 0.0);
        let mut centre = 0.0;
        for (term, factor) in terms {
            let (least, most, published) = self.parts[term];
            centre += factor * published;
            let (down, up) = ((published - least).min(near), (most - published).min(near));
            let moves = [-factor * down, factor * up];
            low = moves.into_iter().fold(low, f64::min);
            high = moves.into_iter().fold(high, f64::max);
        }
        // The published values themselves have to be possible.
        let is_possible = self.parts.values().all(|(low, high, at)| {
            // Nought to nine and ten to fourteen are both rounded to ten.
            *at >= *low - 1e-9 && *at <= *high + 1e-9
        }) && self.sums.iter().all(|(terms, value)| {
            let sum: f64 = terms.iter().map(|term| self.parts[term].2).sum();
            (sum - value).abs() < 1e-6
        });
        if is_possible { (centre + low, centre + high) } else { (centre, centre) }
    }

    /// The least or the greatest value that is possible.
    fn extreme(
        &self,
        terms: &BTreeMap<(Place, Part), f64>,
        near: f64,
        direction: OptimizationDirection,
    ) -> f64 {
        let mut problem = Problem::new(direction);
        let variables: BTreeMap<&(Place, Part), Variable> = self
            .parts
            .iter()
            .map(|(key, (low, high, _))| {
                let factor = terms.get(key).copied().unwrap_or(0.0);
                (key, problem.add_var(factor, (*low, *high)))
            })
            .collect();
        for (terms, value) in &self.sums {
            if terms.len() < 2 {
                continue;
            }
            let mut sum = LinearExpr::empty();
            for term in terms {
                sum.add(variables[term], 1.0);
            }
            problem.add_constraint(sum.clone(), ComparisonOp::Le, value + near);
            problem.add_constraint(sum, ComparisonOp::Ge, value - near);
        }
        problem.solve().unwrap().objective()
    }
}
