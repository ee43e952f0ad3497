//! Bands of shortage and surplus, and the edges between them.

use serde::{Deserialize, Serialize};

/// The five bands of the indicator of the future labour-market situation (ITA), from too few people to
/// too many. Serialized in kebab case.
///
/// Source: ROA, Project Onderwijs-Arbeidsmarkt, as printed at arbeidsmarktinzicht.nl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// ITA at most 0.85 (zeer goed): a clear shortage of people.
    LargeShortage,
    /// ITA at most 1 (goed): rather too few people.
    Shortage,
    /// ITA at most 1.05 (redelijk): a surplus no larger than friction.
    Balanced,
    /// ITA at most 1.15 (matig): a moderate surplus.
    Surplus,
    /// ITA above 1.15 (slecht): a clear surplus.
    LargeSurplus,
}

/// Upper edges of the first four bands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandEdges(pub [f64; 4]);

impl BandEdges {
    /// ROA's edges 0.85, 1.00, 1.05 and 1.15, for a ratio scaled to the workforce.
    pub const STOCK: Self = Self([0.85, 1.00, 1.05, 1.15]);

    /// ROA's edges for a ratio of flows; see [`Self::of_flows`].
    #[must_use]
    pub fn flow(f: f64) -> Self {
        Self::STOCK.of_flows(f)
    }

    /// The same edges for a ratio of flows, by `ITA_flow − 1 = (ITA_stock − 1)/f`, where
    /// `f = D/E` over the same years.
    #[must_use]
    pub fn of_flows(self, f: f64) -> Self {
        Self(self.0.map(|edge| 1.0 + (edge - 1.0) / f))
    }

    /// The band of a ratio. An edge belongs to the band of fewer people.
    pub fn band(self, ratio: f64) -> Band {
        let bands = [Band::LargeShortage, Band::Shortage, Band::Balanced, Band::Surplus];
        let scarcer = bands.into_iter().zip(self.0).find(|&(_, edge)| ratio <= edge);
        scarcer.map_or(Band::LargeSurplus, |(band, _)| band)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_edges_at_a_third_are_those_printed() {
        let edges = BandEdges::flow(0.30).0.map(|edge| (edge * 100.0).round() / 100.0);
        assert_eq!(edges, [0.50, 1.00, 1.17, 1.50]);
    }

    #[test]
    fn an_edge_belongs_to_the_band_of_fewer_people() {
        let band = |ratio| BandEdges::STOCK.band(ratio);
        assert_eq!(band(0.85), Band::LargeShortage);
        assert_eq!(band(1.0), Band::Shortage);
        assert_eq!(band(1.051), Band::Surplus);
        assert_eq!(band(f64::INFINITY), Band::LargeSurplus);
    }
}
