//! Rates of graduates over several classes, with the figures they rest on.

use talent_domain::{Measure, Year};
use talent_warning::Counts;

use crate::facts::{Facts, Subject};

/// What a rate is of what: the sum of some measures over the sum of others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    part: &'static [Measure],
    whole: &'static [Measure],
}

/// A rate with the ids of its figures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TracedCounts {
    pub(crate) counts: Counts,
    pub(crate) ids: Vec<u32>,
}

impl Rate {
    /// 直接就业率: with a job among those who want one.
    pub(crate) const PLACEMENT: Self =
        Self { part: &[Measure::DirectJobs], whole: &[Measure::DirectJobs, Measure::Seeking] };
    /// 对口率: matched among surveyed jobs.
    pub(crate) const MATCHING: Self =
        Self { part: &[Measure::MatchedJobs], whole: &[Measure::MatchSurveyed] };
    /// 本市就业率: local among direct jobs.
    pub(crate) const RETENTION: Self =
        Self { part: &[Measure::LocalJobs], whole: &[Measure::DirectJobs] };
    /// 升学率: in further study among graduates.
    pub(crate) const FURTHER_STUDY: Self =
        Self { part: &[Measure::FurtherStudy], whole: &[Measure::Graduates] };

    /// The counts of so many classes up to `newest`, those left out that lack one of the two. `None` if the newest
    /// class itself is not known.
    pub(crate) fn over(
        self,
        facts: &Facts<'_>,
        subject: &Subject,
        newest: Year,
        classes: i32,
    ) -> Option<TracedCounts> {
        let (part, whole) = (facts.sum(subject, self.part)?, facts.sum(subject, self.whole)?);
        whole.series.at(newest)?;
        let mut traced = TracedCounts { counts: Counts::default(), ids: Vec::new() };
        for class in (0..classes).map(|back| newest - back) {
            if let (Some(count), Some(of)) = (part.series.at(class), whole.series.at(class)) {
                traced.counts = traced.counts + Counts { count, of };
                traced.ids.extend(part.ids_of(class).chain(whole.ids_of(class)));
            }
        }
        traced.ids.sort_unstable();
        traced.ids.dedup();
        Some(traced)
    }
}
