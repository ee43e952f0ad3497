//! Runs that were made.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::RunView;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_runs))
}

/// 运行记录，最新的在前。 Runs, the newest first.
#[utoipa::path(get, path = "/runs", tag = "runs", params(Paging), responses(
    (status = 200, body = Page<RunView>)
))]
async fn list_runs(State(state): State<AppState>, inquiry: Inquiry) -> Result<Response, Problem> {
    let shown = inquiry.published.run.id;
    let runs = state.workspace().published_runs().await?.into_iter().rev();
    inquiry.list(runs.map(|run| RunView::new(run, shown)).collect())
}
