//! Who recruits how many: plans follow last year's ratio within limits, students follow fashion.

use crate::chance::Chance;
use crate::layout::{Place, School};
use crate::timeline::FIRST_INTAKE;

/// A plan changes by no more than this in a year, in logarithms.
const MOST_CHANGE: f64 = 0.2;
/// A plan is left as it was with this probability.
const INERTIA: f64 = 0.35;
/// How far the city's authority moves every plan by last year's ratio of the city as a whole: the elasticity.
const CITY_WIDE: f64 = 0.2;
/// Openings per local entrant that the authority aims at: it would rather have too many than too few.
const CITY_AIM: f64 = 0.82;
/// How far a plan follows the seats that stayed empty.
const TO_DEMAND: f64 = 0.3;
/// How far a school misreads last year's ratio: standard deviation of its logarithm.
const MISREADING: f64 = 0.25;
/// Plans are whole numbers of this many seats.
const STEP: f64 = 5.0;
/// Fewest seats of a place, persons.
const FEWEST: f64 = 20.0;
/// Of those admitted, the part that registers.
const REGISTERED: f64 = 0.975;
/// Registered students over seats: the least, and the most that a school takes.
const FILLED: (f64, f64) = (0.5, 1.12);

/// How popular a programme is with students, by year.
#[derive(Debug)]
pub(crate) struct Fashion(Vec<f64>);

impl Fashion {
    /// A slow wave of the programme's own, and what comes and goes on top; logarithms of a factor.
    pub(crate) fn draw(last: i32, chance: &mut Chance) -> Self {
        let (height, length) = (chance.within(0.05, 0.25), chance.within(8.0, 15.0));
        let phase = chance.within(0.0, std::f64::consts::TAU);
        let mut passing = 0.0;
        let mut next = |year: i32| {
            passing = 0.6 * passing + chance.normal(0.06);
            height * (phase + std::f64::consts::TAU * f64::from(year) / length).sin() + passing
        };
        Self((FIRST_INTAKE..=last).map(|year| next(year - FIRST_INTAKE)).collect())
    }

    /// Of one year.
    pub(crate) fn of(&self, year: i32) -> f64 {
        self.0[(year - FIRST_INTAKE) as usize]
    }
}

/// What a place recruited in a year, persons.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Recruited {
    /// 计划招生
    pub(crate) planned: f64,
    /// 实际招生
    pub(crate) admitted: f64,
    /// 报到
    pub(crate) registered: f64,
}

/// Seats of the coming year after those of `last`. `ratio` is openings per local entrant of the programme last year, and `city` that
/// of all programmes together; none where there was nobody.
pub(crate) fn plan(
    last: Recruited,
    ratio: Option<f64>,
    city: Option<f64>,
    (school, place): (&School, &Place),
    chance: &mut Chance,
) -> f64 {
    let mut read = |ratio: f64| (ratio.max(0.05).ln() + chance.normal(MISREADING)).clamp(-1.0, 1.0);
    let read = ratio.map_or(0.0, &mut read);
    let filled = (last.registered.max(1.0) / last.planned.max(1.0)).ln();
    let own = school.following * read + TO_DEMAND * filled;
    let own = if chance.happens(INERTIA) { 0.0 } else { own };
    let change = own + city.map_or(0.0, |city| CITY_WIDE * (city / CITY_AIM).ln());
    rounded(last.planned * change.clamp(-MOST_CHANGE, MOST_CHANGE).exp(), place.most)
}

/// Seats as schools write them: whole steps, no fewer than a small class and no more than `most`.
pub(crate) fn rounded(seats: f64, most: f64) -> f64 {
    let most = (most / STEP).floor() * STEP;
    ((seats / STEP).round() * STEP).min(most).max(FEWEST)
}

/// Students who come for these seats.
pub(crate) fn recruit(
    planned: f64,
    fashion: f64,
    school: &School,
    chance: &mut Chance,
) -> Recruited {
    let wish = (fashion + school.appeal + chance.normal(0.05)).exp();
    let admitted = (planned * wish.clamp(FILLED.0, FILLED.1)).round();
    let registered = chance.of(admitted, REGISTERED);
    Recruited { planned, admitted, registered }
}

/// Students who are expected to register for each seat.
pub(crate) fn expected_per_seat(fashion: f64, school: &School) -> f64 {
    (fashion + school.appeal).exp().clamp(FILLED.0, FILLED.1) * REGISTERED
}

/// Seats of a place in its first year.
pub(crate) fn first_plan(place: &Place) -> Recruited {
    let planned = rounded(place.seats, place.most);
    Recruited { planned, admitted: planned, registered: planned }
}
