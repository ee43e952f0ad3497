//! From occupations to the classes of programmes that serve them.
//!
//! One row per group of occupations spreads its openings over all classes that serve it by their weights, whether the
//! city offers them or not: what is offered, and to how many, does not move it. The last column is work that no class
//! prepares for.

use std::collections::{BTreeMap, BTreeSet};

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

/// The bridge to `classes`, the last column standing for work that none prepares for.
pub(super) fn bridge_matrix(
    served: &[Served],
    classes: &[ProgrammeClass],
) -> Result<Matrix, MatrixError> {
    Matrix::new(served.iter().map(|of_group| bridge_row(of_group, classes)).collect())
}

/// The classes that serve any group, and those of the programmes `offered`.
pub(super) fn classes_of(
    served: &[Served],
    offered: impl Iterator<Item = ProgrammeClass>,
) -> Vec<ProgrammeClass> {
    let linked = served.iter().flat_map(|of_group| of_group.keys().cloned());
    linked.chain(offered).collect::<BTreeSet<_>>().into_iter().collect()
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

/// One row of the bridge, adding up to one: all for none where no class serves the group.
fn bridge_row(served: &Served, classes: &[ProgrammeClass]) -> Vec<f64> {
    let mut row: Vec<f64> =
        classes.iter().map(|class| served.get(class).map_or(0.0, |link| link.weight)).collect();
    let total: f64 = row.iter().sum();
    if total > 0.0 {
        for share in &mut row {
            *share /= total;
        }
    }
    row.push(if total > 0.0 { 0.0 } else { 1.0 });
    row
}
