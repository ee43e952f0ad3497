//! A programme with its balance.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Band, Outlook, ProgrammeOutlook, Quality};
use talent_report::{band_name, certainty_name, grade_letter};
use utoipa::ToSchema;

use super::interval::ends;

/// One programme with its balance.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(crate) struct ProgrammeView {
    /// 专业代码
    #[schema(example = "720201")]
    pub(crate) code: String,
    /// 专业名称
    #[schema(example = "护理")]
    pub(crate) name: String,
    /// 专业类
    pub(crate) class: String,
    /// 专业大类
    pub(crate) category: String,
    /// Schools that offer it.
    pub(crate) sites: usize,
    /// Students in the base year.
    pub(crate) students: Option<f64>,
    /// Level of the programme in the city as a whole.
    #[schema(example = "yellow")]
    pub(crate) level: String,
    /// First year counted.
    pub(crate) from: i32,
    /// Last year counted.
    pub(crate) to: i32,
    /// Openings for newcomers, persons, central figure: at what is expected of all that it rests on.
    pub(crate) demand: Option<f64>,
    /// 80 % interval.
    pub(crate) demand_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) demand_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) demand_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) demand_hi95: Option<f64>,
    /// Local entrants, persons, central figure: their mean.
    pub(crate) supply: Option<f64>,
    /// 80 % interval.
    pub(crate) supply_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) supply_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) supply_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) supply_hi95: Option<f64>,
    /// Entrants less openings, persons, central figure.
    pub(crate) gap: Option<f64>,
    /// 80 % interval.
    pub(crate) gap_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) gap_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) gap_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) gap_hi95: Option<f64>,
    /// 求人倍率, openings per entrant: expected demand over expected entrants; none where the programme has no
    /// band of its own.
    pub(crate) sdr: Option<f64>,
    /// 80 % interval.
    pub(crate) sdr_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) sdr_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) sdr_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) sdr_hi95: Option<f64>,
    /// ITA on the flow, median.
    pub(crate) ita_flow: Option<f64>,
    /// ITA scaled to the workforce, median.
    pub(crate) ita_stock: Option<f64>,
    /// The band of the ITA by its own edges: information beside `band`.
    pub(crate) ita_band: Option<String>,
    /// Probability of a large shortage (紧缺).
    pub(crate) p_large_shortage: Option<f64>,
    /// Probability of a shortage that is not large (供给略少).
    pub(crate) p_shortage: Option<f64>,
    /// Probability of balance (基本平衡).
    pub(crate) p_balanced: Option<f64>,
    /// Probability of a surplus that is not large (供给略多).
    pub(crate) p_surplus: Option<f64>,
    /// Probability of a large surplus (过剩).
    pub(crate) p_large_surplus: Option<f64>,
    /// Probability of at least as many posts as entrants.
    pub(crate) p_enough: Option<f64>,
    /// The band of the expected ratio.
    pub(crate) band: String,
    /// How sure the band is: by its probability.
    pub(crate) certainty: String,
    /// How far the balance can be relied on, A to D.
    pub(crate) grade: String,
    /// Expected loss of growing the programme, in bands.
    pub(crate) loss_grow: Option<f64>,
    /// Expected loss of not acting, in bands.
    pub(crate) loss_keep: Option<f64>,
    /// Expected loss of shrinking it, in bands.
    pub(crate) loss_shrink: Option<f64>,
    /// 直接就业率 of the last three cohorts.
    pub(crate) placement_rate: Option<f64>,
    /// 对口率 of the last three cohorts.
    pub(crate) match_rate: Option<f64>,
    /// 本市就业率 of the last three cohorts.
    pub(crate) local_rate: Option<f64>,
    /// 就业满意率 of the last three cohorts.
    pub(crate) satisfaction_rate: Option<f64>,
    /// 就业稳定率 of the last three cohorts.
    pub(crate) stability_rate: Option<f64>,
    /// 就业质量指数, from 0 to 100; none where too little is known of its parts.
    pub(crate) quality_index: Option<f64>,
    /// Its geometric twin: low where one part is very bad.
    pub(crate) quality_index_geometric: Option<f64>,
    /// The rank among the programmes that have an index, the best being 1.
    pub(crate) quality_rank: Option<usize>,
    /// The lowest number of the interval that the rank lies in with a probability of 90 %.
    pub(crate) quality_rank_best: Option<usize>,
    /// Its highest number.
    pub(crate) quality_rank_worst: Option<usize>,
}

impl ProgrammeView {
    /// Every one of `programmes`, in their order.
    pub(crate) fn all<'a>(
        outlook: &Outlook,
        programmes: impl IntoIterator<Item = &'a ProgrammeOutlook>,
        lang: Lang,
    ) -> Vec<Self> {
        programmes.into_iter().map(|programme| Self::new(outlook, programme, lang)).collect()
    }

    pub(crate) fn new(outlook: &Outlook, programme: &ProgrammeOutlook, lang: Lang) -> Self {
        let ProgrammeOutlook { balance, quality, .. } = programme;
        let chances = balance.band.map(|_| balance.probabilities);
        let chance = |band| chances.map(|c| c.of(band));
        let [demand_lo80, demand_hi80, demand_lo95, demand_hi95] = ends(&balance.demand);
        let [supply_lo80, supply_hi80, supply_lo95, supply_hi95] = ends(&balance.supply);
        let [gap_lo80, gap_hi80, gap_lo95, gap_hi95] = ends(&balance.gap);
        let [sdr_lo80, sdr_hi80, sdr_lo95, sdr_hi95] = ends(&balance.sdr);
        Self {
            code: programme.code.to_string(),
            name: programme.name.clone(),
            class: programme.class_name.clone(),
            category: programme.category_name.clone(),
            sites: programme.sites.len(),
            students: programme.students.last().map(|last| last.value),
            level: level_of(outlook, programme).to_owned(),
            from: balance.from.number(),
            to: balance.to.number(),
            demand: balance.demand.centre(),
            demand_lo80,
            demand_hi80,
            demand_lo95,
            demand_hi95,
            supply: balance.supply.centre(),
            supply_lo80,
            supply_hi80,
            supply_lo95,
            supply_hi95,
            gap: balance.gap.centre(),
            gap_lo80,
            gap_hi80,
            gap_lo95,
            gap_hi95,
            sdr: balance.sdr.centre(),
            sdr_lo80,
            sdr_hi80,
            sdr_lo95,
            sdr_hi95,
            ita_flow: balance.ita_flow.median,
            ita_stock: balance.ita_stock.and_then(|range| range.median),
            ita_band: balance.ita_band.map(|band| band_name(band, lang).to_owned()),
            p_large_shortage: chance(Band::LargeShortage),
            p_shortage: chance(Band::Shortage),
            p_balanced: chance(Band::Balanced),
            p_surplus: chance(Band::Surplus),
            p_large_surplus: chance(Band::LargeSurplus),
            p_enough: chances.map(|c| c.enough),
            grade: grade_letter(balance.grade).to_owned(),
            loss_grow: chances.map(|c| c.losses().grow),
            loss_keep: chances.map(|c| c.losses().keep),
            loss_shrink: chances.map(|c| c.losses().shrink),
            band: band_name(balance.band, lang).to_owned(),
            certainty: certainty_name(balance.certainty, lang).to_owned(),
            ..Self::of_outcomes(quality)
        }
    }

    /// What came of the graduates, and nothing else.
    fn of_outcomes(quality: &Quality) -> Self {
        let rank = quality.index.map(|index| index.rank);
        Self {
            placement_rate: quality.placement,
            match_rate: quality.matched,
            local_rate: quality.local,
            satisfaction_rate: quality.satisfied,
            stability_rate: quality.stable,
            quality_index: quality.index.map(|index| index.index.value),
            quality_index_geometric: quality.index.map(|index| index.index.geometric),
            quality_rank: rank.map(|rank| rank.rank),
            quality_rank_best: rank.map(|rank| rank.best),
            quality_rank_worst: rank.map(|rank| rank.worst),
            ..Self::default()
        }
    }
}

/// The level of a programme in the city; grey where it is not rated.
fn level_of(outlook: &Outlook, programme: &ProgrammeOutlook) -> &'static str {
    let warning = outlook.city_warning(&programme.code);
    warning.map_or("grey", |warning| warning.assessment.level.code())
}
