//! What would be if.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::ScenarioOutlook;
use talent_report::band_name;
use utoipa::ToSchema;

/// A programme in a scenario, beside the base.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScenarioView {
    /// 专业代码
    pub(crate) code: String,
    /// 专业名称
    pub(crate) name: String,
    /// Openings for newcomers in the base, persons, central figure.
    pub(crate) demand_base: Option<f64>,
    /// The same in the scenario.
    pub(crate) demand: Option<f64>,
    /// Local entrants in the base, persons, central figure.
    pub(crate) supply_base: Option<f64>,
    /// The same in the scenario.
    pub(crate) supply: Option<f64>,
    /// Entrants less openings in the base, persons, central figure.
    pub(crate) gap_base: Option<f64>,
    /// The same in the scenario.
    pub(crate) gap: Option<f64>,
    /// 80 % interval of it.
    pub(crate) gap_lo80: Option<f64>,
    /// 80 % interval of it.
    pub(crate) gap_hi80: Option<f64>,
    /// Class in the base.
    pub(crate) class_base: String,
    /// Class in the scenario.
    pub(crate) class: String,
}

impl ScenarioView {
    pub(crate) fn all(outlook: &ScenarioOutlook, lang: Lang) -> Vec<Self> {
        let programmes = outlook.programmes.iter();
        programmes
            .map(|p| Self {
                code: p.code.to_string(),
                name: p.name.clone(),
                demand_base: p.demand.0.centre(),
                demand: p.demand.1.centre(),
                supply_base: p.supply.0.centre(),
                supply: p.supply.1.centre(),
                gap_base: p.gap.0.centre(),
                gap: p.gap.1.centre(),
                gap_lo80: p.gap.1.p80.0,
                gap_hi80: p.gap.1.p80.1,
                class_base: band_name(p.band.0, lang).to_owned(),
                class: band_name(p.band.1, lang).to_owned(),
            })
            .collect()
    }
}
