//! A programme at a school, as a programme shows its schools.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{ProgrammeOutlook, SiteOutlook};
use utoipa::ToSchema;

use super::quality_index::QualityIndexView;

/// One school that offers a programme.
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
    /// 直接就业率; left out of few persons.
    pub(crate) placement_rate: Option<f64>,
    /// 对口率; left out of few persons.
    pub(crate) match_rate: Option<f64>,
    /// 就业质量指数 among all programmes at schools; none where too little is known of its parts.
    pub(crate) quality_index: Option<QualityIndexView>,
    /// 重点专业级别：市级重点、省级重点、非重点. Left out if it is not known.
    pub(crate) key_level: Option<&'static str>,
}

impl SiteView {
    /// Every school that offers a programme.
    pub(super) fn all(programme: &ProgrammeOutlook, lang: Lang) -> Vec<Self> {
        programme.sites.iter().map(|site| Self::new(site, lang)).collect()
    }

    fn new(site: &SiteOutlook, lang: Lang) -> Self {
        Self {
            school: site.school.to_string(),
            name: site.name.clone(),
            students: Some(site.students),
            entrants: Some(site.entrants),
            placement_rate: site.quality.placement,
            match_rate: site.quality.matched,
            quality_index: site.quality.index.as_ref().map(QualityIndexView::new),
            key_level: site.key_level.map(|level| level.name(lang)),
        }
    }
}
