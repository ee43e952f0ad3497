//! From occupations to programmes, through the classes that serve them.
//!
//! `B = λ·B_curriculum + (1 − λ)·B_observed`, a row for each group of occupations. `B_curriculum` spreads a
//! group's openings over all classes that serve it by their weights, and within a class evenly over the
//! programmes that the city offers; what falls to classes without such a programme goes to the last
//! column, "not offered here". `B_observed` spreads them as the graduates of the offered programmes
//! are spread.

use std::collections::BTreeMap;

use talent_domain::{Codebook, EducationLevel, IndustryCode, ProgrammeClass, ProgrammeCode};
use talent_market::{Matrix, MatrixError};

/// Classes that serve a group of occupations, with their weights.
pub(crate) type Served = BTreeMap<ProgrammeClass, f64>;

/// The bridge of the offered programmes, given with their graduates; one more column stands for
/// programmes not offered.
pub(crate) fn bridge_matrix(
    served: &[Served],
    programmes: &[(ProgrammeCode, f64)],
    curriculum_weight: f64,
) -> Result<Matrix, MatrixError> {
    let rows = served
        .iter()
        .map(|classes| {
            let curriculum = curriculum_row(classes, programmes);
            match observed_row(classes, programmes) {
                Some(observed) => curriculum
                    .iter()
                    .zip(observed)
                    .map(|(c, o)| curriculum_weight * c + (1.0 - curriculum_weight) * o)
                    .collect(),
                None => curriculum,
            }
        })
        .collect();
    Matrix::new(rows)
}

/// Classes of the level that serve a section (list C5): nearer ones more, weight 1/rank, each class's
/// weights over its sections adding up to one.
pub(crate) fn classes_of_section(
    codes: &Codebook,
    level: EducationLevel,
    section: &IndustryCode,
) -> Served {
    let mut sums: Served = BTreeMap::new();
    let rows = codes.bridge.iter().filter(|row| is_of_level(&row.class, level));
    for row in rows.clone() {
        *sums.entry(row.class.clone()).or_default() += 1.0 / f64::from(row.rank);
    }
    rows.filter(|row| row.industry == *section)
        .map(|row| (row.class.clone(), 1.0 / f64::from(row.rank) / sums[&row.class]))
        .collect()
}

/// Whether the programmes of a class lead to a level.
pub(crate) fn is_of_level(class: &ProgrammeClass, level: EducationLevel) -> bool {
    ProgrammeCode::new(&format!("{class}01")).is_ok_and(|code| code.education_level() == level)
}

fn curriculum_row(classes: &Served, programmes: &[(ProgrammeCode, f64)]) -> Vec<f64> {
    let not_offered = programmes.len();
    let mut row = vec![0.0; programmes.len() + 1];
    let mut total = 0.0;
    for (class, weight) in classes {
        total += weight;
        let offered: Vec<usize> =
            (0..programmes.len()).filter(|&p| programmes[p].0.class() == *class).collect();
        if offered.is_empty() {
            row[not_offered] += weight;
        }
        for &p in &offered {
            row[p] += weight / offered.len() as f64;
        }
    }
    if total > 0.0 {
        for share in &mut row {
            *share /= total;
        }
    } else {
        // No class serves the group: nothing that it needs is offered.
        row[not_offered] = 1.0;
    }
    row
}

fn observed_row(classes: &Served, programmes: &[(ProgrammeCode, f64)]) -> Option<Vec<f64>> {
    let mut row: Vec<f64> = programmes
        .iter()
        .map(|(programme, graduates)| {
            classes.get(&programme.class()).copied().unwrap_or(0.0) * graduates
        })
        .collect();
    row.push(0.0);
    let sum: f64 = row.iter().sum();
    (sum > 0.0).then(|| row.into_iter().map(|share| share / sum).collect())
}
