//! How years or codes that stand side by side were read.

use super::binding::{Binding, PaneKey};
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::ArrangementProblem;
use crate::sheet::Sheet;

/// How years or codes that stand side by side were read, at the first of their columns.
pub(super) fn across_finding(sheet: &Sheet, binding: &Binding) -> Option<Finding> {
    let columns = binding.panes.iter().flat_map(|pane| &pane.columns);
    let first_column = columns.map(|bound| bound.column).min()?;
    let figures = figure_names(binding).join("、");
    let years = || {
        binding.panes.iter().filter_map(|pane| match pane.key {
            PaneKey::Year(year) => Some(year.number()),
            PaneKey::Code { .. } | PaneKey::Label { .. } => None,
        })
    };
    let problem = match binding.panes.first()?.key {
        PaneKey::Code { list, .. } => {
            ArrangementProblem::CodesAcross { figures, list: list.name() }
        }
        PaneKey::Label { .. } => ArrangementProblem::CodesAcross { figures, list: "指标" },
        PaneKey::Year(_) => {
            ArrangementProblem::YearsAcross { figures, first: years().min()?, last: years().max()? }
        }
    };
    Some(sheet.cell(binding.last_heading_row, first_column).finding(problem))
}

/// The figures of the panes with their units, each once.
fn figure_names(binding: &Binding) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for bound in binding.panes.iter().flat_map(|pane| &pane.columns) {
        let unit = bound.unit.map_or("", |unit| unit.name);
        let name = match bound.spec.kind {
            Kind::RowValue => "各行写明的指标".to_owned(),
            _ => format!("{}({unit})", bound.spec.heading),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
