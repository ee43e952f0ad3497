//! What a caller sends beside the parameters of an endpoint: address, language, formats, entity tags.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use talent_domain::Lang;
use talent_print::DocumentForm;

use crate::format::{Format, first_accepted};
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
            None => Format::accepted(self.accept()),
        }
    }

    /// The form of a document asked for, by `?format=` (`wanted`) or else by `Accept`; a page where everything is accepted.
    pub(crate) fn document_form(&self, wanted: Option<&str>) -> Result<DocumentForm, Problem> {
        let Some(name) = wanted else {
            let media = |form: DocumentForm| form.media_type().split(';').next().unwrap_or("");
            let offered = DocumentForm::ALL.map(|form| (media(form), form));
            return first_accepted(self.accept(), &offered);
        };
        DocumentForm::by_name(name).ok_or_else(|| {
            let names = DocumentForm::ALL.map(DocumentForm::name);
            Problem::not_acceptable(format!(
                "format={name}：可用 {} (use {})",
                names.join("、"),
                names.join(", ")
            ))
        })
    }

    fn accept(&self) -> &str {
        self.header(header::ACCEPT).unwrap_or("*/*")
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
        assert_eq!(caller.document_form(None), Ok(DocumentForm::Csv));
        assert_eq!(caller.document_form(Some("pdf")), Ok(DocumentForm::Pdf));
        assert_eq!(caller.document_form(Some("xml")).unwrap_err().status, 406);
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_what_it_names() {
        let cases = [
            ("text/html,application/xhtml+xml,*/*;q=0.8", DocumentForm::Html),
            ("*/*", DocumentForm::Html),
            ("application/json", DocumentForm::Json),
            ("application/pdf", DocumentForm::Pdf),
        ];
        for (accept, form) in cases {
            let caller = Caller::new("/bulletins/latest", (header::ACCEPT, accept));
            assert_eq!(caller.document_form(None), Ok(form), "{accept}");
        }
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
