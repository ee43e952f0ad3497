//! Shares that must add up to one.

use std::collections::BTreeMap;

use talent_domain::CellRef;

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::ListProblem;

/// Shares may miss 100 % by this much (rounding, items too small to be published) and are scaled;
/// beyond it rows are missing.
const SCALED_WITHIN: f64 = 0.03;
/// Below this nothing is said.
const EXACT_WITHIN: f64 = 1e-6;

/// Shares of each whole brought to one, where they nearly are; otherwise an error at the first row. A part
/// is the name of its whole, the cell of its row and its share.
pub(super) fn scale_to_one(parts: Vec<(String, &CellRef, &mut f64)>, findings: &mut Findings) {
    let mut sums: BTreeMap<String, (f64, CellRef)> = BTreeMap::new();
    for (whole, cell, share) in &parts {
        let entry = sums.entry(whole.clone()).or_insert_with(|| (0.0, (*cell).clone()));
        entry.0 += **share;
    }
    for (whole, (sum, cell)) in &sums {
        findings.extend(sum_problem(whole, *sum).map(|problem| Finding::at(cell.clone(), problem)));
    }
    for (whole, _, share) in parts {
        let sum = sums[&whole].0;
        if sum > 0.0 {
            *share /= sum;
        }
    }
}

/// What is to be said of the sum of the shares of a whole.
pub(super) fn sum_problem(whole: &str, sum: f64) -> Option<ListProblem> {
    let (whole, off) = (whole.to_owned(), (sum - 1.0).abs());
    if off <= EXACT_WITHIN {
        None
    } else if off <= SCALED_WITHIN {
        Some(ListProblem::ShareScaled { whole, sum })
    } else {
        Some(ListProblem::ShareSum { whole, sum })
    }
}
