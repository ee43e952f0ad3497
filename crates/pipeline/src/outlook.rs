//! From figures to an outlook: a pure function. It makes the releases, assesses every subject, and
//! has each part of the outlook recorded by the module of its name.

mod actions;
mod adjustments;
mod balance;
mod classes;
mod comparisons;
mod convert;
mod counterevidence;
mod destinations;
mod doubts;
mod enrolment;
mod industry;
mod meta;
mod outcomes;
mod plan;
mod programme;
mod reporting;
mod structure;
mod window_move;

use talent_domain::{Codebook, Measure, Year};
use talent_facts::{Facts, Subject};
use talent_forecast::{PanelForecast, PanelRequest, forecast_panel};
use talent_market::BandEdges;
use talent_outlook::{Doubt, Outlook, ProgrammeOutlook};
use talent_panel::Panel;
use talent_release::{
    Assumptions, BaseWindow, Employment, Outcome, ReleaseError, ReleaseRequest, Scenario, Settings,
    base_year, draws_by_place, release,
};
use talent_warning::{BandPolicy, Policy, WindowPolicy};
use talent_workspace::Config;

use crate::assessment::{Memory, assess_all};
use crate::quality_index::indices;
use crate::signals::{Gaps, gap_readings};
use crate::statutory::Statutes;

pub(crate) use balance::band;
pub(crate) use convert::{around, range, ratio_range};
pub use convert::{explanation, forecast_points};
pub(crate) use meta::is_simulated;
use meta::policy_name;

/// What an outlook is made from.
///
/// All of it belongs to one moment: the run's fingerprint is a hash of it.
#[derive(Debug, Clone, Copy)]
pub struct OutlookRequest<'a> {
    /// The figures.
    pub panel: &'a Panel,
    /// Their vintage, which the outlook names; nothing is read from it.
    pub vintage: i64,
    /// The code lists in force.
    pub codes: &'a Codebook,
    /// Settings of the workspace.
    pub config: &'a Config,
    /// The warning policy.
    pub policy: &'a Policy,
    /// What the balance assumes.
    pub assumptions: &'a Assumptions,
    /// What readers see when the run is made; levels go on from it. It is no part of the fingerprint.
    pub published: Option<PublishedOutlook<'a>>,
    /// Whether to look at opening and withdrawing programmes, and at key programmes, which draws the scenarios of the
    /// policy besides.
    pub adjustments: bool,
}

/// A run that was published, with what it found.
#[derive(Debug, Clone, Copy)]
pub struct PublishedOutlook<'a> {
    /// The run.
    pub run: i64,
    /// What it found.
    pub outlook: &'a Outlook,
}

impl<'a> OutlookRequest<'a> {
    /// The levels that were published, for a run with this base year.
    fn memory(&self, base: Year) -> Option<Memory<'a>> {
        let policy = policy_name(self.policy);
        self.published.map(|published| Memory::new(published.outlook, base, &policy))
    }

    /// The figures of the city at its level of education.
    pub(crate) fn facts(&self) -> Facts<'a> {
        let city = &self.config.city;
        Facts::new(self.panel, self.codes, &city.region, city.level)
    }

    /// What each release is worked out from.
    ///
    /// Horizon, draws and seed are those of the workspace's settings.
    pub(crate) fn release<'b>(&self, facts: &'b Facts<'b>) -> ReleaseRequest<'b>
    where
        'a: 'b,
    {
        let run = &self.config.run;
        let window = base_window(self.policy.base_window);
        let (horizon, draws, seed) = (run.horizon, run.draws, run.seed);
        let edges = edges(self.policy.bands);
        let settings = Settings { horizon, draws, seed, window, edges };
        ReleaseRequest { facts, assumptions: self.assumptions, settings }
    }
}

/// The cohorts whose destinations demand rests on.
pub(crate) fn base_window(policy: WindowPolicy) -> BaseWindow {
    BaseWindow { first: policy.first_cohort, last: policy.last_cohort }
}

/// The edges of bands by a policy.
pub(crate) fn edges(policy: BandPolicy) -> BandEdges {
    let BandPolicy { balanced_within, large_beyond } = policy;
    BandEdges { balanced_within, large_beyond }
}

/// A step of the way, for showing progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Fitting and forecasting the series.
    Forecast,
    /// Drawing supply and demand.
    Balance,
    /// Assessing every subject.
    Assess,
    /// The same once more on the figures that the public is shown.
    Public,
}

/// What the parts of an outlook are recorded from. Programmes (`p`) and sections (`i`) are
/// positions in the lists of the outcome.
struct Findings<'a> {
    request: &'a OutlookRequest<'a>,
    facts: &'a Facts<'a>,
    employment: &'a Employment,
    /// The newest release.
    outcome: &'a Outcome,
    /// Graduates by their own past alone. The balance follows the students that are at school; this stands beside it.
    graduates: &'a PanelForecast,
    /// What to doubt of the policy: what moving the base window has changed, and its published rules.
    of_policy: Vec<Doubt>,
}

/// Years of employment by section that an outlook needs.
const FEWEST_YEARS: usize = 6;

/// Makes an outlook. The same request gives the same outlook, on any number of threads. `progress`
/// is told when a step begins.
///
/// Fails without students by grade, without employment by section of at least six years, without a
/// way from industries to programmes, or where these do not fit together.
pub fn run_outlook(
    request: &OutlookRequest<'_>,
    progress: &dyn Fn(Step),
) -> Result<Outlook, ReleaseError> {
    let facts = request.facts();
    let base = base_year(&facts)?;
    if request.codes.bridge.is_empty() && request.codes.staffing.is_empty() {
        return Err(ReleaseError::NoBridge);
    }
    progress(Step::Forecast);
    let asked = request.release(&facts);
    let employment = long_enough(asked.employment(base)?)?;
    progress(Step::Balance);
    let (outcome, gaps) = releases(request, &asked, &employment, base)?;
    let moved = window_move::window_move(request, &asked, &employment, &outcome)?.into_iter();
    progress(Step::Assess);
    let policy = request.policy;
    let statutes = Statutes::new(&facts, policy);
    let of_policy = moved.chain(statutes.doubts()).collect();
    let mut warnings = assess_all(&facts, policy, base, &gaps, &statutes, request.memory(base));
    let (facts, employment, outcome) = (&facts, &employment, &outcome);
    let graduates = &graduates_by_their_past(facts, outcome);
    let places = draws_by_place(facts, outcome, request.config.run.seed);
    let findings = Findings { request, facts, employment, outcome, graduates, of_policy };
    let mut programmes = findings.programmes(&places);
    add_indices(facts, policy, base, &mut programmes);
    counterevidence::add_to_warnings(&mut warnings, &programmes);
    let losses = findings.losses();
    let plan = findings.plan(&programmes, &places, &warnings, &losses);
    let adjustments = match &plan {
        Some(plan) if request.adjustments => {
            let scenarios = &findings.scenarios(&asked)?;
            Some(findings.adjustments(&programmes, &warnings, (plan, losses), scenarios))
        }
        _ => None,
    };
    Ok(Outlook {
        meta: findings.meta(),
        backtests: findings.backtests(),
        doubts: findings.doubts(&programmes),
        neighbours: findings.neighbours(),
        missing: findings.missing(),
        late_schools: findings.late_schools(),
        structure: findings.structure(),
        destinations: destinations::destinations(facts, base),
        enrolment: enrolment::enrolment(facts, base, &places),
        actions: actions::actions(facts),
        key_policy: policy.key_programmes.clone(),
        prospect_policy: policy.prospect,
        bands: policy.bands,
        industries: findings.industries(),
        programmes,
        classes: findings.classes(),
        gains: outcome.gains.clone(),
        warnings,
        rules: statutes.uses(),
        plan,
        adjustments,
    })
}

/// Adds the employment-quality index to programmes, and to programmes at schools, each among its own kind.
fn add_indices(
    facts: &Facts<'_>,
    policy: &Policy,
    base: Year,
    programmes: &mut [ProgrammeOutlook],
) {
    let whole: Vec<Subject> = programmes.iter().map(|p| (p.code.clone(), None)).collect();
    let found = indices(facts, policy, base, &whole.iter().collect::<Vec<_>>());
    for (programme, index) in programmes.iter_mut().zip(found) {
        programme.quality.index = index;
    }
    let at_schools = programmes.iter().flat_map(|programme| {
        programme.sites.iter().map(|site| (programme.code.clone(), Some(site.school.clone())))
    });
    let at_schools: Vec<Subject> = at_schools.collect();
    let found = indices(facts, policy, base, &at_schools.iter().collect::<Vec<_>>());
    let sites = programmes.iter_mut().flat_map(|programme| &mut programme.sites);
    for (site, index) in sites.zip(found) {
        site.quality.index = index;
    }
}

/// The newest release, and what it and the two before it say of gaps: those are drawn on the school figures known
/// then, because a warning asks for two releases and is compared with the level before it.
///
/// The gaps are by release year, the three years up to `base`. A school that is late with the base year had reported those
/// before it.
fn releases(
    request: &OutlookRequest<'_>,
    asked: &ReleaseRequest<'_>,
    employment: &Employment,
    base: Year,
) -> Result<(Outcome, Gaps), ReleaseError> {
    let (base_case, bands) = (Scenario::default(), edges(request.policy.bands));
    let mut gaps = Gaps::new();
    let known = asked.facts.with_late();
    for earlier in [base - 2, base - 1] {
        let asked = request.release(&known);
        let released = release(&asked, employment, earlier, &base_case, false)?;
        gaps.insert(earlier, gap_readings(&released, bands));
    }
    let newest = release(asked, employment, base, &base_case, true)?;
    gaps.insert(base, gap_readings(&newest, bands));
    Ok((newest, gaps))
}

/// The same, unless its longest series has fewer years than an outlook needs.
fn long_enough(employment: Employment) -> Result<Employment, ReleaseError> {
    let lengths = employment.observed.iter().map(|traced| traced.series.filled().len());
    let years = lengths.max().unwrap_or(0);
    if years < FEWEST_YEARS { Err(ReleaseError::ShortEmployment { years }) } else { Ok(employment) }
}

/// Forecasts of the graduates of each programme up to the base year, in the order of the outcome; a
/// programme without figures has none.
fn graduates_by_their_past(facts: &Facts<'_>, outcome: &Outcome) -> PanelForecast {
    let past = |supply: &talent_release::Supply| {
        let traced = facts.city(&supply.programme, Measure::Graduates);
        let known = traced.and_then(|traced| traced.until(outcome.base));
        known.map_or_else(Vec::new, |traced| traced.series.filled())
    };
    let values: Vec<Vec<f64>> = outcome.supplies.iter().map(past).collect();
    let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    let horizon = usize::try_from(outcome.horizon).unwrap_or(1).max(1);
    forecast_panel(&slices, &PanelRequest::auto(horizon))
}
