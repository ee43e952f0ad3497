//! Traced figures as they may be shown: every cell is named, a value that would tell about persons is withheld.

use serde::Serialize;
use talent_pipeline::TraceLine;
use talent_report::disclosure::{Shown, TracedFigure, shown_of_trace};
use talent_report::figures::shown;

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
    /// How much; none where it may not be shown.
    pub value: Option<f64>,
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
    /// How much, as it is written: `12`, `<5`, `—`.
    #[serde(skip)]
    pub written: String,
}

impl TraceView {
    /// The figures of one trace, in their order.
    pub fn all(lines: Vec<TraceLine>) -> Vec<Self> {
        let shown = shown_of_trace(&lines.iter().map(traced).collect::<Vec<_>>());
        lines.into_iter().zip(shown).map(|(line, shown)| Self::new(line, shown)).collect()
    }

    fn new(line: TraceLine, figure: Shown) -> Self {
        let TraceLine {
            used_for, measure, of, year, unit, file, sheet, cell, source, nature, ..
        } = line;
        let value = figure.value();
        let written = shown(figure, |value| value.to_string());
        Self {
            used_for,
            measure,
            of,
            year,
            value,
            unit,
            file,
            sheet,
            cell,
            source,
            nature,
            written,
        }
    }
}

fn traced(line: &TraceLine) -> TracedFigure<'_> {
    let TraceLine { measure, of, year, value, .. } = line;
    TracedFigure { measure, of, year: *year, value: *value }
}
