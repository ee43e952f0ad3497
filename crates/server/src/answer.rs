//! How answers are given: format, pages and entity tags.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::state::Published;

/// The formats of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
}

/// Query parameters of every list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// 每页条数，1–1000，默认 100。 Items a page, 1 to 1000.
    pub(crate) limit: Option<usize>,
    /// 上一页给出的 next。 The `next` of the page before.
    pub(crate) cursor: Option<String>,
    /// json 或 csv；也可用 Accept。 Or by `Accept`.
    pub(crate) format: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Page<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// Cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
    /// The run that the items are from.
    pub(crate) run_id: i64,
    /// The vintage that the run rests on.
    pub(crate) data_version: i64,
    /// Whether simulated figures are among them: 模拟数据.
    pub(crate) simulated: bool,
}

const DEFAULT_LIMIT: usize = 100;
pub(crate) const MAX_LIMIT: usize = 1000;

/// The format asked for, by `?format=` or `Accept`.
pub(crate) fn format(wanted: Option<&str>, headers: &HeaderMap) -> Result<Format, Problem> {
    match wanted {
        Some("json") => return Ok(Format::Json),
        Some("csv") => return Ok(Format::Csv),
        Some(other) => {
            let detail = format!("format={other}：可用 json、csv (use json or csv)");
            return Err(Problem::not_acceptable(detail));
        }
        None => {}
    }
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let ranges = accept.split(',').map(|range| range.split(';').next().unwrap_or("").trim());
    for range in ranges {
        match range {
            "text/csv" => return Ok(Format::Csv),
            "application/json" | "application/*" | "*/*" | "text/html" | "" => {
                return Ok(Format::Json);
            }
            _ => {}
        }
    }
    Err(Problem::not_acceptable(format!("Accept: {accept}：可用 application/json、text/csv")))
}

/// One page of `items` in the format asked for.
pub(crate) fn list<T: Serialize>(
    published: &Published,
    headers: &HeaderMap,
    paging: &Paging,
    path: &str,
    items: Vec<T>,
) -> Result<Response, Problem> {
    let format = format(paging.format.as_deref(), headers)?;
    let limit = paging.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(Problem::bad_request(format!(
            "limit={limit}：应为 1 到 {MAX_LIMIT} (1 to {MAX_LIMIT})"
        )));
    }
    let start = match &paging.cursor {
        None => 0,
        Some(cursor) => {
            decode_cursor(cursor).filter(|start| *start <= items.len()).ok_or_else(|| {
                Problem::bad_request(format!(
                    "cursor={cursor}：不是本列表给出的 next (not a cursor of this list)"
                ))
            })?
        }
    };
    let total = items.len();
    let page: Vec<T> = items.into_iter().skip(start).take(limit).collect();
    let next = (start + limit < total).then(|| encode_cursor(start + limit));
    let link =
        next.as_ref().map(|next| format!("<{path}?limit={limit}&cursor={next}>; rel=\"next\""));
    let body = match format {
        Format::Csv => (csv(&page)?, "text/csv; charset=utf-8"),
        Format::Json => {
            let page = Page {
                items: page,
                next,
                run_id: published.run.id,
                data_version: published.run.vintage,
                simulated: published.outlook.meta.simulated,
            };
            (json(&page)?, "application/json")
        }
    };
    let mut response = tagged(headers, body.0, body.1);
    if let Some(link) = link.and_then(|link| HeaderValue::from_str(&link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// One thing, as JSON.
pub(crate) fn one<T: Serialize>(headers: &HeaderMap, value: &T) -> Result<Response, Problem> {
    Ok(tagged(headers, json(value)?, "application/json"))
}

/// A body with its strong entity tag; `304 Not Modified` if the caller has it.
pub(crate) fn tagged(headers: &HeaderMap, body: Vec<u8>, content_type: &'static str) -> Response {
    let digest = Sha256::digest(&body);
    let tag =
        digest.iter().take(16).fold(String::from("\""), |tag, byte| format!("{tag}{byte:02x}"))
            + "\"";
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known
        .is_some_and(|known| known.split(',').any(|one| one.trim() == tag || one.trim() == "*"));
    let cache = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::VARY, "Accept".to_owned()),
    ];
    if same {
        return (StatusCode::NOT_MODIFIED, cache).into_response();
    }
    (cache, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| Problem::internal(&error))
}

/// Rows as CSV with a heading line.
fn csv<T: Serialize>(rows: &[T]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(|error| Problem::internal(&error))?;
    }
    writer.into_inner().map_err(|error| Problem::internal(&error))
}

fn encode_cursor(start: usize) -> String {
    format!("c{:x}", start ^ 0x5a5a)
}

fn decode_cursor(cursor: &str) -> Option<usize> {
    usize::from_str_radix(cursor.strip_prefix('c')?, 16).ok().map(|start| start ^ 0x5a5a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_nonsense_is_not() {
        for start in [0, 1, 100, 99_999] {
            assert_eq!(decode_cursor(&encode_cursor(start)), Some(start));
        }
        for text in ["", "c", "100", "czz", "c-1"] {
            assert_eq!(decode_cursor(text), None, "{text}");
        }
    }

    #[test]
    fn the_query_goes_before_the_header() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/csv"));
        assert_eq!(format(None, &headers), Ok(Format::Csv));
        assert_eq!(format(Some("json"), &headers), Ok(Format::Json));
        assert_eq!(format(Some("xml"), &headers).unwrap_err().status, 406);
        headers.insert(header::ACCEPT, HeaderValue::from_static("image/png"));
        assert_eq!(format(None, &headers).unwrap_err().status, 406);
    }
}
