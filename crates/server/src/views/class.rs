//! A class of programmes with its balance.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{ClassOutlook, HiresOutlook};
use talent_report::{band_name, certainty_name, explain_counterevidence, grade_letter};
use utoipa::ToSchema;

use super::interval::ends;

/// One class of programmes (专业类) with its balance.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ClassView {
    /// 专业类代码
    #[schema(example = "7102")]
    pub(crate) code: String,
    /// 专业类名称
    #[schema(example = "计算机类")]
    pub(crate) name: String,
    /// Programmes of it that the city offers.
    pub(crate) programmes: usize,
    /// Openings for newcomers, persons over the years of the balance, mean.
    pub(crate) demand: Option<f64>,
    /// 80 % interval.
    pub(crate) demand_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) demand_hi80: Option<f64>,
    /// Local entrants, persons, mean.
    pub(crate) supply: Option<f64>,
    /// 80 % interval.
    pub(crate) supply_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) supply_hi80: Option<f64>,
    /// 求人倍率: expected demand over expected entrants.
    pub(crate) sdr: Option<f64>,
    /// 80 % interval.
    pub(crate) sdr_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) sdr_hi80: Option<f64>,
    /// The band of the expected ratio.
    pub(crate) band: String,
    /// How sure the band is.
    pub(crate) certainty: String,
    /// How far it can be relied on, A to D.
    pub(crate) grade: String,
    /// Demand over the base window by the model alone, persons a year.
    pub(crate) window_demand: Option<f64>,
    /// Jobs that its graduates of the base window found in the city, persons a year.
    pub(crate) window_jobs: Option<f64>,
    /// Whether these two contradict each other.
    pub(crate) contradict: Option<bool>,
    /// What speaks against a surplus.
    pub(crate) counterevidence: String,
}

impl ClassView {
    pub(crate) fn new(class: &ClassOutlook, lang: Lang) -> Self {
        let [demand_lo80, demand_hi80, ..] = ends(&class.demand);
        let [supply_lo80, supply_hi80, ..] = ends(&class.supply);
        let [sdr_lo80, sdr_hi80, ..] = ends(&class.sdr);
        let hires: Option<&HiresOutlook> = class.hires.as_ref();
        Self {
            code: class.code.to_string(),
            name: class.name.clone(),
            programmes: class.programmes.len(),
            demand: class.demand.centre(),
            demand_lo80,
            demand_hi80,
            supply: class.supply.centre(),
            supply_lo80,
            supply_hi80,
            sdr: class.sdr.centre(),
            sdr_lo80,
            sdr_hi80,
            band: band_name(class.band, lang).to_owned(),
            certainty: certainty_name(class.certainty, lang).to_owned(),
            grade: grade_letter(class.grade).to_owned(),
            window_demand: hires.map(|hires| hires.modelled),
            window_jobs: hires.map(|hires| hires.jobs),
            contradict: hires.map(|hires| hires.contradict),
            counterevidence: explain_counterevidence(&class.counterevidence, lang)
                .join(lang.pick("", " ")),
        }
    }
}
