//! The balance of every programme and of every class of programmes, and which table would narrow it most.

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::{ClassView, ProgrammeView, TableGainView};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_balance))
        .routes(routes!(list_classes))
        .routes(routes!(list_tables))
}

/// 供需平衡，按求人倍率从紧到松。 The balance, the tightest first.
#[utoipa::path(get, path = "/balance", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<ProgrammeView>)
))]
async fn list_balance(inquiry: Inquiry) -> Result<Response, Problem> {
    let programmes = inquiry.outlook().by_tightness();
    inquiry.list(ProgrammeView::all(inquiry.outlook(), programmes, inquiry.lang()))
}

/// 专业类的供需平衡。 The balance of every class of programmes.
#[utoipa::path(get, path = "/classes", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<ClassView>)
))]
async fn list_classes(inquiry: Inquiry) -> Result<Response, Problem> {
    let lang = inquiry.lang();
    let classes = inquiry.outlook().classes.iter();
    inquiry.list(classes.map(|class| ClassView::new(class, lang)).collect())
}

/// 哪张表最有用：补上后区间和期望损失的变化。 What each table would bring, the greatest first.
#[utoipa::path(get, path = "/tables", tag = "balance", params(Paging), responses(
    (status = 200, body = Page<TableGainView>)
))]
async fn list_tables(inquiry: Inquiry) -> Result<Response, Problem> {
    let lang = inquiry.lang();
    let gains = inquiry.outlook().gains.iter();
    inquiry.list(gains.map(|gain| TableGainView::new(gain, lang)).collect())
}
