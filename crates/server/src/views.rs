//! What goes over the wire. Flat rows, so that JSON and CSV say the same.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{
    BodyEstimate, Comparison, ForecastPoint, IndustryOutlook, Outlook, PlannedEvent, Point,
    ProgrammeOutlook, Range, ScenarioOutlook, StructureOutlook, WarningRecord,
};
use talent_report::{
    explain_evidence, explain_industry, explain_programme, figures::SMALLEST_COUNT,
};
use talent_workspace::RunRecord;
use utoipa::ToSchema;

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
    /// Students in the base year.
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

fn ends(range: &Range) -> [Option<f64>; 4] {
    [range.p80.0, range.p80.1, range.p95.0, range.p95.1]
}

impl ProgrammeView {
    pub(crate) fn new(outlook: &Outlook, programme: &ProgrammeOutlook, lang: Lang) -> Self {
        let balance = &programme.balance;
        let level = outlook.city_warning(&programme.code).map(|w| w.assessment.level.code());
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
            students: programme.students.last().map(|point| point.value),
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

/// One year of one series: observed or forecast.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SeriesRow {
    /// `programme` or `industry`.
    pub(crate) subject: String,
    /// Its code; `total` for all industries together.
    pub(crate) code: String,
    /// `students`, `entrants`, `graduates` or `employment`.
    pub(crate) measure: String,
    /// The year.
    pub(crate) year: i32,
    /// `observed`, `estimate` (under a known total) or `forecast`.
    pub(crate) status: String,
    /// The value, or the median.
    pub(crate) value: Option<f64>,
    /// 80 % interval.
    pub(crate) lo80: Option<f64>,
    /// 80 % interval.
    pub(crate) hi80: Option<f64>,
    /// 95 % interval.
    pub(crate) lo95: Option<f64>,
    /// 95 % interval.
    pub(crate) hi95: Option<f64>,
}

struct SeriesId<'a> {
    subject: &'a str,
    code: &'a str,
    measure: &'a str,
}

impl SeriesId<'_> {
    fn observed(&self, points: &[Point]) -> Vec<SeriesRow> {
        let none = Range { median: None, p80: (None, None), p95: (None, None) };
        points
            .iter()
            .map(|p| {
                self.row(p.year.number(), "observed", &Range { median: Some(p.value), ..none })
            })
            .collect()
    }

    fn to_come(&self, points: &[ForecastPoint], estimated_until: Option<i32>) -> Vec<SeriesRow> {
        points
            .iter()
            .map(|p| {
                let year = p.year.number();
                let estimated = estimated_until.is_some_and(|until| year <= until);
                self.row(year, if estimated { "estimate" } else { "forecast" }, &p.range)
            })
            .collect()
    }

    fn row(&self, year: i32, status: &str, range: &Range) -> SeriesRow {
        let [lo80, hi80, lo95, hi95] = ends(range);
        SeriesRow {
            subject: self.subject.to_owned(),
            code: self.code.to_owned(),
            measure: self.measure.to_owned(),
            year,
            status: status.to_owned(),
            value: range.median,
            lo80,
            hi80,
            lo95,
            hi95,
        }
    }
}

/// The series of a programme.
pub(crate) fn programme_rows(programme: &ProgrammeOutlook) -> Vec<SeriesRow> {
    let code = programme.code.as_str();
    let id = |measure| SeriesId { subject: "programme", code, measure };
    let mut rows = id("students").observed(&programme.students);
    rows.extend(id("entrants").observed(&programme.entrants));
    rows.extend(id("entrants").to_come(&programme.entrants_forecast, None));
    rows.extend(id("graduates").observed(&programme.graduates));
    rows.extend(id("graduates").to_come(&programme.graduates_forecast, None));
    rows
}

/// The series of an industry.
pub(crate) fn industry_rows(industry: &IndustryOutlook) -> Vec<SeriesRow> {
    let code = industry.code_or_total();
    let id = SeriesId { subject: "industry", code, measure: "employment" };
    let mut rows = id.observed(&industry.history);
    let until = industry.estimated_until.map(talent_domain::Year::number);
    rows.extend(id.to_come(&industry.forecast, until));
    rows
}

/// One school that offers a programme. Counts below the smallest published cell are left out.
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
    /// Persons counted; left out where the denominator is below ten.
    pub(crate) count: Option<f64>,
    /// Of how many; left out below ten.
    pub(crate) of: Option<f64>,
    /// The rate used, drawn towards the city's; a fraction.
    pub(crate) used: f64,
}

/// A programme in a scenario, beside the base.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ScenarioView {
    /// 专业代码
    pub(crate) code: String,
    /// 专业名称
    pub(crate) name: String,
    /// Openings for newcomers in the base, persons, median.
    pub(crate) demand_base: Option<f64>,
    /// The same in the scenario.
    pub(crate) demand: Option<f64>,
    /// Local entrants in the base, persons, median.
    pub(crate) supply_base: Option<f64>,
    /// The same in the scenario.
    pub(crate) supply: Option<f64>,
    /// Entrants less openings in the base, persons, median.
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
                demand_base: p.demand.0.median,
                demand: p.demand.1.median,
                supply_base: p.supply.0.median,
                supply: p.supply.1.median,
                gap_base: p.gap.0.median,
                gap: p.gap.1.median,
                gap_lo80: p.gap.1.p80.0,
                gap_hi80: p.gap.1.p80.1,
                class_base: p.band.0.name(lang).to_owned(),
                class: p.band.1.name(lang).to_owned(),
            })
            .collect()
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

impl ProgrammeDetail {
    pub(crate) fn new(
        outlook: &Outlook,
        programme: &ProgrammeOutlook,
        run: &RunRecord,
        lang: Lang,
    ) -> Self {
        let count = |value: f64| (value == 0.0 || value >= SMALLEST_COUNT).then_some(value);
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
                    let known = rate.of >= 2.0 * SMALLEST_COUNT;
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
            series: programme_rows(programme),
            sites: programme
                .sites
                .iter()
                .map(|site| {
                    let rated = site.quality.persons >= 2.0 * SMALLEST_COUNT;
                    SiteView {
                        school: site.school.to_string(),
                        name: site.name.clone(),
                        students: count(site.students),
                        entrants: count(site.entrants),
                        placement_rate: site.quality.placement.filter(|_| rated),
                        match_rate: site.quality.matched.filter(|_| rated),
                    }
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

/// An industry with its series.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct IndustryDetail {
    /// The section.
    #[schema(example = "B")]
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// How the forecast came about, in a sentence.
    pub(crate) explanation: String,
    /// Change of employment over the horizon, median.
    pub(crate) expansion: Option<f64>,
    /// Exits over the horizon, median.
    pub(crate) replacement: Option<f64>,
    /// Openings over the horizon, median.
    pub(crate) openings: Option<f64>,
    /// Elasticity of employment to output.
    pub(crate) elasticity: Option<f64>,
    /// Weight of the industry's own figures in it.
    pub(crate) elasticity_own_weight: Option<f64>,
    /// Projects and closures, added after the model.
    pub(crate) events: Vec<EventView>,
    /// What industry bodies expect, beside ours.
    pub(crate) body_estimates: Vec<BodyEstimateView>,
    /// Named models to compare with.
    pub(crate) comparisons: Vec<ComparisonView>,
    /// Of all industries together: employment against graduates by section.
    pub(crate) structure: Option<StructureView>,
    /// Its series.
    pub(crate) series: Vec<SeriesRow>,
    /// The run.
    pub(crate) run_id: i64,
    /// The vintage.
    pub(crate) data_version: i64,
}

/// A planned project or closure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EventView {
    /// 投产或关停的年份
    pub(crate) year: i32,
    /// 项目或企业
    pub(crate) name: String,
    /// Posts added, or (negative) lost.
    pub(crate) posts: f64,
    /// How likely, a fraction.
    pub(crate) probability: f64,
    /// Where it was published.
    pub(crate) source: String,
    /// Where the row stands.
    pub(crate) cell: String,
}

/// What an industry body expects of a year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BodyEstimateView {
    /// The year.
    pub(crate) year: i32,
    /// The occupation; absent for all of the industry.
    pub(crate) occupation: Option<String>,
    /// Newcomers needed, persons.
    pub(crate) demand: f64,
    /// Low estimate.
    pub(crate) low: Option<f64>,
    /// High estimate.
    pub(crate) high: Option<f64>,
    /// Our openings in a mean year of the horizon, median, where the two can be compared.
    pub(crate) ours: Option<f64>,
    /// Lower end of 80 %.
    pub(crate) ours_lo80: Option<f64>,
    /// Upper end of 80 %.
    pub(crate) ours_hi80: Option<f64>,
    /// Who says so and on what ground.
    pub(crate) remark: String,
}

/// A named model beside ours.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ComparisonView {
    /// Its name.
    pub(crate) name: String,
    /// What to know of it.
    pub(crate) note: String,
    /// Years to come.
    pub(crate) years: Vec<i32>,
    /// Employment in them, persons.
    pub(crate) values: Vec<f64>,
}

/// Employment against graduates by section.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StructureView {
    /// The year of the graduates.
    pub(crate) year: i32,
    /// The year of employment.
    pub(crate) employment_year: i32,
    /// 结构偏离度合计: sum of absolute deviations of the sections.
    pub(crate) total_deviation: f64,
    /// 相异指数: 0 the same, 1 nothing in common.
    pub(crate) dissimilarity: f64,
    /// 相似系数: cosine of the two.
    pub(crate) cosine: f64,
    /// 耦合协调度, 0 to 1.
    pub(crate) coordination: Option<f64>,
    /// The sections.
    pub(crate) sections: Vec<StructureRow>,
}

/// One section of the two structures.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StructureRow {
    /// The section.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// Share of employment.
    pub(crate) employment: f64,
    /// Share of graduates.
    pub(crate) graduates: f64,
    /// 偏离度: the first over the second, less one.
    pub(crate) deviation: Option<f64>,
}

impl StructureView {
    fn new(structure: &StructureOutlook) -> Self {
        Self {
            year: structure.year.number(),
            employment_year: structure.employment_year.number(),
            total_deviation: structure.total_deviation,
            dissimilarity: structure.dissimilarity,
            cosine: structure.cosine,
            coordination: structure.coordination,
            sections: structure
                .sections
                .iter()
                .map(|(code, name, employment, graduates, deviation)| StructureRow {
                    code: code.to_string(),
                    name: name.clone(),
                    employment: *employment,
                    graduates: *graduates,
                    deviation: *deviation,
                })
                .collect(),
        }
    }
}

impl BodyEstimateView {
    fn new(estimate: &BodyEstimate) -> Self {
        let ours = estimate.ours;
        Self {
            year: estimate.year.number(),
            occupation: estimate.occupation.clone(),
            demand: estimate.demand,
            low: estimate.low,
            high: estimate.high,
            ours: ours.and_then(|ours| ours.median),
            ours_lo80: ours.and_then(|ours| ours.p80.0),
            ours_hi80: ours.and_then(|ours| ours.p80.1),
            remark: estimate.remark.clone(),
        }
    }
}

impl IndustryDetail {
    pub(crate) fn new(
        outlook: &Outlook,
        industry: &IndustryOutlook,
        run: &RunRecord,
        lang: Lang,
    ) -> Self {
        let median = |range: Option<Range>| range.and_then(|range| range.median);
        let event = |event: &PlannedEvent| EventView {
            year: event.year.number(),
            name: event.name.clone(),
            posts: event.posts,
            probability: event.probability,
            source: event.source.clone(),
            cell: event.cell.clone(),
        };
        let comparison = |comparison: &Comparison| ComparisonView {
            name: comparison.name.get(lang).to_owned(),
            note: comparison.note.get(lang).to_owned(),
            years: comparison.path.iter().map(|point| point.year.number()).collect(),
            values: comparison.path.iter().map(|point| point.value).collect(),
        };
        let structure = outlook.structure.as_ref().filter(|_| industry.code.is_none());
        Self {
            code: industry.code_or_total().to_owned(),
            name: industry.name.clone(),
            explanation: explain_industry(industry, lang),
            expansion: median(industry.expansion),
            replacement: median(industry.replacement),
            openings: median(industry.openings),
            elasticity: industry.elasticity.map(|e| e.value),
            elasticity_own_weight: industry.elasticity.map(|e| e.own_weight),
            events: industry.events.iter().map(event).collect(),
            body_estimates: industry.body_estimates.iter().map(BodyEstimateView::new).collect(),
            comparisons: industry.comparisons.iter().map(comparison).collect(),
            structure: structure.map(StructureView::new),
            series: industry_rows(industry),
            run_id: run.id,
            data_version: run.vintage,
        }
    }
}

/// One warning.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WarningView {
    /// Its id: the programme, and the school after a dot.
    #[schema(example = "720201.LF-S01")]
    pub(crate) id: String,
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码; absent for the city as a whole.
    pub(crate) school: Option<String>,
    /// 学校名称
    pub(crate) school_name: Option<String>,
    /// The level's code.
    #[schema(example = "orange")]
    pub(crate) level: String,
    /// The level in words.
    pub(crate) level_name: String,
    /// The rule that gave it.
    pub(crate) rule: String,
    /// Why it is not higher.
    pub(crate) cap: Option<String>,
    /// 紧缺
    pub(crate) shortage: bool,
    /// 波动
    pub(crate) unsteady: bool,
    /// The adverse signals.
    pub(crate) signals: String,
}

impl WarningView {
    pub(crate) fn new(warning: &WarningRecord, lang: Lang) -> Self {
        let assessment = &warning.assessment;
        let signals: Vec<&str> = warning
            .evidence
            .iter()
            .filter(|evidence| evidence.reading.standing.is_adverse())
            .map(|evidence| evidence.reading.signal.code())
            .collect();
        Self {
            id: warning.id.clone(),
            programme: warning.programme.to_string(),
            programme_name: warning.programme_name.clone(),
            school: warning.school.as_ref().map(ToString::to_string),
            school_name: warning.school_name.clone(),
            level: assessment.level.code().to_owned(),
            level_name: assessment.level.name(lang).to_owned(),
            rule: assessment.rule.name(lang).to_owned(),
            cap: assessment.cap.map(|cap| cap.name(lang).to_owned()),
            shortage: assessment.shortage,
            unsteady: assessment.unsteady,
            signals: signals.join(" "),
        }
    }
}

/// A warning with its evidence, down to the cells.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WarningDetail {
    /// The warning.
    pub(crate) warning: WarningView,
    /// The level after each yearly release.
    pub(crate) history: Vec<LevelOfYear>,
    /// The signals.
    pub(crate) evidence: Vec<EvidenceView>,
    /// The figures that it rests on.
    #[schema(value_type = Vec<Object>)]
    pub(crate) trace: Vec<talent_pipeline::TraceLine>,
    /// The run.
    pub(crate) run_id: i64,
    /// The vintage.
    pub(crate) data_version: i64,
}

/// The level after one release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LevelOfYear {
    /// The year.
    pub(crate) year: i32,
    /// The level's code.
    pub(crate) level: String,
}

/// One signal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EvidenceView {
    /// Its code.
    #[schema(example = "F3")]
    pub(crate) signal: String,
    /// Its name.
    pub(crate) name: String,
    /// `clear`, `near`, `adverse` or `severe`, in words.
    pub(crate) standing: String,
    /// What it saw, in a sentence.
    pub(crate) explanation: String,
}

impl EvidenceView {
    pub(crate) fn all(warning: &WarningRecord, lang: Lang) -> Vec<Self> {
        warning
            .evidence
            .iter()
            .map(|evidence| Self {
                signal: evidence.reading.signal.code().to_owned(),
                name: evidence.reading.signal.name(lang).to_owned(),
                standing: evidence.reading.standing.name(lang).to_owned(),
                explanation: explain_evidence(evidence, lang),
            })
            .collect()
    }
}

/// One run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RunView {
    /// Its number.
    pub(crate) id: i64,
    /// When it was made.
    pub(crate) created_at: String,
    /// The vintage.
    pub(crate) vintage: i64,
    /// Seed of all chance.
    pub(crate) seed: i64,
    /// Draws.
    pub(crate) draws: i64,
    /// Years ahead.
    pub(crate) horizon: i64,
    /// Version of the program.
    pub(crate) version: String,
    /// Warning policy.
    pub(crate) policy: String,
    /// Hash of everything it depends on.
    pub(crate) fingerprint: String,
}

impl From<RunRecord> for RunView {
    fn from(run: RunRecord) -> Self {
        Self {
            id: run.id,
            created_at: run.created_at,
            vintage: run.vintage,
            seed: run.seed,
            draws: run.draws,
            horizon: run.horizon,
            version: run.version,
            policy: run.policy,
            fingerprint: run.fingerprint,
        }
    }
}
