//! Back-tests of a workspace, stage by stage: the product's own path on what was known at an origin, held
//! against what came and against plainer ways.
//!
//! At an origin every table is cut to figures of years up to it, taken from the earliest vintage that
//! reaches it: a later vintage may have restated them. Where it has, forecasts are carried over to the
//! newest vintage by the ratio of the two at the origin. Demand by programme is never observed; what came
//! is rebuilt with the same method on the employment that came.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use talent_domain::{Measure, Nature, ProgrammeCode, Year};
use talent_forecast::{Candidate, Method, PanelRequest, forecast_panel};
use talent_ingest::Codebook;
use talent_market::{Case, DemandInputs, Held, ProgrammeSupply, RateDraw, Spread, project_demand};
use talent_panel::Panel;
use talent_workspace::{Config, Workspace, WorkspaceError};

use crate::assumptions::Assumptions;
use crate::employment::Employment;
use crate::facts::Facts;
use crate::ingest::codebook;
use crate::intake::Intake;
use crate::occupations::Occupations;
use crate::outlook::RunError;
use crate::run::RunFailure;
use crate::supply::{PROGRAMME_YEARS, supplies};

/// A stage of the balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BacktestStage {
    /// Unit employment by section.
    Industry,
    /// Graduates by programme.
    Supply,
    /// Openings for newcomers by programme, summed over the years from the origin.
    Demand,
    /// Graduates less openings by programme, summed over the years from the origin.
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
    vintages: Vec<Panel>,
    codes: Codebook,
    assumptions: Assumptions,
    config: Config,
    horizon: usize,
    origins: usize,
}

/// Back-tests one stage of a workspace: `origins` origins a year apart, each with `horizon` years after
/// it. Without a case the workspace holds too few years.
pub async fn backtest_stage(
    workspace: &Workspace,
    stage: BacktestStage,
    horizon: usize,
    origins: usize,
) -> Result<StageCases, RunFailure> {
    let mut vintages = Vec::new();
    for record in workspace.vintages().await? {
        vintages.push(workspace.vintage(record.id).await?.panel);
    }
    if vintages.is_empty() {
        return Err(WorkspaceError::NoVintage.into());
    }
    let codes = codebook(workspace, i64::MAX).await?;
    let assumptions = Assumptions::parse(&workspace.read_text("assumptions.toml")?)?;
    let config = workspace.config().clone();
    let known = Known { vintages, codes, assumptions, config, horizon, origins };
    let (methods, cases) = match stage {
        BacktestStage::Industry => (methods(), known.industry()?),
        BacktestStage::Supply => (methods(), known.supply()),
        BacktestStage::Demand => (methods(), known.demand()?),
        BacktestStage::Balance => (methods_of_balance(), known.balance()?),
    };
    let simulated = stage.measures().iter().any(|measure| known.simulates(*measure));
    Ok(StageCases { stage, methods, cases, simulated })
}

/// Employment at an origin: the paths of the product and of the plainer ways, and what came.
struct EmploymentPaths {
    origin: Year,
    last: Vec<f64>,
    scale: Vec<f64>,
    /// By draw, year from the origin on, section.
    draws: Vec<Vec<Vec<f64>>>,
    /// By plainer way, year, section.
    plain: Vec<Vec<Vec<f64>>>,
    /// By year; the origin first.
    came: Vec<Vec<f64>>,
}

/// Graduates at an origin, by programme.
struct GraduatePaths {
    programmes: Vec<ProgrammeCode>,
    last: Vec<f64>,
    scale: Vec<f64>,
    /// By draw, programme, step.
    draws: Vec<Vec<Vec<f64>>>,
    /// By plainer way, programme, step.
    plain: Vec<Vec<Vec<f64>>>,
    /// By programme, step.
    came: Vec<Vec<Option<f64>>>,
}

/// The plainer ways for a series of its own.
const PLAIN: [Method; 4] = [Method::Naive, Method::Drift, Method::Line, Method::Grey];

impl Known {
    fn newest(&self) -> Option<&Panel> {
        self.vintages.last()
    }

    fn simulates(&self, measure: Measure) -> bool {
        let observations = self.newest().into_iter().flat_map(Panel::observations);
        let of_measure = observations.filter(|o| o.measure == measure);
        of_measure.map(|o| o.provenance.nature).any(|nature| nature == Nature::Simulated)
    }

    /// Figures of years up to `origin`, of the earliest vintage that has a figure of the measure then.
    fn at(&self, measure: Measure, origin: Year) -> Option<Panel> {
        let reaches = |panel: &&Panel| {
            panel.observations().iter().any(|o| o.measure == measure && o.year == origin)
        };
        let panel = self.vintages.iter().find(reaches)?;
        let known = panel.observations().iter().filter(|o| o.year <= origin).cloned();
        Some(Panel::new(known))
    }

    fn facts<'a>(&'a self, panel: &'a Panel) -> Facts<'a> {
        Facts::new(panel, &self.codes, &self.config.city.region, self.config.city.level)
    }

    /// The origins before `end`, the earliest first.
    fn origins(&self, end: Year) -> impl Iterator<Item = Year> {
        let last = end - self.horizon as i32;
        (0..self.origins as i32).rev().map(move |back| last - back)
    }

    /// The last year in which every section is observed.
    fn employment_end(&self) -> Option<Year> {
        let facts = self.facts(self.newest()?);
        let of = |section| Some(facts.regional(Some(section), Measure::Employment)?.series.end());
        facts.sections().iter().filter_map(of).min()
    }

    fn employment(&self, origin: Year) -> Result<Option<EmploymentPaths>, RunFailure> {
        let Some(panel) = self.at(Measure::Employment, origin) else { return Ok(None) };
        let (cut, now) = (self.facts(&panel), self.newest().map(|panel| self.facts(panel)));
        let Some(now) = now else { return Ok(None) };
        let end = origin + self.horizon as i32;
        let fit = Employment::fit(&cut, end, &self.assumptions).ok_or(RunError::NoEmployment)?;
        let last: Vec<f64> = fit.observed.iter().map(|traced| traced.series.last()).collect();
        let ended = fit.observed.iter().all(|traced| traced.series.end() == origin);
        let came: Option<Vec<Vec<f64>>> = (0..=self.horizon as i32)
            .map(|step| {
                let at =
                    |code| now.regional(Some(code), Measure::Employment)?.series.at(origin + step);
                fit.sections.iter().map(at).collect()
            })
            .collect();
        let Some(came) = came.filter(|_| ended) else { return Ok(None) };
        let draws = (0..DRAWS as u64)
            .map(|draw| {
                let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
                rng.set_stream(draw);
                fit.draw(origin, end, &mut rng).units
            })
            .collect();
        let past: Vec<Vec<f64>> = fit.observed.iter().map(|t| t.series.filled()).collect();
        let plain = PLAIN
            .iter()
            .map(|method| {
                let paths: Vec<Vec<f64>> =
                    past.iter().map(|past| plain_path(*method, past, self.horizon)).collect();
                let year = |step: usize| {
                    let at = |(path, last): (&Vec<f64>, &f64)| {
                        step.checked_sub(1).map_or(*last, |step| path[step])
                    };
                    paths.iter().zip(&last).map(at).collect()
                };
                (0..=self.horizon).map(year).collect()
            })
            .collect();
        let scale = past.iter().map(|past| mean_change(past)).collect();
        Ok(Some(EmploymentPaths { origin, last, scale, draws, plain, came }))
    }

    fn industry(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        let sections = self.newest().map(|panel| self.facts(panel).sections()).unwrap_or_default();
        for origin in self.employment_end().into_iter().flat_map(|end| self.origins(end)) {
            let Some(paths) = self.employment(origin)? else { continue };
            let whole: f64 = paths.last.iter().sum();
            for step in 1..=self.horizon {
                let spreads: Vec<Spread> = (0..paths.last.len())
                    .map(|i| spread(paths.draws.iter().map(|draw| draw[step][i])))
                    .collect();
                let together: f64 = spreads.iter().map(|spread| spread.median).sum();
                for (i, own) in spreads.into_iter().enumerate() {
                    let mut forecasts = vec![own.median];
                    forecasts.extend(paths.plain.iter().map(|plain| plain[step][i]));
                    forecasts.push(together * paths.last[i] / whole);
                    cases.push(Case {
                        id: sections.get(i).map(ToString::to_string).unwrap_or_default(),
                        origin: origin.number(),
                        step,
                        last: paths.last[i],
                        scale: paths.scale[i],
                        actual: paths.came[step][i],
                        forecasts,
                        p80: own.p80,
                        p95: own.p95,
                    });
                }
            }
        }
        Ok(cases)
    }

    /// The last year with graduates.
    fn graduates_end(&self) -> Option<Year> {
        let facts = self.facts(self.newest()?);
        let of = |code| Some(facts.city(code, Measure::Graduates)?.series.end());
        facts.programmes().filter_map(of).max()
    }

    fn graduates(&self, origin: Year) -> Option<GraduatePaths> {
        let panel = self.at(Measure::Graduates, origin)?;
        let (cut, now) = (self.facts(&panel), self.facts(self.newest()?));
        let mut found = GraduatePaths {
            programmes: Vec::new(),
            last: Vec::new(),
            scale: Vec::new(),
            draws: Vec::new(),
            plain: Vec::new(),
            came: Vec::new(),
        };
        let mut pasts: Vec<Vec<f64>> = Vec::new();
        for code in cut.programmes() {
            let (Some(past), Some(came)) =
                (cut.city(code, Measure::Graduates), now.city(code, Measure::Graduates))
            else {
                continue;
            };
            // The newest vintage may have restated the past: carry it over at the origin.
            let Some(restated) = came.series.at(origin).filter(|_| past.series.end() == origin)
            else {
                continue;
            };
            let before = past.series.last();
            let ratio = if before > 0.0 { restated / before } else { 1.0 };
            let past: Vec<f64> = past.series.filled().iter().map(|value| value * ratio).collect();
            found.programmes.push(code.clone());
            found.last.push(restated);
            found.scale.push(mean_change(&past));
            let at = |step| came.series.at(origin + step);
            found.came.push((1..=self.horizon as i32).map(at).collect());
            pasts.push(past);
        }
        let slices: Vec<&[f64]> = pasts.iter().map(Vec::as_slice).collect();
        let forecast = forecast_panel(&slices, &PanelRequest::auto(self.horizon));
        let chained = self.chained(&cut, origin, &found.programmes);
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
        found.draws = (0..DRAWS)
            .map(|draw| {
                let series = forecast.series.iter().enumerate();
                series
                    .map(|(p, series)| {
                        let rank: f64 = rng.random();
                        let mut path = series
                            .as_ref()
                            .map_or_else(|_| Vec::new(), |s| s.forecast.sample(rank));
                        // Where students are known it is they who graduate; else the past has to speak.
                        let known = chained.get(&found.programmes[p]).map(|draws| &draws[draw]);
                        for (value, known) in path.iter_mut().zip(known.into_iter().flatten()) {
                            *value = *known;
                        }
                        path
                    })
                    .collect()
            })
            .collect();
        found.plain = PLAIN
            .iter()
            .map(|method| {
                pasts.iter().map(|past| plain_path(*method, past, self.horizon)).collect()
            })
            .collect();
        Some(found)
    }

    /// Draws of the graduates by the product's own way: those at school at an origin, and after them the
    /// entrants to come; by draw and step. Empty where students by grade are not known then.
    fn chained(
        &self,
        cut: &Facts<'_>,
        origin: Year,
        programmes: &[ProgrammeCode],
    ) -> BTreeMap<ProgrammeCode, Vec<Vec<f64>>> {
        if cut.last_school_year() != Some(origin) {
            return BTreeMap::new();
        }
        let supplies = supplies(cut, origin, self.horizon as i32, &self.assumptions);
        let later = self.horizon.saturating_sub(PROGRAMME_YEARS as usize);
        let intake = Intake::new(cut, &supplies, origin, later);
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(self.config.run.seed));
        let entrants: Vec<Vec<Vec<f64>>> = (0..DRAWS)
            .map(|_| {
                intake.as_ref().map_or_else(Vec::new, |i| i.draw(Held::Nothing, 1.0, &mut rng))
            })
            .collect();
        let mut leave = |students: f64, rates: &[RateDraw]| {
            rates.iter().fold(students, |n, rate| n * rate.draw(&mut rng))
        };
        supplies
            .iter()
            .enumerate()
            .filter(|(_, supply)| programmes.contains(&supply.programme))
            .map(|(p, supply)| {
                let ProgrammeSupply { enrolled, recruited, .. } = &supply.inputs;
                let path = |entrants: &Vec<Vec<f64>>| {
                    let mut path: Vec<f64> =
                        enrolled.iter().map(|(students, rates)| leave(*students, rates)).collect();
                    let later = entrants.get(p).into_iter().flatten().zip(recruited);
                    path.extend(later.map(|(entry, rates)| leave(*entry, rates)));
                    path
                };
                (supply.programme.clone(), entrants.iter().map(path).collect())
            })
            .collect()
    }

    fn supply(&self) -> Vec<Case> {
        let mut cases = Vec::new();
        for origin in self.graduates_end().into_iter().flat_map(|end| self.origins(end)) {
            let Some(paths) = self.graduates(origin) else { continue };
            let whole: f64 = paths.last.iter().sum();
            for step in 1..=self.horizon {
                let of =
                    |p: usize| paths.draws.iter().filter_map(move |d| d[p].get(step - 1).copied());
                let spreads: Vec<Spread> =
                    (0..paths.programmes.len()).map(|p| spread(of(p))).collect();
                let together: f64 = spreads.iter().map(|spread| spread.median).sum();
                for ((p, code), own) in paths.programmes.iter().enumerate().zip(spreads) {
                    let Some(actual) = paths.came[p][step - 1] else { continue };
                    let mut forecasts = vec![own.median];
                    forecasts.extend(paths.plain.iter().map(|plain| plain[p][step - 1]));
                    forecasts.push(together * paths.last[p] / whole);
                    cases.push(Case {
                        id: code.to_string(),
                        origin: origin.number(),
                        step,
                        last: paths.last[p],
                        scale: paths.scale[p],
                        actual,
                        forecasts,
                        p80: own.p80,
                        p95: own.p95,
                    });
                }
            }
        }
        cases
    }

    /// Openings for newcomers by programme from employment by year, with the shares known at the origin.
    fn demand_of(&self, occupations: &Occupations, rows: &[Vec<f64>]) -> Vec<f64> {
        let demand = project_demand(&DemandInputs {
            employment: rows,
            years_per_step: 1.0,
            staffing: std::slice::from_ref(&occupations.staffing),
            exit_rates: &occupations.exit_rates,
            exit_factors: &[],
            level_shares: &occupations.level_shares,
            bridge: &occupations.bridge,
            newcomer_share: self.assumptions.newcomer_share,
            planned: &[],
        });
        demand.openings_newcomer
    }

    /// What one year asks for if nothing changes: that is what is "known" of a flow.
    fn yearly_demand(&self, occupations: &Occupations, paths: &EmploymentPaths) -> Vec<f64> {
        self.demand_of(occupations, &[paths.last.clone(), paths.last.clone()])
    }

    fn occupations(&self, paths: &GraduatePaths, origin: Year) -> Result<Occupations, RunFailure> {
        let newest = self.newest().ok_or(WorkspaceError::NoVintage)?;
        let sections = self.facts(newest).sections();
        let programmes: Vec<(ProgrammeCode, f64)> =
            paths.programmes.iter().cloned().zip(paths.last.iter().copied()).collect();
        let level = self.config.city.level;
        Ok(Occupations::new(&self.codes, level, &sections, &programmes, origin, &self.assumptions)?)
    }

    /// Both sides at each origin where both are known.
    fn both(&self) -> Result<Vec<(EmploymentPaths, GraduatePaths, Occupations)>, RunFailure> {
        let ends = self.employment_end().zip(self.graduates_end());
        let mut found = Vec::new();
        for origin in ends.into_iter().flat_map(|(a, b)| self.origins(a.min(b))) {
            let Some(employment) = self.employment(origin)? else { continue };
            let Some(graduates) = self.graduates(origin) else { continue };
            let occupations = self.occupations(&graduates, origin)?;
            found.push((employment, graduates, occupations));
        }
        Ok(found)
    }

    fn demand(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        for (paths, graduates, occupations) in self.both()? {
            let whole: f64 = paths.last.iter().sum();
            let shared: Vec<Vec<f64>> = centre(&paths.draws)
                .iter()
                .map(|row| {
                    let all: f64 = row.iter().sum();
                    paths.last.iter().map(|last| last * all / whole).collect()
                })
                .collect();
            let yearly = self.yearly_demand(&occupations, &paths);
            for step in 1..=self.horizon {
                let of = |rows: &[Vec<f64>]| self.demand_of(&occupations, &rows[..=step]);
                let draws: Vec<Vec<f64>> = paths.draws.iter().map(|rows| of(rows)).collect();
                let plain: Vec<Vec<f64>> =
                    paths.plain.iter().map(|rows| of(rows)).chain([of(&shared)]).collect();
                let came = of(&paths.came);
                for (p, code) in graduates.programmes.iter().enumerate() {
                    let own = spread(draws.iter().map(|draw| draw[p]));
                    cases.push(Case {
                        id: code.to_string(),
                        origin: paths.origin.number(),
                        step,
                        last: yearly[p] * step as f64,
                        scale: yearly[p],
                        actual: came[p],
                        forecasts: std::iter::once(own.median)
                            .chain(plain.iter().map(|plain| plain[p]))
                            .collect(),
                        p80: own.p80,
                        p95: own.p95,
                    });
                }
            }
        }
        Ok(cases)
    }

    fn balance(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        for (paths, graduates, occupations) in self.both()? {
            let yearly = self.yearly_demand(&occupations, &paths);
            for step in 1..=self.horizon {
                let of = |rows: &[Vec<f64>]| self.demand_of(&occupations, &rows[..=step]);
                let demands: Vec<Vec<f64>> = paths.draws.iter().map(|rows| of(rows)).collect();
                let came = of(&paths.came);
                for (p, code) in graduates.programmes.iter().enumerate() {
                    let sum = |path: &[f64]| path.iter().take(step).sum::<f64>();
                    let known: Option<Vec<f64>> =
                        graduates.came[p][..step].iter().copied().collect();
                    let Some(left) = known.map(|known| sum(&known)) else { continue };
                    let supplies: Vec<f64> = graduates.draws.iter().map(|d| sum(&d[p])).collect();
                    let own = spread(supplies.iter().zip(&demands).map(|(s, d)| s - d[p]));
                    let last = (graduates.last[p] - yearly[p]) * step as f64;
                    let supply = median(supplies.iter().copied());
                    let demand = median(demands.iter().map(|demand| demand[p]));
                    cases.push(Case {
                        id: code.to_string(),
                        origin: paths.origin.number(),
                        step,
                        last,
                        scale: graduates.scale[p],
                        actual: left - came[p],
                        forecasts: vec![own.median, last, 0.0, supply - came[p], left - demand],
                        p80: own.p80,
                        p95: own.p95,
                    });
                }
            }
        }
        Ok(cases)
    }
}

/// The product, the plainer ways, and a constant share of the product's total.
fn methods() -> Vec<String> {
    let plain = PLAIN.iter().map(Candidate::name);
    ["ours"].into_iter().chain(plain).chain(["share"]).map(str::to_owned).collect()
}

/// The product, the last gap, every programme balanced, and the product with one side known.
fn methods_of_balance() -> Vec<String> {
    ["ours", "last-gap", "balanced", "employment-known", "graduates-known"]
        .map(str::to_owned)
        .to_vec()
}

/// The path of a plainer way; the last value where it cannot be fitted. None below zero.
fn plain_path(method: Method, past: &[f64], horizon: usize) -> Vec<f64> {
    let last = past.last().copied().unwrap_or(0.0);
    let path = method.path(0, past, horizon).unwrap_or_else(|| vec![last; horizon]);
    path.into_iter().map(|value| value.max(0.0)).collect()
}

fn mean_change(past: &[f64]) -> f64 {
    let changes = past.windows(2).map(|pair| (pair[1] - pair[0]).abs());
    changes.sum::<f64>() / past.len().saturating_sub(1).max(1) as f64
}

fn median(draws: impl Iterator<Item = f64>) -> f64 {
    spread(draws).median
}

/// The spread of draws; not a number without any.
fn spread(draws: impl Iterator<Item = f64>) -> Spread {
    const NONE: (f64, f64) = (f64::NAN, f64::NAN);
    Spread::of(draws).unwrap_or(Spread { median: f64::NAN, p80: NONE, p95: NONE })
}

/// The median of the draws by year and section.
fn centre(draws: &[Vec<Vec<f64>>]) -> Vec<Vec<f64>> {
    let Some(first) = draws.first() else { return Vec::new() };
    (0..first.len())
        .map(|step| {
            (0..first[step].len()).map(|i| median(draws.iter().map(|d| d[step][i]))).collect()
        })
        .collect()
}
