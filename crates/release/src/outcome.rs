//! What a release found: the draws of supply and demand, and what is read from them.

use talent_domain::{IndustryCode, Origins, Year};
use talent_market::{Balance, Block, DemandCauses, DrawOutcome, HiresTrust, TableGain, balance};

use crate::{
    BaseWindow, ClassShares, EmploymentDraw, Entrants, GrowthWeights, Intake, Occupations, Supply,
    Surroundings,
};

/// What a release found.
#[derive(Debug)]
pub struct Outcome {
    /// The school year that the balance begins after.
    pub base: Year,
    /// Years ahead.
    pub horizon: i32,
    /// The last year with figures of any section's employment.
    pub employed_until: Year,
    /// The programmes with their supply; every list by programme is in this order.
    pub supplies: Vec<Supply>,
    /// The sections; every list by section is in this order.
    pub sections: Vec<IndustryCode>,
    /// Their occupations.
    pub occupations: Occupations,
    /// By section, the part of one of its openings that falls to the work of each class.
    pub to_classes: Vec<Vec<f64>>,
    /// How classes share their openings; every list by class is in their order.
    pub classes: ClassShares,
    /// The cohorts that these shares are of.
    pub window: BaseWindow,
    /// How much of forecast growth went into demand.
    pub growth: GrowthWeights,
    /// By class, its demand over the base window by the model alone, persons a year.
    pub modelled: Vec<f64>,
    /// How far that and the hires of a class are trusted.
    pub trust: HiresTrust,
    /// Entrants to come; none where the horizon ends before they graduate.
    pub intake: Option<Intake>,
    /// Entrants to come in the first draws.
    pub entrants: Vec<Entrants>,
    /// The balance of each draw.
    pub outcomes: Vec<DrawOutcome>,
    /// The balance at the middle of everything that is drawn.
    pub middle: DrawOutcome,
    /// Employment of each draw.
    pub paths: Vec<EmploymentDraw>,
    /// By programme, the mean of its demand by cause; empty where not asked for.
    pub causes: Vec<DemandCauses>,
    /// By programme, the share of the variance of its gap behind each block, the largest first; empty where not
    /// asked for.
    pub drivers: Vec<Vec<(Block, f64)>>,
    /// What the table behind each block would bring, the greatest first; empty where not asked for.
    pub gains: Vec<TableGain>,
    /// By class, what its demand was taken from.
    pub demand_origins: Vec<Origins>,
    /// What regions around the city add to both sides; it is in every balance. None where none are listed.
    pub surroundings: Option<Surroundings>,
}

impl Outcome {
    /// The position of a programme's class.
    pub fn class_of(&self, programme: usize) -> usize {
        let class = self.supplies[programme].programme.class();
        self.classes.codes.iter().position(|code| *code == class).unwrap_or(0)
    }

    /// Demand at what is expected of everything that it rests on, and the mean of the entrants, compared: what a band is
    /// read from. It does not move where less is known, as the median of a skewed ratio does, nor where employment is less
    /// certain, as the mean of openings does, which cannot fall below none.
    ///
    /// `of` gives the balance of one draw.
    pub fn expected(&self, of: impl Fn(&DrawOutcome) -> &Balance) -> Balance {
        let entrants: f64 = self.outcomes.iter().map(|outcome| of(outcome).supply).sum();
        let entrants = entrants / self.outcomes.len().max(1) as f64;
        balance(of(&self.middle).demand, entrants, 0.0, 0.0)
    }

    /// Whether what is modelled and the hires of a class contradict each other over the base window.
    pub fn contradicts(&self, class: usize) -> bool {
        let hires = self.classes.hires[class];
        hires.is_some_and(|hires| self.trust.contradict(self.modelled[class], hires))
    }

    /// Cohorts of a programme that leave within the horizon, one per year.
    pub fn cohorts(&self, programme: usize) -> usize {
        self.outcomes.first().map_or(0, |outcome| outcome.graduates[programme].len())
    }
}
