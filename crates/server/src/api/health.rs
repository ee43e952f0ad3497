//! Whether the service is up.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::AppState;

/// Stands outside `/api/v1`, where monitors look for it.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_health))
}

/// Whether the service is up.
#[derive(Debug, Serialize, ToSchema)]
struct HealthView {
    /// `ok`
    status: &'static str,
    /// The newest run; absent before the first.
    run_id: Option<i64>,
}

/// 健康检查。 Whether the service is up and can read its store.
#[utoipa::path(get, path = "/healthz", tag = "meta", responses(
    (status = 200, body = HealthView), (status = 500, body = Problem, content_type = "application/problem+json")
))]
async fn get_health(State(state): State<AppState>, caller: Caller) -> Result<Response, Problem> {
    let run_id = state.workspace().current_run().await?.map(|run| run.id);
    answer::one(&caller, &HealthView { status: "ok", run_id })
}
