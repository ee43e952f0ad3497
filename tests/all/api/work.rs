//! Long work: off the serving threads, limited, and done once.

use std::iter;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{Method, StatusCode, header};
use tokio::task::JoinSet;

use super::{Answer, Client};

/// All serving is on the one thread of this test: a page that is asked for while a scenario computed
/// on it would take as long as the scenario.
#[tokio::test]
async fn pages_are_answered_while_scenarios_are_drawn() {
    let client = Arc::new(Client::new().await);
    assert_eq!(client.get("/").await.status, StatusCode::OK);
    let begun = Instant::now();
    let mut scenario = at_one_time(&client, iter::once("/api/v1/scenarios?intake=1.31".to_owned()));
    let mut longest = Duration::ZERO;
    let answer = loop {
        let asked = Instant::now();
        assert_eq!(client.get("/warnings").await.status, StatusCode::OK);
        longest = longest.max(asked.elapsed());
        if let Some(answer) = scenario.try_join_next() {
            break answer.unwrap();
        }
    };
    assert_eq!(answer.status, StatusCode::OK);
    let drawing = begun.elapsed();
    assert!(longest < drawing / 2, "a page took {longest:?} of the {drawing:?} of the scenario");
}

/// Requests that are sent at one time; their answers come as they are ready.
fn at_one_time(client: &Arc<Client>, paths: impl Iterator<Item = String>) -> JoinSet<Answer> {
    let mut asked = JoinSet::new();
    for path in paths {
        let client = Arc::clone(client);
        asked.spawn(async move { client.get(&path).await });
    }
    asked
}

/// More equal requests than may wait are all answered, for one draw serves them.
#[tokio::test]
async fn equal_scenarios_are_drawn_once() {
    let client = Arc::new(Client::new().await);
    let equal = (0..20).map(|_| "/api/v1/scenarios?scenario=low".to_owned());
    let answers = at_one_time(&client, equal).join_all().await;
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    assert!(answers.iter().all(|answer| answer.body == answers[0].body));
}

#[tokio::test]
async fn too_many_different_scenarios_are_put_off_at_once() {
    let client = Arc::new(Client::new().await);
    let different = (0..9).map(|step| format!("/api/v1/scenarios?intake=1.{step}1"));
    let mut answers = at_one_time(&client, different);
    // One is drawn and four wait; the others need not.
    for _ in 0..4 {
        let put_off = answers.join_next().await.unwrap().unwrap();
        assert_eq!(put_off.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(put_off.header(header::CONTENT_TYPE), "application/problem+json");
        assert!(put_off.header(header::RETRY_AFTER).parse::<u32>().unwrap() > 0);
        assert_eq!(put_off.json()["type"], "/problems/busy");
    }
}

/// The tag of a chart tells everything that it depends on apart, and holds over a restart.
#[tokio::test]
async fn a_chart_is_tagged_by_what_it_is_drawn_from() {
    let client = Client::new().await;
    let paths = [
        "/api/v1/charts/gap.svg",
        "/api/v1/charts/heatmap.svg",
        "/api/v1/charts/fan.svg?programme=720201",
        "/api/v1/charts/fan.svg?industry=B",
    ];
    let mut tags = Vec::new();
    for path in paths {
        let tag = client.get(path).await.header(header::ETAG).to_owned();
        let restarted = Client::new().await;
        let known = [(header::IF_NONE_MATCH, tag.as_str())];
        let again = restarted.send(Method::GET, path, &known).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert!(!tags.contains(&tag), "{path}");
        tags.push(tag);
    }
    let unused = client.get("/api/v1/charts/gap.svg?programme=720201").await;
    assert_eq!(unused.header(header::ETAG), tags[0], "a gap chart has no programme");
}
