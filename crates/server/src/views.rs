//! What goes over the wire. Flat rows, so that JSON and CSV say the same.

mod industry;
mod programme;
mod run;
mod scenario;
mod school;
mod series;
pub(crate) mod trace;
mod warning;

pub(crate) use industry::IndustryDetail;
pub(crate) use programme::{ProgrammeDetail, ProgrammeView};
pub(crate) use run::RunView;
pub(crate) use scenario::ScenarioView;
pub(crate) use school::{SchoolDetail, SchoolView};
pub(crate) use series::{SeriesRow, enrolment_rows, industry_rows, programme_rows};
pub(crate) use trace::TraceView;
pub(crate) use warning::{ActionView, EvidenceView, LevelOfYear, WarningDetail, WarningView};
