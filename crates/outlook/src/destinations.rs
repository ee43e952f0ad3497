//! Where graduates went, class by class, as counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use talent_domain::{Breakdown, Group, Measure, Origins, RateDefinition, Year};

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
    /// What these graduates and their jobs are like, by cohort, the oldest first, where that was reported: of the city, and
    /// for the bureau of its schools.
    #[serde(default)]
    pub breakdowns: Vec<CohortBreakdown>,
    /// What the counts of its graduates were taken from. Outlooks of earlier versions have none.
    #[serde(default)]
    pub origins: Origins,
    /// What the size of its programmes in the base year was taken from. Outlooks of earlier versions have none.
    #[serde(default)]
    pub size_origins: Origins,
}

/// A cohort by one breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CohortBreakdown {
    /// The year of the class.
    pub year: Year,
    /// By what.
    pub by: Breakdown,
    /// How many schools reported it.
    pub schools: usize,
    /// Persons of each part that was reported.
    pub parts: BTreeMap<Measure, f64>,
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
    /// Asked whether they are satisfied with the job.
    #[serde(default)]
    pub satisfaction_asked: Option<f64>,
    /// Of these, those who are.
    #[serde(default)]
    pub satisfied: Option<f64>,
    /// Direct jobs that were followed for half a year.
    #[serde(default)]
    pub followed: Option<f64>,
    /// Of these, graduates still at the same employer.
    #[serde(default)]
    pub stayed: Option<f64>,
}

impl CohortDestinations {
    /// 毕业去向落实率: with a job, in further study or in the army, of all graduates.
    pub fn settled(&self) -> Option<(f64, f64)> {
        let settled = self.direct_jobs? + self.further_study? + self.army.unwrap_or(0.0);
        Some((settled, self.graduates))
    }

    /// A rate of destinations: its numerator and its denominator, persons; none where one of them is not stated.
    pub fn rate(&self, definition: RateDefinition) -> Option<(f64, f64)> {
        let sum =
            |measures: &[Measure]| measures.iter().map(|&measure| self.counted(measure)).sum();
        let numerator: Option<f64> = sum(definition.numerator());
        let denominator: Option<f64> = sum(definition.denominator());
        Some((numerator?, denominator?))
    }

    /// A count; none where no school states it.
    pub fn counted(&self, measure: Measure) -> Option<f64> {
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
            Measure::SatisfactionAsked => self.satisfaction_asked,
            Measure::PaySample => self.pay_answers,
            Measure::Satisfied => self.satisfied,
            Measure::Followed => self.followed,
            Measure::Stayed => self.stayed,
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

    /// 就业满意率: satisfied, of those asked.
    pub fn satisfaction(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::Satisfaction)
    }

    /// 就业稳定率: still in the same job after half a year, of those followed.
    pub fn stability(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::Stability)
    }

    /// 本市留存率: with a job in the city, of those with a job.
    pub fn retention(&self) -> Option<(f64, f64)> {
        self.rate(RateDefinition::Retention)
    }
}
