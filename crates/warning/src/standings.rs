//! The rules that combine signals: the level that one release gives, before any memory.

use crate::family::Family;
use crate::level::WarningLevel;
use crate::policy::{GrowthPolicy, Policy};
use crate::release::Release;
use crate::rule::Rule;
use crate::signal::{Part, Signal};
use crate::standing::Standing;

/// How the signals of the last release stand, beside those of the release before.
pub(crate) struct Standings<'a> {
    now: &'a Release,
    before: Option<&'a Release>,
    /// Whether a release between the two was not reported.
    gap: bool,
    /// The standing that counts as adverse.
    from: Standing,
    /// The signals that are adverse now.
    adverse: Vec<Signal>,
}

impl<'a> Standings<'a> {
    /// Looks at the last of the releases. `from` is the standing that counts as adverse: to fall, a level must be
    /// clear of the margin too. `None` without a release. All of them are reported.
    pub(crate) fn of(releases: &[&'a Release], from: Standing) -> Option<Self> {
        let (&now, earlier) = releases.split_last()?;
        let before = earlier.last().copied();
        let gap = before.is_some_and(|before| now.year.since(before.year) > 1);
        let adverse = now.readings.iter().filter(|reading| reading.standing >= from);
        let adverse = adverse.map(|reading| reading.signal).collect();
        Some(Self { now, before, gap, from, adverse })
    }

    /// The level by the rules alone, and the rule that gave it.
    pub(crate) fn level(&self, growth: &GrowthPolicy) -> (WarningLevel, Rule) {
        if self.is_lasting_failure() {
            return (WarningLevel::Red, Rule::LastingFailure);
        }
        match (self.grounds(), self.families()) {
            (_, 2..) if self.has_lasted() => (WarningLevel::Orange, Rule::TwoFamilies),
            (2.., _) => (WarningLevel::Yellow, Rule::TwoSignals),
            (1, _) if self.has_lasted() => (WarningLevel::Yellow, Rule::OneLasting),
            (1, _) => (WarningLevel::Blue, Rule::OneSignal),
            _ if self.has_room_to_grow(growth) => (WarningLevel::Green, Rule::Growth),
            _ => (WarningLevel::Normal, Rule::NoSignal),
        }
    }

    /// Whether the chief signals failed twice running, and a second ground with them both times.
    fn is_lasting_failure(&self) -> bool {
        let holds = |part: Part, signal: Signal| match part {
            Part::Chief | Part::Ground => self.is_twice(signal),
            Part::SevereGround => self.is_severe_twice(signal),
            Part::Outside => false,
        };
        let any = |parts: &[Part]| {
            Signal::all()
                .any(|signal| parts.contains(&signal.part()) && holds(signal.part(), signal))
        };
        any(&[Part::Chief]) && any(&[Part::Ground, Part::SevereGround])
    }

    /// Whether an adverse signal is severe, adverse twice running, or is of two years by its definition.
    fn has_lasted(&self) -> bool {
        self.adverse
            .iter()
            .any(|&signal| signal.is_lasting() || self.is_severe(signal) || self.is_twice(signal))
    }

    /// How many grounds there are: adverse signals, those that look at the same figure counting once.
    fn grounds(&self) -> usize {
        let mut numbers: Vec<u8> = self.adverse.iter().map(|signal| signal.number()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len()
    }

    /// How many independent families the adverse signals are of.
    fn families(&self) -> usize {
        let mut families: Vec<Family> = self.adverse.iter().map(|signal| signal.family()).collect();
        families.sort_unstable();
        families.dedup();
        families.len()
    }

    fn has_room_to_grow(&self, policy: &GrowthPolicy) -> bool {
        self.now.growth.is_some_and(|growth| growth.upper && growth.good >= policy.good_probability)
    }

    fn is_severe(&self, signal: Signal) -> bool {
        self.now.standing_of(signal) == Some(Standing::Severe)
    }

    fn is_twice(&self, signal: Signal) -> bool {
        self.adverse.contains(&signal) && self.stood_before(signal, self.from)
    }

    fn is_severe_twice(&self, signal: Signal) -> bool {
        self.is_severe(signal) && self.stood_before(signal, Standing::Severe)
    }

    /// Whether a signal stood at least so in the reported release before. A forecast counts only where a published run
    /// read it: replayed on the same figures it is the same forecast seen twice. Where a level is to fall, a release
    /// that was not reported in between is taken to have been no better.
    fn stood_before(&self, signal: Signal, least: Standing) -> bool {
        if self.gap && self.from == Standing::Near {
            return true;
        }
        let counts = |release: &&Release| signal.family() != Family::Forecast || release.published;
        let before = self.before.filter(counts);
        before.and_then(|release| release.standing_of(signal)).is_some_and(|s| s >= least)
    }
}

/// Whether the intake was below one class for years running, or there was nobody for years: red without any
/// statistics.
pub fn is_administrative(policy: &Policy, releases: &[&Release]) -> bool {
    let keys = &policy.intake;
    let throughout = |years: u8, holds: &dyn Fn(&Release) -> bool| {
        let years = usize::from(years);
        releases.len() >= years && releases.iter().rev().take(years).all(|release| holds(release))
    };
    let few = throughout(keys.administrative_years, &|release| {
        release.entrants.is_some_and(|entrants| entrants > 0.0 && entrants < keys.entrants_below)
    });
    let nobody = throughout(keys.empty_years, &|release| {
        release.entrants == Some(0.0) && release.students == Some(0.0)
    });
    few || nobody
}
