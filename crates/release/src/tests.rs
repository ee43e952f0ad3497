//! The statistical model on a small city whose every figure stands in the test.

mod changes;
mod surroundings;

use std::collections::BTreeSet;

use talent_domain::{
    AgeRow, Measure, OccupationEntry, ProgrammeClass, RateDefinition, StaffingRow, TemplateCode,
};
use talent_facts::small_city::{BuiltCity, SmallCity, cell, industry, year};
use talent_market::{Band, BandEdges, Block};

use crate::{
    Assumptions, BaseWindow, Intake, OccupationInputs, Occupations, Outcome, ReleaseRequest,
    Scenario, Settings, base_year, draws_by_place, release, supplies, unknown_rates,
    years_to_recruit,
};

/// Two programmes of one class at two schools, two sections, six years of students and twelve of employment.
fn city() -> SmallCity {
    let mut city = SmallCity::new()
        .link("7102", "I", 1)
        .link("7102", "C", 2)
        .link("6605", "C", 1)
        .employment(Some("C"), 2012, &[9_000.0; 12])
        .employment(Some("I"), 2012, &[1_000.0; 12])
        .employment(None, 2012, &[10_000.0; 12]);
    for (i, year) in (2018..=2023).enumerate() {
        let more = i as f64;
        city = city
            .students("SCH1", "710201", year, [40.0 + more, 38.0, 36.0])
            .students("SCH2", "710201", year, [20.0, 19.0, 18.0])
            .students("SCH1", "660501", year, [30.0, 29.0, 28.0]);
        if year > 2018 {
            city = city
                .cohort("SCH1", "710201", year, [35.0, 20.0, 5.0])
                .cohort("SCH2", "710201", year, [17.0, 10.0, 2.0])
                .cohort("SCH1", "660501", year, [27.0, 20.0, 1.0]);
        }
    }
    city
}

/// Four years ahead, on the cohorts of 2019 to 2021.
fn settings() -> Settings {
    let window = BaseWindow { first: year(2019), last: year(2021) };
    let edges = BandEdges::default();
    Settings { horizon: 4, draws: 300, seed: 7, window, edges }
}

fn assumptions() -> Assumptions {
    Assumptions::parse(Assumptions::DEFAULT).unwrap()
}

fn outcome_of(city: &BuiltCity, settings: Settings) -> Outcome {
    let (facts, assumptions) = (city.facts(), assumptions());
    let request = ReleaseRequest { facts: &facts, assumptions: &assumptions, settings };
    let base = base_year(&facts).unwrap();
    let employment = request.employment(base).unwrap();
    release(&request, &employment, base, &Scenario::default(), true).unwrap()
}

fn position(outcome: &Outcome, programme: &str) -> usize {
    let is_it = |supply: &crate::Supply| supply.programme.as_str() == programme;
    outcome.supplies.iter().position(is_it).unwrap()
}

fn mean(outcome: &Outcome, read: impl Fn(&talent_market::DrawOutcome) -> f64) -> f64 {
    outcome.outcomes.iter().map(read).sum::<f64>() / outcome.outcomes.len() as f64
}

#[test]
fn every_draw_balances_and_its_parts_add_up() {
    let outcome = outcome_of(&city().build(), settings());
    for draw in &outcome.outcomes {
        for balance in &draw.balances {
            assert!((balance.supply - balance.demand - balance.gap).abs() < 1e-9);
            assert!(balance.supply >= 0.0 && balance.demand >= 0.0);
        }
    }
    for path in &outcome.paths {
        for (year, row) in (path.start.number()..).zip(&path.units) {
            let total: f64 = row.iter().sum();
            assert!(year > 2023 || (total - 10_000.0).abs() < 1e-6, "{year}: {total}");
        }
    }
    for shares in &outcome.drivers {
        let sum: f64 = shares.iter().map(|(_, share)| share).sum();
        assert!((sum - 1.0).abs() < 1e-9 || sum == 0.0);
    }
    assert_eq!(outcome.gains.len(), Block::ALL.len() - 1);
    for gain in &outcome.gains {
        assert!(gain.width_before > 0.0 && gain.width_before == outcome.gains[0].width_before);
        assert!(gain.width_after >= 0.0 && gain.loss_after >= 0.0);
    }
    assert!(outcome.gains[0].width_fall() > 0.0, "{:?}", outcome.gains[0]);
}

#[test]
fn the_same_seed_gives_the_same_outcome_on_any_number_of_threads() {
    let built = city().build();
    let single = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let alone = single.install(|| outcome_of(&built, settings()));
    assert_eq!(alone.outcomes, outcome_of(&built, settings()).outcomes);
    let other = outcome_of(&built, Settings { seed: 8, ..settings() });
    assert_ne!(alone.outcomes, other.outcomes);
}

#[test]
fn a_project_of_a_county_raises_demand_and_is_an_origin_of_it() {
    let without = outcome_of(&city().build(), settings());
    let with = outcome_of(&city().event("141002", "I", 2025, 400.0).build(), settings());
    let p = position(&with, "710201");
    let demand = |outcome: &Outcome| mean(outcome, |draw| draw.balances[p].demand);
    assert!(demand(&with) > demand(&without) + 1.0, "{} {}", demand(&with), demand(&without));
    let events = |outcome: &Outcome, p: usize| {
        let rows = &outcome.demand_origins[outcome.class_of(p)].rows;
        rows.iter().filter(|row| row.list == TemplateCode::P3).count()
    };
    assert_eq!((events(&with, p), events(&without, p)), (1, 0));
    // Section I is no section that cooking serves.
    assert_eq!(events(&with, position(&with, "660501")), 0);
}

#[test]
fn ages_and_links_are_origins_of_the_demand_that_they_move() {
    let band = |code: Option<&str>, from, exits| AgeRow {
        industry: code.map(industry),
        ages: (from, from + 9),
        workers: 100.0,
        exits,
        cell: cell("P4"),
    };
    let built = city().lists(|lists| {
        lists.ages.extend([
            band(None, 20, Some(1.0)),
            band(Some("I"), 20, None),
            band(Some("B"), 20, None),
        ]);
    });
    let outcome = outcome_of(&built.build(), settings());
    let rows = |programme: &str, list| {
        let rows = &outcome.demand_origins[outcome.class_of(position(&outcome, programme))].rows;
        rows.iter().filter(|row| row.list == list).map(|row| row.row).collect::<Vec<_>>()
    };
    assert_eq!(rows("710201", TemplateCode::P4), [0, 1], "all industries, and I; not B");
    assert_eq!(rows("710201", TemplateCode::C5), [0, 1]);
    assert_eq!(rows("660501", TemplateCode::C5), [2]);
}

#[test]
fn supply_follows_the_students_at_school_through_their_grades() {
    let built = city().build();
    let (facts, assumptions) = (built.facts(), assumptions());
    let found = supplies(&facts, year(2023), 4, &assumptions);
    let cooking = found.iter().find(|s| s.programme.as_str() == "660501").unwrap();
    // The last grade leaves first.
    let students: Vec<f64> = cooking.inputs.enrolled.iter().map(|(n, _)| *n).collect();
    assert_eq!(students, [28.0, 29.0, 30.0]);
    let ahead: Vec<usize> = cooking.inputs.enrolled.iter().map(|(_, rates)| rates.len()).collect();
    assert_eq!(ahead, [1, 2, 3]);
    assert_eq!(years_to_recruit(&found, 4), 1);
    let completion =
        cooking.rates.iter().find(|rate| rate.definition == RateDefinition::Completion).unwrap();
    assert_eq!((completion.counted.count, completion.counted.of), (27.0, 28.0));
    // Further study, matches and local jobs are in no table of this city.
    let unknown: Vec<RateDefinition> =
        unknown_rates(&found).iter().map(|rate| rate.definition).collect();
    let expected = [RateDefinition::FurtherStudy, RateDefinition::Retention, RateDefinition::Match];
    assert_eq!(unknown, expected);
}

#[test]
fn a_cohort_that_its_school_has_not_reported_after_is_not_counted_as_lost() {
    // The second school stops reporting graduates: completion is that of the first.
    let late = city().build();
    let observations = late.panel.observations().iter().filter(|o| {
        let is_second = o.key.school.code().is_some_and(|code| code.as_str() == "SCH2");
        !(is_second && o.measure == Measure::Graduates && o.year == year(2023))
    });
    let panel = talent_panel::Panel::new(observations.cloned());
    let late = BuiltCity { panel, ..late };
    let found = supplies(&late.facts(), year(2023), 4, &assumptions());
    let computing = found.iter().find(|s| s.programme.as_str() == "710201").unwrap();
    let completion =
        computing.rates.iter().find(|rate| rate.definition == RateDefinition::Completion).unwrap();
    assert_eq!((completion.counted.count, completion.counted.of), (35.0, 36.0));
}

#[test]
fn openings_of_a_section_go_to_the_classes_that_serve_it() {
    let built = city().build();
    let assumptions = assumptions();
    let class = |code| ProgrammeClass::new(code).unwrap();
    let sections = [industry("C"), industry("I")];
    let occupations = Occupations::new(&OccupationInputs {
        codes: &built.codes,
        level: talent_domain::EducationLevel::Secondary,
        sections: &sections,
        employed: &[9_000.0, 1_000.0],
        offered: &[class("7102"), class("6605"), class("7501")].into(),
        base: year(2023),
        assumptions: &assumptions,
    })
    .unwrap();
    assert_eq!(occupations.classes, [class("6605"), class("7102"), class("7501")]);
    let shares = occupations.to_classes();
    // All openings of I at the level are for its one class.
    let level_share = assumptions.sections[&industry("I")].level_share;
    assert!((shares[1][1] - level_share).abs() < 1e-12);
    for row in 0..2 {
        let sum: f64 = occupations.bridge.row(row).iter().sum();
        assert!((sum - 1.0).abs() < 1e-12, "a row of the bridge divides one opening");
        assert_eq!(occupations.bridge.row(row)[2], 0.0, "no list links the third class");
    }
}

#[test]
fn a_staffing_pattern_without_links_is_refused_and_parameters_are_taken_from_it() {
    let pattern = |lists: &mut talent_domain::Codebook| {
        lists.staffing.push(StaffingRow {
            industry: industry("I"),
            occupation: "2-02".to_owned(),
            name: "程序员".to_owned(),
            share: 1.0,
            drift: 1.0,
            cell: cell("C8"),
        });
        let (name, exit_rate, level_share) = ("程序员".to_owned(), 0.05, 0.5);
        let entry = OccupationEntry { name, exit_rate, level_share, cell: cell("P1") };
        lists.occupations.insert("2-02".to_owned(), entry);
    };
    let built = city().lists(pattern).build();
    let (facts, assumptions) = (built.facts(), assumptions());
    let request = ReleaseRequest { facts: &facts, assumptions: &assumptions, settings: settings() };
    let employment = request.employment(year(2023)).unwrap();
    let refused = release(&request, &employment, year(2023), &Scenario::default(), false);
    assert_eq!(refused.unwrap_err(), crate::ReleaseError::NoOccupationLinks);
}

#[test]
fn entrants_to_come_add_up_and_quotas_hold() {
    let built = city()
        .figure("SCH1", "660501", Measure::PlannedIntake, 2023, 30.0)
        .figure("SCH1", "660501", Measure::PlannedIntake, 2024, 60.0)
        .build();
    let facts = built.facts();
    let found = supplies(&facts, year(2023), 4, &assumptions());
    let intake = Intake::new(&facts, &found, year(2023), 1).unwrap().unwrap();
    let mut rng = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(1);
    for _ in 0..50 {
        let draw = intake.draw(talent_market::Held::Nothing, 1.0, &mut rng);
        for (p, of_programme) in draw.programmes.iter().enumerate() {
            let places = intake.places.iter().zip(&draw.places);
            let sum: f64 =
                places.filter(|(place, _)| place.programme == p).map(|(_, n)| n[0]).sum();
            assert!((sum - of_programme[0]).abs() < 1e-6 * (1.0 + sum));
        }
        let cooking = found.iter().position(|s| s.programme.as_str() == "660501").unwrap();
        // The quota of 2023 was filled to the last seat.
        assert!((draw.programmes[cooking][0] - 60.0).abs() < 1e-6);
    }
}

#[test]
fn places_of_a_programme_add_up_to_its_draws() {
    let built = city().build();
    let facts = built.facts();
    let outcome = outcome_of(&built, settings());
    let places = draws_by_place(&facts, &outcome, settings().seed);
    let p = position(&outcome, "710201");
    let of_programme: Vec<_> = places.iter().filter(|place| place.programme == p).collect();
    assert_eq!(of_programme.len(), 2);
    for (draw, outcome) in outcome.outcomes.iter().enumerate() {
        for (cohort, graduates) in outcome.graduates[p].iter().enumerate() {
            let sum: f64 = of_programme.iter().map(|place| place.graduates[draw][cohort]).sum();
            assert!((sum - graduates).abs() < 1e-6 * (1.0 + graduates));
        }
    }
}

/// Newcomers' openings of every programme in every draw.
fn demands(outcome: &Outcome) -> Vec<Vec<f64>> {
    let of_draw = |draw: &talent_market::DrawOutcome| {
        draw.balances.iter().map(|balance| balance.demand).collect()
    };
    outcome.outcomes.iter().map(of_draw).collect()
}

#[test]
fn demand_does_not_follow_students_and_graduates_after_the_base_window() {
    let before = outcome_of(&city().build(), settings());
    let mut more = city();
    for year in [2022, 2023] {
        more = more.students("SCH3", "710201", year, [200.0, 180.0, 170.0]).cohort(
            "SCH3",
            "710201",
            year,
            [170.0, 90.0, 60.0],
        );
    }
    let after = outcome_of(&more.build(), settings());
    assert!(demands(&before) == demands(&after), "demand moved");
    let p = position(&before, "710201");
    let supply = |outcome: &Outcome| mean(outcome, |draw| draw.balances[p].supply);
    assert!(supply(&after) > 2.0 * supply(&before));
}

#[test]
fn demand_does_not_follow_a_school_that_stops_reporting() {
    let whole = city().build();
    let observations = whole.panel.observations().iter().filter(|o| {
        let is_second = o.key.school.code().is_some_and(|code| code.as_str() == "SCH2");
        !(is_second && o.year > year(2021))
    });
    let panel = talent_panel::Panel::new(observations.cloned());
    let without = BuiltCity { panel, ..whole.clone() };
    let (before, after) = (outcome_of(&whole, settings()), outcome_of(&without, settings()));
    assert!(demands(&before) == demands(&after), "demand moved");
}

#[test]
fn a_programme_without_graduates_in_the_window_has_no_share_and_takes_none() {
    let before = outcome_of(&city().build(), settings());
    let opened = city().students("SCH1", "710202", 2022, [60.0, 0.0, 0.0]).students(
        "SCH1",
        "710202",
        2023,
        [60.0, 58.0, 0.0],
    );
    let after = outcome_of(&opened.build(), settings());
    let (old, new) = (position(&after, "710201"), position(&after, "710202"));
    assert!(after.classes.observed[old] && !after.classes.observed[new]);
    let class = after.class_of(new);
    for (draw, earlier) in after.outcomes.iter().zip(&before.outcomes) {
        let demand = earlier.balances[position(&before, "710201")].demand;
        assert_eq!((draw.balances[old].demand, draw.balances[new].demand), (demand, 0.0));
        let supply = draw.balances[old].supply + draw.balances[new].supply;
        assert!((draw.class_balances[class].supply - supply).abs() < 1e-9);
        assert_eq!(draw.class_balances[class].demand, demand);
    }
}

/// The bands of all programmes.
fn bands(outcome: &Outcome) -> Vec<Band> {
    let of = |p: usize| BandEdges::default().band(outcome.expected(|draw| &draw.balances[p]).sdr);
    (0..outcome.supplies.len()).map(of).collect()
}

/// The city with students and graduates that never change, at a school for each band of the first programme.
fn steady(computing: f64) -> BuiltCity {
    let mut city = SmallCity::new()
        .link("7102", "I", 1)
        .link("6605", "C", 1)
        .employment(Some("C"), 2010, &[40_000.0; 14])
        .employment(Some("I"), 2010, &[60_000.0; 14])
        .employment(None, 2010, &[100_000.0; 14]);
    for year in 2015..=2023 {
        city = city
            .students("SCH1", "710201", year, [computing; 3])
            .students("SCH1", "660501", year, [100.0; 3])
            .cohort("SCH1", "710201", year, [computing, 0.9 * computing, 0.1 * computing])
            .cohort("SCH1", "660501", year, [100.0, 90.0, 10.0]);
    }
    city.build()
}

#[test]
fn bands_do_not_follow_the_horizon_where_flows_are_constant() {
    let mut seen = BTreeSet::new();
    for computing in [2.0, 40.0, 600.0, 6_000.0] {
        let city = steady(computing);
        let of = |horizon| {
            let outcome = outcome_of(&city, Settings { horizon, draws: 1_000, ..settings() });
            let ratio = |p: usize| outcome.expected(|draw| &draw.balances[p]).sdr;
            ((0..2).map(ratio).collect::<Vec<f64>>(), bands(&outcome))
        };
        let (ratios, first) = of(1);
        seen.extend(first.iter().copied());
        for horizon in 2..=10 {
            let (later, found) = of(horizon);
            for (later, ratio) in later.iter().zip(&ratios) {
                assert!(
                    (later / ratio - 1.0).abs() < 0.1,
                    "{computing}, {horizon}: {later} {ratio}"
                );
            }
            assert_eq!(found, first, "{computing} students, {horizon} years: {later:?}");
        }
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

#[test]
fn bands_do_not_follow_how_much_is_known_of_links() {
    let built = steady(60.0);
    let facts = built.facts();
    let of = |persons: f64| {
        let assumptions = Assumptions { bridge_persons: persons, ..assumptions() };
        let request =
            ReleaseRequest { facts: &facts, assumptions: &assumptions, settings: settings() };
        let employment = request.employment(year(2023)).unwrap();
        let scenario = Scenario::default();
        bands(&release(&request, &employment, year(2023), &scenario, false).unwrap())
    };
    assert_eq!([of(2.0), of(1000.0)], [of(20.0), of(20.0)]);
}
