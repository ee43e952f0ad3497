//! Ways to set the seats of the next year.

use super::packs::{RulePack, decide_by_pack};
use super::{Decided, MOST_CHANGE, SteeredCity, oracle};

/// A way to set seats that the product is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Nothing changes.
    Unchanged,
    /// By the true openings per local entrant of last year, as nobody could know them better.
    LastRatio,
    /// By a published rule.
    Pack(RulePack),
    /// By what will be asked of the programme in the year in which those who enter leave, which nobody can know.
    Oracle,
}

impl Way {
    /// All of them.
    pub fn all() -> Vec<Self> {
        let packs = RulePack::ALL.map(Self::Pack);
        [Self::Unchanged, Self::LastRatio].into_iter().chain(packs).chain([Self::Oracle]).collect()
    }

    /// What it is called, Chinese and English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Unchanged => ("维持不变", "nothing changes"),
            Self::LastRatio => ("按上年真实供求比", "true ratio of last year"),
            Self::Pack(pack) => pack.names(),
            Self::Oracle => ("预知未来（上限）", "oracle"),
        }
    }
}

/// What a way decides for the next year, by place.
pub(super) fn decide(city: &mut SteeredCity, way: Way) -> Vec<Decided> {
    match way {
        Way::Unchanged => city.places().iter().map(|place| Decided::seats(place.seats)).collect(),
        Way::LastRatio => by_last_ratio(city),
        Way::Pack(pack) => decide_by_pack(city, pack),
        Way::Oracle => oracle::decide(city),
    }
}

/// Every place follows the ratio of its programme last year, by no more than the most.
fn by_last_ratio(city: &SteeredCity) -> Vec<Decided> {
    let places = city.places();
    let truth = city.truth();
    let ratio = |code: &str| {
        let balance = truth.iter().find(|balance| balance.code == code)?;
        balance.ratio(city.base(), city.base()).filter(|ratio| ratio.is_finite())
    };
    let seats = places.iter().map(|place| {
        let change = ratio(&place.programme).unwrap_or(1.0);
        place.seats * change.clamp(1.0 - MOST_CHANGE, 1.0 + MOST_CHANGE)
    });
    seats.map(Decided::seats).collect()
}
