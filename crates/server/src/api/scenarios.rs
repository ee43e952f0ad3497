//! The balance in a scenario, drawn when it is asked for.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use talent_pipeline::ScenarioChange;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::ScenarioView;
use crate::work::ScenarioRequest;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_scenario))
}

/// What a scenario changes; without any of it, the base.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ScenarioQuery {
    /// assumptions.toml 中的情景，如 low、high。 A scenario of the assumptions; the rest changes it further.
    scenario: Option<String>,
    /// 产出年增速加减的百分点。 Percentage points added to the growth of output.
    output_growth: Option<f64>,
    /// 今后招生的倍数。 What entrants to come are multiplied by.
    intake: Option<f64>,
    /// 本市留存率加减的百分点。 Percentage points added to local retention.
    retention: Option<f64>,
    /// 退出率的倍数。 What exits are multiplied by.
    exits: Option<f64>,
    /// 产业增长按预测全额计入需求。 Growth goes into demand at full weight.
    full_growth: Option<bool>,
}

impl ScenarioQuery {
    fn request(self) -> ScenarioRequest {
        let Self { scenario: name, output_growth, intake, retention, exits, full_growth } = self;
        let change = ScenarioChange { output_growth, intake, retention, exits, full_growth };
        ScenarioRequest { name, change }
    }
}

/// 情景：与正式结果并列，不改动正式结果。 The balance in a scenario beside the base; nothing is recorded.
#[utoipa::path(get, path = "/scenarios", tag = "balance", params(ScenarioQuery, Paging), responses(
    (status = 200, body = Page<ScenarioView>),
    (status = 400, body = Problem, content_type = "application/problem+json"),
    (status = 429, body = Problem, content_type = "application/problem+json"),
    (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn list_scenario(
    State(state): State<AppState>,
    Query(query): Query<ScenarioQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    let run = &inquiry.published.run;
    let scenarios = &state.work().scenarios;
    let found =
        scenarios.outlook(state.workspace(), run, query.request(), state.audience()).await?;
    inquiry.list(ScenarioView::all(&found, inquiry.lang()))
}
