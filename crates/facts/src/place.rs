//! Places: where the figures of a programme at a school stand, under its own code and under former ones.

use talent_domain::{ProgrammeCode, RegionCode, SchoolCode, SeriesKey};

/// Where the figures of a programme at a school stand: under its own code, and under those of programmes of former
/// catalogues that it came from (C10).
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The programme in force.
    pub programme: ProgrammeCode,
    /// Where the school is.
    pub region: RegionCode,
    pub(crate) parts: Vec<Part>,
}

/// A key that figures of a place stand under.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    pub(crate) key: SeriesKey,
    /// The share of its persons that belongs to the place.
    pub(crate) share: f64,
    /// The row of C10 that says so; none for the place's own key.
    pub(crate) former_row: Option<usize>,
}

/// The place that a figure counts to, and with which share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceOf<'k> {
    /// The programme in force.
    pub programme: &'k ProgrammeCode,
    /// The school.
    pub school: &'k SchoolCode,
    /// The share of the figure's persons.
    pub share: f64,
    /// The row of C10 by which a figure under a former code counts; none for a code in force.
    pub former_row: Option<usize>,
}

impl Place {
    /// Rows of C10 by which figures under former codes count to the place.
    pub fn former_rows(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().filter_map(|part| part.former_row)
    }
}
