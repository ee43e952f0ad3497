//! What is kept with a vintage of the findings in its files: what was confirmed, what was explained, what nobody has
//! explained, and the rules that the workspace had changed.

use std::collections::BTreeMap;

use talent_ingest::{Finding, Findings, Rules};
use talent_workspace::Remark;

/// Answers of one kind that are kept one by one; the rest is counted.
const MOST: usize = 200;

/// What is to be kept of the findings of files, and of the rules that they were checked by.
pub(crate) fn remarks_on(findings: &Findings, rules: &Rules) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let confirmed = findings.iter().filter(|finding| finding.is_confirmed());
    remarks.extend(listed("confirm", confirmed));
    let explained = findings
        .iter()
        .filter(|finding| !finding.is_confirmed() && finding.explanation().is_some());
    remarks.extend(listed("explain", explained));
    let mut unexplained: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.is_unexplained()) {
        *unexplained.entry(finding.problem.code()).or_default() += 1;
    }
    if !unexplained.is_empty() {
        let counts = unexplained.iter().map(|(code, count)| format!("{code}×{count}"));
        let text = counts.collect::<Vec<_>>().join(" ");
        remarks.push(Remark { kind: "unexplained", text });
    }
    let changes = rules.changes();
    if !changes.is_empty() {
        remarks.push(Remark { kind: "rules", text: changes.join(" ") });
    }
    remarks
}

/// Those among remarks that say something of a finding.
pub(crate) fn answers_among(remarks: Vec<Remark>) -> Vec<Remark> {
    remarks.into_iter().filter(|remark| matches!(remark.kind, "confirm" | "explain")).collect()
}

/// Answers one by one, as far as anybody will read them: the rule, the place, and why.
fn listed<'a>(kind: &'static str, findings: impl Iterator<Item = &'a Finding>) -> Vec<Remark> {
    let line = |finding: &Finding| {
        let why = finding.explanation();
        let why = why.map_or_else(String::new, |why| format!("：{why}"));
        format!("{} {}{why}", finding.problem.code(), finding.location)
    };
    let mut texts: Vec<String> = findings.map(line).collect();
    let more = texts.len().saturating_sub(MOST);
    texts.truncate(MOST);
    if more > 0 {
        texts.push(format!("+{more}"));
    }
    texts.into_iter().map(|text| Remark { kind, text }).collect()
}
