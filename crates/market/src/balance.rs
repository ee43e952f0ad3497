//! Supply and demand compared.

use crate::spread::ClassProbabilities;

/// Supply against demand of one programme over the same years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    /// Demand for newcomers, persons.
    pub demand: f64,
    /// Local entrants, persons.
    pub supply: f64,
    /// `supply − demand`, persons; positive is a surplus.
    pub gap: f64,
    /// 供求比 as demand per entrant, `SDR = D/S`: above one means more posts than entrants.
    /// Infinite without entrants.
    pub sdr: f64,
    /// `(S + U)/D`. Infinite without demand.
    pub ita_flow: f64,
    /// `1 + (S + U − D)/E`, scaled to the workforce; `None` if that is not known.
    pub ita_stock: Option<f64>,
}

/// Compares demand `demand`, entrants `supply`, short-term unemployed `unemployed` and employment
/// `employed` at the end, all persons over the same years.
///
/// `SDR = D/S`, `ITA_flow = (S + U)/D`, `ITA_stock = 1 + (S + U − D)/E`. With neither supply nor
/// demand all ratios are one: nothing is out of balance.
pub fn balance(demand: f64, supply: f64, unemployed: f64, employed: f64) -> Balance {
    let ratio = |above: f64, below: f64| {
        if below > 0.0 {
            above / below
        } else if above > 0.0 {
            f64::INFINITY
        } else {
            1.0
        }
    };
    Balance {
        demand,
        supply,
        gap: supply - demand,
        sdr: ratio(demand, supply),
        ita_flow: ratio(supply + unemployed, demand),
        ita_stock: (employed > 0.0).then(|| 1.0 + (supply + unemployed - demand) / employed),
    }
}

/// The five classes of the indicator of the future labour-market situation (ITA).
///
/// Source: ROA, Project Onderwijs-Arbeidsmarkt, as printed at arbeidsmarktinzicht.nl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItaBand {
    /// zeer goed: a clear shortage of people.
    VeryGood,
    /// goed: rather too few people.
    Good,
    /// redelijk: a surplus no larger than friction.
    Reasonable,
    /// matig: a moderate surplus.
    Moderate,
    /// slecht: a clear surplus.
    Poor,
}

/// Upper edges of the first four classes.
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

    /// The class of a ratio. An edge belongs to the better class.
    pub fn band(self, ratio: f64) -> ItaBand {
        let bands = [ItaBand::VeryGood, ItaBand::Good, ItaBand::Reasonable, ItaBand::Moderate];
        let better = bands.into_iter().zip(self.0).find(|&(_, edge)| ratio <= edge);
        better.map_or(ItaBand::Poor, |(band, _)| band)
    }
}

/// The share of draws in which the ratio passes the edges that warnings ask about.
pub fn class_probabilities(ratios: &[f64], edges: BandEdges) -> ClassProbabilities {
    let share = |pass: &dyn Fn(f64) -> bool| {
        ratios.iter().filter(|&&ratio| pass(ratio)).count() as f64 / ratios.len().max(1) as f64
    };
    let [short, good, reasonable, moderate] = edges.0;
    ClassProbabilities {
        shortage: share(&|ratio| ratio <= short),
        good: share(&|ratio| ratio <= good),
        surplus: share(&|ratio| ratio > reasonable),
        large_surplus: share(&|ratio| ratio > moderate),
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
    fn an_edge_belongs_to_the_better_class() {
        let band = |ratio| BandEdges::STOCK.band(ratio);
        assert_eq!(band(0.85), ItaBand::VeryGood);
        assert_eq!(band(1.0), ItaBand::Good);
        assert_eq!(band(1.051), ItaBand::Moderate);
        assert_eq!(band(f64::INFINITY), ItaBand::Poor);
    }

    #[test]
    fn nothing_on_either_side_is_no_imbalance() {
        let nothing = balance(0.0, 0.0, 0.0, 0.0);
        assert_eq!((nothing.sdr, nothing.ita_flow, nothing.ita_stock), (1.0, 1.0, None));
        assert_eq!(balance(5.0, 0.0, 0.0, 1.0).sdr, f64::INFINITY);
    }
}
