//! What a plan is made from.

use crate::loss::Loss;

/// A programme of the city.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// What it loses by its seats.
    pub loss: Loss,
}

/// A programme at a school.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The position of its programme.
    pub programme: usize,
    /// Seats as they are.
    pub now: f64,
    /// What one of its seats brings, over what a seat of its programme brings.
    pub share: f64,
    /// The fewest seats.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// What a change costs: `change_cost·(x − now)²`.
    pub change_cost: f64,
    /// Seats of one class: seats change by whole classes, to none, or to a most that is less than now.
    pub class_size: f64,
}

/// A limit on what several places take together.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// What one seat of each place takes; never negative.
    pub takes: Vec<(usize, f64)>,
    /// The least that must be taken.
    pub least: f64,
    /// The most that may be.
    pub most: f64,
}

/// Programmes, places and limits.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The programmes.
    pub programmes: Vec<Programme>,
    /// The places.
    pub places: Vec<Place>,
    /// The limits.
    pub limits: Vec<Limit>,
}

impl Limit {
    /// What seats take of it.
    pub fn taken(&self, seats: &[f64]) -> f64 {
        self.takes.iter().map(|(place, taken)| taken * seats[*place]).sum()
    }
}

/// A problem that makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// A place with numbers that are none, a class of no seats, or bounds that cross.
    #[error("place {place}: numbers that are none, no class size, or bounds that cross")]
    Place {
        /// Its position.
        place: usize,
    },
    /// A place or limit that names another that is not there.
    #[error("place {place} is not there or names a programme that is not")]
    Missing {
        /// Its position.
        place: usize,
    },
    /// A programme without draws, or with numbers that are none.
    #[error("programme {programme}: no draws, or numbers that are none")]
    Programme {
        /// Its position.
        programme: usize,
    },
    /// A limit with negative takings or bounds that cross.
    #[error("limit {limit}: negative takings or bounds that cross")]
    Limit {
        /// Its position.
        limit: usize,
    },
}

/// A problem that has no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The problem makes no sense.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// No seats keep to all limits.
    #[error("no seats keep to all limits")]
    NoPlan,
    /// No whole classes were found that do.
    #[error("no whole classes were found that keep to all limits")]
    NoClasses,
    /// The solver did not come to an end.
    #[error("the solver did not come to an end")]
    NoEnd,
}

impl Problem {
    /// Checks that everything fits together.
    ///
    /// # Errors
    ///
    /// The first thing that does not.
    pub fn check(&self) -> Result<(), ProblemError> {
        for (programme, Programme { loss }) in self.programmes.iter().enumerate() {
            let costs = [loss.weight, loss.surplus, loss.shortage];
            let is_number = |draw: &crate::Draw| {
                [draw.per_seat, draw.pipeline, draw.demand]
                    .iter()
                    .all(|x| x.is_finite() && *x >= 0.0)
            };
            let is_right = costs.iter().all(|cost| cost.is_finite() && *cost >= 0.0);
            if loss.draws.is_empty() || !is_right || !loss.draws.iter().all(is_number) {
                return Err(ProblemError::Programme { programme });
            }
        }
        for (place, at) in self.places.iter().enumerate() {
            if at.programme >= self.programmes.len() {
                return Err(ProblemError::Missing { place });
            }
            let numbers = [at.now, at.share, at.low, at.high, at.change_cost, at.class_size];
            let is_right = numbers.iter().all(|x| x.is_finite() && *x >= 0.0);
            if !is_right || at.low > at.high || at.class_size <= 0.0 {
                return Err(ProblemError::Place { place });
            }
        }
        for (limit, Limit { takes, least, most }) in self.limits.iter().enumerate() {
            if let Some((place, _)) = takes.iter().find(|(place, _)| *place >= self.places.len()) {
                return Err(ProblemError::Missing { place: *place });
            }
            let is_right = takes.iter().all(|(_, taken)| taken.is_finite() && *taken >= 0.0);
            if !is_right || least.is_nan() || most.is_nan() || least > most {
                return Err(ProblemError::Limit { limit });
            }
        }
        Ok(())
    }

    /// The seats of each programme, each place's weighed by its share.
    pub fn by_programme(&self, seats: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.programmes.len()];
        for (place, seats) in self.places.iter().zip(seats) {
            sums[place.programme] += place.share * seats;
        }
        sums
    }

    /// What these seats lose, changes included.
    pub fn loss(&self, seats: &[f64]) -> f64 {
        let by_programme = self.by_programme(seats);
        let losses = self.programmes.iter().zip(by_programme).map(|(p, seats)| p.loss.at(seats));
        losses.sum::<f64>() + self.cost_of_change(seats)
    }

    fn cost_of_change(&self, seats: &[f64]) -> f64 {
        let cost = |(place, seats): (&Place, &f64)| place.change_cost * (seats - place.now).powi(2);
        self.places.iter().zip(seats).map(cost).sum()
    }

    /// Whether seats keep to every bound and limit.
    pub fn keeps(&self, seats: &[f64]) -> bool {
        let within = |(place, seats): (&Place, &f64)| {
            (place.low - SLACK..=place.high + SLACK).contains(seats)
        };
        let kept = |limit: &Limit| {
            let taken = limit.taken(seats);
            (limit.least - slack(limit.least)..=limit.most + slack(limit.most)).contains(&taken)
        };
        self.places.iter().zip(seats).all(within) && self.limits.iter().all(kept)
    }
}

/// A bound is kept if it is missed by less than anybody would see.
const SLACK: f64 = 1e-6;

/// The same of a limit of this size.
pub(crate) fn slack(limit: f64) -> f64 {
    if limit.is_finite() { SLACK * (1.0 + limit.abs()) } else { 0.0 }
}
