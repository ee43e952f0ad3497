//! Schools: all of the city, and one in full.

use axum::response::Response;
use talent_report::school_sheet;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Path;
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{ProposalRow, ProposalView, SchoolDetail, SchoolView, enrolment_rows};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_schools))
        .routes(routes!(get_school))
        .routes(routes!(get_school_proposal))
}

/// 学校列表：在校生、下一年招生与毕业生预测。 Schools of the city.
#[utoipa::path(get, path = "/schools", tag = "schools", params(Paging), responses(
    (status = 200, body = Page<SchoolView>), (status = 406, body = Problem, content_type = "application/problem+json")
))]
async fn list_schools(inquiry: Inquiry) -> Result<Response, Problem> {
    inquiry.list(SchoolView::all(inquiry.outlook()))
}

/// 一所学校：招生、毕业生及预测，各专业。 One school.
#[utoipa::path(get, path = "/schools/{code}", tag = "schools",
    params(("code" = String, Path, description = "学校代码", example = "LF-S01")), responses(
    (status = 200, body = SchoolDetail), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_school(Path(code): Path<String>, inquiry: Inquiry) -> Result<Response, Problem> {
    let (outlook, run) = (inquiry.outlook(), &inquiry.published.run);
    let missing = || Problem::missing(Coded::School, &code);
    let school = outlook.school(&code).ok_or_else(missing)?;
    let view = SchoolView::all(outlook).into_iter().find(|view| view.code == code);
    let view = view.ok_or_else(missing)?;
    inquiry.one_or_rows(
        |lang| SchoolDetail::new(outlook, school, view, run, lang),
        || enrolment_rows(school),
    )
}

/// 一校一案（只供主管部门）：各专业的建议、学位、理由、备选和限制，CSV 为逐专业。 What is proposed for a school.
#[utoipa::path(get, path = "/schools/{code}/proposal", tag = "schools",
    params(("code" = String, Path, description = "学校代码", example = "LF-S01")), responses(
    (status = 200, body = ProposalView), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn get_school_proposal(
    Path(code): Path<String>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    if inquiry.outlook().adjustments.is_none() {
        return Err(Problem::no_plan());
    }
    let sheet = school_sheet(inquiry.outlook(), &code, inquiry.lang())
        .ok_or_else(|| Problem::missing(Coded::School, &code))?;
    inquiry.one_or_rows(
        |lang| ProposalView::new(&sheet, lang),
        || ProposalRow::all(&sheet, inquiry.lang()),
    )
}
