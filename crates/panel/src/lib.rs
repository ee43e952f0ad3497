//! The tidy panel: every figure by key, measure and year, with its cell; and its Parquet form.
//!
//! This is the only crate that names polars. What it shows outward are domain types.

mod panel;
mod parquet;

pub use panel::{ObservationId, Panel, TracedSeries};
pub use parquet::PanelError;
