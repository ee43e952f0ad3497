//! What people see: charts as SVG, documents as a value that renderers read, and the wording of figures.
//!
//! Reading order, from the bottom up; each module uses only those above it:
//!
//! 1. `wording` is all sentences, and [`figures`] says how numbers are written;
//! 2. `chart` draws: a [`Chart`] is a finished picture, turned into pixels by [`Chart::to_png`];
//! 3. `document` is headings, paragraphs, tables and figures as a value, a [`Document`], in which every number in running
//!    text is bound to a table cell;
//! 4. `documents` composes them: [`compose_bulletin`], [`compose_quality_report`], [`compose_programmes_report`],
//!    [`compose_school_sheets`] from what `sheet` gathers for each school;
//! 5. `render` prints them: [`render_html`], and [`render_xlsx`] for the tables as a workbook.

mod chart;
mod document;
mod documents;
mod render;
mod sheet;
mod wording;

pub use chart::{
    Borders, BordersError, CHINESE_FAMILIES, Chart, ChartError, ChartKind, Diagnostic, ErrorCurve,
    FanCentre, FanSubject, Look, PathCurve, PngError, StageCurves, backtest_chart, chart_notes,
    county_map, diagnostic_chart, draw, fan_chart, gap_bars, has_chinese_font, heat_map,
    level_colour, paths_chart, quadrant,
};
pub use document::{
    Align, Block, Cell, Cover, Document, Figure, Form, Notice, Part, PrintedSpan, Slot, Span,
    Standing, Table, TableLayout, UnboundNumber, Written, chinese_date, file_name,
};
pub use documents::bulletin::{LastIssue, compose_bulletin, compose_bulletin_extract};
pub use documents::papers::compose_working_papers;
pub use documents::programmes::{NamedScenario, compose_programmes_report};
pub use documents::quality::{compose_quality_report, compose_school_quality_report};
pub use documents::sheets::compose_school_sheets;
pub use documents::{RunStamp, beijing_day, beijing_minute, beijing_time, in_beijing};
pub use render::{
    WordError, harmless_cell, render_csv, render_docx, render_html, render_json, render_xlsx,
};
pub use sheet::{SchoolSheet, SheetRow, answer_request, school_sheet, school_sheets};
pub use wording::{
    GainText, audience_note, band_name, block_name, cause_parts, certainty_name, certainty_word,
    current_level, doubt_text, explain_acceptance, explain_city_alone, explain_counterevidence,
    explain_drivers, explain_evidence, explain_forecast, explain_hires, explain_industry,
    explain_programme, explain_statutory, explain_structure, figures, gain_headings, gain_note,
    grade_letter, grade_meaning, method_name, rate_text, revised_text, stand_name, structure_rows,
    table_behind, useful_gains,
};
pub use wording::{
    Pair, PlaceText, ProgrammeText, VerdictText, explain_change, explain_effect, no_intake,
    place_text, programme_text, touch_name, what_if_notes,
};
pub use wording::{
    change_text, explain_index, explain_plan, explain_planned, held_text, index_figure, limit_text,
    part_name, rank_figure, signed, unknown_text,
};
pub use wording::{
    criterion_source, criterion_text, criterion_value, criterion_wanted, explain_entry,
    explain_exit, explain_key, proposal_name, teach_out_text,
};
