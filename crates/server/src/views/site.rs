//! A programme at a school, as a programme shows its schools.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{ProgrammeOutlook, SiteOutlook};
use talent_report::disclosure::{Shown, sizes_of_sites};
use utoipa::ToSchema;

/// One school that offers a programme. Counts below five are left out, and those that would give them away.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SiteView {
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) name: String,
    /// Students.
    pub(crate) students: Option<f64>,
    /// Registered entrants.
    pub(crate) entrants: Option<f64>,
    /// 直接就业率; left out below ten persons.
    pub(crate) placement_rate: Option<f64>,
    /// 对口率; left out below ten persons.
    pub(crate) match_rate: Option<f64>,
    /// 重点专业级别：市级重点、省级重点、非重点. Left out if it is not known.
    pub(crate) key_level: Option<&'static str>,
}

impl SiteView {
    /// Every school that offers a programme.
    pub(super) fn all(programme: &ProgrammeOutlook, lang: Lang) -> Vec<Self> {
        let sizes = sizes_of_sites(&programme.sites.iter().collect::<Vec<_>>());
        let sites = programme.sites.iter().zip(sizes);
        sites.map(|(site, sizes)| Self::new(site, sizes, lang)).collect()
    }

    fn new(site: &SiteOutlook, [students, entrants]: [Shown; 2], lang: Lang) -> Self {
        Self {
            school: site.school.to_string(),
            name: site.name.clone(),
            students: students.value(),
            entrants: entrants.value(),
            placement_rate: site.quality.placement,
            match_rate: site.quality.matched,
            key_level: site.key_level.map(|level| level.name(lang)),
        }
    }
}
