//! What the service holds: dimensions, measures, units, limits.

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::MetaView;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_meta))
}

/// 元数据：维度、指标、单位、限额。 Dimensions, measures, units, limits.
#[utoipa::path(get, path = "/meta", tag = "meta", responses(
    (status = 200, body = MetaView), (status = 503, body = Problem, content_type = "application/problem+json")
))]
async fn get_meta(inquiry: Inquiry) -> Result<Response, Problem> {
    let run = &inquiry.published.run;
    inquiry.one(&MetaView::new(&inquiry.outlook().meta, run, inquiry.lang()))
}
