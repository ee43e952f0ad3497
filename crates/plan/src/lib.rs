//! Seats by programme and school for the cohort that enters next, under limits.
//!
//! What is minimised is expected loss over the draws of a forecast, with what a change costs:
//!
//! ```text
//! min Σ_p ω_p·E_k[c⁺·(S_p^k − D_p^k)₊² + c⁻·(D_p^k − S_p^k)₊²] + Σ_i η_i·(x_i − x⁰_i)²
//! S_p^k = y_p^k·Σ_i share_i·x_i + pipeline_p^k
//! s.t. low_i ≤ x_i ≤ high_i,   least_l ≤ Σ_i a_li·x_i ≤ most_l,   x_i changes by whole classes
//! ```
//!
//! `x_i` are the seats of a place `i`, a programme at a school; `y` is how many local entrants a seat brings, `pipeline` the
//! entrants who are on their way already. Expectation over the draws (sample average; Shapiro, Dentcheva and Ruszczyński,
//! *Lectures on Stochastic Programming*, 2009) hedges: an uncertain programme is moved less.
//!
//! [`solve`] first solves the relaxation, in which seats are any number, and then goes to whole classes; the relaxation is a
//! lower bound of what any plan loses, and its prices say what one more unit of a limit brings. The relaxation is solved by
//! Newton's method, each step of it a quadratic programme for `clarabel`; whole classes are found by rounding and
//! improvement of our own, since HiGHS would ask for CMake and a C++ compiler wherever the product is built, and how far the
//! plan is from the bound is always given ([`Plan::bound`]).
//!
//! [`choose`] picks the best of items under caps so that every theme is served: key programmes of schools.
//!
//! Slices in, numbers out: what the limits are is the caller's.

mod classes;
mod loss;
mod problem;
mod relaxation;
mod selection;
mod solution;

pub use loss::{Draw, Loss};
pub use problem::{Limit, Place, Problem, ProblemError, Programme, SolveError};
pub use selection::{Item, Selection, SelectionRules, choose};
pub use solution::{Binding, Plan, Side, solve};
