//! Blocks of uncertainty, and which of them are held at their means.

use serde::{Deserialize, Serialize};

/// A block of uncertainty. Serialized in kebab case. The order is that of their streams of chance: a
/// new block goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Employment by industry, output behind it, all private and self-employment.
    Employment,
    /// Industries to occupations.
    Staffing,
    /// Occupations to classes of programmes.
    Bridge,
    /// Exit rates.
    Exits,
    /// Planned projects and closures.
    Plans,
    /// Newcomers' share of openings.
    Newcomers,
    /// The chance of single openings.
    Chance,
    /// Entrants still to come.
    Intake,
    /// Progression through the grades.
    Progression,
    /// 升学 and participation.
    Destinations,
    /// 本市留存率.
    Retention,
    /// Which industries private and self-employment is in.
    PrivateShares,
    /// Share of openings filled at the level of education.
    Levels,
    /// Shares of the programmes of a class.
    Sharing,
    /// Jobs of graduates in the base window as a measure of demand.
    Hires,
}

impl Block {
    /// Whether it moves supply; the others move demand.
    pub fn is_of_supply(self) -> bool {
        matches!(self, Self::Intake | Self::Progression | Self::Destinations | Self::Retention)
    }

    /// Whether some table would settle it; the chance of single openings stays.
    pub fn has_table(self) -> bool {
        self != Self::Chance
    }

    /// Every block.
    pub const ALL: [Self; 15] = [
        Self::Employment,
        Self::Staffing,
        Self::Bridge,
        Self::Exits,
        Self::Plans,
        Self::Newcomers,
        Self::Chance,
        Self::Intake,
        Self::Progression,
        Self::Destinations,
        Self::Retention,
        Self::PrivateShares,
        Self::Levels,
        Self::Sharing,
        Self::Hires,
    ];
}

/// What stays at its mean in a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Nothing: everything is drawn.
    Nothing,
    /// One block.
    One(Block),
    /// Every block.
    Everything,
}

impl Held {
    /// Whether a block stays at its mean.
    pub fn holds(self, block: Block) -> bool {
        self == Self::Everything || self == Self::One(block)
    }
}
