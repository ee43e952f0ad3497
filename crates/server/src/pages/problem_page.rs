//! A problem, as a page shows it.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

use crate::problem::Problem;

/// The answer of a page: a problem becomes a page, anything else stays as it is.
pub(super) async fn as_page(mut response: Response) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let mut page = (problem.status(), Html(text(&problem))).into_response();
    if let Some(seconds) = response.headers_mut().remove(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    page
}

fn text(problem: &Problem) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>{0}</title>\
         <link rel=\"stylesheet\" href=\"/assets/style.css\"><main><h1>{0}</h1><p>{1}</p>\
         <p><a href=\"/\">回到供需总览</a></p></main></html>",
        escape(problem.title),
        escape(&problem.detail)
    )
}
