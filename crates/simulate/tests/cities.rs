//! Twenty cities: what is true of them is varied and adds up.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::collections::BTreeMap;

use talent_simulate::{BASE, BalanceClass, HORIZON, SimulatedCity, simulate};

fn cities() -> impl Iterator<Item = SimulatedCity> {
    (1..=20).map(simulate)
}

/// The text of a file.
fn text<'a>(city: &'a SimulatedCity, name: &str) -> &'a str {
    &city.files.iter().find(|file| file.name == name).unwrap().text
}

/// Graduates of a year by programme code, as reported.
fn graduates(city: &SimulatedCity, year: &str) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    for row in text(city, "T1-destinations.csv").lines().skip(2) {
        let cells: Vec<&str> = row.split(',').collect();
        if cells[4] == year {
            *sums.entry(cells[2].to_owned()).or_default() += cells[5].parse::<f64>().unwrap();
        }
    }
    sums
}

#[test]
fn every_class_is_common_and_none_is_the_rule() {
    let programmes = cities().flat_map(|city| city.truth.programmes);
    let classes: Vec<BalanceClass> = programmes.filter_map(|programme| programme.class()).collect();
    for class in BalanceClass::ALL {
        let count = classes.iter().filter(|true_class| **true_class == class).count();
        let share = count as f64 / classes.len() as f64;
        assert!((0.08..=0.35).contains(&share), "{class:?} {share}");
    }
}

#[test]
fn cities_and_programmes_are_of_plausible_size() {
    let mut sizes = Vec::new();
    for city in cities() {
        let (programmes, classes) = (city.truth.programmes.len(), city.truth.classes.len());
        assert!((25..=45).contains(&programmes), "{} {programmes}", city.seed);
        assert!((10..=18).contains(&classes), "{} {classes}", city.seed);
        let schools = text(&city, "C1-schools.csv").lines().count() - 2;
        assert!((8..=14).contains(&schools), "{} {schools}", city.seed);
        sizes.extend(graduates(&city, "2022").into_values());
    }
    let plausible = sizes.iter().filter(|size| (15.0..=450.0).contains(*size)).count();
    assert!(plausible * 100 >= sizes.len() * 97, "{plausible} of {}", sizes.len());
}

/// What has been says something of what comes, but not all.
#[test]
fn the_past_tells_a_part_of_the_future() {
    let logarithms: Vec<(f64, f64)> = cities()
        .flat_map(|city| city.truth.programmes)
        .filter_map(|p| Some((p.of_base_window()?.ln(), p.to_come()?.ln())))
        .filter(|(before, after)| before.is_finite() && after.is_finite())
        .collect();
    let count = logarithms.len() as f64;
    let mean = |read: &dyn Fn(&(f64, f64)) -> f64| logarithms.iter().map(read).sum::<f64>() / count;
    let (before, after) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    let product = mean(&|pair| (pair.0 - before) * (pair.1 - after));
    let spread = mean(&|pair| (pair.0 - before).powi(2)) * mean(&|pair| (pair.1 - after).powi(2));
    let correlation = product / spread.sqrt();
    assert!((0.2..0.8).contains(&correlation), "{correlation}");
}

#[test]
fn classes_are_the_sums_of_their_programmes() {
    let city = simulate(3);
    for class in &city.truth.classes {
        for (position, year) in class.years.iter().enumerate() {
            let of_class = city.truth.programmes.iter().filter(|p| p.code.starts_with(&class.code));
            let (demand, entrants) = of_class.fold((0.0, 0.0), |sums, programme| {
                let part = programme.years[position];
                (sums.0 + part.demand, sums.1 + part.entrants)
            });
            assert_eq!((year.demand, year.entrants), (demand, entrants));
        }
    }
    assert_eq!(city.truth.classes[0].years.last().unwrap().year, BASE + HORIZON);
}

/// A school that is late, one that places everybody, a programme that closes, one that is new, one that had another code.
#[test]
fn reports_have_the_faults_of_reports() {
    for city in cities() {
        let rows = |name: &str| -> Vec<Vec<String>> {
            let rows = text(&city, name).lines().skip(2);
            rows.map(|row| row.split(',').map(str::to_owned).collect()).collect()
        };
        let (schools, destinations) = (rows("C1-schools.csv"), rows("T1-destinations.csv"));
        let of = |code: &str, year: &str| destinations.iter().any(|r| r[0] == code && r[4] == year);
        let late = schools.iter().filter(|s| of(&s[0], "2022") && !of(&s[0], "2023")).count();
        assert_eq!(late, 1, "seed {}", city.seed);
        let seeks = |code: &str| destinations.iter().any(|r| r[0] == code && r[9] != "0");
        assert!(schools.iter().any(|school| of(&school[0], "2022") && !seeks(&school[0])));
        let programmes = rows("T3-programmes.csv");
        for state in ["新增", "停招", "在招"] {
            assert!(programmes.iter().any(|row| row[5] == state), "seed {} {state}", city.seed);
        }
        assert!(programmes.iter().any(|row| row[2].starts_with("19") && row[4] == "2020"));
        assert!(!programmes.iter().any(|row| row[2].starts_with("19") && row[4] == "2021"));
    }
}

#[test]
fn another_seed_makes_another_city() {
    assert_eq!(simulate(5), simulate(5));
    assert_ne!(simulate(5).files, simulate(6).files);
    let files = simulate(5).files;
    assert!(files.iter().all(|file| talent_simulate::FILE_NAMES.contains(&file.name)));
    assert!(files.iter().all(|file| file.text.contains("模拟")));
}
