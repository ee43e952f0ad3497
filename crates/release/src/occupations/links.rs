//! From occupations to programmes, through the classes that serve them.
//!
//! `B = λ·B_curriculum + (1 − λ)·B_observed`, one row per group of occupations. `B_curriculum` spreads a
//! group's openings over all classes that serve it by their weights, and within a class evenly over the
//! programmes that the city offers; what falls to classes without such a programme goes to the last
//! column, "not offered here". `B_observed` spreads them as the graduates of the offered programmes
//! are spread.

use std::collections::BTreeMap;

use talent_domain::{
    Codebook, EducationLevel, IndustryCode, ListRow, ProgrammeClass, ProgrammeCode, TemplateCode,
    Year,
};
use talent_market::{Matrix, MatrixError};

/// How far a class serves a group of occupations.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Link {
    /// Its weight among the classes that serve the group.
    pub(super) weight: f64,
    /// The list rows that say so.
    pub(super) rows: Vec<ListRow>,
}

/// Classes that serve a group of occupations.
pub(super) type Served = BTreeMap<ProgrammeClass, Link>;

/// The bridge of the offered programmes, given with their graduates; one more column stands for
/// programmes not offered.
pub(super) fn bridge_matrix(
    served: &[Served],
    programmes: &[(ProgrammeCode, f64)],
    curriculum_weight: f64,
) -> Result<Matrix, MatrixError> {
    let blend = |classes: &Served| {
        let curriculum = curriculum_row(classes, programmes);
        let Some(observed) = observed_row(classes, programmes) else { return curriculum };
        let pairs = curriculum.iter().zip(observed);
        pairs.map(|(c, o)| curriculum_weight * c + (1.0 - curriculum_weight) * o).collect()
    };
    Matrix::new(served.iter().map(blend).collect())
}

/// Classes of the level that an occupation is linked to in a year (list C9), with their weights.
pub(super) fn classes_of_occupation(
    codes: &Codebook,
    level: EducationLevel,
    occupation: &str,
    year: Year,
) -> Served {
    let links = codes.occupation_classes.iter().enumerate();
    let links = links
        .filter(|(_, row)| row.occupation == occupation && row.holds_in(year.number()))
        .filter(|(_, row)| is_of_level(&row.class, level));
    let mut served = Served::new();
    for (position, row) in links {
        let link = served.entry(row.class.clone()).or_default();
        link.weight = row.weight;
        link.rows.push(ListRow { list: TemplateCode::C9, row: position as u32 });
    }
    served
}

/// Classes of the level that serve a section (list C5): nearer ones more, weight 1/rank, each class's
/// weights over its sections adding up to one.
pub(super) fn classes_of_section(
    codes: &Codebook,
    level: EducationLevel,
    section: &IndustryCode,
) -> Served {
    let rows = codes.bridge.iter().enumerate();
    let rows = rows.filter(|(_, row)| is_of_level(&row.class, level));
    let mut sums: BTreeMap<&ProgrammeClass, f64> = BTreeMap::new();
    for (_, row) in rows.clone() {
        *sums.entry(&row.class).or_default() += 1.0 / f64::from(row.rank);
    }
    rows.filter(|(_, row)| row.industry == *section)
        .map(|(position, row)| {
            let weight = 1.0 / f64::from(row.rank) / sums[&row.class];
            let rows = vec![ListRow { list: TemplateCode::C5, row: position as u32 }];
            (row.class.clone(), Link { weight, rows })
        })
        .collect()
}

/// Whether the programmes of a class lead to a level.
fn is_of_level(class: &ProgrammeClass, level: EducationLevel) -> bool {
    ProgrammeCode::new(&format!("{class}01")).is_ok_and(|code| code.education_level() == level)
}

/// One row of `B_curriculum`, adding up to one: all "not offered here" where no class serves the
/// group.
fn curriculum_row(classes: &Served, programmes: &[(ProgrammeCode, f64)]) -> Vec<f64> {
    let not_offered = programmes.len();
    let mut row = vec![0.0; programmes.len() + 1];
    let mut total = 0.0;
    for (class, link) in classes {
        total += link.weight;
        let offered: Vec<usize> =
            (0..programmes.len()).filter(|&p| programmes[p].0.class() == *class).collect();
        if offered.is_empty() {
            row[not_offered] += link.weight;
        }
        for &p in &offered {
            row[p] += link.weight / offered.len() as f64;
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

/// One row of `B_observed`, adding up to one; `None` where no programme that serves the group has
/// graduates.
fn observed_row(classes: &Served, programmes: &[(ProgrammeCode, f64)]) -> Option<Vec<f64>> {
    let weighted = |(programme, graduates): &(ProgrammeCode, f64)| {
        classes.get(&programme.class()).map_or(0.0, |link| link.weight) * graduates
    };
    let mut row: Vec<f64> = programmes.iter().map(weighted).collect();
    row.push(0.0);
    let sum: f64 = row.iter().sum();
    (sum > 0.0).then(|| row.into_iter().map(|share| share / sum).collect())
}
