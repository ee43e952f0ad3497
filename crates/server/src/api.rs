//! The API, one file per subject. Each gives its endpoints by a function `routes`.

mod balance;
mod charts;
mod documents;
mod enrolment;
mod forecasts;
mod health;
mod industries;
mod issues;
mod meta;
mod plan;
mod programmes;
mod runs;
mod scenarios;
mod schools;
mod warnings;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) use health::routes as health_routes;
pub(crate) use issues::shown_issues;

/// Every endpoint under `/api/v1`.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    [
        meta::routes(),
        programmes::routes(),
        industries::routes(),
        schools::routes(),
        enrolment::routes(),
        forecasts::routes(),
        balance::routes(),
        plan::routes(),
        warnings::routes(),
        scenarios::routes(),
        runs::routes(),
        charts::routes(),
        documents::routes(),
        issues::routes(),
    ]
    .into_iter()
    .fold(OpenApiRouter::new(), OpenApiRouter::merge)
}
