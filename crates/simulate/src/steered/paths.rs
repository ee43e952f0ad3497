//! What came of decisions.

use super::SteeredCity;
use crate::course::YEARS_AT_SCHOOL;
use crate::timeline::BASE;

/// A closed place would have been needed where openings per local entrant, counting those whom it would have brought, are at least
/// this: not below the lower edge of the balanced band.
const NEEDED: f64 = 1.0 / 1.2;
/// Over so many years from the one in which its first missing students would have left.
const YEARS: i32 = 3;

/// What came of the seats of one year, in the year in which those who took them left.
#[derive(Debug, Clone, PartialEq)]
pub struct PathYear {
    /// That year.
    pub year: i32,
    /// Openings and local entrants by programme, persons.
    pub programmes: Vec<(f64, f64)>,
    /// Local entrants in a post in the city for what they learned, persons.
    pub met: f64,
    /// Openings that stayed empty, persons.
    pub unfilled: f64,
    /// Seats by programme in the year of entry, persons.
    pub seats: Vec<f64>,
    /// Places that were closed for the year of entry, and those of them that would have been needed.
    pub closed: (usize, usize),
}

/// What came of the decisions of the year `after` the first.
pub(super) fn year(city: &SteeredCity, after: usize) -> PathYear {
    let entry = BASE + 1 + after as i32;
    let year = entry + YEARS_AT_SCHOOL;
    let parts = &city.parts;
    let programmes = parts.demand.programmes.len();
    let entrants =
        |p: usize, year: i32| parts.course.entrants[p].get(&year).copied().unwrap_or(0.0);
    let (mut met, mut seats) = (vec![0.0; programmes], vec![0.0; programmes]);
    for (q, place) in parts.layout.places.iter().enumerate() {
        met[place.programme] += parts.course.places[q].get(&year).map_or(0.0, |y| y.went.met);
        seats[place.programme] += city.seats[q][after];
    }
    let unfilled = (0..programmes).map(|p| (city.demand(p, year) - met[p]).max(0.0)).sum();
    let closed: Vec<usize> =
        (0..city.closed.len()).filter(|q| city.closed[*q] == Some(entry)).collect();
    let needed = closed.iter().filter(|q| is_needed(city, **q, entry, &entrants)).count();
    PathYear {
        year,
        programmes: (0..programmes).map(|p| (city.demand(p, year), entrants(p, year))).collect(),
        met: met.iter().sum(),
        unfilled,
        seats,
        closed: (closed.len(), needed),
    }
}

/// Whether a place that was closed for the year `entry` would have been needed.
fn is_needed(
    city: &SteeredCity,
    q: usize,
    entry: i32,
    entrants: &dyn Fn(usize, i32) -> f64,
) -> bool {
    let programme = city.parts.layout.places[q].programme;
    let seats = city.state.last(q).planned;
    let end = city.last + YEARS_AT_SCHOOL;
    let (mut openings, mut local) = (0.0, 0.0);
    for year in entry..entry + YEARS {
        let leaving = year + YEARS_AT_SCHOOL;
        if leaving <= end {
            openings += city.demand(programme, leaving);
            local += entrants(programme, leaving) + seats * city.per_seat(q, year);
        }
    }
    openings >= NEEDED * local
}

/// What came of all decisions in a city.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PathScore {
    /// `Σ|D − S| / ΣS` over programmes and years: persons too many or too few for each local entrant.
    pub gap: f64,
    /// Share of local entrants without a post in the city for what they learned.
    pub unmatched: f64,
    /// Share of openings that stayed empty.
    pub unfilled: f64,
    /// `Σ|x_t − x_{t−1}| / Σ x_{t−1}` of seats by programme.
    pub volatility: f64,
    /// Of changes of a programme's seats by more than a twentieth that follow another such change, the share in the other direction.
    pub reversals: f64,
    /// Places closed, and those of them that would have been needed.
    pub closed: (usize, usize),
}

/// The score of a city's path.
pub fn path_score(path: &[PathYear]) -> PathScore {
    let over = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
    let cells = || path.iter().flat_map(|year| &year.programmes);
    let (openings, entrants) = cells().fold((0.0, 0.0), |sum, (d, s)| (sum.0 + d, sum.1 + s));
    let gap: f64 = cells().map(|(d, s)| (d - s).abs()).sum();
    let (mut moved, mut before, mut turns, mut turnable) = (0.0, 0.0, 0, 0);
    for programme in 0..path.first().map_or(0, |year| year.seats.len()) {
        let seats: Vec<f64> = path.iter().map(|year| year.seats[programme]).collect();
        let mut last = 0.0;
        for pair in seats.windows(2) {
            let change = pair[1] - pair[0];
            moved += change.abs();
            before += pair[0];
            if change.abs() > 0.05 * pair[0] && pair[0] > 0.0 {
                turnable += usize::from(last != 0.0);
                turns += usize::from(last * change < 0.0);
                last = change;
            }
        }
    }
    PathScore {
        gap: over(gap, entrants),
        unmatched: 1.0 - over(path.iter().map(|year| year.met).sum(), entrants),
        unfilled: over(path.iter().map(|year| year.unfilled).sum(), openings),
        volatility: over(moved, before),
        reversals: over(turns as f64, turnable as f64),
        closed: path
            .iter()
            .fold((0, 0), |sum, year| (sum.0 + year.closed.0, sum.1 + year.closed.1)),
    }
}
