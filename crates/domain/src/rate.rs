use serde::{Deserialize, Serialize};

use crate::Measure;

/// A rate of students or graduates: what is counted, of what. Every rate of the service is one of these, whatever the
/// years that it is pooled over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RateDefinition {
    /// 一升二: second grade of a year over first grade of the year before.
    FirstToSecond,
    /// 二升三: third grade over second grade of the year before.
    SecondToThird,
    /// 毕业率: graduates over third grade of the year before, continued tracks left out.
    Completion,
    /// 升学率: in further study over all graduates.
    FurtherStudy,
    /// 参加就业率: with a job or looking for one, over these and those in the army or not looking.
    Participation,
    /// 直接就业率: direct jobs over those who have or look for one.
    Placement,
    /// 本市留存率: jobs in the city over direct jobs.
    Retention,
    /// 对口率: matched over surveyed direct jobs.
    Match,
    /// 就业满意率: satisfied over those who were asked.
    Satisfaction,
    /// 就业稳定率: still in the same job after half a year over those who were followed.
    Stability,
}

/// Counts of those of a sample, with the sample.
const SAMPLES: [(Measure, Measure); 3] = [
    (Measure::MatchedJobs, Measure::MatchSurveyed),
    (Measure::Satisfied, Measure::SatisfactionAsked),
    (Measure::Stayed, Measure::Followed),
];

impl Measure {
    /// The sample that a count is of; none of other measures.
    pub fn sample(self) -> Option<Self> {
        SAMPLES.into_iter().find(|(part, _)| *part == self).map(|(_, sample)| sample)
    }

    /// What a figure says nothing without: the sample of those counted in it, or those of a sample; none of other measures.
    pub fn paired(self) -> Option<Self> {
        let counted = SAMPLES.into_iter().find(|(_, sample)| *sample == self).map(|(part, _)| part);
        self.sample().or(counted)
    }
}

impl RateDefinition {
    /// Every definition.
    pub const ALL: [Self; 10] = [
        Self::FirstToSecond,
        Self::SecondToThird,
        Self::Completion,
        Self::FurtherStudy,
        Self::Participation,
        Self::Placement,
        Self::Retention,
        Self::Match,
        Self::Satisfaction,
        Self::Stability,
    ];

    /// The measures whose sum is the numerator, persons.
    pub fn numerator(self) -> &'static [Measure] {
        match self {
            Self::FirstToSecond => &[Measure::EnrolledGrade2],
            Self::SecondToThird => &[Measure::EnrolledGrade3],
            Self::Completion => &[Measure::Graduates],
            Self::FurtherStudy => &[Measure::FurtherStudy],
            Self::Participation => &[Measure::DirectJobs, Measure::Seeking],
            Self::Placement => &[Measure::DirectJobs],
            Self::Retention => &[Measure::LocalJobs],
            Self::Match => &[Measure::MatchedJobs],
            Self::Satisfaction => &[Measure::Satisfied],
            Self::Stability => &[Measure::Stayed],
        }
    }

    /// The measures whose sum is the denominator, persons. Those of rates between grades are of the year before.
    pub fn denominator(self) -> &'static [Measure] {
        match self {
            Self::FirstToSecond => &[Measure::EnrolledGrade1],
            Self::SecondToThird => &[Measure::EnrolledGrade2],
            Self::Completion => &[Measure::EnrolledGrade3],
            Self::FurtherStudy => &[Measure::Graduates],
            Self::Participation => {
                &[Measure::DirectJobs, Measure::Seeking, Measure::Army, Measure::NotSeeking]
            }
            Self::Placement => &[Measure::DirectJobs, Measure::Seeking],
            Self::Retention => &[Measure::DirectJobs],
            Self::Match => &[Measure::MatchSurveyed],
            Self::Satisfaction => &[Measure::SatisfactionAsked],
            Self::Stability => &[Measure::Followed],
        }
    }
}
