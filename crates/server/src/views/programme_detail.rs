//! A programme in full: its balance, causes, cohorts, rates, schools and industries.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook};
use talent_report::explain_programme;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

use super::balance_parts::{CohortView, DriverView, PartView, RateView};
use super::programme::ProgrammeView;
use super::quality_index::QualityIndexView;
use super::series::{SeriesRow, programme_rows};
use super::site::SiteView;

/// A programme with its series, schools and industries.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProgrammeDetail {
    /// The programme with its balance.
    pub(crate) programme: ProgrammeView,
    /// What the spread of its gap comes from, the largest part first.
    pub(crate) drivers: Vec<DriverView>,
    /// Demand for newcomers by cause, persons: means of the draws, which add up to the mean demand.
    pub(crate) causes: Vec<PartView>,
    /// Local entrants by cohort, the first to graduate first.
    pub(crate) cohorts: Vec<CohortView>,
    /// The rates of its supply with numerators and denominators.
    pub(crate) rates: Vec<RateView>,
    /// Reliability of the balance, A to D.
    #[schema(example = "B")]
    pub(crate) grade: String,
    /// Median gap with local retention one standard deviation lower, persons.
    pub(crate) gap_at_low_retention: Option<f64>,
    /// The same with it one standard deviation higher.
    pub(crate) gap_at_high_retention: Option<f64>,
    /// How the forecast of its graduates came about, in a sentence.
    pub(crate) explanation: String,
    /// Its series.
    pub(crate) series: Vec<SeriesRow>,
    /// 就业质量指数 with the scores of its parts; none where too little is known of them.
    pub(crate) quality_index: Option<QualityIndexView>,
    /// Schools that offer it.
    pub(crate) sites: Vec<SiteView>,
    /// Industries that it serves, with their share of its openings.
    pub(crate) industries: Vec<IndustryShare>,
    /// The run.
    pub(crate) run_id: i64,
    /// The vintage.
    pub(crate) data_version: i64,
    /// 模拟数据
    pub(crate) simulated: bool,
}

/// An industry's share of a programme's openings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IndustryShare {
    /// The section.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// A fraction.
    pub(crate) share: f64,
}

impl IndustryShare {
    /// Every industry that a programme serves.
    fn all(programme: &ProgrammeOutlook) -> Vec<Self> {
        let industries = programme.industries.iter();
        industries
            .map(|(code, name, share)| Self {
                code: code.to_string(),
                name: name.clone(),
                share: *share,
            })
            .collect()
    }
}

impl ProgrammeDetail {
    pub(crate) fn new(
        outlook: &Outlook,
        programme: &ProgrammeOutlook,
        run: &RunRecord,
        lang: Lang,
    ) -> Self {
        let balance = &programme.balance;
        Self {
            programme: ProgrammeView::new(outlook, programme, lang),
            drivers: DriverView::all(balance, lang),
            causes: PartView::causes(balance, lang),
            cohorts: CohortView::all(balance, lang),
            rates: RateView::all(&programme.rates, lang),
            grade: format!("{:?}", balance.grade),
            gap_at_low_retention: balance.gap_by_retention.map(|(low, _)| low),
            gap_at_high_retention: balance.gap_by_retention.map(|(_, high)| high),
            explanation: explain_programme(programme, lang),
            series: programme_rows(programme),
            quality_index: programme.quality.index.as_ref().map(QualityIndexView::new),
            sites: SiteView::all(programme, lang),
            industries: IndustryShare::all(programme),
            run_id: run.id,
            data_version: run.vintage,
            simulated: outlook.meta.simulated,
        }
    }
}
