//! The labour market of a city as accounting identities: how many newcomers employers will take
//! on, how many graduates will come, and how the two compare.
//!
//! Reading order: [`labour_requirement`] (output to employment), [`expansion_demand`],
//! [`replacement_demand`], [`openings`] (employment to openings), [`project_demand`] (openings to
//! programmes), [`project_supply`] (students to local entrants), [`balance()`] (the two compared),
//! [`Chain`] (one draw of all of it). Rates that come from counts are in [`CountedRate`]; unknown
//! tables are filled by [`fit_margins`]; changes are split by [`decompose_change`]; structures are
//! compared by [`structure_match`].
//!
//! Persons are `f64` here: an expected number of persons need not be whole. Shares are fractions.

mod balance;
mod chain;
mod decomposition;
mod demand;
mod evaluation;
mod exits;
mod grade;
mod margins;
mod matrix;
mod rates;
mod spread;
mod structure;
mod supply;

pub use balance::{Balance, BandEdges, ItaBand, balance, class_probabilities};
pub use chain::{
    Block, Chain, DrawOutcome, DrawRoom, Held, Plan, ProgrammeSupply, RateDraw, UncertainShares,
    variance_shares,
};
pub use decomposition::{ChangeByCause, decompose_change};
pub use demand::{
    Demand, DemandCauses, DemandInputs, PlannedPosts, after_mobility, demand_causes,
    elasticity_path, expansion_demand, labour_requirement, openings, project_demand,
    replacement_demand,
};
pub use evaluation::{Case, StageScore, evaluate, share_won};
pub use exits::{AgeBand, exit_rate_by_age, retirement_factor};
pub use grade::{Basis, Grade, final_call, reliability};
pub use margins::{FittedTable, MarginError, fit_margins};
pub use matrix::{Matrix, MatrixError};
pub use rates::{CountedRate, PublishedRate, PublishedRateError, published_base, vacancy_ratio};
pub use spread::{ClassProbabilities, Spread};
pub use structure::{Coordination, StructureMatch, coordination, structure_match};
pub use supply::{
    Cohort, SeatYield, SupplyRates, grade_ratios, intake_to_close, project_enrolment,
    project_supply, survival,
};
