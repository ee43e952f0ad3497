//! A programme: its balance, causes, cohorts, rates and schools.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Outlook, ProgrammeOutlook, Range};
use talent_report::disclosure::{self, history_of_programme, sizes_of_sites};
use talent_report::explain_programme;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

use super::series::{SeriesRow, programme_rows};

/// One programme with its balance.
#[derive(Debug, Clone, Serialize, ToSchema)]
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
    /// Students in the base year; left out below five, and where they would give others away.
    pub(crate) students: Option<f64>,
    /// Level of the programme in the city as a whole.
    #[schema(example = "yellow")]
    pub(crate) level: String,
    /// First year counted.
    pub(crate) from: i32,
    /// Last year counted.
    pub(crate) to: i32,
    /// Openings for newcomers, persons, median.
    pub(crate) demand: Option<f64>,
    /// 80 % interval.
    pub(crate) demand_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) demand_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) demand_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) demand_hi95: Option<f64>,
    /// Local entrants, persons, median.
    pub(crate) supply: Option<f64>,
    /// 80 % interval.
    pub(crate) supply_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) supply_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) supply_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) supply_hi95: Option<f64>,
    /// Entrants less openings, persons, median.
    pub(crate) gap: Option<f64>,
    /// 80 % interval.
    pub(crate) gap_lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) gap_hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) gap_lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) gap_hi95: Option<f64>,
    /// 供求比: openings per entrant, median.
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
    /// Probability of ITA ≤ 0.85.
    pub(crate) p_shortage: f64,
    /// Probability of ITA ≤ 1.
    pub(crate) p_good: f64,
    /// Probability of ITA > 1.05.
    pub(crate) p_surplus: f64,
    /// Probability of ITA > 1.15.
    pub(crate) p_large_surplus: f64,
    /// The class of the median.
    pub(crate) band: String,
    /// How sure the class is.
    pub(crate) certainty: String,
    /// 直接就业率 of the last three classes.
    pub(crate) placement_rate: Option<f64>,
    /// 对口率 of the last three classes.
    pub(crate) match_rate: Option<f64>,
    /// 本市就业率 of the last three classes.
    pub(crate) local_rate: Option<f64>,
}

pub(super) fn ends(range: &Range) -> [Option<f64>; 4] {
    [range.p80.0, range.p80.1, range.p95.0, range.p95.1]
}

impl ProgrammeView {
    pub(crate) fn new(outlook: &Outlook, programme: &ProgrammeOutlook, lang: Lang) -> Self {
        let balance = &programme.balance;
        let level = outlook.city_warning(&programme.code).map(|w| w.assessment.level.code());
        let shown = history_of_programme(outlook, programme);
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
            students: shown.students.last().and_then(|students| students.value()),
            level: level.unwrap_or("grey").to_owned(),
            from: balance.from.number(),
            to: balance.to.number(),
            demand: balance.demand.median,
            demand_lo80,
            demand_hi80,
            demand_lo95,
            demand_hi95,
            supply: balance.supply.median,
            supply_lo80,
            supply_hi80,
            supply_lo95,
            supply_hi95,
            gap: balance.gap.median,
            gap_lo80,
            gap_hi80,
            gap_lo95,
            gap_hi95,
            sdr: balance.sdr.median,
            sdr_lo80,
            sdr_hi80,
            sdr_lo95,
            sdr_hi95,
            ita_flow: balance.ita_flow.median,
            ita_stock: balance.ita_stock.and_then(|range| range.median),
            p_shortage: balance.probabilities.shortage,
            p_good: balance.probabilities.good,
            p_surplus: balance.probabilities.surplus,
            p_large_surplus: balance.probabilities.large_surplus,
            band: balance.band.name(lang).to_owned(),
            certainty: balance.certainty.name(lang).to_owned(),
            placement_rate: programme.quality.placement,
            match_rate: programme.quality.matched,
            local_rate: programme.quality.local,
        }
    }
}

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

/// A programme with its series, schools and industries.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProgrammeDetail {
    /// The programme with its balance.
    pub(crate) programme: ProgrammeView,
    /// What the spread of its gap comes from, the largest part first.
    pub(crate) drivers: Vec<DriverView>,
    /// Demand for newcomers by cause, persons, with everything at its mean; the parts add up to it.
    pub(crate) causes: Vec<PartView>,
    /// Local entrants by cohort, the first to graduate first.
    pub(crate) cohorts: Vec<CohortView>,
    /// The rates of its supply with numerators and denominators.
    pub(crate) rates: Vec<RateView>,
    /// Reliability of the balance, A to D.
    #[schema(example = "B")]
    pub(crate) grade: String,
    /// Median gap after graduates have moved on to the work of other programmes, persons.
    pub(crate) gap_after_mobility: Option<f64>,
    /// Median gap with local retention one standard deviation lower, persons.
    pub(crate) gap_at_low_retention: Option<f64>,
    /// The same with it one standard deviation higher.
    pub(crate) gap_at_high_retention: Option<f64>,
    /// How the forecast of its graduates came about, in a sentence.
    pub(crate) explanation: String,
    /// Its series.
    pub(crate) series: Vec<SeriesRow>,
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

/// A block of uncertainty and its share of the variance of a gap.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DriverView {
    /// The block.
    #[schema(example = "本市留存率")]
    pub(crate) block: String,
    /// A fraction of the variance.
    #[schema(example = 0.3)]
    pub(crate) share: f64,
}

/// A named part of a figure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PartView {
    /// Its name.
    #[schema(example = "退出补充")]
    pub(crate) name: String,
    /// Persons.
    pub(crate) persons: f64,
}

/// The entrants of one cohort.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CohortView {
    /// When it graduates.
    pub(crate) year: i32,
    /// Where it stands in the base year.
    #[schema(example = "在校三年级")]
    pub(crate) stand: String,
    /// Local entrants, persons, median.
    pub(crate) entrants: Option<f64>,
    /// 80 % interval.
    pub(crate) lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) hi80: Option<f64>,
}

/// A rate with its numerator and denominator.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RateView {
    /// Its name.
    #[schema(example = "本市留存率")]
    pub(crate) name: String,
    /// What is divided by what.
    pub(crate) definition: String,
    /// Persons counted; left out below five, and where the denominator is below ten.
    pub(crate) count: Option<f64>,
    /// Of how many; left out with the count.
    pub(crate) of: Option<f64>,
    /// The rate used, drawn towards the city's; a fraction.
    pub(crate) used: f64,
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

impl ProgrammeDetail {
    pub(crate) fn new(
        outlook: &Outlook,
        programme: &ProgrammeOutlook,
        run: &RunRecord,
        lang: Lang,
    ) -> Self {
        let sizes = sizes_of_sites(&programme.sites.iter().collect::<Vec<_>>());
        Self {
            programme: ProgrammeView::new(outlook, programme, lang),
            drivers: programme
                .balance
                .drivers
                .iter()
                .map(|driver| DriverView {
                    block: driver.block.name(lang).to_owned(),
                    share: driver.share,
                })
                .collect(),
            causes: programme
                .balance
                .causes
                .parts(lang)
                .into_iter()
                .map(|(name, persons)| PartView { name: name.to_owned(), persons })
                .collect(),
            cohorts: programme
                .balance
                .cohorts
                .iter()
                .map(|cohort| CohortView {
                    year: cohort.year.number(),
                    stand: cohort.stand.name(lang),
                    entrants: cohort.entrants.median,
                    lo80: cohort.entrants.p80.0,
                    hi80: cohort.entrants.p80.1,
                })
                .collect(),
            rates: programme
                .rates
                .iter()
                .map(|rate| {
                    let (name, definition) = rate.definition.text(lang);
                    let known = disclosure::rate(rate.count, rate.of).is_value();
                    RateView {
                        name: name.to_owned(),
                        definition: definition.to_owned(),
                        count: known.then_some(rate.count),
                        of: known.then_some(rate.of),
                        used: rate.used,
                    }
                })
                .collect(),
            grade: format!("{:?}", programme.balance.grade),
            gap_after_mobility: programme.balance.gap_after_mobility.median,
            gap_at_low_retention: programme.balance.gap_by_retention.map(|gaps| gaps.0),
            gap_at_high_retention: programme.balance.gap_by_retention.map(|gaps| gaps.1),
            explanation: explain_programme(programme, lang),
            series: programme_rows(outlook, programme),
            sites: programme
                .sites
                .iter()
                .zip(sizes)
                .map(|(site, [students, entrants])| SiteView {
                    school: site.school.to_string(),
                    name: site.name.clone(),
                    students: students.value(),
                    entrants: entrants.value(),
                    placement_rate: site.quality.placement,
                    match_rate: site.quality.matched,
                    key_level: site.key_level.map(|level| level.name(lang)),
                })
                .collect(),
            industries: programme
                .industries
                .iter()
                .map(|(code, name, share)| IndustryShare {
                    code: code.to_string(),
                    name: name.clone(),
                    share: *share,
                })
                .collect(),
            run_id: run.id,
            data_version: run.vintage,
            simulated: outlook.meta.simulated,
        }
    }
}
