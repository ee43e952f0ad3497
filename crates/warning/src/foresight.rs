//! 就业前景: how likely the placement of a subject is to be low two releases on, from what it and its like have done.
//!
//! A member's cohort of two releases on is low if its 直接就业率 lies below the policy's threshold of F1, or among the lowest part
//! of its group. With `a` of `n` persons with a job in cohort `c`, `q` the group's rate in it and newest cohort `t`, how far a set
//! of members lies from the group is (a score over its information, in logits, drawn towards none):
//!
//! ```text
//! z = Σ_c ½^(t−c)·Σ(a − n·q_c) / (Σ_c ½^(t−c)·Σ n·q_c(1 − q_c) + 3)
//! ln P/(1 − P) = β₀ + β₁·z(member) + β₂·z(programme) + β₃·z'(programme) + β₄·z'(class) + β₅·ln(n_t + 5)
//! ```
//!
//! `z'` is the same of matched jobs over three cohorts, all counting alike; few persons lie at the ends of any order more often,
//! hence the last term. The coefficients are the mode given the group's own past, cohorts and what came of them, from a normal
//! prior whose centre was found in simulated cities (`talent evaluate` holds the result against others). A forecast of supply
//! and demand adds nothing to it there.

use std::collections::BTreeMap;

use talent_domain::{ProgrammeClass, ProgrammeCode};

use crate::counts::Counts;
use crate::policy::Policy;

/// Releases between what is known and the outcome that is foreseen.
pub const FORESIGHT_YEARS: i32 = 2;

/// Cohorts whose matched jobs are pooled.
const MATCH_COHORTS: i32 = 3;
/// Information that draws a deviation towards none.
const DRAWN: f64 = 3.0;
/// What a deviation of a year ago counts beside one of today.
const RECENT: f64 = 0.5;
/// Terms of the regression.
pub const FORESIGHT_TERMS: usize = 6;
const TERMS: usize = FORESIGHT_TERMS;
/// Steps of Newton's method at most; from the prior's centre few are needed.
const STEPS: usize = 30;

/// What a member of a group has done, by cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberCourse {
    /// The programme.
    pub programme: ProgrammeCode,
    /// With a job among those who want one.
    pub placed: BTreeMap<i32, Counts>,
    /// Matched among surveyed jobs.
    pub matched: BTreeMap<i32, Counts>,
    /// With a job among those who want one, as what came is judged by: `placed` again, unless something truer is known.
    pub came: BTreeMap<i32, Counts>,
}

/// What the members of a group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// Programmes at schools.
    Places,
    /// Programmes over all their schools.
    Programmes,
}

impl GroupKind {
    /// Centre of the prior of the coefficients, and standard deviations.
    fn prior(self) -> ([f64; TERMS], [f64; TERMS]) {
        let centre = match self {
            Self::Places => PLACES,
            Self::Programmes => PROGRAMMES,
        };
        (centre, PRIOR_SD)
    }
}

/// By true outcomes in forty simulated cities, of which no evaluation is made: schools report better than is true, and what they
/// say of matched jobs tells more. `talent evaluate --simulated 40 --seed 101 --years 15 --foresight` prints them.
const PLACES: [f64; TERMS] = [-0.43, -0.26, -1.12, -0.33, -0.45, -0.58];
const PROGRAMMES: [f64; TERMS] = [0.30, 0.0, -1.25, -0.38, -0.52, -0.72];
/// How far a city may lie from them: assumptions.
const PRIOR_SD: [f64; TERMS] = [0.5, 0.3, 0.3, 0.3, 0.3, 0.2];

/// Of a prior that says next to nothing.
const UNKNOWN_SD: f64 = 10.0;

type Terms = [f64; TERMS];

/// What was known of a member with a cohort, and whether placement was low two releases on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForesightCase {
    terms: Terms,
    came: bool,
}

/// The probability of each member, in their order, that the placement of its cohort two releases after cohort `newest` is low;
/// `None` of a member whose newest cohort is not known. What came of earlier cohorts, up to the newest, is learnt from.
pub fn foresee(
    policy: &Policy,
    kind: GroupKind,
    members: &[MemberCourse],
    newest: i32,
) -> Vec<Option<f64>> {
    let cases = foresight_cases(policy, kind, members, newest);
    let (centre, sd) = kind.prior();
    let coefficients = fit(centre, sd, &cases);
    let probability =
        |terms: Option<Terms>| terms.map(|terms| logistic(dot(&coefficients, &terms)));
    terms(kind, members, newest).into_iter().map(probability).collect()
}

/// What members have been through: every cohort whose outcome two releases on is known with cohort `newest`.
pub fn foresight_cases(
    policy: &Policy,
    kind: GroupKind,
    members: &[MemberCourse],
    newest: i32,
) -> Vec<ForesightCase> {
    let cohorts = members.iter().flat_map(|member| member.placed.keys().copied());
    let first = cohorts.min().unwrap_or(newest);
    let of_cohort = |cohort: i32| {
        let came = lows(policy, members, cohort + FORESIGHT_YEARS);
        let known = terms(kind, members, cohort).into_iter().zip(came);
        known.filter_map(|(terms, came)| Some(ForesightCase { terms: terms?, came: came? }))
    };
    (first..=newest - FORESIGHT_YEARS).flat_map(of_cohort).collect()
}

/// The coefficients, in the order of the formula, that cases of many cities give by themselves: what the centre of the prior was
/// taken from.
pub fn fit_foresight(cases: &[ForesightCase]) -> [f64; FORESIGHT_TERMS] {
    fit([0.0; TERMS], [UNKNOWN_SD; TERMS], cases)
}

/// Which members' placement was low in a cohort; `None` of fewer persons than are rated.
fn lows(policy: &Policy, members: &[MemberCourse], cohort: i32) -> Vec<Option<bool>> {
    let rates: Vec<Option<f64>> = members
        .iter()
        .map(|member| {
            let counts = member.came.get(&cohort)?;
            counts.rate().filter(|_| counts.of >= policy.rating.least_persons)
        })
        .collect();
    low_rates(&rates, policy.placement.below, policy.peers.lowest_share)
}

/// Which rates are low: below a limit, or among the lowest part of those that are known.
pub fn low_rates(rates: &[Option<f64>], below: f64, lowest_part: f64) -> Vec<Option<bool>> {
    let mut ranked: Vec<f64> = rates.iter().flatten().copied().collect();
    ranked.sort_by(f64::total_cmp);
    let edge = ranked.get((lowest_part * ranked.len() as f64) as usize);
    let edge = edge.copied().unwrap_or(0.0).max(below);
    rates.iter().map(|rate| rate.map(|rate| rate < edge)).collect()
}

/// A deviation from the group: the score, and its information.
#[derive(Debug, Clone, Copy, Default)]
struct Deviation {
    score: f64,
    information: f64,
}

impl Deviation {
    fn add(&mut self, other: Self) {
        self.score += other.score;
        self.information += other.information;
    }

    fn drawn(self) -> f64 {
        self.score / (self.information + DRAWN)
    }
}

/// The terms of every member as they are known with a cohort; `None` where the member does not know that cohort.
fn terms(kind: GroupKind, members: &[MemberCourse], newest: i32) -> Vec<Option<Terms>> {
    let placed = deviations(
        members,
        |member| &member.placed,
        |cohort| (cohort <= newest).then(|| RECENT.powi(newest - cohort)),
    );
    let matched = deviations(
        members,
        |member| &member.matched,
        |cohort| (newest - MATCH_COHORTS < cohort && cohort <= newest).then_some(1.0),
    );
    let mut programmes: BTreeMap<&ProgrammeCode, [Deviation; 2]> = BTreeMap::new();
    let mut classes: BTreeMap<ProgrammeClass, Deviation> = BTreeMap::new();
    for (member, (placed, matched)) in members.iter().zip(placed.iter().zip(&matched)) {
        let of_programme = programmes.entry(&member.programme).or_default();
        of_programme[0].add(*placed);
        of_programme[1].add(*matched);
        classes.entry(member.programme.class()).or_default().add(*matched);
    }
    let of_member = |(member, placed): (&MemberCourse, &Deviation)| {
        let persons = member.placed.get(&newest).map(|counts| counts.of)?;
        let [programme, matched] = programmes[&member.programme];
        let own = match kind {
            GroupKind::Places => placed.drawn(),
            GroupKind::Programmes => 0.0,
        };
        let class = classes[&member.programme.class()];
        let size = (persons + 5.0).ln();
        Some([1.0, own, programme.drawn(), matched.drawn(), class.drawn(), size])
    };
    members.iter().zip(&placed).map(of_member).collect()
}

/// How far each member lies from its group, over cohorts with the weights that they have.
fn deviations(
    members: &[MemberCourse],
    counts: impl Fn(&MemberCourse) -> &BTreeMap<i32, Counts>,
    weight: impl Fn(i32) -> Option<f64>,
) -> Vec<Deviation> {
    let mut totals: BTreeMap<i32, Counts> = BTreeMap::new();
    for (cohort, of_member) in members.iter().flat_map(&counts) {
        let total = totals.entry(*cohort).or_default();
        *total = *total + *of_member;
    }
    let of_member = |member: &MemberCourse| {
        let mut sum = Deviation::default();
        for (cohort, Counts { count, of }) in counts(member) {
            let (Some(weight), Some(rate)) = (weight(*cohort), totals[cohort].rate()) else {
                continue;
            };
            let (score, information) = (count - of * rate, of * rate * (1.0 - rate));
            sum.add(Deviation { score: weight * score, information: weight * information });
        }
        sum
    };
    members.iter().map(of_member).collect()
}

/// The mode of the coefficients of a logistic regression under a normal prior with independent parts, by Newton's method.
fn fit(centre: Terms, sd: Terms, cases: &[ForesightCase]) -> Terms {
    let mut coefficients = centre;
    for _ in 0..STEPS {
        let mut gradient: Terms =
            std::array::from_fn(|i| (centre[i] - coefficients[i]) / (sd[i] * sd[i]));
        let mut curvature = [[0.0; TERMS]; TERMS];
        for (i, row) in curvature.iter_mut().enumerate() {
            row[i] = 1.0 / (sd[i] * sd[i]);
        }
        for ForesightCase { terms, came } in cases {
            let p = logistic(dot(&coefficients, terms));
            let (error, weight) = (f64::from(u8::from(*came)) - p, p * (1.0 - p));
            for i in 0..TERMS {
                gradient[i] += error * terms[i];
                for j in 0..TERMS {
                    curvature[i][j] += weight * terms[i] * terms[j];
                }
            }
        }
        let step = solve(curvature, gradient);
        // A step of more than one in a coefficient leaves where the curve is like its tangent.
        let longest = step.iter().fold(1.0, |longest: f64, part| longest.max(part.abs()));
        coefficients = std::array::from_fn(|i| coefficients[i] + step[i] / longest);
        if step.iter().all(|part| part.abs() < 1e-9) {
            break;
        }
    }
    coefficients
}

/// Solves `A·x = b` for a symmetric positive definite `A`, by elimination.
fn solve(mut a: [[f64; TERMS]; TERMS], mut b: Terms) -> Terms {
    for i in 0..TERMS {
        for j in i + 1..TERMS {
            let factor = a[j][i] / a[i][i];
            let above = a[i];
            a[j].iter_mut().zip(above).for_each(|(below, above)| *below -= factor * above);
            b[j] -= factor * b[i];
        }
    }
    for i in (0..TERMS).rev() {
        let known: f64 = (i + 1..TERMS).map(|j| a[i][j] * b[j]).sum();
        b[i] = (b[i] - known) / a[i][i];
    }
    b
}

fn dot(a: &Terms, b: &Terms) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn member(programme: &str, rates: &[f64], persons: f64) -> MemberCourse {
        let counts = |rate: f64| Counts { count: (rate * persons).round(), of: persons };
        let placed = (2015..).zip(rates).map(|(cohort, rate)| (cohort, counts(*rate)));
        let placed: BTreeMap<i32, Counts> = placed.collect();
        let programme = ProgrammeCode::new(programme).unwrap();
        MemberCourse { programme, matched: placed.clone(), came: placed.clone(), placed }
    }

    /// Forty programmes of classes of their own: every tenth does badly in all cohorts.
    fn city(bad: f64) -> Vec<MemberCourse> {
        let rate = |n: usize| if n.is_multiple_of(10) { bad } else { 0.95 };
        (0..40).map(|n| member(&format!("{}01", 6100 + n), &[rate(n); 9], 60.0)).collect()
    }

    fn foreseen(members: &[MemberCourse]) -> Vec<f64> {
        let found = foresee(&Policy::default(), GroupKind::Programmes, members, 2023);
        found.into_iter().flatten().collect()
    }

    #[test]
    fn what_has_long_been_low_is_likely_to_be() {
        let found = foreseen(&city(0.7));
        for (n, probability) in found.iter().enumerate() {
            assert_eq!(*probability > 0.5, n.is_multiple_of(10), "{n}: {probability}");
        }
    }

    #[test]
    fn a_city_without_a_past_is_judged_by_the_prior_alone() {
        let now: Vec<MemberCourse> = (0..20)
            .map(|n| {
                let rate = if n == 0 { 0.6 } else { 0.95 };
                member(&format!("{}01", 6100 + n), &[rate], 40.0)
            })
            .collect();
        let found = foresee(&Policy::default(), GroupKind::Programmes, &now, 2015);
        let terms = terms(GroupKind::Programmes, &now, 2015);
        let expected = terms.iter().map(|t| t.map(|t| logistic(dot(&PROGRAMMES, &t))));
        let near = |(a, b): (&Option<f64>, Option<f64>)| (a.unwrap() - b.unwrap()).abs() < 1e-9;
        assert!(found.iter().zip(expected).all(near));
        assert!(found[0] > found[1]);
        assert_eq!(foresee(&Policy::default(), GroupKind::Programmes, &now, 2016), [None; 20]);
        assert!(foresee(&Policy::default(), GroupKind::Places, &[], 2023).is_empty());
    }

    /// Where nothing tells members apart, what came of them is their share: the intercept follows it.
    #[test]
    fn a_regression_of_nothing_but_its_intercept_gives_the_share() {
        let terms = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let cases: Vec<ForesightCase> =
            (0..400).map(|n: u32| ForesightCase { terms, came: n.is_multiple_of(4) }).collect();
        let found = fit_foresight(&cases);
        assert!((logistic(found[0]) - 0.25).abs() < 1e-4);
        assert_eq!(found[1..], [0.0; TERMS - 1]);
    }

    #[test]
    fn an_elimination_solves() {
        let mut a = [[0.0; TERMS]; TERMS];
        for (i, row) in a.iter_mut().enumerate() {
            for (j, value) in row.iter_mut().enumerate() {
                *value = if i == j { 4.0 } else { 1.0 / (1.0 + i.abs_diff(j) as f64) };
            }
        }
        let b = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let x = solve(a, b);
        assert!((0..TERMS).all(|i| (dot(&a[i], &x) - b[i]).abs() < 1e-12));
    }

    proptest! {
        #[test]
        fn probabilities_are_probabilities_whatever_the_past(
            rates in proptest::collection::vec(proptest::collection::vec(0.0..=1.0_f64, 1..9), 1..12),
            persons in 0.0..200.0_f64,
        ) {
            let members: Vec<MemberCourse> =
                rates.iter().enumerate().map(|(n, rates)| member(&format!("{}01", 6100 + n / 2), rates, persons)).collect();
            for kind in [GroupKind::Places, GroupKind::Programmes] {
                for found in foresee(&Policy::default(), kind, &members, 2020).into_iter().flatten() {
                    prop_assert!((0.0..=1.0).contains(&found));
                }
            }
        }

        #[test]
        fn the_worse_a_newest_cohort_the_likelier_a_low_one(rate in 0.5..0.9_f64) {
            let with = |rate: f64| {
                let mut members = city(0.7);
                members.push(member("620101", &[0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, rate], 60.0));
                *foreseen(&members).last().unwrap()
            };
            prop_assert!(with(rate - 0.1) > with(rate));
        }
    }
}
