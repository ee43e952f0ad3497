//! Twenty cities: what is true of them is varied and adds up.

#![allow(clippy::unwrap_used, reason = "tests may")]

use std::collections::BTreeMap;

use talent_simulate::{BASE, BalanceClass, SimulatedCity, simulate};

fn cities() -> impl Iterator<Item = SimulatedCity> {
    (1..=20).map(simulate)
}

#[test]
fn every_class_is_common_but_none_is_the_rule() {
    let mut counts: BTreeMap<BalanceClass, f64> = BTreeMap::new();
    for city in cities() {
        let mut of_city: BTreeMap<BalanceClass, usize> = BTreeMap::new();
        for class in city.truth.programmes.iter().filter_map(|programme| programme.class()) {
            *counts.entry(class).or_default() += 1.0;
            *of_city.entry(class).or_default() += 1;
        }
        let logs: Vec<f64> = city
            .truth
            .programmes
            .iter()
            .filter_map(|p| p.to_come())
            .filter(|r| r.is_finite() && *r > 0.0)
            .map(f64::ln)
            .collect();
        let m = logs.iter().sum::<f64>() / logs.len() as f64;
        let sd = (logs.iter().map(|l| (l - m).powi(2)).sum::<f64>() / logs.len() as f64).sqrt();
        let tot = |y: i32| {
            let (d, e) = city
                .truth
                .programmes
                .iter()
                .flat_map(|p| p.years.iter().filter(move |t| t.year == y))
                .fold((0.0, 0.0), |a, t| (a.0 + t.demand, a.1 + t.entrants));
            format!("{d}/{e}")
        };
        println!("   t {:?}", [2016, 2018, 2020, 2022, 2023, 2024, 2025, 2026, 2027].map(tot));
        println!(
            "{} progs {} classes {} mean {m:.2} sd {sd:.2} {of_city:?}",
            city.seed,
            city.truth.programmes.len(),
            city.truth.classes.len()
        );
    }
    let all: f64 = counts.values().sum();
    println!("{:?}", counts.iter().map(|(c, n)| (c, 100.0 * n / all)).collect::<Vec<_>>());
    for class in BalanceClass::ALL {
        let share = counts[&class] / all;
        assert!((0.08..=0.35).contains(&share), "{class:?} {share}");
    }
}

#[test]
fn cities_and_programmes_are_of_plausible_size() {
    for city in cities() {
        println!(
            "   len {} bytes {}",
            city.files.len(),
            city.files.iter().map(|f| f.text.len()).sum::<usize>()
        );
        let (programmes, classes) = (city.truth.programmes.len(), city.truth.classes.len());
        assert!(
            (25..=45).contains(&programmes) && (10..=18).contains(&classes),
            "{programmes} {classes}"
        );
    }
    let mut sizes = vec![];
    let mut pl = vec![];
    for city in cities() {
        let t1 = &city.files.iter().find(|f| f.name == "T1-destinations.csv").unwrap().text;
        let mut by: BTreeMap<String, f64> = BTreeMap::new();
        for line in t1.lines().skip(2) {
            let c: Vec<&str> = line.split(',').collect();
            if c[4] == "2022" {
                *by.entry(c[2].into()).or_default() += c[5].parse::<f64>().unwrap();
            }
        }
        sizes.extend(by.values().copied());
        for y in city.placement.values() {
            if let Some(p) = y.get(&2022) {
                pl.push(*p)
            }
        }
    }
    sizes.sort_by(f64::total_cmp);
    pl.sort_by(f64::total_cmp);
    for q in [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999] {
        println!(
            "{q} size {} placement {:.3}",
            sizes[(q * sizes.len() as f64) as usize],
            pl[(q * pl.len() as f64) as usize]
        );
    }
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
    assert_eq!(city.truth.classes[0].years.last().unwrap().year, BASE + 4);
}

#[test]
fn another_seed_makes_another_city() {
    assert_eq!(simulate(5), simulate(5));
    assert_ne!(simulate(5).files, simulate(6).files);
}
