//! A simulated city goes the whole way: its files are taken in without an error, and a run on them succeeds.

use talent_domain::Codebook;
use talent_ingest::{InputFile, Unlikely, check_files};
use talent_outlook::Outlook;
use talent_pipeline::{Assumptions, outlook_of_files};
use talent_simulate::{SimulatedCity, simulate};
use talent_warning::Policy;
use talent_workspace::Config;

fn files(city: &SimulatedCity) -> Vec<InputFile<'_>> {
    let files = city.files.iter();
    files.map(|file| InputFile { name: file.name, bytes: file.text.as_bytes() }).collect()
}

fn outlook(city: &SimulatedCity) -> Outlook {
    let mut config = Config::parse(Config::TEMPLATE).unwrap();
    config.run.draws = 100;
    let policy = Policy::parse(Policy::DEFAULT).unwrap();
    let assumptions = Assumptions::parse(Assumptions::DEFAULT).unwrap();
    outlook_of_files(&files(city), &config, &policy, &assumptions, None).unwrap()
}

#[test]
fn the_files_of_twenty_cities_have_no_errors() {
    for seed in 1..=20 {
        let city = simulate(seed);
        let unlikely = Unlikely::Refuse { this_year: 2024 };
        let checked = check_files(&files(&city), &Codebook::default(), &[], unlikely);
        let first: Vec<_> = checked.findings.iter().take(3).collect();
        assert!(checked.is_clean(), "seed {seed}: {first:#?}");
    }
}

#[test]
fn the_truth_is_no_template() {
    let text = simulate(1).truth.to_csv("真实情况");
    let file = [InputFile { name: "truth.csv", bytes: text.as_bytes() }];
    let checked = check_files(&file, &Codebook::default(), &[], Unlikely::Confirmed);
    assert!(!checked.is_clean() && checked.observations.is_empty());
}

#[test]
fn a_run_finds_the_programmes_of_a_simulated_city() {
    let city = simulate(2);
    let outlook = outlook(&city);
    assert!(outlook.meta.simulated && outlook.meta.base_year.number() == talent_simulate::BASE);
    let found = city.truth.programmes.iter().filter(|p| outlook.programme(&p.code).is_some());
    assert!(found.count() * 10 > city.truth.programmes.len() * 8);
    for programme in &outlook.programmes {
        assert!(city.truth.programmes.iter().any(|truth| truth.code == programme.code.as_str()));
        assert!(programme.balance.demand.median.is_some());
    }
    // A school has not reported the base year, and figures stand under a former code.
    assert!(!outlook.missing.is_empty());
}
