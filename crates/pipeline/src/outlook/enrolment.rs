//! Students, entrants and graduates of the city, its counties, schools and classes of programmes, as an outlook
//! records them.

use std::collections::BTreeMap;

use talent_domain::{Group, Measure, Origins, Year};
use talent_facts::{Facts, GRADES, Place, group_name, groups_of};
use talent_outlook::{EnrolmentOutlook, ExpectedPoint};
use talent_panel::TracedSeries;
use talent_release::PlaceDraws;

use super::convert::{points, range};

/// The places of a group, and what is drawn of those that have students or recruit.
#[derive(Default)]
struct Members<'a> {
    /// Places whose past counts to the group.
    places: Vec<&'a Place>,
    /// Draws of the places that have students or recruit.
    draws: Vec<&'a PlaceDraws<'a>>,
}

/// Every group, up to `base` and to come.
///
/// Students, entrants and graduates are in persons by year; what is to come is drawn place by
/// place, so that the groups add up.
pub(super) fn enrolment(
    facts: &Facts<'_>,
    base: Year,
    draws: &[PlaceDraws<'_>],
) -> Vec<EnrolmentOutlook> {
    let mut groups: BTreeMap<Group, Members<'_>> = BTreeMap::new();
    // A school that has not reported yet is shown with what it reported before, but in no sum.
    for (programme, school, place) in facts.places() {
        let is_reported = facts.is_reported(&(programme.clone(), Some(school.clone())));
        for group in groups_of(programme, Some((school, place))) {
            if is_reported || matches!(group, Group::School(_)) {
                groups.entry(group).or_default().places.push(place);
            }
        }
    }
    for place in draws {
        for group in groups_of(place.code, place.school.zip(place.place)) {
            groups.entry(group).or_default().draws.push(place);
        }
    }
    groups.into_iter().map(|(group, members)| outlook_of(facts, base, group, members)).collect()
}

/// The sums of a group's places, up to the base year and to come.
fn outlook_of(
    facts: &Facts<'_>,
    base: Year,
    group: Group,
    members: Members<'_>,
) -> EnrolmentOutlook {
    let places = &members.places;
    let series = [
        facts.sum_of(places, &GRADES),
        facts.entrants_of(places),
        facts.sum_of(places, &[Measure::Graduates]),
    ]
    .map(|traced| traced.and_then(|traced| traced.until(base)));
    let origins = Origins::of_figures(series.iter().flatten().flat_map(TracedSeries::ids));
    let (entrants_forecast, graduates_forecast) = expected(base, members.draws);
    let [students, entrants, graduates] = series.map(|traced| points(traced.as_ref()));
    EnrolmentOutlook {
        name: group_name(facts.codes, &group),
        of: group,
        students,
        entrants,
        graduates,
        entrants_forecast,
        graduates_forecast,
        origins,
    }
}

/// Entrants and graduates to come, as the sums of places.
///
/// Entrants, then graduates, one point per year after `base`. Places are added within each draw, so
/// that what befalls several at once is not averaged away.
pub(super) fn expected<'a>(
    base: Year,
    places: impl IntoIterator<Item = &'a PlaceDraws<'a>>,
) -> (Vec<ExpectedPoint>, Vec<ExpectedPoint>) {
    let (mut entrants, mut graduates): (Vec<Vec<f64>>, Vec<Vec<f64>>) = (Vec::new(), Vec::new());
    for place in places {
        add_draws(&mut entrants, &place.entrants);
        add_draws(&mut graduates, &place.graduates);
    }
    (expected_points(base, &entrants), expected_points(base, &graduates))
}

/// Adds the draws of a place to the sums, draw by draw and year by year.
fn add_draws(sums: &mut Vec<Vec<f64>>, draws: &[Vec<f64>]) {
    sums.resize(draws.len(), Vec::new());
    for (sum, draw) in sums.iter_mut().zip(draws) {
        sum.resize(draw.len(), 0.0);
        sum.iter_mut().zip(draw).for_each(|(sum, value)| *sum += value);
    }
}

/// Mean and intervals by year of sums that are by draw, then by year after `base`.
fn expected_points(base: Year, sums: &[Vec<f64>]) -> Vec<ExpectedPoint> {
    let years = sums.first().map_or(0, Vec::len);
    let point = |year: usize| ExpectedPoint {
        year: base + (year as i32 + 1),
        expected: sums.iter().map(|draw| draw[year]).sum::<f64>() / sums.len() as f64,
        range: range(sums.iter().map(|draw| draw[year])),
    };
    (0..years).map(point).collect()
}
