//! A city that is followed for years after its base year while somebody sets the seats of its schools.

mod oracle;
mod packs;
mod paths;
mod subjects;
mod way;

pub use packs::RulePack;
pub use paths::{PathScore, PathYear, path_score};
pub use subjects::{Subject, Unit};
pub use way::Way;

use crate::course::{Ground, Seats, State, YEARS_AT_SCHOOL};
use crate::demand::Demand;
use crate::economy::Economy;
use crate::files::{SimulatedFile, files};
use crate::intake::rounded;
use crate::labour::Labour;
use crate::layout::Layout;
use crate::parts::Parts;
use crate::reports::Reports;
use crate::timeline::{BASE, FIRST_INTAKE, at};
use crate::truth::TrueBalance;

/// Seats of a place change by no more than this part in a year, by any way but a rule that says otherwise.
const MOST_CHANGE: f64 = 0.2;

/// A programme at a school, as whoever sets its seats knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceNow {
    /// Code of the school.
    pub school: String,
    /// Code of the programme.
    pub programme: String,
    /// Seats of the year in which it recruited last, persons.
    pub seats: f64,
    /// Whether it recruits.
    pub is_open: bool,
}

/// What is decided for a programme at a school.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decided {
    /// Seats of the next year, persons; nobody is recruited for less than half of one.
    pub seats: f64,
    /// Whether it is closed: it never recruits again.
    pub closes: bool,
}

impl Decided {
    /// So many seats.
    pub fn seats(seats: f64) -> Self {
        Self { seats, closes: false }
    }

    /// It is closed.
    pub const CLOSED: Self = Self { seats: 0.0, closes: true };
}

/// A city that goes on year by year. Its history up to [`BASE`] is made by the mechanism of [`simulate`](crate::simulate), though
/// not with the same chance; what comes after does not depend on what was decided but through the students themselves.
///
/// ```
/// use talent_simulate::{SteeredCity, Way};
/// let mut city = SteeredCity::new(1, 2);
/// while !city.is_decided() {
///     let decided = city.decide(Way::LastRatio);
///     city.advance(&decided);
/// }
/// assert_eq!(city.finish().len(), 2);
/// ```
#[derive(Debug)]
pub struct SteeredCity {
    parts: Parts,
    state: State,
    base: i32,
    /// The last year for which seats are set.
    last: i32,
    /// By place, the year in which it was closed by whoever sets its seats.
    closed: Vec<Option<i32>>,
    /// By place, the year of the first decision on, seats.
    seats: Vec<Vec<f64>>,
    /// What somebody would decide who knows what comes: seats by place and year.
    best: Option<Vec<Vec<f64>>>,
}

impl SteeredCity {
    /// The city of a seed in which seats are set for so many years after the base year.
    pub fn new(seed: u64, years: u16) -> Self {
        let last = BASE + i32::from(years);
        let end = last + YEARS_AT_SCHOOL;
        let economy = Economy::new(seed, end);
        let labour = Labour::new(seed, &economy.workers);
        let demand = Demand::new(seed, &labour.newcomers);
        let mut layout = Layout::new(seed, &demand.programmes);
        let (mut state, mut course) = State::new(seed, &layout, &demand.programmes, end);
        let mut ground =
            Ground { layout: &mut layout, programmes: &demand.programmes, course: &mut course };
        for year in FIRST_INTAKE..=BASE {
            state.go_through(year, &mut ground, Seats::BySchools);
        }
        let reports = Reports::new(seed, &layout, &course);
        let places = layout.places.len();
        let parts = Parts { seed, economy, labour, demand, layout, course, reports };
        let (closed, seats) = (vec![None; places], vec![Vec::new(); places]);
        Self { parts, state, base: BASE, last, closed, seats, best: None }
    }

    /// The last year that schools have reported.
    pub fn base(&self) -> i32 {
        self.base
    }

    /// Whether the seats of all years have been set.
    pub fn is_decided(&self) -> bool {
        self.base >= self.last
    }

    /// What is known once the year [`base`](Self::base) is reported, in the project's templates.
    pub fn files(&self) -> Vec<SimulatedFile> {
        files(&self.parts, self.base)
    }

    /// Every programme at every school, in an order that stays.
    pub fn places(&self) -> Vec<PlaceNow> {
        let place = |(q, place): (usize, &crate::layout::Place)| PlaceNow {
            school: self.parts.layout.schools[place.school].code.clone(),
            programme: self.parts.demand.programmes[place.programme].code.to_owned(),
            seats: self.state.last(q).planned,
            is_open: self.is_open(q),
        };
        self.parts.layout.places.iter().enumerate().map(place).collect()
    }

    /// What is true of every programme, up to the base year.
    pub fn truth(&self) -> Vec<TrueBalance> {
        self.parts.truth().programmes
    }

    /// Its programmes, at each school or over all of them, with what they have done so far.
    pub fn subjects(&self, unit: Unit) -> Vec<Subject> {
        subjects::subjects(self, unit)
    }

    /// What a way decides for the next year.
    pub fn decide(&mut self, way: Way) -> Vec<Decided> {
        way::decide(self, way)
    }

    /// The schools set the seats of the next year themselves, by how their last graduates fared.
    pub fn advance_by_schools(&mut self) {
        self.go_on(None);
    }

    /// Goes on to the next year with these seats, in the order of [`places`](Self::places). They come in steps of five, are no fewer
    /// than a small class and no more than a place has room for; a place that was closed stays so.
    ///
    /// # Panics
    ///
    /// If there are not as many as places.
    pub fn advance(&mut self, decided: &[Decided]) {
        assert_eq!(decided.len(), self.closed.len(), "one decision for every place");
        let year = self.base + 1;
        let seats = decided.iter().enumerate().map(|(q, decided)| {
            if !self.is_open(q) {
                return 0.0;
            }
            if decided.closes {
                self.closed[q] = Some(year);
                return 0.0;
            }
            let most = self.parts.layout.places[q].most;
            if decided.seats < 0.5 { 0.0 } else { rounded(decided.seats, most) }
        });
        let seats: Vec<f64> = seats.collect();
        self.go_on(Some(&seats));
    }

    fn go_on(&mut self, seats: Option<&[f64]>) {
        self.base += 1;
        let Parts { layout, demand, course, reports, .. } = &mut self.parts;
        let mut ground = Ground { layout, programmes: &demand.programmes, course };
        let set = seats.map_or(Seats::BySchools, Seats::Set);
        self.state.go_through_steered(self.base, &mut ground, set);
        reports.add_until(self.base, course);
        for (q, seats) in self.seats.iter_mut().enumerate() {
            let recruited = course.places[q].get(&self.base).map_or(0.0, |y| y.recruited.planned);
            seats.push(recruited);
        }
    }

    fn is_open(&self, q: usize) -> bool {
        let place = &self.parts.layout.places[q];
        self.closed[q].is_none() && place.closes.is_none_or(|year| year > self.base + 1)
    }

    /// Follows the last students until they have left, while schools set seats themselves.
    pub fn follow_to_the_end(&mut self) {
        while self.base < self.last + YEARS_AT_SCHOOL {
            self.advance_by_schools();
        }
    }

    /// Follows the last students until they have left, and returns what came of each year's decisions: one entry per year, that in
    /// which those who entered by them left.
    pub fn finish(mut self) -> Vec<PathYear> {
        let years = (self.last - BASE) as usize;
        let keep: Vec<Decided> =
            self.places().iter().map(|place| Decided::seats(place.seats)).collect();
        for _ in 0..YEARS_AT_SCHOOL {
            self.advance(&keep);
        }
        (0..years).map(|after| paths::year(&self, after)).collect()
    }

    /// Local entrants that a seat of a place in a year is expected to bring, and openings of its programme when they leave.
    fn per_seat(&self, q: usize, year: i32) -> f64 {
        self.state.entrants_per_seat(q, &self.parts.layout, year)
    }

    fn demand(&self, programme: usize, year: i32) -> f64 {
        self.parts.demand.programmes[programme].demand[at(year)]
    }
}
