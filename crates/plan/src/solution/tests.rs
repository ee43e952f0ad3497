//! Plans worked by hand, by brute force, and over years.

use proptest::prelude::*;

use super::*;
use crate::loss::{Draw, Loss};
use crate::problem::{Limit, Place, ProblemError, Programme};

fn certain(per_seat: f64, pipeline: f64, demand: f64) -> Programme {
    let draws = vec![Draw { per_seat, pipeline, demand }];
    Programme { loss: Loss { weight: 1.0, surplus: 1.0, shortage: 1.0, draws } }
}

fn place(programme: usize, now: f64, change_cost: f64) -> Place {
    let (low, high) = (0.8 * now, 1.2 * now);
    Place { programme, now, share: 1.0, low, high, change_cost, class_size: 1.0 }
}

/// Three programmes, their seats as they are, what a seat of each brings, and what is wanted.
fn three(total: Option<f64>) -> Problem {
    let seats = [300.0, 200.0, 150.0];
    let programmes = [(0.35, 90.0), (0.40, 110.0), (0.30, 30.0)]
        .map(|(per_seat, demand)| certain(per_seat, 0.0, demand));
    let limits = total.map(|total| Limit {
        takes: (0..3).map(|place| (place, 1.0)).collect(),
        least: total,
        most: total,
    });
    Problem {
        programmes: programmes.to_vec(),
        places: (0..3).map(|p| place(p, seats[p], 0.002)).collect(),
        limits: limits.into_iter().collect(),
    }
}

fn printed(seats: &[f64]) -> Vec<String> {
    seats.iter().map(|seats| format!("{seats:.2}")).collect()
}

#[test]
fn the_relaxation_is_that_of_the_example_worked_by_hand() {
    let problem = three(Some(650.0));
    let plan = solve(&problem).unwrap();
    assert_eq!(printed(&plan.relaxed), ["279.54", "240.00", "130.46"]);
    assert_eq!((format!("{:.2}", plan.bound), plan.loss_now), ("345.75".to_owned(), 1350.0));
    // The slopes of the two that are free are equal: that is the price of the total.
    let slope = |p: usize| {
        let at = problem.places[p];
        problem.programmes[p].loss.slope(plan.relaxed[p])
            + 2.0 * at.change_cost * (plan.relaxed[p] - at.now)
    };
    assert!((slope(0) - 5.405).abs() < 5e-3 && (slope(0) - slope(2)).abs() < 1e-3);
    assert_eq!(plan.bindings.len(), 1);
    assert_eq!(plan.bindings[0].side, Side::Least);
    assert!((plan.bindings[0].price - 5.405).abs() < 5e-3, "{:?}", plan.bindings);
    assert_eq!(plan.seats.iter().sum::<f64>(), 650.0);
    assert!(plan.loss - plan.bound < 1.0 && plan.loss >= plan.bound);
    let free = solve(&three(None)).unwrap();
    assert_eq!(printed(&free.relaxed), ["257.83", "240.00", "120.00"]);
    assert!(free.bindings.is_empty());
}

#[test]
fn limits_that_nothing_keeps_to_and_problems_that_make_no_sense_are_told() {
    assert_eq!(solve(&three(Some(1000.0))).unwrap_err(), SolveError::NoPlan);
    let mut problem = three(None);
    problem.places[1].low = 500.0;
    let error = SolveError::Problem(ProblemError::Place { place: 1 });
    assert_eq!(solve(&problem).unwrap_err(), error);
}

#[test]
fn a_teacher_more_makes_room_for_the_seats_that_one_teaches() {
    let mut problem = three(None);
    // Of both, a teacher teaches 20: programme 1 wants more and may not.
    let teachers = Limit {
        takes: vec![(1, 1.0 / 20.0), (2, 1.0 / 20.0)],
        least: f64::NEG_INFINITY,
        most: 16.5,
    };
    problem.limits.push(teachers);
    let plan = solve(&problem).unwrap();
    let [binding] = plan.bindings.as_slice() else { panic!("{:?}", plan.bindings) };
    assert_eq!((binding.side, binding.seats.round()), (Side::Most, 20.0));
    // What one more teacher brings is what the price says, to first order.
    let mut more = problem.clone();
    more.limits[0].most += 0.01;
    let saved = plan.bound - solve(&more).unwrap().bound;
    assert!((saved / 0.01 - binding.price).abs() < 0.02 * binding.price, "{saved} {binding:?}");
}

#[test]
fn an_uncertain_programme_is_moved_less() {
    let draws = |spread: f64| {
        let demand = [100.0 - spread, 100.0, 100.0 + spread];
        demand.map(|demand| Draw { per_seat: 0.5, pipeline: 0.0, demand }).to_vec()
    };
    let seats = |spread: f64| {
        let loss = Loss { weight: 0.01, surplus: 2.0, shortage: 1.0, draws: draws(spread) };
        let at = Place { low: 0.0, high: 400.0, ..place(0, 100.0, 0.0) };
        let problem =
            Problem { programmes: vec![Programme { loss }], places: vec![at], limits: vec![] };
        solve(&problem).unwrap().relaxed[0]
    };
    assert!((seats(0.0) - 200.0).abs() < 0.5);
    assert!(seats(60.0) < 190.0 && seats(60.0) > 100.0, "{}", seats(60.0));
}

#[test]
fn a_place_too_small_for_a_class_stays_or_takes_a_whole_one() {
    let mut at = place(0, 30.0, 0.0);
    (at.class_size, at.high) = (45.0, 36.0);
    assert_eq!(crate::classes::choices(&at), [30.0]);
    at.high = 80.0;
    assert_eq!(crate::classes::choices(&at), [30.0, 75.0]);
    // A most that is less than now is taken as it is.
    (at.low, at.high) = (10.0, 26.0);
    assert_eq!(crate::classes::choices(&at), [26.0]);
    (at.low, at.high) = (0.0, 0.0);
    assert_eq!(crate::classes::choices(&at), [0.0]);
}

/// Demand is constant, a class takes three years. Every year the seats of the entering cohort are set: by today's gap, or
/// by the gap of the year in which they leave, those under way counted, going half of the way.
fn gaps_over_years(first: f64, demand: f64, by_today: bool) -> Vec<f64> {
    const LENGTH: usize = 3;
    let mut under_way = vec![first; LENGTH];
    let mut gaps = Vec::new();
    for _ in 0..15 {
        let leaving = under_way.remove(0);
        gaps.push(leaving - demand);
        let last = *under_way.last().unwrap_or(&leaving);
        let next = if by_today {
            (last - gaps.last().unwrap()).max(0.0)
        } else {
            let at = Place { low: 0.0, high: 10.0 * demand, ..place(0, last, 0.0) };
            let problem = Problem {
                programmes: vec![certain(1.0, 0.0, demand)],
                places: vec![at],
                limits: vec![],
            };
            last + 0.5 * (solve(&problem).unwrap().relaxed[0] - last)
        };
        under_way.push(next);
    }
    gaps
}

#[test]
fn the_plan_does_not_oscillate_and_chasing_todays_gap_does() {
    for first in [20.0, 60.0, 160.0, 300.0] {
        let planned = gaps_over_years(first, 100.0, false);
        let settles = planned.windows(2).skip(2).all(|pair| pair[1].abs() <= pair[0].abs() + 1e-6);
        assert!(settles, "{planned:?}");
        let chased = gaps_over_years(first, 100.0, true);
        let chased: Vec<f64> = chased.into_iter().filter(|gap| *gap != 0.0).collect();
        let turns = chased.windows(2).filter(|pair| pair[0] * pair[1] < 0.0).count();
        assert!(turns >= 2, "{chased:?}");
    }
}

/// The least loss of any choice of whole classes.
fn by_brute_force(problem: &Problem) -> Option<f64> {
    let choices: Vec<Vec<f64>> = problem.places.iter().map(crate::classes::choices).collect();
    let mut plans = vec![Vec::new()];
    for choices in &choices {
        let with = |plan: &Vec<f64>| {
            let with = |seats: &f64| [&plan[..], &[*seats]].concat();
            choices.iter().map(with).collect::<Vec<_>>()
        };
        plans = plans.iter().flat_map(with).collect();
    }
    let kept = plans.into_iter().filter(|plan| problem.keeps(plan));
    kept.map(|plan| problem.loss(&plan)).min_by(f64::total_cmp)
}

fn small_problems() -> impl Strategy<Value = Problem> {
    let programme = (0.3..0.9_f64, 0.0..80.0_f64, prop::collection::vec(20.0..250.0_f64, 1..5));
    let at = (0..3_usize, 1..6_u32, 0.8..1.2_f64);
    let limits = (0.7..1.3_f64, 0.5..1.5_f64);
    (prop::collection::vec(programme, 3), prop::collection::vec(at, 3..6), limits, 0.0..0.01_f64)
        .prop_map(|(programmes, places, (total, school), change_cost)| {
            let programme = |(per_seat, pipeline, demands): (f64, f64, Vec<f64>)| {
                let draw = |demand| Draw { per_seat, pipeline, demand };
                let draws = demands.into_iter().map(draw).collect();
                Programme { loss: Loss { weight: 0.01, surplus: 1.5, shortage: 1.0, draws } }
            };
            let at = |(programme, classes, share): (usize, u32, f64)| {
                let now = f64::from(classes) * 45.0;
                let (low, high) = (0.5 * now, 1.6 * now);
                Place { programme, now, share, low, high, change_cost, class_size: 45.0 }
            };
            let places: Vec<Place> = places.into_iter().map(at).collect();
            let now: f64 = places.iter().map(|place| place.now).sum();
            let all = (0..places.len()).map(|place| (place, 1.0)).collect();
            let first = places[0].now + places[1].now;
            let limits = vec![
                Limit { takes: all, least: 0.7 * now, most: total.max(0.75) * now },
                Limit {
                    takes: vec![(0, 1.0), (1, 0.5)],
                    least: 0.0,
                    most: school.max(0.9) * first,
                },
            ];
            Problem { programmes: programmes.into_iter().map(programme).collect(), places, limits }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn plans_keep_to_limits_lie_between_bound_and_staying_and_are_near_the_best(
        problem in small_problems(),
    ) {
        let best = by_brute_force(&problem);
        match solve(&problem) {
            Ok(plan) => {
                prop_assert!(problem.keeps(&plan.seats));
                prop_assert!(plan.loss >= plan.bound - 1e-6 * (1.0 + plan.bound));
                prop_assert!(!plan.now_is_allowed || plan.loss <= plan.loss_now + 1e-9);
                let best = best.unwrap();
                prop_assert!(plan.loss >= best - 1e-9);
                // Within a twentieth of what staying loses.
                prop_assert!(plan.loss - best <= 0.05 * plan.loss_now.max(best), "{} {best}", plan.loss);
            }
            Err(SolveError::NoPlan | SolveError::NoClasses) => prop_assert_eq!(best, None),
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
