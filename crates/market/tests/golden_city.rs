//! A city of two industries, three occupations and three programmes whose every figure was worked
//! out by hand: the whole chain to the printed digit.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use talent_market::{
    Band, BandEdges, Cohort, DemandInputs, ItaEdges, Matrix, SupplyRates, balance,
    labour_requirement, project_demand, project_supply, survival,
};

#[track_caller]
fn check(got: &[f64], want: &[f64], decimals: i32) {
    let unit = 10_f64.powi(decimals);
    let rounded: Vec<f64> = got.iter().map(|value| (value * unit).round() / unit).collect();
    assert_eq!(rounded, want);
}

fn cents(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[test]
fn the_golden_city_balances_to_the_printed_digit() {
    let start = vec![40_000.0, 20_000.0];
    let end = vec![
        labour_requirement(40_000.0, 200.0, 220.0, 0.5, -0.02, 3.0),
        labour_requirement(20_000.0, 120.0, 150.0, 0.5, -0.02, 3.0),
    ];
    check(&end, &[39_509.24, 21_058.50], 2);

    let staffing = Matrix::new(vec![vec![0.3, 0.2, 0.5], vec![0.1, 0.4, 0.5]]).unwrap();
    let bridge =
        Matrix::new(vec![vec![0.8, 0.1, 0.1], vec![0.2, 0.7, 0.1], vec![0.1, 0.2, 0.7]]).unwrap();
    check(&staffing.spread(&start), &[14_000.0, 16_000.0, 30_000.0], 2);
    check(&staffing.spread(&end), &[13_958.62, 16_325.25, 30_283.87], 2);

    let demand = project_demand(&DemandInputs {
        employment: &[start, end],
        years_per_step: 3.0,
        staffing: std::slice::from_ref(&staffing),
        exit_rates: &[0.05, 0.06, 0.04],
        exit_factors: &[],
        planned: &[],
        level_shares: &[0.5, 0.6, 0.2],
        bridge: &bridge,
        newcomer_share: 0.5,
    });
    check(&demand.occupation_expansion, &[-41.38, 325.25, 283.87], 2);
    check(&demand.occupation_replacement, &[2096.90, 2909.27, 3617.03], 2);
    check(&demand.occupation_openings, &[2055.52, 3234.52, 3900.90], 2);
    check(&demand.by_class.openings_total, &[1288.37, 1617.31, 842.97], 2);
    check(&demand.by_class.openings_newcomer, &[644.18, 808.65, 421.49], 2);
    check(&demand.by_class.employment_end, &[8148.2, 8765.9, 5917.2], 1);

    let programmes = [
        ([600.0, 640.0, 680.0], [0.40, 0.42, 0.44], 0.70),
        ([500.0, 520.0, 540.0], [0.30, 0.32, 0.34], 0.65),
        ([900.0, 880.0, 860.0], [0.55, 0.57, 0.59], 0.60),
    ];
    let supply = programmes.map(|(entrants, further_study, local_retention)| {
        let years = entrants.iter().zip(further_study).map(|(&students, further_study)| {
            let cohort = Cohort { students, survival: survival(&[0.97, 0.95, 0.98]) };
            let rates = SupplyRates { further_study, participation: 0.98, local_retention };
            project_supply(&[cohort], rates)
        });
        years.sum::<f64>()
    });
    check(&supply, &[688.89, 609.77, 603.22], 2);

    let of = &demand.by_class;
    let balances: Vec<_> = (0..3)
        .map(|p| balance(of.openings_newcomer[p], supply[p], 0.0, of.employment_end[p]))
        .collect();
    let values = |read: fn(&talent_market::Balance) -> f64| -> Vec<f64> {
        balances.iter().map(read).collect()
    };
    // The printed gaps are differences of the printed figures: 603.22 − 421.49 = 181.73, while the
    // unrounded difference is 181.7354.
    check(&values(|b| b.gap), &[44.71, -198.88, 181.74], 2);
    let as_printed = |b: &talent_market::Balance| cents(b.supply) - cents(b.demand);
    check(&values(as_printed), &[44.71, -198.88, 181.73], 2);
    check(&values(|b| b.sdr), &[0.935, 1.326, 0.699], 3);
    check(&values(|b| b.ita_flow), &[1.069, 0.754, 1.431], 3);
    check(&values(|b| b.ita_stock.unwrap()), &[1.005, 0.977, 1.031], 3);

    // By demand per entrant, and for information by the ITA: its edges on the raw flows would have said otherwise.
    let edges = BandEdges::default();
    assert_eq!(
        values(|b| b.sdr).into_iter().map(|sdr| edges.band(sdr)).collect::<Vec<_>>(),
        [Band::Balanced, Band::Shortage, Band::Surplus]
    );
    let band = |ratio| ItaEdges::STOCK.band(ratio);
    assert_eq!(
        values(|b| b.ita_flow).into_iter().map(band).collect::<Vec<_>>(),
        [Band::Surplus, Band::LargeShortage, Band::LargeSurplus]
    );
    assert_eq!(
        values(|b| b.ita_stock.unwrap()).into_iter().map(band).collect::<Vec<_>>(),
        [Band::Balanced, Band::Shortage, Band::Balanced]
    );
}
