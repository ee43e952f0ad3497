//! Errors as RFC 9457 problem details: in Chinese and English, with what to do about them.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use talent_pipeline::RunFailure;
use talent_report::ChartError;
use talent_workspace::WorkspaceError;

/// After how many seconds it is worth asking again for what takes long.
const RETRY_SECONDS: u16 = 10;

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
    /// Seconds after which it is worth asking again; sent as `Retry-After`.
    #[serde(skip)]
    retry_after: Option<u16>,
}

/// What is asked for by its code.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Coded {
    Programme,
    Industry,
    School,
    Warning,
    Place,
    Chart,
    Issue,
}

impl Coded {
    /// Its word in Chinese and in English, and where the codes are listed.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::Programme => ["专业", "programme", "/api/v1/programmes"],
            Self::Industry => ["行业", "industry", "/api/v1/forecasts"],
            Self::School => ["学校", "school", "/api/v1/schools"],
            Self::Warning => ["预警", "warning", "/api/v1/warnings"],
            Self::Place => ["专业点", "place of the plan", "/api/v1/plan"],
            Self::Chart => ["图", "chart", "/api/v1/meta"],
            Self::Issue => ["已印发的文稿", "issue", "/api/v1/issues"],
        }
    }
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: String) -> Self {
        Self { kind, title, status: status.as_u16(), detail, retry_after: None }
    }

    /// `404`: nothing has this code.
    pub(crate) fn missing(coded: Coded, code: &str) -> Self {
        let [zh, en, list] = coded.words();
        Self::not_found(format!("没有{zh} {code}，已有的见 {list} (no such {en}; see {list})"))
    }

    /// `404`: the run that is shown has no seat plan, or it is not for the public.
    pub(crate) fn no_plan() -> Self {
        Self::not_found(
            "招生计划建议只供主管部门内部查看（talent serve --view bureau）；测算年数短于学制的运行也没有 (the seat plan is for the bureau only, and not there where the horizon ends before the next cohort leaves)"
                .to_owned(),
        )
    }

    /// `404`: what-ifs of single places where the public is served.
    pub(crate) fn no_what_if() -> Self {
        Self::not_found(
            "针对学校、专业和项目的情景只供主管部门内部测算（talent serve --view bureau） (changes of single places are for the bureau only)"
                .to_owned(),
        )
    }

    fn not_found(detail: String) -> Self {
        Self::new(StatusCode::NOT_FOUND, "/problems/not-found", "没有找到", detail)
    }

    /// `400`: a value that cannot be used. `detail` says which and what to use instead.
    pub(crate) fn bad_request(detail: String) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "/problems/bad-request", "请求有误", detail)
    }

    /// `406`: a format that is not offered. `detail` says which are.
    pub(crate) fn not_acceptable(detail: String) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "/problems/not-acceptable", "不支持的格式", detail)
    }

    /// `421`: the service is called by a name that is not one of this machine.
    pub(crate) fn unknown_host(host: &str) -> Self {
        let detail = format!(
            "Host {host} 不是本机的名称：请用地址或 localhost 访问，或以 --host 名称 启动 (no name of this machine: use its address or localhost, or start with --host NAME)"
        );
        Self::new(
            StatusCode::MISDIRECTED_REQUEST,
            "/problems/unknown-host",
            "访问的名称不对",
            detail,
        )
    }

    /// `503`: something that the service needs is not there. `detail` says how to get it.
    pub(crate) fn unavailable(detail: String) -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "/problems/unavailable", "暂时不能提供", detail)
    }

    /// `429`: as much long work waits as may wait.
    pub(crate) fn busy() -> Self {
        let detail = format!(
            "等候计算的请求太多，请 {RETRY_SECONDS} 秒后再试 (too many requests wait for long work; try again in {RETRY_SECONDS} s)"
        );
        let status = StatusCode::TOO_MANY_REQUESTS;
        let problem = Self::new(status, "/problems/busy", "服务繁忙", detail);
        Self { retry_after: Some(RETRY_SECONDS), ..problem }
    }

    /// `503`: no answer within the time allowed. Work that was begun goes on and is kept.
    pub(crate) fn late(limit: Duration) -> Self {
        let seconds = limit.as_secs();
        let detail = format!(
            "{seconds} 秒内没有算完，计算仍在继续，请稍后再试 (not finished within {seconds} s; the work goes on, try again later)"
        );
        Self { retry_after: Some(RETRY_SECONDS), ..Self::unavailable(detail) }
    }

    /// `500`: something that should not happen. The cause goes to the log, not over the wire.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "request failed");
        let detail = "服务内部错误，详情见日志 (internal error; see the log)".to_owned();
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "/problems/internal", "内部错误", detail)
    }

    /// Its status, as a type.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    /// The problem as JSON. It also goes along as an extension, from which the pages make a page.
    fn into_response(self) -> Response {
        let content_type = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status(), content_type, Json(&self)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status() == StatusCode::NOT_ACCEPTABLE {
            let vary = HeaderValue::from_static("Accept, Accept-Language");
            response.headers_mut().insert(header::VARY, vary);
        }
        response.extensions_mut().insert(self);
        response
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
            ChartError::NoProgramme(code) => Self::missing(Coded::Programme, &code),
            ChartError::NoIndustry(code) => Self::missing(Coded::Industry, &code),
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
pub(crate) fn not_found(uri: &Uri) -> Problem {
    let path = uri.path();
    Problem::not_found(format!(
        "没有页面或接口 {path}；接口列表见 /docs，页面从 / 开始 (no such page or endpoint; endpoints are listed at /docs, pages begin at /)"
    ))
}

/// The answer to a method that an address does not take.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    let path = uri.path();
    let detail = format!(
        "{path} 不接受 {method}；本服务只供读取，请用 GET ({method} is not allowed; the service is read-only, use GET)"
    );
    let status = StatusCode::METHOD_NOT_ALLOWED;
    Problem::new(status, "/problems/method-not-allowed", "不支持的方法", detail)
}
