//! The outlook: what one run found. It is written once by the pipeline and kept with the run;
//! every page, chart, document and API answer is read from it, so that all show the same figures.
//!
//! Figures are in the units of their measures (persons unless said otherwise). Rows carry
//! the origins of their figures: observations and list rows of the run's vintage.

mod action;
mod adjustment;
mod audience;
mod balance;
mod class;
mod counterevidence;
mod destinations;
mod doubt;
mod enrolment;
mod forecast;
mod industry;
mod late;
mod plan;
mod programme;
mod run;
mod scenario;
mod text;
mod warning;
mod what_if;

pub use action::ActionOutlook;
pub use adjustment::{
    Adjustments, CriterionRead, EntryCandidate, ExitCandidate, KeyCandidate, KeyChoice, Proposal,
    TeachOut,
};
pub use audience::{Audience, RATE_BASE};
pub use balance::{
    BalanceOutlook, Causes, CityBalance, CohortStand, CohortSupply, Driver, RateOutlook,
};
pub use class::{ClassOutlook, HiresOutlook};
pub use counterevidence::CounterEvidence;
pub use destinations::{CohortBreakdown, CohortDestinations, DestinationsOutlook};
pub use doubt::{Doubt, DoubtKind, FormerProgramme, MovedProgramme, OddLength, RefusedPanel};
pub use enrolment::{EnrolmentOutlook, ExpectedPoint};
pub use forecast::{
    Backtest, Comparison, Explanation, ForecastPoint, MethodRow, Oddity, Point, Range,
};
pub use industry::{
    BodyEstimate, Elasticity, IndustryOutlook, NeighbourOutlook, NewHires, OutputOutlook,
    PlannedEvent, StructureOutlook,
};
pub use late::{LateProgramme, LateSchool};
pub use plan::{
    Alternatives, BindingLimit, Decision, Held, LimitOf, PlannedPlace, PlannedProgramme, SeatPlan,
    UnknownLimit,
};
pub use programme::{KeyLevel, ProgrammeOutlook, Quality, QualityIndex, SiteOutlook};
pub use run::{Cutoff, FORMAT, Meta, NoticeTexts, Outlook};
pub use scenario::{ScenarioOutlook, ScenarioProgramme};
pub use talent_market::{
    Band, Block, Certainty, CourseLosses, Grade, Probabilities, TableGain, Trial,
};
pub use text::Text;
pub use warning::{Evidence, RuleUse, StatutoryRecord, WarningRecord, subject_id};
pub use what_if::{
    AskedChange, ChangeKind, CohortRatio, Levels, SharingProgramme, SignalPair, Touch, Verdict,
    WhatIf, WhatIfPlace, WhatIfProgramme,
};
