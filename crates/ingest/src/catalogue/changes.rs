//! The changes of a workspace to the catalogue, read with the lines of what is wrong with them.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Rules;
use super::rule::Rule;
use crate::severity::Severity;
use talent_domain::nearest;

/// A file of changes that cannot be followed: everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct RulesError(pub Vec<RulesFault>);

/// One thing that is wrong with a file of changes.
#[derive(Debug, Clone, PartialEq)]
pub struct RulesFault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in Chinese and in English.
    pub text: String,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, RulesFault { line, text }) in self.0.iter().enumerate() {
            let end = if position + 1 < self.0.len() { "\n" } else { "" };
            write!(f, "rules.toml 第 {line} 行 (line {line})：{text}{end}")?;
        }
        Ok(())
    }
}

/// Reads the changes; all faults come at once.
pub(super) fn parse(text: &str) -> Result<Rules, RulesError> {
    let mut reader = Reader { text, rules: Rules::default(), faults: Vec::new() };
    match DeTable::parse(text) {
        Ok(table) => table.get_ref().iter().for_each(|(code, rule)| reader.section(code, rule)),
        Err(error) => {
            let text = format!("写法有误，请检查引号、等号和括号 ({})", error.message());
            reader.fault(&error.span().unwrap_or(0..0), text);
        }
    }
    reader.faults.sort_by_key(|fault| fault.line);
    if reader.faults.is_empty() { Ok(reader.rules) } else { Err(RulesError(reader.faults)) }
}

struct Reader<'a> {
    text: &'a str,
    rules: Rules,
    faults: Vec<RulesFault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: &Range<usize>, text: String) {
        let before = self.text.get(..at.start).unwrap_or(self.text);
        self.faults.push(RulesFault { line: before.matches('\n').count() + 1, text });
    }

    /// What is changed of one rule.
    fn section(&mut self, code: &Spanned<impl AsRef<str>>, changes: &Spanned<DeValue<'_>>) {
        let named = code.get_ref().as_ref();
        let Some((code_text, rule)) = Rule::all().find(|(other, _)| *other == named) else {
            let near = near(named, Rule::all().map(|(code, _)| code));
            self.fault(&code.span(), format!("没有规则“{named}”{near} (no such rule)"));
            return;
        };
        let Some(changes) = changes.get_ref().as_table() else {
            let text = format!("“{named}”应为一节，如 [{named}] (a section is wanted)");
            self.fault(&code.span(), text);
            return;
        };
        for (key, value) in changes {
            if let Err(text) = self.change(code_text, rule, key.get_ref(), value.get_ref()) {
                self.fault(&key.span(), format!("{named}：{text}"));
            }
        }
    }

    fn change(
        &mut self,
        code: &'static str,
        rule: &'static Rule,
        key: &str,
        value: &DeValue<'_>,
    ) -> Result<(), String> {
        if key == "severity" {
            self.rules.severities.insert(code, severity(rule, value)?);
            return Ok(());
        }
        let Some((key, threshold)) = rule.thresholds.get_key_value(key) else {
            let keys = rule.thresholds.keys().map(String::as_str);
            let all: Vec<&str> = keys.clone().chain(["severity"]).collect();
            let near = near(key, keys.chain(["severity"]));
            let all = all.join("、");
            return Err(format!(
                "没有“{key}”{near}；可改的有 {all} (no such threshold; there are {all})"
            ));
        };
        let (least, most) = (threshold.least, threshold.most);
        let number = match value {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
            DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => {
                self.rules.thresholds.insert((code, key.as_str()), number);
                Ok(())
            }
            None => Err(format!(
                "{key} 应是 {least} 到 {most} 之间的数 (a number from {least} to {most})"
            )),
        }
    }
}

/// How grave a rule is to be. What cannot be read or cannot be true stays an error.
fn severity(rule: &Rule, value: &DeValue<'_>) -> Result<Severity, String> {
    let letter = match value {
        DeValue::String(letter) => letter.as_ref(),
        _ => "",
    };
    let severity = Severity::ALL.into_iter().find(|severity| severity.letter() == letter);
    let severity =
        severity.ok_or("severity 应是 \"E\"、\"W\" 或 \"I\" (should be \"E\", \"W\" or \"I\")")?;
    let is_lowered = rule.severity == Severity::Error && severity != Severity::Error;
    if is_lowered && !rule.confirm {
        return Err(
            "这条规则查的是读不了或不可能对的内容，只能是 E (it looks for what cannot be read or cannot be true and stays E)".into(),
        );
    }
    if rule.confirm && severity == Severity::Note {
        return Err("最低为 W (W at least)".into());
    }
    Ok(severity)
}

/// The nearest name in brackets of words; nothing if none is near.
fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
    nearest(wanted, names).map_or_else(String::new, |name| format!("，相近的有 {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let error = parse(text).unwrap_err();
        error.0.iter().map(|fault| format!("{} {}", fault.line, fault.text)).collect()
    }

    #[test]
    fn thresholds_and_severities_are_changed() {
        let rules = parse(
            "[T04]\ntimes = 12\nseverity = \"W\"\n[T10]\npersons = 1_0.5\nseverity = \"E\"\n",
        )
        .unwrap();
        assert_eq!(rules.threshold("T04", "times"), 12.0);
        assert_eq!(rules.threshold("T04", "persons"), Rules::default().threshold("T04", "persons"));
        assert_eq!(rules.changed_severity("T04"), Some(Severity::Caution));
        assert_eq!(rules.changes(), ["T04.times=12", "T04=W", "T10.persons=10.5", "T10=E"]);
        assert_eq!(parse(Rules::TEMPLATE).unwrap(), Rules::default());
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_line_and_the_nearest_name() {
        let faults = faults(
            "[T4]\ntimes = 8\n\n[T04]\ntime = 8\ntimes = 1e9\nseverity = \"X\"\n[R01]\nseverity = \"W\"\n[J02]\nlowest = \"a\"\n",
        );
        assert_eq!(faults.len(), 6, "{faults:?}");
        assert!(faults[0].starts_with("1 没有规则“T4”，相近的有 T04"), "{faults:?}");
        assert!(faults.iter().any(|fault| fault.starts_with("5 T04：没有“time”，相近的有 times")));
        assert!(faults.iter().any(|fault| fault.starts_with("6 T04：times 应是 3 到 1000")));
        assert!(faults.iter().any(|fault| fault.starts_with("9 R01")));
        assert!(faults[5].starts_with("11 J02：lowest"));
        assert!(parse("[T04\n").unwrap_err().to_string().contains("第 1 行"));
    }
}
