//! How far a balance can be relied on, and how today's imbalance shifts its band.

use serde::{Deserialize, Serialize};

use crate::band::Band;

/// Reliability of a balance. Serialized as its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// To be acted on.
    A,
    /// To be acted on with a look at the doubts.
    B,
    /// For orientation.
    C,
    /// Not to be acted on alone.
    D,
}

/// What a grade is read from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Basis {
    /// Persons behind the smaller side, supply or demand, over the horizon.
    pub persons: f64,
    /// Width of the 80 % interval of the gap over the mean of supply and demand.
    pub relative_width: f64,
    /// The part of the demand that rests on published tables rather than on proposals: 0 to 1.
    pub published_share: f64,
    /// Years of history of the shorter of the two sides.
    pub years: usize,
    /// Years since the figures that it rests on ended.
    pub age: i32,
}

/// The grade of a balance: `A` of four conditions all met, one grade down for each that is not: at
/// least 200 persons on the smaller side; an 80 % interval of the gap no wider than the mean of supply
/// and demand; at least half of the demand from published tables; eight years of history that ended no
/// more than three years ago. Below 50 persons or four years it is `D`.
///
/// The limits are proposals; they follow the cell sizes by which evaluations of occupational forecasts
/// are reported (below 50, to 200, above).
pub fn reliability(basis: Basis) -> Grade {
    if basis.persons < 50.0 || basis.years < 4 {
        return Grade::D;
    }
    let met = [
        basis.persons >= 200.0,
        basis.relative_width <= 1.0,
        basis.published_share >= 0.5,
        basis.years >= 8 && basis.age <= 3,
    ];
    match met.into_iter().filter(|met| !met).count() {
        0 => Grade::A,
        1 => Grade::B,
        2 => Grade::C,
        _ => Grade::D,
    }
}

/// The band of the forecast, moved one band towards today's measured imbalance: a gap that only makes
/// good today's opposite imbalance is no imbalance, and one that comes on top of it is graver. `today`
/// is the ratio of posts to seekers now, above 1.05 too few people, below 0.95 too many; `None` leaves
/// the band as it is.
///
/// Source: the initial conditions of the Canadian Occupational Projection System.
pub fn final_call(forecast: Band, today: Option<f64>) -> Band {
    use Band::{Balanced, LargeShortage, LargeSurplus, Shortage, Surplus};
    let scarcer = |band| match band {
        LargeSurplus => Surplus,
        Surplus => Balanced,
        Balanced => Shortage,
        Shortage | LargeShortage => LargeShortage,
    };
    let ampler = |band| match band {
        LargeShortage => Shortage,
        Shortage => Balanced,
        Balanced => Surplus,
        Surplus | LargeSurplus => LargeSurplus,
    };
    match today {
        Some(ratio) if ratio > 1.05 => scarcer(forecast),
        Some(ratio) if ratio < 0.95 => ampler(forecast),
        _ => forecast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: Basis =
        Basis { persons: 400.0, relative_width: 0.6, published_share: 1.0, years: 12, age: 1 };

    #[test]
    fn every_condition_missed_costs_a_grade() {
        assert_eq!(reliability(SOUND), Grade::A);
        assert_eq!(reliability(Basis { persons: 100.0, ..SOUND }), Grade::B);
        assert_eq!(reliability(Basis { persons: 100.0, age: 6, ..SOUND }), Grade::C);
        let weak = Basis { persons: 100.0, age: 6, published_share: 0.0, ..SOUND };
        assert_eq!(reliability(weak), Grade::D);
        assert_eq!(reliability(Basis { persons: 20.0, ..SOUND }), Grade::D);
    }

    #[test]
    fn a_gap_that_makes_good_todays_opposite_is_less_grave() {
        assert_eq!(final_call(Band::LargeSurplus, Some(1.3)), Band::Surplus);
        assert_eq!(final_call(Band::Shortage, Some(1.3)), Band::LargeShortage);
        assert_eq!(final_call(Band::Surplus, Some(0.6)), Band::LargeSurplus);
        assert_eq!(final_call(Band::Balanced, Some(1.0)), Band::Balanced);
        assert_eq!(final_call(Band::LargeSurplus, None), Band::LargeSurplus);
    }
}
