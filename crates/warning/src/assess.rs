//! The memory that keeps a level from flickering: the releases of one subject, walked from the oldest.

use serde::{Deserialize, Serialize};
use talent_domain::{Lang, Year};

use crate::cap::Cap;
use crate::level::WarningLevel;
use crate::policy::Policy;
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
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::release::Growth;

    const READ: [Signal; 5] = [Signal::F1, Signal::F2, Signal::F3, Signal::F5, Signal::F7];

    /// One character for each signal: `-` clear, `n` near, `a` adverse, `s` severe, ` ` not read; in the
    /// order F1 F2 F3 F5 F7.
    fn release(year: usize, signals: &str) -> Release {
        let readings = READ
            .into_iter()
            .zip(signals.chars())
            .filter_map(|(signal, standing)| {
                let standing = match standing {
                    '-' => Standing::Clear,
                    'n' => Standing::Near,
                    'a' => Standing::Adverse,
                    's' => Standing::Severe,
                    _ => return None,
                };
                Some(reading(signal, standing))
            })
            .collect();
        Release {
            reported: true,
            published: false,
            year: Year::new(2018 + year as i64).unwrap(),
            readings,
            persons: Some(100.0),
            entrants: Some(80.0),
            students: Some(240.0),
            growth: Some(Growth { good: 0.7, upper: true, shortage: 0.1 }),
        }
    }

    fn reading(signal: Signal, standing: Standing) -> Reading {
        let (value, threshold) = (0.5, 0.6);
        Reading { signal, standing, value, threshold, probability: None, counts: None }
    }

    /// Two releases without a signal, the last with these adverse.
    fn with_adverse(signals: &[Signal]) -> (WarningLevel, Rule) {
        let mut releases = releases(&["-----", "-----"]);
        let adverse = signals.iter().map(|&signal| reading(signal, Standing::Adverse));
        releases[1].readings.extend(adverse);
        let assessment = assess(&policy(), &releases, false).unwrap();
        (assessment.level, assessment.rule)
    }

    #[test]
    fn a_signal_of_two_years_has_lasted_when_it_is_adverse() {
        for signal in [Signal::F1B, Signal::F1C] {
            assert_eq!(with_adverse(&[signal]), (WarningLevel::Yellow, Rule::OneLasting));
        }
        assert_eq!(with_adverse(&[Signal::F4]), (WarningLevel::Blue, Rule::OneSignal));
    }

    #[test]
    fn signals_of_one_figure_are_one_ground() {
        let capacity = [Signal::F6, Signal::F6B, Signal::F6C];
        assert_eq!(with_adverse(&capacity), (WarningLevel::Blue, Rule::OneSignal));
        let placement = [Signal::F1B, Signal::F1C];
        assert_eq!(with_adverse(&placement), (WarningLevel::Yellow, Rule::OneLasting));
        let two = [Signal::F4, Signal::F6];
        assert_eq!(with_adverse(&two), (WarningLevel::Yellow, Rule::TwoSignals));
        // Two families, one of them over two years.
        let lasting = [Signal::F1B, Signal::F6];
        assert_eq!(with_adverse(&lasting), (WarningLevel::Orange, Rule::TwoFamilies));
    }

    fn policy() -> Policy {
        Policy::parse(Policy::DEFAULT).unwrap()
    }

    fn releases(signals: &[&str]) -> Vec<Release> {
        signals.iter().enumerate().map(|(year, signals)| release(year, signals)).collect()
    }

    #[track_caller]
    fn check(signals: &[&str], expected: &str) {
        let assessment = assess(&policy(), &releases(signals), false).unwrap();
        let levels: Vec<&str> = assessment.history.iter().map(|(_, level)| level.code()).collect();
        assert_eq!(levels.join(" "), expected);
    }

    #[test]
    fn one_signal_is_blue_and_lasting_it_is_yellow() {
        check(&["-----", "--a--", "--a--"], "grey blue yellow");
        check(&["-----", "--s--"], "grey yellow");
    }

    #[test]
    fn two_of_one_family_stay_yellow_and_two_families_turn_orange() {
        check(&["-----", "aa---"], "grey yellow");
        check(&["-----", "a-a--"], "grey yellow");
        check(&["-----", "a-s--"], "grey orange");
        check(&["a-a--", "a-a--"], "grey orange");
    }

    #[test]
    fn red_needs_two_cycles_and_a_second_ground_and_a_step_before_it() {
        check(&["a-a--", "a-a--", "a-a--"], "grey orange orange");
        check(&["aa---", "aa---", "aa---"], "grey orange red");
        check(&["s-s--", "s-s--", "s-s--"], "grey orange red");
    }

    #[test]
    fn a_level_falls_one_step_at_a_time_and_only_when_clear_twice() {
        check(
            &["-----", "a-s--", "-----", "-----", "-----", "-----", "-----"],
            "grey orange orange yellow blue green green",
        );
        // Near its threshold is not clear of it.
        check(&["-----", "--a--", "--n--", "--n--", "--n--"], "grey blue blue blue blue");
    }

    #[test]
    fn no_signal_and_good_outcomes_are_green() {
        check(&["-----", "-----"], "grey green");
        let mut plain = releases(&["-----", "-----"]);
        plain[1].growth = Some(Growth { good: 0.7, upper: false, shortage: 0.7 });
        let assessment = assess(&policy(), &plain, false).unwrap();
        assert_eq!((assessment.level, assessment.shortage), (WarningLevel::Normal, true));
    }

    #[test]
    fn too_little_data_is_grey_and_never_green() {
        check(&["-----"], "grey");
        check(&["     ", "     "], "grey grey");
        let mut few = releases(&["-----", "-----"]);
        few[1].persons = Some(9.0);
        assert_eq!(assess(&policy(), &few, false).unwrap().level, WarningLevel::Grey);
    }

    #[test]
    fn small_exempt_and_new_programmes_are_capped_with_the_reason() {
        let bad = ["a-s--", "a-s--"];
        let mut small = releases(&bad);
        small[1].persons = Some(15.0);
        let assessment = assess(&policy(), &small, false).unwrap();
        assert_eq!((assessment.level, assessment.cap), (WarningLevel::Blue, Some(Cap::FewPersons)));
        let assessment = assess(&policy(), &releases(&bad), true).unwrap();
        assert_eq!((assessment.level, assessment.cap), (WarningLevel::Yellow, Some(Cap::Exempt)));
        let mut new = releases(&bad);
        new[0].students = Some(0.0);
        let assessment = assess(&policy(), &new, false).unwrap();
        assert_eq!((assessment.level, assessment.cap), (WarningLevel::Yellow, Some(Cap::New)));
    }

    #[test]
    fn an_intake_below_one_class_twice_is_red_without_statistics() {
        let mut empty = releases(&["---a-", "---a-"]);
        for release in &mut empty {
            release.entrants = Some(29.0);
        }
        let assessment = assess(&policy(), &empty, false).unwrap();
        assert_eq!((assessment.level, assessment.rule), (WarningLevel::Red, Rule::Administrative));
    }

    #[test]
    fn a_level_that_keeps_changing_is_marked_and_the_worse_one_held() {
        let mut policy = policy();
        policy.margin.releases = 1;
        let signals = ["-----", "--a--", "-----", "--a--", "-----"];
        let assessment = assess(&policy, &releases(&signals), false).unwrap();
        assert!(assessment.unsteady);
        assert_eq!(assessment.level, WarningLevel::Blue);
    }
}
