//! The pages, rendered here and printable, one file per page. They read what the API reads.
//!
//! Beside the pages stand what they share: [`frame`] is around every page, [`tile`], [`level_mark`],
//! [`group_row`], [`period`] and [`year_table`] are parts of several.

mod brief;
mod chart;
mod frame;
mod group_row;
mod industry;
mod issues;
mod level_mark;
mod overview;
mod period;
mod plan;
mod problem_page;
mod programme;
mod school;
mod schools;
mod sheet;
mod tile;
mod warning;
mod warnings;
mod what_if;
mod year_table;

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::answer::{self, Body};
use crate::caller::Caller;
use crate::problem::{self, Problem};
use crate::state::AppState;

/// Every page.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(overview::overview))
        .route("/programmes/{code}", get(programme::programme))
        .route("/industries/{code}", get(industry::industry))
        .route("/brief", get(brief::brief))
        .route("/issues", get(issues::issues))
        .route("/schools", get(schools::schools))
        .route("/schools/{code}", get(school::school))
        .route("/schools/{code}/proposal", get(sheet::sheet))
        .route("/plan", get(plan::plan))
        .route("/what-if", get(what_if::what_if))
        .route("/warnings", get(warnings::warnings))
        .route("/warnings/{id}", get(warning::warning))
        .layer(map_response(problem_page::as_page))
        .layer(from_fn(tagged))
        .route("/assets/style.css", get(style))
        .route("/assets/page.js", get(script))
}

/// What an address that does not exist answers to a browser that wants a page.
pub(crate) async fn not_found(uri: Uri) -> Response {
    problem_page::as_page(problem::not_found(&uri).into_response()).await
}

/// A page with its entity tag, or `304 Not Modified` if the caller has it.
async fn tagged(caller: Caller, request: Request, next: Next) -> Response {
    /// No page is longer, bytes.
    const LONGEST: usize = 64 << 20;
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    match axum::body::to_bytes(response.into_body(), LONGEST).await {
        Ok(bytes) => answer::body(&caller, Body::new(bytes, "text/html; charset=utf-8")),
        Err(error) => Problem::internal(&error).into_response(),
    }
}

async fn style(caller: Caller) -> Response {
    let css = include_str!("../assets/style.css");
    answer::body(&caller, Body::new(css, "text/css; charset=utf-8"))
}

async fn script(caller: Caller) -> Response {
    let script = include_str!("../assets/page.js");
    answer::body(&caller, Body::new(script, "text/javascript; charset=utf-8"))
}
