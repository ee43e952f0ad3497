//! The service over HTTP: an API under `/api/v1` and pages for people. Everything shown is read
//! from the outlook of the newest run.
//!
//! This is the only crate that knows HTTP. Handlers translate; they compute nothing.

mod answer;
mod api;
mod pages;
mod problem;
mod serve;
mod state;
mod views;

pub use serve::{ServeError, serve};
pub use state::AppState;
pub use views::trace::TraceView;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

/// What the OpenAPI document says of the whole.
#[derive(Debug, OpenApi)]
#[openapi(info(
    title = "talent",
    description = "人才需求预测与预警服务。每个数字都可追溯到运行、数据版本、文件和单元格。\n\nTalent-demand forecasts and early warnings. Every figure can be traced to run, vintage, file and cell."
))]
struct ApiDoc;

/// The whole service.
pub fn router(state: AppState) -> Router {
    let (api, document) = OpenApiRouter::with_openapi(ApiDoc::openapi())
        .nest("/api/v1", api::routes())
        .merge(api::health_routes())
        .split_for_parts();
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    Router::new()
        .merge(api)
        .merge(pages::routes())
        .merge(SwaggerUi::new("/docs").url("/api/v1/openapi.json", document))
        .fallback(problem::not_found)
        .with_state(state)
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::X_FRAME_OPTIONS, "DENY"))
        .layer(header(
            header::CONTENT_SECURITY_POLICY,
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        ))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
}

/// The OpenAPI document, as the service gives it.
pub fn openapi_json() -> String {
    let (_, document) = OpenApiRouter::<AppState>::with_openapi(ApiDoc::openapi())
        .nest("/api/v1", api::routes())
        .merge(api::health_routes())
        .split_for_parts();
    document.to_pretty_json().unwrap_or_default()
}
