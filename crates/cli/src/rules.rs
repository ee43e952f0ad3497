//! `rules`: the catalogue of rules that files are checked by.

mod simulate;

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_domain::Lang;
use talent_ingest::{Rule, RuleState, Rules, Severity};
use talent_workspace::read_file;

use crate::Outcome;
use crate::args::{Args, Format};
use crate::table::{json, line, print};

pub(crate) use simulate::simulate;

/// One rule, as it is listed.
#[derive(Debug, Serialize)]
struct RuleRow {
    code: &'static str,
    /// E, W or I, as the workspace has it.
    severity: &'static str,
    /// What it looks at.
    scope: &'static str,
    /// The version of the catalogue that has it first.
    since: &'static str,
    /// Whether it is there: `there`, `partly`, `elsewhere` or `absent`.
    state: &'static str,
    /// What it says.
    text: &'static str,
    /// What to do about a finding.
    fix: &'static str,
    /// Why it is not there; empty if it is.
    why: &'static str,
    /// Whether its errors can be confirmed.
    confirm: bool,
    thresholds: Vec<ThresholdRow>,
}

/// A threshold of a rule, as it is listed.
#[derive(Debug, Serialize)]
struct ThresholdRow {
    key: &'static str,
    /// In this workspace.
    value: f64,
    shipped: f64,
    least: f64,
    most: f64,
    text: &'static str,
}

impl RuleRow {
    fn new(code: &'static str, rule: &'static Rule, rules: &Rules, lang: Lang) -> Self {
        let thresholds = rule.thresholds.iter().map(|(key, threshold)| ThresholdRow {
            key,
            value: rules.threshold(code, key),
            shipped: threshold.value,
            least: threshold.least,
            most: threshold.most,
            text: threshold.text(lang),
        });
        Self {
            code,
            severity: rules.changed_severity(code).unwrap_or(rule.severity).letter(),
            scope: &rule.scope,
            since: &rule.since,
            state: match rule.state {
                RuleState::There => "there",
                RuleState::Partly => "partly",
                RuleState::Elsewhere => "elsewhere",
                RuleState::Absent => "absent",
            },
            text: rule.text(lang),
            fix: rule.fix(lang),
            why: rule.why(lang),
            confirm: rule.may_be_confirmed() && rule.severity == Severity::Error,
            thresholds: thresholds.collect(),
        }
    }
}

/// Lists every rule, or shows one in full, with the changes of the workspace if there is one.
///
/// Changes that cannot be followed, and a code that there is not, are wrong input.
pub(crate) fn rules(args: &Args, code: Option<&str>) -> Result<Outcome> {
    let lang = args.lang();
    let rules = match changed(&args.workspace_or(".").join("rules.toml"))? {
        Ok(rules) => rules,
        Err(error) => {
            tell!("{error}");
            return Ok(Outcome::WrongInput);
        }
    };
    let all = Rule::all().map(|(code, rule)| RuleRow::new(code, rule, &rules, lang));
    let Some(code) = code else {
        let rows: Vec<RuleRow> = all.collect();
        list(args, &rows)?;
        return Ok(Outcome::Done);
    };
    let wanted = code.to_ascii_uppercase();
    let Some(row) = all.into_iter().find(|row| row.code == wanted) else {
        tell!(
            "{}",
            match lang {
                Lang::Zh => format!("没有规则“{code}”；全部规则见 talent rules"),
                Lang::En => format!("there is no rule `{code}`; talent rules lists them"),
            }
        );
        return Ok(Outcome::WrongInput);
    };
    if args.format == Format::Json {
        json(&row)?;
    } else {
        in_full(&row, lang);
    }
    Ok(Outcome::Done)
}

/// The rules with the changes in a file; those that are shipped if there is no such file.
fn changed(path: &Path) -> Result<std::result::Result<Rules, talent_ingest::RulesError>> {
    if !path.exists() {
        return Ok(Ok(Rules::default()));
    }
    Ok(Rules::parse(&String::from_utf8_lossy(&read_file(path)?)))
}

fn list(args: &Args, rows: &[RuleRow]) -> Result<()> {
    let lang = args.lang();
    let headings = match lang {
        Lang::Zh => ["规则", "级别", "状态", "内容", "阈值"],
        Lang::En => ["rule", "severity", "state", "what it says", "thresholds"],
    };
    print(args, &headings, rows, |row| {
        let thresholds = row.thresholds.iter().map(|threshold| {
            let mark = if threshold.value == threshold.shipped { "" } else { "*" };
            format!("{}={}{mark}", threshold.key, threshold.value)
        });
        let text = if row.why.is_empty() {
            row.text.to_owned()
        } else {
            format!("{}（{}）", row.text, row.why)
        };
        let confirm =
            if row.confirm { lang.pick("，可确认", ", may be confirmed") } else { "" };
        vec![
            row.code.to_owned(),
            row.severity.to_owned(),
            state_text(row.state, lang).to_owned(),
            format!("{text}{confirm}"),
            thresholds.collect::<Vec<_>>().join(" "),
        ]
    })?;
    if args.format == Format::Text {
        let count = |state: &str| rows.iter().filter(|row| row.state == state).count();
        let [there, partly, elsewhere, absent] =
            ["there", "partly", "elsewhere", "absent"].map(count);
        line(&match lang {
            Lang::Zh => format!(
                "共 {} 条：在 {there}，部分 {partly}，由别处承担 {elsewhere}，没有 {absent}。E 拒绝入库，W 提醒，I 说明；* 为本工作区改过的阈值（rules.toml）",
                rows.len()
            ),
            Lang::En => format!(
                "{} rules: {there} there, {partly} partly, {elsewhere} elsewhere, {absent} absent. E refuses, W asks somebody to look, I informs; * was changed in rules.toml",
                rows.len()
            ),
        });
    }
    Ok(())
}

fn state_text(state: &str, lang: Lang) -> &'static str {
    match state {
        "there" => lang.pick("在", "there"),
        "partly" => lang.pick("部分", "partly"),
        "elsewhere" => lang.pick("别处", "elsewhere"),
        _ => lang.pick("没有", "absent"),
    }
}

/// One rule in several lines.
fn in_full(row: &RuleRow, lang: Lang) {
    line(&format!("{} {} {}：{}", row.code, row.severity, state_text(row.state, lang), row.text));
    if !row.why.is_empty() {
        line(&format!("  {}：{}", lang.pick("原因", "why"), row.why));
    }
    if !row.fix.is_empty() {
        line(&format!("  {}：{}", lang.pick("改法", "fix"), row.fix));
    }
    if row.confirm {
        line(lang.pick(
            "  确属实际的，可用 --confirm 确认",
            "  what is right all the same can be confirmed by --confirm",
        ));
    }
    for ThresholdRow { key, value, shipped, least, most, text } in &row.thresholds {
        line(&match lang {
            Lang::Zh => {
                format!("  {key} = {value}：{text}（随软件 {shipped}，可改为 {least} 到 {most}）")
            }
            Lang::En => {
                format!("  {key} = {value}: {text} (shipped {shipped}, from {least} to {most})")
            }
        });
    }
}
