//! The seat plan on the wire.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Outlook, PlannedPlace, Proposal, SeatPlan};
use talent_pipeline::TraceLine;
use talent_report::{explain_plan, held_text, limit_text, proposal_name, unknown_text};
use utoipa::ToSchema;

/// A programme at a school in the plan.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PlannedPlaceView {
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// `grow`, `keep`, `shrink`, `stop`, `withdraw` or `undecided`.
    #[schema(value_type = String)]
    pub(crate) decision: Proposal,
    /// The decision in words.
    pub(crate) decision_name: &'static str,
    /// 上年计划招生, persons.
    pub(crate) quota: Option<f64>,
    /// Expected to enter as things are, persons.
    pub(crate) now: f64,
    /// By the plan, persons.
    pub(crate) planned: f64,
    /// The quota that brings them, if as many of it enter as are expected to now.
    pub(crate) planned_quota: Option<f64>,
    /// Classes more or fewer, where the change is of whole classes.
    pub(crate) classes: Option<i32>,
    /// The fewest that could be planned.
    pub(crate) low: f64,
    /// The most.
    pub(crate) high: f64,
    /// Why it may not be planned freely.
    pub(crate) held: Option<String>,
}

/// The plan as a whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PlanView {
    /// The year of entry.
    pub(crate) entering: i32,
    /// The year in which most of them leave.
    pub(crate) leaving: i32,
    /// Whether figures of schools are made up for demonstration.
    pub(crate) simulated: bool,
    /// Whether it saves enough to be recommended.
    pub(crate) recommended: bool,
    /// What is lost if nothing changes.
    pub(crate) loss_now: f64,
    /// What the plan loses.
    pub(crate) loss: f64,
    /// No plan within the limits loses less.
    pub(crate) bound: f64,
    /// In words.
    pub(crate) explanation: String,
    /// What holds the plan back, the dearest first.
    pub(crate) limits: Vec<String>,
    /// What it could not be held against.
    pub(crate) unknown: Vec<String>,
    /// Every programme at every school that is asked for.
    pub(crate) places: Vec<PlannedPlaceView>,
}

/// A programme at a school in the plan, down to its cells.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PlannedPlaceDetail {
    /// What is planned.
    pub(crate) place: PlannedPlaceView,
    /// The figures and list rows that it rests on.
    #[schema(value_type = Vec<Object>)]
    pub(crate) trace: Vec<TraceLine>,
}

impl PlanView {
    /// A plan with those of its places that are asked for.
    pub(crate) fn new(
        outlook: &Outlook,
        plan: &SeatPlan,
        places: Vec<PlannedPlaceView>,
        lang: Lang,
    ) -> Self {
        Self {
            simulated: outlook.meta.simulated,
            entering: plan.entering.number(),
            leaving: plan.leaving.number(),
            recommended: plan.recommended,
            loss_now: plan.loss_now,
            loss: plan.loss,
            bound: plan.bound,
            explanation: explain_plan(plan, lang),
            limits: plan.limits.iter().map(|limit| limit_text(limit, lang)).collect(),
            unknown: plan.unknown.iter().map(|unknown| unknown_text(*unknown, lang)).collect(),
            places,
        }
    }
}

impl PlannedPlaceView {
    pub(crate) fn new(
        outlook: &Outlook,
        plan: &SeatPlan,
        place: &PlannedPlace,
        lang: Lang,
    ) -> Self {
        let of = plan.programme(&place.programme);
        let decision = outlook.proposal(place);
        Self {
            programme: place.programme.to_string(),
            programme_name: of.map_or_else(String::new, |programme| programme.name.clone()),
            school: place.school.to_string(),
            school_name: place.school_name.clone(),
            decision,
            decision_name: proposal_name(decision, lang),
            quota: place.quota,
            now: place.now,
            planned: place.planned,
            planned_quota: place.planned_quota(),
            classes: place.classes,
            low: place.within.0,
            high: place.within.1,
            held: place.held.map(|held| held_text(held, lang)),
        }
    }
}
