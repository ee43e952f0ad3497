//! The seat plan on the wire.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Decision, PlannedPlace, SeatPlan};
use talent_report::{decision_name, explain_plan, held_text, limit_text, unknown_text};
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
    /// `grow`, `keep`, `shrink`, `stop` or `undecided`.
    #[schema(value_type = String)]
    pub(crate) decision: Decision,
    /// The decision in words.
    pub(crate) decision_name: &'static str,
    /// 上年计划招生, persons.
    pub(crate) quota: Option<f64>,
    /// Expected to enter as things are, persons.
    pub(crate) now: f64,
    /// By the plan, persons.
    pub(crate) planned: f64,
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
    /// Every programme at every school.
    pub(crate) places: Vec<PlannedPlaceView>,
}

impl PlanView {
    pub(crate) fn new(plan: &SeatPlan, lang: Lang) -> Self {
        Self {
            entering: plan.entering.number(),
            leaving: plan.leaving.number(),
            recommended: plan.recommended,
            loss_now: plan.loss_now,
            loss: plan.loss,
            bound: plan.bound,
            explanation: explain_plan(plan, lang),
            limits: plan.limits.iter().map(|limit| limit_text(limit, lang)).collect(),
            unknown: plan.unknown.iter().map(|unknown| unknown_text(*unknown, lang)).collect(),
            places: PlannedPlaceView::all(plan, lang),
        }
    }
}

impl PlannedPlaceView {
    /// Every place of a plan, in its order.
    pub(crate) fn all(plan: &SeatPlan, lang: Lang) -> Vec<Self> {
        plan.places.iter().map(|place| Self::new(plan, place, lang)).collect()
    }

    fn new(plan: &SeatPlan, place: &PlannedPlace, lang: Lang) -> Self {
        let of = plan.programmes.iter().find(|programme| programme.code == place.programme);
        Self {
            programme: place.programme.to_string(),
            programme_name: of.map_or_else(String::new, |programme| programme.name.clone()),
            school: place.school.to_string(),
            school_name: place.school_name.clone(),
            decision: place.decision,
            decision_name: decision_name(place.decision, lang),
            quota: place.quota,
            now: place.now,
            planned: place.planned,
            classes: place.classes,
            low: place.within.0,
            high: place.within.1,
            held: place.held.map(|held| held_text(held, lang)),
        }
    }
}
