//! Demand and balance by programme at earlier forecast origins.

use talent_domain::{Measure, ProgrammeCode, Year};
use talent_market::{Case, DemandInputs, Matrix, project_demand};
use talent_release::{
    ClassShares, GrowthWeights, OccupationInputs, Occupations, ReleaseError, correct, window_jobs,
};
use talent_workspace::WorkspaceError;

use super::industry::EmploymentPaths;
use super::supply::GraduatePaths;
use super::{Known, median, spread};
use crate::failure::RunFailure;

/// The product, the plainer ways, a constant share of the product's total employment, the
/// product's employment with the staffing pattern of the forecast origin, and the product with growth at full weight.
pub(super) fn methods_of_demand() -> Vec<String> {
    let more = ["constant-staffing", "whole-growth"].map(str::to_owned);
    super::methods().into_iter().chain(more).collect()
}

/// The product; no change (leavers alone are replaced); the last gap, with the growth of its year; every programme
/// balanced; the product with one side known, and with growth at full weight.
///
/// With employment known the demand is the rebuilt one; with graduates known the supply is the one
/// that came.
pub(super) fn methods_of_balance() -> Vec<String> {
    [
        "ours",
        "no-change",
        "last-gap",
        "balanced",
        "employment-known",
        "graduates-known",
        "whole-growth",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// The way from industries to programmes, as a forecast origin knew it.
struct Way {
    occupations: Occupations,
    /// Classes (rows) to programmes (columns).
    sharing: Matrix,
}

impl Known {
    /// Openings for newcomers by programme from employment by year, with the shares known at the
    /// forecast origin and the staffing pattern of each year. Jobs of the base window do not correct them: what came is
    /// rebuilt by the same model.
    ///
    /// `rows` is by year, then by section, the year of the forecast origin first; `staffing` has
    /// one pattern for all years or one per row. The result is in persons over all years, with no
    /// planned projects and no change of exits.
    fn demand_of(
        &self,
        Way { occupations, sharing }: &Way,
        staffing: &[Matrix],
        rows: &[Vec<f64>],
    ) -> Vec<f64> {
        let demand = project_demand(&DemandInputs {
            employment: rows,
            years_per_step: 1.0,
            staffing,
            exit_rates: &occupations.exit_rates,
            exit_factors: &[],
            level_shares: &occupations.level_shares,
            bridge: &occupations.bridge,
            newcomer_share: self.assumptions.newcomer_share,
            planned: &[],
        });
        sharing.spread(&demand.by_class.openings_newcomer)
    }

    /// The staffing pattern at the forecast origin and in each year after it; none where it does
    /// not drift.
    fn staffing_by_year(&self, occupations: &Occupations) -> Option<Vec<Matrix>> {
        let drift = occupations.drift.as_ref()?;
        Some(occupations.staffing.by_year(drift, self.horizon))
    }

    /// Employment by draw, year and section with its growth weighed as earlier origins showed.
    fn weighed(&self, way: &Way, paths: &EmploymentPaths) -> Vec<Vec<Vec<f64>>> {
        let to_classes = way.occupations.to_classes();
        let growth = GrowthWeights::learn(&paths.earlier, &to_classes, (0, self.horizon));
        let corrections = growth.corrections(&centre(&paths.draws), &[]);
        let weigh = |rows: &Vec<Vec<f64>>| {
            let mut rows = rows.clone();
            correct(&mut rows, &corrections);
            rows
        };
        paths.draws.iter().map(weigh).collect()
    }

    /// By programme, the openings of one year if employment stays as it was at the forecast origin:
    /// that is what is "known" of a flow.
    fn yearly_demand(&self, way: &Way, paths: &EmploymentPaths) -> Vec<f64> {
        let staffing = std::slice::from_ref(&way.occupations.staffing);
        self.demand_of(way, staffing, &[paths.last.clone(), paths.last.clone()])
    }

    /// The way from industries to programmes at a forecast origin: `employed` workers by section, and shares of
    /// programmes as the base window had them. Fails where the lists do not fit together.
    fn way(
        &self,
        employed: &[f64],
        paths: &GraduatePaths,
        origin: Year,
    ) -> Result<Way, RunFailure> {
        let newest = self.newest().ok_or(WorkspaceError::NoVintage)?;
        let then = self.at(Measure::Graduates, origin).ok_or(WorkspaceError::NoVintage)?;
        let jobs = window_jobs(&self.facts(&then), self.window.up_to(origin));
        let occupations = Occupations::new(&OccupationInputs {
            codes: &self.codes,
            level: self.config.city.level,
            sections: &self.facts(newest).sections(),
            employed,
            offered: &paths
                .programmes
                .iter()
                .chain(jobs.keys())
                .map(ProgrammeCode::class)
                .collect(),
            base: origin,
            assumptions: &self.assumptions,
        })?;
        let classes = occupations.classes.clone();
        let shares = ClassShares::new(classes, &paths.programmes, &jobs, &self.assumptions);
        let sharing = shares.sharing().map_err(ReleaseError::from)?;
        Ok(Way { occupations, sharing })
    }

    /// Employment, graduates and the way between them at each forecast origin at which both sides are known,
    /// the earliest first.
    fn both(&self) -> Result<Vec<(EmploymentPaths, GraduatePaths, Way)>, RunFailure> {
        let ends = self.employment_end().zip(self.graduates_end());
        let mut found = Vec::new();
        for origin in ends.into_iter().flat_map(|(a, b)| self.origins(a.min(b))) {
            let Some(employment) = self.employment(origin)? else { continue };
            let Some(graduates) = self.graduates(origin)? else { continue };
            let way = self.way(&employment.last, &graduates, origin)?;
            found.push((employment, graduates, way));
        }
        Ok(found)
    }

    /// The cases of the demand stage: one per programme, forecast origin and step, in persons from
    /// the forecast origin up to that step. Errors are measured against one year's demand, since no
    /// series of demand is known.
    pub(super) fn demand(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        for (paths, graduates, way) in self.both()? {
            let whole: f64 = paths.last.iter().sum();
            let shared: Vec<Vec<f64>> = centre(&paths.draws)
                .iter()
                .map(|row| {
                    let all: f64 = row.iter().sum();
                    paths.last.iter().map(|last| last * all / whole).collect()
                })
                .collect();
            let yearly = self.yearly_demand(&way, &paths);
            let weighed = self.weighed(&way, &paths);
            let constant = std::slice::from_ref(&way.occupations.staffing);
            let drifting = self.staffing_by_year(&way.occupations);
            let staffing = drifting.as_deref().unwrap_or(constant);
            for step in 1..=self.horizon {
                let of = |rows: &[Vec<f64>]| self.demand_of(&way, staffing, &rows[..=step]);
                let draws: Vec<Vec<f64>> = weighed.iter().map(|rows| of(rows)).collect();
                let full: Vec<Vec<f64>> = paths.draws.iter().map(|rows| of(rows)).collect();
                let unchanged: Option<Vec<Vec<f64>>> = drifting.as_ref().map(|_| {
                    let of = |rows: &Vec<Vec<f64>>| self.demand_of(&way, constant, &rows[..=step]);
                    weighed.iter().map(of).collect()
                });
                let unchanged = unchanged.as_ref().unwrap_or(&draws);
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
                            .chain([
                                median(unchanged.iter().map(|draw| draw[p])),
                                median(full.iter().map(|draw| draw[p])),
                            ])
                            .collect(),
                        p80: own.p80,
                        p95: own.p95,
                        ratios: None,
                    });
                }
            }
        }
        Ok(cases)
    }

    /// The cases of the balance stage: graduates less openings by programme, in persons from the
    /// forecast origin up to that step, where the graduates of all these years are known.
    pub(super) fn balance(&self) -> Result<Vec<Case>, RunFailure> {
        let mut cases = Vec::new();
        for (paths, graduates, way) in self.both()? {
            let yearly = self.yearly_demand(&way, &paths);
            let newest = std::slice::from_ref(&way.occupations.staffing);
            let last_year =
                self.demand_of(&way, newest, &[paths.before.clone(), paths.last.clone()]);
            let weighed = self.weighed(&way, &paths);
            let drifting = self.staffing_by_year(&way.occupations);
            let staffing =
                drifting.as_deref().unwrap_or(std::slice::from_ref(&way.occupations.staffing));
            for step in 1..=self.horizon {
                let of = |rows: &[Vec<f64>]| self.demand_of(&way, staffing, &rows[..=step]);
                let demands: Vec<Vec<f64>> = weighed.iter().map(|rows| of(rows)).collect();
                let whole: Vec<Vec<f64>> = paths.draws.iter().map(|rows| of(rows)).collect();
                let came = of(&paths.came);
                for (p, code) in graduates.programmes.iter().enumerate() {
                    let sum = |path: &[f64]| path.iter().take(step).sum::<f64>();
                    let known: Option<Vec<f64>> =
                        graduates.came[p][..step].iter().copied().collect();
                    let Some(left) = known.map(|known| sum(&known)) else { continue };
                    let supplies: Vec<f64> = graduates.draws.iter().map(|d| sum(&d[p])).collect();
                    let own = spread(supplies.iter().zip(&demands).map(|(s, d)| s - d[p]));
                    let years = step as f64;
                    let no_change = (graduates.last[p] * years, yearly[p] * years);
                    let supply = median(supplies.iter().copied());
                    let demand = median(demands.iter().map(|demand| demand[p]));
                    let full = median(whole.iter().map(|demand| demand[p]));
                    // Entrants and openings by each method, in their order.
                    let sides = [
                        (supply, demand),
                        no_change,
                        (no_change.0, last_year[p] * years),
                        (left, left),
                        (supply, came[p]),
                        (left, demand),
                        (supply, full),
                    ];
                    let gaps = sides.iter().map(|(supply, demand)| supply - demand).skip(1);
                    let ratio = |(supply, demand): &(f64, f64)| demand / supply;
                    cases.push(Case {
                        id: code.to_string(),
                        origin: paths.origin.number(),
                        step,
                        last: no_change.0 - no_change.1,
                        scale: graduates.scale[p],
                        actual: left - came[p],
                        forecasts: std::iter::once(own.median).chain(gaps).collect(),
                        p80: own.p80,
                        p95: own.p95,
                        ratios: Some((came[p] / left, sides.iter().map(ratio).collect())),
                    });
                }
            }
        }
        Ok(cases)
    }
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
