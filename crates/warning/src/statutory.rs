//! Published rules (C6) as conditions that can be evaluated, and why those that cannot are not.
//!
//! A rule is applied literally or not at all: what it looks at must be a figure of ours by its printed name, its
//! operator and threshold must be printed as such, and where, for which schools and since when it holds must be stated.

mod reason;

use serde::{Deserialize, Serialize};
use talent_domain::{EducationLevel, RuleRow};

pub use reason::NotEvaluated;

use crate::level::WarningLevel;
use crate::policy::Policy;

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleMetric {
    /// 毕业去向落实率: graduates in direct jobs, in further study or in the army, of all graduates of the cohort.
    Destinations,
    /// Schools that recruit for the programme among the city's schools of the level, a fraction.
    ShareOfSchools,
    /// Years running without any entrant.
    YearsWithoutIntake,
    /// Years running without any entrant and any student.
    YearsEmpty,
    /// Programmes with students at the school.
    ProgrammesAtSchool,
}

/// How a figure is compared with a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether it holds of a figure.
    pub fn holds(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::Below => value < threshold,
            Self::AtMost => value <= threshold,
            Self::Above => value > threshold,
            Self::AtLeast => value >= threshold,
        }
    }
}

/// A condition that figures can be held against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Condition {
    /// What it looks at.
    pub metric: RuleMetric,
    /// How.
    pub comparison: Comparison,
    /// The threshold: a fraction, a number of programmes, or years.
    pub threshold: f64,
    /// In how many years running it must hold.
    pub years: u8,
}

/// Where a city lies, as rules name places.
#[derive(Debug, Clone, Copy)]
pub struct Jurisdiction<'a> {
    /// The city's name.
    pub city: &'a str,
    /// The name of its province.
    pub province: &'a str,
    /// The level of education that is looked at.
    pub level: EducationLevel,
}

/// The condition of a rule that is in force for a city, or why it is not evaluated.
pub fn condition_of(
    policy: &Policy,
    place: Jurisdiction<'_>,
    rule: &RuleRow,
) -> Result<Condition, NotEvaluated> {
    if policy.statutory.off.contains(&rule.id) {
        return Err(NotEvaluated::SwitchedOff);
    }
    check_year(policy, rule)?;
    check_region(place, rule)?;
    check_level(place.level, rule)?;
    parse(rule)
}

/// The level that a rule suggests; `None` where it suggests none, or several.
pub fn suggested_level(rule: &RuleRow) -> Option<WarningLevel> {
    match rule.level.trim().trim_end_matches('色') {
        "红" | "red" => Some(WarningLevel::Red),
        "橙" | "orange" => Some(WarningLevel::Orange),
        "黄" | "yellow" => Some(WarningLevel::Yellow),
        "蓝" | "blue" => Some(WarningLevel::Blue),
        _ => None,
    }
}

/// A rule is in force from the year that it was published in; what is now is the date of the policy.
fn check_year(policy: &Policy, rule: &RuleRow) -> Result<(), NotEvaluated> {
    let year: i32 = rule.year.trim().parse().map_err(|_| NotEvaluated::NoYear)?;
    let now = policy.year_in_force().ok_or(NotEvaluated::PolicyWithoutDate)?;
    if year <= now { Ok(()) } else { Err(NotEvaluated::NotYetInForce) }
}

/// It holds in the nation, in the city's province, or in the city itself.
fn check_region(place: Jurisdiction<'_>, rule: &RuleRow) -> Result<(), NotEvaluated> {
    fn bare(name: &str) -> &str {
        name.trim().trim_end_matches(['省', '市'])
    }
    match bare(&rule.region) {
        "" | "-" | "未写明" => Err(NotEvaluated::NoRegion),
        "全国" => Ok(()),
        name if name == bare(place.province) || name == bare(place.city) => Ok(()),
        _ => Err(NotEvaluated::OtherRegion),
    }
}

/// 职业院校 are schools of every level, 高校 those above the secondary one.
fn check_level(level: EducationLevel, rule: &RuleRow) -> Result<(), NotEvaluated> {
    let fits = match rule.education.trim() {
        "" | "-" => return Err(NotEvaluated::NoLevel),
        "职业院校" => true,
        "中职" | "中等职业学校" => level == EducationLevel::Secondary,
        "高职" | "高职专科" | "高职（专科）" => level == EducationLevel::Higher,
        "职业本科" | "本科" => level == EducationLevel::Bachelor,
        "高校" | "高等学校" => level != EducationLevel::Secondary,
        _ => false,
    };
    if fits { Ok(()) } else { Err(NotEvaluated::OtherLevel) }
}

/// The parts of a rule as a condition.
fn parse(rule: &RuleRow) -> Result<Condition, NotEvaluated> {
    let number: f64 = rule.threshold.trim().parse().map_err(|_| NotEvaluated::NoNumber)?;
    let metric = metric_of(&rule.metric).ok_or(NotEvaluated::NoFigure)?;
    let years = years_of(&rule.window).ok_or(NotEvaluated::NoWindow)?;
    let unit = rule.unit.trim();
    let comparison = match rule.operator.trim() {
        "<" | "＜" => Comparison::Below,
        "<=" | "≤" => Comparison::AtMost,
        ">" | "＞" => Comparison::Above,
        ">=" | "≥" => Comparison::AtLeast,
        // "No intake = 3 years" is met in the fourth year too.
        "=" if unit == "年" => Comparison::AtLeast,
        _ => return Err(NotEvaluated::NoOperator),
    };
    let (threshold, years) = match (metric, unit) {
        (RuleMetric::Destinations | RuleMetric::ShareOfSchools, "%" | "％") => {
            (number / 100.0, years)
        }
        // The years are the figure itself, and the window says them again.
        (RuleMetric::YearsWithoutIntake | RuleMetric::YearsEmpty, "年") => (number, 1),
        (RuleMetric::ProgrammesAtSchool, "个") => (number, years),
        _ => return Err(NotEvaluated::OtherUnit),
    };
    Ok(Condition { metric, comparison, threshold, years })
}

/// The figure of ours that a printed name means; a remark in brackets at its end is passed over unless it changes what
/// is measured.
fn metric_of(name: &str) -> Option<RuleMetric> {
    let name = name.trim();
    // A rank among the province's programmes is no rate.
    let plain = if name.contains("排位") { name } else { name.split(['（', '(']).next()? };
    match plain.trim() {
        "就业率" | "当年就业率" | "毕业去向落实率" => Some(RuleMetric::Destinations),
        "布点数占所在设区市中职学校数" => Some(RuleMetric::ShareOfSchools),
        "不招生" => Some(RuleMetric::YearsWithoutIntake),
        "不招生且无在校生" => Some(RuleMetric::YearsEmpty),
        "校内专业总数" => Some(RuleMetric::ProgrammesAtSchool),
        _ => None,
    }
}

/// In how many years running a rule must hold: 连续N年 and N年; 当年, 当前 and 每年 are one.
fn years_of(window: &str) -> Option<u8> {
    let window = window.trim();
    if ["当年", "当前", "每年"].contains(&window) {
        return Some(1);
    }
    let number = window.trim_start_matches("连续").strip_suffix('年')?;
    let words = ["一", "两", "三", "四", "五"];
    let of_word = || words.iter().position(|word| *word == number).map(|at| at as u8 + 1);
    number.trim().parse().ok().or_else(of_word).filter(|years| *years > 0)
}

#[cfg(test)]
mod tests;
