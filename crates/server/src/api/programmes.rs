//! Programmes: all of the city, and one in full.

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{ProgrammeDetail, ProgrammeView, programme_rows};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_programmes)).routes(routes!(get_programme))
}

/// 专业列表。 Programmes of the city.
#[utoipa::path(get, path = "/programmes", tag = "programmes", params(Paging), responses(
    (status = 200, body = Page<ProgrammeView>), (status = 406, body = Problem, content_type = "application/problem+json")
))]
async fn list_programmes(inquiry: Inquiry) -> Result<Response, Problem> {
    let programmes = &inquiry.outlook().programmes;
    inquiry.list(ProgrammeView::all(inquiry.outlook(), programmes, inquiry.lang()))
}

/// 一个专业：供需、序列、布点、对应行业。 One programme.
#[utoipa::path(get, path = "/programmes/{code}", tag = "programmes",
    params(("code" = String, Path, description = "专业代码", example = "720201")), responses(
    (status = 200, body = ProgrammeDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_programme(Path(code): Path<String>, inquiry: Inquiry) -> Result<Response, Problem> {
    let (outlook, run) = (inquiry.outlook(), &inquiry.published.run);
    let programme =
        outlook.programme(&code).ok_or_else(|| Problem::missing(Coded::Programme, &code))?;
    inquiry.one_or_rows(
        |lang| ProgrammeDetail::new(outlook, programme, run, lang),
        || programme_rows(programme),
    )
}
