//! Where graduates went, class by class, as counted.

use serde::{Deserialize, Serialize};
use talent_domain::{Group, Measure, Origins, RateDefinition, Year};

/// The graduates of a group by class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DestinationsOutlook {
    /// Whose.
    pub of: Group,
    /// Its name.
    pub name: String,
    /// The cohorts that are known, the oldest first.
    #[serde(alias = "classes")]
    pub cohorts: Vec<CohortDestinations>,
    /// What the counts of its graduates were taken from. Outlooks of earlier versions have none.
    #[serde(default)]
    pub origins: Origins,
    /// What the size of its programmes in the base year was taken from. Outlooks of earlier versions have none.
    #[serde(default)]
    pub size_origins: Origins,
}

/// Where one cohort went, persons. A count is none where no school states it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CohortDestinations {
    /// The year of the class.
    pub year: Year,
    /// 毕业生
    pub graduates: f64,
    /// 直接就业
    pub direct_jobs: Option<f64>,
    /// 升学
    pub further_study: Option<f64>,
    /// 参军
    pub army: Option<f64>,
    /// 待就业
    pub seeking: Option<f64>,
    /// 暂不就业
    pub not_seeking: Option<f64>,
    /// Asked whether the job matches.
    pub surveyed: Option<f64>,
    /// Of these, those whose job matches.
    pub matched: Option<f64>,
    /// 本市就业
    pub local_jobs: Option<f64>,
    /// Mean starting pay, yuan a month, each answer counting once.
    pub starting_pay: Option<f64>,
    /// Answers behind it.
    pub pay_answers: Option<f64>,
}

impl CohortDestinations {
    /// 毕业去向落实率: with a job, in further study or in the army, of all graduates.
    pub fn settled(&self) -> Option<(f64, f64)> {
        let settled = self.direct_jobs? + self.further_study? + self.army.unwrap_or(0.0);
        Some((settled, self.graduates))
    }

    /// A rate of destinations: its numerator and its denominator, persons; none where one of them is not stated.
    pub fn rate(&self, definition: RateDefinition) -> Option<(f64, f64)> {
        let sum = |measures: &[Measure]| measures.iter().map(|&measure| self.count(measure)).sum();
        let numerator: Option<f64> = sum(definition.numerator());
        let denominator: Option<f64> = sum(definition.denominator());
        Some((numerator?, denominator?))
    }

    fn count(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Graduates => Some(self.graduates),
            Measure::DirectJobs => self.direct_jobs,
            Measure::FurtherStudy => self.further_study,
            Measure::Army => self.army,
            Measure::Seeking => self.seeking,
            Measure::NotSeeking => self.not_seeking,
            Measure::MatchSurveyed => self.surveyed,
            Measure::MatchedJobs => self.matched,
            Measure::LocalJobs => self.local_jobs,
            _ => None,
        }
    }

    /// 直接就业率: with a job, of those who want one.
    pub fn placement(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::Placement)
    }

    /// 升学率: in further study, of all graduates.
    pub fn onward(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::FurtherStudy)
    }

    /// 对口率: matched, of those asked.
    pub fn matching(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::Match)
    }

    /// 本市留存率: with a job in the city, of those with a job.
    pub fn retention(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::Retention)
    }
}
