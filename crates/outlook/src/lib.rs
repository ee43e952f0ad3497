//! The outlook: what one run found. It is written once by the pipeline and kept with the run;
//! every page, chart, document and API answer is read from it, so that all show the same figures.
//!
//! Figures are in the units of their measures (persons unless said otherwise). `ids` are the
//! observations of the run's vintage that a figure rests on.

use serde::{Deserialize, Serialize};
use talent_domain::{
    EducationLevel, IndustryCode, Lang, ProgrammeCode, RegionCode, SchoolCode, Year,
};
use talent_warning::{Assessment, Reading, WarningLevel};

/// What one run found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// What it was made from and how.
    pub meta: Meta,
    /// How the forecasts did on data they had not seen.
    pub backtests: Vec<Backtest>,
    /// All industries together, then each section.
    pub industries: Vec<IndustryOutlook>,
    /// Every programme that the city offers.
    pub programmes: Vec<ProgrammeOutlook>,
    /// Every subject that was assessed, the gravest level first.
    pub warnings: Vec<WarningRecord>,
    /// Doubts about the data or the models that a reader should know.
    pub doubts: Vec<Doubt>,
    /// How the structure of graduates matches that of employment; none without graduates.
    pub structure: Option<StructureOutlook>,
}

/// Shares of employment against shares of graduates, for the yearly report. Never a trigger: an
/// index of shares cannot see the total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StructureOutlook {
    /// The year of the graduates.
    pub year: Year,
    /// The year of the employment figures.
    pub employment_year: Year,
    /// By section: code, name, share of employment, share of graduates by the sections that their
    /// programmes serve, and the deviation `v/g − 1`; none without graduates.
    pub sections: Vec<(IndustryCode, String, f64, f64, Option<f64>)>,
    /// `Σ |v/g − 1|` over sections with graduates.
    pub total_deviation: f64,
    /// `½·Σ |v − g|`, 0 (the same) to 1 (nothing in common).
    pub dissimilarity: f64,
    /// Cosine of the two structures.
    pub cosine: f64,
    /// Coordination of employment and students, each brought to 0–1 by its own least and largest value
    /// of the years both are known; none of fewer than four years.
    pub coordination: Option<f64>,
}

/// What a run was made from and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The city.
    pub region: RegionCode,
    /// Its name.
    pub city: String,
    /// Who issues documents.
    pub publisher: String,
    /// The vintage.
    pub vintage: i64,
    /// Version of the program.
    pub version: String,
    /// Seed of all chance.
    pub seed: u32,
    /// Draws.
    pub draws: u32,
    /// Years ahead.
    pub horizon: u8,
    /// The last school year with figures; the balance begins after it.
    pub base_year: Year,
    /// Name of the warning policy and the date from which it is in force.
    pub policy: String,
    /// Whether any figure is simulated: then everything shown says 模拟数据.
    pub simulated: bool,
    /// The last year of each group of figures.
    pub cutoffs: Vec<Cutoff>,
    /// The level of education that the balance is about.
    pub level: EducationLevel,
    /// Schools that report.
    pub schools: usize,
    /// Sources, as the figures name them; those of most figures first.
    pub sources: Vec<String>,
}

/// Up to when a group of figures goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cutoff {
    /// The group.
    pub name: Text,
    /// Its last year.
    pub year: Year,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// From its two forms.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The form in a language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Something a reader should know, with the figures it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// What.
    pub text: Text,
    /// The figures.
    pub ids: Vec<u32>,
}

/// How a panel of forecasts did at rolling origins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Backtest {
    /// The panel.
    pub panel: Text,
    /// Series.
    pub series: usize,
    /// Origins, over all series.
    pub origins: usize,
    /// Each method: its mean scaled error and its weight.
    pub methods: Vec<MethodRow>,
    /// Mean scaled error of the weighted mean.
    pub combination_error: f64,
    /// Share of outcomes inside the 80 % interval, by step.
    pub coverage80: Vec<Option<f64>>,
    /// Share of outcomes inside the 95 % interval, by step.
    pub coverage95: Vec<Option<f64>>,
    /// How the model fared against the last value; none where there are too few earlier years.
    #[serde(default)]
    pub acceptance: Option<Acceptance>,
}

/// A model against the last value at earlier origins, all series of a panel together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Years ahead.
    pub step: usize,
    /// Origins.
    pub origins: usize,
    /// `Σ|ŷ − y| / Σ|y|` of the model.
    pub model: f64,
    /// The same of the last value.
    pub naive: f64,
    /// The same of drift.
    pub drift: f64,
    /// Share of block resamples of the origins in which the model errs less than the last value.
    pub won: f64,
    /// Whether the model is published; if not, the last value is.
    pub accepted: bool,
}

/// One method of a back-test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MethodRow {
    /// Its name.
    pub name: String,
    /// Mean absolute error over the mean absolute yearly change before the origin.
    pub error: f64,
    /// Weight in the mean.
    pub weight: f64,
}

/// An observed point of a series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// The value.
    pub value: f64,
    /// Marked as an outlier or a level shift.
    pub odd: Option<Oddity>,
}

/// What an odd year looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Oddity {
    /// One year alone.
    Outlier,
    /// The following years stay there.
    LevelShift,
}

/// A forecast year: median and the ends of the central intervals.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ForecastPoint {
    /// The year.
    pub year: Year,
    /// The distribution.
    pub range: Range,
}

/// A figure with its spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Median; none where it is not finite (a ratio without a denominator).
    pub median: Option<f64>,
    /// Ends of the central 80 %.
    pub p80: (Option<f64>, Option<f64>),
    /// Ends of the central 95 %.
    pub p95: (Option<f64>, Option<f64>),
}

/// One industry, or all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndustryOutlook {
    /// The section; none for all industries together.
    pub code: Option<IndustryCode>,
    /// Its name.
    pub name: String,
    /// Unit employment observed.
    pub history: Vec<Point>,
    /// Unit employment to come. Years in which only the city's total is known are estimates that
    /// add up to it.
    pub forecast: Vec<ForecastPoint>,
    /// The last year that is an estimate under a known total, if there is one.
    pub estimated_until: Option<Year>,
    /// How the forecast came about.
    pub explanation: Option<Explanation>,
    /// Real output of its sector, where it is known.
    pub output: Option<OutputOutlook>,
    /// Elasticity of employment to output, and the weight of the industry's own figures in it.
    pub elasticity: Option<Elasticity>,
    /// Change of employment over the horizon, private and self-employment included.
    pub expansion: Option<Range>,
    /// Posts that fall vacant through exits over the horizon.
    pub replacement: Option<Range>,
    /// Openings over the horizon, at every level of education.
    pub openings: Option<Range>,
    /// Projects and closures planned within the horizon; they are added after the model.
    pub events: Vec<PlannedEvent>,
    /// What industry bodies expect, beside ours and never mixed in.
    pub body_estimates: Vec<BodyEstimate>,
    /// Named models to compare with; nothing rests on them.
    pub comparisons: Vec<Comparison>,
    /// The figures it rests on.
    pub ids: Vec<u32>,
}

/// A planned project or closure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedEvent {
    /// What.
    pub name: String,
    /// From when on.
    pub year: Year,
    /// Posts added, or (negative) lost.
    pub posts: f64,
    /// How likely, a fraction.
    pub probability: f64,
    /// Where it was published.
    pub source: String,
    /// The cell of the list.
    pub cell: String,
}

/// What an industry body expects of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BodyEstimate {
    /// The occupation; none for all of the industry.
    pub occupation: Option<String>,
    /// The year.
    pub year: Year,
    /// Newcomers needed in it, persons.
    pub demand: f64,
    /// The low estimate.
    pub low: Option<f64>,
    /// The high estimate.
    pub high: Option<f64>,
    /// Our openings of the industry in a mean year of the horizon, where the body speaks of the whole
    /// industry and of a year within it.
    pub ours: Option<Range>,
    /// Who says so and on what ground, as stated.
    pub remark: String,
    /// The figures.
    pub ids: Vec<u32>,
}

/// The path of a named model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Its name.
    pub name: Text,
    /// The years to come.
    pub path: Vec<Point>,
    /// What to know of it.
    pub note: Text,
}

/// How a forecast came about, in the numbers that a sentence says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Weights of the methods in the centre, the largest first; they add up to 1.
    pub weights: Vec<(String, f64)>,
    /// Series of the panel that the weights were learned from.
    pub series: usize,
    /// Earlier origins that they were learned at.
    pub origins: usize,
    /// The share of the error of the last value that the methods save there; negative if they lose.
    pub gain: f64,
    /// How far the weights follow those errors rather than stay at the last level: 0 to 1.
    pub trust: f64,
    /// The share of the errors behind the intervals that is borrowed from other panels.
    pub borrowed_share: f64,
    /// How the model fared against the last value; none where that was not tried.
    #[serde(default)]
    pub acceptance: Option<Acceptance>,
}

/// Real output of a sector.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutputOutlook {
    /// The sector.
    pub code: IndustryCode,
    /// Its name.
    pub name: String,
    /// Index, the first year being 100.
    pub history: Vec<Point>,
    /// The index to come.
    pub forecast: Vec<ForecastPoint>,
    /// How the forecast came about.
    pub explanation: Explanation,
}

/// Elasticity of employment to output.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Elasticity {
    /// Per cent of employment for one per cent of output.
    pub value: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Weight of the industry's own estimate; below 0.3 it is mostly borrowed.
    pub own_weight: f64,
}

/// The class of the future labour-market situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// ITA at most 0.85.
    LargeShortage,
    /// ITA at most 1.
    Shortage,
    /// ITA at most 1.05.
    Balanced,
    /// ITA at most 1.15.
    Surplus,
    /// ITA above 1.15.
    LargeSurplus,
}

impl Band {
    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::LargeShortage => lang.pick("明显短缺", "large shortage"),
            Self::Shortage => lang.pick("偏紧", "shortage"),
            Self::Balanced => lang.pick("基本平衡", "balanced"),
            Self::Surplus => lang.pick("偏松", "surplus"),
            Self::LargeSurplus => lang.pick("明显过剩", "large surplus"),
        }
    }
}

/// How sure the class is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The likeliest outcome has a probability of at least 0.8.
    High,
    /// At least 0.6.
    Medium,
    /// Less: neighbouring classes are possible.
    Low,
}

impl Certainty {
    /// From the probability of the likeliest outcome.
    pub fn of(probability: f64) -> Self {
        if probability >= 0.8 {
            Self::High
        } else if probability >= 0.6 {
            Self::Medium
        } else {
            Self::Low
        }
    }

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::High => lang.pick("高", "high"),
            Self::Medium => lang.pick("中", "medium"),
            Self::Low => lang.pick("低，相邻等级都有可能", "low: adjacent classes possible"),
        }
    }
}

/// Supply against demand of one programme over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BalanceOutlook {
    /// First year counted.
    pub from: Year,
    /// Last year counted.
    pub to: Year,
    /// Openings for newcomers, persons.
    pub demand: Range,
    /// Of these, from growth of employment.
    pub demand_growth: Range,
    /// Graduates, persons.
    pub graduates: Range,
    /// Local entrants, persons.
    pub supply: Range,
    /// Entrants less openings, persons.
    pub gap: Range,
    /// 供求比, openings per entrant.
    pub sdr: Range,
    /// ITA on the flow.
    pub ita_flow: Range,
    /// ITA scaled to the workforce; none if that is not known.
    pub ita_stock: Option<Range>,
    /// The class of the median.
    pub band: Band,
    /// Probabilities: ITA ≤ 0.85, ≤ 1, > 1.05, > 1.15.
    pub probabilities: Probabilities,
    /// How sure the class is.
    pub certainty: Certainty,
    /// What the spread of the gap comes from, the largest part first; shares of its variance.
    pub drivers: Vec<Driver>,
    /// Demand by cause, with every rate and share at its mean.
    pub causes: Causes,
    /// Local entrants by the cohort they come from, the first to graduate first.
    pub cohorts: Vec<CohortSupply>,
    /// The gap after graduates have moved on to the work of other programmes as those of recent classes
    /// did.
    pub gap_after_mobility: Range,
    /// The median gap with local retention one standard deviation (between classes) lower and higher.
    pub gap_by_retention: Option<(f64, f64)>,
    /// How far the balance can be relied on: A, B, C or D.
    pub grade: Grade,
    /// The class moved one class towards today's imbalance in the city's job market, where it is measured.
    pub call: Band,
    /// Posts per seeker today in the industries that the programme serves.
    pub today: Option<f64>,
}

/// How far a balance can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// To be acted on.
    A,
    /// To be acted on with a look at the doubts.
    B,
    /// For orientation.
    C,
    /// Not to be acted on alone.
    D,
}

impl Grade {
    /// What it means.
    pub fn meaning(self, lang: Lang) -> &'static str {
        match self {
            Self::A => lang.pick("A，可据以决策", "A, to be acted on"),
            Self::B => lang.pick("B，可用，须看疑点", "B, usable, mind the doubts"),
            Self::C => lang.pick("C，仅供参考", "C, for orientation"),
            Self::D => lang.pick("D，不宜单独据以决策", "D, not to be acted on alone"),
        }
    }
}

/// Demand for newcomers by cause, in persons; the parts add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Causes {
    /// Posts of those who leave the labour force.
    pub replacement: f64,
    /// Industries grow or (negative) shrink.
    pub industry: f64,
    /// Industries employ other occupations than before, the interaction with their growth included.
    pub staffing: f64,
    /// Planned projects and closures.
    pub planned: f64,
    /// Posts that shrink away faster than people leave, which are no negative demand.
    pub floor: f64,
}

impl Causes {
    /// The parts with their names, in the order they are shown.
    pub fn parts(self, lang: Lang) -> [(&'static str, f64); 5] {
        [
            (lang.pick("退出补充", "replacement"), self.replacement),
            (lang.pick("产业增减", "industry growth"), self.industry),
            (lang.pick("职业构成变化", "staffing change"), self.staffing),
            (lang.pick("重大项目与关停", "planned projects"), self.planned),
            (lang.pick("不再补充的岗位", "posts not refilled"), self.floor),
        ]
    }
}

/// Where a cohort stands in the base year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CohortStand {
    /// In this grade.
    Grade(u8),
    /// Still to be recruited.
    ToRecruit,
}

impl CohortStand {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Grade(grade), Lang::Zh) => {
                let word = ["一", "二", "三"].get(usize::from(grade) - 1).unwrap_or(&"？");
                format!("在校{word}年级")
            }
            (Self::Grade(grade), Lang::En) => format!("grade {grade} now"),
            (Self::ToRecruit, Lang::Zh) => "尚待招生".to_owned(),
            (Self::ToRecruit, Lang::En) => "to be recruited".to_owned(),
        }
    }
}

/// The entrants of one cohort.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortSupply {
    /// When it graduates.
    pub year: Year,
    /// Where it stands.
    pub stand: CohortStand,
    /// Local entrants, persons.
    pub entrants: Range,
}

/// A rate of the supply side with its numerator and denominator.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RateOutlook {
    /// Its definition.
    pub definition: RateDefinition,
    /// Persons counted.
    pub count: f64,
    /// Of how many.
    pub of: f64,
    /// The rate used, drawn towards the city's.
    pub used: f64,
    /// Persons that it is taken to rest on.
    pub persons: f64,
}

/// What a rate is of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RateDefinition {
    /// Second grade of a year over first grade of the year before.
    FirstToSecond,
    /// Third grade over second grade of the year before.
    SecondToThird,
    /// Graduates over third grade of the year before, continued tracks left out.
    Completion,
    /// In further study over all graduates of the newest class.
    FurtherStudy,
    /// With a job or looking for one, over these and those in the army or not looking; three classes.
    Participation,
    /// Jobs in the city over direct jobs.
    Retention,
    /// Matched over surveyed direct jobs.
    Match,
}

impl RateDefinition {
    /// Name and definition.
    pub fn text(self, lang: Lang) -> (&'static str, &'static str) {
        let (zh, en) = match self {
            Self::FirstToSecond => (
                ("一升二", "二年级在校生 ÷ 上年一年级在校生"),
                ("grade 1 to 2", "second grade / first grade a year before"),
            ),
            Self::SecondToThird => (
                ("二升三", "三年级在校生 ÷ 上年二年级在校生"),
                ("grade 2 to 3", "third grade / second grade a year before"),
            ),
            Self::Completion => (
                ("毕业率", "毕业生 ÷ 上年三年级在校生（不含贯通培养）"),
                ("completion", "graduates / third grade a year before, continued tracks left out"),
            ),
            Self::FurtherStudy => (
                ("升学率", "升学 ÷ 毕业生（最近一届）"),
                ("further study", "in further study / graduates, newest class"),
            ),
            Self::Participation => (
                ("参加就业率", "（直接就业＋待就业）÷（再加参军、暂不就业），最近三届"),
                (
                    "participation",
                    "(in jobs + seeking) / (these + army + not seeking), three classes",
                ),
            ),
            Self::Retention => (
                ("本市留存率", "本市就业 ÷ 直接就业"),
                ("local retention", "jobs in the city / direct jobs"),
            ),
            Self::Match => (
                ("对口率", "对口就业 ÷ 对口调查人数，最近三届"),
                ("match", "matched / surveyed jobs, three classes"),
            ),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// What the balance would be in a scenario. Each pair is the base, then the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioOutlook {
    /// First year counted.
    pub from: Year,
    /// Last year counted.
    pub to: Year,
    /// The vintage.
    pub vintage: i64,
    /// By section, the per cent of employment that one per cent of output moves in a scenario.
    pub elasticities: Vec<(IndustryCode, f64)>,
    /// Every programme.
    pub programmes: Vec<ScenarioProgramme>,
}

/// One programme in a scenario: base, then scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioProgramme {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Openings for newcomers, persons.
    pub demand: (Range, Range),
    /// Local entrants, persons.
    pub supply: (Range, Range),
    /// Entrants less openings, persons.
    pub gap: (Range, Range),
    /// The class of the median.
    pub band: (Band, Band),
}

/// One block of uncertainty behind a gap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The block.
    pub block: DriverBlock,
    /// Its share of the variance of the gap: what goes when the block is held at its mean, over the
    /// sum of that for all blocks.
    pub share: f64,
}

/// Blocks of uncertainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DriverBlock {
    /// Employment by industry, output behind it, private and self-employment.
    Employment,
    /// Industries to occupations.
    Staffing,
    /// Occupations to programmes.
    Bridge,
    /// Exit rates.
    Exits,
    /// Planned projects and closures.
    Plans,
    /// Newcomers' share of openings.
    Newcomers,
    /// The chance of single openings.
    Chance,
    /// Entrants still to come.
    Intake,
    /// Progression through the grades.
    Progression,
    /// 升学 and participation.
    Destinations,
    /// 本市留存率.
    Retention,
}

impl DriverBlock {
    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Employment => ("就业预测", "employment"),
            Self::Staffing => ("职业构成", "staffing"),
            Self::Bridge => ("专业与行业对应", "programmes of industries"),
            Self::Exits => ("退出率", "exit rates"),
            Self::Plans => ("重大项目与关停", "planned projects"),
            Self::Newcomers => ("新人比例", "newcomers' share"),
            Self::Chance => ("个别岗位的偶然", "chance of single openings"),
            Self::Intake => ("今后招生", "entrants to come"),
            Self::Progression => ("在校升级率", "progression"),
            Self::Destinations => ("升学与参加就业", "further study and participation"),
            Self::Retention => ("本市留存率", "local retention"),
        };
        lang.pick(zh, en)
    }
}

/// Probabilities that matter for warnings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Probabilities {
    /// ITA at most 0.85.
    pub shortage: f64,
    /// ITA at most 1.
    pub good: f64,
    /// ITA above 1.05.
    pub surplus: f64,
    /// ITA above 1.15.
    pub large_surplus: f64,
}

/// Outcomes of the newest classes of graduates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
pub struct Quality {
    /// Graduates of the newest class.
    pub graduates: f64,
    /// 直接就业率: with a job among those who want one, pooled.
    pub placement: Option<f64>,
    /// 对口率: matched among surveyed jobs, pooled.
    pub matched: Option<f64>,
    /// 本市就业率: local among direct jobs, pooled.
    pub local: Option<f64>,
    /// 升学率 of the newest class.
    pub further_study: Option<f64>,
    /// Mean starting pay of the newest class, yuan a month.
    pub starting_pay: Option<f64>,
    /// Persons behind the placement rate.
    pub persons: f64,
}

/// One programme of the city.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeOutlook {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class_name: String,
    /// Its category.
    pub category_name: String,
    /// Schools that offer it in the base year.
    pub sites: Vec<SiteOutlook>,
    /// Students by year.
    pub students: Vec<Point>,
    /// Registered entrants by year.
    pub entrants: Vec<Point>,
    /// Entrants to come, where the horizon needs them.
    pub entrants_forecast: Vec<ForecastPoint>,
    /// How that forecast came about.
    pub entrants_explanation: Option<Explanation>,
    /// Graduates by year.
    pub graduates: Vec<Point>,
    /// Graduates to come.
    pub graduates_forecast: Vec<ForecastPoint>,
    /// Graduates to come by their own past alone: to compare with, nothing rests on it.
    pub graduates_trend: Vec<ForecastPoint>,
    /// How that comparison came about.
    pub graduates_explanation: Option<Explanation>,
    /// Outcomes of its graduates.
    pub quality: Quality,
    /// The rates of its supply with their numerators and denominators.
    pub rates: Vec<RateOutlook>,
    /// Graduates who go on studying, by the year in which they come to the labour market at a higher
    /// level, persons.
    pub returning: Vec<Point>,
    /// Industries that it serves, with their share of its demand.
    pub industries: Vec<(IndustryCode, String, f64)>,
    /// Supply against demand.
    pub balance: BalanceOutlook,
    /// The figures of its supply.
    pub supply_ids: Vec<u32>,
    /// The figures of its demand.
    pub demand_ids: Vec<u32>,
}

/// One school that offers a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteOutlook {
    /// The school.
    pub school: SchoolCode,
    /// Its name.
    pub name: String,
    /// Students.
    pub students: f64,
    /// Registered entrants.
    pub entrants: f64,
    /// Outcomes of its graduates.
    pub quality: Quality,
}

/// A subject that was assessed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarningRecord {
    /// Its id: the programme, and the school after a dot.
    pub id: String,
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub programme_name: String,
    /// The school; none for the city as a whole.
    pub school: Option<SchoolCode>,
    /// The school's name.
    pub school_name: Option<String>,
    /// The level and how it came about.
    pub assessment: Assessment,
    /// The signals of the last release with the figures they rest on.
    pub evidence: Vec<Evidence>,
}

/// One signal with the figures it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The signal.
    pub reading: Reading,
    /// The figures.
    pub ids: Vec<u32>,
}

impl Outlook {
    /// One programme.
    pub fn programme(&self, code: &str) -> Option<&ProgrammeOutlook> {
        self.programmes.iter().find(|programme| programme.code.as_str() == code)
    }

    /// One industry, or all of them together under the code `total`.
    pub fn industry(&self, code: &str) -> Option<&IndustryOutlook> {
        self.industries.iter().find(|industry| industry.code_or_total() == code)
    }

    /// One warning.
    pub fn warning(&self, id: &str) -> Option<&WarningRecord> {
        self.warnings.iter().find(|warning| warning.id == id)
    }

    /// The assessment of a programme in the city as a whole.
    pub fn city_warning(&self, code: &ProgrammeCode) -> Option<&WarningRecord> {
        self.warnings.iter().find(|w| w.school.is_none() && w.programme == *code)
    }

    /// Programmes by their median demand per entrant: the tightest first.
    pub fn by_tightness(&self) -> Vec<&ProgrammeOutlook> {
        let mut programmes: Vec<&ProgrammeOutlook> = self.programmes.iter().collect();
        let sdr = |p: &ProgrammeOutlook| p.balance.sdr.median.unwrap_or(f64::INFINITY);
        programmes.sort_by(|a, b| sdr(b).total_cmp(&sdr(a)).then_with(|| a.code.cmp(&b.code)));
        programmes
    }
}

impl IndustryOutlook {
    /// The section's code; `total` for all industries together.
    pub fn code_or_total(&self) -> &str {
        self.code.as_ref().map_or("total", IndustryCode::as_str)
    }

    /// Code and name, as headings print them.
    pub fn title(&self) -> String {
        match &self.code {
            Some(code) => format!("{code} {}", self.name),
            None => self.name.clone(),
        }
    }
}

impl WarningRecord {
    /// The level after the release before the last; grey if there was none.
    pub fn level_before(&self) -> WarningLevel {
        let history = &self.assessment.history;
        history.len().checked_sub(2).map_or(WarningLevel::Grey, |at| history[at].1)
    }

    /// The school's name, or the word for the city as a whole.
    pub fn scope(&self, lang: Lang) -> &str {
        self.school_name.as_deref().unwrap_or(lang.pick("全市", "city"))
    }
}

impl ProgrammeOutlook {
    /// The range of the ratio that its class is read from: scaled to the workforce where possible.
    pub fn ita(&self) -> Range {
        self.balance.ita_stock.unwrap_or(self.balance.ita_flow)
    }
}
