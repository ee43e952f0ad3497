//! What people see: charts as SVG, documents as a value that renderers read, and the wording of
//! figures.
//!
//! Reading order: [`figures`] says how numbers are written; [`Chart`] is a finished picture, made by
//! [`fan_chart`], [`gap_bars`], [`quadrant`] and [`heat_map`], and turned into pixels by
//! [`Chart::to_png`]; a [`Document`] is headings, paragraphs, tables and figures, in which every
//! number in running text is bound to a table cell; [`compose_bulletin`], [`compose_layout_report`] and
//! [`compose_quality_report`] make them, [`render_html`] prints them, and [`render_xlsx`] gives their
//! tables as a workbook.

mod bulletin;
mod chart;
mod document;
mod explain;
pub mod figures;
mod html;
mod layout;
mod png;
mod quality;
mod tables;
mod wording;
mod xlsx;

pub use bulletin::compose_bulletin;
pub use chart::{
    Chart, ChartError, ChartKind, Diagnostic, ErrorCurve, FanSubject, StageCurves, backtest_chart,
    chart_notes, diagnostic_chart, draw, fan_chart, gap_bars, heat_map, level_colour, quadrant,
};
pub use document::{Align, Block, Cover, Document, Span, Table, UnboundNumber};
pub use explain::{
    explain_acceptance, explain_drivers, explain_evidence, explain_forecast, explain_industry,
    explain_programme, explain_structure, method_name, structure_rows,
};
pub use html::render_html;
pub use layout::{NamedScenario, compose_layout_report};
pub use png::{PngError, has_chinese_font};
pub use quality::compose_quality_report;
pub use tables::RunStamp;
pub use wording::{doubt_text, rate_text};
pub use xlsx::render_xlsx;
