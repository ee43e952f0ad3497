//! The pages, rendered here and printable, one file per page. They read what the API reads.
//!
//! Beside the pages stand what they share: [`frame`] is around every page, [`tile`], [`level_mark`],
//! [`group_row`], [`period`] and [`year_table`] are parts of several.

mod frame;
mod group_row;
mod industry;
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
use axum::http::header;
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::state::AppState;

/// Every page.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(overview::overview))
        .route("/programmes/{code}", get(programme::programme))
        .route("/industries/{code}", get(industry::industry))
        .route("/schools", get(schools::schools))
        .route("/schools/{code}", get(school::school))
        .route("/schools/{code}/proposal", get(sheet::sheet))
        .route("/plan", get(plan::plan))
        .route("/what-if", get(what_if::what_if))
        .route("/warnings", get(warnings::warnings))
        .route("/warnings/{id}", get(warning::warning))
        .layer(map_response(problem_page::as_page))
        .route("/assets/style.css", get(style))
}

async fn style() -> Response {
    let css = include_str!("../assets/style.css");
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], css)
        .into_response()
}
