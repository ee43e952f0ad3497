//! Rules that give a level.

use serde::{Deserialize, Serialize};
use talent_domain::Lang;

use crate::words::Words;

/// Which rule gave the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Too few persons or years, or nothing could be read.
    NotRated,
    /// A school has not reported the year: the level before is held; grey if there was none.
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

/// The words for every rule, in the order of the variants.
static RULES: [(Rule, Words); 11] = [
    (Rule::NotRated, Words::new("人数或年份不足，未评级", "too few persons or years to rate")),
    (
        Rule::NotReported,
        Words::new(
            "未按期报送，沿用上次等级，补报后重新评定",
            "not reported: the level before is held until it is",
        ),
    ),
    (Rule::NoSignal, Words::new("各项指标正常", "no adverse signal")),
    (
        Rule::Growth,
        Words::new(
            "各项指标正常，预计不过剩，对口率居全市前三分之一",
            "no adverse signal, no surplus expected, matched jobs in the upper third",
        ),
    ),
    (Rule::OneSignal, Words::new("一项指标不利", "one adverse signal")),
    (
        Rule::OneLasting,
        Words::new("一项指标严重超限或连续两年超限", "one signal, severe or twice running"),
    ),
    (Rule::TwoSignals, Words::new("两项指标不利", "two adverse signals")),
    (
        Rule::TwoFamilies,
        Words::new(
            "两类指标超限，其中一类严重或连续两年超限",
            "two independent families, one severe or twice running",
        ),
    ),
    (
        Rule::LastingFailure,
        Words::new(
            "就业率连续两年超限，并有对口率、供求预测或招生指标同时超限",
            "placement twice running, with F2, F3 or F5 both times",
        ),
    ),
    (
        Rule::Administrative,
        Words::new(
            "招生连续不足一个班，或连续无招生无在校生",
            "intake below one class for years, or nobody left",
        ),
    ),
    (
        Rule::Held,
        Words::new(
            "指标虽有好转，未连续两年达标，维持原等级",
            "held: not yet clear of the margin twice running",
        ),
    ),
];

impl Rule {
    /// The rule in words.
    pub fn name(self, lang: Lang) -> &'static str {
        RULES[self as usize].1.get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_finds_its_own_words() {
        for (position, (rule, _)) in RULES.iter().enumerate() {
            assert_eq!(*rule as usize, position);
        }
    }
}
