//! A programme in full: its balance, causes, cohorts, rates, schools and industries.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{CityBalance, Outlook, ProgrammeOutlook};
use talent_report::{band_name, explain_programme};
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
    /// 只计本市: the balance without regions around the city; none where none count.
    pub(crate) city_alone: Option<CityBalanceView>,
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

/// The balance of the city alone, where regions around it count in all other figures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CityBalanceView {
    /// Openings for newcomers in the city, persons.
    pub(crate) demand: f64,
    /// Entrants who stay in it, persons.
    pub(crate) supply: f64,
    /// 求人倍率, the one over the other; none without entrants.
    pub(crate) sdr: Option<f64>,
    /// 供求类别
    #[schema(example = "基本平衡")]
    pub(crate) band: &'static str,
}

impl CityBalanceView {
    fn new(city: CityBalance, lang: Lang) -> Self {
        Self {
            demand: city.demand,
            supply: city.supply,
            sdr: city.sdr,
            band: band_name(city.band, lang),
        }
    }
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
            city_alone: balance.city.map(|city| CityBalanceView::new(city, lang)),
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
