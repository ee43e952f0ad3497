//! The API and the pages over HTTP, without a socket.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use expect_test::expect_file;
use serde_json::Value;
use talent_outlook::Audience;
use talent_server::{AppState, openapi_json, router};
use talent_workspace::Workspace;
use tower::ServiceExt as _;

use crate::city::city;

mod answers;
mod lists;
mod what_if;
mod work;

/// One service that is asked several things, as a browser asks them.
pub(crate) struct Client {
    state: AppState,
    service: axum::Router,
}

impl Client {
    /// A service of the city that tests share.
    async fn new() -> Self {
        let workspace = Workspace::open(&city().await.root()).await.unwrap();
        Self::of(workspace, Audience::Public)
    }

    /// The same for the bureau.
    async fn of_bureau() -> Self {
        let workspace = Workspace::open(&city().await.root()).await.unwrap();
        Self::of(workspace, Audience::Bureau)
    }

    /// A service of a workspace.
    pub(crate) fn of(workspace: Workspace, audience: Audience) -> Self {
        let state = AppState::new(workspace, audience);
        Self { service: router(state.clone()), state }
    }

    /// The same with a clock.
    pub(crate) fn at(self, clock: fn() -> Option<chrono::DateTime<chrono::Utc>>) -> Self {
        let state = self.state.with_clock(clock);
        Self { service: router(state.clone()), state }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(header::HeaderName, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 50_000_000).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn get_with(path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    ask(Workspace::open(&city().await.root()).await.unwrap(), path, headers).await
}

/// The status of an answer of the city that tests share, to one audience.
pub(crate) async fn status(path: &str, audience: Audience) -> u16 {
    let workspace = Workspace::open(&city().await.root()).await.unwrap();
    let client = Client::of(workspace, audience);
    client.get(path).await.status.as_u16()
}

/// The text of a page of a workspace.
pub(crate) async fn page(workspace: &Workspace, path: &str) -> String {
    ask(workspace.clone(), path, &[]).await.body
}

async fn ask(workspace: Workspace, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    Client::of(workspace, Audience::Public).send(Method::GET, path, headers).await
}

pub(crate) async fn get(path: &str) -> Answer {
    get_with(path, &[]).await
}

#[test]
fn the_interface_is_the_one_published() {
    let document = openapi_json();
    expect_file!["../snapshots/openapi.json"].assert_eq(&document);
    assert!(!document.contains("\"nullable\""), "3.1 writes null as a type");
}

#[tokio::test]
async fn every_resource_answers() {
    for path in [
        "meta",
        "programmes",
        "programmes/720201",
        "industries/B",
        "industries/total",
        "schools",
        "schools/LF-S01",
        "schools/LF-S01?format=csv",
        "enrolment?limit=1000",
        "forecasts",
        "forecasts?programme=720201",
        "balance",
        "warnings",
        "warnings?level=orange&school=city",
        "warnings/720201",
        "runs",
        "bulletins/latest",
        "reports/quality",
        "reports/layout",
        "reports/layout?format=xlsx",
        "charts/gap.svg",
        "charts/quadrant.svg",
        "charts/heatmap.svg",
        "charts/fan.svg?industry=B",
        "charts/fan.svg?programme=720201",
        "openapi.json",
    ] {
        let answer = get(&format!("/api/v1/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    }
    assert_eq!(get("/healthz").await.json()["status"], "ok");
}

#[tokio::test]
async fn pages_say_that_figures_are_simulated_and_load_nothing_from_elsewhere() {
    for path in [
        "/",
        "/?level=orange&sort=gap",
        "/programmes/720201",
        "/industries/E",
        "/industries/total",
        "/schools",
        "/schools/LF-S01",
        "/warnings",
        "/warnings?level=all&school=city",
        "/warnings/720201",
        "/brief",
        "/issues",
    ] {
        let page = get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("模拟数据"), "{path}");
        // The one script is our own.
        let own = "<script src=\"/assets/page.js\" defer></script>";
        assert_eq!(page.body.matches("<script").count(), 1, "{path}");
        assert!(page.body.contains(own) && !page.body.contains("src=\"http"), "{path}");
        assert!(page.header(header::CONTENT_SECURITY_POLICY).contains("default-src 'self'"));
    }
    let missing = get("/programmes/999999").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.body.contains("回到供需总览"));
}

#[tokio::test]
async fn lists_are_paged_to_their_end_without_loss() {
    let mut path = "/api/v1/warnings?limit=50".to_owned();
    let mut ids = Vec::new();
    loop {
        let answer = get(&path).await;
        let page = answer.json();
        ids.extend(
            page["items"].as_array().unwrap().iter().map(|w| w["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        assert!(answer.header(header::LINK).contains(next));
        path = format!("/api/v1/warnings?limit=50&cursor={next}");
    }
    let all: Vec<String> = city().await.outlook.warnings.iter().map(|w| w.id.clone()).collect();
    assert_eq!(ids, all);
}

#[tokio::test]
async fn csv_and_json_say_the_same() {
    let json = get("/api/v1/balance?limit=1000").await.json();
    let csv = get_with("/api/v1/balance?limit=1000", &[(header::ACCEPT, "text/csv")]).await;
    assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"));
    let lines: Vec<&str> = csv.body.lines().collect();
    let items = json["items"].as_array().unwrap();
    assert_eq!(lines.len(), items.len() + 1);
    assert!(lines[1].starts_with(items[0]["code"].as_str().unwrap()));
    assert_eq!(get("/api/v1/balance?format=xml").await.status, StatusCode::NOT_ACCEPTABLE);
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_twice() {
    let first = get("/api/v1/programmes").await;
    let tag = first.header(header::ETAG).to_owned();
    let second = get_with("/api/v1/programmes", &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!((second.status, second.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let other = get_with("/api/v1/programmes?limit=3", &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn errors_are_problem_details_that_say_the_fix() {
    for (path, status) in [
        ("/api/v1/programmes/999999", 404),
        ("/api/v1/industries/Z", 404),
        ("/api/v1/warnings/x", 404),
        ("/api/v1/warnings?level=purple", 400),
        ("/api/v1/programmes?limit=0", 400),
        ("/api/v1/programmes?limit=5000", 400),
        ("/api/v1/programmes?cursor=zzz", 400),
        ("/api/v1/charts/fan.svg", 400),
        ("/api/v1/charts/pie.svg", 404),
        ("/api/v1/charts/gap.bmp", 406),
        ("/api/v1/nothing", 404),
    ] {
        let answer = get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
        let problem = answer.json();
        assert_eq!(problem["status"], status);
        assert!(problem["type"].as_str().unwrap().starts_with("/problems/"));
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn before_the_first_run_the_service_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(&folder.path().join("new"), &[]).await.unwrap();
    let request = Request::builder().uri("/api/v1/programmes").body(Body::empty()).unwrap();
    let response =
        router(AppState::new(workspace, Audience::Public)).oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("talent run"));
}

/// Schools add up to the city, on the wire as in the outlook.
#[tokio::test]
async fn schools_add_up_on_the_wire() {
    let mut rows = Vec::new();
    for subject in ["city", "school", "county", "class"] {
        let page = get(&format!("/api/v1/enrolment?limit=1000&subject={subject}")).await.json();
        assert!(page["next"].is_null());
        rows.extend(page["items"].as_array().unwrap().clone());
    }
    let next = city().await.outlook.meta.base_year.number() + 1;
    let expected = |subject: &str, measure: &str| -> f64 {
        let of_next = rows.iter().filter(|row| {
            row["subject"] == subject && row["measure"] == measure && row["year"] == next
        });
        of_next.map(|row| row["expected"].as_f64().unwrap()).sum()
    };
    for measure in ["entrants", "graduates"] {
        let whole = expected("city", measure);
        for subject in ["school", "county", "class"] {
            assert!((expected(subject, measure) / whole - 1.0).abs() < 1e-9, "{subject} {measure}");
        }
    }
    let view = get("/api/v1/schools/LF-S01").await.json();
    let of_programmes: f64 = view["offered"]
        .as_array()
        .unwrap()
        .iter()
        .map(|programme| programme["entrants_expected"].as_f64().unwrap())
        .sum();
    assert!((of_programmes / view["entrants_expected"].as_f64().unwrap() - 1.0).abs() < 1e-9);
    assert_eq!(get("/api/v1/schools/LF-X").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get("/api/v1/enrolment?subject=village").await.status, StatusCode::BAD_REQUEST);
}
