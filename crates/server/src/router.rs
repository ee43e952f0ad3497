//! The whole service: API, pages and documentation, with what every answer carries.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

use crate::caller::API;
use crate::problem::{self, Problem};
use crate::state::AppState;
use crate::{api, pages};

/// What the OpenAPI document says of the whole.
#[derive(Debug, OpenApi)]
#[openapi(info(
    title = "talent",
    description = "人才需求预测与预警服务。每个数字都可追溯到运行、数据版本、文件和单元格。\n\nTalent-demand forecasts and early warnings. Every figure can be traced to run, vintage, file and cell."
))]
struct ApiDoc;

/// How long an answer may take. A draw of scenarios may have to wait for those before it.
const TIME_LIMIT: Duration = Duration::from_mins(5);

/// Headers of every answer that does not set them itself.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    ),
    (header::VARY, "Accept-Language"),
];

/// The whole service.
pub fn router(state: AppState) -> Router {
    let (api, document) = documented_api().split_for_parts();
    let service = Router::new()
        .merge(api)
        .merge(pages::routes())
        .merge(SwaggerUi::new("/docs").url("/api/v1/openapi.json", document))
        .fallback(not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .with_state(state)
        .layer(from_fn(in_time))
        .layer(CatchPanicLayer::custom(|cause: Box<dyn Any + Send>| answer_panic(cause.as_ref())));
    let add_header = |service: Router, (name, value)| {
        let value = HeaderValue::from_static(value);
        service.layer(SetResponseHeaderLayer::if_not_present(name, value))
    };
    HEADERS
        .into_iter()
        .fold(service, add_header)
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
}

/// The OpenAPI document, as the service gives it.
pub fn openapi_json() -> String {
    let (_, document) = documented_api().split_for_parts();
    document.to_pretty_json().unwrap_or_default()
}

/// Every endpoint with its description.
fn documented_api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(ApiDoc::openapi())
        .nest(API, api::routes())
        .merge(api::health_routes())
}

/// The answer to an address that does not exist: a page for a browser, a problem for a program.
async fn not_found(headers: HeaderMap, uri: Uri) -> Response {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let wants_page = accepts.is_some_and(|accepts| accepts.contains("text/html"));
    if wants_page && !uri.path().starts_with(API) {
        pages::not_found(uri).await
    } else {
        problem::not_found(&uri).into_response()
    }
}

/// Gives up on an answer that takes too long.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::late(TIME_LIMIT).into_response(),
    }
}

/// The answer of a handler that panicked.
fn answer_panic(cause: &(dyn Any + Send)) -> Response {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned());
    Problem::internal(&text.as_deref().unwrap_or("a handler panicked")).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;

    #[test]
    fn a_panic_is_a_problem_that_does_not_tell_the_cause() {
        let answer = answer_panic(&"the cause");
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        let problem = answer.extensions().get::<Problem>().unwrap();
        assert!(!problem.detail.contains("the cause"));
    }
}
