//! Back-tests of a workspace, stage by stage: the product's own path on what was known at a
//! forecast origin, held against what came and against plainer ways.
//!
//! At a forecast origin every table is cut to figures of years up to it, taken from the earliest
//! vintage that reaches it: a later vintage may have restated them. Where it has, forecasts are
//! carried over to the newest vintage by the ratio of the two at the forecast origin. Demand by
//! programme is never observed; what came is rebuilt with the same method on the employment that
//! came.

mod demand;
mod industry;
mod series;
mod supply;
mod warnings;

use talent_disclosure::{Key, is_protected, protect};
use talent_domain::{Codebook, Measure, Nature, Year};
use talent_facts::Facts;
use talent_forecast::{Candidate, Method};
use talent_market::{Case, Spread};
use talent_outlook::Audience;
use talent_panel::Panel;
use talent_release::{Assumptions, BaseWindow};
use talent_settings::SettingsError;
use talent_warning::Policy;
use talent_workspace::{Config, OpenVintage, Workspace, WorkspaceError};

use crate::failure::RunFailure;
use crate::outlook::base_window;
use crate::stored::open_mask;

pub use series::{SeriesStage, YearSeries, stage_series};
pub use warnings::{PastWarnings, SubjectOutcome, past_warnings};

/// A stage of the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BacktestStage {
    /// Unit employment by section.
    Industry,
    /// Graduates by programme.
    Supply,
    /// Openings for newcomers by programme, summed over the years from the forecast origin.
    Demand,
    /// Graduates less openings by programme, summed over the years from the forecast origin.
    Balance,
}

impl BacktestStage {
    /// Every stage.
    pub const ALL: [Self; 4] = [Self::Industry, Self::Supply, Self::Demand, Self::Balance];

    /// Its name, as given on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Industry => "industry",
            Self::Supply => "supply",
            Self::Demand => "demand",
            Self::Balance => "balance",
        }
    }

    /// The figures that it is checked on.
    fn measures(self) -> &'static [Measure] {
        match self {
            Self::Industry | Self::Demand => &[Measure::Employment],
            Self::Supply => &[Measure::Graduates],
            Self::Balance => &[Measure::Employment, Measure::Graduates],
        }
    }
}

/// The cases of a stage.
///
/// One case is one subject (a section or a programme) at one forecast origin and one step ahead;
/// forecasts and what came are in persons.
#[derive(Debug, Clone)]
pub struct StageCases {
    /// The stage.
    pub stage: BacktestStage,
    /// The methods, in the order of the forecasts of each case.
    pub methods: Vec<String>,
    /// The cases.
    pub cases: Vec<Case>,
    /// Whether any figure behind them is simulated.
    pub simulated: bool,
}

/// Draws behind each interval.
const DRAWS: usize = 500;

/// What the back-tests of a workspace rest on.
struct Known {
    /// Figures of the vintages that led to the newest one, the earliest first.
    vintages: Vec<Panel>,
    /// Lists of the newest vintage, used at every forecast origin.
    codes: Codebook,
    /// The assumptions of today, used at every forecast origin.
    assumptions: Assumptions,
    /// The base window of today; at a forecast origin before its end, as many years up to the origin.
    window: BaseWindow,
    /// Settings of the workspace: region, level and seed.
    config: Config,
    /// Years forecast from each forecast origin.
    horizon: usize,
    /// How many forecast origins there are, a year apart.
    origins: usize,
}

/// Back-tests one stage of a workspace: `origins` forecast origins a year apart, each with
/// `horizon` years after it. Without a case the workspace holds too few years.
///
/// For the public all of it is gone through on counts of persons as they are published, with the vintages of the run that
/// is shown. Fails where the workspace cannot be read, its assumptions are wrong, or its lists do not fit the
/// figures.
pub async fn backtest_stage(
    workspace: &Workspace,
    stage: BacktestStage,
    horizon: usize,
    origins: usize,
    audience: Audience,
) -> Result<StageCases, RunFailure> {
    let of_persons = stage.measures().iter().any(|measure| is_protected(*measure));
    let (vintages, codes) = figures_for(workspace, audience, of_persons).await?;
    let (policy, assumptions) = SettingsError::of_both(
        Policy::parse(&workspace.read_text("policy.toml")?),
        Assumptions::parse(&workspace.read_text("assumptions.toml")?),
    )?;
    let window = base_window(policy.base_window);
    let config = workspace.config().clone();
    let known = Known { vintages, codes, assumptions, window, config, horizon, origins };
    let (methods, cases) = match stage {
        BacktestStage::Industry => (industry::methods(), known.industry()?),
        BacktestStage::Supply => (methods(), known.supply()?),
        BacktestStage::Demand => (demand::methods_of_demand(), known.demand()?),
        BacktestStage::Balance => (demand::methods_of_balance(), known.balance()?),
    };
    let simulated = stage.measures().iter().any(|measure| known.simulates(*measure));
    Ok(StageCases { stage, methods, cases, simulated })
}

/// The figures that an audience may be shown, one panel for each of the vintages that led to the newest, the earliest
/// first, and the lists of that. `of_persons` says whether counts of persons are asked for.
async fn figures_for(
    workspace: &Workspace,
    audience: Audience,
    of_persons: bool,
) -> Result<(Vec<Panel>, Codebook), RunFailure> {
    let rounding = match audience {
        Audience::Public if of_persons => {
            let run = workspace.current_run().await?.ok_or(WorkspaceError::NoRun)?;
            let key = Key::new(&workspace.identity()?);
            Some((run.vintage, key, open_mask(workspace, &run)?))
        }
        _ => None,
    };
    let newest = match &rounding {
        Some((vintage, ..)) => workspace.vintage(*vintage).await?,
        None => workspace.latest_vintage().await?.ok_or(WorkspaceError::NoVintage)?,
    };
    let mut vintages = Vec::new();
    for record in workspace.lineage(newest.record.id).await? {
        let OpenVintage { panel, lists, .. } = workspace.vintage(record.id).await?;
        vintages.push(match &rounding {
            Some((_, key, mask)) => protect(&panel, &lists, key, mask).panel,
            None => panel,
        });
    }
    Ok((vintages, newest.lists))
}

/// The plainer ways for a series of its own.
///
/// The last value, drift, a straight line and the grey model `GM(1,1)`: what could be had without
/// the product.
const PLAIN: [Method; 4] = [Method::Naive, Method::Drift, Method::Line, Method::Grey];

impl Known {
    /// Figures of the newest vintage: what came is read from them.
    fn newest(&self) -> Option<&Panel> {
        self.vintages.last()
    }

    /// Whether any newest figure of a measure is simulated.
    fn simulates(&self, measure: Measure) -> bool {
        let observations = self.newest().into_iter().flat_map(Panel::observations);
        let of_measure = observations.filter(|o| o.measure == measure);
        of_measure.map(|o| o.provenance.nature).any(|nature| nature == Nature::Simulated)
    }

    /// Figures of years up to `origin`, of the earliest vintage that has a figure of the measure then.
    ///
    /// `None` where no vintage has one.
    fn at(&self, measure: Measure, origin: Year) -> Option<Panel> {
        let reaches = |panel: &&Panel| {
            panel.observations().iter().any(|o| o.measure == measure && o.year == origin)
        };
        let panel = self.vintages.iter().find(reaches)?;
        let known = panel.observations().iter().filter(|o| o.year <= origin).cloned();
        Some(Panel::new(known))
    }

    /// A panel read with the lists, region and level of the workspace.
    fn facts<'a>(&'a self, panel: &'a Panel) -> Facts<'a> {
        Facts::new(panel, &self.codes, &self.config.city.region, self.config.city.level)
    }

    /// The forecast origins before `end`, the earliest first.
    ///
    /// The last one is `horizon` years before `end`, so that all its steps can be held against what
    /// came.
    fn origins(&self, end: Year) -> impl Iterator<Item = Year> {
        let last = end - self.horizon as i32;
        (0..self.origins as i32).rev().map(move |back| last - back)
    }
}

/// The product, the plainer ways, and a constant share of the product's total.
///
/// The share is what a section or programme would get if all kept their parts of the whole: it
/// shows whether telling them apart is worth anything.
fn methods() -> Vec<String> {
    let plain = PLAIN.iter().map(Candidate::name);
    ["ours"].into_iter().chain(plain).chain(["share"]).map(str::to_owned).collect()
}

/// The path of a plainer way; the last value where it cannot be fitted. None below zero.
fn plain_path(method: Method, past: &[f64], horizon: usize) -> Vec<f64> {
    let last = past.last().copied().unwrap_or(0.0);
    let path = method.path(0, past, horizon).unwrap_or_else(|| vec![last; horizon]);
    path.into_iter().map(|value| value.max(0.0)).collect()
}

/// Mean absolute change from year to year: the scale of the errors, as in the mean absolute scaled
/// error (Hyndman and Koehler 2006). Zero of a single value.
fn mean_change(past: &[f64]) -> f64 {
    let changes = past.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    changes.sum::<f64>() / past.len().saturating_sub(1).max(1) as f64
}

/// The median of draws; not a number without any.
fn median(draws: impl Iterator<Item = f64>) -> f64 {
    spread(draws).median
}

/// The spread of draws; not a number without any.
fn spread(draws: impl Iterator<Item = f64>) -> Spread {
    const NONE: (f64, f64) = (f64::NAN, f64::NAN);
    Spread::of(draws).unwrap_or(Spread { median: f64::NAN, p80: NONE, p95: NONE })
}
