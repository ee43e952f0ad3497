//! Identities that hold for every labour market.

#![allow(clippy::unwrap_used, reason = "tests may")]

use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use talent_market::{
    Block, Chain, Classes, DemandInputs, DrawOutcome, EmploymentRows, Held, Hires, HiresTrust,
    Matrix, Plan, PlannedPosts, ProgrammeSupply, RateDraw, UncertainShares, balance,
    expansion_demand, openings, project_demand,
};

fn shares(n: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.01..1.0_f64, n).prop_map(|row| {
        let sum: f64 = row.iter().sum();
        row.into_iter().map(|share| share / sum).collect()
    })
}

proptest! {
    #[test]
    fn no_opening_is_lost_or_made_up_between_industries_and_programmes(
        start in prop::collection::vec(0.0..1e5_f64, 3),
        end in prop::collection::vec(0.0..1e5_f64, 3),
        staffing in prop::collection::vec(shares(4), 3),
        bridge in prop::collection::vec(shares(5), 4),
        exits in prop::collection::vec(0.0..0.2_f64, 4),
    ) {
        let (staffing, bridge) = (Matrix::new(staffing).ok(), Matrix::new(bridge).ok());
        let (Some(staffing), Some(bridge)) = (staffing, bridge) else { return Ok(()) };
        let demand = project_demand(&DemandInputs {
            employment: &[start.clone(), end.clone()],
            years_per_step: 3.0,
            staffing: &[staffing],
            exit_rates: &exits,
            exit_factors: &[],
            planned: &[],
            level_shares: &[1.0; 4],
            bridge: &bridge,
            newcomer_share: 1.0,
        });
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs().max(b.abs()));
        let sum = |values: &[f64]| values.iter().sum::<f64>();
        prop_assert!(near(sum(&demand.occupation_expansion), sum(&end) - sum(&start)));
        prop_assert!(near(sum(&demand.by_class.openings_total), sum(&demand.occupation_openings)));
        prop_assert!(near(sum(&demand.by_class.employment_end), sum(&end)));
        prop_assert!(demand.by_class.openings_total.iter().all(|n| *n >= 0.0));
    }

    #[test]
    fn openings_never_fall_when_more_people_leave(ed in -1e4..1e4_f64, rd in 0.0..1e4_f64, more in 0.0..1e3_f64) {
        prop_assert!(openings(ed, rd + more) >= openings(ed, rd));
        prop_assert!(openings(ed, rd) >= 0.0);
        prop_assert_eq!(expansion_demand(5.0, 5.0 + ed) > 0.0, ed > 0.0);
    }

    #[test]
    fn the_two_scales_of_imbalance_agree_on_its_sign(d in 1.0..1e4_f64, s in 0.0..1e4_f64, e in 1.0..1e5_f64) {
        let b = balance(d, s, 0.0, e);
        let stock = b.ita_stock.unwrap_or(1.0);
        prop_assert_eq!(b.ita_flow > 1.0, stock > 1.0);
        // ITA_flow − 1 = (ITA_stock − 1)/f with f = D/E.
        let converted = 1.0 + (stock - 1.0) / (d / e);
        prop_assert!((b.ita_flow - converted).abs() < 1e-6 * b.ita_flow.max(1.0));
    }

    #[test]
    fn raising_intake_never_raises_demand_per_entrant(
        market in market(), path in employment(), more in prop::collection::vec(1.0..3.0_f64, 2),
        seed in any::<u64>(),
    ) {
        let [few, many] = [[1.0, 1.0], [more[0], more[1]]]
            .map(|times| draw(&market, &path, &intake(times), seed));
        for (few, many) in few.balances.iter().zip(&many.balances) {
            prop_assert_eq!(few.demand, many.demand);
            prop_assert!(many.supply >= few.supply);
            prop_assert!(many.sdr <= few.sdr && many.ita_flow >= few.ita_flow);
        }
    }

    /// At the means of everything drawn. Demand is that of the labour market, whoever is trained for it.
    #[test]
    fn demand_per_entrant_halves_where_entrants_double(
        market in market(), path in employment(), seed in any::<u64>(),
    ) {
        let at_means = |market: &Chain, times: f64| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let mut students = intake([1.0, 1.0]);
            students[0].iter_mut().for_each(|persons| *persons *= times);
            market.draw(rows(&path), &students, Held::Everything, &mut rng)
        };
        let mut doubled = market.clone();
        doubled.supply[0].unemployed *= 2.0;
        doubled.supply[0].enrolled.iter_mut().for_each(|(students, _)| *students *= 2.0);
        let (once, twice) = (at_means(&market, 1.0), at_means(&doubled, 2.0));
        let (few, many) = (&once.balances[0], &twice.balances[0]);
        prop_assert_eq!(few.demand, many.demand);
        prop_assert!((2.0 * few.supply - many.supply).abs() <= 1e-9 * (1.0 + many.supply));
        if few.supply > 1.0 {
            prop_assert!((few.sdr - 2.0 * many.sdr).abs() <= 1e-9 * (1.0 + few.sdr));
        }
        prop_assert_eq!(&once.balances[1], &twice.balances[1]);
    }

    #[test]
    fn one_side_drawn_again_is_the_same(market in market(), path in employment(), seed in any::<u64>()) {
        let (intake, mut room) = (intake([1.0, 1.0]), market.room());
        let drawn = draw(&market, &path, &intake, seed);
        let (mut demand, mut supply, mut graduates) = Default::default();
        market.draw_demand(rows(&path), Held::Nothing, drawn.seed, &mut room, &mut demand);
        prop_assert_eq!(&demand, &drawn.demand);
        market.draw_supply(&intake, Held::Nothing, drawn.seed, &mut room, &mut supply, &mut graduates);
        prop_assert_eq!(&graduates, &drawn.graduates);
        let entrants: Vec<f64> = drawn.balances.iter().map(|balance| balance.supply).collect();
        prop_assert_eq!(supply, entrants);
    }

    #[test]
    fn nobody_is_negative(market in market(), path in employment(), seed in any::<u64>()) {
        let drawn = draw(&market, &path, &intake([1.0, 0.0]), seed);
        for balance in &drawn.balances {
            prop_assert!(balance.demand >= 0.0 && balance.supply >= 0.0);
            prop_assert!(!balance.gap.is_nan() && !balance.ita_flow.is_nan());
        }
        let (classes, programmes) = (&drawn.demand.by_class, &drawn.demand.by_programme);
        let counts = [&classes.openings_total, &classes.openings_newcomer,
            &programmes.openings_newcomer, &drawn.demand.occupation_openings, &classes.employment_end];
        for persons in counts.into_iter().chain(&drawn.graduates).flatten() {
            prop_assert!(persons.is_finite() && *persons >= 0.0, "{drawn:?}");
        }
    }

    /// A market counted in thousands is the same market: persons scale, ratios and rates do not. Chance of
    /// single persons aside, which large markets have less of.
    #[test]
    fn units_survive(mut market in market(), path in employment(), seed in any::<u64>()) {
        let times = 1_000.0;
        // Half a person a year is the least that hires are held against.
        market.classes.hires = vec![None; 2];
        let mut large = market.clone();
        for programme in &mut large.supply {
            programme.unemployed *= times;
            programme.enrolled.iter_mut().for_each(|(students, _)| *students *= times);
        }
        for plan in &mut large.plans {
            plan.planned.posts *= times;
        }
        let scaled = |rows: &[Vec<f64>]| -> Vec<Vec<f64>> {
            rows.iter().map(|row| row.iter().map(|n| n * times).collect()).collect()
        };
        let held = |chain: &Chain, path: &[Vec<f64>], intake: &[Vec<f64>]| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            chain.draw(rows(path), intake, Held::Everything, &mut rng)
        };
        let small = held(&market, &path, &intake([1.0, 1.0]));
        let large = held(&large, &scaled(&path), &scaled(&intake([1.0, 1.0])));
        let near = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()));
        for (small, large) in small.balances.iter().zip(&large.balances) {
            prop_assert!(near(small.demand * times, large.demand));
            prop_assert!(near(small.supply * times, large.supply));
            prop_assert!(near(small.gap * times, large.gap));
            prop_assert!(near(small.sdr, large.sdr) && near(small.ita_flow, large.ita_flow));
        }
    }
}

#[test]
fn a_block_that_is_held_leaves_the_others_as_they_were() {
    let chain = Chain {
        staffing: Matrix::identity(2),
        staffing_drift: None,
        exit_rates: vec![0.05, 0.04],
        exit_factors: Vec::new(),
        plans: Vec::new(),
        level_shares: vec![0.5, 0.4],
        bridge: Matrix::new(vec![vec![0.7, 0.3, 0.0], vec![0.2, 0.8, 0.0]]).unwrap(),
        classes: Classes::alone(2),
        uncertain: uncertain(),
        supply: vec![
            ProgrammeSupply {
                enrolled: vec![(200.0, vec![RateDraw { mean: 0.95, persons: 40.0 }])],
                recruited: Vec::new(),
                unreported_entrants: 0.0,
                further_study: RateDraw { mean: 0.4, persons: 40.0 },
                participation: RateDraw { mean: 0.98, persons: 40.0 },
                local_retention: RateDraw { mean: 0.7, persons: 40.0 },
                unemployed: 0.0,
            };
            2
        ],
        surroundings: None,
    };
    let path = [vec![4000.0, 3000.0], vec![4100.0, 2950.0]];
    let draw = |held| {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        chain.draw(rows(&path), &[Vec::new(), Vec::new()], held, &mut rng)
    };
    let (free, held) = (draw(Held::Nothing), draw(Held::One(Block::Bridge)));
    for (a, b) in free.balances.iter().zip(&held.balances) {
        assert_eq!(a.supply, b.supply);
        assert_ne!(a.demand, b.demand);
    }
    let held = draw(Held::One(Block::Retention));
    assert_eq!(free.balances[0].demand, held.balances[0].demand);
    assert_ne!(free.balances[0].supply, held.balances[0].supply);
}

/// Two industries, two occupations, two programmes.
fn market() -> impl Strategy<Value = Chain> {
    let rate = || (0.0..=1.0_f64, 0.5..200.0_f64);
    let rates = prop::collection::vec(rate(), 5);
    let counts = prop::collection::vec(0.0..500.0_f64, 4);
    let shape = (prop::collection::vec(shares(2), 2), prop::collection::vec(shares(3), 2));
    let exits = prop::collection::vec(0.0..0.2_f64, 2);
    let plan = (-2_000.0..2_000.0_f64, 0.0..=1.0_f64);
    (rates, counts, shape, exits, plan).prop_map(
        |(rates, counts, (staffing, bridge), exits, plan)| {
            let rates: Vec<RateDraw> =
                rates.into_iter().map(|(mean, persons)| RateDraw { mean, persons }).collect();
            let programme = |students: f64, unemployed: f64| ProgrammeSupply {
                enrolled: vec![
                    (students, vec![rates[0].among(students)]),
                    (students, rates[..2].to_vec()),
                ],
                recruited: vec![rates[..2].to_vec(); 2],
                unreported_entrants: 0.0,
                further_study: rates[2],
                participation: rates[3],
                local_retention: rates[4],
                unemployed,
            };
            Chain {
                staffing: Matrix::new(staffing).unwrap(),
                staffing_drift: Some(vec![vec![1.01, 0.99], vec![1.0, 1.0]]),
                exit_rates: exits,
                exit_factors: vec![0.9, 1.1],
                plans: vec![Plan {
                    planned: PlannedPosts { industry: 1, posts: plan.0 },
                    probability: plan.1,
                }],
                level_shares: vec![0.5, 0.2],
                bridge: Matrix::new(bridge).unwrap(),
                classes: classes(),
                uncertain: uncertain(),
                supply: vec![programme(counts[0], counts[1]), programme(counts[2], counts[3])],
                surroundings: None,
            }
        },
    )
}

/// How uncertain the shares of these markets are.
fn uncertain() -> UncertainShares {
    UncertainShares {
        staffing_persons: 200.0,
        bridge_persons: 20.0,
        exit_rate_sd: 0.15,
        exit_rate_common: 0.7,
        newcomer: RateDraw { mean: 0.5, persons: 20.0 },
        level_sd: 0.35,
        level_common: 0.5,
        drift_sd: 0.2,
        hires: HiresTrust {
            model_sd: 0.8,
            market_sd: 0.4,
            tightness: 0.6,
            hires_sd: 0.3,
            contradict_ratio: 3.0,
        },
    }
}

/// Two classes of one programme each, the second of which shares its openings with one that is not offered; some of the
/// first moved to the work of the second, and jobs are known of the first.
fn classes() -> Classes {
    Classes {
        mobility: Matrix::new(vec![vec![0.9, 0.1, 0.0], vec![0.2, 0.8, 0.0], vec![0.0, 0.0, 1.0]])
            .unwrap(),
        sharing: Matrix::new(vec![vec![1.0, 0.0, 0.0], vec![0.0, 0.7, 0.3], vec![0.0, 0.0, 1.0]])
            .unwrap(),
        sharing_persons: vec![40.0, 20.0],
        of_programme: vec![0, 1],
        hires: vec![Some(Hires { jobs: 60.0, seekers: 80.0, tightness: -0.5 }), None],
    }
}

/// Employment of a path, its first row standing for the base window too.
fn rows(path: &[Vec<f64>]) -> EmploymentRows<'_> {
    EmploymentRows { ahead: path, window: &path[..2] }
}

/// Employment of both industries at the start and after one and two years.
fn employment() -> impl Strategy<Value = Vec<Vec<f64>>> {
    prop::collection::vec(prop::collection::vec(0.0..1e5_f64, 2), 3)
}

/// Entrants of two years, by programme, so many times as many.
fn intake(times: [f64; 2]) -> Vec<Vec<f64>> {
    times.iter().map(|times| vec![100.0 * times, 80.0 * times]).collect()
}

fn draw(market: &Chain, path: &[Vec<f64>], intake: &[Vec<f64>], seed: u64) -> DrawOutcome {
    market.draw(rows(path), intake, Held::Nothing, &mut ChaCha8Rng::seed_from_u64(seed))
}
