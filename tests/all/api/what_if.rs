//! What-ifs: the form, the address that it makes, and the answer, for the bureau.

use axum::http::{Method, StatusCode, header};

use super::Client;

const ASKED: &str = "seats:LF-S04:720201:40,plant:C:800:2027";

#[tokio::test]
async fn a_form_becomes_an_address_that_answers_on_page_and_api_alike() {
    let client = Client::of_bureau().await;
    let sent = "/what-if?kind1=seats&school1=LF-S04&programme1=720201&count1=40&kind2=plant&industry2=C&count2=800&year2=2027";
    let moved = client.get(sent).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    assert_eq!(moved.header(header::LOCATION), format!("/what-if?changes={ASKED}"));
    let page = client.get(moved.header(header::LOCATION)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let answer = client.get(&format!("/api/v1/what-if?changes={ASKED}")).await.json();
    assert_eq!(answer["changes"], ASKED);
    let nursing = &answer["programmes"][0];
    assert_eq!((&nursing["code"], &nursing["touch"]), (&"720201".into(), &"changed".into()));
    let ratio = |key: &str| nursing[key].as_f64().unwrap();
    assert!(ratio("cohort_ratio_after") < ratio("cohort_ratio_before"));
    assert!(answer["programmes"].as_array().unwrap().iter().any(|p| p["touch"] == "industry"));
    for text in
        answer["asked"].as_array().unwrap().iter().chain(answer["notes"].as_array().unwrap())
    {
        let text = text["explanation"].as_str().or(text.as_str()).unwrap();
        let escaped = text.replace('"', "&#34;");
        assert!(page.body.contains(text) || page.body.contains(&escaped), "{text}");
    }
    let ratio = format!("{:.2}", ratio("ratio_after"));
    assert!(page.body.contains(&ratio), "{ratio}");
    assert!(page.body.contains("talent scenario --as bureau --save 名称 --change seats:LF-S04"));
    let accept = [(header::ACCEPT, "text/csv")];
    let address = format!("/api/v1/what-if?changes={ASKED}");
    let csv = client.send(Method::GET, &address, &accept).await;
    assert!(csv.body.contains("ratio_before_lo80"), "{}", csv.body);
}

#[tokio::test]
async fn a_form_that_is_filled_in_wrong_says_everything_that_is_wrong() {
    let client = Client::of_bureau().await;
    let page = client.get("/what-if?changes=seats:LF-S04::many,plant:C:800:1999").await;
    assert_eq!(page.status, StatusCode::OK);
    for wrong in ["没有填写专业", "many", "1999"] {
        assert!(page.body.contains(wrong), "{wrong}");
    }
    let problem = client.get("/api/v1/what-if?changes=stop:LF-S99:720201").await;
    assert_eq!(problem.status, StatusCode::BAD_REQUEST);
    assert!(problem.body.contains("LF-S"), "{}", problem.body);
    assert_eq!(client.get("/api/v1/what-if?changes=").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(client.get("/what-if?programme=720201").await.status, StatusCode::OK);
}
