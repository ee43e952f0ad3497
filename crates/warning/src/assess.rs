use serde::{Deserialize, Serialize};
use talent_domain::{Lang, Year};

use crate::reading::{Family, Reading, Signal, Standing};
use crate::{Policy, WarningLevel};

/// What was read for one subject in one year.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// The year.
    pub year: Year,
    /// Whether all that it is read from has been reported: a sum over schools of which one is missing says
    /// nothing.
    pub reported: bool,
    /// The signals that could be read.
    pub readings: Vec<Reading>,
    /// Persons behind the rates; `None` if there were no graduates to rate yet.
    pub persons: Option<f64>,
    /// Entrants who registered; `None` if not reported.
    pub entrants: Option<f64>,
    /// Students; `None` if not reported.
    pub students: Option<f64>,
    /// Evidence for growth: probability of no surplus, whether matched jobs are in the city's
    /// upper part, and probability of a shortage.
    pub growth: Option<(f64, bool, f64)>,
}

/// Which rule gave the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Too few persons or years, or nothing could be read.
    NotRated,
    /// A school has not reported the students of the year.
    NotReported,
    /// No adverse signal.
    NoSignal,
    /// No adverse signal, no surplus to be expected, and good outcomes.
    Growth,
    /// Exactly one adverse signal, or adverse evidence on too few persons.
    OneSignal,
    /// One signal alone, severe or in its second release.
    OneLasting,
    /// Two adverse signals.
    TwoSignals,
    /// Two independent families, one of them severe or in its second release.
    TwoFamilies,
    /// Placement adverse twice running, and F2, F3 (severe) or F5 with it both times.
    LastingFailure,
    /// Intake below one class for years, or nobody left.
    Administrative,
    /// Held from an earlier release: the signal has not cleared its margin twice.
    Held,
}

impl Rule {
    /// The rule in words.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::NotRated => {
                lang.pick("人数或年份不足，未评级", "too few persons or years to rate")
            }
            Self::NotReported => lang.pick(
                "有学校未报本年在校生，补报前不评级",
                "a school has not reported its students: not rated until it has",
            ),
            Self::NoSignal => lang.pick("没有不利信号", "no adverse signal"),
            Self::Growth => lang.pick(
                "没有不利信号，预计不过剩，对口率居全市前三分之一",
                "no adverse signal, no surplus expected, matched jobs in the upper third",
            ),
            Self::OneSignal => lang.pick("一项不利信号", "one adverse signal"),
            Self::OneLasting => {
                lang.pick("一项信号严重，或连续两次触发", "one signal, severe or twice running")
            }
            Self::TwoSignals => lang.pick("两项不利信号", "two adverse signals"),
            Self::TwoFamilies => lang.pick(
                "两类独立信号，其中一类严重或连续两次触发",
                "two independent families, one severe or twice running",
            ),
            Self::LastingFailure => lang.pick(
                "就业率连续两次触发，并有对口率、预测过剩或招生信号同时连续触发",
                "placement twice running, with F2, F3 or F5 both times",
            ),
            Self::Administrative => lang.pick(
                "招生连续不足一个班，或连续无招生无在校生",
                "intake below one class for years, or nobody left",
            ),
            Self::Held => lang.pick(
                "沿用上次等级：好转尚未连续两次达到解除条件",
                "held: not yet clear of the margin twice running",
            ),
        }
    }
}

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
}

impl Cap {
    /// The reason in words.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::FewPersons => lang.pick("人数偏少，最高蓝色", "few persons: at most blue"),
            Self::Exempt => {
                lang.pick("保护性专业，最高黄色", "protected programme: at most yellow")
            }
            Self::New => lang.pick("新设专业，最高黄色", "new programme: at most yellow"),
        }
    }
}

/// The level of a subject and how it came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The level now.
    pub level: WarningLevel,
    /// The rule that gave it.
    pub rule: Rule,
    /// Why it is not higher, if it would have been.
    pub cap: Option<Cap>,
    /// 紧缺: a shortage is likely.
    pub shortage: bool,
    /// 波动: three or more changes within five releases; the worse of the last two levels is held.
    pub unsteady: bool,
    /// The level after each release.
    pub history: Vec<(Year, WarningLevel)>,
}

/// Walks the releases of one subject, the oldest first, and gives its level after the last.
/// `exempt` says that the programme is protected. `None` without a release.
pub fn assess(policy: &Policy, releases: &[Release], exempt: bool) -> Option<Assessment> {
    let mut state = State { level: WarningLevel::Normal, rule: Rule::NoSignal, cap: None };
    let mut history = Vec::with_capacity(releases.len());
    for at in 0..releases.len() {
        state = step(policy, releases, at, &state, exempt);
        history.push((releases[at].year, state.level));
    }
    let last = releases.last()?;
    let changes = history
        .windows(2)
        .rev()
        .take(4)
        .filter(|pair| pair[0].1.risk() != pair[1].1.risk())
        .count();
    let unsteady = changes >= 3;
    if unsteady
        && state.rule != Rule::NotReported
        && let [.., before, now] = history.as_slice()
        && before.1.risk() > now.1.risk()
    {
        state = State { level: before.1, rule: Rule::Held, cap: state.cap };
    }
    let shortage = state.level != WarningLevel::Grey
        && last.growth.is_some_and(|(_, _, p)| p >= policy.growth.shortage_probability);
    let State { level, rule, cap } = state;
    Some(Assessment { level, rule, cap, shortage, unsteady, history })
}

#[derive(Debug, Clone)]
struct State {
    level: WarningLevel,
    rule: Rule,
    cap: Option<Cap>,
}

fn step(policy: &Policy, releases: &[Release], at: usize, before: &State, exempt: bool) -> State {
    let now = &releases[at];
    let history = &releases[..=at];
    if !now.reported {
        return State { level: WarningLevel::Grey, rule: Rule::NotReported, cap: None };
    }
    if let Some(rule) = administrative(policy, history) {
        return capped(policy, history, WarningLevel::Red, rule, exempt);
    }
    let least = policy.rating.least_persons;
    let unrated = history.len() < usize::from(policy.rating.least_years)
        || now.readings.is_empty()
        || now.persons.is_none_or(|persons| persons < least);
    if unrated {
        return State { level: WarningLevel::Grey, rule: Rule::NotRated, cap: None };
    }
    let (mut level, mut rule) = rule_level(policy, history, Standing::Adverse);
    if level == WarningLevel::Red && before.level.risk() < WarningLevel::Yellow.risk() {
        level = WarningLevel::Orange;
    }
    let lasting = usize::from(policy.margin.releases);
    let cleared = at + 1 >= lasting
        && (0..lasting).all(|back| {
            let past = &releases[..=at - back];
            rule_level(policy, past, Standing::Near).0.risk() < before.level.risk()
        });
    if level.risk() < before.level.risk() {
        let held = if cleared { one_below(before.level) } else { before.level };
        if held.risk() > level.risk() {
            (level, rule) = (held, Rule::Held);
        }
    }
    capped(policy, history, level, rule, exempt)
}

fn one_below(level: WarningLevel) -> WarningLevel {
    match level {
        WarningLevel::Red => WarningLevel::Orange,
        WarningLevel::Orange => WarningLevel::Yellow,
        WarningLevel::Yellow => WarningLevel::Blue,
        _ => WarningLevel::Normal,
    }
}

fn capped(
    policy: &Policy,
    history: &[Release],
    level: WarningLevel,
    rule: Rule,
    exempt: bool,
) -> State {
    let now = &history[history.len() - 1];
    let few = rule != Rule::Administrative
        && now.persons.is_some_and(|persons| persons < policy.rating.full_persons);
    let recruiting =
        history.iter().filter(|release| release.entrants.is_some_and(|n| n > 0.0)).count();
    let started = history.first().is_some_and(|first| first.students.is_none_or(|n| n == 0.0));
    let new = started && recruiting < usize::from(policy.exempt.new_years);
    let caps = [
        (few, Cap::FewPersons, WarningLevel::Blue),
        (exempt, Cap::Exempt, WarningLevel::Yellow),
        (new, Cap::New, WarningLevel::Yellow),
    ];
    for (applies, cap, highest) in caps {
        if applies && level.risk() > highest.risk() {
            return State { level: highest, rule, cap: Some(cap) };
        }
    }
    State { level, rule, cap: None }
}

/// Red without statistics: intake below one class for years running, or nobody for years.
fn administrative(policy: &Policy, history: &[Release]) -> Option<Rule> {
    let thresholds = &policy.intake;
    let last = |years: u8, of: &dyn Fn(&Release) -> bool| {
        let years = usize::from(years);
        history.len() >= years && history.iter().rev().take(years).all(of)
    };
    let few = last(thresholds.administrative_years, &|release| {
        release.entrants.is_some_and(|n| n > 0.0 && n < thresholds.entrants_below)
    });
    let nobody = last(thresholds.empty_years, &|release| {
        release.entrants == Some(0.0) && release.students == Some(0.0)
    });
    (few || nobody).then_some(Rule::Administrative)
}

/// The level by the rules alone. `from` is the standing that counts as adverse: to fall, a level
/// must be clear of the margin too.
fn rule_level(policy: &Policy, history: &[Release], from: Standing) -> (WarningLevel, Rule) {
    let now = &history[history.len() - 1];
    let before = history.len().checked_sub(2).map(|at| &history[at]);
    let stood = |release: &Release, signal: Signal| {
        release.readings.iter().find(|r| r.signal == signal).map(|r| r.standing)
    };
    let adverse: Vec<Signal> =
        now.readings.iter().filter(|r| r.standing >= from).map(|r| r.signal).collect();
    let severe = |signal: Signal| stood(now, signal) == Some(Standing::Severe);
    let twice = |signal: Signal| {
        adverse.contains(&signal)
            && before.is_some_and(|release| stood(release, signal).is_some_and(|s| s >= from))
    };
    let severe_twice = |signal: Signal| {
        severe(signal)
            && before.and_then(|release| stood(release, signal)) == Some(Standing::Severe)
    };
    if twice(Signal::F1) && (twice(Signal::F2) || severe_twice(Signal::F3) || twice(Signal::F5)) {
        return (WarningLevel::Red, Rule::LastingFailure);
    }
    let mut families: Vec<Family> = adverse.iter().map(|signal| signal.family()).collect();
    families.sort_unstable();
    families.dedup();
    let lasting = adverse.iter().any(|&signal| severe(signal) || twice(signal));
    match (adverse.len(), families.len()) {
        (_, 2..) if lasting => (WarningLevel::Orange, Rule::TwoFamilies),
        (2.., _) => (WarningLevel::Yellow, Rule::TwoSignals),
        (1, _) if lasting => (WarningLevel::Yellow, Rule::OneLasting),
        (1, _) => (WarningLevel::Blue, Rule::OneSignal),
        _ => match now.growth {
            Some((good, upper, _)) if upper && good >= policy.growth.good_probability => {
                (WarningLevel::Green, Rule::Growth)
            }
            _ => (WarningLevel::Normal, Rule::NoSignal),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One character a signal: `-` clear, `n` near, `a` adverse, `s` severe, ` ` not read; in the
    /// order F1 F2 F3 F5 F7.
    fn release(year: usize, signals: &str) -> Release {
        let order = [Signal::F1, Signal::F2, Signal::F3, Signal::F5, Signal::F7];
        let readings = order
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
                let (value, threshold) = (0.5, 0.6);
                Some(Reading {
                    signal,
                    standing,
                    value,
                    threshold,
                    probability: None,
                    counts: None,
                })
            })
            .collect();
        Release {
            reported: true,
            year: Year::new(2018 + year as i64).unwrap(),
            readings,
            persons: Some(100.0),
            entrants: Some(80.0),
            students: Some(240.0),
            growth: Some((0.7, true, 0.1)),
        }
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
        plain[1].growth = Some((0.7, false, 0.7));
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
