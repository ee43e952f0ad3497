//! What every answer carries, errors included.

use axum::http::{Method, StatusCode, header};

use super::{Answer, Client};

/// Every kind of answer of the API.
const ADDRESSES: [&str; 12] = [
    "/api/v1/meta",
    "/api/v1/programmes",
    "/api/v1/programmes/720201",
    "/api/v1/warnings?school=city",
    "/api/v1/warnings/720201",
    "/api/v1/charts/gap.svg",
    "/api/v1/bulletins/latest",
    "/api/v1/programmes/999999",
    "/api/v1/programmes?limit=x",
    "/api/v1/nothing",
    "/healthz",
    "/warnings",
];

/// Those whose format is chosen by `Accept`.
const NEGOTIATED: [&str; 4] = [
    "/api/v1/programmes",
    "/api/v1/programmes/720201",
    "/api/v1/warnings?school=city",
    "/api/v1/industries/B",
];

fn varies_by(answer: &Answer, name: &str) -> bool {
    answer.header(header::VARY).split(',').any(|part| part.trim() == name)
}

#[tokio::test]
async fn every_answer_varies_by_language_and_by_format_where_that_is_chosen() {
    let client = Client::new().await;
    for path in ADDRESSES {
        let answer = client.get(path).await;
        assert!(varies_by(&answer, "Accept-Language"), "{path}: {:?}", answer.headers);
        let tag = answer.header(header::ETAG);
        if !tag.is_empty() {
            let again = client.send(Method::GET, path, &[(header::IF_NONE_MATCH, tag)]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(again.header(header::VARY), answer.header(header::VARY), "{path}");
        }
    }
    for path in NEGOTIATED {
        for accept in ["application/json", "text/csv", "image/png"] {
            let answer = client.send(Method::GET, path, &[(header::ACCEPT, accept)]).await;
            assert!(varies_by(&answer, "Accept"), "{path} as {accept}: {:?}", answer.headers);
            assert!(varies_by(&answer, "Accept-Language"), "{path} as {accept}");
        }
    }
}

#[tokio::test]
async fn the_same_address_differs_by_language() {
    let client = Client::new().await;
    let english = [(header::ACCEPT_LANGUAGE, "en")];
    for path in ["/api/v1/programmes/720201", "/api/v1/charts/gap.svg"] {
        let zh = client.get(path).await;
        let en = client.send(Method::GET, path, &english).await;
        assert_ne!(zh.header(header::ETAG), en.header(header::ETAG), "{path}");
        assert_ne!(zh.body, en.body, "{path}");
    }
}

fn assert_problem(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.body);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{what}");
    assert!(varies_by(answer, "Accept-Language"), "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{what}");
    assert!(problem["type"].as_str().unwrap().starts_with("/problems/"), "{what}");
    let detail = problem["detail"].as_str().unwrap();
    let is_chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let words = detail.split(|letter: char| !letter.is_ascii_lowercase());
    assert!(detail.chars().any(is_chinese), "{what}: {detail}");
    assert!(words.filter(|word| word.len() > 1).count() > 1, "{what}: {detail}");
}

#[tokio::test]
async fn errors_of_any_kind_are_problems_in_both_languages() {
    let client = Client::new().await;
    for (path, status) in [
        ("/api/v1/programmes?limit=many", 400),
        ("/api/v1/programmes?limit=-1", 400),
        ("/api/v1/programmes?limit=1&limit=2", 400),
        ("/api/v1/programmes?format=xml", 406),
        ("/api/v1/scenarios?intake=more", 400),
        ("/api/v1/scenarios?intake=-1", 400),
        ("/api/v1/scenarios?scenario=unheard-of", 400),
        ("/api/v1/what-if?changes=plant:C:800:2026", 404),
        ("/api/v1/charts/gap.png?scale=large", 400),
        ("/api/v1/charts/gap.png?scale=9", 400),
        ("/api/v1/charts/fan.svg?programme=999999", 404),
        ("/api/v1/enrolment?subject=village", 400),
        ("/api/v1/warnings?level=purple", 400),
        ("/api/v1/bulletins/latest?format=doc", 406),
        ("/api/v1/programmes/%FF", 400),
        ("/api/v1/programmes/999999", 404),
        ("/api/v1/industries/Z", 404),
        ("/api/v1/schools/x", 404),
        ("/api/v1/warnings/x", 404),
        ("/api/v1/forecasts?programme=999999", 404),
        ("/api/v1/nothing", 404),
        ("/api/v2/programmes", 404),
        ("/nothing", 404),
    ] {
        assert_problem(&client.get(path).await, status, path);
    }
}

#[tokio::test]
async fn a_value_that_cannot_be_read_is_named() {
    let answer = Client::new().await.get("/api/v1/programmes?limit=many").await;
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("limit") && detail.contains("/docs"), "{detail}");
}

#[tokio::test]
async fn a_method_that_is_not_taken_is_a_problem_and_says_which_is() {
    let client = Client::new().await;
    for path in ["/api/v1/warnings", "/api/v1/programmes/720201", "/healthz", "/"] {
        for method in [Method::POST, Method::DELETE] {
            let answer = client.send(method.clone(), path, &[]).await;
            assert_problem(&answer, 405, path);
            assert!(answer.header(header::ALLOW).contains("GET"), "{method} {path}");
        }
    }
}

/// People get pages, of problems too.
#[tokio::test]
async fn what_a_page_cannot_read_is_a_page() {
    let client = Client::new().await;
    for path in ["/?q=a&q=b", "/programmes/%FF", "/warnings?level=a&level=b"] {
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.header(header::CONTENT_TYPE).starts_with("text/html"), "{path}");
        assert!(answer.body.contains("请求有误") && answer.body.contains("回到供需总览"), "{path}");
    }
}

/// A browser gets a page in words, a program a problem.
#[tokio::test]
async fn an_address_that_is_not_there_is_a_page_for_a_browser() {
    let client = Client::new().await;
    let browser = [(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")];
    for path in ["/programmes", "/industries", "/nothing"] {
        let answer = client.send(Method::GET, path, &browser).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.header(header::CONTENT_TYPE).starts_with("text/html"), "{path}");
        assert!(answer.body.contains("没有页面") && answer.body.contains("回到供需总览"), "{path}");
    }
    let answer = client.send(Method::GET, "/api/v1/nothing", &browser).await;
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
}

/// Pages can be kept by a browser and come packed.
#[tokio::test]
async fn pages_have_tags_and_come_packed() {
    let client = Client::new().await;
    for path in ["/", "/warnings", "/programmes/720201"] {
        let page = client.get(path).await;
        let tag = page.header(header::ETAG);
        assert!(tag.starts_with("W/\""), "{path}: {tag}");
        let bare = tag.trim_start_matches("W/");
        let again = client.send(Method::GET, path, &[(header::IF_NONE_MATCH, bare)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        let packed = client.send(Method::GET, path, &[(header::ACCEPT_ENCODING, "gzip")]).await;
        assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip", "{path}");
    }
}

/// Documents come in every form, under their titles.
#[tokio::test]
async fn a_document_is_kept_under_its_title() {
    let client = Client::new().await;
    for (format, kind) in [("json", "application/json"), ("xlsx", "application/vnd.openxml")] {
        let answer = client.get(&format!("/api/v1/reports/quality?format={format}")).await;
        assert!(answer.header(header::CONTENT_TYPE).starts_with(kind), "{format}");
        let disposition = answer.header(header::CONTENT_DISPOSITION);
        // 临汾
        assert!(disposition.contains("filename*=UTF-8''%E4%B8%B4%E6%B1%BE"), "{disposition}");
        assert!(disposition.ends_with(&format!(".{format}")), "{disposition}");
    }
}
