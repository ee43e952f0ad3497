//! From industries to programmes, through the table of programme classes (list C5).
//!
//! `B = λ·B_curriculum + (1 − λ)·B_observed`, a row for each section. `B_curriculum` spreads a
//! section's openings over all classes that serve it (nearer ones more: weight 1/rank), and within
//! a class evenly over the programmes that the city offers; what falls to classes without such a
//! programme goes to the last column, "not offered here". `B_observed` spreads them as the
//! graduates of the offered programmes are spread.

use std::collections::BTreeMap;

use talent_domain::{EducationLevel, IndustryCode, ProgrammeClass, ProgrammeCode};
use talent_ingest::Codebook;
use talent_market::{Matrix, MatrixError};

/// The bridge of the offered programmes; one more column stands for programmes not offered.
pub(crate) fn bridge(
    codes: &Codebook,
    level: EducationLevel,
    sections: &[IndustryCode],
    programmes: &[(ProgrammeCode, f64)],
    curriculum_weight: f64,
) -> Result<Matrix, MatrixError> {
    let classes = classes_of_level(codes, level);
    let rows = sections
        .iter()
        .map(|section| {
            let curriculum = curriculum_row(&classes, section, programmes);
            let observed = observed_row(&classes, section, programmes);
            match observed {
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

/// For each class of the level, its sections with weights that add up to one.
type Classes = BTreeMap<ProgrammeClass, BTreeMap<IndustryCode, f64>>;

fn classes_of_level(codes: &Codebook, level: EducationLevel) -> Classes {
    let mut classes: Classes = BTreeMap::new();
    for row in &codes.bridge {
        let of_level = ProgrammeCode::new(&format!("{}01", row.class))
            .is_ok_and(|code| code.education_level() == level);
        if of_level {
            let weight = 1.0 / f64::from(row.rank);
            classes.entry(row.class.clone()).or_default().insert(row.industry.clone(), weight);
        }
    }
    for sections in classes.values_mut() {
        let sum: f64 = sections.values().sum();
        for weight in sections.values_mut() {
            *weight /= sum;
        }
    }
    classes
}

fn curriculum_row(
    classes: &Classes,
    section: &IndustryCode,
    programmes: &[(ProgrammeCode, f64)],
) -> Vec<f64> {
    let not_offered = programmes.len();
    let mut row = vec![0.0; programmes.len() + 1];
    let mut total = 0.0;
    for (class, sections) in classes {
        let Some(weight) = sections.get(section) else { continue };
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
        // No class serves the section: nothing that it needs is offered.
        row[not_offered] = 1.0;
    }
    row
}

fn observed_row(
    classes: &Classes,
    section: &IndustryCode,
    programmes: &[(ProgrammeCode, f64)],
) -> Option<Vec<f64>> {
    let mut row: Vec<f64> = programmes
        .iter()
        .map(|(programme, graduates)| {
            let serves = classes.get(&programme.class()).and_then(|sections| sections.get(section));
            serves.copied().unwrap_or(0.0) * graduates
        })
        .collect();
    row.push(0.0);
    let sum: f64 = row.iter().sum();
    (sum > 0.0).then(|| row.into_iter().map(|share| share / sum).collect())
}
