//! The outlook: what one run found. It is written once by the pipeline and kept with the run;
//! every page, chart, document and API answer is read from it, so that all show the same figures.
//!
//! Figures are in the units of their measures (persons unless said otherwise). `ids` are the
//! observations of the run's vintage that a figure rests on.

mod action;
mod balance;
mod destinations;
mod enrolment;
mod forecast;
mod industry;
mod programme;
mod run;
mod scenario;
mod warning;

pub use action::ActionOutlook;
pub use balance::{
    BalanceOutlook, Band, Causes, Certainty, CohortStand, CohortSupply, Driver, DriverBlock, Grade,
    Probabilities, RateDefinition, RateOutlook,
};
pub use destinations::{ClassDestinations, DestinationsOutlook, GraduatesOf};
pub use enrolment::{EnrolmentOf, EnrolmentOutlook, ExpectedPoint};
pub use forecast::{
    Acceptance, Backtest, Comparison, Explanation, ForecastPoint, MethodRow, Oddity, Point, Range,
};
pub use industry::{
    BodyEstimate, Elasticity, IndustryOutlook, OutputOutlook, PlannedEvent, StructureOutlook,
};
pub use programme::{KeyLevel, ProgrammeOutlook, Quality, SiteOutlook};
pub use run::{Cutoff, Doubt, FORMAT, Meta, Outlook, Text};
pub use scenario::{ScenarioOutlook, ScenarioProgramme};
pub use warning::{Evidence, WarningRecord};
