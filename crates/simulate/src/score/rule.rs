//! Ways to call programmes that the product is held against: published rules, and what anybody could do.

use std::collections::BTreeMap;

use super::Call;
use crate::city::SimulatedCity;
use crate::truth::BalanceClass;

/// Placement below this is low: the limit of the notice of 2011.
const LOW_PLACEMENT: f64 = 0.6;
/// Part of the programmes that are the lowest.
const LOWEST: f64 = 0.1;

/// A way to call every programme of a city after a class of graduates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Reported placement alone: the fifth with the highest is called a large shortage, and so on.
    Placement,
    /// Reported placement below 60 % two years running is a large surplus, all else is balanced.
    Below60,
    /// Among the lowest tenth of placement two years running is a large surplus, all else is balanced.
    LowestTenth,
    /// The true ratio of the last year alone, as nobody could know it better.
    LastRatio,
    /// Everything is balanced.
    Balanced,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Placement, Self::Below60, Self::LowestTenth, Self::LastRatio, Self::Balanced];

    /// What it is called, Chinese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Placement => ("就业率五等分", "placement fifths"),
            Self::Below60 => ("就业率连续两年<60%", "placement <60 %, two years"),
            Self::LowestTenth => ("就业率连续两年末十分之一", "lowest tenth, two years"),
            Self::LastRatio => ("上年真实供求比", "true ratio of last year"),
            Self::Balanced => ("全部判为平衡", "everything balanced"),
        }
    }

    /// The calls for every programme, by code, from what is known after the class of `year`.
    pub fn calls(self, city: &SimulatedCity, year: i32) -> BTreeMap<String, Call> {
        let programmes = city.truth.programmes.iter();
        let ranks = [year - 1, year].map(|year| ranks(city, year));
        programmes
            .map(|truth| {
                let code = &truth.code;
                let call = match self {
                    Self::Placement => Call::of_class(of_rank(ranks[1].get(code))),
                    Self::Below60 => large_surplus_if([year - 1, year].iter().all(|year| {
                        let years = city.placement.get(code);
                        years.and_then(|years| years.get(year)).is_some_and(|p| *p < LOW_PLACEMENT)
                    })),
                    Self::LowestTenth => large_surplus_if(
                        ranks.iter().all(|of| of.get(code).is_some_and(|rank| *rank < LOWEST)),
                    ),
                    Self::LastRatio => Call::of_ratio(truth.ratio(year, year).unwrap_or(1.0)),
                    Self::Balanced => Call::of_ratio(1.0),
                };
                (code.clone(), call)
            })
            .collect()
    }
}

fn large_surplus_if(holds: bool) -> Call {
    Call::of_class(if holds { BalanceClass::LargeSurplus } else { BalanceClass::Balanced })
}

/// Where a programme stands in reported placement of a year: from 0, the lowest, up to below 1.
fn ranks(city: &SimulatedCity, year: i32) -> BTreeMap<&String, f64> {
    let of_year = |(code, years): (_, &BTreeMap<i32, f64>)| Some((code, *years.get(&year)?));
    let mut reported: Vec<(&String, f64)> = city.placement.iter().filter_map(of_year).collect();
    reported.sort_by(|a, b| a.1.total_cmp(&b.1));
    let count = reported.len() as f64;
    reported.iter().enumerate().map(|(at, (code, _))| (*code, at as f64 / count)).collect()
}

/// The class of a rank by fifths; of none, balanced.
fn of_rank(rank: Option<&f64>) -> BalanceClass {
    let fifth = rank.map_or(2, |rank| 4 - (5.0 * rank) as usize);
    BalanceClass::ALL[fifth.min(4)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_placement_is_called_a_shortage() {
        assert_eq!(of_rank(Some(&0.99)), BalanceClass::LargeShortage);
        assert_eq!(of_rank(Some(&0.0)), BalanceClass::LargeSurplus);
        assert_eq!(of_rank(None), BalanceClass::Balanced);
    }
}
