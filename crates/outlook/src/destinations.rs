//! Where graduates went, class by class, as counted.

use serde::{Deserialize, Serialize};
use talent_domain::{SchoolCode, Year};

/// Whose graduates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GraduatesOf {
    /// All schools of the city.
    City,
    /// One school.
    School(SchoolCode),
    /// One category (专业大类), by name.
    Category(String),
}

/// The graduates of a group by class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DestinationsOutlook {
    /// Whose.
    pub of: GraduatesOf,
    /// Its name.
    pub name: String,
    /// The classes that are known, the oldest first.
    pub classes: Vec<ClassDestinations>,
}

/// Where one class went, persons. A count is none where no school states it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ClassDestinations {
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

impl ClassDestinations {
    /// 毕业去向落实率: with a job, in further study or in the army, of all graduates.
    pub fn settled(&self) -> Option<(f64, f64)> {
        let settled = self.direct_jobs? + self.further_study? + self.army.unwrap_or(0.0);
        Some((settled, self.graduates))
    }

    /// 直接就业率: with a job, of those who want one.
    pub fn placement(&self) -> Option<(f64, f64)> {
        Some((self.direct_jobs?, self.direct_jobs? + self.seeking?))
    }

    /// 升学率: in further study, of all graduates.
    pub fn onward(&self) -> Option<(f64, f64)> {
        Some((self.further_study?, self.graduates))
    }

    /// 对口率: matched, of those asked.
    pub fn matching(&self) -> Option<(f64, f64)> {
        Some((self.matched?, self.surveyed?))
    }

    /// 本市留存率: with a job in the city, of those with a job.
    pub fn retention(&self) -> Option<(f64, f64)> {
        Some((self.local_jobs?, self.direct_jobs?))
    }
}
