//! Regions around the city in the balance.

use talent_domain::{NeighbourRow, RegionCode, TemplateCode};
use talent_facts::small_city::{SmallCity, cell};

use super::{city, mean, outcome_of, position, settings};
use crate::Outcome;

/// A region of P7 with the shares that count.
fn with_neighbour(city: SmallCity, region: &str, counted: f64, going: f64) -> SmallCity {
    city.lists(|lists| {
        lists.neighbours.push(NeighbourRow {
            region: RegionCode::new(region).unwrap(),
            counted,
            going,
            ground: String::new(),
            source: String::new(),
            cell: cell("P7"),
        });
    })
}

/// Ten times the city's section C and none of I.
fn beside_a_capital(counted: f64, going: f64) -> Outcome {
    let city = city().employment_in("140100", Some("C"), 2020, &[90_000.0; 4]);
    outcome_of(&with_neighbour(city, "140100", counted, going).build(), settings())
}

#[test]
fn every_draw_is_that_of_the_city_times_what_the_regions_add() {
    let alone = outcome_of(&city().build(), settings());
    let with = beside_a_capital(0.1, 0.05);
    let cooking = position(&with, "660501");
    let reach = &with.surroundings.as_ref().unwrap().reach;
    // Cooking serves section C alone: a tenth of ten times its employment.
    assert!((reach.demand[with.class_of(cooking)] - 2.0).abs() < 1e-12);
    let staying = with.supplies[cooking].inputs.local_retention.mean;
    // No more can go than do not stay.
    let widened = (1.0 + 0.05 / staying).min(1.0 / staying);
    assert!((reach.supply[cooking] - widened).abs() < 1e-12);
    for (own, wide) in alone.outcomes.iter().zip(&with.outcomes) {
        for (p, (own, wide)) in own.balances.iter().zip(&wide.balances).enumerate() {
            let (demand, supply) = (reach.demand[with.class_of(p)], reach.supply[p]);
            assert!((wide.demand - demand * own.demand).abs() < 1e-9);
            assert!((wide.supply - supply * own.supply).abs() < 1e-9);
        }
        assert_eq!(own.graduates, wide.graduates);
    }
    let origins = &with.demand_origins[with.class_of(cooking)];
    assert!(origins.rows.iter().any(|row| row.list == TemplateCode::P7));
}

#[test]
fn more_cannot_go_than_leave() {
    let with = beside_a_capital(0.0, 0.99);
    let p = position(&with, "710201");
    let staying = with.supplies[p].inputs.local_retention.mean;
    let reach = &with.surroundings.as_ref().unwrap().reach;
    assert!((reach.supply[p] - 1.0 / staying).abs() < 1e-12);
    assert!(reach.demand.iter().all(|factor| *factor == 1.0));
}

#[test]
fn a_county_of_the_city_is_no_neighbour_and_a_region_without_figures_adds_nothing() {
    let county = outcome_of(&with_neighbour(city(), "141002", 1.0, 0.5).build(), settings());
    assert_eq!(county.surroundings, None);
    let unknown = outcome_of(&with_neighbour(city(), "140100", 1.0, 0.2).build(), settings());
    let alone = outcome_of(&city().build(), settings());
    assert_eq!(unknown.outcomes, alone.outcomes);
    let found = unknown.surroundings.unwrap();
    assert!(found.regions[0].sizes.iter().all(Option::is_none));
}

/// The province holds the city itself, and another region of the list.
#[test]
fn a_province_counts_without_the_city_and_without_others_that_count_already() {
    let around = city().employment_in("140000", Some("C"), 2023, &[99_000.0]).employment_in(
        "140100",
        Some("C"),
        2023,
        &[45_000.0],
    );
    let both = with_neighbour(with_neighbour(around, "140100", 0.1, 0.0), "140000", 0.02, 0.0);
    let with = outcome_of(&both.build(), settings());
    let regions = &with.surroundings.as_ref().unwrap().regions;
    let of = |region: usize| regions[region].sizes.iter().flatten().copied().collect::<Vec<_>>();
    assert_eq!(of(0), [5.0]);
    assert_eq!(of(1), [(99_000.0 - 9_000.0 - 45_000.0) / 9_000.0]);
    let demand = |outcome: &Outcome| mean(outcome, |draw| draw.balances[0].demand);
    assert!(demand(&with) > demand(&outcome_of(&city().build(), settings())));
}
