//! The catalogue of rules as data: packs that are shipped, and the changes of a workspace.
//!
//! A pack is a TOML file in `catalogue/`; its rules are listed by [`Rule::all`]. What a rule looks for is code: in `rules/`,
//! `reading/` and `formats/`. Its thresholds and how grave it is come from here.

mod changes;
mod rule;

pub use changes::{RulesError, RulesFault};
pub use rule::{Rule, RuleState, Threshold};

use std::collections::BTreeMap;

use crate::severity::Severity;

/// The rules that files are checked by: those that are shipped, with the changes of a workspace.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    severities: BTreeMap<&'static str, Severity>,
    thresholds: BTreeMap<(&'static str, &'static str), f64>,
}

impl Rules {
    /// The annotated file of changes that a new workspace begins with; it changes nothing.
    pub const TEMPLATE: &'static str = include_str!("catalogue/workspace.toml");

    /// Reads the changes of a workspace, TOML with a section for each rule that is changed:
    ///
    /// ```
    /// let rules = talent_ingest::Rules::parse("[T04]\ntimes = 10\nseverity = \"W\"\n").unwrap();
    /// assert_eq!(rules.threshold("T04", "times"), 10.0);
    /// ```
    ///
    /// # Errors
    ///
    /// Rules and thresholds that there are not, with the nearest that there is, and values outside their limits; all at once,
    /// each with its line.
    pub fn parse(text: &str) -> Result<Self, RulesError> {
        changes::parse(text)
    }

    /// A threshold of a rule, in the unit that the catalogue gives it; not a number if there is none of that name.
    pub fn threshold(&self, code: &str, key: &str) -> f64 {
        let shipped = || Rule::of(code)?.thresholds.get(key).map(|threshold| threshold.value);
        self.thresholds.get(&(code, key)).copied().or_else(shipped).unwrap_or(f64::NAN)
    }

    /// How grave findings of a rule are, if the workspace has changed that.
    pub fn changed_severity(&self, code: &str) -> Option<Severity> {
        self.severities.get(code).copied()
    }

    /// What the workspace has changed, as `T04.times=10` and `T10=E`, in order.
    pub fn changes(&self) -> Vec<String> {
        let severities =
            self.severities.iter().map(|(code, severity)| format!("{code}={}", severity.letter()));
        let thresholds =
            self.thresholds.iter().map(|((code, key), value)| format!("{code}.{key}={value}"));
        let mut changes: Vec<String> = severities.chain(thresholds).collect();
        changes.sort();
        changes
    }
}
