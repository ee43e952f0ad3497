//! Warnings of years gone by, as they would have been given on what was known then, and what came.

use std::collections::BTreeMap;

use talent_domain::{Measure, Nature, RateDefinition, Year};
use talent_facts::{Facts, Subject, Window};
use talent_outlook::{Audience, Outlook};
use talent_panel::Panel;
use talent_release::{Assumptions, base_year};
use talent_settings::SettingsError;
use talent_warning::Policy;
use talent_workspace::Workspace;

use super::figures_for;
use crate::failure::RunFailure;
use crate::outlook::{OutlookRequest, PublishedOutlook, run_outlook};

/// Draws of each release: enough for probabilities of signals.
const DRAWS: u32 = 500;
/// Persons that a rate of an outcome must rest on.
const FEWEST: f64 = 10.0;

/// What came of a programme, at one school or over all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectOutcome {
    /// The programme, and the school if it is one school's.
    pub subject: Subject,
    /// By release, of its newest cohort: those with a job and those who wanted one, persons as reported; at least ten of these.
    pub placed: BTreeMap<Year, (f64, f64)>,
    /// Planned intake and registered entrants by year, persons.
    pub recruited: BTreeMap<Year, (f64, f64)>,
}

/// Releases of years gone by and what came.
#[derive(Debug, Clone)]
pub struct PastWarnings {
    /// What each release would have found, the earliest first; each goes on from the levels of the one before.
    pub releases: Vec<(Year, Outlook)>,
    /// Years for which there would have been no release, with why not.
    pub without: Vec<(Year, String)>,
    /// What came.
    pub outcomes: Vec<SubjectOutcome>,
    /// Whether any figure behind them is simulated.
    pub simulated: bool,
}

/// What the workspace's policy and assumptions of today would have warned of in up to so many past years, on figures of the newest
/// vintage that are of the year of the release or before it; later revisions are therefore in them. The base window ends with
/// each release and is as long as that of today.
///
/// For the public all of it is gone through on counts of persons as they are published. `progress` is told after each release.
///
/// Fails where the workspace cannot be read or its policy or assumptions are wrong.
pub async fn past_warnings(
    workspace: &Workspace,
    audience: Audience,
    years: u16,
    progress: &dyn Fn(),
) -> Result<PastWarnings, RunFailure> {
    let (vintages, codes) = figures_for(workspace, audience, true).await?;
    let (policy, assumptions) = SettingsError::of_both(
        Policy::parse(&workspace.read_text("policy.toml")?),
        Assumptions::parse(&workspace.read_text("assumptions.toml")?),
    )?;
    let mut config = workspace.config().clone();
    config.run.draws = config.run.draws.min(DRAWS);
    let newest = vintages.last().cloned().unwrap_or_default();
    let facts = Facts::new(&newest, &codes, &config.city.region, config.city.level);
    let base = base_year(&facts)?;
    let mut found = PastWarnings {
        releases: Vec::new(),
        without: Vec::new(),
        outcomes: outcomes(&facts, base),
        simulated: newest.observations().iter().any(|o| o.provenance.nature == Nature::Simulated),
    };
    for back in (0..i32::from(years)).rev() {
        let release = base - back;
        let known = newest.observations().iter().filter(|o| o.year <= release).cloned();
        let panel = Panel::new(known);
        let policy = moved(&policy, release, base);
        let published = found.releases.last();
        let request = OutlookRequest {
            panel: &panel,
            vintage: 0,
            codes: &codes,
            config: &config,
            policy: &policy,
            assumptions: &assumptions,
            published: published.map(|(_, outlook)| PublishedOutlook { run: 0, outlook }),
            adjustments: false,
        };
        match run_outlook(&request, &|_| {}) {
            Ok(outlook) => found.releases.push((release, outlook)),
            Err(error) => found.without.push((release, error.to_string())),
        }
        progress();
    }
    Ok(found)
}

/// The policy with its base window as many years earlier as a release is before the newest.
fn moved(policy: &Policy, release: Year, newest: Year) -> Policy {
    let mut policy = policy.clone();
    let window = &mut policy.base_window;
    let back = newest.since(release);
    (window.first_cohort, window.last_cohort) =
        (window.first_cohort - back, window.last_cohort - back);
    policy
}

/// What came of every subject.
fn outcomes(facts: &Facts<'_>, base: Year) -> Vec<SubjectOutcome> {
    let lag = base.since(facts.cohort_of(base));
    let outcome = |subject: Subject| {
        let placed = facts.sum(&subject, &[Measure::DirectJobs]);
        let cohorts = placed.iter().flat_map(|traced| traced.series.points());
        let rate = |cohort: Year| {
            let window = Window { newest: cohort, cohorts: 1 };
            let rate = facts.rate(&subject, RateDefinition::Placement, window);
            (rate.of >= FEWEST).then_some((cohort + lag, (rate.count, rate.of)))
        };
        let placed = cohorts.filter_map(|(cohort, _)| rate(cohort)).collect();
        let (planned, entrants) =
            (facts.sum(&subject, &[Measure::PlannedIntake]), facts.entrants(&subject));
        let recruited = planned.iter().zip(&entrants).flat_map(|(planned, entrants)| {
            let both = |(year, planned): (Year, Option<f64>)| {
                Some((year, (planned?, entrants.series.at(year)?)))
            };
            planned.series.points().filter_map(both).collect::<Vec<_>>()
        });
        SubjectOutcome { placed, recruited: recruited.collect(), subject }
    };
    facts.subjects().into_iter().map(outcome).collect()
}
