//! Runs on cities that are made up.

use anyhow::{Result, anyhow};
use talent_domain::{ProgrammeCode, SchoolCode, Year};
use talent_ingest::InputFile;
use talent_outlook::Outlook;
use talent_pipeline::{Assumptions, foresight_cases_of_files, outlook_of_files};
use talent_simulate::{SimulatedFile, SteeredCity, Subject, Unit};
use talent_warning::{Counts, ForesightCase, Policy};
use talent_workspace::Config;

/// Draws of a run: enough for medians and intervals, and quick.
const DRAWS: u32 = 200;

/// The settings that every city is run with.
pub(crate) struct Settings {
    config: Config,
    pub(crate) policy: Policy,
    assumptions: Assumptions,
}

impl Settings {
    /// Those of a new workspace, with fewer draws.
    pub(crate) fn of_a_new_workspace() -> Result<Self> {
        let mut config = Config::parse(Config::TEMPLATE).map_err(|error| anyhow!(error))?;
        config.run.draws = DRAWS;
        Ok(Self {
            config,
            policy: Policy::parse(Policy::DEFAULT)?,
            assumptions: Assumptions::parse(Assumptions::DEFAULT)?,
        })
    }

    /// Moves the base window as a bureau would every year: to the three newest cohorts.
    pub(crate) fn move_window(&mut self, base: i32) -> Result<()> {
        let (window, base) = (&mut self.policy.base_window, Year::new(base.into())?);
        (window.first_cohort, window.last_cohort) = (base - 2, base);
        Ok(())
    }

    /// What programmes at schools, and programmes over all of them, have been through by the files of a city, with what truly came.
    pub(crate) fn cases_of(&self, city: &SteeredCity) -> Result<[Vec<ForesightCase>; 2]> {
        let subjects = [Unit::Place, Unit::Programme].map(|unit| city.subjects(unit)).concat();
        let truth = |programme: &ProgrammeCode, school: Option<&SchoolCode>| {
            let school = school.map(SchoolCode::as_str);
            let is_it =
                |s: &&Subject| s.programme == programme.as_str() && s.school.as_deref() == school;
            let placed = subjects.iter().find(is_it).map(|subject| &subject.placed);
            let counts = |(cohort, (count, of)): (&i32, &(f64, f64))| {
                (*cohort, Counts { count: *count, of: *of })
            };
            placed.into_iter().flatten().map(counts).collect()
        };
        let files = city.files();
        Ok(foresight_cases_of_files(&inputs(&files), &self.config, &self.policy, &truth)?)
    }

    /// What a run finds on files, where this was published before.
    pub(crate) fn run_on(
        &self,
        files: &[SimulatedFile],
        published: Option<&Outlook>,
    ) -> Result<Outlook> {
        let Self { config, policy, assumptions } = self;
        Ok(outlook_of_files(&inputs(files), config, policy, assumptions, published)?)
    }
}

/// Files as they are taken in.
fn inputs(files: &[SimulatedFile]) -> Vec<InputFile<'_>> {
    files.iter().map(|file| InputFile { name: file.name, bytes: file.text.as_bytes() }).collect()
}
