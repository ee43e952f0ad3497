//! From any number of seats to whole classes: rounding down, filling up, and exchanging classes while that helps.

use crate::problem::{Place, Problem, slack};

/// Places that are looked at from either side of an exchange.
const EXCHANGED: usize = 80;
/// Rounds of changes at most; each lowers the loss.
const ROUNDS: usize = 500;
/// A change that gains less than this is none.
const GAIN: f64 = 1e-9;

/// Seats in whole classes, near `relaxed` and no worse than staying where that is allowed; `None` where none were found that
/// keep to the limits.
pub(crate) fn whole_classes(problem: &Problem, relaxed: &[f64]) -> Option<Vec<f64>> {
    let now: Vec<f64> = problem.places.iter().map(|place| place.now).collect();
    let staying = problem.keeps(&now).then(|| Search::from(problem, now));
    let rounded = [Rounding::Down, Rounding::Nearest];
    let rounded = rounded.into_iter().filter_map(|way| Search::rounded(problem, relaxed, way));
    let better = |a: &Search<'_>, b: &Search<'_>| a.loss().total_cmp(&b.loss());
    rounded.chain(staying).map(Search::improved).min_by(better).map(|search| search.seats)
}

/// How seats that are any number become ones of a place's choices.
#[derive(Clone, Copy, PartialEq)]
enum Rounding {
    /// The most that are no more, or else the fewest.
    Down,
    /// The nearest.
    Nearest,
}

impl Rounding {
    fn choice(self, place: &Place, relaxed: f64) -> Option<f64> {
        let choices = choices(place);
        let far = |seats: &f64| (seats - relaxed).abs();
        let nearest = || choices.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)));
        match self {
            Self::Nearest => nearest(),
            Self::Down => {
                let below = choices.iter().rev().find(|seats| **seats <= relaxed + 1e-6);
                below.or(choices.first()).copied()
            }
        }
    }
}

/// The numbers of seats that a place may have, rising: what it has now and whole classes more or fewer, within its bounds and
/// no fewer than a class; none where its bounds allow it; and the most that it may have where that is less than it has now.
pub(crate) fn choices(place: &Place) -> Vec<f64> {
    const NEAR: f64 = 1e-9;
    let Place { now, low, high, class_size: class, .. } = *place;
    let first = ((low - now) / class - NEAR).ceil() as i64;
    let last = ((high - now) / class + NEAR).floor() as i64;
    let whole = (first..=last).map(|classes| now + classes as f64 * class);
    let mut choices: Vec<f64> = whole.filter(|seats| *seats >= class.min(now) - NEAR).collect();
    if low <= NEAR {
        choices.push(0.0);
    }
    if high < now {
        choices.push(high);
    }
    choices.sort_by(f64::total_cmp);
    choices.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    choices
}

/// A plan that is being improved.
struct Search<'a> {
    problem: &'a Problem,
    choices: Vec<Vec<f64>>,
    /// By place, the position among its choices; seats outside of these have none.
    chosen: Vec<usize>,
    seats: Vec<f64>,
    weighed: Vec<f64>,
    /// By programme, what it loses now.
    losses: Vec<f64>,
    taken: Vec<f64>,
    /// By place, the limits that it takes of, and how much a seat takes.
    limits_of: Vec<Vec<(usize, f64)>>,
}

/// A place to another of its choices, with what that gains by itself.
#[derive(Clone, Copy)]
struct Move {
    place: usize,
    up: bool,
    to: usize,
    gain: f64,
}

impl<'a> Search<'a> {
    /// From seats that are all among the choices.
    fn from(problem: &'a Problem, seats: Vec<f64>) -> Self {
        let choices: Vec<Vec<f64>> = problem.places.iter().map(choices).collect();
        let position = |(choices, seats): (&Vec<f64>, &f64)| {
            choices.iter().position(|choice| choice == seats).unwrap_or(0)
        };
        let chosen = choices.iter().zip(&seats).map(position).collect();
        let mut limits_of = vec![Vec::new(); seats.len()];
        for (l, limit) in problem.limits.iter().enumerate() {
            for (place, taken) in &limit.takes {
                limits_of[*place].push((l, *taken));
            }
        }
        let weighed = problem.by_programme(&seats);
        let losses =
            problem.programmes.iter().zip(&weighed).map(|(p, seats)| p.loss.at(*seats)).collect();
        let taken = problem.limits.iter().map(|limit| limit.taken(&seats)).collect();
        Self { problem, choices, chosen, seats, weighed, losses, taken, limits_of }
    }

    /// From the choices near `relaxed`, changed until every limit is kept; `None` where that does not come about.
    fn rounded(problem: &'a Problem, relaxed: &[f64], way: Rounding) -> Option<Self> {
        let places = problem.places.iter().zip(relaxed);
        let seats = places.map(|(place, relaxed)| way.choice(place, *relaxed));
        let mut search = Self::from(problem, seats.collect::<Option<Vec<f64>>>()?);
        while let Some(limit) = search.missed_limit() {
            if !search.mend(limit) {
                for m in search.nearer()? {
                    search.take(m);
                }
            }
        }
        Some(search)
    }

    /// The first limit that is missed.
    fn missed_limit(&self) -> Option<usize> {
        (0..self.taken.len()).find(|l| self.missed_by(*l, 0.0) > 0.0)
    }

    /// Moves places that take of a limit towards keeping it, those that gain most first, as far as no other limit is missed
    /// further. Whether it is missed less.
    fn mend(&mut self, limit: usize) -> bool {
        let (before, up) =
            (self.missed_by(limit, 0.0), self.taken[limit] < self.problem.limits[limit].least);
        let places = self.problem.limits[limit].takes.iter().map(|(place, _)| *place);
        let mut moves: Vec<Move> = places.filter_map(|place| self.next(place, up)).collect();
        moves.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        for m in moves {
            if self.missed_by(limit, 0.0) == 0.0 {
                break;
            }
            if self.missed_more(&[m]) < 0.0 {
                self.take(m);
            }
        }
        self.missed_by(limit, 0.0) < before
    }

    /// The two moves by which limits are missed least; of equal ones those that gain most.
    fn nearer(&self) -> Option<[Move; 2]> {
        let (ups, downs) = (self.moves(true), self.moves(false));
        let (ups, downs) = (foremost(&ups), foremost(&downs));
        let pairs = ups.iter().flat_map(|up| downs.iter().map(move |down| [**up, **down]));
        let apart = pairs.filter(|[up, down]| up.place != down.place);
        let tried = apart.map(|pair| (self.missed_more(&pair), pair[0].gain + pair[1].gain, pair));
        let nearer = tried.filter(|(more, ..)| *more < -1e-12);
        let best = nearer.min_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best.map(|(_, _, pair)| pair)
    }

    /// How far a limit is missed when so much more is taken of it, in parts of itself.
    fn missed_by(&self, limit: usize, more: f64) -> f64 {
        let (at, taken) = (&self.problem.limits[limit], self.taken[limit] + more);
        let over = (taken - at.most - slack(at.most)) / (1.0 + at.most.abs());
        let under = (at.least - slack(at.least) - taken) / (1.0 + at.least.abs());
        over.max(0.0) + under.max(0.0)
    }

    /// How much further limits are missed after these moves, all together.
    fn missed_more(&self, moves: &[Move]) -> f64 {
        let touched = moves.iter().flat_map(|m| &self.limits_of[m.place]).map(|(l, _)| *l);
        let mut touched: Vec<usize> = touched.collect();
        touched.sort_unstable();
        touched.dedup();
        let more = |l: usize| self.missed_by(l, self.change_of(l, moves)) - self.missed_by(l, 0.0);
        touched.into_iter().map(more).sum()
    }

    /// What moves change of what is taken of a limit.
    fn change_of(&self, limit: usize, moves: &[Move]) -> f64 {
        let of_move = |m: &Move| {
            let takes = self.limits_of[m.place].iter().filter(|(other, _)| *other == limit);
            takes.map(|(_, taken)| taken).sum::<f64>() * self.change(*m)
        };
        moves.iter().map(of_move).sum()
    }

    fn loss(&self) -> f64 {
        self.problem.loss(&self.seats)
    }

    /// The plan after every change that helps: a place to its next choice, or one up and another down.
    fn improved(mut self) -> Self {
        for _ in 0..ROUNDS {
            let (ups, downs) = (self.moves(true), self.moves(false));
            if !self.take_alone(ups.iter().chain(&downs)) && !self.take_pairs(&ups, &downs) {
                break;
            }
        }
        self
    }

    /// Takes moves that gain by themselves, those that gain most first; whether there was one.
    fn take_alone<'m>(&mut self, moves: impl Iterator<Item = &'m Move>) -> bool {
        let mut moves: Vec<Move> = moves.filter(|m| m.gain > GAIN).copied().collect();
        moves.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        let mut has_taken = false;
        for m in moves {
            // What was taken meanwhile may have changed what it gains, and where it goes.
            let still = self.next(m.place, m.up).filter(|now| now.to == m.to && now.gain > GAIN);
            if let Some(now) = still.filter(|now| self.fits(&[*now])) {
                self.take(now);
                has_taken = true;
            }
        }
        has_taken
    }

    /// Takes exchanges that gain, among the places that gain most on either side; whether there was one.
    fn take_pairs(&mut self, ups: &[Move], downs: &[Move]) -> bool {
        let (ups, downs) = (foremost(ups), foremost(downs));
        let pairs = ups.iter().flat_map(|up| downs.iter().map(move |down| (**up, **down)));
        let apart = pairs.filter(|(up, down)| up.place != down.place);
        let gain = |(up, down)| (self.gain_of_both(up, down), (up, down));
        let mut pairs: Vec<(f64, (Move, Move))> =
            apart.map(gain).filter(|(gain, _)| *gain > GAIN).collect();
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut has_taken = false;
        for (_, (up, down)) in pairs {
            let now = self.next(up.place, true).zip(self.next(down.place, false));
            let same = now.filter(|(a, b)| (a.to, b.to) == (up.to, down.to));
            if let Some((up, down)) = same
                && self.gain_of_both(up, down) > GAIN
                && self.fits(&[up, down])
            {
                self.take(up);
                self.take(down);
                has_taken = true;
            }
        }
        has_taken
    }

    /// What two moves gain together: more or less than one by one where they are of one programme.
    fn gain_of_both(&self, up: Move, down: Move) -> f64 {
        let programme = self.problem.places[up.place].programme;
        if programme != self.problem.places[down.place].programme {
            return up.gain + down.gain;
        }
        let change = self.weighed_change(up) + self.weighed_change(down);
        let loss = &self.problem.programmes[programme].loss;
        self.losses[programme] - loss.at(self.weighed[programme] + change)
            + self.saved(up)
            + self.saved(down)
    }

    /// Every place to its next choice up, or down.
    fn moves(&self, up: bool) -> Vec<Move> {
        (0..self.seats.len()).filter_map(|place| self.next(place, up)).collect()
    }

    /// A place to its next choice up, or down.
    fn next(&self, place: usize, up: bool) -> Option<Move> {
        let chosen = self.chosen[place];
        let to = if up { chosen + 1 } else { chosen.checked_sub(1)? };
        (to < self.choices[place].len()).then(|| {
            let alone = Move { place, up, to, gain: 0.0 };
            let programme = self.problem.places[place].programme;
            let weighed = self.weighed[programme] + self.weighed_change(alone);
            let loss = self.problem.programmes[programme].loss.at(weighed);
            Move { gain: self.losses[programme] - loss + self.saved(alone), ..alone }
        })
    }

    /// What a move changes of the weighed seats of its programme.
    fn weighed_change(&self, m: Move) -> f64 {
        self.problem.places[m.place].share * self.change(m)
    }

    fn change(&self, m: Move) -> f64 {
        self.choices[m.place][m.to] - self.seats[m.place]
    }

    /// What a move saves of the cost of change.
    fn saved(&self, m: Move) -> f64 {
        let place = self.problem.places[m.place];
        let cost = |seats: f64| place.change_cost * (seats - place.now).powi(2);
        cost(self.seats[m.place]) - cost(self.choices[m.place][m.to])
    }

    /// Whether every limit is kept, or no further missed, after these moves.
    fn fits(&self, moves: &[Move]) -> bool {
        moves.iter().flat_map(|m| &self.limits_of[m.place]).all(|&(l, _)| {
            let limit = &self.problem.limits[l];
            let change = self.change_of(l, moves);
            let taken = self.taken[l] + change;
            (taken <= limit.most + slack(limit.most) || change <= 0.0)
                && (taken >= limit.least - slack(limit.least) || change >= 0.0)
        })
    }

    fn take(&mut self, m: Move) {
        let change = self.change(m);
        let programme = self.problem.places[m.place].programme;
        self.weighed[programme] += self.weighed_change(m);
        self.losses[programme] =
            self.problem.programmes[programme].loss.at(self.weighed[programme]);
        for &(l, taken) in &self.limits_of[m.place] {
            self.taken[l] += taken * change;
        }
        self.seats[m.place] = self.choices[m.place][m.to];
        self.chosen[m.place] = m.to;
    }
}

/// The moves that gain most.
fn foremost(moves: &[Move]) -> Vec<&Move> {
    let mut moves: Vec<&Move> = moves.iter().collect();
    moves.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    moves.truncate(EXCHANGED);
    moves
}
