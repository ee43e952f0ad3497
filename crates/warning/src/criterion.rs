//! The criteria by which a programme is opened at a school (准入) or withdrawn from it (退出), and what follows from them.

use serde::{Deserialize, Serialize};
use talent_domain::{Lang, TemplateCode};

use crate::words::Words;

/// What a criterion asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// Entry: the probability that a class is still lacking when the cohort leaves.
    Shortage,
    /// Entry: scenarios in which there is a large surplus.
    Scenarios,
    /// Entry: control lists (C7) that the programme is on.
    ControlList,
    /// Entry: the share of the city's schools that would offer it.
    ShareOfSchools,
    /// Entry: how many programmes the school would open, this one counted.
    NewAtSchool,
    /// Entry: how many programmes the school has, if it has none to withdraw.
    ProgrammesAtSchool,
    /// Entry: beds of the school that nobody is taken into.
    Beds,
    /// Entry: full-time teachers of the class at the school who are not taken up.
    Teachers,
    /// Entry: dual-qualified teachers of the class at the school.
    DualQualified,
    /// Entry: employers with written posts or orders.
    Employers,
    /// Entry: red or orange levels of the programme in the city in the last releases.
    LevelElsewhere,
    /// Exit: releases running in which the level was red.
    RedReleases,
    /// Exit: whether it is red for too small or no intake over years, without any statistics.
    Administrative,
    /// Exit: whether it is protected or new.
    NotExempt,
    /// Exit: the probability that graduates of the programme are too few when the next cohort leaves.
    NotWanted,
}

/// How a criterion came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionOutcome {
    /// 符合
    Met,
    /// 不符合
    NotMet,
    /// 未知
    Unknown,
}

impl CriterionOutcome {
    /// Met or not, where it is known.
    pub fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Unknown,
        }
    }

    /// The word people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Met => lang.pick("符合", "met"),
            Self::NotMet => lang.pick("不符合", "not met"),
            Self::Unknown => lang.pick("未知", "not known"),
        }
    }
}

impl Criterion {
    /// What it asks, for people.
    pub fn name(self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Shortage => Words::new(
                "毕业当年缺一个班以上的概率",
                "probability that a class or more is lacking when they leave",
            ),
            Self::Scenarios => Words::new("判断为过剩的情景数", "scenarios with a large surplus"),
            Self::ControlList => Words::new("所在控制名单数", "control lists that it is on"),
            Self::ShareOfSchools => {
                Words::new("开设后占全市同类学校", "share of the city's schools, with this one")
            }
            Self::NewAtSchool => Words::new(
                "本校当年新增专业数（含本专业）",
                "new programmes of the school, with this one",
            ),
            Self::ProgrammesAtSchool => {
                Words::new("本校现有专业点数", "programmes that the school has")
            }
            Self::Beds => Words::new("本校空余床位", "beds of the school that are free"),
            Self::Teachers => Words::new(
                "本校同类专业可用专任教师",
                "full-time teachers of the class who are not taken up",
            ),
            Self::DualQualified => Words::new(
                "本校同类专业双师型教师",
                "dual-qualified teachers of the class at the school",
            ),
            Self::Employers => {
                Words::new("出具书面岗位或订单的用人单位", "employers with written posts or orders")
            }
            Self::LevelElsewhere => Words::new(
                "近两期本市该专业红、橙色预警数",
                "red or orange levels of the programme in the city, last releases",
            ),
            Self::RedReleases => Words::new("连续红色期数", "releases running at red"),
            Self::Administrative => Words::new(
                "连续招生不足一个班或无招生无在校生",
                "too small an intake, or nobody, for years running",
            ),
            Self::NotExempt => {
                Words::new("属国控、特殊保护或新设专业", "protected by the state, or new")
            }
            Self::NotWanted => Words::new(
                "下一届毕业当年供不应求的概率",
                "probability of a shortage when the next cohort leaves",
            ),
        };
        words.get(lang)
    }

    /// The key of the policy that its threshold stands under.
    pub fn policy_key(self) -> &'static str {
        match self {
            Self::Shortage => "entry.shortage_probability",
            Self::Scenarios => "entry.scenarios",
            Self::ControlList => "C7",
            Self::ShareOfSchools => "duplication.city_share_above",
            Self::NewAtSchool => "entry.most_new",
            Self::ProgrammesAtSchool => "entry.no_growth_from",
            Self::Beds => "seat_plan.class_size",
            Self::Teachers => "seat_plan.students_per_teacher",
            Self::DualQualified => "entry.dual_qualified",
            Self::Employers => "entry.employers",
            Self::LevelElsewhere => "entry.clear_releases",
            Self::RedReleases => "exit.red_releases",
            Self::Administrative => "intake.administrative_years",
            Self::NotExempt => "exempt.programmes",
            Self::NotWanted => "seat_plan.undecided",
        }
    }

    /// The table that would tell what is not known; none where papers would that no table holds.
    pub fn table(self) -> Option<TemplateCode> {
        match self {
            Self::Shortage | Self::Scenarios => Some(TemplateCode::T1),
            Self::ControlList => Some(TemplateCode::C7),
            Self::ShareOfSchools | Self::Beds => Some(TemplateCode::C1),
            Self::Teachers | Self::DualQualified => Some(TemplateCode::T3),
            Self::Employers => None,
            _ => Some(TemplateCode::T2),
        }
    }

    /// Whether the school that asks can bring the evidence itself.
    fn is_evidence_of_school(self) -> bool {
        matches!(self, Self::Beds | Self::Teachers | Self::DualQualified | Self::Employers)
    }
}

/// Whether a programme may be opened at a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryVerdict {
    /// Every criterion is met: it may be, provisionally until its first class leaves.
    Provisional,
    /// The same, if the school brings the evidence that it owes.
    SubjectTo,
    /// It cannot be decided on what is known.
    Undecided,
    /// A criterion is not met.
    Refused,
}

impl EntryVerdict {
    /// The verdict on criteria: one that is not met refuses it, and evidence that is owed is owed.
    pub fn of(criteria: impl IntoIterator<Item = (Criterion, CriterionOutcome)>) -> Self {
        let verdict = |(criterion, outcome): (Criterion, CriterionOutcome)| match outcome {
            CriterionOutcome::Met => Self::Provisional,
            CriterionOutcome::NotMet => Self::Refused,
            CriterionOutcome::Unknown if criterion.is_evidence_of_school() => Self::SubjectTo,
            CriterionOutcome::Unknown => Self::Undecided,
        };
        criteria.into_iter().map(verdict).max().unwrap_or(Self::Undecided)
    }

    /// Whether it may be opened, evidence that is owed apart.
    pub fn is_proposed(self) -> bool {
        matches!(self, Self::Provisional | Self::SubjectTo)
    }

    /// The words people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Provisional => lang.pick("建议增设（暂准）", "open, provisionally"),
            Self::SubjectTo => lang.pick("补齐材料后可增设（暂准）", "open once evidence is in"),
            Self::Undecided => lang.pick("暂不能定", "not decidable now"),
            Self::Refused => lang.pick("不宜增设", "not to be opened"),
        }
    }
}

/// Whether a programme should be withdrawn from a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExitVerdict {
    /// 撤销, after a hearing and a year of repair.
    Withdraw,
    /// Red, but not confirmed: no intake, and the next release decides.
    Wait,
    /// Red, but too few graduates are not unlikely: no more intake than now while the school repairs.
    Repair,
    /// Protected.
    Exempt,
}

impl ExitVerdict {
    /// The verdict on criteria that are met: a protected programme stays, one whose graduates may be too few is repaired, and
    /// red for long enough or administrative red goes.
    pub fn of(is_met: impl Fn(Criterion) -> bool) -> Self {
        if !is_met(Criterion::NotExempt) {
            Self::Exempt
        } else if !is_met(Criterion::NotWanted) {
            Self::Repair
        } else if is_met(Criterion::RedReleases) || is_met(Criterion::Administrative) {
            Self::Withdraw
        } else {
            Self::Wait
        }
    }

    /// The words people read.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Withdraw => lang.pick("启动退出程序（撤销）", "begin withdrawal"),
            Self::Wait => lang.pick("暂停招生，待下期确认", "no intake; the next release decides"),
            Self::Repair => lang.pick(
                "两项依据不一致，限期整改，不停招",
                "the two grounds disagree: repair, and no more intake than now",
            ),
            Self::Exempt => lang.pick("豁免，不退出", "exempt"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_criterion_refuses_and_owed_evidence_is_owed() {
        use Criterion::{Employers, Shortage, Teachers};
        use CriterionOutcome::{Met, NotMet, Unknown};
        let verdict =
            |criteria: &[(Criterion, CriterionOutcome)]| EntryVerdict::of(criteria.iter().copied());
        assert_eq!(verdict(&[(Shortage, Met), (Teachers, Met)]), EntryVerdict::Provisional);
        assert_eq!(verdict(&[(Shortage, Met), (Employers, Unknown)]), EntryVerdict::SubjectTo);
        assert_eq!(verdict(&[(Shortage, Unknown), (Teachers, Met)]), EntryVerdict::Undecided);
        assert_eq!(verdict(&[(Shortage, Unknown), (Teachers, NotMet)]), EntryVerdict::Refused);
        assert_eq!(verdict(&[]), EntryVerdict::Undecided);
    }

    #[test]
    fn a_protected_programme_stays_one_that_is_wanted_is_repaired_and_one_red_release_waits() {
        use Criterion::{Administrative, NotExempt, NotWanted, RedReleases};
        let verdict = |met: &[Criterion]| ExitVerdict::of(|criterion| met.contains(&criterion));
        assert_eq!(verdict(&[RedReleases, Administrative, NotWanted]), ExitVerdict::Exempt);
        assert_eq!(verdict(&[RedReleases, Administrative, NotExempt]), ExitVerdict::Repair);
        assert_eq!(verdict(&[RedReleases, NotWanted, NotExempt]), ExitVerdict::Withdraw);
        assert_eq!(verdict(&[Administrative, NotWanted, NotExempt]), ExitVerdict::Withdraw);
        assert_eq!(verdict(&[NotWanted, NotExempt]), ExitVerdict::Wait);
    }
}
