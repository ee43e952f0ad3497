//! A cell that something rests on.

use serde::Serialize;
use talent_pipeline::TraceLine;
use utoipa::ToSchema;

/// A figure or a row of a list, with its cell.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TraceView {
    /// The signal or use that it serves.
    pub(crate) used_for: String,
    /// What it measures.
    pub(crate) measure: String,
    /// Codes of what it is of.
    pub(crate) of: String,
    /// Its year.
    pub(crate) year: i32,
    /// How much.
    pub(crate) value: f64,
    /// In what unit.
    pub(crate) unit: String,
    /// The file.
    pub(crate) file: String,
    /// The sheet; none in a CSV file.
    pub(crate) sheet: Option<String>,
    /// The cell.
    pub(crate) cell: String,
    /// The publication.
    pub(crate) source: String,
    /// 真实 or 模拟.
    pub(crate) nature: String,
}

impl From<TraceLine> for TraceView {
    fn from(line: TraceLine) -> Self {
        Self {
            used_for: line.used_for,
            measure: line.measure,
            of: line.of,
            year: line.year,
            value: line.value,
            unit: line.unit,
            file: line.file,
            sheet: line.sheet,
            cell: line.cell,
            source: line.source,
            nature: line.nature,
        }
    }
}
