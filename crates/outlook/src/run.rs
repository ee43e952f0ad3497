//! The run as a whole: what it was made from, what it found, and what to doubt.

use serde::{Deserialize, Serialize};
use talent_domain::{EducationLevel, Group, ProgrammeCode, RegionCode, SchoolCode, Year};
use talent_market::{Grade, TableGain};
use talent_warning::{BandPolicy, ExitVerdict, KeyPolicy, Prospect, ProspectPolicy, WarningLevel};

use crate::action::ActionOutlook;
use crate::adjustment::{Adjustments, Proposal};
use crate::audience::Audience;
use crate::class::ClassOutlook;
use crate::destinations::DestinationsOutlook;
use crate::doubt::Doubt;
use crate::enrolment::EnrolmentOutlook;
use crate::forecast::Backtest;
use crate::industry::{IndustryOutlook, NeighbourOutlook, StructureOutlook};
use crate::late::LateSchool;
use crate::plan::{PlannedPlace, SeatPlan};
use crate::programme::{ProgrammeOutlook, SiteOutlook};
use crate::text::Text;
use crate::warning::{RuleUse, WarningRecord};

/// Counts what an outlook holds: with another number the same inputs are run anew.
pub const FORMAT: u32 = 13;

/// What one run found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// What it was made from and how.
    pub meta: Meta,
    /// How the forecasts did on data they had not seen.
    pub backtests: Vec<Backtest>,
    /// All industries together, then each section.
    pub industries: Vec<IndustryOutlook>,
    /// 周边地区: regions around the city whose demand counts in every balance. Empty where none are listed.
    #[serde(default)]
    pub neighbours: Vec<NeighbourOutlook>,
    /// Every programme that the city offers.
    pub programmes: Vec<ProgrammeOutlook>,
    /// The classes of these programmes, balanced first. Runs of earlier versions have none.
    #[serde(default)]
    pub classes: Vec<ClassOutlook>,
    /// What the table behind each block of uncertainty would bring, the greatest fall of the width first. Runs of
    /// earlier versions have none.
    #[serde(default)]
    pub gains: Vec<TableGain>,
    /// Every subject that was assessed, the gravest level first.
    pub warnings: Vec<WarningRecord>,
    /// Schools that are late with their reports, with what is missing. Runs of earlier versions have none.
    #[serde(default)]
    pub late_schools: Vec<LateSchool>,
    /// Doubts about the data or the models that a reader should know.
    pub doubts: Vec<Doubt>,
    /// Of these, what schools have not reported: said wherever the run is spoken of.
    #[serde(default)]
    pub missing: Vec<Doubt>,
    /// Where graduates went, by cohort: of the city, of its schools, of the categories. Runs of earlier
    /// versions have none.
    #[serde(default)]
    pub destinations: Vec<DestinationsOutlook>,
    /// Students, entrants and graduates of the city, of its counties, schools and classes of programmes. Runs of
    /// earlier versions have none.
    #[serde(default)]
    pub enrolment: Vec<EnrolmentOutlook>,
    /// Measures against warnings, those that are open first, by their day.
    #[serde(default)]
    pub actions: Vec<ActionOutlook>,
    /// How many key programmes there should be.
    #[serde(default)]
    pub key_policy: KeyPolicy,
    /// When a programme is said to be likely short of graduates or likely to have too many.
    #[serde(default)]
    pub prospect_policy: ProspectPolicy,
    /// How far from one the ratio of demand to local entrants is for each band.
    #[serde(default)]
    pub bands: BandPolicy,
    /// How many are to enter next year, by programme and school. For the bureau alone, and none where the horizon ends
    /// before they leave. Runs of earlier versions have none.
    #[serde(default)]
    pub plan: Option<SeatPlan>,
    /// Programmes to be opened and withdrawn at schools, and key programmes. For the bureau alone, and none without a
    /// plan. Runs of earlier versions have none.
    #[serde(default)]
    pub adjustments: Option<Adjustments>,
    /// How the structure of graduates matches that of employment; none without graduates.
    pub structure: Option<StructureOutlook>,
    /// What became of every published rule (C6). Runs of earlier versions have none.
    #[serde(default)]
    pub rules: Vec<RuleUse>,
}

/// What a run was made from and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The city.
    pub region: RegionCode,
    /// Its name.
    pub city: String,
    /// Who issues documents.
    pub publisher: String,
    /// What documents say of their ground, their readers and their office. Runs of earlier versions say nothing.
    #[serde(default)]
    pub notice: NoticeTexts,
    /// The vintage.
    pub vintage: i64,
    /// Version of the program.
    pub version: String,
    /// Seed of all chance.
    pub seed: u32,
    /// Draws.
    pub draws: u32,
    /// Years ahead.
    pub horizon: u8,
    /// The last school year with figures; the balance begins after it.
    pub base_year: Year,
    /// Name of the warning policy and the date from which it is in force.
    pub policy: String,
    /// Whether any figure is simulated: then everything shown says 模拟数据.
    pub simulated: bool,
    /// The last year of each group of figures.
    pub cutoffs: Vec<Cutoff>,
    /// The level of education that the balance is about.
    pub level: EducationLevel,
    /// Schools that report.
    pub schools: usize,
    /// Sources, as the figures name them; those of most figures first.
    pub sources: Vec<String>,
    /// The cohorts whose destinations demand rests on; runs of earlier versions had none.
    #[serde(default)]
    pub base_window: Option<(Year, Year)>,
    /// For whom it is.
    #[serde(default)]
    pub audience: Audience,
    /// The run that readers saw when this one was made: its levels are kept, and later years go on from them. None where
    /// nothing had been published, and in runs of earlier versions: the whole history was read from the figures of the
    /// run.
    #[serde(default)]
    pub compared_with: Option<i64>,
}

/// What documents say of their ground, their readers and their office; what is empty is not printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeTexts {
    /// 编制依据: full titles with numbers.
    pub basis: Vec<String>,
    /// 主送.
    pub addressee: String,
    /// 抄送.
    pub copies: Vec<String>,
    /// 印发机关.
    pub office: String,
}

/// Up to when a group of figures goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cutoff {
    /// The group.
    pub name: Text,
    /// Its last year.
    pub year: Year,
}

impl Outlook {
    /// One programme.
    pub fn programme(&self, code: &str) -> Option<&ProgrammeOutlook> {
        self.programmes.iter().find(|programme| programme.code.as_str() == code)
    }

    /// How many programmes have a balance that is not to be acted on alone.
    pub fn unreliable(&self) -> usize {
        self.programmes.iter().filter(|programme| programme.balance.grade == Grade::D).count()
    }

    /// How many warnings there are of a level: of programmes in the city as a whole, and at schools.
    pub fn counted(&self, level: WarningLevel) -> (usize, usize) {
        let of_level = self.warnings.iter().filter(|warning| warning.assessment.level == level);
        let (city, places): (Vec<_>, Vec<_>) = of_level.partition(|w| w.school.is_none());
        (city.len(), places.len())
    }

    /// The class of a programme.
    pub fn class_of(&self, programme: &ProgrammeCode) -> Option<&ClassOutlook> {
        self.classes.iter().find(|class| class.code == programme.class())
    }

    /// One industry, or all of them together under the code `total`.
    pub fn industry(&self, code: &str) -> Option<&IndustryOutlook> {
        self.industries.iter().find(|industry| industry.code_or_total() == code)
    }

    /// The students of one school.
    pub fn school(&self, code: &str) -> Option<&EnrolmentOutlook> {
        self.schools().find(|school| school.of.code() == code)
    }

    /// The students of every school.
    pub fn schools(&self) -> impl Iterator<Item = &EnrolmentOutlook> {
        self.enrolment.iter().filter(|group| matches!(group.of, Group::School(_)))
    }

    /// A school's programmes: each with the school's part of it.
    pub fn programmes_of<'a>(
        &'a self,
        school: &'a str,
    ) -> impl Iterator<Item = (&'a ProgrammeOutlook, &'a SiteOutlook)> {
        self.programmes.iter().filter_map(move |programme| {
            let at = programme.sites.iter().find(|site| site.school.as_str() == school)?;
            Some((programme, at))
        })
    }

    /// Warnings of a school's programmes.
    pub fn warnings_of<'a>(&'a self, school: &'a str) -> impl Iterator<Item = &'a WarningRecord> {
        let of_school =
            move |w: &&WarningRecord| w.school.as_ref().is_some_and(|code| code.as_str() == school);
        self.warnings.iter().filter(of_school).filter(|w| w.assessment.level.is_warning())
    }

    /// One warning.
    pub fn warning(&self, id: &str) -> Option<&WarningRecord> {
        self.warnings.iter().find(|warning| warning.id == id)
    }

    /// What is proposed for a place of the plan: its decision, or to withdraw it where that is confirmed.
    pub fn proposal(&self, place: &PlannedPlace) -> Proposal {
        let adjustments = self.adjustments.as_ref();
        let exit = adjustments.and_then(|of| of.exit(&place.programme, &place.school));
        match exit.map(|exit| exit.verdict) {
            Some(ExitVerdict::Withdraw) => Proposal::Withdraw,
            _ => place.decision.into(),
        }
    }

    /// The assessment of a programme in the city as a whole.
    pub fn city_warning(&self, code: &ProgrammeCode) -> Option<&WarningRecord> {
        self.warnings.iter().find(|w| w.school.is_none() && w.programme == *code)
    }

    /// Measures that answer warnings of a programme, at one school or in the city as a whole.
    pub fn actions_of<'a>(
        &'a self,
        programme: &'a ProgrammeCode,
        school: Option<&'a SchoolCode>,
    ) -> impl Iterator<Item = &'a ActionOutlook> {
        self.actions.iter().filter(move |action| {
            action.programme.as_ref() == Some(programme) && action.school.as_ref() == school
        })
    }

    /// What the balance of a programme makes likely.
    pub fn prospect(&self, programme: &ProgrammeOutlook) -> Prospect {
        let chances = programme.balance.probabilities;
        self.prospect_policy.prospect(chances.shortage(), chances.surplus())
    }

    /// Programmes by their expected demand per entrant: the tightest first, those without a band last.
    pub fn by_tightness(&self) -> Vec<&ProgrammeOutlook> {
        let mut programmes: Vec<&ProgrammeOutlook> = self.programmes.iter().collect();
        let sdr = |p: &ProgrammeOutlook| p.balance.band.and(p.balance.sdr.centre()).unwrap_or(-1.0);
        programmes.sort_by(|a, b| sdr(b).total_cmp(&sdr(a)).then_with(|| a.code.cmp(&b.code)));
        programmes
    }
}
