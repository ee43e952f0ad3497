//! Caps: why a level is lower than the rules would have it.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::level::WarningLevel;
use crate::policy::Policy;
use crate::release::Release;
use crate::rule::Rule;
use crate::signal::Signal;
use crate::words::Words;

/// Why a level is lower than the rules would have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cap {
    /// Too few persons for more than blue.
    FewPersons,
    /// A protected programme: at most yellow.
    Exempt,
    /// A new programme: at most yellow.
    New,
    /// Low placement is hardly likelier than on average: at most blue.
    Unlikely,
    /// No balance speaks for a surplus: at most orange, since red stops the intake.
    Wanted,
}

impl Cap {
    /// Every cap, in the order in which they are tried.
    const ALL: [Self; 5] =
        [Self::FewPersons, Self::Unlikely, Self::Exempt, Self::New, Self::Wanted];

    /// The reason in words.
    pub fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::FewPersons => Words::new("人数偏少，最高蓝色", "few persons: at most blue"),
            Self::Exempt => {
                Words::new("保护性专业，最高黄色", "protected programme: at most yellow")
            }
            Self::New => Words::new("新设专业，最高黄色", "new programme: at most yellow"),
            Self::Unlikely => Words::new(
                "就业前景不差（两年后就业偏低的概率连续不高于平均水平），最高蓝色",
                "low placement is hardly likelier than on average: at most blue",
            ),
            Self::Wanted => Words::new(
                "供过于求的可能不大或没有测算，最高橙色",
                "no balance makes a surplus likely: at most orange",
            ),
        };
        words.get(lang)
    }

    /// The gravest level that it lets through.
    fn highest(self) -> WarningLevel {
        match self {
            Self::FewPersons | Self::Unlikely => WarningLevel::Blue,
            Self::Exempt | Self::New => WarningLevel::Yellow,
            Self::Wanted => WarningLevel::Orange,
        }
    }

    /// The cap that lowers a level after the last of the releases, with the level that is left; `None` if the
    /// level stands. `exempt` says that the programme is protected.
    pub(crate) fn on(
        policy: &Policy,
        releases: &[Release],
        level: WarningLevel,
        rule: Rule,
        exempt: bool,
    ) -> Option<(Self, WarningLevel)> {
        let applies = |cap: Self| match cap {
            Self::FewPersons => rule != Rule::Administrative && is_small(policy, releases),
            Self::Exempt => exempt,
            Self::New => is_new(policy, releases),
            Self::Unlikely => {
                !matches!(rule, Rule::Administrative | Rule::LastingFailure)
                    && is_unlikely(policy, releases)
            }
            Self::Wanted => rule != Rule::LastingFailure && is_wanted(policy, releases),
        };
        let lowers = |cap: &Self| level.risk() > cap.highest().risk() && applies(*cap);
        Self::ALL.into_iter().find(lowers).map(|cap| (cap, cap.highest()))
    }
}

/// Whether the rates of the last release rest on too few persons for a full rating.
fn is_small(policy: &Policy, releases: &[Release]) -> bool {
    let persons = releases.last().and_then(|release| release.persons);
    persons.is_some_and(|persons| persons < policy.rating.full_persons)
}

/// Whether low placement was hardly likelier than on average in each of the last reported releases.
fn is_unlikely(policy: &Policy, releases: &[Release]) -> bool {
    let lasting = usize::from(policy.margin.releases);
    let reported = releases.iter().rev().filter(|release| release.reported);
    let chance = |release: &Release| {
        let foreseen = release.readings.iter().find(|reading| reading.signal == Signal::F1D)?;
        Some(foreseen.value)
    };
    let last: Vec<Option<f64>> = reported.take(lasting).map(chance).collect();
    let below = |chance: &Option<f64>| chance.is_some_and(|p| p < policy.foresight.unlikely_below);
    last.len() == lasting && last.iter().all(below)
}

/// Whether somebody recruits or studies, and the newest balance, if there is one, does not make a surplus likely.
fn is_wanted(policy: &Policy, releases: &[Release]) -> bool {
    let least = policy.gap.red_probability;
    let Some(last) = releases.iter().rev().find(|release| release.reported) else { return false };
    let nobody = last.entrants == Some(0.0) && last.students == Some(0.0);
    let gap = last.readings.iter().find(|reading| reading.signal == Signal::F3);
    let surplus = gap.and_then(|reading| reading.probability);
    least > 0.0 && !nobody && surplus.is_none_or(|surplus| surplus < least)
}

/// Whether the programme was seen to start, and has recruited for few years since.
fn is_new(policy: &Policy, releases: &[Release]) -> bool {
    // A year that is not reported makes nobody new for longer.
    let recruited = |release: &&Release| {
        !release.reported || release.entrants.is_some_and(|entrants| entrants > 0.0)
    };
    let started =
        releases.first().is_some_and(|first| first.students.is_none_or(|students| students == 0.0));
    started && releases.iter().filter(recruited).count() < usize::from(policy.exempt.new_years)
}
