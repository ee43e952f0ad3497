//! What codes and names are looked up in.

use talent_domain::Codebook;

use crate::names::Names;

/// The code lists in force, and their names.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub(super) codebook: &'a Codebook,
    pub(super) names: &'a Names,
}
