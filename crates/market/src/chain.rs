//! One draw of the whole chain, from employment paths to ratios. Every uncertain share is drawn
//! once a draw, so that what two programmes have in common moves both. Each block of uncertainty has
//! a generator of its own, so that holding one block at its mean leaves the chance of the others as it
//! was: the difference is what that block adds.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Gamma, Poisson, StandardNormal};

use crate::demand::{DemandRoom, PlannedPosts};
use crate::matrix::scale_to_one;
use crate::{
    Balance, Cohort, Demand, DemandCauses, DemandInputs, Matrix, SupplyRates, balance,
    demand_causes, project_supply,
};

/// A rate with its uncertainty: a beta distribution with this mean, worth this many persons.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateDraw {
    /// Mean, a fraction.
    pub mean: f64,
    /// Persons it rests on: the larger, the narrower.
    pub persons: f64,
}

impl RateDraw {
    /// The share that `persons` persons will show: the rate is uncertain, and so is what each of them
    /// does. A beta distribution with the mean and the variance of the beta-binomial share,
    /// `θ(1 − θ)·(κ + n)/(n·(κ + 1))`.
    ///
    /// ```
    /// let rate = talent_market::RateDraw { mean: 0.9, persons: 99.0 };
    /// assert_eq!(rate.among(99.0).persons, 49.0);
    /// ```
    #[must_use]
    pub fn among(self, persons: f64) -> Self {
        /// A single person either does or does not: a beta distribution worth next to nobody.
        const LEAST: f64 = 0.01;
        let (n, kappa) = (persons, self.persons);
        if n <= 0.0 || kappa <= 0.0 {
            return self;
        }
        Self { persons: (n * (kappa + 1.0) / (kappa + n) - 1.0).max(LEAST), ..self }
    }

    /// A draw of the rate. A mean of exactly 0 or 1, or no persons behind it, is drawn as it is.
    pub fn draw(self, rng: &mut impl Rng) -> f64 {
        Beta::new(self.mean * self.persons, (1.0 - self.mean) * self.persons)
            .map_or(self.mean, |beta| beta.sample(rng))
    }
}

/// The supply side of one programme.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeSupply {
    /// Cohorts already at school: students, and the rates ahead of them.
    pub enrolled: Vec<(f64, Vec<RateDraw>)>,
    /// Rates ahead of the cohorts still to be recruited, one entry a year of entry.
    pub recruited: Vec<Vec<RateDraw>>,
    /// 升学率.
    pub further_study: RateDraw,
    /// Labour-force participation of the rest.
    pub participation: RateDraw,
    /// 本市留存率.
    pub local_retention: RateDraw,
    /// Short-term unemployed of the programme in the city, persons.
    pub unemployed: f64,
}

/// How uncertain the shares of the chain are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UncertainShares {
    /// Persons that a row of the staffing matrix is worth (Dirichlet).
    pub staffing_persons: f64,
    /// Persons that a row of the bridge is worth (Dirichlet).
    pub bridge_persons: f64,
    /// Standard deviation of the logarithm of exit rates.
    pub exit_rate_sd: f64,
    /// Share of that variance which is common to all occupations.
    pub exit_rate_common: f64,
    /// Newcomers' share of openings.
    pub newcomer: RateDraw,
}

/// A planned project or closure that may come about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// What it adds or takes.
    pub planned: PlannedPosts,
    /// How likely it is, a fraction.
    pub probability: f64,
}

/// Everything that a draw needs beside the paths of employment and intake.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Industries to occupations.
    pub staffing: Matrix,
    /// What the shares of the staffing pattern are multiplied by each year, a row an industry as in
    /// the pattern; none where they stay.
    pub staffing_drift: Option<Vec<Vec<f64>>>,
    /// Share of an occupation that leaves the labour force a year.
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
    /// The supply side, one entry a programme in the order of the bridge's columns.
    pub supply: Vec<ProgrammeSupply>,
}

/// A block of uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// Employment by industry, output behind it, private and self-employment.
    Employment,
    /// Industries to occupations.
    Staffing,
    /// Occupations to programmes.
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
}

impl Block {
    /// Whether it moves supply; the others move demand.
    pub fn is_of_supply(self) -> bool {
        matches!(self, Self::Intake | Self::Progression | Self::Destinations | Self::Retention)
    }

    /// Every block.
    pub const ALL: [Self; 11] = [
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

/// The shares of the variance of a figure that its blocks are behind, from its draws and, for each
/// block, the same draws with that block held at its mean: `max(V − V(held), 0)` over the sum of those.
/// Interactions are left out. Zeros where nothing varies.
pub fn variance_shares(all: &[f64], held: &[Vec<f64>]) -> Vec<f64> {
    let variance = |draws: &[f64]| {
        let n = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / n;
        draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n
    };
    let whole = variance(all);
    let saved: Vec<f64> = held.iter().map(|held| (whole - variance(held)).max(0.0)).collect();
    let total: f64 = saved.iter().sum();
    saved.into_iter().map(|part| if total > 0.0 { part / total } else { 0.0 }).collect()
}

/// What one draw gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DrawOutcome {
    /// The balance of each programme.
    pub balances: Vec<Balance>,
    /// Graduates of each programme by cohort, the enrolled first and then the recruited; those who
    /// go on studying are included.
    pub graduates: Vec<Vec<f64>>,
    /// The demand side.
    pub demand: Demand,
    /// The seed of its chance, for drawing one side again.
    pub seed: u64,
}

/// Room of one thread for drawing: after the first draw no memory is asked for.
#[derive(Debug, Clone)]
pub struct DrawRoom {
    staffing: Vec<Matrix>,
    bridge: Matrix,
    exit_rates: Vec<f64>,
    planned: Vec<PlannedPosts>,
    demand: DemandRoom,
    cohorts: Vec<Cohort>,
    entrants: Vec<f64>,
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
        let uncertain = &self.uncertain;
        let of = |block: Block| Noise::new(seed, block, !held.holds(block));
        self.draw_staffing(employment.len(), of(Block::Staffing), room);
        let mut noise = of(Block::Bridge);
        room.bridge.redraw(&self.bridge, |row| noise.shares(row, uncertain.bridge_persons));
        self.draw_exit_rates(of(Block::Exits), &mut room.exit_rates);
        self.draw_plans(of(Block::Plans), &mut room.planned);
        demand.fill(
            &DemandInputs {
                employment,
                years_per_step: 1.0,
                staffing: &room.staffing,
                exit_rates: &room.exit_rates,
                exit_factors: &self.exit_factors,
                level_shares: &self.level_shares,
                bridge: &room.bridge,
                newcomer_share: of(Block::Newcomers).rate(uncertain.newcomer),
                planned: &room.planned,
            },
            &mut room.demand,
        );
        let mut chance = of(Block::Chance);
        for openings in &mut demand.openings_newcomer {
            *openings = chance.count(*openings);
        }
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
        let of = |block: Block| Noise::new(seed, block, !held.holds(block));
        let (mut progression, mut destinations, mut retention) =
            (of(Block::Progression), of(Block::Destinations), of(Block::Retention));
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

    /// The demand of each programme by its cause, with every rate and share at its mean.
    pub fn causes(&self, employment: &[Vec<f64>]) -> Vec<DemandCauses> {
        let mut room = self.room();
        let still = |block| Noise::new(0, block, false);
        self.draw_staffing(employment.len(), still(Block::Staffing), &mut room);
        self.draw_plans(still(Block::Plans), &mut room.planned);
        demand_causes(&DemandInputs {
            employment,
            years_per_step: 1.0,
            staffing: &room.staffing,
            exit_rates: &self.exit_rates,
            exit_factors: &self.exit_factors,
            level_shares: &self.level_shares,
            bridge: &self.bridge,
            newcomer_share: self.uncertain.newcomer.mean,
            planned: &room.planned,
        })
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
        let (of_all, of_own) = (common.sqrt(), (1.0 - common).sqrt());
        let drawn = |rate: &f64| rate * (sd * (of_all * shared + of_own * noise.normal())).exp();
        rates.clear();
        rates.extend(self.exit_rates.iter().map(drawn));
    }
}

/// The chance of one block in one draw, or its mean.
struct Noise {
    rng: ChaCha8Rng,
    moves: bool,
}

impl Noise {
    fn new(seed: u64, block: Block, moves: bool) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(block as u64);
        Self { rng, moves }
    }

    fn normal(&mut self) -> f64 {
        if self.moves { StandardNormal.sample(&mut self.rng) } else { 0.0 }
    }

    fn rate(&mut self, rate: RateDraw) -> f64 {
        if self.moves { rate.draw(&mut self.rng) } else { rate.mean }
    }

    fn count(&mut self, expected: f64) -> f64 {
        if self.moves {
            Poisson::new(expected).map_or(0.0, |poisson| poisson.sample(&mut self.rng))
        } else {
            expected
        }
    }

    /// One if it comes about and zero if not; its probability where this block is held.
    fn happens(&mut self, probability: f64) -> f64 {
        if self.moves {
            f64::from(u8::from(self.rng.random::<f64>() < probability))
        } else {
            probability
        }
    }

    fn shares(&mut self, row: &mut [f64], persons: f64) {
        if self.moves {
            dirichlet(row, persons, &mut self.rng);
        }
    }
}

impl ProgrammeSupply {
    fn draw_cohorts(&self, intake: &[f64], noise: &mut Noise, cohorts: &mut Vec<Cohort>) {
        let mut drawn = |students: f64, rates: &[RateDraw]| Cohort {
            students,
            survival: rates.iter().map(|rate| noise.rate(*rate)).product(),
        };
        cohorts.clear();
        cohorts.extend(self.enrolled.iter().map(|(students, rates)| drawn(*students, rates)));
        cohorts
            .extend(intake.iter().zip(&self.recruited).map(|(entry, rates)| drawn(*entry, rates)));
    }
}

/// Draws a row of shares around itself, worth `persons`. Zeros stay zero, and so does an empty row.
fn dirichlet(row: &mut [f64], persons: f64, rng: &mut impl Rng) {
    let sum: f64 = row.iter().sum();
    for share in row.iter_mut() {
        *share = Gamma::new(*share * persons, 1.0).map_or(0.0, |gamma| gamma.sample(rng));
    }
    if sum > 0.0 {
        scale_to_one(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_rows_keep_their_sum_and_their_zeros() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut row = [0.5, 0.0, 0.5];
        dirichlet(&mut row, 20.0, &mut rng);
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(row[1], 0.0);
        let mut empty = [0.0, 0.0];
        dirichlet(&mut empty, 20.0, &mut rng);
        assert_eq!(empty, [0.0, 0.0]);
    }

    #[test]
    fn certain_rates_are_drawn_as_they_are() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for mean in [0.0, 1.0] {
            assert_eq!(RateDraw { mean, persons: 50.0 }.draw(&mut rng), mean);
        }
        assert_eq!(RateDraw { mean: 0.4, persons: 0.0 }.draw(&mut rng), 0.4);
    }

    /// A product of independent factors: the analytic shares of its variance are nearly CV².
    #[test]
    fn the_shares_of_a_product_are_those_of_its_squared_variations() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let deviations = [0.08, 0.10, 0.05];
        let factors: Vec<[f64; 3]> = (0..20_000)
            .map(|_| {
                deviations.map(|sd| {
                    let z: f64 = StandardNormal.sample(&mut rng);
                    1.0 + sd * z
                })
            })
            .collect();
        let product = |held: Option<usize>| -> Vec<f64> {
            let one = |f: &[f64; 3]| (0..3).filter(|k| held != Some(*k)).map(|k| f[k]).product();
            factors.iter().map(one).collect()
        };
        let held: Vec<Vec<f64>> = (0..3).map(|k| product(Some(k))).collect();
        let shares = variance_shares(&product(None), &held);
        let total: f64 = deviations.iter().map(|sd| sd * sd).sum();
        for (share, sd) in shares.iter().zip(deviations) {
            assert!((share - sd * sd / total).abs() < 0.02, "{shares:?}");
        }
        assert_eq!(variance_shares(&[2.0; 4], &[vec![2.0; 4]]), [0.0]);
    }

    #[test]
    fn a_block_that_is_held_leaves_the_others_as_they_were() {
        let chain = Chain {
            staffing: Matrix::identity(2),
            staffing_drift: None,
            exit_rates: vec![0.05, 0.04],
            exit_factors: Vec::new(),
            plans: Vec::new(),
            level_shares: vec![0.5, 0.4],
            bridge: Matrix::new(vec![vec![0.7, 0.3], vec![0.2, 0.8]]).unwrap(),
            uncertain: UncertainShares {
                staffing_persons: 200.0,
                bridge_persons: 20.0,
                exit_rate_sd: 0.15,
                exit_rate_common: 0.7,
                newcomer: RateDraw { mean: 0.5, persons: 20.0 },
            },
            supply: vec![
                ProgrammeSupply {
                    enrolled: vec![(200.0, vec![RateDraw { mean: 0.95, persons: 40.0 }])],
                    recruited: Vec::new(),
                    further_study: RateDraw { mean: 0.4, persons: 40.0 },
                    participation: RateDraw { mean: 0.98, persons: 40.0 },
                    local_retention: RateDraw { mean: 0.7, persons: 40.0 },
                    unemployed: 0.0,
                };
                2
            ],
        };
        let rows = [vec![4000.0, 3000.0], vec![4100.0, 2950.0]];
        let draw = |held| {
            let mut rng = ChaCha8Rng::seed_from_u64(11);
            chain.draw(&rows, &[Vec::new(), Vec::new()], held, &mut rng)
        };
        let (free, held) = (draw(Held::Nothing), draw(Held::One(Block::Bridge)));
        for (a, b) in free.balances.iter().zip(&held.balances) {
            assert_eq!(a.supply, b.supply);
            assert_ne!(a.demand, b.demand);
        }
        let held = draw(Held::One(Block::Retention));
        assert_eq!(free.balances[0].demand, held.balances[0].demand);
        assert_ne!(free.balances[0].supply, held.balances[0].supply);
    }

    #[test]
    fn drawn_rates_centre_on_their_mean() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let rate = RateDraw { mean: 0.3, persons: 40.0 };
        let mean = (0..4000).map(|_| rate.draw(&mut rng)).sum::<f64>() / 4000.0;
        assert!((mean - 0.3).abs() < 0.01, "{mean}");
    }
}
