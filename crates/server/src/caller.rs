//! What a caller sends beside the parameters of an endpoint: address, language, formats, entity tags.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use talent_domain::Lang;

use crate::format::Format;
use crate::problem::Problem;
use crate::tag::EntityTag;

/// Where the API stands. Handlers see addresses without it.
pub(crate) const API: &str = "/api/v1";

/// Who asks, and how.
#[derive(Debug)]
pub(crate) struct Caller {
    uri: Uri,
    headers: HeaderMap,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self { uri: parts.uri.clone(), headers: parts.headers.clone() })
    }
}

impl Caller {
    /// A caller for tests.
    #[cfg(test)]
    pub(crate) fn new(uri: &'static str, header: (HeaderName, &str)) -> Self {
        let (name, value) = header;
        let value = HeaderValue::from_str(value).unwrap();
        Self { uri: Uri::from_static(uri), headers: [(name, value)].into_iter().collect() }
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The language asked for by `Accept-Language`; Chinese unless it begins with `en`.
    pub(crate) fn lang(&self) -> Lang {
        let wanted = self.header(header::ACCEPT_LANGUAGE);
        if wanted.is_some_and(|wanted| wanted.trim_start().starts_with("en")) {
            Lang::En
        } else {
            Lang::Zh
        }
    }

    /// The format asked for, by `?format=` (`wanted`) or else by `Accept`.
    pub(crate) fn format(&self, wanted: Option<&str>) -> Result<Format, Problem> {
        match wanted {
            Some(name) => Format::named(name),
            None => Format::accepted(self.header(header::ACCEPT).unwrap_or("*/*")),
        }
    }

    /// Whether the caller holds the body of this tag already.
    pub(crate) fn has(&self, tag: &EntityTag) -> bool {
        let known = self.header(header::IF_NONE_MATCH).unwrap_or_default();
        let bare = |tag| str::trim_start_matches(tag, "W/");
        let mut known = known.split(',').map(str::trim);
        known.any(|known| known == "*" || bare(known) == bare(tag.as_str()))
    }

    /// A `Link` to the next page of the list asked for, with every parameter that was given.
    pub(crate) fn next_link(&self, limit: usize, cursor: &str) -> Option<HeaderValue> {
        let given = self.uri.query().unwrap_or_default().split('&').filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !matches!(name, "" | "limit" | "cursor")
        });
        let paging = [format!("limit={limit}"), format!("cursor={cursor}")];
        let query: Vec<&str> = given.chain(paging.iter().map(String::as_str)).collect();
        let path = self.uri.path();
        let link = format!("<{API}{path}?{}>; rel=\"next\"", query.join("&"));
        HeaderValue::from_bytes(link.as_bytes()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_goes_before_the_header() {
        let caller = Caller::new("/balance", (header::ACCEPT, "text/csv"));
        assert_eq!(caller.format(None), Ok(Format::Csv));
        assert_eq!(caller.format(Some("json")), Ok(Format::Json));
        assert_eq!(caller.format(Some("xml")).unwrap_err().status, 406);
    }

    #[test]
    fn the_next_page_keeps_every_other_parameter() {
        let address = "/warnings?school=city&limit=3&cursor=c1&format=csv";
        let caller = Caller::new(address, (header::ACCEPT, "*/*"));
        assert_eq!(
            caller.next_link(3, "c2").unwrap(),
            "</api/v1/warnings?school=city&format=csv&limit=3&cursor=c2>; rel=\"next\""
        );
    }
}
