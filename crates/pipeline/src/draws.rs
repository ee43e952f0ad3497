//! The balance drawn: everything random of one release.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use talent_domain::{IndustryCode, ProgrammeCode, Year};
use talent_market::{
    BandEdges, Block, Chain, Demand, DemandCauses, DrawOutcome, DrawRoom, Held, Plan, PlannedPosts,
    RateDraw, Spread, UncertainShares, class_probabilities, variance_shares,
};
use talent_panel::TracedSeries;
use talent_warning::EdgePolicy;

use crate::employment::{Employment, EmploymentDraw};
use crate::facts::Facts;
use crate::intake::{Entrants, Intake};
use crate::occupations::{Occupations, exit_factors};
use crate::outlook::{OutlookRequest, RunError};
use crate::scenario::Scenario;
use crate::signals::GapReading;
use crate::supply::{Supply, supplies, years_to_recruit};

/// Everything drawn for one release.
pub(crate) struct Drawn {
    pub(crate) base: Year,
    pub(crate) horizon: i32,
    /// The last year with figures of any section's employment.
    pub(crate) employed_until: Year,
    pub(crate) supplies: Vec<Supply>,
    pub(crate) sections: Vec<IndustryCode>,
    pub(crate) occupations: Occupations,
    /// The part of one opening of each section that falls to each programme.
    pub(crate) to_programmes: Vec<Vec<f64>>,
    pub(crate) intake: Option<Intake>,
    /// Entrants to come of the first draws.
    pub(crate) entrants: Vec<Entrants>,
    pub(crate) outcomes: Vec<DrawOutcome>,
    pub(crate) paths: Vec<EmploymentDraw>,
    /// By programme, its demand by cause with everything at its mean.
    pub(crate) causes: Vec<DemandCauses>,
    /// By programme, the share of the variance of its gap behind each block; empty where not asked for.
    pub(crate) drivers: Vec<Vec<(Block, f64)>>,
    pub(crate) demand_ids: Vec<Vec<u32>>,
}

/// Balances supply and demand over the years after `base`, in a scenario.
pub(crate) fn balance_of(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    employment: &Employment,
    base: Year,
    with_drivers: bool,
    scenario: &Scenario,
) -> Result<Drawn, RunError> {
    let assumptions = request.assumptions;
    let horizon = i32::from(request.config.run.horizon);
    let mut supplies = supplies(facts, base, horizon, assumptions);
    for supply in &mut supplies {
        scenario.change_supply(&mut supply.inputs);
    }
    let sections = employment.sections.clone();
    let programmes: Vec<_> =
        supplies.iter().map(|supply| (supply.programme.clone(), supply.graduates)).collect();
    let employed: Vec<f64> = employment.with_private_now(assumptions);
    let occupations = Occupations::new(
        facts.codes,
        facts.level,
        &sections,
        &employed,
        &programmes,
        base,
        assumptions,
    )?;
    let chain = chain_of(request, facts, &sections, &supplies, &occupations, base, scenario);
    let later = years_to_recruit(&supplies, horizon);
    let intake = Intake::new(facts, &supplies, base, later)?;
    let elasticities = employment.scenario_elasticities();
    let rows_of = |path: &EmploymentDraw| {
        let mut rows = path.with_private(base, &occupations.private);
        scenario.change_employment(&mut rows, &elasticities);
        rows
    };
    let centre = employment.centre(base, base + horizon);
    let causes = chain.causes(&rows_of(&centre));
    let entrants_of = |held: Held, rng: &mut ChaCha8Rng| {
        intake.as_ref().map_or_else(
            || Entrants { programmes: vec![Vec::new(); supplies.len()], places: Vec::new() },
            |intake| intake.draw(held, scenario.intake, rng),
        )
    };
    let one = |draw: u64, room: &mut DrawRoom| {
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(request.config.run.seed));
        rng.set_stream(draw);
        let path = employment.draw(base, base + horizon, &mut rng);
        let entrants = entrants_of(Held::Nothing, &mut rng);
        let mut outcome = DrawOutcome::default();
        let held = Held::Nothing;
        let of_programmes = &entrants.programmes;
        chain.draw_into(&rows_of(&path), of_programmes, held, &mut rng, room, &mut outcome);
        let kept = (draw < FIRST_DRAWS).then_some(entrants);
        (path, (kept, outcome))
    };
    let draws = u64::from(request.config.run.draws);
    let all: Vec<_> =
        (0..draws).into_par_iter().map_init(|| chain.room(), |r, d| one(d, r)).collect();
    let (paths, both): (Vec<EmploymentDraw>, Vec<_>) = all.into_iter().unzip();
    let (entrants, outcomes): (Vec<_>, Vec<DrawOutcome>) = both.into_iter().unzip();
    let entrants: Vec<Entrants> = entrants.into_iter().flatten().collect();
    // The first draws again with one block held; only the side that it moves has to be drawn.
    let gaps_held = |block: Block| -> Vec<Vec<f64>> {
        let held = Held::One(block);
        let mut room = chain.room();
        let (mut demand, mut supply, mut graduates) = (Demand::default(), Vec::new(), Vec::new());
        let middle = entrants_of(held, &mut ChaCha8Rng::seed_from_u64(0));
        let few = outcomes.iter().zip(&paths).zip(&entrants);
        few.map(|((outcome, path), entrants)| {
            let (seed, balances) = (outcome.seed, outcome.balances.iter());
            if block.is_of_supply() {
                let entrants = if block == Block::Intake { &middle } else { entrants };
                let entrants = &entrants.programmes;
                chain.draw_supply(entrants, held, seed, &mut room, &mut supply, &mut graduates);
                return balances.zip(&supply).map(|(b, supply)| supply - b.demand).collect();
            }
            let path = if block == Block::Employment { &centre } else { path };
            chain.draw_demand(&rows_of(path), held, seed, &mut room, &mut demand);
            balances.zip(&demand.openings_newcomer).map(|(b, demand)| b.supply - demand).collect()
        })
        .collect()
    };
    let drivers = if with_drivers { drivers(&outcomes, &gaps_held) } else { Vec::new() };
    let to_programmes = occupations.to_programmes();
    let demand_ids = demand_ids(employment, &to_programmes, supplies.len());
    Ok(Drawn {
        base,
        horizon,
        employed_until: employment.newest_year().unwrap_or(base),
        supplies,
        sections,
        occupations,
        to_programmes,
        intake,
        entrants,
        outcomes,
        paths,
        causes,
        drivers,
        demand_ids,
    })
}

/// What every draw of a release starts from.
fn chain_of(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    sections: &[IndustryCode],
    supplies: &[Supply],
    occupations: &Occupations,
    base: Year,
    scenario: &Scenario,
) -> Chain {
    let (assumptions, horizon) = (request.assumptions, i32::from(request.config.run.horizon));
    let mut exit_factors = exit_factors(facts.codes, base, horizon, assumptions);
    for factor in &mut exit_factors {
        *factor *= scenario.exits;
    }
    Chain {
        staffing: occupations.staffing.clone(),
        staffing_drift: occupations.drift.clone(),
        exit_rates: occupations.exit_rates.clone(),
        exit_factors,
        plans: plans(facts, sections, base, horizon),
        level_shares: occupations.level_shares.clone(),
        bridge: occupations.bridge.clone(),
        uncertain: UncertainShares {
            staffing_persons: assumptions.staffing_persons,
            bridge_persons: assumptions.bridge_persons,
            exit_rate_sd: assumptions.exit_rate_sd,
            exit_rate_common: assumptions.exit_rate_common,
            newcomer: RateDraw {
                mean: assumptions.newcomer_share,
                persons: assumptions.newcomer_persons,
            },
        },
        supply: supplies.iter().map(|supply| supply.inputs.clone()).collect(),
    }
}

/// Projects and closures of the city that come within the horizon (list P3).
fn plans(facts: &Facts<'_>, sections: &[IndustryCode], base: Year, horizon: i32) -> Vec<Plan> {
    facts
        .events(base, horizon)
        .filter_map(|event| {
            let industry = sections.iter().position(|section| *section == event.industry)?;
            let planned = PlannedPosts { industry, posts: event.posts };
            Some(Plan { planned, probability: event.probability })
        })
        .collect()
}

/// Draws whose entrants are kept, and that the shares of the variance are taken from.
const FIRST_DRAWS: u64 = 500;

/// By programme, the share of the variance of its gap behind each block, the largest first: the first
/// draws again, with one block held at a time.
fn drivers(
    outcomes: &[DrawOutcome],
    gaps_held: &(impl Fn(Block) -> Vec<Vec<f64>> + Sync),
) -> Vec<Vec<(Block, f64)>> {
    let held: Vec<Vec<Vec<f64>>> = Block::ALL.par_iter().map(|&block| gaps_held(block)).collect();
    let few = held.first().map_or(0, Vec::len);
    let programmes = outcomes.first().map_or(0, |outcome| outcome.balances.len());
    (0..programmes)
        .map(|p| {
            let all: Vec<f64> = outcomes[..few].iter().map(|o| o.balances[p].gap).collect();
            let by_block: Vec<Vec<f64>> =
                held.iter().map(|draws| draws.iter().map(|gaps| gaps[p]).collect()).collect();
            let mut shares: Vec<(Block, f64)> =
                Block::ALL.into_iter().zip(variance_shares(&all, &by_block)).collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1));
            shares
        })
        .collect()
}

/// The figures behind each programme's demand: employment of the sections that make up nine tenths
/// of it, and the totals.
fn demand_ids(
    employment: &Employment,
    to_programmes: &[Vec<f64>],
    programmes: usize,
) -> Vec<Vec<u32>> {
    let of_city: Vec<u32> =
        employment.total.iter().chain(&employment.private).flat_map(TracedSeries::ids).collect();
    (0..programmes)
        .map(|p| {
            let shares = section_shares(employment, to_programmes, p);
            let mut ids = of_city.clone();
            let mut covered = 0.0;
            for (i, share) in shares {
                if covered >= 0.9 {
                    break;
                }
                covered += share;
                ids.extend(employment.observed[i].ids());
            }
            ids.sort_unstable();
            ids.dedup();
            ids
        })
        .collect()
}

/// The sections that a programme's employment lies in, the largest first, as shares of it.
fn section_shares(
    employment: &Employment,
    to_programmes: &[Vec<f64>],
    programme: usize,
) -> Vec<(usize, f64)> {
    let persons: Vec<f64> = employment
        .observed
        .iter()
        .zip(to_programmes)
        .map(|(observed, row)| observed.series.last() * row[programme])
        .collect();
    let total: f64 = persons.iter().sum();
    let mut shares: Vec<(usize, f64)> = persons
        .into_iter()
        .enumerate()
        .filter(|(_, persons)| *persons > 0.0)
        .map(|(i, persons)| (i, persons / total))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}

/// The ratio of each draw that the class is read from.
pub(crate) fn ratios(drawn: &Drawn, programme: usize) -> (Vec<f64>, BandEdges) {
    let scaled: Option<Vec<f64>> =
        drawn.outcomes.iter().map(|outcome| outcome.balances[programme].ita_stock).collect();
    if let Some(ratios) = scaled {
        return (ratios, BandEdges::STOCK);
    }
    let flows = drawn.outcomes.iter().map(|o| o.balances[programme].ita_flow).collect();
    (flows, BandEdges::flow(city_turnover(drawn)))
}

/// Demand over employment in the whole city: what converts stock edges into flow edges.
fn city_turnover(drawn: &Drawn) -> f64 {
    let (demand, stock) = drawn.outcomes.iter().fold((0.0, 0.0), |(demand, stock), outcome| {
        (
            demand + outcome.demand.openings_newcomer.iter().sum::<f64>(),
            stock + outcome.demand.employment_end.iter().sum::<f64>(),
        )
    });
    if stock > 0.0 { demand / stock } else { 1.0 }
}

/// What the balance says of every programme, its probabilities read at the edges of the warning policy.
pub(crate) fn gap_readings(
    drawn: &Drawn,
    edges: EdgePolicy,
) -> BTreeMap<ProgrammeCode, GapReading> {
    let edges = BandEdges(edges.in_order());
    drawn
        .supplies
        .iter()
        .enumerate()
        .filter_map(|(p, supply)| {
            let (ratios, bands) = ratios(drawn, p);
            let scaled = bands == BandEdges::STOCK;
            let edges = if scaled { edges } else { edges.of_flows(city_turnover(drawn)) };
            let median = Spread::of(ratios.iter().copied())?.median;
            if !median.is_finite() {
                return None;
            }
            let classes = class_probabilities(&ratios, edges);
            let mut ids = supply.ids.clone();
            ids.extend(&drawn.demand_ids[p]);
            let reading = GapReading {
                ratio: median,
                surplus: classes.surplus,
                large_surplus: classes.large_surplus,
                good: classes.good,
                shortage: classes.shortage,
                ids,
            };
            Some((supply.programme.clone(), reading))
        })
        .collect()
}
