//! What a release found: the draws of supply and demand, and what is read from them.

use talent_domain::{IndustryCode, Origins, Year};
use talent_market::{Band, BandEdges, Block, DemandCauses, DrawOutcome, Spread};

use crate::{EmploymentDraw, Entrants, Intake, Occupations, Supply};

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
    /// By section, the part of one of its openings that falls to each programme.
    pub to_programmes: Vec<Vec<f64>>,
    /// Entrants to come; none where the horizon ends before they graduate.
    pub intake: Option<Intake>,
    /// Entrants to come in the first draws.
    pub entrants: Vec<Entrants>,
    /// The balance of each draw.
    pub outcomes: Vec<DrawOutcome>,
    /// Employment of each draw.
    pub paths: Vec<EmploymentDraw>,
    /// By programme, the mean of its demand by cause; empty where not asked for.
    pub causes: Vec<DemandCauses>,
    /// By programme, the share of the variance of its gap behind each block, the largest first; empty where not
    /// asked for.
    pub drivers: Vec<Vec<(Block, f64)>>,
    /// By programme, what its demand was taken from.
    pub demand_origins: Vec<Origins>,
}

impl Outcome {
    /// The ratio of each draw that the band of a programme is read from, and the edges of its bands.
    ///
    /// They are `ita_stock` where every draw has one; else `ita_flow`, with the edges converted by
    /// [`Self::city_turnover`].
    pub fn ratios(&self, programme: usize) -> (Vec<f64>, BandEdges) {
        let scaled: Option<Vec<f64>> =
            self.outcomes.iter().map(|outcome| outcome.balances[programme].ita_stock).collect();
        if let Some(ratios) = scaled {
            return (ratios, BandEdges::STOCK);
        }
        let flows = self.outcomes.iter().map(|outcome| outcome.balances[programme].ita_flow);
        (flows.collect(), BandEdges::flow(self.city_turnover()))
    }

    /// The band of a programme's median ratio.
    ///
    /// Without draws it is the band of a ratio of one.
    pub fn band(&self, programme: usize) -> Band {
        let (ratios, edges) = self.ratios(programme);
        edges.band(Spread::of(ratios).map_or(1.0, |spread| spread.median))
    }

    /// Demand over employment in the whole city, over all draws: what converts stock edges into
    /// flow edges; one where nobody is employed.
    pub fn city_turnover(&self) -> f64 {
        let (demand, stock) = self.outcomes.iter().fold((0.0, 0.0), |(demand, stock), outcome| {
            (
                demand + outcome.demand.openings_newcomer.iter().sum::<f64>(),
                stock + outcome.demand.employment_end.iter().sum::<f64>(),
            )
        });
        if stock > 0.0 { demand / stock } else { 1.0 }
    }

    /// Cohorts of a programme that leave within the horizon, one per year.
    pub fn cohorts(&self, programme: usize) -> usize {
        self.outcomes.first().map_or(0, |outcome| outcome.graduates[programme].len())
    }
}
