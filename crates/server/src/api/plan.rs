//! The seat plan.

use axum::response::Response;
use serde::Deserialize;
use talent_outlook::{PlannedPlace, SeatPlan};
use talent_pipeline::trace_proposal;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::parameters::{Path, Query};
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{AdjustmentsView, CriterionRow, PlanView, PlannedPlaceDetail, PlannedPlaceView};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_plan))
        .routes(routes!(get_place))
        .routes(routes!(get_adjustments))
}

/// Which places of the plan.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PlanQuery {
    /// 学校代码。
    school: Option<String>,
    /// 专业代码。
    programme: Option<String>,
}

impl PlanQuery {
    /// The places that are asked for; a school or programme that is not in the plan is none of it.
    fn places<'p>(&self, plan: &'p SeatPlan) -> Result<Vec<&'p PlannedPlace>, Problem> {
        let asked = |code: &Option<String>| code.clone().filter(|code| !code.is_empty());
        let (school, programme) = (asked(&self.school), asked(&self.programme));
        let is_of = |place: &PlannedPlace, school: &Option<String>, programme: &Option<String>| {
            school.as_ref().is_none_or(|code| place.school.as_str() == code)
                && programme.as_ref().is_none_or(|code| place.programme.as_str() == code)
        };
        if let Some(code) = &school
            && !plan.places.iter().any(|place| is_of(place, &school, &None))
        {
            return Err(Problem::missing(Coded::School, code));
        }
        if let Some(code) = &programme
            && !plan.places.iter().any(|place| is_of(place, &None, &programme))
        {
            return Err(Problem::missing(Coded::Programme, code));
        }
        Ok(plan.places.iter().filter(|place| is_of(place, &school, &programme)).collect())
    }
}

/// 招生计划建议（只供主管部门）：JSON 为全部，CSV 为逐校逐专业。 The seat plan, for the bureau; as CSV its places.
#[utoipa::path(get, path = "/plan", tag = "balance", params(PlanQuery), responses(
    (status = 200, body = PlanView), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_plan(Query(query): Query<PlanQuery>, inquiry: Inquiry) -> Result<Response, Problem> {
    let outlook = inquiry.outlook();
    let plan = outlook.plan.as_ref().ok_or_else(Problem::no_plan)?;
    let wanted = query.places(plan)?;
    let places = |lang| {
        let view = |place: &&PlannedPlace| PlannedPlaceView::new(outlook, plan, place, lang);
        wanted.iter().map(view).collect::<Vec<_>>()
    };
    inquiry.one_or_rows(
        |lang| PlanView::new(outlook, plan, places(lang), lang),
        || places(inquiry.lang()),
    )
}

/// 一个专业点的招生计划建议（只供主管部门），追溯到单元格。 The plan of a programme at a school, for the bureau, down to its cells.
#[utoipa::path(get, path = "/plan/places/{id}", tag = "balance",
    params(("id" = String, Path, example = "720201.LF-S01")), responses(
    (status = 200, body = PlannedPlaceDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_place(Path(id): Path<String>, inquiry: Inquiry) -> Result<Response, Problem> {
    let (outlook, lang) = (inquiry.outlook(), inquiry.lang());
    let plan = outlook.plan.as_ref().ok_or_else(Problem::no_plan)?;
    let place = plan.place(&id).ok_or_else(|| Problem::missing(Coded::Place, &id))?;
    inquiry.one(&PlannedPlaceDetail {
        place: PlannedPlaceView::new(outlook, plan, place, lang),
        trace: trace_proposal(inquiry.published.origins(), outlook, &id, lang),
    })
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
