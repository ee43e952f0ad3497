//! What the lists of occupations (C8, C9, P1) must define for one another.

use talent_domain::Codebook;

use crate::finding::Finding;
use crate::findings::Findings;
use crate::problem::ListProblem;

/// Every occupation of the staffing pattern is linked to classes, and has its parameters.
pub(super) fn check_occupations(codebook: &Codebook, findings: &mut Findings) {
    let mut seen: Vec<&str> = Vec::new();
    for row in &codebook.staffing {
        if seen.contains(&row.occupation.as_str()) {
            continue;
        }
        seen.push(&row.occupation);
        let links = &codebook.occupation_classes;
        let is_linked = links.iter().any(|link| link.occupation == row.occupation);
        let is_described = codebook.occupations.contains_key(&row.occupation);
        let missing = [
            (!links.is_empty() && !is_linked, "职业与专业类对应表 C9"),
            (!codebook.occupations.is_empty() && !is_described, "职业参数表 P1"),
        ];
        for (_, where_defined) in missing.into_iter().filter(|(is_missing, _)| *is_missing) {
            let problem = ListProblem::Undefined { text: row.occupation.clone(), where_defined };
            findings.push(Finding::at(row.cell.clone(), problem));
        }
    }
}
