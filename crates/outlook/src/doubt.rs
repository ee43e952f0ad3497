//! What a reader should know of a run before acting on it, as data; `talent-report` words it.

use serde::{Deserialize, Serialize};
use talent_domain::{
    EducationLevel, IndustryCode, Measure, Origins, ProgrammeCode, RateDefinition, TemplateCode,
    Year,
};
use talent_market::Band;

use crate::forecast::Oddity;
use crate::text::Text;

/// A doubt with what it was found in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Doubt {
    /// What is doubted, with its figures.
    pub kind: DoubtKind,
    /// What it was found in; empty where it is about something that is missing.
    pub origins: Origins,
}

/// Kinds of doubt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum DoubtKind {
    /// Demand counts those who work in the city, supply those who graduate there.
    DifferentCoverage,
    /// Demand of regions around the city counts by shares that were stated.
    SurroundingsCounted {
        /// Names of the regions with the share of their demand that counts, and that of the graduates who go there, fractions.
        regions: Vec<(String, f64, f64)>,
        /// Names of regions with sections of which no employment is known: these add nothing.
        unknown: Vec<String>,
        /// Programmes of another band by the city alone.
        moved: usize,
    },
    /// Regions of the list of neighbours lie within the city and do not count.
    NeighboursWithin {
        /// Their names.
        regions: Vec<String>,
    },
    /// Employment by section is estimated in years of which only the city's total is known.
    SectionsEstimated {
        /// The last year with employment by section.
        observed_until: Year,
        /// The last year with a total.
        total_until: Year,
    },
    /// Too few students of the newest school year have been reported to begin after it.
    YearTooEarly {
        /// The newest school year.
        year: Year,
        /// The school year that the balance begins after.
        base: Year,
    },
    /// A school has not reported all students of the base year.
    SchoolLate {
        /// The school's name.
        school: String,
        /// The base year.
        base: Year,
        /// Whether it has reported some programmes of the base year.
        reported_others: bool,
        /// Names of the programmes whose level is held because of it.
        #[serde(alias = "unrated")]
        held: Vec<String>,
    },
    /// Something else stands for those who registered.
    EntrantsStandIn {
        /// The base year.
        year: Year,
        /// Places with entrants.
        places: usize,
        /// Of these, places without registered entrants.
        stand_ins: usize,
    },
    /// A model lost to the last value at earlier forecast origins, which is used in its place.
    ModelRefused {
        /// The panel that was forecast.
        panel: RefusedPanel,
        /// Years ahead.
        step: usize,
        /// Forecast origins.
        origins: usize,
        /// Error of the model, a fraction of what came.
        model: f64,
        /// Error of the last value, the same.
        naive: f64,
    },
    /// A year of a section's employment looks odd.
    OddYear {
        /// The section.
        section: IndustryCode,
        /// Its name.
        name: String,
        /// The year.
        year: Year,
        /// How it looks.
        oddity: Oddity,
    },
    /// A year between others of a section's employment is missing and filled on a straight line.
    EmploymentGap {
        /// The section.
        section: IndustryCode,
        /// Its name.
        name: String,
        /// The year.
        year: Year,
    },
    /// No programme of the level in the city serves some sections.
    Uncovered {
        /// The level.
        level: EducationLevel,
        /// Names of the sections.
        sections: Vec<String>,
    },
    /// Exit rates that are no likely share of workers who leave the labour force in a year.
    OddExits {
        /// Names of occupations with their rates, fractions a year.
        occupations: Vec<(String, f64)>,
        /// The least and the largest likely rate.
        likely: (f64, f64),
    },
    /// Workers by occupation do not add up to those of the sections.
    WorkersScaled {
        /// What they were multiplied by.
        scale: f64,
    },
    /// Schools did not report students of years between others.
    UnreportedYears {
        /// Names of schools with the years.
        schools: Vec<(String, Vec<Year>)>,
    },
    /// Destinations are not yet known of the cohort of the base year.
    OlderCohort {
        /// The cohort that they are known of.
        cohort: Year,
    },
    /// The whole city has no figures of some rates.
    UnknownRates {
        /// The rates, with what stands for them, fractions.
        rates: Vec<(RateDefinition, f64)>,
    },
    /// Figures stand under codes of former catalogues.
    FormerCodes {
        /// The programmes.
        programmes: Vec<FormerProgramme>,
    },
    /// Schools state another length of a programme than the one that it is counted with.
    OddLengths {
        /// The programmes.
        programmes: Vec<OddLength>,
    },
    /// The table from programme classes to industries is a proposal.
    ProposedBridge,
    /// Programmes without graduates in the base window, of whose share of demand nothing is known.
    Unobserved {
        /// The first cohort of the window.
        from: Year,
        /// The last.
        to: Year,
        /// Whether that is every programme: the window is of other years than the figures.
        none_at_all: bool,
        /// Names of the programmes.
        programmes: Vec<String>,
    },
    /// The base window is another than that of the run that readers saw when this one was made.
    WindowMoved {
        /// The first and the last cohort of the window of that run.
        before: (Year, Year),
        /// Those of this run.
        after: (Year, Year),
        /// Every programme with what the move alone changes: the figures are the same ones.
        programmes: Vec<MovedProgramme>,
    },
    /// Classes whose demand by the model and whose graduates' jobs over the base window contradict each other.
    Contradicted {
        /// Names of the classes with both, persons a year: the model's demand, then jobs in the city.
        classes: Vec<(String, f64, f64)>,
    },
    /// The policy switches off rules that are in no list.
    UnknownRulesOff {
        /// Their numbers, each with the nearest that is in a list.
        rules: Vec<(String, Option<String>)>,
    },
    /// Published rules in force look at figures that no table of the workspace reports, so that nobody can meet them.
    RulesWithoutFigures {
        /// Their numbers.
        rules: Vec<String>,
        /// The figures that are reported of nobody.
        measures: Vec<Measure>,
        /// The table that would supply them.
        table: TemplateCode,
    },
    /// A sentence of an earlier version.
    Worded(Text),
}

/// A panel whose model may be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusedPanel {
    /// Employment by section.
    Employment,
    /// Entrants by programme.
    Entrants,
}

/// A programme of a former catalogue and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormerProgramme {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Names of the programmes that it went into, with the share of it that each is, a fraction.
    pub became: Vec<(String, f64)>,
}

/// What moving the base window changes of a programme: before, then after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedProgramme {
    /// Its code.
    pub code: ProgrammeCode,
    /// Its name.
    pub name: String,
    /// Expected demand over the horizon, persons; none where no graduates of the window are known.
    pub demand: (Option<f64>, Option<f64>),
    /// The band of its expected ratio.
    pub band: (Option<Band>, Option<Band>),
}

impl MovedProgramme {
    /// By what share its demand changed; none where one of the two is not known or the first is nothing.
    pub fn change(&self) -> Option<f64> {
        let (before, after) = (self.demand.0.filter(|demand| *demand > 0.0)?, self.demand.1?);
        Some(after / before - 1.0)
    }
}

/// A programme of which schools state different lengths.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OddLength {
    /// Its name.
    pub name: String,
    /// Years that schools state.
    pub stated: Vec<usize>,
    /// Years that it is counted with.
    pub counted: usize,
}

impl DoubtKind {
    /// The doubt with the observations that it was found in.
    pub fn found_in(self, figures: impl IntoIterator<Item = u32>) -> Doubt {
        Doubt { kind: self, origins: Origins::of_figures(figures) }
    }

    /// The doubt about something that is missing.
    pub fn unfounded(self) -> Doubt {
        Doubt { kind: self, origins: Origins::default() }
    }
}

/// Outlooks of earlier versions kept sentences.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Kind {
        kind: DoubtKind,
        origins: Origins,
    },
    Worded {
        text: Text,
        #[serde(default)]
        ids: Vec<u32>,
    },
    Sentence(Text),
}

impl From<Stored> for Doubt {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Kind { kind, origins } => Self { kind, origins },
            Stored::Worded { text, ids } => DoubtKind::Worded(text).found_in(ids),
            Stored::Sentence(text) => DoubtKind::Worded(text).unfounded(),
        }
    }
}
