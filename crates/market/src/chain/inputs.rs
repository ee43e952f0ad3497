//! What a draw needs to know of programmes, plans and the uncertainty of shares.

use super::noise::Noise;
use super::rate::RateDraw;
use crate::demand::PlannedPosts;
use crate::hires::HiresTrust;
use crate::supply::Cohort;

/// The supply side of one programme.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeSupply {
    /// Cohorts already at school: students, and the rates ahead of them.
    pub enrolled: Vec<(f64, Vec<RateDraw>)>,
    /// Rates ahead of the cohorts still to be recruited, one entry for each year of entry.
    pub recruited: Vec<Vec<RateDraw>>,
    /// Entrants in each of these years at schools that have not reported, beside the intake that is forecast, persons.
    pub unreported_entrants: f64,
    /// 升学率.
    pub further_study: RateDraw,
    /// Labour-force participation of the rest.
    pub participation: RateDraw,
    /// 本市留存率.
    pub local_retention: RateDraw,
    /// Short-term unemployed of the programme in the city, persons.
    pub unemployed: f64,
}

impl ProgrammeSupply {
    /// The cohorts at rates drawn for each; `intake` are the entrants of the years to be recruited.
    pub(super) fn draw_cohorts(
        &self,
        intake: &[f64],
        noise: &mut Noise,
        cohorts: &mut Vec<Cohort>,
    ) {
        let mut drawn = |students: f64, rates: &[RateDraw]| Cohort {
            students,
            survival: rates.iter().map(|rate| noise.rate(*rate)).product(),
        };
        cohorts.clear();
        cohorts.extend(self.enrolled.iter().map(|(students, rates)| drawn(*students, rates)));
        let to_come = intake.iter().zip(&self.recruited);
        cohorts
            .extend(to_come.map(|(entry, rates)| drawn(*entry + self.unreported_entrants, rates)));
    }
}

/// How uncertain the shares of the chain are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UncertainShares {
    /// Persons that a row of the staffing matrix is worth.
    pub staffing_persons: f64,
    /// Persons that a row of the bridge is worth.
    pub bridge_persons: f64,
    /// Standard deviation of the logarithm of exit rates.
    pub exit_rate_sd: f64,
    /// Share of that variance which is common to all occupations.
    pub exit_rate_common: f64,
    /// Newcomers' share of openings.
    pub newcomer: RateDraw,
    /// Standard deviation of the logarithm of the share of openings at the level of education.
    pub level_sd: f64,
    /// Share of that variance which is common to all occupations.
    pub level_common: f64,
    /// Standard deviation of the logarithm of what the demand of a class drifts by from the base window to the years
    /// ahead, for reasons that the model does not know.
    pub drift_sd: f64,
    /// How far hires and the model's demand are trusted.
    pub hires: HiresTrust,
}

/// Employment that a draw starts from: a row of industries for each year.
#[derive(Debug, Clone, Copy)]
pub struct EmploymentRows<'a> {
    /// The base year and each year after it.
    pub ahead: &'a [Vec<f64>],
    /// The year before the base window and each year of it; empty where there is none.
    pub window: &'a [Vec<f64>],
}

/// A planned project or closure that may come about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// What it adds or takes.
    pub planned: PlannedPosts,
    /// How likely it is, a fraction.
    pub probability: f64,
}
