//! One industry in full.

use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{IndustryDetail, industry_rows};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_industry))
}

/// 一个行业门类：从业人员及预测。 One industry section.
#[utoipa::path(get, path = "/industries/{code}", tag = "industries",
    params(("code" = String, Path, description = "门类字母；total 为全部行业", example = "B")), responses(
    (status = 200, body = IndustryDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_industry(Path(code): Path<String>, inquiry: Inquiry) -> Result<Response, Problem> {
    let (outlook, run) = (inquiry.outlook(), &inquiry.published.run);
    let industry =
        outlook.industry(&code).ok_or_else(|| Problem::missing(Coded::Industry, &code))?;
    inquiry.one_or_rows(
        |lang| IndustryDetail::new(outlook, industry, run, lang),
        || industry_rows(industry),
    )
}
