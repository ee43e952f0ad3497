//! The plan that is found, with what it loses, what holds it back, and what staying would lose.

use serde::{Deserialize, Serialize};

use crate::classes::whole_classes;
use crate::problem::{Problem, SolveError, slack};
use crate::relaxation::relax;

/// Which side of a limit holds the plan back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// No more may be taken.
    Most,
    /// No less may be taken.
    Least,
}

/// A limit that holds the plan back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Binding {
    /// Its position.
    pub limit: usize,
    /// The side.
    pub side: Side,
    /// How much less the relaxation would lose with one more unit of it.
    pub price: f64,
    /// Seats that one more unit makes room for, where they are wanted most; zero where no place takes of it.
    pub seats: f64,
}

/// Seats in whole classes, and what they are held against.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// By place, the seats of the plan.
    pub seats: Vec<f64>,
    /// What they lose.
    pub loss: f64,
    /// By place, the seats of the relaxation.
    pub relaxed: Vec<f64>,
    /// What the relaxation loses: no plan loses less.
    pub bound: f64,
    /// What the seats lose as they are, whether or not they keep to the limits.
    pub loss_now: f64,
    /// Whether the seats as they are keep to bounds and limits.
    pub now_is_allowed: bool,
    /// The limits that hold the plan back, the dearest first.
    pub bindings: Vec<Binding>,
}

impl Plan {
    /// The part of the loss that the plan saves against leaving the seats as they are; zero where nothing is lost.
    pub fn saving(&self) -> f64 {
        if self.loss_now > 0.0 { 1.0 - self.loss / self.loss_now } else { 0.0 }
    }
}

/// Makes the plan of a problem: the same for the same problem.
///
/// # Errors
///
/// A problem that makes no sense, limits that no seats keep to, and a solver that does not come to an end.
pub fn solve(problem: &Problem) -> Result<Plan, SolveError> {
    problem.check()?;
    let relaxed = relax(problem)?;
    let seats = whole_classes(problem, &relaxed.seats).ok_or(SolveError::NoClasses)?;
    let now: Vec<f64> = problem.places.iter().map(|place| place.now).collect();
    let bindings = bindings(problem, &relaxed.seats, &relaxed.prices);
    Ok(Plan {
        loss: problem.loss(&seats),
        seats,
        bound: relaxed.loss,
        loss_now: problem.loss(&now),
        now_is_allowed: problem.keeps(&now),
        relaxed: relaxed.seats,
        bindings,
    })
}

/// The limits at which the relaxation stands and that cost something.
fn bindings(problem: &Problem, relaxed: &[f64], prices: &[(f64, f64)]) -> Vec<Binding> {
    // What a unit brings must be worth telling beside what is lost in all.
    let least = 1e-6 * (1.0 + problem.loss(relaxed));
    let mut bindings = Vec::new();
    for (position, (limit, (most, least_price))) in problem.limits.iter().zip(prices).enumerate() {
        let taken = limit.taken(relaxed);
        let is_at = |bound: f64| (taken - bound).abs() <= 1e3 * slack(bound);
        let of_side = [(Side::Most, limit.most, *most), (Side::Least, limit.least, *least_price)];
        for (side, bound, price) in of_side {
            if bound.is_finite() && is_at(bound) && price > least {
                let seats = seats_of_a_unit(problem, &limit.takes, relaxed, side);
                bindings.push(Binding { limit: position, side, price, seats });
            }
        }
    }
    bindings.sort_by(|a, b| b.price.total_cmp(&a.price));
    bindings
}

/// Seats that one more unit of a limit makes room for, at the place where they gain most per unit.
fn seats_of_a_unit(problem: &Problem, takes: &[(usize, f64)], relaxed: &[f64], side: Side) -> f64 {
    let weighed = problem.by_programme(relaxed);
    let gain = |place: usize, taken: f64| {
        let at = problem.places[place];
        let slope = problem.programmes[at.programme].loss.slope(weighed[at.programme]) * at.share
            + 2.0 * at.change_cost * (relaxed[place] - at.now);
        if side == Side::Most { -slope / taken } else { slope / taken }
    };
    let can_move = |place: usize| match side {
        Side::Most => relaxed[place] < problem.places[place].high - 1e-6,
        Side::Least => relaxed[place] > problem.places[place].low + 1e-6,
    };
    let wanted = takes.iter().filter(|(place, taken)| *taken > 0.0 && can_move(*place));
    let best = wanted.max_by(|a, b| gain(a.0, a.1).total_cmp(&gain(b.0, b.1)));
    best.map_or(0.0, |(_, taken)| 1.0 / taken)
}

#[cfg(test)]
mod tests;
