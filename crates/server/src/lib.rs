//! The service over HTTP: an API under `/api/v1` and pages for people. Everything shown is read
//! from the outlook of the run that is published.
//!
//! This is the only crate that knows HTTP. Handlers translate; they compute nothing.
//!
//! | what | where | what a new one costs |
//! |---|---|---|
//! | an endpoint | `api/`, one file per subject | that file, its line in `api.rs`, and a view if the shape is new |
//! | a shape on the wire | `views/`, one file per subject | that file and its line in `views.rs` |
//! | a page | `pages/`, one file per page | that file, its template in `templates/`, its route in `pages.rs` |
//! | work that takes long | `work/`, one file per kind | that file and its field in `work.rs` |
//! | a limit on connections | `connections/limits.rs` | its field, and where it is looked at |
//!
//! A handler of the API takes an `inquiry::Inquiry`: who asks, in which form, and the run that is
//! shown. It gives back a list, one thing, or a `problem::Problem`.

mod answer;
mod api;
mod caller;
mod connections;
mod format;
mod hosts;
mod inquiry;
mod pages;
mod paging;
mod parameters;
mod problem;
mod router;
mod serve;
mod state;
mod tag;
mod views;
mod work;

pub use router::{openapi_json, router};
pub use serve::{ServeError, serve};
pub use state::AppState;
