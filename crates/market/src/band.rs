//! Bands of shortage and surplus, and the edges between them.

use serde::{Deserialize, Serialize};

/// The five bands of a balance, from too few people to too many. Serialized in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// 紧缺: far more posts than entrants.
    LargeShortage,
    /// 供给略少: rather more posts than entrants.
    Shortage,
    /// 基本平衡: about as many.
    Balanced,
    /// 供给略多: rather more entrants than posts.
    Surplus,
    /// 过剩: far more entrants than posts.
    LargeSurplus,
}

impl Band {
    /// Every band, from too few people to too many.
    pub const ALL: [Self; 5] =
        [Self::LargeShortage, Self::Shortage, Self::Balanced, Self::Surplus, Self::LargeSurplus];

    /// Whether entrants are more than posts by more than the width of the middle band.
    pub fn is_surplus(self) -> bool {
        self >= Self::Surplus
    }

    /// Whether posts are more than entrants by more than the width of the middle band.
    pub fn is_shortage(self) -> bool {
        self <= Self::Shortage
    }
}

/// Edges of the bands of 求人倍率, demand per local entrant: symmetric in the logarithm, so that twice as
/// many and half as many are equally far from balance, and free of the horizon, since both sides are
/// flows of the same years.
///
/// Anchors of the defaults: the ministry of human resources calls 1.09 and 1.11 balanced, 1.22 and 1.23
/// slightly above, and 1.58 demand above supply.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandEdges {
    /// Up to this ratio, and down to its inverse, a balance is in the middle band.
    pub balanced_within: f64,
    /// Above this ratio a shortage is large, below its inverse a surplus.
    pub large_beyond: f64,
}

impl Default for BandEdges {
    /// 1.2 and 1.5.
    fn default() -> Self {
        Self { balanced_within: 1.2, large_beyond: 1.5 }
    }
}

impl BandEdges {
    /// The band of a ratio of demand to entrants. An edge belongs to the milder band.
    ///
    /// ```
    /// use talent_market::{Band, BandEdges};
    /// let band = |sdr| BandEdges::default().band(sdr);
    /// assert_eq!([1.58, 1.22, 1.11].map(band), [Band::LargeShortage, Band::Shortage, Band::Balanced]);
    /// assert_eq!([1.0 / 1.22, 0.5].map(band), [Band::Surplus, Band::LargeSurplus]);
    /// ```
    pub fn band(self, sdr: f64) -> Band {
        if sdr > self.large_beyond {
            Band::LargeShortage
        } else if sdr > self.balanced_within {
            Band::Shortage
        } else if sdr >= self.surplus_below() {
            Band::Balanced
        } else if sdr >= self.large_surplus_below() {
            Band::Surplus
        } else {
            Band::LargeSurplus
        }
    }

    /// The ratio below which there is a surplus.
    pub fn surplus_below(self) -> f64 {
        self.balanced_within.recip()
    }

    /// The ratio below which a surplus is large.
    pub fn large_surplus_below(self) -> f64 {
        self.large_beyond.recip()
    }
}

/// Upper edges of the first four bands of the indicator of the future labour-market situation (ITA), supply
/// over demand. Information beside the band of a balance, which is read from [`BandEdges`].
///
/// Source: ROA, Project Onderwijs-Arbeidsmarkt, as printed at arbeidsmarktinzicht.nl.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItaEdges(pub [f64; 4]);

impl ItaEdges {
    /// ROA's edges 0.85, 1.00, 1.05 and 1.15, for a ratio scaled to the workforce.
    pub const STOCK: Self = Self([0.85, 1.00, 1.05, 1.15]);

    /// ROA's edges for a ratio of flows, by `ITA_flow − 1 = (ITA_stock − 1)/f`, where `f = D/E` is
    /// demand over employment at the end of the same years.
    #[must_use]
    pub fn flow(f: f64) -> Self {
        Self(Self::STOCK.0.map(|edge| 1.0 + (edge - 1.0) / f))
    }

    /// The band of a ratio. An edge belongs to the band of fewer people.
    pub fn band(self, ita: f64) -> Band {
        let scarcer = Band::ALL.into_iter().zip(self.0).find(|&(_, edge)| ita <= edge);
        scarcer.map_or(Band::LargeSurplus, |(band, _)| band)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_symmetric_in_the_logarithm() {
        let edges = BandEdges::default();
        let mirrored = |band: Band| Band::ALL[4 - band as usize];
        for sdr in [0.01, 0.5, 0.66, 0.67, 0.8, 0.83, 0.84, 0.99, 1.0, 1.3, 1.49, 1.51, 30.0] {
            assert_eq!(edges.band(1.0 / sdr), mirrored(edges.band(sdr)), "{sdr}");
        }
        assert_eq!(edges.band(f64::INFINITY), Band::LargeShortage);
        assert_eq!(edges.band(0.0), Band::LargeSurplus);
    }

    #[test]
    fn an_edge_belongs_to_the_milder_band() {
        let edges = BandEdges::default();
        assert_eq!(edges.band(1.2), Band::Balanced);
        assert_eq!(edges.band(1.5), Band::Shortage);
        assert_eq!(edges.band(1.0 / 1.2), Band::Balanced);
        assert_eq!(edges.band(1.0 / 1.5), Band::Surplus);
    }

    #[test]
    fn the_flow_edges_at_a_third_are_those_printed() {
        let edges = ItaEdges::flow(0.30).0.map(|edge| (edge * 100.0).round() / 100.0);
        assert_eq!(edges, [0.50, 1.00, 1.17, 1.50]);
        assert_eq!(ItaEdges::STOCK.band(0.85), Band::LargeShortage);
        assert_eq!(ItaEdges::STOCK.band(1.051), Band::Surplus);
    }
}
