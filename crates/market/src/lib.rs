//! The labour market of a city as accounting identities: how many newcomers employers will take
//! on, how many graduates will come, and how the two compare.
//!
//! Reading order: [`labour_requirement`] (output to employment), [`expansion_demand`],
//! [`replacement_demand`], [`openings()`] (employment to openings), [`project_demand`] (openings to
//! classes of programmes), [`Classes`] (from those to programmes), [`HiresTrust`] (demand and hires combined), [`project_supply`] (students to local entrants), [`balance()`] (the two compared),
//! [`Chain`] (one draw of all of it). Rates that come from counts are in [`CountedRate`]; unknown
//! tables are filled by [`fit_margins`]; changes are split by [`decompose_change`]; structures are
//! compared by [`structure_match`].
//!
//! Persons are `f64` here: an expected number of persons need not be whole. Shares are fractions.

mod balance;
mod band;
mod causes;
mod certainty;
mod chain;
mod classes;
mod decomposition;
mod demand;
mod evaluation;
mod exits;
mod gain;
mod grade;
mod hires;
mod margins;
mod matrix;
mod nowcast;
mod openings;
mod probabilities;
mod rates;
mod requirement;
mod shares;
mod spread;
mod structure;
mod supply;
mod trial;

pub use balance::{Balance, balance};
pub use band::{Band, BandEdges, ItaEdges};
pub use causes::{DemandCauses, demand_causes};
pub use certainty::Certainty;
pub use chain::{
    Block, Chain, DrawOutcome, DrawRoom, DrawSeed, EmploymentRows, Held, Mirror, Plan,
    ProgrammeSupply, RateDraw, Reach, UncertainShares, variance_shares,
};
pub use classes::{Classes, mobility};
pub use decomposition::{ChangeByCause, decompose_change};
pub use demand::{Demand, DemandInputs, Newcomers, PlannedPosts, project_demand};
pub use evaluation::{Case, StageScore, evaluate, share_won};
pub use exits::{AgeBand, exit_rate_by_age, retirement_factor};
pub use gain::{Sides, TableGain};
pub use grade::{Basis, Grade, final_call, reliability};
pub use hires::{Hires, HiresTrust};
pub use margins::{FittedTable, MarginError, fit_margins};
pub use matrix::{Matrix, MatrixError};
pub use nowcast::{HiresNowcast, Quarters, hires_nowcast};
pub use openings::{expansion_demand, openings, replacement_demand};
pub use probabilities::{CourseLosses, Probabilities, band_probabilities};
pub use rates::{CountedRate, PublishedRate, PublishedRateError, published_base, vacancy_ratio};
pub use requirement::{elasticity_path, labour_requirement};
pub use shares::draw_shares;
pub use spread::Spread;
pub use structure::{Coordination, StructureMatch, coordination, structure_match};
pub use supply::{
    Cohort, SeatYield, SupplyRates, grade_ratios, intake_to_close, project_enrolment,
    project_supply, survival,
};
pub use trial::Trial;
