//! How often a balance falls into each band, and what acting on it costs.

use serde::{Deserialize, Serialize};

use crate::band::{Band, BandEdges};

/// How often the ratio of demand to entrants falls into each band, as fractions of the draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Probabilities {
    /// By band, from large shortage to large surplus; they add up to one.
    pub bands: [f64; 5],
    /// P(SDR ≥ 1): at least as many posts as entrants.
    pub enough: f64,
}

impl Probabilities {
    /// The probability of one band.
    pub fn of(self, band: Band) -> f64 {
        self.bands[band as usize]
    }

    /// P(SDR above the middle band): a shortage, large or not.
    pub fn shortage(self) -> f64 {
        self.of(Band::LargeShortage) + self.of(Band::Shortage)
    }

    /// P(SDR below the middle band): a surplus, large or not.
    pub fn surplus(self) -> f64 {
        self.of(Band::Surplus) + self.of(Band::LargeSurplus)
    }

    /// The expected losses of growing, keeping and shrinking a programme, in bands.
    ///
    /// Growing is right in a shortage, keeping in the middle band, shrinking in a surplus. A course loses as
    /// many bands as the true one lies away from those where it is right: closing a programme that turns out
    /// to be short loses 2 or 3, keeping it 1 or 2.
    ///
    /// ```
    /// use talent_market::Probabilities;
    /// let sure = Probabilities { bands: [0.0, 0.0, 0.0, 0.0, 1.0], enough: 0.0 };
    /// assert_eq!(sure.losses().shrink, 0.0);
    /// assert_eq!((sure.losses().keep, sure.losses().grow), (2.0, 3.0));
    /// ```
    pub fn losses(self) -> CourseLosses {
        let expected = |losses: [f64; 5]| -> f64 {
            self.bands.iter().zip(losses).map(|(probability, loss)| probability * loss).sum()
        };
        CourseLosses {
            grow: expected([0.0, 0.0, 1.0, 2.0, 3.0]),
            keep: expected([2.0, 1.0, 0.0, 1.0, 2.0]),
            shrink: expected([3.0, 2.0, 1.0, 0.0, 0.0]),
        }
    }
}

/// Expected losses of the courses that a programme can take, in bands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CourseLosses {
    /// Of opening or growing.
    pub grow: f64,
    /// Of not acting.
    pub keep: f64,
    /// Of shrinking or closing.
    pub shrink: f64,
}

impl CourseLosses {
    /// Of the best of the three.
    pub fn least(self) -> f64 {
        self.grow.min(self.keep).min(self.shrink)
    }
}

/// The share of draws of SDR in each band.
pub fn band_probabilities(sdrs: &[f64], edges: BandEdges) -> Probabilities {
    let each = 1.0 / sdrs.len().max(1) as f64;
    let mut probabilities = Probabilities { bands: [0.0; 5], enough: 0.0 };
    for &sdr in sdrs {
        probabilities.bands[edges.band(sdr) as usize] += each;
        probabilities.enough += if sdr >= 1.0 { each } else { 0.0 };
    }
    probabilities
}

/// Outlooks of earlier versions kept how often the ITA passed its own edges.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Bands { bands: [f64; 5], enough: f64 },
    Passed { shortage: f64, good: f64, surplus: f64, large_surplus: f64 },
}

impl From<Stored> for Probabilities {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Bands { bands, enough } => Self { bands, enough },
            Stored::Passed { shortage, good, surplus, large_surplus } => Self {
                bands: [
                    shortage,
                    good - shortage,
                    1.0 - good - surplus,
                    surplus - large_surplus,
                    large_surplus,
                ],
                enough: good,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_of_the_bands_that_are_shown() {
        let sdrs = [2.0, 1.3, 1.0, 0.7, 0.7, 0.1, 0.2, 0.3];
        let found = band_probabilities(&sdrs, BandEdges::default());
        assert_eq!(found.bands, [0.125, 0.125, 0.125, 0.25, 0.375]);
        assert_eq!((found.shortage(), found.surplus(), found.enough), (0.25, 0.625, 0.375));
    }

    #[test]
    fn acting_on_what_is_not_known_loses_more_than_waiting() {
        let even = Probabilities { bands: [0.2; 5], enough: 0.5 };
        let losses = even.losses();
        assert!(losses.keep <= losses.grow + 1e-12 && losses.keep <= losses.shrink + 1e-12);
        assert!((losses.grow - losses.shrink).abs() < 1e-12);
    }
}
