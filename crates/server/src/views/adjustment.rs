//! 一校一案, entries, exits and key programmes on the wire.

use serde::Serialize;
use talent_domain::Lang;
use talent_outlook::{Adjustments, CriterionRead, Proposal};
use talent_report::{
    SchoolSheet, SheetRow, criterion_source, explain_entry, explain_exit, explain_key,
    proposal_name,
};
use talent_warning::{CriterionOutcome, EntryVerdict, ExitVerdict};
use utoipa::ToSchema;

/// What is proposed for a programme at a school.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProposalRow {
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// The level at the school, in words.
    pub(crate) level: Option<String>,
    /// `open`, `grow`, `keep`, `shrink`, `stop`, `withdraw` or `undecided`.
    #[schema(value_type = String)]
    pub(crate) proposal: Proposal,
    /// The proposal in words.
    pub(crate) proposal_name: &'static str,
    /// 上年计划招生, persons.
    pub(crate) quota: Option<f64>,
    /// Expected to enter as things are, persons.
    pub(crate) now: f64,
    /// What is proposed, persons.
    pub(crate) planned: f64,
    /// Classes more or fewer, where the change is of whole classes.
    pub(crate) classes: Option<i32>,
    /// The expected loss of the programme if nothing changes here.
    pub(crate) loss_now: Option<f64>,
    /// By what is proposed.
    pub(crate) loss: Option<f64>,
    /// With a class more.
    pub(crate) loss_more: Option<f64>,
    /// With a class less.
    pub(crate) loss_less: Option<f64>,
    /// The adverse signals and published rules that it meets; of a programme to be opened the criteria that matter.
    pub(crate) reasons: String,
    /// The balance of its programme, and what withdrawing it would take.
    pub(crate) details: String,
    /// What limits it.
    pub(crate) limits: String,
    /// What is proposed of it as a key programme.
    pub(crate) key: Option<String>,
    /// Cells and list rows behind it.
    pub(crate) cells: usize,
}

/// The sheet of a school.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProposalView {
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) name: String,
    /// The day by which the school answers.
    pub(crate) answer_by: String,
    /// Expected to enter as things are, persons.
    pub(crate) now: f64,
    /// What is proposed, programmes to be opened left out, persons.
    pub(crate) planned: f64,
    /// What holds its plan back, the dearest first.
    pub(crate) limits: Vec<String>,
    /// Its programmes.
    pub(crate) rows: Vec<ProposalRow>,
}

impl ProposalView {
    pub(crate) fn new(sheet: &SchoolSheet, lang: Lang) -> Self {
        Self {
            school: sheet.school.to_string(),
            name: sheet.name.clone(),
            answer_by: sheet.answer_by.clone(),
            now: sheet.entering.0,
            planned: sheet.entering.1,
            limits: sheet.limits.clone(),
            rows: ProposalRow::all(sheet, lang),
        }
    }
}

impl ProposalRow {
    /// Every row of a sheet.
    pub(crate) fn all(sheet: &SchoolSheet, lang: Lang) -> Vec<Self> {
        sheet.rows.iter().map(|row| Self::new(row, lang)).collect()
    }

    fn new(row: &SheetRow, lang: Lang) -> Self {
        let beside = row.alternatives;
        let joined = |texts: &[String]| texts.join(lang.pick("；", "; "));
        Self {
            programme: row.programme.to_string(),
            programme_name: row.name.clone(),
            level: row.level.clone(),
            proposal: row.proposal,
            proposal_name: proposal_name(row.proposal, lang),
            quota: row.quota,
            now: row.now,
            planned: row.planned,
            classes: row.classes,
            loss_now: beside.map(|beside| beside.now),
            loss: beside.map(|beside| beside.planned),
            loss_more: beside.map(|beside| beside.more),
            loss_less: beside.and_then(|beside| beside.less),
            reasons: joined(&row.reasons),
            details: joined(&row.details),
            limits: joined(&row.limits),
            key: row.key.clone(),
            cells: row.origins.len(),
        }
    }
}

/// One criterion as it came out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CriterionView {
    /// Its code.
    #[schema(value_type = String)]
    pub(crate) criterion: talent_warning::Criterion,
    /// What it asks.
    pub(crate) name: &'static str,
    /// Its figure: a fraction, a count of persons or of things; none if not known.
    pub(crate) value: Option<f64>,
    /// What it is held against.
    pub(crate) threshold: f64,
    /// `met`, `not-met` or `unknown`.
    #[schema(value_type = String)]
    pub(crate) outcome: CriterionOutcome,
    /// Cells behind it and the key of the policy, or what would tell.
    pub(crate) source: String,
}

/// A programme that might be opened at a school.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EntryView {
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// Whether no school of the city has it.
    pub(crate) is_first: bool,
    /// `provisional`, `subject-to`, `undecided` or `refused`.
    #[schema(value_type = String)]
    pub(crate) verdict: EntryVerdict,
    /// When its first class leaves.
    pub(crate) until: i32,
    /// In words.
    pub(crate) explanation: String,
    /// Every criterion.
    pub(crate) criteria: Vec<CriterionView>,
}

/// Students of a school year.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TeachOutView {
    /// The year in which it begins.
    pub(crate) year: i32,
    /// Students at its beginning, persons.
    pub(crate) students: f64,
}

/// A programme at a school whose level is red.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ExitView {
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// `withdraw`, `wait` or `exempt`.
    #[schema(value_type = String)]
    pub(crate) verdict: ExitVerdict,
    /// When what the school repaired is looked at.
    pub(crate) review: i32,
    /// Students who are still to be taught.
    pub(crate) teach_out: Vec<TeachOutView>,
    /// Full-time teachers who would be reassigned; none if not known.
    pub(crate) teachers: Option<f64>,
    /// Published rules in force that are met.
    pub(crate) statutory: Vec<String>,
    /// In words.
    pub(crate) explanation: String,
    /// Every criterion.
    pub(crate) criteria: Vec<CriterionView>,
}

/// A programme at a school that may be a key programme.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct KeyView {
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// From 0 to 100.
    pub(crate) score: f64,
    /// Its standard deviation.
    pub(crate) sd: f64,
    /// 1 − the probability of a surplus.
    pub(crate) demand: Option<f64>,
    /// 就业质量指数, a fraction.
    pub(crate) quality: Option<f64>,
    /// The part of its demand from leading industries.
    pub(crate) industry: Option<f64>,
    /// Teachers and equipment beside the standard.
    pub(crate) resources: Option<f64>,
    /// Size.
    pub(crate) scale: Option<f64>,
    /// Whether it is chosen for the city's level or above.
    pub(crate) city: bool,
    /// Whether it is chosen for the province's level.
    pub(crate) provincial: bool,
    /// Whether a panel has to decide.
    pub(crate) panel: bool,
    /// In words.
    pub(crate) explanation: String,
}

/// Programmes to be opened and withdrawn, and key programmes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AdjustmentsView {
    /// 准入
    pub(crate) entries: Vec<EntryView>,
    /// 退出
    pub(crate) exits: Vec<ExitView>,
    /// 重点专业
    pub(crate) keys: Vec<KeyView>,
    /// Programmes at schools that may not be key programmes.
    pub(crate) ineligible: usize,
    /// Leading industries that none of the candidates serves.
    pub(crate) unserved: Vec<String>,
}

/// One criterion of one programme at a school, as a row.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CriterionRow {
    /// `entry` or `exit`.
    pub(crate) test: &'static str,
    /// 专业代码
    pub(crate) programme: String,
    /// 专业名称
    pub(crate) programme_name: String,
    /// 学校代码
    pub(crate) school: String,
    /// 学校名称
    pub(crate) school_name: String,
    /// What follows from all criteria, in words.
    pub(crate) verdict: &'static str,
    /// What the criterion asks.
    pub(crate) criterion: &'static str,
    /// Its figure.
    pub(crate) value: Option<f64>,
    /// What it is held against.
    pub(crate) threshold: f64,
    /// How it came out, in words.
    pub(crate) outcome: &'static str,
    /// Cells behind it and the key of the policy, or what would tell.
    pub(crate) source: String,
}

fn criteria(reads: &[CriterionRead], lang: Lang) -> Vec<CriterionView> {
    let view = |read: &CriterionRead| CriterionView {
        criterion: read.criterion,
        name: read.criterion.name(lang),
        value: read.value,
        threshold: read.threshold,
        outcome: read.outcome,
        source: criterion_source(read, lang),
    };
    reads.iter().map(view).collect()
}

impl AdjustmentsView {
    pub(crate) fn new(adjustments: &Adjustments, lang: Lang) -> Self {
        let entries = adjustments.entries.iter().map(|entry| EntryView {
            programme: entry.programme.to_string(),
            programme_name: entry.name.clone(),
            school: entry.school.to_string(),
            school_name: entry.school_name.clone(),
            is_first: entry.is_first,
            verdict: entry.verdict,
            until: entry.until.number(),
            explanation: explain_entry(entry, lang),
            criteria: criteria(&entry.criteria, lang),
        });
        let exits = adjustments.exits.iter().map(|exit| ExitView {
            programme: exit.programme.to_string(),
            programme_name: exit.name.clone(),
            school: exit.school.to_string(),
            school_name: exit.school_name.clone(),
            verdict: exit.verdict,
            review: exit.review.number(),
            teach_out: exit
                .teach_out
                .iter()
                .map(|of| TeachOutView { year: of.year.number(), students: of.students })
                .collect(),
            teachers: exit.teachers,
            statutory: exit.statutory.clone(),
            explanation: explain_exit(exit, lang),
            criteria: criteria(&exit.criteria, lang),
        });
        let keys = adjustments.keys.candidates.iter().map(|key| {
            let [demand, quality, industry, resources, scale] = key.parts;
            KeyView {
                programme: key.programme.to_string(),
                programme_name: key.name.clone(),
                school: key.school.to_string(),
                school_name: key.school_name.clone(),
                score: key.score,
                sd: key.sd,
                demand,
                quality,
                industry,
                resources,
                scale,
                city: key.city,
                provincial: key.provincial,
                panel: key.panel,
                explanation: explain_key(key, None, lang),
            }
        });
        Self {
            entries: entries.collect(),
            exits: exits.collect(),
            keys: keys.collect(),
            ineligible: adjustments.keys.ineligible,
            unserved: adjustments.keys.unserved.iter().map(ToString::to_string).collect(),
        }
    }
}

impl CriterionRow {
    /// Every criterion of every entry and exit.
    pub(crate) fn all(adjustments: &Adjustments, lang: Lang) -> Vec<Self> {
        let row = |test, read: &CriterionRead, names: [String; 4], verdict| {
            let [programme, programme_name, school, school_name] = names;
            Self {
                test,
                programme,
                programme_name,
                school,
                school_name,
                verdict,
                criterion: read.criterion.name(lang),
                value: read.value,
                threshold: read.threshold,
                outcome: read.outcome.name(lang),
                source: criterion_source(read, lang),
            }
        };
        let entries = adjustments.entries.iter().flat_map(|entry| {
            entry.criteria.iter().map(move |read| {
                let names = [
                    entry.programme.to_string(),
                    entry.name.clone(),
                    entry.school.to_string(),
                    entry.school_name.clone(),
                ];
                row("entry", read, names, entry.verdict.name(lang))
            })
        });
        let exits = adjustments.exits.iter().flat_map(|exit| {
            exit.criteria.iter().map(move |read| {
                let names = [
                    exit.programme.to_string(),
                    exit.name.clone(),
                    exit.school.to_string(),
                    exit.school_name.clone(),
                ];
                row("exit", read, names, exit.verdict.name(lang))
            })
        });
        entries.chain(exits).collect()
    }
}
