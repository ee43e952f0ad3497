//! Every list of the API, walked page by page with its filters on.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use serde_json::Value;
use talent_server::openapi_json;

use super::{Answer, Client};

/// The filters to walk each list with. A list or a filter of the API that is not here fails the test.
const FILTERS: [(&str, &[&str]); 14] = [
    (
        "/api/v1/balance",
        &["", "category=%E5%8C%BB%E8%8D%AF%E5%8D%AB%E7%94%9F%E5%A4%A7%E7%B1%BB&level=blue&q=7202"],
    ),
    ("/api/v1/classes", &[""]),
    ("/api/v1/enrolment", &["", "subject=school"]),
    ("/api/v1/forecasts", &["", "programme=720201&industry=B"]),
    ("/api/v1/issues", &[""]),
    ("/api/v1/late-schools", &[""]),
    ("/api/v1/programmes", &[""]),
    ("/api/v1/rules", &[""]),
    ("/api/v1/runs", &[""]),
    (
        "/api/v1/scenarios",
        &["scenario=low", "output_growth=1&intake=1.1&retention=-2&exits=1.1&full_growth=true"],
    ),
    ("/api/v1/schools", &[""]),
    ("/api/v1/tables", &[""]),
    ("/api/v1/warnings", &["", "level=listed", "programme=720201", "school=city", "q=7202"]),
    ("/api/v1/warnings/{id}/trace", &[""]),
];

/// The rows of one thing are a list too, as CSV.
const DETAILS: [&str; 3] =
    ["/api/v1/programmes/720201", "/api/v1/industries/B", "/api/v1/schools/LF-S01"];

/// The parameters by which a list is paged and formatted; every other one is a filter.
const PAGING: [&str; 3] = ["limit", "cursor", "format"];

/// Paths of the lists in the OpenAPI document, each with its filters.
fn lists() -> BTreeMap<String, Vec<String>> {
    let document: Value = serde_json::from_str(&openapi_json()).unwrap();
    let mut lists = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let parameters = methods["get"]["parameters"].as_array().into_iter().flatten();
        let (paging, filters): (Vec<String>, Vec<String>) = parameters
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
            .partition(|name| PAGING.contains(&name.as_str()));
        if paging.iter().any(|name| name == "cursor") {
            lists.insert(path.clone(), filters);
        }
    }
    lists
}

#[test]
fn every_list_and_every_filter_is_walked() {
    let walked: BTreeMap<&str, String> =
        FILTERS.iter().map(|(path, filters)| (*path, filters.join("&"))).collect();
    let lists = lists();
    assert!(lists.keys().map(String::as_str).eq(walked.keys().copied()), "{lists:?}");
    for (path, filters) in lists {
        for filter in filters {
            let given = walked[path.as_str()]
                .split('&')
                .any(|pair| pair.split('=').next() == Some(filter.as_str()));
            assert!(given, "{path} is not walked with {filter}");
        }
    }
}

/// The address of the next page, by its `Link`.
fn next_of(answer: &Answer) -> Option<String> {
    let link = answer.header(header::LINK);
    let address = link.strip_prefix('<')?.strip_suffix(">; rel=\"next\"")?;
    Some(address.to_owned())
}

/// Every page from `path` on, by `Link`.
async fn walk(client: &Client, path: &str) -> Vec<Answer> {
    let mut pages = vec![client.get(path).await];
    while let Some(next) = next_of(pages.last().unwrap()) {
        assert!(pages.len() < 100, "{next} does not end");
        pages.push(client.get(&next).await);
    }
    for page in &pages {
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    }
    pages
}

fn items(page: &Answer) -> Vec<Value> {
    page.json()["items"].as_array().unwrap().clone()
}

/// Lines of a CSV without its heading. No list has a line break within a cell.
fn rows(page: &Answer) -> Vec<String> {
    assert!(page.header(header::CONTENT_TYPE).starts_with("text/csv"));
    page.body.lines().skip(1).map(str::to_owned).collect()
}

/// A limit by which `total` items make three pages, or as many as there are items.
fn third_of(total: usize) -> usize {
    total.div_ceil(3).max(1)
}

/// The whole CSV, after all pages of it were found to make it up.
async fn whole_csv(client: &Client, path: &str, filter: &str) -> Vec<String> {
    let whole = client.get(&format!("{path}?{filter}&format=csv")).await;
    assert_eq!(next_of(&whole), None, "{path}?{filter}: a download is whole");
    let whole = rows(&whole);
    let limit = third_of(whole.len());
    let pages = walk(client, &format!("{path}?limit={limit}&{filter}&format=csv")).await;
    assert_eq!(pages.len(), whole.len().div_ceil(limit).max(1));
    assert_eq!(pages.iter().flat_map(rows).collect::<Vec<_>>(), whole, "{path}?{filter}");
    whole
}

/// Whether each item of JSON is the row of CSV: by the column that comes first, a code or a number.
fn assert_same(items: &[Value], rows: &[String], list: &str) {
    assert_eq!(items.len(), rows.len(), "{list}");
    for (item, row) in items.iter().zip(rows) {
        let first = row.split(',').next().unwrap();
        let fields = item.as_object().unwrap();
        let names = ["id", "subject", "code", "rule", "used_for"]
            .iter()
            .filter_map(|name| fields.get(*name));
        let texts: Vec<String> = names.map(|name| name.to_string().replace('"', "")).collect();
        assert!(texts.iter().any(|text| text == first), "{list}: {item} is not {row}");
    }
}

#[tokio::test]
async fn all_pages_of_a_filtered_list_are_the_whole_list() {
    let client = Client::new().await;
    for (path, filters) in FILTERS {
        let path = &path.replace("{id}", "720201");
        for filter in filters {
            let rows = whole_csv(&client, path, filter).await;
            let limit = third_of(rows.len());
            let paged = walk(&client, &format!("{path}?{filter}&limit={limit}")).await;
            let paged: Vec<Value> = paged.iter().flat_map(items).collect();
            assert_same(&paged, &rows, &format!("{path}?{filter}"));
            let large = walk(&client, &format!("{path}?{filter}&limit=1000")).await;
            assert_eq!(paged, large.iter().flat_map(items).collect::<Vec<_>>());
            let default = walk(&client, &format!("{path}?{filter}")).await;
            assert_eq!(paged, default.iter().flat_map(items).collect::<Vec<_>>());
        }
    }
}

#[tokio::test]
async fn all_pages_of_the_rows_of_one_thing_are_the_whole() {
    let client = Client::new().await;
    for path in DETAILS {
        assert!(whole_csv(&client, path, "").await.len() > 3, "{path}");
    }
}

/// What the filter of a list leaves is what it says, on every page.
#[tokio::test]
async fn a_filter_holds_on_every_page() {
    let client = Client::new().await;
    let warnings = walk(&client, "/api/v1/warnings?school=city&limit=15").await;
    assert!(warnings.len() > 1);
    assert!(warnings.iter().flat_map(items).all(|warning| warning["school"].is_null()));
    let low = walk(&client, "/api/v1/scenarios?scenario=low&limit=15").await;
    let base = client.get("/api/v1/scenarios?limit=1000").await;
    let differs = |(low, base): (&Value, &Value)| low["demand"] != base["demand"];
    let (low, base): (Vec<Value>, _) = (low.iter().flat_map(items).collect(), items(&base));
    assert!(low[15..].iter().zip(&base[15..]).any(differs));
}
