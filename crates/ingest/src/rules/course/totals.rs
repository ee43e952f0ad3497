//! J07: sums of schools beside the published total of the city, and of counties beside the city.

use std::collections::{BTreeMap, BTreeSet};

use talent_domain::{
    IndustryCode, Level, Measure, Nature, RegionCode, SchoolCode, SeriesKey, Year,
};

use super::{Blamed, Course, Entry, Ground, Place, is_amount};
use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::CourseProblem;
use crate::school_level::school_level;

/// What adds up beside what was stated.
#[derive(Default)]
struct Parts<'c, 'a> {
    sum: f64,
    named: BTreeSet<&'a str>,
    first: Option<&'c Entry<'a>>,
    total: Option<&'c Entry<'a>>,
    is_blamed: bool,
}

impl<'c, 'a> Parts<'c, 'a> {
    fn add(&mut self, entry: &'c Entry<'a>, part: &'a str, blamed: &Blamed<'_>) {
        self.sum += entry.of.value;
        self.named.insert(part);
        self.is_blamed |= blamed.has(entry);
        if entry.is_new {
            self.first.get_or_insert(entry);
        }
    }

    /// Whether every one of several codes is among what was added.
    fn has_all_of(&self, codes: Option<&Vec<&str>>) -> bool {
        codes.is_some_and(|codes| codes.len() > 1 && codes.iter().all(|c| self.named.contains(c)))
    }

    /// That the sum is more than the total allows, or less although all parts are there.
    fn finding(&self, ground: Ground<'_>, has_all: bool, of: &'static str) -> Option<Finding> {
        let total = self.total?;
        let tolerance = ground.rules.threshold("J07", "percent") / 100.0;
        let is_over = self.sum > total.of.value * (1.0 + tolerance);
        let is_under = has_all && self.sum < total.of.value * (1.0 - tolerance);
        let told = if total.is_new { Some(total) } else { self.first };
        let told =
            told.filter(|_| (is_over || is_under) && !self.is_blamed && !self.named.is_empty())?;
        let problem = CourseProblem::Published {
            of,
            figure: total.of.measure,
            year: total.of.year.number(),
            sum: self.sum,
            total: total.of.value,
        };
        Some(Finding::at(told.of.provenance.cell.clone(), problem))
    }
}

/// The students of all schools beside the published number of secondary vocational students of their city, made-up ones
/// beside made-up ones only.
pub(super) fn check_published(
    course: &Course<'_>,
    ground: Ground<'_>,
    blamed: &Blamed<'_>,
    findings: &mut Findings,
) {
    let mut years: BTreeMap<(&str, bool, Year), Parts<'_, '_>> = BTreeMap::new();
    for entry in course.entries() {
        let key = &entry.of.key;
        let is_simulated = entry.of.provenance.nature == Nature::Simulated;
        let city = || prefecture(&key.region);
        match (entry.of.measure, &key.school) {
            (Measure::SecondaryStudents, Level::Total) if is_city(&key.region) => {
                years.entry((city(), is_simulated, entry.of.year)).or_default().total = Some(entry);
            }
            (
                Measure::EnrolledGrade1 | Measure::EnrolledGrade2 | Measure::EnrolledGrade3,
                Level::Code(school),
            ) if is_secondary(school, ground) => {
                let sum = years.entry((city(), is_simulated, entry.of.year)).or_default();
                sum.add(entry, school.as_str(), blamed);
            }
            _ => {}
        }
    }
    let schools = ground.codebook.schools.iter().filter(|(code, _)| is_secondary(code, ground));
    let schools = schools.map(|(code, school)| (prefecture(&school.region), code.as_str()));
    let of_cities = grouped(schools);
    for ((city, ..), sum) in years {
        let has_all = sum.has_all_of(of_cities.get(city));
        findings.extend(sum.finding(ground, has_all, "各校"));
    }
}

/// Whether a school is one whose students are in that number.
fn is_secondary(school: &SchoolCode, ground: Ground<'_>) -> bool {
    let kind = ground.codebook.schools.get(school).map(|school| school.kind.as_str());
    kind.is_some_and(|kind| {
        !kind.contains("技工")
            && school_level(kind) == Some(talent_domain::EducationLevel::Secondary)
    })
}

/// Figures of counties beside those of their city.
pub(super) fn check_counties(
    course: &Course<'_>,
    ground: Ground<'_>,
    blamed: &Blamed<'_>,
    findings: &mut Findings,
) {
    let counties = ground.codebook.regions.keys().filter(|code| !is_city(code));
    let of_cities = grouped(counties.map(|code| (prefecture(code), code.as_str())));
    let of_regions: Vec<(&RegionCode, Place<'_, '_>)> = course
        .places()
        .filter_map(|place| Some((place.key()?, place)))
        .filter(|(key, _)| is_of_region(key))
        .map(|(key, place)| (&key.region, place))
        .collect();
    for of_city in of_regions.chunk_by(|(a, _), (b, _)| prefecture(a) == prefecture(b)) {
        // A city without figures of counties, or counties without those of their city, are held against nothing.
        let cities = of_city.iter().filter(|(region, _)| is_city(region)).count();
        let Some((region, _)) = of_city.first().filter(|_| (1..of_city.len()).contains(&cities))
        else {
            continue;
        };
        let all = of_cities.get(prefecture(region));
        for sum in sums_of_city(of_city, blamed).into_values() {
            let has_all = sum.has_all_of(all);
            findings.extend(sum.finding(ground, has_all, "各县（市、区）"));
        }
    }
}

/// Whether figures of a key are of a region as a whole, or of an industry there.
fn is_of_region(key: &SeriesKey) -> bool {
    key.school == Level::Total && key.programme == Level::Total && key.occupation == Level::Total
}

/// The figures of a city and the sums of those of its counties, by industry, measure and year.
fn sums_of_city<'c, 'a>(
    of_city: &[(&'a RegionCode, Place<'c, 'a>)],
    blamed: &Blamed<'_>,
) -> BTreeMap<(Option<&'a IndustryCode>, Measure, Year), Parts<'c, 'a>> {
    let mut years: BTreeMap<_, Parts<'c, 'a>> = BTreeMap::new();
    for (region, place) in of_city {
        let amounts = place.entries().iter();
        let amounts =
            amounts.filter(|entry| is_amount(entry.of.measure) && adds_up(entry.of.measure));
        for entry in amounts {
            let key = (entry.of.key.industry.code(), entry.of.measure, entry.of.year);
            let sum = years.entry(key).or_default();
            if is_city(region) {
                sum.total = Some(entry);
            } else if !region.as_str().ends_with("0000") {
                sum.add(entry, region.as_str(), blamed);
            }
        }
    }
    years
}

/// The codes of each city.
fn grouped<'a>(codes: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut of_cities: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (city, code) in codes {
        of_cities.entry(city).or_default().push(code);
    }
    of_cities
}

/// Whether amounts of a measure may be added up.
fn adds_up(measure: Measure) -> bool {
    !matches!(measure, Measure::MeanWage | Measure::StartingPay)
}

/// The first four digits of a region's code: those of its prefecture.
fn prefecture(region: &RegionCode) -> &str {
    region.as_str().get(..4).unwrap_or("")
}

fn is_city(region: &RegionCode) -> bool {
    let code = region.as_str();
    code.ends_with("00") && !code.ends_with("0000")
}
