//! An industry: employment, output, planned projects, estimates of others, and the structure of all.

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, Origins, RegionCode, Year};

use crate::forecast::{Comparison, Explanation, ForecastPoint, Point, Range};

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
    /// Elasticity of employment to output, and the weight of the industry's own figures in it; none
    /// where there is no output to regress on.
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
    /// 新录用（培训补贴）: hires of the newest year as far as subsidies tell them; a view of today's market, no forecast rests on
    /// it. None without figures of T7; outlooks of earlier versions have none.
    #[serde(default)]
    pub hires: Option<NewHires>,
    /// Named models to compare with; nothing rests on them.
    pub comparisons: Vec<Comparison>,
    /// What all of it was taken from.
    #[serde(alias = "ids")]
    pub origins: Origins,
}

/// A region around the city whose demand counts (P7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeighbourOutlook {
    /// The region.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// Share of its demand for newcomers that counts, a fraction.
    pub counted: f64,
    /// Share of the city's graduates in the labour market who take work there, a fraction.
    pub going: f64,
    /// On what ground the shares were set, as stated.
    pub ground: String,
    /// The cell of the list.
    pub cell: String,
    /// Names of the city's sections of which it has no employment figures: they add nothing.
    pub unknown: Vec<String>,
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
    /// What it was taken from.
    #[serde(alias = "ids")]
    pub origins: Origins,
}

/// Newly hired persons whose training was subsidised, in the newest year that has a quarter, beside the year before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewHires {
    /// The newest year with a quarter.
    pub year: Year,
    /// Which of its quarters are known.
    pub known: [bool; 4],
    /// Hires in the quarters that both years know, persons.
    pub now: f64,
    /// Hires in the same quarters of the year before, persons.
    pub before: f64,
    /// Hires of the whole year, quarters to come taken to grow as those that are known; none where these were not known of
    /// the year before either.
    pub whole_year: Option<Range>,
    /// Hires of the whole year before.
    pub whole_before: Option<f64>,
    /// What it was taken from.
    pub origins: Origins,
}

impl NewHires {
    /// Hires over those of the same quarters of the year before.
    pub fn ratio(&self) -> f64 {
        self.now / self.before
    }

    /// Whether every quarter is known.
    pub fn is_complete(&self) -> bool {
        self.known == [true; 4]
    }
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
    /// Whether the figures tell an elasticity. Where they do not, value and deviation are what noise
    /// left: they are not shown, and the forecast did not use them. Runs stored before this was
    /// recorded used what they found.
    #[serde(default = "told")]
    pub estimable: bool,
}

/// What is taken of an elasticity that was stored without saying whether it is estimable.
fn told() -> bool {
    true
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
