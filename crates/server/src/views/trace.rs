//! Traced figures with their cells.

use serde::Serialize;
use talent_pipeline::TraceLine;

/// One figure that a finding rests on, down to its cell.
#[derive(Debug, Clone, Serialize)]
pub struct TraceView {
    /// The signal or use that it serves.
    pub used_for: String,
    /// What it measures.
    pub measure: String,
    /// Of whom.
    pub of: String,
    /// When.
    pub year: i32,
    /// How much; the public is shown counts of persons rounded.
    pub value: f64,
    /// In what unit.
    pub unit: String,
    /// The file.
    pub file: String,
    /// The sheet; none in a CSV file.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: String,
    /// The publication.
    pub source: String,
    /// 真实 or 模拟.
    pub nature: String,
}

impl TraceView {
    /// The figures of one trace, in their order.
    pub fn all(lines: Vec<TraceLine>) -> Vec<Self> {
        lines.into_iter().map(Self::new).collect()
    }

    fn new(line: TraceLine) -> Self {
        let TraceLine {
            used_for,
            measure,
            of,
            school: _,
            year,
            value,
            unit,
            file,
            sheet,
            cell,
            source,
            nature,
        } = line;
        Self { used_for, measure, of, year, value, unit, file, sheet, cell, source, nature }
    }
}
