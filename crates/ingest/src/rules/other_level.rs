//! C22: programmes are of the level that their school teaches at.

use talent_domain::{Codebook, Level};

use crate::row::Row;
use crate::school_level::school_level;

/// School and programme of a row, where the one is not of the other's level.
pub(crate) fn of_other_level(row: &Row, codebook: &Codebook) -> Option<String> {
    let (Some(Level::Code(school)), Some(Level::Code(programme))) = (&row.school, &row.programme)
    else {
        return None;
    };
    let level = school_level(&codebook.schools.get(school)?.kind)?;
    let differs = programme.education_level() != level;
    differs.then(|| format!("{} {programme}", codebook.school_name(school)))
}
