//! The seat plan of an outlook: what its draws say of the cohort that enters next, under the limits that are known.
//!
//! What is balanced is the year in which the cohort leaves. With `d = D/H` the yearly demand of a draw, `y` the local
//! entrants that one person of the cohort brings, `S_e` the entrants of the `c` cohorts before it and `μ` the part of an
//! earlier imbalance that is still there:
//!
//! ```text
//! S = y·x + max(0, b),   D = d + max(0, −b),   b = μ·(S_e − c·d)
//! ```
//!
//! Those who are under way are counted (they are `S_e`), so that the plan does not chase a gap that they will close.

mod bounds;
mod limits;

use std::collections::BTreeMap;

use talent_domain::{Measure, Origins, ProgrammeCode, SchoolCode, Year};
use talent_outlook::{
    Alternatives, BindingLimit, Decision, Held, PlannedPlace, PlannedProgramme, ProgrammeOutlook,
    SeatPlan, WarningRecord,
};
use talent_plan::{Draw, Loss, Place, Plan, Problem, Programme, Side, solve};
use talent_release::PlaceDraws;
use talent_warning::SeatPolicy;

use self::bounds::{Bounds, Grounds, Taken, bounds};
use self::limits::{Limits, limits};
use super::Findings;

/// A programme at a school that recruits, as it goes into the plan.
struct Site<'a> {
    draws: &'a PlaceDraws<'a>,
    school: &'a SchoolCode,
    /// Expected to enter as things are, whole persons.
    now: f64,
    /// Planned intake of the base year.
    quota: Option<f64>,
    bounds: Bounds,
    origins: Origins,
}

impl Findings<'_> {
    /// The plan; none where the horizon ends before the next cohort leaves, nobody recruits, or no plan keeps to the limits.
    pub(super) fn plan(
        &self,
        programmes: &[ProgrammeOutlook],
        places: &[PlaceDraws<'_>],
        warnings: &[WarningRecord],
        losses: &[Option<Loss>],
    ) -> Option<SeatPlan> {
        let policy = &self.request.policy.seat_plan;
        let sites = self.sites_of_plan(programmes, places, warnings, losses);
        if sites.is_empty() {
            return None;
        }
        let Limits { rows, of, unknown } =
            limits(self.facts, self.outcome.base, policy, &sites, programmes);
        let place = |site: &Site<'_>| Place {
            programme: site.draws.programme,
            now: site.now,
            share: 1.0,
            low: site.bounds.low,
            high: site.bounds.high,
            change_cost: policy.change_cost / site.now.max(1.0),
            class_size: policy.class_size,
        };
        let nothing = || Loss { weight: 0.0, surplus: 0.0, shortage: 0.0, draws: vec![NOBODY] };
        let programme =
            |loss: &Option<Loss>| Programme { loss: loss.clone().unwrap_or_else(nothing) };
        let problem = Problem {
            programmes: losses.iter().map(programme).collect(),
            places: sites.iter().map(place).collect(),
            limits: rows,
        };
        let plan = solve(&problem).ok()?;
        let decided = Decided::new(&problem, plan, policy);
        let bindings = decided.plan.bindings.iter();
        let limits = bindings.map(|binding| BindingLimit {
            of: of[binding.limit].clone(),
            is_least: binding.side == Side::Least,
            price: binding.price,
            seats: binding.seats,
        });
        let leaving = programmes.iter().filter_map(|p| self.leaving(p)).max()?;
        let beside = alternatives(&problem, losses, &decided.seats);
        Some(SeatPlan {
            entering: self.outcome.base + 1,
            leaving,
            recommended: decided.recommended,
            loss_now: decided.plan.loss_now,
            loss: problem.loss(&decided.seats),
            bound: decided.plan.bound,
            programmes: planned_programmes(programmes, &problem, &decided.seats),
            places: sites
                .iter()
                .zip(decided.seats.iter().zip(beside))
                .map(|(site, (planned, beside))| self.planned_place(site, *planned, beside, policy))
                .collect(),
            limits: limits.collect(),
            unknown,
        })
    }

    /// The year in which the cohort of a programme that enters next leaves.
    pub(super) fn leaving(&self, programme: &ProgrammeOutlook) -> Option<Year> {
        let p = self.position(&programme.code)?;
        Some(self.outcome.base + self.outcome.supplies[p].inputs.enrolled.len() as i32 + 1)
    }

    pub(super) fn position(&self, code: &ProgrammeCode) -> Option<usize> {
        self.outcome.supplies.iter().position(|supply| supply.programme == *code)
    }

    /// What each programme loses by how many enter next; none where nothing is known of its demand or nobody enters.
    pub(super) fn losses(&self) -> Vec<Option<Loss>> {
        let policy = &self.request.policy.seat_plan;
        (0..self.outcome.supplies.len()).map(|p| self.loss(p, policy)).collect()
    }

    fn loss(&self, p: usize, policy: &SeatPolicy) -> Option<Loss> {
        let outcome = self.outcome;
        let next = outcome.supplies[p].inputs.enrolled.len();
        if next >= outcome.cohorts(p) || !outcome.classes.observed[p] {
            return None;
        }
        let years = f64::from(outcome.horizon);
        let draw = |(drawn, entrants): (&talent_market::DrawOutcome, &talent_release::Entrants)| {
            let (balance, graduates) = (&drawn.balances[p], &drawn.graduates[p]);
            let (all, entering) = (graduates.iter().sum::<f64>(), *entrants.programmes[p].first()?);
            if all <= 0.0 || entering <= 0.0 {
                return None;
            }
            let of = |cohorts: &[f64]| balance.supply * cohorts.iter().sum::<f64>() / all;
            let demand = balance.demand / years;
            let carried = policy.carried * (of(&graduates[..next]) - next as f64 * demand);
            Some(Draw {
                per_seat: of(&graduates[next..=next]) / entering,
                pipeline: carried.max(0.0),
                demand: demand + (-carried).max(0.0),
            })
        };
        let draws: Vec<Draw> =
            outcome.outcomes.iter().zip(&outcome.entrants).filter_map(draw).collect();
        // Both sides count: a programme of hundreds for which there is next to no demand does not outweigh all others.
        let sides: f64 = outcome
            .outcomes
            .iter()
            .map(|o| f64::midpoint(o.balances[p].demand, o.balances[p].supply))
            .sum();
        let mean = sides / outcome.outcomes.len().max(1) as f64 / years;
        let weight = 1.0 / mean.max(1.0);
        let (surplus, shortage) = (policy.surplus_cost, policy.shortage_cost);
        (!draws.is_empty()).then_some(Loss { weight, surplus, shortage, draws })
    }

    /// The places that recruit, with the bounds of each.
    fn sites_of_plan<'s>(
        &self,
        programmes: &[ProgrammeOutlook],
        places: &'s [PlaceDraws<'s>],
        warnings: &[WarningRecord],
        losses: &[Option<Loss>],
    ) -> Vec<Site<'s>> {
        let by_place: BTreeMap<_, &WarningRecord> =
            warnings.iter().map(|w| ((&w.programme, w.school.as_ref()), w)).collect();
        let mut now_of: Vec<f64> = vec![0.0; programmes.len()];
        let entering = |place: &PlaceDraws<'_>| {
            let first: f64 = place.entrants.iter().filter_map(|years| years.first()).sum();
            (first / place.entrants.len().max(1) as f64).round()
        };
        let recruiting: Vec<(&PlaceDraws<'_>, f64)> = places
            .iter()
            .filter(|place| place.school.is_some())
            .map(|place| (place, entering(place)))
            .filter(|(_, now)| *now > 0.0)
            .collect();
        for (place, now) in &recruiting {
            now_of[place.programme] += now;
        }
        let site = |(place, now): (&'s PlaceDraws<'s>, f64)| {
            let school = place.school?;
            let subject = (place.code.clone(), Some(school.clone()));
            let of_base = |measure| {
                let traced = self.facts.sum(&subject, &[measure])?;
                let value = traced.series.at(self.outcome.base)?;
                Some((value, traced.ids_of(self.outcome.base).collect::<Vec<_>>()))
            };
            let quota = of_base(Measure::PlannedIntake);
            let entered = self.facts.entrants(&subject).and_then(|traced| {
                let value = traced.series.at(self.outcome.base)?;
                Some((value, traced.ids_of(self.outcome.base).collect::<Vec<_>>()))
            });
            let figures = [&quota, &entered].into_iter().flatten().flat_map(|(_, ids)| ids.clone());
            let origins = Origins::of_figures(figures);
            let warning = by_place.get(&(place.code, Some(school)));
            let loss = losses[place.programme].as_ref();
            let quota = quota.map(|(value, _)| value);
            let taken = Taken { entering: now, quota, entered: entered.map(|(value, _)| value) };
            let grounds = Grounds::new(self, &programmes[place.programme], warning.copied());
            let chance = loss.map(|loss| loss.chance_of_shortage(now_of[place.programme]));
            let bounds = bounds(&self.request.policy.seat_plan, taken, grounds, chance);
            Some(Site { draws: place, school, now, quota, bounds, origins })
        };
        recruiting.into_iter().filter_map(site).collect()
    }

    fn planned_place(
        &self,
        site: &Site<'_>,
        planned: f64,
        alternatives: Option<Alternatives>,
        policy: &SeatPolicy,
    ) -> PlannedPlace {
        let change = planned - site.now;
        let classes = (change / policy.class_size).round();
        let is_whole = (change - classes * policy.class_size).abs() < 0.5;
        let decision = match site.bounds.held {
            Some(Held::Undecided { .. } | Held::Unread) => Decision::Undecided,
            _ if planned < 0.5 => Decision::Stop,
            _ if change > 0.5 => Decision::Grow,
            _ if change < -0.5 => Decision::Shrink,
            _ => Decision::Keep,
        };
        PlannedPlace {
            programme: site.draws.code.clone(),
            school: site.school.clone(),
            school_name: self.facts.codes.school_name(site.school).to_owned(),
            quota: site.quota,
            now: site.now,
            planned,
            classes: is_whole.then_some(classes as i32),
            within: (site.bounds.low, site.bounds.high),
            held: site.bounds.held,
            decision,
            alternatives,
            origins: site.origins.clone(),
        }
    }
}

/// By place, what its programme loses if the place does something else and all others what is planned.
fn alternatives(
    problem: &Problem,
    losses: &[Option<Loss>],
    seats: &[f64],
) -> Vec<Option<Alternatives>> {
    let planned = problem.by_programme(seats);
    let of_place = |(place, seats): (&Place, &f64)| {
        let (loss, sum) = (losses[place.programme].as_ref()?, planned[place.programme]);
        Some(Alternatives {
            planned: loss.at(sum),
            now: loss.at(sum - seats + place.now),
            more: loss.at(sum + place.class_size),
            less: (*seats >= place.class_size).then(|| loss.at(sum - place.class_size)),
        })
    };
    problem.places.iter().zip(seats).map(of_place).collect()
}

/// What the plan says of each programme with places.
fn planned_programmes(
    programmes: &[ProgrammeOutlook],
    problem: &Problem,
    seats: &[f64],
) -> Vec<PlannedProgramme> {
    let as_things_are: Vec<f64> = problem.places.iter().map(|place| place.now).collect();
    let (now, planned) = (problem.by_programme(&as_things_are), problem.by_programme(seats));
    let planned = |p: usize| {
        let loss = &problem.programmes[p].loss;
        let count = loss.draws.len().max(1) as f64;
        let mean = |of: fn(&Draw) -> f64| loss.draws.iter().map(of).sum::<f64>() / count;
        (now[p] > 0.0).then(|| PlannedProgramme {
            code: programmes[p].code.clone(),
            name: programmes[p].name.clone(),
            now: now[p],
            planned: planned[p],
            per_hundred: 100.0 * mean(|draw| draw.per_seat),
            demand: mean(|draw| draw.demand),
            carried: mean(|draw| draw.pipeline),
            chance_of_shortage: loss.chance_of_shortage(now[p]),
            losses: (loss.at(now[p]), loss.at(planned[p])),
            grade: programmes[p].balance.grade,
        })
    };
    (0..programmes.len()).filter_map(planned).collect()
}

/// A draw of which nothing is known.
const NOBODY: Draw = Draw { per_seat: 0.0, pipeline: 0.0, demand: 0.0 };

/// The loss of programmes none of whose places may be planned otherwise.
fn fixed_loss(problem: &Problem, seats: &[f64]) -> f64 {
    let mut is_fixed = vec![true; problem.programmes.len()];
    for place in &problem.places {
        is_fixed[place.programme] &= place.high <= place.low;
    }
    let seats = problem.by_programme(seats);
    let fixed = problem.programmes.iter().zip(seats).zip(is_fixed).filter(|(_, fixed)| *fixed);
    fixed.map(|((programme, seats), _)| programme.loss.at(seats)).sum()
}

/// A plan with what is recommended of it.
struct Decided {
    plan: Plan,
    seats: Vec<f64>,
    recommended: bool,
}

impl Decided {
    /// The seats of the plan if they save enough against doing only what the levels ask for; else these.
    fn new(problem: &Problem, plan: Plan, policy: &SeatPolicy) -> Self {
        let asked: Vec<f64> =
            problem.places.iter().map(|place| place.now.clamp(place.low, place.high)).collect();
        let least = problem.loss(&asked);
        // What no place may change, no plan can save.
        let fixed = fixed_loss(problem, &asked);
        let saving = if least > fixed { (least - plan.loss) / (least - fixed) } else { 0.0 };
        let recommended = saving >= policy.least_saving;
        let seats = if recommended { plan.seats.clone() } else { asked };
        Self { plan, seats, recommended }
    }
}
