//! What one draw gives, and the memory that draws share.

use super::seed::DrawSeed;
use crate::balance::Balance;
use crate::demand::{Demand, DemandRoom, PlannedPosts};
use crate::matrix::Matrix;
use crate::supply::Cohort;

/// What one draw gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DrawOutcome {
    /// The balance of each programme.
    pub balances: Vec<Balance>,
    /// The balance of each class of programmes.
    pub class_balances: Vec<Balance>,
    /// Graduates of each programme by cohort, the enrolled first and then the recruited; those who
    /// go on studying are included.
    pub graduates: Vec<Vec<f64>>,
    /// The demand side.
    pub demand: Demand,
    /// The seed of its chance, for drawing one side again.
    pub seed: DrawSeed,
}

/// Room of one thread for drawing: after the first draw no memory is asked for.
#[derive(Debug, Clone)]
pub struct DrawRoom {
    pub(super) staffing: Vec<Matrix>,
    pub(super) bridge: Matrix,
    pub(super) exit_rates: Vec<f64>,
    pub(super) planned: Vec<PlannedPosts>,
    pub(super) demand: DemandRoom,
    pub(super) cohorts: Vec<Cohort>,
    pub(super) entrants: Vec<f64>,
    /// Shares of openings at the level, by occupation.
    pub(super) level_shares: Vec<f64>,
    pub(super) sharing: Matrix,
    /// What hires multiply the demand of each class by.
    pub(super) factors: Vec<f64>,
    /// Demand over the base window.
    pub(super) window: Demand,
    /// Persons by class.
    pub(super) by_class: Vec<f64>,
}
