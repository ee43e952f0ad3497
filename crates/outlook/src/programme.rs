//! A programme and the schools that offer it.

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, Lang, Origins, ProgrammeCode, SchoolCode};
use talent_quality::{Index, PARTS, Rank};

use crate::balance::{BalanceOutlook, RateOutlook};
use crate::enrolment::ExpectedPoint;
use crate::forecast::{Explanation, ForecastPoint, Point, Range};

/// Outcomes of the newest cohorts of graduates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Default)]
pub struct Quality {
    /// Graduates of the newest cohort.
    pub graduates: f64,
    /// 直接就业率: with a job among those who want one, pooled; like the other rates none of fewer than ten persons.
    pub placement: Option<f64>,
    /// 对口率: matched among surveyed jobs, pooled.
    pub matched: Option<f64>,
    /// 本市就业率: local among direct jobs, pooled.
    pub local: Option<f64>,
    /// 升学率 of the newest cohort.
    pub further_study: Option<f64>,
    /// Mean starting pay of the newest cohort, yuan a month, each answer counting once.
    pub starting_pay: Option<f64>,
    /// Answers behind it, persons; runs of earlier versions do not say.
    #[serde(default)]
    pub pay_answers: Option<f64>,
    /// 就业满意率, pooled.
    #[serde(default)]
    pub satisfied: Option<f64>,
    /// 就业稳定率: in the same job after half a year, pooled.
    #[serde(default)]
    pub stable: Option<f64>,
    /// The employment-quality index; none where too little is known of its parts.
    #[serde(default)]
    pub index: Option<QualityIndex>,
    /// Persons behind the placement rate.
    pub persons: f64,
}

/// The employment-quality index of a programme, or of a programme at a school, with its place among all of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QualityIndex {
    /// The index and its geometric twin.
    pub index: Index,
    /// Its rank, and within which it lies with a probability of 90 %.
    pub rank: Rank,
    /// The score of each part, from 0 to 1, in the order of [`talent_quality::Part::ALL`]; none where it is not known.
    pub scores: [Option<f64>; PARTS],
    /// The standard deviation of the index by how many persons each part rests on; runs of earlier versions do not say.
    #[serde(default)]
    pub deviation: f64,
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
    /// Schools whose students of the base year have not been reported, by name: they are in no figure here.
    #[serde(default)]
    pub unreported: Vec<String>,
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
    /// What its supply was taken from.
    #[serde(alias = "supply_ids")]
    pub supply_origins: Origins,
    /// What its demand was taken from.
    #[serde(alias = "demand_ids")]
    pub demand_origins: Origins,
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
    /// Whether it is a key programme (重点专业) there; none if that is not known.
    #[serde(default)]
    pub key_level: Option<KeyLevel>,
    /// Entrants to come, where the horizon needs them: over schools they add up to those of the programme.
    #[serde(default)]
    pub entrants_forecast: Vec<ExpectedPoint>,
    /// Graduates to come, the same.
    #[serde(default)]
    pub graduates_forecast: Vec<ExpectedPoint>,
}

/// Of what level a key programme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyLevel {
    /// It is none.
    Ordinary,
    /// 市级
    City,
    /// 省级
    Provincial,
}

impl KeyLevel {
    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Ordinary => lang.pick("非重点", "ordinary"),
            Self::City => lang.pick("市级重点", "city-level key"),
            Self::Provincial => lang.pick("省级重点", "provincial key"),
        }
    }
}

impl ProgrammeOutlook {
    /// The range of the ratio that its class is read from: scaled to the workforce where possible.
    pub fn ita(&self) -> Range {
        self.balance.ita_stock.unwrap_or(self.balance.ita_flow)
    }
}
