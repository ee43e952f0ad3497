//! The balance of every programme.

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::ProgrammeView;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_balance))
}

/// 供需平衡，按供求比从紧到松。 The balance, the tightest first.
#[utoipa::path(get, path = "/balance", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<ProgrammeView>)
))]
async fn list_balance(inquiry: Inquiry) -> Result<Response, Problem> {
    let programmes = inquiry.outlook().by_tightness();
    inquiry.list(ProgrammeView::all(inquiry.outlook(), programmes, inquiry.lang()))
}
