//! Students, entrants and graduates of the city and its parts.

use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::{SeriesRow, enrolment_rows};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_enrolment))
}

/// What enrolment is of.
const SUBJECTS: [&str; 4] = ["city", "county", "school", "class"];

/// Whose enrolment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EnrolmentQuery {
    /// 只要 city 全市、county 县（市、区）、school 学校或 class 专业类。 Only of these.
    subject: Option<String>,
}

impl EnrolmentQuery {
    fn check(&self) -> Result<(), Problem> {
        match self.subject.as_deref() {
            Some(subject) if !SUBJECTS.contains(&subject) => {
                let known = SUBJECTS.join("、");
                let detail = format!("subject={subject}：应为 {known} (use one of them)");
                Err(Problem::bad_request(detail))
            }
            _ => Ok(()),
        }
    }

    fn takes(&self, row: &SeriesRow) -> bool {
        self.subject.as_ref().is_none_or(|subject| row.subject == *subject)
    }
}

/// 全市及分县（市、区）、分学校、分专业类的在校生、招生、毕业生及预测；各部分的期望值相加等于全市。 Students, entrants and graduates of
/// the city, its counties, schools and classes of programmes.
#[utoipa::path(get, path = "/enrolment", tag = "schools", params(EnrolmentQuery, Paging), responses(
    (status = 200, body = Page<SeriesRow>), (status = 400, body = Problem, content_type = "application/problem+json")
))]
async fn list_enrolment(
    Query(query): Query<EnrolmentQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    query.check()?;
    let outlook = inquiry.outlook();
    let rows = outlook.enrolment.iter().flat_map(enrolment_rows);
    inquiry.list(rows.filter(|row| query.takes(row)).collect())
}
