//! Every series of programmes and industries as rows.

use axum::response::Response;
use serde::Deserialize;
use talent_outlook::{IndustryOutlook, Outlook, ProgrammeOutlook};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::inquiry::Inquiry;
use crate::paging::{Page, Paging};
use crate::parameters::Query;
use crate::problem::{Coded, Problem};
use crate::state::AppState;
use crate::views::{SeriesRow, industry_rows, programme_rows};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_forecasts))
}

/// Which series.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ForecastQuery {
    /// 只要这个专业。 Only this programme.
    programme: Option<String>,
    /// 只要这个行业门类。 Only this industry.
    industry: Option<String>,
}

impl ForecastQuery {
    fn programme<'a>(&self, outlook: &'a Outlook) -> Result<Option<&'a ProgrammeOutlook>, Problem> {
        let find = |code: &String| {
            outlook.programme(code).ok_or_else(|| Problem::missing(Coded::Programme, code))
        };
        self.programme.as_ref().map(find).transpose()
    }

    fn industry<'a>(&self, outlook: &'a Outlook) -> Result<Option<&'a IndustryOutlook>, Problem> {
        let find = |code: &String| {
            outlook.industry(code).ok_or_else(|| Problem::missing(Coded::Industry, code))
        };
        self.industry.as_ref().map(find).transpose()
    }

    /// The rows asked for: industries first in the whole list, programmes first in a choice.
    fn rows(&self, outlook: &Outlook) -> Result<Vec<SeriesRow>, Problem> {
        let (programme, industry) = (self.programme(outlook)?, self.industry(outlook)?);
        if programme.is_none() && industry.is_none() {
            let industries = outlook.industries.iter().flat_map(industry_rows);
            let programmes = outlook.programmes.iter().flat_map(programme_rows);
            return Ok(industries.chain(programmes).collect());
        }
        let programme_rows = programme.into_iter().flat_map(programme_rows);
        Ok(programme_rows.chain(industry.into_iter().flat_map(industry_rows)).collect())
    }
}

/// 全部序列：已公布值与预测。 All series, observed and to come.
#[utoipa::path(get, path = "/forecasts", tag = "forecasts", params(ForecastQuery, Paging), responses(
    (status = 200, body = Page<SeriesRow>), (status = 404, body = Problem, content_type = "application/problem+json")
))]
async fn list_forecasts(
    Query(query): Query<ForecastQuery>,
    inquiry: Inquiry,
) -> Result<Response, Problem> {
    inquiry.list(query.rows(inquiry.outlook())?)
}
