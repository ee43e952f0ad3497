//! The memory that keeps a level from flickering: the releases of one subject, walked from the oldest.

use serde::{Deserialize, Serialize};
use talent_domain::{Lang, Year};

use crate::cap::Cap;
use crate::level::WarningLevel;
use crate::policy::Policy;
use crate::reading::Reading;
use crate::release::Release;
use crate::rule::Rule;
use crate::signal::Signal;
use crate::standing::Standing;
use crate::standings::{Standings, is_administrative};

/// The level of a subject and how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The level now.
    pub level: WarningLevel,
    /// The rule that gave it.
    pub rule: Rule,
    /// Why it is not higher, if it would have been.
    pub cap: Option<Cap>,
    /// 未报: the last release lacks a report, and the level before it is held.
    #[serde(default)]
    pub unreported: bool,
    /// 修订后应为: the level that the figures of today would give, where the level was published on earlier figures of the
    /// same year and is kept. A level is moved by a new release only.
    #[serde(default)]
    pub revised: Option<WarningLevel>,
    /// 紧缺: a shortage is likely.
    pub shortage: bool,
    /// 波动: the level kept changing over the last releases; the worse of the last two is held.
    pub unsteady: bool,
    /// The level after each release.
    pub history: Vec<(Year, WarningLevel)>,
}

impl Assessment {
    /// The word for the level, marked 未报 where it is held because a report is missing.
    pub fn level_name(&self, lang: Lang) -> String {
        self.level.marked_name(self.unreported, lang)
    }
}

/// Walks the releases of one subject, the oldest first, and gives its level after the last.
/// `exempt` says that the programme is protected. `None` without a release.
pub fn assess(policy: &Policy, releases: &[Release], exempt: bool) -> Option<Assessment> {
    assess_after(policy, &[], releases, exempt)
}

/// The same after levels that were published: these are kept, and only the releases of later years are stepped, with all
/// releases as memory. `None` without a later release.
pub fn assess_after(
    policy: &Policy,
    published: &[(Year, WarningLevel)],
    releases: &[Release],
    exempt: bool,
) -> Option<Assessment> {
    let last = releases.last()?;
    let mut state = published.last().map_or_else(State::unrated, |&(_, level)| State::kept(level));
    let kept_until = published.last().map(|&(year, _)| year);
    let mut history = published.to_vec();
    for (position, release) in releases.iter().enumerate() {
        if kept_until.is_none_or(|year| release.year > year) {
            state = step(policy, &releases[..=position], &state, exempt)?;
            // Others may report of the last one still.
            if !release.reported && release.year < last.year {
                state = raised(policy, &releases[..=position], state, exempt)?;
            }
            history.push((release.year, state.level));
        }
    }
    if kept_until.is_some_and(|year| last.year <= year) {
        return None;
    }
    let unsteady = is_unsteady(policy, &history);
    if unsteady
        && last.reported
        && let [.., before, now] = history.as_slice()
        && before.1.risk() > now.1.risk()
    {
        state = State { level: before.1, rule: Rule::Held, cap: state.cap };
    }
    let State { level, rule, cap } = state;
    let shortage = level != WarningLevel::Grey
        && last.growth.is_some_and(|g| g.shortage >= policy.growth.shortage_probability);
    let unreported = !last.reported;
    Some(Assessment { level, rule, cap, unreported, revised: None, shortage, unsteady, history })
}

/// Whether the level kept changing over the last releases. Levels of the same risk are no change.
fn is_unsteady(policy: &Policy, history: &[(Year, WarningLevel)]) -> bool {
    let steps = usize::from(policy.unsteady.releases).saturating_sub(1);
    let changed = |pair: &&[(Year, WarningLevel)]| pair[0].1.risk() != pair[1].1.risk();
    let changes = history.windows(2).rev().take(steps).filter(changed).count();
    changes >= usize::from(policy.unsteady.changes)
}

/// Where a subject stands after a release.
#[derive(Debug, Clone)]
struct State {
    level: WarningLevel,
    rule: Rule,
    cap: Option<Cap>,
}

impl State {
    /// Before the first release.
    fn unrated() -> Self {
        Self { level: WarningLevel::Grey, rule: Rule::NotRated, cap: None }
    }

    /// After a release that was published.
    fn kept(level: WarningLevel) -> Self {
        Self { level, rule: Rule::Held, cap: None }
    }
}

/// The state after the last of the releases; `before` is the state after the one before. `None` without a release.
///
/// A release that is not reported holds the level before, and memory passes over it.
fn step(policy: &Policy, releases: &[Release], before: &State, exempt: bool) -> Option<State> {
    if !releases.last()?.reported {
        return Some(State { rule: Rule::NotReported, ..before.clone() });
    }
    let state = read_state(policy, releases, before.level, exempt)?;
    let is_lower = state.level.risk() < before.level.risk();
    if is_lower && state.is_for_few_persons() && lacks_cohort(policy, releases) {
        return Some(State { level: before.level, rule: Rule::Held, cap: None });
    }
    Some(state)
}

/// The state after a release that was left out between others: what does not rest on its report may raise the level
/// that was held, so that silence does not pay; what is merely near its threshold counts as adverse, since it was read
/// without that report. A subject without a level gets none by it.
fn raised(policy: &Policy, releases: &[Release], held: State, exempt: bool) -> Option<State> {
    let (left_out, earlier) = releases.split_last()?;
    let known = |reading: &&Reading| !reading.signal.rests_on_own_report();
    let against = |reading: Reading| match reading.standing {
        Standing::Near => Reading { standing: Standing::Adverse, ..reading },
        Standing::Clear | Standing::Adverse | Standing::Severe => reading,
    };
    let readings = left_out.readings.iter().filter(known).copied().map(against).collect();
    let persons = earlier.iter().rev().find_map(|release| release.persons);
    let read = Release { reported: true, readings, persons, growth: None, ..left_out.clone() };
    let releases: Vec<Release> = earlier.iter().cloned().chain([read]).collect();
    let state = read_state(policy, &releases, held.level, exempt)?;
    let is_higher = held.level != WarningLevel::Grey && state.level.risk() > held.level.risk();
    Some(if is_higher { state } else { held })
}

impl State {
    /// Whether persons were too few for the level that the signals would give.
    fn is_for_few_persons(&self) -> bool {
        self.rule == Rule::NotRated || self.cap == Some(Cap::FewPersons)
    }
}

/// Whether a cohort that the policy pools may be missing, because a release was not reported.
fn lacks_cohort(policy: &Policy, releases: &[Release]) -> bool {
    let pooled = usize::from(policy.rating.pooled_years);
    releases.iter().rev().take(pooled).any(|release| !release.reported)
}

/// The state by the last of the releases, which is reported.
fn read_state(
    policy: &Policy,
    releases: &[Release],
    before: WarningLevel,
    exempt: bool,
) -> Option<State> {
    let reported: Vec<&Release> = releases.iter().filter(|release| release.reported).collect();
    let (level, rule) = if is_administrative(policy, &reported) {
        (WarningLevel::Red, Rule::Administrative)
    } else if !is_rated(policy, &reported) {
        return Some(State::unrated());
    } else {
        remembered(policy, &reported, before)?
    };
    Some(match Cap::on(policy, releases, level, rule, exempt) {
        Some((cap, highest)) => State { level: highest, rule, cap: Some(cap) },
        None => State { level, rule, cap: None },
    })
}

/// Whether the last of the releases rests on enough years, signals and persons.
fn is_rated(policy: &Policy, releases: &[&Release]) -> bool {
    let least = Signal::F1.limits(policy).least_persons.unwrap_or(0.0);
    let enough = |release: &&Release| {
        !release.readings.is_empty() && release.persons.is_some_and(|persons| persons >= least)
    };
    releases.len() >= usize::from(policy.rating.least_years) && releases.last().is_some_and(enough)
}

/// The level by the rules, tempered by the level before: red only after yellow or orange, and down one
/// step at a time, only once the margin has been cleared for long enough.
fn remembered(
    policy: &Policy,
    releases: &[&Release],
    before: WarningLevel,
) -> Option<(WarningLevel, Rule)> {
    let (mut level, rule) = Standings::of(releases, Standing::Adverse)?.level(&policy.growth);
    if level == WarningLevel::Red && before.risk() < WarningLevel::Yellow.risk() {
        level = WarningLevel::Orange;
    }
    if level.risk() < before.risk() {
        let cleared = has_cleared(policy, releases, before);
        let held = if cleared { before.one_below() } else { before };
        if held.risk() > level.risk() {
            return Some((held, Rule::Held));
        }
    }
    Some((level, rule))
}

/// Whether each of the last releases, as many as the policy asks for, is below a level even if what is merely near
/// its threshold counts as adverse. One that was not reported among them is not clear.
fn has_cleared(policy: &Policy, releases: &[&Release], level: WarningLevel) -> bool {
    let lasting = usize::from(policy.margin.releases);
    let Some(first) = releases.len().checked_sub(lasting) else { return false };
    let has_gap = releases[first..].windows(2).any(|pair| pair[1].year.since(pair[0].year) > 1);
    !has_gap
        && (0..lasting).all(|back| {
            let known = &releases[..releases.len() - back];
            Standings::of(known, Standing::Near)
                .is_none_or(|standings| standings.level(&policy.growth).0.risk() < level.risk())
        })
}

#[cfg(test)]
mod memory_tests;
#[cfg(test)]
mod tests;
