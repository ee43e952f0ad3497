//! One draw of the whole chain, from employment paths to ratios. Every uncertain share is drawn once in
//! a draw, so that what two programmes have in common moves both. Each block of uncertainty has a
//! generator of its own, so that holding one block at its mean leaves the chance of the others as it
//! was: the difference is what that block adds.

mod block;
mod inputs;
mod noise;
mod outcome;
mod rate;
mod seed;
mod variance;

pub use block::{Block, Held};
pub use inputs::{EmploymentRows, Plan, ProgrammeSupply, UncertainShares};
pub use outcome::{DrawOutcome, DrawRoom};
pub use rate::RateDraw;
pub use seed::{DrawSeed, Mirror};
pub use variance::variance_shares;

use rand::Rng;

use self::noise::Noise;
use crate::balance::balance;
use crate::causes::{DemandCauses, demand_causes};
use crate::classes::Classes;
use crate::demand::{Demand, DemandInputs, DemandRoom, PlannedPosts, refill};
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
    /// Occupations to classes of programmes; the last column is work that no class prepares for.
    pub bridge: Matrix,
    /// Classes to programmes.
    pub classes: Classes,
    /// How uncertain the shares above are.
    pub uncertain: UncertainShares,
    /// The supply side, one entry for each programme in the order of `classes`.
    pub supply: Vec<ProgrammeSupply>,
    /// What regions around the city add to both sides; none where the city stands alone.
    pub surroundings: Option<Reach>,
}

/// What regions around a city add to demand and supply in every draw: factors of at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// By class, in the order of the bridge's columns.
    pub demand: Vec<f64>,
    /// By programme.
    pub supply: Vec<f64>,
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
            level_shares: Vec::new(),
            sharing: self.classes.sharing.clone(),
            factors: Vec::new(),
            window: Demand::default(),
            by_class: Vec::new(),
        }
    }

    /// One draw. `intake` holds for each programme the entrants of the years still to be recruited. What is
    /// `held` stays at its mean; employment and intake are the caller's to hold. The same generator state
    /// gives the same outcome.
    pub fn draw(
        &self,
        employment: EmploymentRows<'_>,
        intake: &[Vec<f64>],
        held: Held,
        rng: &mut impl Rng,
    ) -> DrawOutcome {
        let seed = DrawSeed { pair: rng.next_u64(), mirror: Mirror::First };
        let mut outcome = DrawOutcome::default();
        self.draw_into(employment, intake, held, seed, &mut self.room(), &mut outcome);
        outcome
    }

    /// The draw of a seed into an outcome whose memory is used again.
    pub fn draw_into(
        &self,
        employment: EmploymentRows<'_>,
        intake: &[Vec<f64>],
        held: Held,
        seed: DrawSeed,
        room: &mut DrawRoom,
        outcome: &mut DrawOutcome,
    ) {
        outcome.seed = seed;
        self.draw_demand(employment, held, outcome.seed, room, &mut outcome.demand);
        let mut entrants = std::mem::take(&mut room.entrants);
        self.draw_supply(intake, held, outcome.seed, room, &mut entrants, &mut outcome.graduates);
        self.balance(&entrants, outcome);
        room.entrants = entrants;
    }

    /// Compares the demand of an outcome with the local entrants of each programme.
    fn balance(&self, entrants: &[f64], outcome: &mut DrawOutcome) {
        let DrawOutcome { demand, balances, class_balances, .. } = outcome;
        let of = &demand.by_programme;
        balances.clear();
        balances.extend(self.supply.iter().zip(entrants).enumerate().map(
            |(p, (programme, entrants))| {
                let (openings, employed) = (of.openings_newcomer[p], of.employment_end[p]);
                balance(openings, *entrants, programme.unemployed, employed)
            },
        ));
        let entrants = self.classes.sums(entrants.iter().copied());
        let unemployed = self.classes.sums(self.supply.iter().map(|supply| supply.unemployed));
        let of = &demand.by_class;
        class_balances.clear();
        class_balances.extend((0..self.classes.len()).map(|class| {
            let (openings, employed) = (of.openings_newcomer[class], of.employment_end[class]);
            balance(openings, entrants[class], unemployed[class], employed)
        }));
    }

    /// The demand side of the draw with this seed.
    pub fn draw_demand(
        &self,
        employment: EmploymentRows<'_>,
        held: Held,
        seed: DrawSeed,
        room: &mut DrawRoom,
        demand: &mut Demand,
    ) {
        let newcomer_share = self.draw_shares(employment, held, seed, room);
        let mut sums = std::mem::take(&mut room.demand);
        demand.fill(&self.demand_inputs(employment.ahead, room, newcomer_share), &mut sums);
        room.demand = sums;
        self.share_out(demand, room);
        let mut chance = Noise::new(seed, Block::Chance, !held.holds(Block::Chance));
        self.count_openings(demand, &mut chance);
        if let Some(reach) = &self.surroundings {
            self.widen(demand, reach);
        }
    }

    /// Adds what regions around the city ask for.
    fn widen(&self, demand: &mut Demand, reach: &Reach) {
        let classes = demand.by_class.lists_mut();
        for (by_class, by_programme) in classes.into_iter().zip(demand.by_programme.lists_mut()) {
            by_class.iter_mut().zip(&reach.demand).for_each(|(persons, factor)| *persons *= factor);
            let of_programmes = by_programme.iter_mut().zip(&self.classes.of_programme);
            of_programmes.for_each(|(persons, class)| *persons *= reach.demand[*class]);
        }
    }

    /// Draws the shares of demand into the room, and returns the newcomers' share of openings.
    fn draw_shares(
        &self,
        employment: EmploymentRows<'_>,
        held: Held,
        seed: DrawSeed,
        room: &mut DrawRoom,
    ) -> f64 {
        let uncertain = &self.uncertain;
        let noise = |block: Block| Noise::new(seed, block, !held.holds(block));
        self.draw_staffing(employment.ahead.len(), noise(Block::Staffing), room);
        let mut bridge = noise(Block::Bridge);
        room.bridge.redraw(&self.bridge, |row| bridge.shares(row, uncertain.bridge_persons));
        let (mut sharing, mut persons) =
            (noise(Block::Sharing), self.classes.sharing_persons.iter());
        room.sharing.redraw(&self.classes.sharing, |row| {
            sharing.shares(row, persons.next().copied().unwrap_or(0.0));
        });
        let mut levels = noise(Block::Levels);
        let mut factor = levels.factors(uncertain.level_sd, uncertain.level_common);
        refill(&mut room.level_shares, self.level_shares.iter().map(|s| (s * factor()).min(1.0)));
        self.draw_exit_rates(noise(Block::Exits), &mut room.exit_rates);
        self.draw_plans(noise(Block::Plans), &mut room.planned);
        let newcomer_share = noise(Block::Newcomers).rate(uncertain.newcomer);
        self.draw_factors(employment.window, newcomer_share, noise(Block::Hires), room);
        newcomer_share
    }

    /// What the demand of each class is multiplied by: with the shares drawn, demand over the base window is held
    /// against its hires, and since then it has drifted.
    fn draw_factors(
        &self,
        window: &[Vec<f64>],
        newcomer_share: f64,
        mut noise: Noise,
        room: &mut DrawRoom,
    ) {
        let years = window.len().saturating_sub(1);
        let drift_sd = self.uncertain.drift_sd;
        let drift = move |z: f64, moves: bool| {
            if moves { (drift_sd * z - drift_sd * drift_sd / 2.0).exp() } else { 1.0 }
        };
        if years == 0 {
            let drifted = (0..self.bridge.columns()).map(|_| drift(noise.normal(), noise.moves()));
            return refill(&mut room.factors, drifted);
        }
        let (mut demand, mut sums) =
            (std::mem::take(&mut room.window), std::mem::take(&mut room.demand));
        demand.fill(&self.window_inputs(window, room, newcomer_share), &mut sums);
        let modelled = self.classes.mobility.spread(&demand.by_class.openings_newcomer);
        let trust = self.uncertain.hires;
        refill(
            &mut room.factors,
            modelled.iter().enumerate().map(|(class, persons)| {
                let z = [noise.normal(), noise.normal()];
                let hires = self.classes.hires.get(class).copied().flatten();
                let known = hires.map_or(1.0, |of| trust.factor(persons / years as f64, of, z));
                known * drift(noise.normal(), noise.moves())
            }),
        );
        (room.window, room.demand) = (demand, sums);
    }

    /// From the work of classes to the classes whose graduates do it, as hires correct it, and to programmes.
    fn share_out(&self, demand: &mut Demand, room: &mut DrawRoom) {
        let DrawRoom { by_class, factors, sharing, .. } = room;
        let programmes = demand.by_programme.lists_mut();
        for (of_classes, of_programmes) in demand.by_class.lists_mut().into_iter().zip(programmes) {
            self.classes.mobility.spread_into(of_classes.iter().copied(), by_class);
            let corrected = by_class.iter().zip(factors.iter()).map(|(n, factor)| n * factor);
            refill(of_classes, corrected);
            sharing.spread_into(of_classes.iter().copied(), of_programmes);
        }
    }

    /// Whole openings for newcomers by chance: of each programme, and of the rest of each class.
    fn count_openings(&self, demand: &mut Demand, chance: &mut Noise) {
        let expected = &demand.by_programme.openings_newcomer;
        let offered = self.classes.sums(expected.iter().copied());
        let classes = &mut demand.by_class.openings_newcomer;
        for (openings, offered) in classes.iter_mut().zip(offered) {
            *openings = chance.count((*openings - offered).max(0.0));
        }
        for openings in &mut demand.by_programme.openings_newcomer {
            *openings = chance.count(*openings);
        }
        let counted = self.classes.of_programme.iter().zip(&demand.by_programme.openings_newcomer);
        for (class, openings) in counted {
            classes[*class] += openings;
        }
    }

    /// The supply side of the draw with this seed: local entrants of each programme (with those who go to regions around the
    /// city that count), and its graduates by
    /// cohort.
    pub fn draw_supply(
        &self,
        intake: &[Vec<f64>],
        held: Held,
        seed: DrawSeed,
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
            let reach = self.surroundings.as_ref().map_or(1.0, |reach| reach.supply[p]);
            entrants.push(reach * project_supply(&room.cohorts, rates));
        }
    }

    /// The demand of each programme by its cause in the draw with this seed, before the chance of single openings, whose
    /// mean is nothing: over draws, the means of the causes add up to the mean demand.
    pub fn draw_causes(
        &self,
        employment: EmploymentRows<'_>,
        seed: DrawSeed,
        room: &mut DrawRoom,
    ) -> Vec<DemandCauses> {
        let newcomer_share = self.draw_shares(employment, Held::Nothing, seed, room);
        let causes = demand_causes(&self.demand_inputs(employment.ahead, room, newcomer_share));
        let of_programmes = DemandCauses::lists(&causes).map(|of_classes| {
            let moved = self.classes.mobility.spread(&of_classes);
            let corrected: Vec<f64> = moved.iter().zip(&room.factors).map(|(n, f)| n * f).collect();
            room.sharing.spread(&corrected)
        });
        (0..self.supply.len()).map(|p| DemandCauses::at(&of_programmes, p)).collect()
    }

    /// Demand of each class over the base window by the model alone, persons a year: every share at its mean.
    pub fn modelled_in_window(&self, window: &[Vec<f64>]) -> Vec<f64> {
        let mut room = self.room();
        let rows = EmploymentRows { ahead: window, window: &[] };
        let newcomer_share =
            self.draw_shares(rows, Held::Everything, DrawSeed::default(), &mut room);
        let inputs = self.window_inputs(window, &room, newcomer_share);
        let demand = crate::demand::project_demand(&inputs);
        let years = window.len().saturating_sub(1).max(1) as f64;
        let moved = self.classes.mobility.spread(&demand.by_class.openings_newcomer);
        moved.into_iter().map(|persons| persons / years).collect()
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
            level_shares: &room.level_shares,
            bridge: &room.bridge,
            newcomer_share,
            planned: &room.planned,
        }
    }

    /// The same over the base window: without plans, and before retirement ages rise.
    fn window_inputs<'a>(
        &'a self,
        window: &'a [Vec<f64>],
        room: &'a DrawRoom,
        newcomer_share: f64,
    ) -> DemandInputs<'a> {
        let inputs = self.demand_inputs(window, room, newcomer_share);
        DemandInputs { staffing: &room.staffing[..1], exit_factors: &[], planned: &[], ..inputs }
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
