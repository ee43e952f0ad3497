//! The seat plan: how many are to enter next year, by programme and school.

use serde::{Deserialize, Serialize};
use talent_domain::{Origins, ProgrammeCode, SchoolCode, Year};
use talent_market::{Block, Grade};

use crate::warning::subject_id;

/// The seat plan of a run, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeatPlan {
    /// The year of entry.
    pub entering: Year,
    /// The year in which most of those who enter leave.
    pub leaving: Year,
    /// Whether the plan saves enough to be recommended; if not, no change is.
    pub recommended: bool,
    /// What is lost if nothing changes: persons too many or too few, squared over the mean of demand and entrants.
    pub loss_now: f64,
    /// What the plan loses.
    pub loss: f64,
    /// What no plan within the limits can lose less than.
    pub bound: f64,
    /// Every programme at every school that recruits, the programmes in the order of the outlook.
    pub places: Vec<PlannedPlace>,
    /// The programmes that the plan is about, in the order of the outlook.
    pub programmes: Vec<PlannedProgramme>,
    /// The limits that hold it back, the dearest first.
    pub limits: Vec<BindingLimit>,
    /// What the plan would have to know and does not.
    pub unknown: Vec<UnknownLimit>,
}

/// A programme in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedProgramme {
    /// The programme.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Expected to enter next year as things are, persons.
    pub now: f64,
    /// By the plan.
    pub planned: f64,
    /// Local entrants that a hundred of those who enter bring, persons.
    pub per_hundred: f64,
    /// Demand for local entrants in the year of leaving, persons.
    pub demand: f64,
    /// Entrants of earlier cohorts who will still look for work then, less posts that will still be open, persons.
    pub carried: f64,
    /// The probability that there are too few in that year as things are.
    pub chance_of_shortage: f64,
    /// What is lost as things are, and by the plan.
    pub losses: (f64, f64),
    /// How far its balance can be relied on.
    pub grade: Grade,
}

/// A programme at a school in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedPlace {
    /// The programme.
    pub programme: ProgrammeCode,
    /// The school.
    pub school: SchoolCode,
    /// The school's name.
    pub school_name: String,
    /// Planned intake of the newest year, if it is known.
    pub quota: Option<f64>,
    /// Expected to enter next year as things are, persons.
    pub now: f64,
    /// By the plan.
    pub planned: f64,
    /// Classes more or fewer; none where it is to stop or changes by no whole classes.
    pub classes: Option<i32>,
    /// The bounds that it was planned within.
    pub within: (f64, f64),
    /// What holds it, if anything does.
    pub held: Option<Held>,
    /// The decision.
    pub decision: Decision,
    /// What its programme loses if something else is done at this place and the plan elsewhere; none where nothing is known
    /// of its demand, and in runs of earlier versions.
    #[serde(default)]
    pub alternatives: Option<Alternatives>,
    /// What its seats were taken from.
    pub origins: Origins,
}

/// What the programme of a place loses, by what is done at the place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Alternatives {
    /// What is planned.
    pub planned: f64,
    /// No change.
    pub now: f64,
    /// A class more than planned.
    pub more: f64,
    /// A class less than planned; none where there is less than a class.
    pub less: Option<f64>,
}

/// What is proposed for a programme at a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// 扩招
    Grow,
    /// 稳定
    Keep,
    /// 缩减
    Shrink,
    /// 暂停招生
    Stop,
    /// 暂不能定
    Undecided,
}

/// Why a programme at a school may not be planned freely.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// Its level is red and a surplus likely: no intake.
    Red,
    /// Its level is orange: no more than graduates of the newest cohort have gone somewhere, and fewer than now.
    Orange,
    /// Its level is red or orange, but a surplus is not certain enough: no more than now.
    Contrary,
    /// Its level is yellow: no more than now.
    Yellow,
    /// Placement is adverse (F1): no more than graduates of the newest cohort have gone somewhere.
    Placement,
    /// A published rule in force is met (C6), or it is on a control list (C7): no more than now.
    Statutory,
    /// Its quota is not filled: more seats would bring nobody.
    Unfilled,
    /// Too few and too many are both likely; what would settle it, if anything would.
    Undecided {
        /// The block of uncertainty that matters most.
        block: Option<Block>,
    },
    /// Nothing is known of its demand: no graduates in the base window, or measures that contradict each other.
    Unread,
}

/// A limit that holds the plan back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BindingLimit {
    /// What it is of.
    pub of: LimitOf,
    /// Whether no less may be planned; otherwise no more.
    pub is_least: bool,
    /// How much less is lost with one more unit of it.
    pub price: f64,
    /// Seats that one more unit makes room for.
    pub seats: f64,
}

/// What a limit is of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitOf {
    /// The intake of the city.
    City,
    /// The intake of a school.
    School {
        /// The school's name.
        school: String,
    },
    /// Beds of a school.
    Beds {
        /// The school's name.
        school: String,
    },
    /// Teachers of a class of programmes at a school.
    Teachers {
        /// The school's name.
        school: String,
        /// The class's name.
        class: String,
    },
    /// The change of a programme in the city.
    Programme {
        /// Its name.
        programme: String,
    },
}

/// A limit that could not be kept, since its figures are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnknownLimit {
    /// Beds of so many schools.
    Beds {
        /// Schools.
        schools: usize,
    },
    /// Teachers at so many places.
    Teachers {
        /// Places.
        places: usize,
    },
}

impl SeatPlan {
    /// A programme at a school, by its id.
    pub fn place(&self, id: &str) -> Option<&PlannedPlace> {
        self.places.iter().find(|place| place.id() == id)
    }

    /// What the plan says of a programme.
    pub fn programme(&self, code: &ProgrammeCode) -> Option<&PlannedProgramme> {
        self.programmes.iter().find(|programme| programme.code == *code)
    }

    /// Places of a programme, the largest change first.
    pub fn places_of(&self, programme: &ProgrammeCode) -> Vec<&PlannedPlace> {
        let mut places: Vec<&PlannedPlace> =
            self.places.iter().filter(|place| place.programme == *programme).collect();
        places.sort_by(|a, b| b.change().abs().total_cmp(&a.change().abs()));
        places
    }

    /// The part of the loss that the plan saves.
    pub fn saving(&self) -> f64 {
        if self.loss_now > 0.0 { 1.0 - self.loss / self.loss_now } else { 0.0 }
    }
}

impl PlannedPlace {
    /// Its id, as of the warning of the same programme and school.
    pub fn id(&self) -> String {
        subject_id(&self.programme, Some(&self.school))
    }

    /// Persons more that are to enter.
    pub fn change(&self) -> f64 {
        self.planned - self.now
    }

    /// The quota that brings those who are planned, if as many of it enter as are expected to now; none where no quota is known.
    pub fn planned_quota(&self) -> Option<f64> {
        let quota = self.quota.filter(|_| self.now > 0.0)?;
        Some((quota * self.planned / self.now).round())
    }
}

impl PlannedProgramme {
    /// Persons more that are to enter.
    pub fn change(&self) -> f64 {
        self.planned - self.now
    }
}
