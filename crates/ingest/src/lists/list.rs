//! What is done with the rows of a list.

use talent_domain::{CodeList, Codebook};

use super::entry::Entry;
use crate::findings::Findings;

/// What is done with the rows of a list.
pub(super) struct List {
    /// The codes that the list defines and figures may be of.
    pub(super) defines: Option<CodeList>,
    /// Whether the list has other names for its codes, in a column 曾用名.
    pub(super) has_other_names: bool,
    /// Empties the list.
    pub(super) clear: fn(&mut Codebook),
    /// Takes a row in. Whether the list has had a row of the same key before.
    pub(super) take: fn(&mut Entry<'_>, &mut Codebook) -> bool,
    /// What must hold of all rows together.
    pub(super) check: Option<fn(&mut Codebook, &mut Findings)>,
}

impl List {
    /// A list that defines no codes and whose rows stand for themselves.
    pub(super) const fn new(
        clear: fn(&mut Codebook),
        take: fn(&mut Entry<'_>, &mut Codebook) -> bool,
    ) -> Self {
        Self { defines: None, has_other_names: false, clear, take, check: None }
    }

    /// The same list, with codes that have other names.
    pub(super) const fn of_codes(self, codes: CodeList) -> Self {
        Self { defines: Some(codes), has_other_names: true, ..self }
    }

    /// The same list, with what must hold of all rows together.
    pub(super) const fn checked_by(self, check: fn(&mut Codebook, &mut Findings)) -> Self {
        Self { check: Some(check), ..self }
    }
}
