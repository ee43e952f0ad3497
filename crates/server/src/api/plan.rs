//! The seat plan.

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::{AdjustmentsView, CriterionRow, PlanView, PlannedPlaceView};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_plan)).routes(routes!(get_adjustments))
}

/// 招生计划建议（只供主管部门）：JSON 为全部，CSV 为逐校逐专业。 The seat plan, for the bureau; as CSV its places.
#[utoipa::path(get, path = "/plan", tag = "balance", responses(
    (status = 200, body = PlanView), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_plan(inquiry: Inquiry) -> Result<Response, Problem> {
    let plan = inquiry.outlook().plan.as_ref().ok_or_else(Problem::no_plan)?;
    inquiry.one_or_rows(
        |lang| PlanView::new(plan, lang),
        || PlannedPlaceView::all(plan, inquiry.lang()),
    )
}

/// 增设、撤销和重点专业（只供主管部门）：JSON 为全部，CSV 为准入、退出的逐项准则。 Entries, exits and key programmes, for the
/// bureau; as CSV the criteria.
#[utoipa::path(get, path = "/plan/adjustments", tag = "balance", responses(
    (status = 200, body = AdjustmentsView), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_adjustments(inquiry: Inquiry) -> Result<Response, Problem> {
    let adjustments = inquiry.outlook().adjustments.as_ref().ok_or_else(Problem::no_plan)?;
    inquiry.one_or_rows(
        |lang| AdjustmentsView::new(adjustments, lang),
        || CriterionRow::all(adjustments, inquiry.lang()),
    )
}
