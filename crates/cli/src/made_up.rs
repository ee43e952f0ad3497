//! Runs on cities that are made up.

use anyhow::{Result, anyhow};
use talent_domain::Year;
use talent_ingest::InputFile;
use talent_outlook::Outlook;
use talent_pipeline::{Assumptions, outlook_of_files};
use talent_simulate::SimulatedFile;
use talent_warning::Policy;
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

    /// What a run finds on files, where this was published before.
    pub(crate) fn run_on(
        &self,
        files: &[SimulatedFile],
        published: Option<&Outlook>,
    ) -> Result<Outlook> {
        let files: Vec<InputFile<'_>> = files
            .iter()
            .map(|file| InputFile { name: file.name, bytes: file.text.as_bytes() })
            .collect();
        let Self { config, policy, assumptions } = self;
        Ok(outlook_of_files(&files, config, policy, assumptions, published)?)
    }
}
