//! What every endpoint of figures gets, and the one way in which it answers.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::Outlook;

use crate::answer::{self, Body, negotiated};
use crate::caller::Caller;
use crate::format::{Format, csv, json};
use crate::paging::{Page, Paging};
use crate::parameters::Query;
use crate::problem::Problem;
use crate::state::{AppState, Published};

/// A request for figures of the run that is shown: who asks, which page, and in which format.
#[derive(Debug)]
pub(crate) struct Inquiry {
    pub(crate) published: Arc<Published>,
    pub(crate) caller: Caller,
    paging: Paging,
}

impl FromRequestParts<AppState> for Inquiry {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Query(paging) = Query::from_request_parts(parts, state).await?;
        let Ok(caller) = Caller::from_request_parts(parts, state).await;
        Ok(Self { published: state.published().await?, caller, paging })
    }
}

impl Inquiry {
    /// What the run found.
    pub(crate) fn outlook(&self) -> &Outlook {
        &self.published.outlook
    }

    /// The language to answer in.
    pub(crate) fn lang(&self) -> Lang {
        self.caller.lang()
    }

    /// The page of `items` that is asked for, in the format asked for.
    pub(crate) fn list<T: Serialize>(&self, items: Vec<T>) -> Result<Response, Problem> {
        self.list_as(self.format()?, items)
    }

    /// One thing, as JSON whatever is accepted.
    pub(crate) fn one<T: Serialize>(&self, value: &T) -> Result<Response, Problem> {
        answer::one(&self.caller, value)
    }

    /// One thing as JSON, or its rows as CSV.
    pub(crate) fn one_or_rows<T: Serialize, R: Serialize>(
        &self,
        detail: impl FnOnce(Lang) -> T,
        rows: impl FnOnce() -> Vec<R>,
    ) -> Result<Response, Problem> {
        match self.format()? {
            Format::Csv => self.list_as(Format::Csv, rows()),
            Format::Json => self.one(&detail(self.lang())).map(negotiated),
        }
    }

    fn format(&self) -> Result<Format, Problem> {
        self.caller.format(self.paging.format.as_deref())
    }

    fn list_as<T: Serialize>(&self, format: Format, items: Vec<T>) -> Result<Response, Problem> {
        let total = items.len();
        let window = self.paging.window(format, total)?;
        let next = window.next(total);
        let link = next.as_deref().and_then(|next| self.caller.next_link(window.limit, next));
        let items = window.of(items);
        let body = match format {
            Format::Csv => Body::new(csv(&items)?, "text/csv; charset=utf-8"),
            Format::Json => Body::new(json(&self.page(items, next))?, "application/json"),
        };
        let mut response = negotiated(answer::body(&self.caller, body));
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        Ok(response)
    }

    fn page<T>(&self, items: Vec<T>, next: Option<String>) -> Page<T> {
        Page {
            items,
            next,
            run_id: self.published.run.id,
            data_version: self.published.run.vintage,
            simulated: self.published.outlook.meta.simulated,
        }
    }
}
