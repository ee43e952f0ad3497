//! Errors as RFC 9457 problem details.

use axum::Json;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use talent_pipeline::RunFailure;
use talent_report::ChartError;
use talent_workspace::WorkspaceError;

/// A problem, as the API shows it (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(crate) struct Problem {
    /// A stable address that names the kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not-found")]
    pub(crate) kind: &'static str,
    /// The kind in words.
    #[schema(example = "没有找到")]
    pub(crate) title: &'static str,
    /// The status code.
    #[schema(example = 404)]
    pub(crate) status: u16,
    /// This problem in words, with the fix.
    pub(crate) detail: String,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: String) -> Self {
        Self { kind, title, status: status.as_u16(), detail }
    }

    pub(crate) fn missing(what: &str, id: &str) -> Self {
        let detail = format!("没有{what} {id} (no such {what})");
        Self::new(StatusCode::NOT_FOUND, "/problems/not-found", "没有找到", detail)
    }

    pub(crate) fn bad_request(detail: String) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "/problems/bad-request", "请求有误", detail)
    }

    pub(crate) fn not_acceptable(detail: String) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "/problems/not-acceptable", "不支持的格式", detail)
    }

    pub(crate) fn unavailable(detail: String) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "/problems/unavailable", "暂时不能提供", detail)
    }

    /// Something that should not happen. The cause goes to the log, not over the wire.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        let detail = "服务内部错误，详情见日志 (internal error; see the log)".to_owned();
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "/problems/internal", "内部错误", detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(self)).into_response()
    }
}

impl From<WorkspaceError> for Problem {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::NoRun | WorkspaceError::NoVintage => Self::unavailable(format!(
                "还没有运行结果，请先执行 talent ingest 和 talent run ({error})"
            )),
            other => Self::internal(&other),
        }
    }
}

impl From<ChartError> for Problem {
    fn from(error: ChartError) -> Self {
        match error {
            ChartError::NoSubject => Self::bad_request(error.to_string()),
            ChartError::NoProgramme(code) => Self::missing("专业", &code),
            ChartError::NoIndustry(code) => Self::missing("行业", &code),
        }
    }
}

impl From<RunFailure> for Problem {
    fn from(error: RunFailure) -> Self {
        match error {
            RunFailure::Workspace(error) => error.into(),
            wrong if wrong.is_wrong_input() => Self::bad_request(wrong.to_string()),
            other => Self::internal(&other),
        }
    }
}

/// The answer to an address that does not exist.
pub(crate) async fn not_found(uri: Uri) -> Problem {
    Problem::missing("页面或接口", uri.path())
}
