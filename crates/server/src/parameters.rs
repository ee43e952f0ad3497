//! Parameters in the query and in the path. One that cannot be read is a problem as any other.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// Parameters of the query.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|query| Self(query.0)).map_err(|rejection| {
            let text = rejection.body_text();
            let reason = text.rsplit_once("query string: ").map_or(text.as_str(), |(_, why)| why);
            Problem::bad_request(format!(
                "查询参数有误：{reason}；各参数的取值见 /docs (a query parameter cannot be read: {reason}; /docs lists the values of each)"
            ))
        })
    }
}

/// Parameters of the path.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        read.map(|path| Self(path.0)).map_err(|rejection| {
            let reason = rejection.body_text();
            Problem::bad_request(format!(
                "地址中的代码无法读取，应为 UTF-8 并按百分号编码：{reason} (the code in the address cannot be read; it must be percent-encoded UTF-8: {reason})"
            ))
        })
    }
}
