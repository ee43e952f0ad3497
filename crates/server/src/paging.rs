//! Lists in pages: what is asked for, and what one page is.

use serde::{Deserialize, Serialize};

use crate::format::Format;
use crate::problem::Problem;

/// Query parameters of every list.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// 每页条数，1–1000，默认 100；CSV 不写 limit 和 cursor 就是全部。 Items per page, 1 to 1000, 100 by default; CSV
    /// without limit and cursor is the whole list.
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

/// The positions of a list that one page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) start: usize,
    pub(crate) limit: usize,
}

impl Paging {
    /// The page asked for of a list of `total` items. A CSV is a download: it is whole unless a
    /// page of it is asked for.
    pub(crate) fn window(&self, format: Format, total: usize) -> Result<Window, Problem> {
        if format == Format::Csv && self.limit.is_none() && self.cursor.is_none() {
            return Ok(Window { start: 0, limit: total });
        }
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Problem::bad_request(format!(
                "limit={limit}：应为 1 到 {MAX_LIMIT} (1 to {MAX_LIMIT})"
            )));
        }
        let start = match &self.cursor {
            None => 0,
            Some(cursor) => {
                decode_cursor(cursor).filter(|start| *start <= total).ok_or_else(|| {
                    Problem::bad_request(format!(
                        "cursor={cursor}：不是本列表给出的 next (not a cursor of this list)"
                    ))
                })?
            }
        };
        Ok(Window { start, limit })
    }
}

impl Window {
    /// The cursor of the page after this one; none if `total` items end here.
    pub(crate) fn next(self, total: usize) -> Option<String> {
        let next = self.start + self.limit;
        (next < total).then(|| encode_cursor(next))
    }

    /// The items of this page.
    pub(crate) fn of<T>(self, items: Vec<T>) -> Vec<T> {
        items.into_iter().skip(self.start).take(self.limit).collect()
    }
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
    fn a_csv_is_whole_unless_a_page_is_asked_for() {
        let window = |limit, format| {
            let paging = Paging { limit, ..Paging::default() };
            paging.window(format, 1_479).unwrap()
        };
        assert_eq!(window(None, Format::Csv), Window { start: 0, limit: 1_479 });
        assert_eq!(window(None, Format::Csv).next(1_479), None);
        assert_eq!(window(None, Format::Json), Window { start: 0, limit: 100 });
        assert_eq!(window(Some(7), Format::Csv), Window { start: 0, limit: 7 });
    }
}
