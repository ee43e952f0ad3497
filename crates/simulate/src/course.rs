//! The years of schools and graduates, one after the other: classes leave and meet the market, then schools recruit knowing how
//! their last graduates fared. Intake so comes to the market three years late.

use std::collections::BTreeMap;

use crate::chance::{Chance, Part};
use crate::demand::Programme;
use crate::intake::{Fashion, Recruited, expected_per_seat, first_plan, plan, recruit};
use crate::layout::{Layout, Place};
use crate::market::{Behaviour, Destinations, clear};
use crate::timeline::{BASE, FIRST_INTAKE, LAST, at};

/// Years before the base year in which the programme that fares worst stops recruiting.
const CLOSED: i32 = 2;
/// Years from intake to leaving.
pub(crate) const YEARS_AT_SCHOOL: i32 = 3;

/// What a place did in a year.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PlaceYear {
    /// Intake of the autumn.
    pub(crate) recruited: Recruited,
    /// Students by grade in the autumn, persons.
    pub(crate) grades: [f64; 3],
    /// Where the graduates of the summer went.
    pub(crate) went: Destinations,
}

/// Schools and graduates of a city in all years.
#[derive(Debug)]
pub(crate) struct Course {
    /// By place and year.
    pub(crate) places: Vec<BTreeMap<i32, PlaceYear>>,
    /// Local entrants by programme and year, persons.
    pub(crate) entrants: Vec<BTreeMap<i32, f64>>,
}

/// What goes on from year to year.
#[derive(Debug)]
pub(crate) struct State {
    seed: u64,
    behaviours: Vec<Behaviour>,
    fashions: Vec<Fashion>,
    /// By place, the part that a year at school loses.
    dropout: Vec<f64>,
    grades: Vec<[f64; 3]>,
    last: Vec<Recruited>,
    market: Chance,
    intake: Chance,
}

/// The schools of a city, what is asked of its programmes, and what has come of both so far.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    pub(crate) layout: &'a mut Layout,
    pub(crate) programmes: &'a [Programme],
    pub(crate) course: &'a mut Course,
}

/// Who sets the seats of a year.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Seats<'a> {
    /// The schools, by how their last graduates fared.
    BySchools,
    /// Somebody else, by place; one without seats recruits nobody.
    Set(&'a [f64]),
}

impl Course {
    /// Goes through all years up to `last`. The programme that fares worst two years before the base year stops recruiting then,
    /// which is noted in the layout.
    pub(crate) fn new(seed: u64, layout: &mut Layout, programmes: &[Programme]) -> Self {
        let (mut state, mut course) = State::new(seed, layout, programmes, LAST);
        let mut ground = Ground { layout, programmes, course: &mut course };
        for year in FIRST_INTAKE..=LAST {
            state.go_through(year, &mut ground, Seats::BySchools);
        }
        course
    }
}

impl State {
    /// Before the first intake, and a course without any year; students have their fashions up to the year `last`.
    pub(crate) fn new(
        seed: u64,
        layout: &Layout,
        programmes: &[Programme],
        last: i32,
    ) -> (Self, Course) {
        let (mut market, mut intake) =
            (Chance::new(seed, Part::Market), Chance::new(seed, Part::Intake));
        let study = -1.15 + market.normal(0.15);
        let places = layout.places.len();
        let course = Course {
            places: vec![BTreeMap::new(); places],
            entrants: vec![BTreeMap::new(); programmes.len()],
        };
        let state = Self {
            seed,
            behaviours: programmes.iter().map(|_| Behaviour::draw(study, &mut market)).collect(),
            fashions: programmes.iter().map(|_| Fashion::draw(last, &mut intake)).collect(),
            dropout: (0..places).map(|_| intake.within(0.015, 0.06)).collect(),
            grades: vec![[0.0; 3]; places],
            last: layout.places.iter().map(first_plan).collect(),
            market,
            intake,
        };
        (state, course)
    }

    /// Goes through one year: a class leaves and meets the market, then places recruit.
    pub(crate) fn go_through(&mut self, year: i32, ground: &mut Ground<'_>, seats: Seats<'_>) {
        self.graduate(year, ground);
        if year == BASE - CLOSED {
            close_worst(year, ground);
        }
        self.recruit(year, ground, seats);
    }

    /// The same with chance of the year's own: another course of the years before leaves it as it is.
    pub(crate) fn go_through_steered(
        &mut self,
        year: i32,
        ground: &mut Ground<'_>,
        seats: Seats<'_>,
    ) {
        self.market = Chance::of_year(self.seed, Part::Market, year);
        self.intake = Chance::of_year(self.seed, Part::Intake, year);
        self.go_through(year, ground, seats);
    }

    /// The part of those who fill a seat of a place in `year` that will look for work in the city first, three years later: as it
    /// is expected by somebody who knows how students behave.
    pub(crate) fn entrants_per_seat(&self, place: usize, layout: &Layout, year: i32) -> f64 {
        let Place { school, programme, .. } = layout.places[place];
        let behaviour = &self.behaviours[programme];
        let fashion = self.fashions[programme].of(year);
        let stays = (1.0 - self.dropout[place]).powi(YEARS_AT_SCHOOL);
        expected_per_seat(fashion, &layout.schools[school])
            * stays
            * behaviour.entering(year + YEARS_AT_SCHOOL)
    }

    /// What places recruited last.
    pub(crate) fn last(&self, place: usize) -> Recruited {
        self.last[place]
    }

    /// The last grade leaves and meets the market.
    fn graduate(&mut self, year: i32, ground: &mut Ground<'_>) {
        let Ground { layout, programmes, course } = ground;
        let mut went: Vec<Destinations> = Vec::with_capacity(self.grades.len());
        let mut entrants = vec![0.0; programmes.len()];
        for (q, place) in layout.places.iter().enumerate() {
            let graduates = self.intake.of(self.grades[q][2], 1.0 - self.dropout[q]);
            let behaviour = &self.behaviours[place.programme];
            let wish = Destinations::wish(graduates, behaviour, year, &mut self.market);
            entrants[place.programme] += wish.entrants;
            went.push(wish);
        }
        let openings: Vec<f64> = programmes.iter().map(|p| p.demand[at(year)]).collect();
        let conditions = clear(&mut self.behaviours, &openings, &entrants, year, &mut self.market);
        for (q, went) in went.into_iter().enumerate() {
            let conditions = &conditions[layout.places[q].programme];
            let went = went.meet(conditions, &mut self.market);
            course.places[q].insert(year, PlaceYear { went, ..PlaceYear::default() });
        }
        for (known, entrants) in course.entrants.iter_mut().zip(entrants) {
            known.insert(year, entrants);
        }
    }

    /// Grades move up, and places recruit; schools do by how the graduates of the year before fared.
    fn recruit(&mut self, year: i32, ground: &mut Ground<'_>, seats: Seats<'_>) {
        let city = ground.city_ratio(year - 1);
        for q in 0..self.grades.len() {
            let place = &ground.layout.places[q];
            let school = &ground.layout.schools[place.school];
            let fashion = self.fashions[place.programme].of(year);
            let seats = match seats {
                Seats::Set(seats) => Some(seats[q]).filter(|seats| *seats > 0.0),
                Seats::BySchools => place.recruits(year).then(|| {
                    let ratio = ground.ratio(place.programme, year - 1);
                    plan(self.last[q], ratio, city, (school, place), &mut self.intake)
                }),
            };
            let mut recruited = Recruited::default();
            if let Some(seats) = seats {
                recruited = recruit(seats, fashion, school, &mut self.intake);
                self.last[q] = recruited;
            }
            let [first, second, _] = self.grades[q];
            let stays = 1.0 - self.dropout[q];
            let moved = [self.intake.of(first, stays), self.intake.of(second, stays)];
            self.grades[q] = [recruited.registered, moved[0], moved[1]];
            if let Some(of_year) = ground.course.places[q].get_mut(&year) {
                (of_year.recruited, of_year.grades) = (recruited, self.grades[q]);
            }
        }
    }
}

impl Ground<'_> {
    /// Openings per local entrant of a programme in a year; none where there was nobody.
    pub(crate) fn ratio(&self, programme: usize, year: i32) -> Option<f64> {
        let entrants = *self.course.entrants[programme].get(&year)?;
        (entrants > 0.0).then(|| self.programmes[programme].demand[at(year)] / entrants)
    }

    /// The same of all programmes together.
    fn city_ratio(&self, year: i32) -> Option<f64> {
        let entrants: f64 = self.course.entrants.iter().filter_map(|known| known.get(&year)).sum();
        let openings: f64 = self.programmes.iter().map(|p| p.demand[at(year)]).sum();
        (entrants > 0.0).then(|| openings / entrants)
    }
}

/// All places of the programme with the lowest ratio recruit no more, unless one of them is new.
fn close_worst(year: i32, ground: &mut Ground<'_>) {
    let is_new = |p: usize| {
        ground.layout.places.iter().any(|place| place.programme == p && place.opens > FIRST_INTAKE)
    };
    let old = (0..ground.programmes.len()).filter(|p| !is_new(*p));
    let ratios = old.filter_map(|p| Some((p, ground.ratio(p, year)?)));
    let worst = ratios.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(p, _)| p);
    for place in ground.layout.places.iter_mut().filter(|place| Some(place.programme) == worst) {
        place.closes = Some(year);
    }
}
