//! What the service holds.

use serde::Serialize;
use talent_domain::{Lang, Measure};
use talent_outlook::{Audience, Cutoff, Meta};
use talent_report::{ChartKind, audience_note};
use talent_warning::WarningLevel;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

use crate::paging::MAX_LIMIT;

/// What the service holds and how large an answer may be.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MetaView {
    /// The city.
    pub(crate) city: String,
    /// Its code.
    pub(crate) region: String,
    /// Version of the program.
    pub(crate) version: String,
    /// The newest run.
    pub(crate) run_id: i64,
    /// Its vintage.
    pub(crate) data_version: i64,
    /// The school year that the balance begins after.
    pub(crate) base_year: i32,
    /// Years ahead.
    pub(crate) horizon: u8,
    /// Draws.
    pub(crate) draws: u32,
    /// Seed.
    pub(crate) seed: u32,
    /// Warning policy.
    pub(crate) policy: String,
    /// 模拟数据
    pub(crate) simulated: bool,
    /// `public`, where counts of persons are rounded, or `bureau`.
    #[schema(value_type = String, example = "public")]
    pub(crate) audience: Audience,
    /// What that means for the figures.
    pub(crate) audience_note: String,
    /// The last year of each group of figures.
    pub(crate) cutoffs: Vec<CutoffView>,
    /// Levels of warnings, the gravest first.
    pub(crate) levels: Vec<CodeView>,
    /// Measures with their units.
    pub(crate) measures: Vec<MeasureView>,
    /// Charts.
    pub(crate) charts: Vec<&'static str>,
    /// Most items a page.
    pub(crate) max_limit: usize,
}

/// A code with its name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CodeView {
    /// The code.
    pub(crate) code: &'static str,
    /// The name.
    pub(crate) name: &'static str,
}

/// A measure with its unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeasureView {
    /// The code.
    pub(crate) code: &'static str,
    /// The name.
    pub(crate) name: &'static str,
    /// The unit.
    pub(crate) unit: &'static str,
}

/// The last year of a group of figures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CutoffView {
    /// The group.
    pub(crate) name: String,
    /// Its last year.
    pub(crate) year: i32,
}

impl MetaView {
    pub(crate) fn new(meta: &Meta, run: &RunRecord, lang: Lang) -> Self {
        Self {
            city: meta.city.clone(),
            region: meta.region.to_string(),
            version: meta.version.clone(),
            run_id: run.id,
            data_version: run.vintage,
            base_year: meta.base_year.number(),
            horizon: meta.horizon,
            draws: meta.draws,
            seed: meta.seed,
            policy: meta.policy.clone(),
            simulated: meta.simulated,
            audience: meta.audience,
            audience_note: audience_note(meta.audience, lang),
            cutoffs: meta.cutoffs.iter().map(|cutoff| CutoffView::new(cutoff, lang)).collect(),
            levels: CodeView::levels(lang),
            measures: MeasureView::all(lang),
            charts: ChartKind::ALL.iter().map(|kind| kind.code()).collect(),
            max_limit: MAX_LIMIT,
        }
    }
}

impl CutoffView {
    fn new(cutoff: &Cutoff, lang: Lang) -> Self {
        Self { name: cutoff.name.get(lang).to_owned(), year: cutoff.year.number() }
    }
}

impl CodeView {
    /// Every level of warnings.
    fn levels(lang: Lang) -> Vec<Self> {
        let levels = WarningLevel::ALL.iter();
        levels.map(|level| Self { code: level.code(), name: level.name(lang) }).collect()
    }
}

impl MeasureView {
    /// Every measure.
    fn all(lang: Lang) -> Vec<Self> {
        let view = |measure: &Measure| Self {
            code: measure.code(),
            name: measure.name(lang),
            unit: measure.unit().symbol(lang),
        };
        Measure::ALL.iter().map(view).collect()
    }
}
