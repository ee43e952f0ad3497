//! What people see: charts as SVG, documents as a value that renderers read, and the wording of
//! figures.
//!
//! Reading order: [`figures`] says how numbers are written; [`Chart`] is a finished picture, made by
//! [`fan_chart`], [`gap_bars`], [`quadrant`] and [`heat_map`], and turned into pixels by
//! [`Chart::to_png`]; a [`Document`] is headings, paragraphs, tables and figures, in which every
//! number in running text is bound to a table cell; [`compose_bulletin`] makes one and
//! [`render_html`] prints it.

mod bulletin;
mod chart;
mod document;
mod explain;
pub mod figures;
mod html;
mod png;

pub use bulletin::{BulletinRequest, compose_bulletin};
pub use chart::{
    Chart, ChartError, ChartKind, Diagnostic, ErrorCurve, FanSubject, StageCurves, backtest_chart,
    chart_notes, diagnostic_chart, draw, fan_chart, gap_bars, heat_map, level_colour, quadrant,
};
pub use document::{Align, Block, Document, Span, Table, UnboundNumber};
pub use explain::{
    explain_acceptance, explain_drivers, explain_evidence, explain_forecast, explain_industry,
    explain_programme, explain_structure, method_name, structure_rows,
};
pub use html::render_html;
pub use png::{PngError, has_chinese_font};
