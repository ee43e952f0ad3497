//! One draw of the whole chain, from employment paths to ratios. Every uncertain share is drawn
//! once a draw, so that what two programmes have in common moves both.

use rand::Rng;
use rand_distr::{Beta, Distribution, Gamma, Poisson, StandardNormal};

use crate::{
    Balance, Cohort, Demand, DemandInputs, Matrix, SupplyRates, balance, project_demand,
    project_supply,
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

/// Everything that a draw needs beside the paths of employment and intake.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Industries to occupations.
    pub staffing: Matrix,
    /// Share of an occupation that leaves the labour force a year.
    pub exit_rates: Vec<f64>,
    /// Share of openings filled at the level of education looked at, by occupation.
    pub level_shares: Vec<f64>,
    /// Occupations to programmes.
    pub bridge: Matrix,
    /// How uncertain the shares above are.
    pub uncertain: UncertainShares,
    /// The supply side, one entry a programme in the order of the bridge's columns.
    pub supply: Vec<ProgrammeSupply>,
}

/// What one draw gave.
#[derive(Debug, Clone)]
pub struct DrawOutcome {
    /// The balance of each programme.
    pub balances: Vec<Balance>,
    /// Graduates of each programme by cohort, the enrolled first and then the recruited; those who
    /// go on studying are included.
    pub graduates: Vec<Vec<f64>>,
    /// The demand side.
    pub demand: Demand,
}

impl Chain {
    /// One draw. `employment` holds a row of industries for the start and each year after it;
    /// `intake` for each programme the entrants of the years still to be recruited. The same
    /// generator state gives the same outcome.
    pub fn draw(
        &self,
        employment: &[Vec<f64>],
        intake: &[Vec<f64>],
        rng: &mut impl Rng,
    ) -> DrawOutcome {
        let uncertain = &self.uncertain;
        let staffing =
            self.staffing.map_rows(|row| dirichlet(row, uncertain.staffing_persons, rng));
        let bridge = self.bridge.map_rows(|row| dirichlet(row, uncertain.bridge_persons, rng));
        let exit_rates = self.draw_exit_rates(rng);
        let mut demand = project_demand(&DemandInputs {
            employment,
            years_per_step: 1.0,
            staffing: &staffing,
            exit_rates: &exit_rates,
            level_shares: &self.level_shares,
            bridge: &bridge,
            newcomer_share: uncertain.newcomer.draw(rng),
        });
        for openings in &mut demand.openings_newcomer {
            *openings = Poisson::new(*openings).map_or(0.0, |poisson| poisson.sample(rng));
        }
        let mut graduates = Vec::with_capacity(self.supply.len());
        let balances = self
            .supply
            .iter()
            .enumerate()
            .map(|(p, programme)| {
                let cohorts = programme.draw_cohorts(&intake[p], rng);
                graduates.push(cohorts.iter().map(|c| c.students * c.survival).collect());
                let rates = SupplyRates {
                    further_study: programme.further_study.draw(rng),
                    participation: programme.participation.draw(rng),
                    local_retention: programme.local_retention.draw(rng),
                };
                balance(
                    demand.openings_newcomer[p],
                    project_supply(&cohorts, rates),
                    programme.unemployed,
                    demand.employment_end[p],
                )
            })
            .collect();
        DrawOutcome { balances, graduates, demand }
    }

    fn draw_exit_rates(&self, rng: &mut impl Rng) -> Vec<f64> {
        let (sd, common) = (self.uncertain.exit_rate_sd, self.uncertain.exit_rate_common);
        let shared: f64 = StandardNormal.sample(rng);
        self.exit_rates
            .iter()
            .map(|rate| {
                let own: f64 = StandardNormal.sample(rng);
                rate * (sd * (common.sqrt() * shared + (1.0 - common).sqrt() * own)).exp()
            })
            .collect()
    }
}

impl ProgrammeSupply {
    fn draw_cohorts(&self, intake: &[f64], rng: &mut impl Rng) -> Vec<Cohort> {
        let mut drawn = |students: f64, rates: &[RateDraw]| Cohort {
            students,
            survival: rates.iter().map(|rate| rate.draw(rng)).product(),
        };
        let mut cohorts: Vec<Cohort> =
            self.enrolled.iter().map(|(students, rates)| drawn(*students, rates)).collect();
        cohorts
            .extend(intake.iter().zip(&self.recruited).map(|(entry, rates)| drawn(*entry, rates)));
        cohorts
    }
}

/// A row of shares around `row`, worth `persons`. Zeros stay zero, and so does an empty row.
fn dirichlet(row: &[f64], persons: f64, rng: &mut impl Rng) -> Vec<f64> {
    let mut drawn: Vec<f64> = row
        .iter()
        .map(|share| Gamma::new(share * persons, 1.0).map_or(0.0, |gamma| gamma.sample(rng)))
        .collect();
    let sum: f64 = drawn.iter().sum();
    if sum > 0.0 {
        for share in &mut drawn {
            *share /= sum;
        }
        drawn
    } else {
        row.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn drawn_rows_keep_their_sum_and_their_zeros() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let row = dirichlet(&[0.5, 0.0, 0.5], 20.0, &mut rng);
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(row[1], 0.0);
        assert_eq!(dirichlet(&[0.0, 0.0], 20.0, &mut rng), [0.0, 0.0]);
    }

    #[test]
    fn certain_rates_are_drawn_as_they_are() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for mean in [0.0, 1.0] {
            assert_eq!(RateDraw { mean, persons: 50.0 }.draw(&mut rng), mean);
        }
        assert_eq!(RateDraw { mean: 0.4, persons: 0.0 }.draw(&mut rng), 0.4);
    }

    #[test]
    fn drawn_rates_centre_on_their_mean() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let rate = RateDraw { mean: 0.3, persons: 40.0 };
        let mean = (0..4000).map(|_| rate.draw(&mut rng)).sum::<f64>() / 4000.0;
        assert!((mean - 0.3).abs() < 0.01, "{mean}");
    }
}
