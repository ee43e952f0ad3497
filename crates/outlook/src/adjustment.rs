//! What is proposed beside seats: programmes to be opened (准入) and withdrawn (退出) at schools, and key programmes (重点专业).

use serde::{Deserialize, Serialize};
use talent_domain::{IndustryCode, Origins, ProgrammeCode, SchoolCode, Year};
use talent_warning::{
    Criterion, CriterionOutcome, EntryPolicy, EntryVerdict, ExitPolicy, ExitVerdict,
};

use crate::plan::Decision;
use crate::warning::subject_id;

/// What is proposed for the programmes of schools beside the seat plan. For the bureau alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adjustments {
    /// By what programmes are opened.
    pub entry_policy: EntryPolicy,
    /// By what they are withdrawn.
    pub exit_policy: ExitPolicy,
    /// Programmes that might be opened at a school, those that may be first, by how likely they are lacking.
    pub entries: Vec<EntryCandidate>,
    /// Programmes at schools whose level is red.
    pub exits: Vec<ExitCandidate>,
    /// Key programmes.
    pub keys: KeyChoice,
}

/// One criterion as it came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CriterionRead {
    /// The criterion.
    pub criterion: Criterion,
    /// Its figure, in the unit of the criterion; none if that is not known.
    pub value: Option<f64>,
    /// What it is held against.
    pub threshold: f64,
    /// How it came out.
    pub outcome: CriterionOutcome,
    /// What the figure was taken from.
    pub origins: Origins,
}

/// A programme that might be opened at a school.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryCandidate {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// The school.
    pub school: SchoolCode,
    /// The school's name.
    pub school_name: String,
    /// Whether no school of the city offers it: then the shortage is read of its class, and nothing is known of its share.
    pub is_first: bool,
    /// Seats that it would begin with: one class, persons.
    pub seats: f64,
    /// The year in which its first class leaves, when it is looked at again.
    pub until: Year,
    /// The criteria, in a fixed order.
    pub criteria: Vec<CriterionRead>,
    /// What follows.
    pub verdict: EntryVerdict,
}

/// A programme at a school whose level is red.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExitCandidate {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// The school.
    pub school: SchoolCode,
    /// The school's name.
    pub school_name: String,
    /// The criteria, in a fixed order.
    pub criteria: Vec<CriterionRead>,
    /// What follows.
    pub verdict: ExitVerdict,
    /// The year in which what the school repaired is looked at.
    pub review: Year,
    /// Students who are still to be taught, by year, if nobody enters any more; nobody after the last.
    pub teach_out: Vec<TeachOut>,
    /// Full-time teachers who would be reassigned; none if not known (T3).
    pub teachers: Option<f64>,
    /// Published rules in force that are met, by number.
    pub statutory: Vec<String>,
    /// What students and teachers were taken from.
    pub origins: Origins,
}

/// Students of a programme that nobody enters any more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TeachOut {
    /// The school year, by the year in which it begins.
    pub year: Year,
    /// Students at its beginning, persons: known in the base year, expected after it.
    pub students: f64,
}

/// Key programmes as they would be chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct KeyChoice {
    /// Programmes at schools that may be chosen, by school, the best first.
    pub candidates: Vec<KeyCandidate>,
    /// Programmes at schools that may not, and so are not listed.
    pub ineligible: usize,
    /// Leading industries that no provincial key programme could serve.
    pub unserved: Vec<IndustryCode>,
}

/// A programme at a school that may be a key programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyCandidate {
    /// The programme.
    pub programme: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// The school.
    pub school: SchoolCode,
    /// The school's name.
    pub school_name: String,
    /// Its score from 0 to 100.
    pub score: f64,
    /// The standard deviation of the score.
    pub sd: f64,
    /// Its parts from 0 to 1: demand, quality, industry, resources, scale; none if not known.
    pub parts: [Option<f64>; 5],
    /// Leading industries that it serves.
    pub serves: Vec<IndustryCode>,
    /// Whether it is chosen for the city's level or above.
    pub city: bool,
    /// Whether it is chosen for the province's level; it is then of the city's, too.
    pub provincial: bool,
    /// Whether another one is so near that a panel has to decide between them.
    pub panel: bool,
    /// What the score was taken from.
    pub origins: Origins,
}

impl Adjustments {
    /// What is said of opening programmes at a school.
    pub fn entries_of(&self, school: &SchoolCode) -> impl Iterator<Item = &EntryCandidate> {
        self.entries.iter().filter(move |entry| entry.school == *school)
    }

    /// What is said of withdrawing a programme from a school.
    pub fn exit(&self, programme: &ProgrammeCode, school: &SchoolCode) -> Option<&ExitCandidate> {
        self.exits.iter().find(|exit| exit.programme == *programme && exit.school == *school)
    }

    /// Whether a programme at a school may be a key programme, and how it stands.
    pub fn key(&self, programme: &ProgrammeCode, school: &SchoolCode) -> Option<&KeyCandidate> {
        let mut candidates = self.keys.candidates.iter();
        candidates.find(|key| key.programme == *programme && key.school == *school)
    }
}

impl ExitCandidate {
    /// Its id, as of the warning of the same programme and school.
    pub fn id(&self) -> String {
        subject_id(&self.programme, Some(&self.school))
    }

    /// The last school year with students; none without any.
    pub fn last_year(&self) -> Option<Year> {
        self.teach_out.iter().filter(|of| of.students >= 0.5).map(|of| of.year).next_back()
    }
}

impl EntryCandidate {
    /// Its id, as of the warning of the same programme and school.
    pub fn id(&self) -> String {
        subject_id(&self.programme, Some(&self.school))
    }
}

impl KeyCandidate {
    /// Its id, as of the warning of the same programme and school.
    pub fn id(&self) -> String {
        subject_id(&self.programme, Some(&self.school))
    }
}

/// What is proposed for a programme at a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposal {
    /// 增设
    Open,
    /// 扩招
    Grow,
    /// 稳定
    Keep,
    /// 缩减
    Shrink,
    /// 暂停
    Stop,
    /// 撤销
    Withdraw,
    /// 暂不能定
    Undecided,
}

impl From<Decision> for Proposal {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Grow => Self::Grow,
            Decision::Keep => Self::Keep,
            Decision::Shrink => Self::Shrink,
            Decision::Stop => Self::Stop,
            Decision::Undecided => Self::Undecided,
        }
    }
}
