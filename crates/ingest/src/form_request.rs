//! What a form is asked for.

use talent_domain::{Codebook, Observation, SchoolCode, TemplateCode, Year};

/// What a form is for.
#[derive(Debug, Clone, Copy)]
pub struct FormRequest<'a> {
    /// The template.
    pub template: TemplateCode,
    /// The code lists in force, for drop-down lists and names.
    pub codebook: &'a Codebook,
    /// The figures in force, of which the rows of the year before are taken over without their figures.
    pub known: &'a [Observation],
    /// The school that is to fill it in.
    pub school: Option<&'a SchoolCode>,
    /// The year that is asked for.
    pub year: Option<Year>,
    /// Whether the figures of the year before go with it on a sheet of their own. They are as reported, and for the
    /// sender's eyes and the bureau's only.
    pub with_earlier: bool,
}
