//! The formats of the API, and how a caller chooses one.

use serde::Serialize;
use talent_report::harmless_cell;

use crate::problem::Problem;

/// The formats of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
}

impl Format {
    /// The format of `?format=`.
    pub(crate) fn named(name: &str) -> Result<Self, Problem> {
        match name {
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            other => Err(Problem::not_acceptable(format!(
                "format={other}：可用 json、csv (use json or csv)"
            ))),
        }
    }

    /// The format that an `Accept` header likes best. A browser's page is answered with JSON.
    pub(crate) fn accepted(accept: &str) -> Result<Self, Problem> {
        let offered =
            [("application/json", Self::Json), ("text/csv", Self::Csv), ("text/html", Self::Json)];
        first_accepted(accept, &offered)
    }
}

/// The media type of `offered` that an `Accept` header likes best: the first that its range of the greatest weight holds, of
/// equal weights the earlier range. One of weight 0 is not taken.
pub(crate) fn first_accepted<T: Copy>(
    accept: &str,
    offered: &[(&'static str, T)],
) -> Result<T, Problem> {
    let weighed = accept.split(',').map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let range = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f64>().ok());
        (range, weight.unwrap_or(1.0))
    });
    let mut ranges: Vec<(&str, f64)> = weighed.filter(|(_, weight)| *weight > 0.0).collect();
    ranges.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let of_range = |range: &str| {
        let holds = |media: &str| match range.strip_suffix('*') {
            Some("*/") => true,
            Some(family) => media.starts_with(family),
            None => range.is_empty() || media == range,
        };
        offered.iter().find(|(media, _)| holds(media)).map(|(_, value)| *value)
    };
    ranges.into_iter().find_map(|(range, _)| of_range(range)).ok_or_else(|| {
        let media: Vec<&str> = offered.iter().map(|(media, _)| *media).collect();
        Problem::not_acceptable(format!(
            "Accept: {accept}：可用 {} (use one of them)",
            media.join("、")
        ))
    })
}

/// A value as JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| Problem::internal(&error))
}

/// Rows as CSV with a heading line. Text that a spreadsheet program would take for a formula begins with `'`.
pub(crate) fn csv<T: Serialize>(rows: &[T]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(|error| Problem::internal(&error))?;
    }
    let plain = writer.into_inner().map_err(|error| Problem::internal(&error))?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(plain.as_slice());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| Problem::internal(&error))?;
        writer
            .write_record(record.iter().map(|cell| harmless_cell(cell).into_owned()))
            .map_err(|error| Problem::internal(&error))?;
    }
    writer.into_inner().map_err(|error| Problem::internal(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let rows = [("=1+2", -3.5, "@SUM(A1)", "- a"), ("plain", 2.0, "a=b", "\t=1")];
        let text = String::from_utf8(csv(&rows).unwrap()).unwrap();
        assert_eq!(text, "'=1+2,-3.5,'@SUM(A1),'- a\nplain,2.0,a=b,'\t=1\n");
    }

    #[test]
    fn the_offered_range_of_the_greatest_weight_is_taken() {
        assert_eq!(Format::accepted("image/png, text/csv;q=0.9, */*;q=0.8"), Ok(Format::Csv));
        assert_eq!(Format::accepted("text/csv;q=0.9, */*"), Ok(Format::Json));
        assert_eq!(Format::accepted("text/csv, application/json"), Ok(Format::Csv));
        assert_eq!(Format::accepted("text/csv;q=0").unwrap_err().status, 406);
        assert_eq!(Format::accepted("*/*"), Ok(Format::Json));
        assert_eq!(Format::accepted("image/png").unwrap_err().status, 406);
        assert_eq!(Format::named("xml").unwrap_err().status, 406);
    }

    #[test]
    fn a_range_holds_the_first_type_of_its_family() {
        let offered = [("text/html", 1), ("application/pdf", 2), ("text/csv", 3)];
        let cases = [("", 1), ("*/*", 1), ("application/*", 2), ("text/*", 1), ("text/csv", 3)];
        for (accept, wanted) in cases {
            assert_eq!(first_accepted(accept, &offered), Ok(wanted), "{accept}");
        }
        assert_eq!(first_accepted("text", &offered).unwrap_err().status, 406);
    }
}
