//! Bodies as answers: with their type, entity tag and what they vary by.

use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::caller::Caller;
use crate::format::json;
use crate::problem::Problem;
use crate::tag::EntityTag;

/// A body of one type.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    pub(crate) content_type: &'static str,
    /// How a browser keeps it as a file, `Content-Disposition`; none of what is read as a page.
    pub(crate) disposition: Option<String>,
}

impl Body {
    /// A body that is ready.
    pub(crate) fn new(bytes: impl Into<Bytes>, content_type: &'static str) -> Self {
        Self { bytes: bytes.into(), content_type, disposition: None }
    }

    /// The same with the name of the file that a browser keeps it in.
    pub(crate) fn named(self, name: &str) -> Self {
        // RFC 8187; browsers that know only the plain name take that of the ending.
        let ending = name.rsplit('.').next().unwrap_or_default();
        let encoded = percent_encoded(name);
        let disposition =
            format!("inline; filename=\"document.{ending}\"; filename*=UTF-8''{encoded}");
        Self { disposition: Some(disposition), ..self }
    }
}

/// A body, or `304 Not Modified` if the caller has it.
pub(crate) fn body(caller: &Caller, body: Body) -> Response {
    let tag = EntityTag::of_body(&body.bytes);
    if caller.has(&tag) { not_modified(&tag) } else { tagged_body(&tag, body) }
}

/// One thing, as JSON.
pub(crate) fn one<T: Serialize>(caller: &Caller, value: &T) -> Result<Response, Problem> {
    Ok(body(caller, Body::new(json(value)?, "application/json")))
}

/// `304 Not Modified`.
pub(crate) fn not_modified(tag: &EntityTag) -> Response {
    (StatusCode::NOT_MODIFIED, validators(tag)).into_response()
}

/// A body under a tag.
pub(crate) fn tagged_body(tag: &EntityTag, body: Body) -> Response {
    let Body { bytes, content_type, disposition } = body;
    let disposition = disposition.map(|disposition| [(header::CONTENT_DISPOSITION, disposition)]);
    (validators(tag), [(header::CONTENT_TYPE, content_type)], disposition, bytes).into_response()
}

/// Says that the format was chosen by `Accept`.
pub(crate) fn negotiated(mut response: Response) -> Response {
    let vary = HeaderValue::from_static("Accept, Accept-Language");
    response.headers_mut().insert(header::VARY, vary);
    response
}

/// Parameters of a query behind others, `&name=value` for each that is not empty.
pub(crate) fn further_query(parameters: &[(&str, &str)]) -> String {
    let given = parameters.iter().filter(|(_, value)| !value.is_empty());
    let one = |(name, value): &(&str, &str)| format!("&{name}={}", percent_encoded(value));
    given.map(one).collect::<Vec<_>>().concat()
}

/// A text in which all but unreserved ASCII characters are written as `%E4`.
fn percent_encoded(text: &str) -> String {
    let one = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(one).collect()
}

/// What lets a cache ask whether its copy is still good.
fn validators(tag: &EntityTag) -> [(header::HeaderName, String); 2] {
    [(header::ETAG, tag.as_str().to_owned()), (header::CACHE_CONTROL, "no-cache".to_owned())]
}
