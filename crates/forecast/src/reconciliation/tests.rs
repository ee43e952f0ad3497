//! Worked examples and identities of reconciliation.

use linfa_linalg::cholesky::InverseC as _;
use ndarray::{Array1, Array2};

use super::covariance::shrunk_covariance;
use super::{
    ErrorScale, Hierarchy, PositiveReconciliation, ReconcileError, Reconciliation, add_up_positive,
};

#[test]
fn adding_up_is_the_projection_where_little_is_missing() {
    let (total, parts, sds): (f64, [f64; 3], [f64; 3]) =
        (100.1, [50.0, 30.0, 20.0], [0.05, 0.2, 0.1]);
    let mut moved = parts;
    let whole = add_up_positive(total, &mut moved, (0.02, &sds));
    assert!((moved.iter().sum::<f64>() - whole).abs() < 1e-7);
    let of_parts = parts.iter().zip(sds).map(|(part, s)| (s * part).powi(2));
    let variances = std::iter::once((0.02 * total).powi(2)).chain(of_parts).collect();
    let hierarchy = Hierarchy::new(vec![vec![0, 1, 2], vec![0], vec![1], vec![2]]).unwrap();
    let linear = Reconciliation::new(hierarchy, &ErrorScale::Variance(variances)).unwrap();
    let linear = linear.apply(&[total, 50.0, 30.0, 20.0]).unwrap();
    for (moved, linear) in std::iter::once(&whole).chain(&moved).zip(&linear) {
        assert!((moved / linear - 1.0).abs() < 1e-5, "{moved} {linear}");
    }
}

/// Sites of two programmes at two schools, with a total: sums that cross.
fn crossed() -> Hierarchy {
    let sums = [vec![0, 1], vec![2, 3], vec![0, 2], vec![1, 3], vec![0, 1, 2, 3]];
    Hierarchy::new(sums.into_iter().chain((0..4).map(|b| vec![b])).collect()).unwrap()
}

#[test]
fn draws_near_the_middle_are_projected_and_all_add_up_above_zero() {
    let middle = [100.0, 60.0, 90.0, 70.0, 160.0, 60.0, 40.0, 30.0, 30.0];
    let sds = [0.1, 0.2, 0.1, 0.1, 0.05, 0.2, 0.3, 0.2, 0.4];
    let near: Vec<f64> =
        middle.iter().enumerate().map(|(i, m)| m * (1.0 + 0.001 * (i % 3) as f64)).collect();
    let by = PositiveReconciliation::new(crossed(), &middle, &sds).unwrap();
    let found = by.apply(&near);
    let variances = middle.iter().zip(sds).map(|(m, s)| (s * m).powi(2)).collect();
    let linear = Reconciliation::new(crossed(), &ErrorScale::Variance(variances)).unwrap();
    for (found, linear) in found.iter().zip(linear.apply(&near).unwrap()) {
        assert!((found / linear - 1.0).abs() < 2e-4, "{found} {linear}");
    }
    let far = [300.0, 10.0, 50.0, 90.0, 100.0, 5.0, 200.0, 0.0, 90.0];
    let found = by.apply(&far);
    let sums = [[5, 6], [7, 8], [5, 7], [6, 8]].map(|[a, b]| found[a] + found[b]);
    assert!(found[..4].iter().zip(sums).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?}");
    assert!((found[4] - found[0] - found[1]).abs() < 1e-9);
    assert!(found[5] > 0.0 && found[6] > 0.0 && found[7] == 0.0 && found[8] > 0.0);
}

/// At the least cost: the logarithm of what each site moved by, over its reach, is the sum of the prices of
/// its sums, so that of four sites of crossing sums the prices cancel.
#[test]
fn what_moves_moves_by_one_price_a_sum() {
    let middle = [100.0, 60.0, 90.0, 70.0, 160.0, 60.0, 40.0, 30.0, 30.0];
    let sds = [0.1, 0.2, 0.1, 0.1, 0.05, 0.2, 0.3, 0.2, 0.4];
    let by = PositiveReconciliation::new(crossed(), &middle, &sds).unwrap();
    let draw = [120.0, 55.0, 80.0, 100.0, 150.0, 50.0, 60.0, 25.0, 40.0];
    let found = by.apply(&draw);
    let price = |i: usize| (found[i] / draw[i]).ln() / (sds[i] * sds[i] * middle[i]);
    assert!((price(5) - price(6) - price(7) + price(8)).abs() < 1e-12);
    let known = [0.0; 9];
    let by = PositiveReconciliation::new(crossed(), &middle, &known).unwrap();
    assert_eq!(by.apply(&middle), middle);
}

#[test]
fn far_apart_they_still_add_up_and_stay_above_zero() {
    let mut parts = [1_000.0, 10.0, 0.0];
    let total = add_up_positive(100.0, &mut parts, (0.0, &[0.5, 2.0, 1.0]));
    assert_eq!(total, 100.0);
    assert!((parts.iter().sum::<f64>() - 100.0).abs() < 1e-6, "{parts:?}");
    assert!(parts[0] > 0.0 && parts[1] > 0.0 && parts[2] == 0.0);
    // At the least cost: what each has moved by is its variance times its size times one price.
    let price = |part: f64, before: f64, sd: f64| (part / before).ln() / (sd * sd * before);
    let (a, b) = (price(parts[0], 1_000.0, 0.5), price(parts[1], 10.0, 2.0));
    assert!((a / b - 1.0).abs() < 1e-6, "{a} {b}");
    let mut known = [3.0, 4.0];
    assert_eq!(add_up_positive(10.0, &mut known, (0.0, &[0.0, 0.0])), 10.0);
    assert_eq!(known, [3.0, 4.0]);
}

fn total_of_two() -> Hierarchy {
    Hierarchy::new(vec![vec![0, 1], vec![0], vec![1]]).unwrap()
}

fn tree() -> Hierarchy {
    let sums = [vec![0, 1, 2, 3], vec![0, 1], vec![2, 3]];
    Hierarchy::new(sums.into_iter().chain((0..4).map(|b| vec![b])).collect()).unwrap()
}

#[track_caller]
fn check(hierarchy: Hierarchy, scale: &ErrorScale, base: &[f64], expected: &[f64]) {
    let found = Reconciliation::new(hierarchy, scale).unwrap().apply(base).unwrap();
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() < 5e-5, "{found:?}");
    }
}

/// Oracle O5 of the methods, to the printed digits.
#[test]
fn the_worked_examples_hold() {
    let base = [100.0, 40.0, 50.0];
    check(total_of_two(), &ErrorScale::Equal, &base, &[96.6667, 43.3333, 53.3333]);
    check(total_of_two(), &ErrorScale::Structural, &base, &[95.0, 42.5, 52.5]);
    let variances = ErrorScale::Variance(vec![36.0, 4.0, 16.0]);
    check(total_of_two(), &variances, &base, &[93.5714, 40.7143, 52.8571]);
    let base = [200.0, 90.0, 120.0, 30.0, 50.0, 60.0, 50.0];
    let expected = [201.4286, 85.7143, 115.7143, 32.8571, 52.8571, 62.8571, 52.8571];
    check(tree(), &ErrorScale::Equal, &base, &expected);
    let expected = [200.0, 85.0, 115.0, 32.5, 52.5, 62.5, 52.5];
    check(tree(), &ErrorScale::Structural, &base, &expected);
}

/// The first form of the formula, with the inverse of `W` in both factors.
#[test]
fn both_forms_agree() {
    let errors: Vec<Vec<f64>> = (0..9_i32)
        .map(|t| (0..7_i32).map(|i| f64::from((t * (2 * i + 3) + i * i) % 11 - 5)).collect())
        .collect();
    let covariance = shrunk_covariance(&errors, 7).unwrap();
    let inverse = covariance.invc().unwrap();
    let sum =
        Array2::from_shape_fn((7, 4), |(i, b)| f64::from(u8::from(tree().parts[i].contains(&b))));
    let left = sum.t().dot(&inverse);
    let base = Array1::from_vec(vec![200.0, 90.0, 120.0, 30.0, 50.0, 60.0, 50.0]);
    let bottom = left.dot(&sum).invc().unwrap().dot(&left).dot(&base);
    let direct = sum.dot(&bottom);
    check(tree(), &ErrorScale::Shrunk(errors), base.as_slice().unwrap(), &direct.to_vec());
}

#[test]
fn what_adds_up_stays_and_a_series_of_zeros_too() {
    let variances = ErrorScale::Variance(vec![9.0, 4.0, 0.0]);
    check(total_of_two(), &variances, &[40.0, 40.0, 0.0], &[40.0, 40.0, 0.0]);
    check(total_of_two(), &variances, &[50.0, 40.0, 0.0], &[43.0769, 43.0769, 0.0]);
    let none = ErrorScale::Variance(vec![0.0; 3]);
    check(total_of_two(), &none, &[0.0; 3], &[0.0; 3]);
}

/// No other non-negative point of a lattice lies closer.
#[test]
fn non_negative_forecasts_are_the_closest_ones() {
    let variances = [9.0, 4.0, 16.0, 1.0, 2.0, 3.0, 1.5];
    let scale = ErrorScale::Variance(variances.to_vec());
    let by = Reconciliation::new(tree(), &scale).unwrap();
    for base in [
        [2.0, -6.0, 9.0, -4.0, 1.0, 5.0, 2.0],
        [10.0, 3.0, 6.0, 4.0, -3.0, -2.0, 9.0],
        [-5.0, -1.0, -2.0, -1.0, -1.0, 1.0, -3.0],
    ] {
        let found = by.apply_non_negative(&base).unwrap();
        assert!(found.iter().all(|value| *value >= 0.0));
        assert!((found[0] - found[1] - found[2]).abs() < 1e-9);
        let distance = |y: &[f64]| -> f64 {
            let parts = y.iter().zip(&base).zip(&variances);
            parts.map(|((y, base), v)| (y - base).powi(2) / v).sum()
        };
        let least = distance(&found);
        let lattice =
            |at: usize, i: usize| (found[3 + at] + [-0.3, -0.05, 0.0, 0.05, 0.3][i]).max(0.0);
        for code in 0..625 {
            let b: Vec<f64> =
                (0..4).map(|at| lattice(at, code / 5_usize.pow(at as u32) % 5)).collect();
            let y = [b.iter().sum(), b[0] + b[1], b[2] + b[3], b[0], b[1], b[2], b[3]];
            assert!(distance(&y) >= least - 1e-9, "{found:?} {y:?}");
        }
    }
}

#[test]
fn a_wrong_hierarchy_is_refused_by_name() {
    let parts = |parts: &[&[usize]]| {
        Hierarchy::new(parts.iter().map(|summed| summed.to_vec()).collect())
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(parts(&[&[0, 0], &[0]]), ReconcileError::Parts { series: 1 });
    assert_eq!(parts(&[&[0, 1], &[0]]), ReconcileError::Bottom { bottom: 2, times: 0 });
    let twice = Hierarchy::new(vec![vec![0, 1], vec![0, 1], vec![0], vec![1]]).unwrap();
    let by = Reconciliation::new(twice, &ErrorScale::Structural);
    assert!(by.is_ok(), "two forecasts of one sum are two opinions of it");
    let by = Reconciliation::new(total_of_two(), &ErrorScale::Equal).unwrap();
    assert_eq!(by.apply(&[1.0]), Err(ReconcileError::Length { got: 1, series: 3 }));
}
