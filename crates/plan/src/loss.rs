//! What a programme loses by too many or too few entrants, over the draws of a forecast.

/// One draw of a programme's future.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draw {
    /// Local entrants that one seat brings.
    pub per_seat: f64,
    /// Local entrants who are on their way whatever is decided, persons.
    pub pipeline: f64,
    /// Demand for local entrants over the same years, persons.
    pub demand: f64,
}

impl Draw {
    /// Entrants that are lacking at so many seats, persons; negative where there are too many.
    pub fn lacking(&self, seats: f64) -> f64 {
        self.demand - self.per_seat * seats - self.pipeline
    }
}

/// Expected loss of a programme as a function of its seats, each school's weighed by what its seats bring:
/// `g(z) = ω·E_k[c⁺·(S − D)₊² + c⁻·(D − S)₊²]` with `S = y·z + pipeline`. Convex, with a continuous slope.
#[derive(Debug, Clone, PartialEq)]
pub struct Loss {
    /// `ω`.
    pub weight: f64,
    /// `c⁺`, of one entrant too many.
    pub surplus: f64,
    /// `c⁻`, of one too few.
    pub shortage: f64,
    /// The draws.
    pub draws: Vec<Draw>,
}

impl Loss {
    fn mean(&self, of: impl Fn(f64, f64) -> f64, seats: f64) -> f64 {
        let sum: f64 = self
            .draws
            .iter()
            .map(|draw| of(draw.per_seat * seats + draw.pipeline - draw.demand, draw.per_seat))
            .sum();
        self.weight * sum / self.draws.len().max(1) as f64
    }

    fn cost(&self, gap: f64) -> f64 {
        if gap > 0.0 { self.surplus } else { self.shortage }
    }

    /// The expected loss at so many seats.
    pub fn at(&self, seats: f64) -> f64 {
        self.mean(|gap, _| self.cost(gap) * gap * gap, seats)
    }

    /// Its slope: what one more seat costs.
    pub fn slope(&self, seats: f64) -> f64 {
        self.mean(|gap, per_seat| 2.0 * self.cost(gap) * gap * per_seat, seats)
    }

    /// How fast the slope rises.
    pub(crate) fn curvature(&self, seats: f64) -> f64 {
        self.mean(|gap, per_seat| 2.0 * self.cost(gap) * per_seat * per_seat, seats)
    }

    /// The part of the draws in which there are too few entrants at so many seats.
    pub fn chance_of_shortage(&self, seats: f64) -> f64 {
        let short = self.draws.iter().filter(|draw| draw.lacking(seats) > 0.0).count();
        short as f64 / self.draws.len().max(1) as f64
    }

    /// The part of the draws in which at least so many entrants are lacking at so many seats.
    pub fn chance_of_lack(&self, seats: f64, least: f64) -> f64 {
        let short = self.draws.iter().filter(|draw| draw.lacking(seats) >= least).count();
        short as f64 / self.draws.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_entrant_too_few_costs_what_it_is_said_to() {
        let draw = |demand| Draw { per_seat: 0.5, pipeline: 10.0, demand };
        let draws = vec![draw(30.0), draw(70.0)];
        let loss = Loss { weight: 2.0, surplus: 1.0, shortage: 3.0, draws };
        // 80 seats bring 50 entrants with those on their way: 20 too many, 20 too few.
        assert_eq!(loss.at(80.0), 2.0 * (400.0 + 3.0 * 400.0) / 2.0);
        assert_eq!(loss.slope(80.0), 2.0 * (2.0 * 20.0 * 0.5 - 3.0 * 2.0 * 20.0 * 0.5) / 2.0);
        assert_eq!(loss.chance_of_shortage(80.0), 0.5);
        assert_eq!([20.0, 21.0].map(|least| loss.chance_of_lack(80.0, least)), [0.5, 0.0]);
    }

    proptest! {
        #[test]
        fn the_slope_is_that_of_the_loss_and_never_falls(
            draws in prop::collection::vec((0.1..1.0_f64, 0.0..200.0_f64, 0.0..400.0_f64), 1..20),
            seats in 0.0..500.0_f64,
            surplus in 0.2..3.0_f64,
        ) {
            let draw = |(per_seat, pipeline, demand)| Draw { per_seat, pipeline, demand };
            let draws = draws.into_iter().map(draw).collect();
            let loss = Loss { weight: 0.01, surplus, shortage: 1.0, draws };
            let step = 1e-4;
            let slope = (loss.at(seats + step) - loss.at(seats - step)) / (2.0 * step);
            prop_assert!((slope - loss.slope(seats)).abs() < 1e-4 * (1.0 + slope.abs()));
            prop_assert!(loss.slope(seats + 1.0) >= loss.slope(seats) - 1e-12);
            prop_assert!(loss.curvature(seats) >= 0.0);
        }
    }
}
