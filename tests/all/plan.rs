//! The seat plan of the embedded city.

use std::collections::BTreeMap;

use talent_outlook::{Decision, Held};

use crate::city::city;

#[tokio::test]
async fn the_plan_keeps_to_its_bounds_and_is_the_bureaus() {
    let city = city().await;
    let outlook = &city.outlook;
    assert!(city.public.plan.is_none());
    let plan = outlook.plan.as_ref().unwrap();
    assert_eq!(plan.entering, outlook.meta.base_year + 1);
    assert!(plan.bound <= plan.loss + 1e-6 && plan.loss <= plan.loss_now + 1e-6);
    let mut planned: BTreeMap<_, (f64, f64)> = BTreeMap::new();
    for place in &plan.places {
        let (low, high) = place.within;
        assert!((low - 1e-6..=high + 1e-6).contains(&place.planned), "{place:?}");
        assert_eq!(place.decision == Decision::Stop, place.planned < 0.5);
        let is_fixed = matches!(place.held, Some(Held::Undecided { .. } | Held::Unread));
        assert_eq!(is_fixed, place.decision == Decision::Undecided);
        assert!(!is_fixed || place.planned == place.now);
        // Everything traces to cells.
        assert!(!place.origins.figures.is_empty());
        let sums = planned.entry(&place.programme).or_default();
        (sums.0, sums.1) = (sums.0 + place.now, sums.1 + place.planned);
    }
    for programme in &plan.programmes {
        let (now, after) = planned[&programme.code];
        assert!((now - programme.now).abs() < 1e-6 && (after - programme.planned).abs() < 1e-6);
        assert!((0.0..=1.0).contains(&programme.chance_of_shortage));
    }
    // A red level stops the intake, and nothing else does.
    let red = plan.places.iter().filter(|place| place.held == Some(Held::Red));
    assert!(red.count() > 0 && plan.places.iter().any(|place| place.decision == Decision::Keep));
}

#[tokio::test]
async fn every_programme_with_an_index_has_a_rank_among_all_of_them() {
    let outlook = &city().await.outlook;
    let ranked: Vec<_> = outlook.programmes.iter().filter_map(|p| p.quality.index).collect();
    assert!(ranked.len() > 20, "{}", ranked.len());
    for index in &ranked {
        assert_eq!(index.rank.of, ranked.len());
        assert!(index.rank.best <= index.rank.rank && index.rank.rank <= index.rank.worst);
        assert!(index.index.known >= 0.7 - 1e-9 && (0.0..=100.0).contains(&index.index.value));
    }
}
