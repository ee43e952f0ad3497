//! Identities of the likelihood and of the paths.

use super::*;

const Y: [f64; 12] =
    [120.0, 126.0, 131.0, 129.0, 138.0, 142.0, 150.0, 149.0, 157.0, 163.0, 160.0, 171.0];

fn order(p: usize, d: usize, q: usize, drift: bool) -> ArimaOrder {
    ArimaOrder { p, d, q, drift }
}

/// The density of the whole series by its covariance matrix, term by term.
#[test]
fn the_likelihood_is_the_density_of_the_whole_series() {
    let terms = Terms { phi: [0.5, -0.3], theta: [0.4, 0.2] };
    let w: Vec<f64> = Y.iter().map(|value| (value - 140.0) / 10.0).collect();
    let n = w.len();
    // Autocovariances by the moving-average form, cut where its terms are tiny.
    let mut psi = vec![0.0; 400];
    for k in 0..psi.len() {
        let ar = |lag: usize| if k >= lag { psi[k - lag] } else { 0.0 };
        let ma = [1.0, terms.theta[0], terms.theta[1]].get(k).copied().unwrap_or(0.0);
        psi[k] = terms.phi[0] * ar(1) + terms.phi[1] * ar(2) + ma;
    }
    let covariance = |lag: usize| psi.iter().zip(&psi[lag..]).map(|(a, b)| a * b).sum::<f64>();
    // ln|Γ| and w'Γ⁻¹w by Cholesky.
    let mut lower = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = covariance(i - j) - sum;
            lower[i][j] = if i == j { rest.sqrt() } else { rest / lower[j][j] };
        }
    }
    let (mut solved, mut logs) = (Vec::new(), 0.0);
    for i in 0..n {
        let sum: f64 = (0..i).map(|k| lower[i][k] * solved[k]).sum();
        solved.push((w[i] - sum) / lower[i][i]);
        logs += 2.0 * lower[i][i].ln();
    }
    let variance = solved.iter().map(|z| z * z).sum::<f64>() / n as f64;
    let direct = n as f64 * (std::f64::consts::TAU * variance).ln() + n as f64 + logs;
    let (found, _) = terms.deviance(&w, false);
    assert!((found - direct).abs() < 1e-8, "{found} {direct}");
}

#[test]
fn a_random_walk_stays_and_its_drift_goes_on() {
    let walk = Arima { order: Some(order(0, 1, 0, false)) }.fit(&Y).unwrap();
    assert_eq!(walk.path(2), [171.0, 171.0]);
    let drift = Arima { order: Some(order(0, 1, 0, true)) }.fit(&Y).unwrap();
    assert!((drift.mean - 51.0 / 11.0).abs() < 1e-9);
    assert!((drift.path(2)[1] - (171.0 + 102.0 / 11.0)).abs() < 1e-9);
    let line = Arima { order: Some(order(0, 2, 0, false)) }.fit(&Y).unwrap();
    assert_eq!(line.path(2), [182.0, 193.0]);
}

#[test]
fn a_mean_is_returned_to() {
    let y: Vec<f64> = (0..40).map(|t| 50.0 + f64::from((t * 7919) % 13)).collect();
    let fit = Arima::default().fit(&y).unwrap();
    assert_eq!(fit.order.d, 0);
    let mean = y.iter().sum::<f64>() / 40.0;
    assert!((fit.path(20)[19] - mean).abs() < 1.0);
}

#[test]
fn residual_and_fitted_value_make_the_value() {
    for d in 0..3 {
        let fit = Arima { order: Some(order(1, d, 1, false)) }.fit(&Y).unwrap();
        assert_eq!(fit.fitted().len(), Y.len());
        assert_eq!(&fit.fitted()[..d], &Y[..d]);
    }
    assert!(Arima { order: Some(order(2, 1, 2, true)) }.fit(&Y[..6]).is_err());
}

#[test]
fn a_constant_stays() {
    assert_eq!(Arima::default().fit(&[4.0; 9]).unwrap().path(2), [4.0, 4.0]);
}
