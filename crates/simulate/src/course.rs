//! The years of schools and graduates, one after the other: classes leave and meet the market, then schools recruit knowing how
//! their last graduates fared. Intake so comes to the market three years late.

use std::collections::BTreeMap;

use crate::chance::{Chance, Part};
use crate::demand::Programme;
use crate::intake::{Fashion, Recruited, first_plan, plan, recruit};
use crate::layout::Layout;
use crate::market::{Behaviour, Destinations, clear};
use crate::timeline::{BASE, FIRST_INTAKE, LAST, at};

/// Years before the base year in which the programme that fares worst stops recruiting.
const CLOSED: i32 = 2;

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
struct State<'a> {
    layout: &'a mut Layout,
    programmes: &'a [Programme],
    behaviours: Vec<Behaviour>,
    fashions: Vec<Fashion>,
    /// By place, the part that a year at school loses.
    dropout: Vec<f64>,
    grades: Vec<[f64; 3]>,
    last: Vec<Recruited>,
    course: Course,
    market: Chance,
    intake: Chance,
}

impl Course {
    /// Goes through all years. The programme that fares worst two years before the base year stops recruiting then, which is noted
    /// in the layout.
    pub(crate) fn new(seed: u64, layout: &mut Layout, programmes: &[Programme]) -> Self {
        let (mut market, mut intake) =
            (Chance::new(seed, Part::Market), Chance::new(seed, Part::Intake));
        let study = -1.15 + market.normal(0.15);
        let places = layout.places.len();
        let mut state = State {
            behaviours: programmes.iter().map(|_| Behaviour::draw(study, &mut market)).collect(),
            fashions: programmes.iter().map(|_| Fashion::draw(&mut intake)).collect(),
            dropout: (0..places).map(|_| intake.within(0.015, 0.06)).collect(),
            grades: vec![[0.0; 3]; places],
            last: layout.places.iter().map(first_plan).collect(),
            course: Self {
                places: vec![BTreeMap::new(); places],
                entrants: vec![BTreeMap::new(); programmes.len()],
            },
            layout,
            programmes,
            market,
            intake,
        };
        for year in FIRST_INTAKE..=LAST {
            state.graduate(year);
            if year == BASE - CLOSED {
                state.close_worst(year);
            }
            state.recruit(year);
        }
        state.course
    }
}

impl State<'_> {
    /// The last grade leaves and meets the market.
    fn graduate(&mut self, year: i32) {
        let mut went: Vec<Destinations> = Vec::with_capacity(self.grades.len());
        let mut entrants = vec![0.0; self.programmes.len()];
        for (q, place) in self.layout.places.iter().enumerate() {
            let graduates = self.intake.of(self.grades[q][2], 1.0 - self.dropout[q]);
            let behaviour = &self.behaviours[place.programme];
            let wish = Destinations::wish(graduates, behaviour, year, &mut self.market);
            entrants[place.programme] += wish.entrants;
            went.push(wish);
        }
        let openings: Vec<f64> = self.programmes.iter().map(|p| p.demand[at(year)]).collect();
        let conditions = clear(&mut self.behaviours, &openings, &entrants, year, &mut self.market);
        for (q, went) in went.into_iter().enumerate() {
            let conditions = &conditions[self.layout.places[q].programme];
            let went = went.meet(conditions, &mut self.market);
            self.course.places[q].insert(year, PlaceYear { went, ..PlaceYear::default() });
        }
        for (known, entrants) in self.course.entrants.iter_mut().zip(entrants) {
            known.insert(year, entrants);
        }
    }

    /// Openings per local entrant of a programme in a year; none where there was nobody.
    fn ratio(&self, programme: usize, year: i32) -> Option<f64> {
        let entrants = *self.course.entrants[programme].get(&year)?;
        (entrants > 0.0).then(|| self.programmes[programme].demand[at(year)] / entrants)
    }

    /// The same of all programmes together.
    fn city_ratio(&self, year: i32) -> Option<f64> {
        let entrants: f64 = self.course.entrants.iter().filter_map(|known| known.get(&year)).sum();
        let openings: f64 = self.programmes.iter().map(|p| p.demand[at(year)]).sum();
        (entrants > 0.0).then(|| openings / entrants)
    }

    /// All places of the programme with the lowest ratio recruit no more, unless one of them is new.
    fn close_worst(&mut self, year: i32) {
        let is_new = |p: usize| {
            self.layout
                .places
                .iter()
                .any(|place| place.programme == p && place.opens > FIRST_INTAKE)
        };
        let old = (0..self.programmes.len()).filter(|p| !is_new(*p));
        let ratios = old.filter_map(|p| Some((p, self.ratio(p, year)?)));
        let worst = ratios.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(p, _)| p);
        for place in self.layout.places.iter_mut().filter(|place| Some(place.programme) == worst) {
            place.closes = Some(year);
        }
    }

    /// Grades move up, and schools recruit by how the graduates of the year before fared.
    fn recruit(&mut self, year: i32) {
        let city = self.city_ratio(year - 1);
        for q in 0..self.grades.len() {
            let place = &self.layout.places[q];
            let school = &self.layout.schools[place.school];
            let mut recruited = Recruited::default();
            if place.recruits(year) {
                let ratio = self.ratio(place.programme, year - 1);
                let seats = plan(self.last[q], ratio, city, (school, place), &mut self.intake);
                let fashion = self.fashions[place.programme].of(year);
                recruited = recruit(seats, fashion, school, &mut self.intake);
                self.last[q] = recruited;
            }
            let [first, second, _] = self.grades[q];
            let stays = 1.0 - self.dropout[q];
            let moved = [self.intake.of(first, stays), self.intake.of(second, stays)];
            self.grades[q] = [recruited.registered, moved[0], moved[1]];
            if let Some(of_year) = self.course.places[q].get_mut(&year) {
                (of_year.recruited, of_year.grades) = (recruited, self.grades[q]);
            }
        }
    }
}
