//! Models against other packages, from figures that those wrote once; the version stands in the name
//! of each file. The series are those of the M4 competition in `datasets/panels`.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use talent_forecast::{Arima, ArimaOrder, Ets, Model};

fn here(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn m4() -> BTreeMap<String, Vec<f64>> {
    let file = File::open(here("../../datasets/panels/m4-yearly-train.csv.gz")).unwrap();
    let mut reader = csv::Reader::from_reader(GzDecoder::new(file));
    let mut series: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in reader.deserialize() {
        let (id, _, value): (String, u32, f64) = row.unwrap();
        series.entry(id).or_default().push(value);
    }
    series
}

/// Benches/peers/augurs writes the figures. The two differ where augurs adds `φ + φ` for the second
/// step of a damped trend and this crate, by the definition, `φ + φ²`.
#[test]
fn ets_agrees_with_augurs_within_one_per_cent() {
    let series = m4();
    let mut reader = csv::Reader::from_path(here("tests/fixtures/ets-augurs-0.10.3.csv")).unwrap();
    let mut expected: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in reader.deserialize() {
        let (id, _, mean): (String, u32, f64) = row.unwrap();
        expected.entry(id).or_default().push(mean);
    }
    let close = expected
        .iter()
        .filter(|(id, path)| {
            let ours = Ets.fit(&series[*id]).unwrap().path(path.len());
            ours.iter().zip(*path).all(|(a, b)| (a - b).abs() <= 0.01 * b.abs())
        })
        .count();
    assert!(expected.len() > 390);
    assert!(close as f64 >= 0.99 * expected.len() as f64, "{close} of {}", expected.len());
}

/// The best of three of its optimisers, by differenced series and exact likelihood.
#[test]
fn arima_finds_a_likelihood_as_good_as_statsmodels() {
    let series = m4();
    let path = here("tests/fixtures/arima-statsmodels-0.15.0.csv");
    let (mut compared, mut as_good) = (0_u32, 0_u32);
    for row in csv::Reader::from_path(path).unwrap().deserialize() {
        let (id, p, d, q, drift, deviance): (String, usize, usize, usize, u8, f64) = row.unwrap();
        let order = ArimaOrder { p, d, q, drift: drift == 1 };
        let fit = Arima { order: Some(order) }.fit(&series[&id]).unwrap();
        compared += 1;
        as_good += u32::from(fit.deviance < deviance + 0.02);
        assert!(fit.deviance < deviance + 3.0, "{id} {order:?} {} {deviance}", fit.deviance);
    }
    assert!(
        compared > 150 && f64::from(as_good) >= 0.98 * f64::from(compared),
        "{as_good} of {compared}"
    );
}
