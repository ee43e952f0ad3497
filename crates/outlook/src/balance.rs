//! Demand against supply: classes of the balance, causes, cohorts, rates and what drives the spread.

use serde::{Deserialize, Serialize};
use talent_domain::{Lang, RateDefinition, Year};

use crate::forecast::Range;

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

    /// One word.
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Self::High => lang.pick("高", "high"),
            Self::Medium => lang.pick("中", "medium"),
            Self::Low => lang.pick("低", "low"),
        }
    }

    /// The words people read.
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
    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

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
