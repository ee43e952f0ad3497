//! One draw of the whole chain, from employment paths to ratios. Every uncertain share is drawn once in
//! a draw, so that what two programmes have in common moves both. Each block of uncertainty has a
//! generator of its own, so that holding one block at its mean leaves the chance of the others as it
//! was: the difference is what that block adds.

mod block;
mod inputs;
mod noise;
mod outcome;
mod rate;
mod variance;

pub use block::{Block, Held};
pub use inputs::{Plan, ProgrammeSupply, UncertainShares};
pub use outcome::{DrawOutcome, DrawRoom};
pub use rate::RateDraw;
pub use variance::variance_shares;

use rand::Rng;

use self::noise::Noise;
use crate::balance::balance;
use crate::causes::{DemandCauses, demand_causes};
use crate::demand::{Demand, DemandInputs, DemandRoom, PlannedPosts};
use crate::matrix::Matrix;
use crate::supply::{SupplyRates, project_supply};

/// Everything that a draw needs beside the paths of employment and intake.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Industries to occupations.
    pub staffing: Matrix,
    /// What the shares of the staffing pattern are multiplied by each year, one row for each industry as in
    /// the pattern; none where they stay.
    pub staffing_drift: Option<Vec<Vec<f64>>>,
    /// Share of an occupation that leaves the labour force per year.
    pub exit_rates: Vec<f64>,
    /// What exit rates are multiplied by in each year of the horizon.
    pub exit_factors: Vec<f64>,
    /// Planned projects and closures.
    pub plans: Vec<Plan>,
    /// Share of openings filled at the level of education looked at, by occupation.
    pub level_shares: Vec<f64>,
    /// Occupations to programmes.
    pub bridge: Matrix,
    /// How uncertain the shares above are.
    pub uncertain: UncertainShares,
    /// The supply side, one entry for each programme in the order of the bridge's columns.
    pub supply: Vec<ProgrammeSupply>,
}

/// Standard deviation of the yearly drift of a share in logarithms: it grows with the root of the
/// years.
const DRIFT_SD: f64 = 0.01;

impl Chain {
    /// Room for [`Chain::draw_into`].
    pub fn room(&self) -> DrawRoom {
        DrawRoom {
            staffing: vec![self.staffing.clone()],
            bridge: self.bridge.clone(),
            exit_rates: Vec::new(),
            planned: Vec::new(),
            demand: DemandRoom::default(),
            cohorts: Vec::new(),
            entrants: Vec::new(),
        }
    }

    /// One draw. `employment` holds a row of industries for the start and each year after it;
    /// `intake` for each programme the entrants of the years still to be recruited. What is `held`
    /// stays at its mean; employment and intake are the caller's to hold. The same generator state gives
    /// the same outcome.
    pub fn draw(
        &self,
        employment: &[Vec<f64>],
        intake: &[Vec<f64>],
        held: Held,
        rng: &mut impl Rng,
    ) -> DrawOutcome {
        let mut outcome = DrawOutcome::default();
        self.draw_into(employment, intake, held, rng, &mut self.room(), &mut outcome);
        outcome
    }

    /// The same into an outcome whose memory is used again.
    pub fn draw_into(
        &self,
        employment: &[Vec<f64>],
        intake: &[Vec<f64>],
        held: Held,
        rng: &mut impl Rng,
        room: &mut DrawRoom,
        outcome: &mut DrawOutcome,
    ) {
        outcome.seed = rng.next_u64();
        self.draw_demand(employment, held, outcome.seed, room, &mut outcome.demand);
        let mut entrants = std::mem::take(&mut room.entrants);
        self.draw_supply(intake, held, outcome.seed, room, &mut entrants, &mut outcome.graduates);
        outcome.balances.clear();
        let demand = &outcome.demand;
        outcome.balances.extend(self.supply.iter().zip(&entrants).enumerate().map(
            |(p, (programme, entrants))| {
                let (openings, employed) = (demand.openings_newcomer[p], demand.employment_end[p]);
                balance(openings, *entrants, programme.unemployed, employed)
            },
        ));
        room.entrants = entrants;
    }

    /// The demand side of the draw with this seed.
    pub fn draw_demand(
        &self,
        employment: &[Vec<f64>],
        held: Held,
        seed: u64,
        room: &mut DrawRoom,
        demand: &mut Demand,
    ) {
        let newcomer_share = self.draw_shares(employment.len(), held, seed, room);
        let mut sums = std::mem::take(&mut room.demand);
        demand.fill(&self.demand_inputs(employment, room, newcomer_share), &mut sums);
        room.demand = sums;
        let mut chance = Noise::new(seed, Block::Chance, !held.holds(Block::Chance));
        for openings in &mut demand.openings_newcomer {
            *openings = chance.count(*openings);
        }
    }

    /// Draws the shares of demand into the room, and returns the newcomers' share of openings.
    fn draw_shares(&self, years: usize, held: Held, seed: u64, room: &mut DrawRoom) -> f64 {
        let uncertain = &self.uncertain;
        let noise = |block: Block| Noise::new(seed, block, !held.holds(block));
        self.draw_staffing(years, noise(Block::Staffing), room);
        let mut bridge = noise(Block::Bridge);
        room.bridge.redraw(&self.bridge, |row| bridge.shares(row, uncertain.bridge_persons));
        self.draw_exit_rates(noise(Block::Exits), &mut room.exit_rates);
        self.draw_plans(noise(Block::Plans), &mut room.planned);
        noise(Block::Newcomers).rate(uncertain.newcomer)
    }

    /// The supply side of the draw with this seed: local entrants of each programme, and its graduates by
    /// cohort.
    pub fn draw_supply(
        &self,
        intake: &[Vec<f64>],
        held: Held,
        seed: u64,
        room: &mut DrawRoom,
        entrants: &mut Vec<f64>,
        graduates: &mut Vec<Vec<f64>>,
    ) {
        let noise = |block: Block| Noise::new(seed, block, !held.holds(block));
        let (mut progression, mut destinations, mut retention) =
            (noise(Block::Progression), noise(Block::Destinations), noise(Block::Retention));
        entrants.clear();
        graduates.resize(self.supply.len(), Vec::new());
        for (p, programme) in self.supply.iter().enumerate() {
            programme.draw_cohorts(&intake[p], &mut progression, &mut room.cohorts);
            graduates[p].clear();
            graduates[p].extend(room.cohorts.iter().map(|c| c.students * c.survival));
            let rates = SupplyRates {
                further_study: destinations.rate(programme.further_study),
                participation: destinations.rate(programme.participation),
                local_retention: retention.rate(programme.local_retention),
            };
            entrants.push(project_supply(&room.cohorts, rates));
        }
    }

    /// The demand of each programme by its cause in the draw with this seed, before the chance of single openings, whose
    /// mean is nothing: over draws, the means of the causes add up to the mean demand.
    pub fn draw_causes(
        &self,
        employment: &[Vec<f64>],
        seed: u64,
        room: &mut DrawRoom,
    ) -> Vec<DemandCauses> {
        let newcomer_share = self.draw_shares(employment.len(), Held::Nothing, seed, room);
        demand_causes(&self.demand_inputs(employment, room, newcomer_share))
    }

    /// What demand is computed from in a draw whose shares are in the room.
    fn demand_inputs<'a>(
        &'a self,
        employment: &'a [Vec<f64>],
        room: &'a DrawRoom,
        newcomer_share: f64,
    ) -> DemandInputs<'a> {
        DemandInputs {
            employment,
            years_per_step: 1.0,
            staffing: &room.staffing,
            exit_rates: &room.exit_rates,
            exit_factors: &self.exit_factors,
            level_shares: &self.level_shares,
            bridge: &room.bridge,
            newcomer_share,
            planned: &room.planned,
        }
    }

    /// The staffing pattern of each year: the drawn one, and on from it by its drift.
    fn draw_staffing(&self, years: usize, mut noise: Noise, room: &mut DrawRoom) {
        let persons = self.uncertain.staffing_persons;
        let Some(drift) = &self.staffing_drift else {
            return room.staffing[0].redraw(&self.staffing, |row| noise.shares(row, persons));
        };
        room.staffing.resize(years, self.staffing.clone());
        let (first, later) = room.staffing.split_at_mut(1);
        first[0].redraw(&self.staffing, |row| noise.shares(row, persons));
        let mut before = &first[0];
        for matrix in later {
            matrix.drift_from(before, drift, || (DRIFT_SD * noise.normal()).exp());
            before = matrix;
        }
    }

    fn draw_plans(&self, mut noise: Noise, planned: &mut Vec<PlannedPosts>) {
        planned.clear();
        planned.extend(self.plans.iter().map(|plan| {
            let share = noise.happens(plan.probability);
            PlannedPosts { posts: plan.planned.posts * share, ..plan.planned }
        }));
    }

    fn draw_exit_rates(&self, mut noise: Noise, rates: &mut Vec<f64>) {
        let (sd, common) = (self.uncertain.exit_rate_sd, self.uncertain.exit_rate_common);
        let shared = noise.normal();
        let (shared_sd, own_sd) = (common.sqrt(), (1.0 - common).sqrt());
        let drawn = |rate: &f64| rate * (sd * (shared_sd * shared + own_sd * noise.normal())).exp();
        rates.clear();
        rates.extend(self.exit_rates.iter().map(drawn));
    }
}
