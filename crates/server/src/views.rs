//! What goes over the wire, one file per subject. Flat rows, so that JSON and CSV say the same.
//!
//! The comments on fields are published in the OpenAPI document.

mod action;
mod adjustment;
mod balance_parts;
mod class;
mod evidence;
mod gain;
mod industry;
mod interval;
mod issue;
mod late;
mod meta;
mod plan;
mod programme;
mod programme_detail;
mod quality_index;
mod run;
mod scenario;
mod school;
mod series;
mod site;
mod statutory;
mod trace;
pub(crate) mod warning;
mod what_if;

pub(crate) use action::ActionView;
pub(crate) use adjustment::{AdjustmentsView, CriterionRow, ProposalRow, ProposalView};
pub(crate) use class::ClassView;
pub(crate) use evidence::EvidenceView;
pub(crate) use gain::TableGainView;
pub(crate) use industry::IndustryDetail;
pub(crate) use issue::IssueView;
pub(crate) use late::LateView;
pub(crate) use meta::MetaView;
pub(crate) use plan::{PlanView, PlannedPlaceDetail, PlannedPlaceView};
pub(crate) use programme::ProgrammeView;
pub(crate) use programme_detail::ProgrammeDetail;
pub(crate) use run::RunView;
pub(crate) use scenario::ScenarioView;
pub(crate) use school::{SchoolDetail, SchoolView};
pub(crate) use series::{SeriesRow, enrolment_rows, industry_rows, programme_rows};
pub(crate) use statutory::{RuleView, StatutoryView};
pub(crate) use trace::TraceView;
pub(crate) use warning::{WarningDetail, WarningView};
pub(crate) use what_if::{WhatIfProgrammeView, WhatIfView};
