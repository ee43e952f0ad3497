//! What was published is kept: a run goes on from the levels of the publication before it.

use talent_domain::Year;
use talent_outlook::{Outlook, WarningRecord};
use talent_warning::{Assessment, Policy, Release, Rule, WarningLevel, assess, assess_after};

/// Reported releases that a warning keeps for the next run: clearing looks at two and at the one before them.
const KEPT_RELEASES: usize = 3;

/// The levels of the publication in force, beside the base year and the policy of the run that goes on from them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Memory<'a> {
    published: &'a Outlook,
    base: Year,
    is_same_policy: bool,
}

/// An assessment with the releases that the next run goes on from.
#[derive(Debug)]
pub(crate) struct Remembered {
    /// The assessment.
    pub(crate) assessment: Assessment,
    /// The last releases.
    pub(crate) releases: Vec<Release>,
}

impl<'a> Memory<'a> {
    /// The memory of `published` for a run with the base year `base` and a policy of the name and date `policy`.
    pub(crate) fn new(published: &'a Outlook, base: Year, policy: &str) -> Self {
        Self { published, base, is_same_policy: published.meta.policy == policy }
    }

    /// The record of a subject.
    pub(crate) fn of(&self, id: &str) -> Option<Remembrance<'a>> {
        let record = self.published.warning(id)?;
        let Self { base, is_same_policy, .. } = *self;
        Some(Remembrance { record, year: self.published.meta.base_year, base, is_same_policy })
    }
}

/// What was published of one subject.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Remembrance<'a> {
    record: &'a WarningRecord,
    /// The base year of the publication.
    year: Year,
    /// The base year of the run.
    base: Year,
    is_same_policy: bool,
}

impl Remembrance<'_> {
    /// The assessment after what was published. `today` are the releases as today's figures give them.
    ///
    /// A publication of the same year and policy keeps its level, and what today's figures would give stands beside it;
    /// levels that were held for want of a report, and subjects that had none, are read anew.
    fn assess(&self, policy: &Policy, today: &[Release], exempt: bool) -> Option<Remembered> {
        let anew = self.go_on(policy, today, exempt)?;
        let before = &self.record.assessment;
        let is_kept = self.year == self.base
            && self.is_same_policy
            && !self.was_held()
            && before.level != WarningLevel::Grey;
        if !is_kept {
            return Some(anew);
        }
        let now = anew.assessment.level;
        let revised = (now != before.level).then_some(now);
        let rule = if revised.is_some() { Rule::Held } else { before.rule };
        let releases = if self.record.releases.is_empty() {
            anew.releases
        } else {
            self.record.releases.clone()
        };
        Some(Remembered { assessment: Assessment { revised, rule, ..before.clone() }, releases })
    }

    /// The years after those that are kept, stepped by the rules on today's releases.
    fn go_on(&self, policy: &Policy, today: &[Release], exempt: bool) -> Option<Remembered> {
        let until = self.kept_until();
        let mut levels = self.record.assessment.history.clone();
        if let Some((year, level)) = levels.last_mut()
            && *year == self.year
        {
            // What was shown counts, where an unsteady level was held.
            *level = self.record.assessment.level;
        }
        levels.retain(|(year, _)| *year <= until);
        let releases: Vec<Release> = today
            .iter()
            .map(|release| self.published(release.year, until).unwrap_or_else(|| release.clone()))
            .collect();
        let assessment = assess_after(policy, &levels, &releases, exempt)?;
        Some(Remembered { assessment, releases: last_releases(releases) })
    }

    /// The release of a kept year as it was published; none where it was not, or is no longer held.
    fn published(&self, year: Year, until: Year) -> Option<Release> {
        let mut kept = self.record.releases.iter().filter(|release| release.year <= until);
        let release = kept.find(|release| release.year == year)?.clone();
        let published = release.published || year == self.year;
        Some(Release { published, ..release })
    }

    /// The last year whose level is kept: of the years before the base year, those up to the base year of the publication
    /// but without the last ones that lacked a report.
    fn kept_until(&self) -> Year {
        let last = self.year.min(self.base - 1);
        let unreported = self.record.releases.iter().rev().take_while(|release| !release.reported);
        let from = match unreported.last() {
            Some(first) => first.year,
            None if self.was_held() => self.year,
            None => return last,
        };
        last.min(from - 1)
    }

    /// Whether the level was held for want of a report; versions before said grey by the same rule.
    fn was_held(&self) -> bool {
        let assessment = &self.record.assessment;
        assessment.unreported || assessment.rule == Rule::NotReported
    }
}

/// Assesses a subject after what was published of it, or over its whole history where nothing was.
pub(crate) fn remember(
    policy: &Policy,
    published: Option<Remembrance<'_>>,
    releases: Vec<Release>,
    exempt: bool,
) -> Option<Remembered> {
    if let Some(published) = published {
        return published.assess(policy, &releases, exempt);
    }
    let assessment = assess(policy, &releases, exempt)?;
    Some(Remembered { assessment, releases: last_releases(releases) })
}

/// The last reported releases with those after them, the oldest first.
fn last_releases(mut releases: Vec<Release>) -> Vec<Release> {
    let reported = releases.iter().enumerate().filter(|(_, release)| release.reported);
    let first = reported.rev().nth(KEPT_RELEASES - 1).map_or(0, |(position, _)| position);
    releases.split_off(first)
}
