//! The balance drawn: everything random of one release.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use talent_domain::{IndustryCode, Measure, ProgrammeCode, Year};
use talent_forecast::{PanelForecast, PanelRequest, forecast_panel};
use talent_market::{
    BandEdges, Block, Chain, DrawOutcome, Matrix, RateDraw, Spread, UncertainShares,
    class_probabilities, variance_shares,
};
use talent_panel::TracedSeries;

use crate::bridge::bridge;
use crate::employment::{Employment, EmploymentDraw};
use crate::facts::Facts;
use crate::outlook::{LEVEL, OutlookRequest, RunError};
use crate::signals::GapReading;
use crate::supply::{PROGRAMME_YEARS, Supply, supplies, until};

/// Everything drawn for one release.
pub(crate) struct Drawn {
    pub(crate) base: Year,
    pub(crate) horizon: i32,
    pub(crate) supplies: Vec<Supply>,
    pub(crate) sections: Vec<IndustryCode>,
    pub(crate) bridge: Matrix,
    pub(crate) level_shares: Vec<f64>,
    pub(crate) intake: Option<PanelForecast>,
    pub(crate) outcomes: Vec<DrawOutcome>,
    pub(crate) paths: Vec<EmploymentDraw>,
    /// By programme, the share of the variance of its gap behind each block; empty where not asked for.
    pub(crate) drivers: Vec<Vec<(Block, f64)>>,
    pub(crate) demand_ids: Vec<Vec<u32>>,
}

pub(crate) fn balance_of(
    request: &OutlookRequest<'_>,
    facts: &Facts<'_>,
    employment: &Employment,
    base: Year,
    with_drivers: bool,
) -> Result<Drawn, RunError> {
    let assumptions = request.assumptions;
    let horizon = i32::from(request.config.run.horizon);
    let supplies = supplies(facts, base, horizon, assumptions);
    let sections = employment.sections.clone();
    let programmes: Vec<_> =
        supplies.iter().map(|supply| (supply.programme.clone(), supply.graduates)).collect();
    let weight = assumptions.bridge_curriculum_weight;
    let bridge = bridge(facts.codes, LEVEL, &sections, &programmes, weight)?;
    let of_sections = sections
        .iter()
        .map(|code| {
            assumptions
                .sections
                .get(code)
                .copied()
                .ok_or_else(|| RunError::NoAssumptions(code.clone()))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let level_shares: Vec<f64> = of_sections.iter().map(|s| s.secondary_share).collect();
    let chain = Chain {
        // No occupation by industry is published for the city: each section is its own group of
        // occupations until such a table is there.
        staffing: Matrix::identity(sections.len()),
        exit_rates: of_sections.iter().map(|section| section.exit_rate).collect(),
        level_shares: level_shares.clone(),
        bridge: bridge.clone(),
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
    };
    let later = (horizon - PROGRAMME_YEARS).max(0) as usize;
    let intake = (later > 0).then(|| forecast_intake(facts, &supplies, base, later));
    let private: Vec<f64> = of_sections.iter().map(|section| section.private_share).collect();
    let centre = employment.centre(base, base + horizon);
    let one = |draw: u64, held: Option<Block>| {
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from(request.config.run.seed));
        rng.set_stream(draw);
        let path = employment.draw(base, base + horizon, &mut rng);
        let path = if held == Some(Block::Employment) { centre.clone() } else { path };
        let rows = path.with_private(base, &private);
        let entrants = draw_intake(intake.as_ref(), supplies.len(), held, &mut rng);
        let outcome = chain.draw(&rows, &entrants, held, &mut rng);
        (path, outcome)
    };
    let draws = u64::from(request.config.run.draws);
    let drawn: Vec<(EmploymentDraw, DrawOutcome)> =
        (0..draws).into_par_iter().map(|draw| one(draw, None)).collect();
    let drivers = if with_drivers { drivers(&drawn, &one, supplies.len()) } else { Vec::new() };
    let (paths, outcomes) = drawn.into_iter().unzip();
    let demand_ids = demand_ids(employment, &bridge, supplies.len(), &level_shares);
    Ok(Drawn {
        base,
        horizon,
        supplies,
        sections,
        bridge,
        level_shares,
        intake,
        outcomes,
        paths,
        drivers,
        demand_ids,
    })
}

/// Draws that the shares of the variance are taken from.
const DRAWS_OF_DRIVERS: usize = 500;

/// By programme, the share of the variance of its gap behind each block, the largest first: the first
/// draws again, with one block held at a time.
fn drivers(
    drawn: &[(EmploymentDraw, DrawOutcome)],
    one: &(impl Fn(u64, Option<Block>) -> (EmploymentDraw, DrawOutcome) + Sync),
    programmes: usize,
) -> Vec<Vec<(Block, f64)>> {
    let few = drawn.len().min(DRAWS_OF_DRIVERS);
    let gaps = |outcomes: &mut dyn Iterator<Item = &DrawOutcome>, p: usize| -> Vec<f64> {
        outcomes.map(|outcome| outcome.balances[p].gap).collect()
    };
    let held: Vec<Vec<DrawOutcome>> = Block::ALL
        .par_iter()
        .map(|&block| (0..few as u64).map(|draw| one(draw, Some(block)).1).collect())
        .collect();
    (0..programmes)
        .map(|p| {
            let all = gaps(&mut drawn[..few].iter().map(|(_, outcome)| outcome), p);
            let by_block: Vec<Vec<f64>> =
                held.iter().map(|outcomes| gaps(&mut outcomes.iter(), p)).collect();
            let mut shares: Vec<(Block, f64)> =
                Block::ALL.into_iter().zip(variance_shares(&all, &by_block)).collect();
            shares.sort_by(|a, b| b.1.total_cmp(&a.1));
            shares
        })
        .collect()
}

fn forecast_intake(
    facts: &Facts<'_>,
    supplies: &[Supply],
    base: Year,
    years: usize,
) -> PanelForecast {
    let values: Vec<Vec<f64>> = supplies
        .iter()
        .map(|supply| {
            let entrants = until(facts.city(&supply.programme, Measure::Registered), base);
            entrants.map_or_else(Vec::new, |traced| traced.series.filled())
        })
        .collect();
    let slices: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
    forecast_panel(&slices, &PanelRequest::auto(years))
}

fn draw_intake(
    intake: Option<&PanelForecast>,
    programmes: usize,
    held: Option<Block>,
    rng: &mut ChaCha8Rng,
) -> Vec<Vec<f64>> {
    use rand::RngExt;
    let Some(intake) = intake else { return vec![Vec::new(); programmes] };
    intake
        .series
        .iter()
        .map(|series| {
            let rank: f64 = rng.random();
            let Ok(series) = series else { return Vec::new() };
            if held == Some(Block::Intake) {
                series.forecast.median()
            } else {
                series.forecast.sample(rank)
            }
        })
        .collect()
}

/// The figures behind each programme's demand: employment of the sections that make up nine tenths
/// of it, and the totals.
fn demand_ids(
    employment: &Employment,
    bridge: &Matrix,
    programmes: usize,
    level_shares: &[f64],
) -> Vec<Vec<u32>> {
    let of_city: Vec<u32> =
        employment.total.iter().chain(&employment.private).flat_map(TracedSeries::ids).collect();
    (0..programmes)
        .map(|p| {
            let shares = section_shares(employment, bridge, level_shares, p);
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
    bridge: &Matrix,
    level_shares: &[f64],
    programme: usize,
) -> Vec<(usize, f64)> {
    let persons: Vec<f64> = employment
        .observed
        .iter()
        .zip(bridge.rows())
        .zip(level_shares)
        .map(|((observed, row), share)| observed.series.last() * share * row[programme])
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

pub(crate) fn gap_readings(drawn: &Drawn) -> BTreeMap<ProgrammeCode, GapReading> {
    drawn
        .supplies
        .iter()
        .enumerate()
        .filter_map(|(p, supply)| {
            let (ratios, edges) = ratios(drawn, p);
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
