//! An industry, and the structure of all.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{
    BodyEstimate, Comparison, IndustryOutlook, NewHires, Outlook, PlannedEvent, Range,
    StructureOutlook,
};
use talent_report::explain_industry;
use talent_workspace::RunRecord;
use utoipa::ToSchema;

use super::series::{SeriesRow, industry_rows};

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
    /// Elasticity of employment to output; none where it is not known or not estimable.
    pub(crate) elasticity: Option<f64>,
    /// Whether the figures tell an elasticity; where not, none was used. None where there is no output.
    pub(crate) elasticity_estimable: Option<bool>,
    /// Weight of the industry's own figures in it.
    pub(crate) elasticity_own_weight: Option<f64>,
    /// Projects and closures, added after the model.
    pub(crate) events: Vec<EventView>,
    /// What industry bodies expect, beside ours.
    pub(crate) body_estimates: Vec<BodyEstimateView>,
    /// New hires whose training was subsidised, in the newest year; none without figures of T7.
    pub(crate) hires: Option<HiresView>,
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

/// New hires whose training was subsidised (T7), persons: the newest year with a quarter beside the year before.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HiresView {
    /// The newest year with a quarter.
    pub(crate) year: i32,
    /// Its quarters that are known, 1 to 4.
    pub(crate) quarters: Vec<u8>,
    /// Hires in the quarters that both years know.
    pub(crate) now: f64,
    /// Hires in the same quarters of the year before.
    pub(crate) before: f64,
    /// The one over the other.
    pub(crate) ratio: f64,
    /// Hires of the whole year, median; quarters to come grow as those that are known.
    pub(crate) whole_year: Option<f64>,
    /// Lower end of 80 %.
    pub(crate) whole_year_lo80: Option<f64>,
    /// Upper end of 80 %.
    pub(crate) whole_year_hi80: Option<f64>,
    /// Hires of the whole year before.
    pub(crate) whole_before: Option<f64>,
}

impl HiresView {
    fn new(hires: &NewHires) -> Self {
        let whole = hires.whole_year.unwrap_or(Range::UNKNOWN);
        Self {
            year: hires.year.number(),
            quarters: (1..=4)
                .zip(hires.known)
                .filter_map(|(q, known)| known.then_some(q))
                .collect(),
            now: hires.now,
            before: hires.before,
            ratio: hires.ratio(),
            whole_year: whole.median,
            whole_year_lo80: whole.p80.0,
            whole_year_hi80: whole.p80.1,
            whole_before: hires.whole_before,
        }
    }
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
            sections: StructureRow::all(structure),
        }
    }
}

impl StructureRow {
    fn all(structure: &StructureOutlook) -> Vec<Self> {
        let sections = structure.sections.iter();
        sections
            .map(|(code, name, employment, graduates, deviation)| Self {
                code: code.to_string(),
                name: name.clone(),
                employment: *employment,
                graduates: *graduates,
                deviation: *deviation,
            })
            .collect()
    }
}

impl EventView {
    fn new(event: &PlannedEvent) -> Self {
        Self {
            year: event.year.number(),
            name: event.name.clone(),
            posts: event.posts,
            probability: event.probability,
            source: event.source.clone(),
            cell: event.cell.clone(),
        }
    }
}

impl ComparisonView {
    fn new(comparison: &Comparison, lang: Lang) -> Self {
        Self {
            name: comparison.name.get(lang).to_owned(),
            note: comparison.note.get(lang).to_owned(),
            years: comparison.path.iter().map(|point| point.year.number()).collect(),
            values: comparison.path.iter().map(|point| point.value).collect(),
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
        let structure = outlook.structure.as_ref().filter(|_| industry.code.is_none());
        let told = industry.elasticity.filter(|e| e.estimable);
        Self {
            code: industry.code_or_total().to_owned(),
            name: industry.name.clone(),
            explanation: explain_industry(industry, lang),
            expansion: median(industry.expansion),
            replacement: median(industry.replacement),
            openings: median(industry.openings),
            elasticity: told.map(|e| e.value),
            elasticity_estimable: industry.elasticity.map(|e| e.estimable),
            elasticity_own_weight: told.map(|e| e.own_weight),
            events: industry.events.iter().map(EventView::new).collect(),
            body_estimates: industry.body_estimates.iter().map(BodyEstimateView::new).collect(),
            hires: industry.hires.as_ref().map(HiresView::new),
            comparisons: industry
                .comparisons
                .iter()
                .map(|comparison| ComparisonView::new(comparison, lang))
                .collect(),
            structure: structure.map(StructureView::new),
            series: industry_rows(industry),
            run_id: run.id,
            data_version: run.vintage,
        }
    }
}
