//! Identities that hold for every labour market.

use proptest::prelude::*;
use talent_market::{DemandInputs, Matrix, balance, expansion_demand, openings, project_demand};

fn shares(n: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(0.01..1.0_f64, n).prop_map(|row| {
        let sum: f64 = row.iter().sum();
        row.into_iter().map(|share| share / sum).collect()
    })
}

proptest! {
    #[test]
    fn no_opening_is_lost_or_made_up_between_industries_and_programmes(
        start in prop::collection::vec(0.0..1e5_f64, 3),
        end in prop::collection::vec(0.0..1e5_f64, 3),
        staffing in prop::collection::vec(shares(4), 3),
        bridge in prop::collection::vec(shares(5), 4),
        exits in prop::collection::vec(0.0..0.2_f64, 4),
    ) {
        let (staffing, bridge) = (Matrix::new(staffing).ok(), Matrix::new(bridge).ok());
        let (Some(staffing), Some(bridge)) = (staffing, bridge) else { return Ok(()) };
        let demand = project_demand(&DemandInputs {
            employment: &[start.clone(), end.clone()],
            years_per_step: 3.0,
            staffing: &[staffing],
            exit_rates: &exits,
            exit_factors: &[],
            planned: &[],
            level_shares: &[1.0; 4],
            bridge: &bridge,
            newcomer_share: 1.0,
        });
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs().max(b.abs()));
        let sum = |values: &[f64]| values.iter().sum::<f64>();
        prop_assert!(near(sum(&demand.occupation_expansion), sum(&end) - sum(&start)));
        prop_assert!(near(sum(&demand.openings_total), sum(&demand.occupation_openings)));
        prop_assert!(near(sum(&demand.employment_end), sum(&end)));
        prop_assert!(demand.openings_total.iter().all(|n| *n >= 0.0));
    }

    #[test]
    fn openings_never_fall_when_more_people_leave(ed in -1e4..1e4_f64, rd in 0.0..1e4_f64, more in 0.0..1e3_f64) {
        prop_assert!(openings(ed, rd + more) >= openings(ed, rd));
        prop_assert!(openings(ed, rd) >= 0.0);
        prop_assert_eq!(expansion_demand(5.0, 5.0 + ed) > 0.0, ed > 0.0);
    }

    #[test]
    fn the_two_scales_of_imbalance_agree_on_its_sign(d in 1.0..1e4_f64, s in 0.0..1e4_f64, e in 1.0..1e5_f64) {
        let b = balance(d, s, 0.0, e);
        let stock = b.ita_stock.unwrap_or(1.0);
        prop_assert_eq!(b.ita_flow > 1.0, stock > 1.0);
        // ITA_flow − 1 = (ITA_stock − 1)/f with f = D/E.
        let converted = 1.0 + (stock - 1.0) / (d / e);
        prop_assert!((b.ita_flow - converted).abs() < 1e-6 * b.ita_flow.max(1.0));
    }
}
