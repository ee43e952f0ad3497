//! Demand split by its causes.

use crate::decomposition::decompose_change;
use crate::demand::{DemandInputs, project_demand};

/// Demand for newcomers of one class or programme by its cause, in persons. The parts add up to the demand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DemandCauses {
    /// Posts of those who leave the labour force.
    pub replacement: f64,
    /// Industries grow or (negative) shrink.
    pub industry: f64,
    /// Industries employ other occupations than before.
    pub staffing: f64,
    /// Both at once.
    pub interaction: f64,
    /// Planned projects and closures.
    pub planned: f64,
    /// What the floor at zero adds: posts that shrink away faster than people leave are no negative
    /// demand.
    pub floor: f64,
}

impl DemandCauses {
    /// The mean of several; zero without any.
    pub fn mean(of_draws: &[Self]) -> Self {
        let n = of_draws.len().max(1) as f64;
        let mean = |read: fn(&Self) -> f64| of_draws.iter().map(read).sum::<f64>() / n;
        Self {
            replacement: mean(|causes| causes.replacement),
            industry: mean(|causes| causes.industry),
            staffing: mean(|causes| causes.staffing),
            interaction: mean(|causes| causes.interaction),
            planned: mean(|causes| causes.planned),
            floor: mean(|causes| causes.floor),
        }
    }

    /// The causes of several as lists, one list for each cause.
    pub(crate) fn lists(several: &[Self]) -> [Vec<f64>; 6] {
        let list = |read: fn(&Self) -> f64| several.iter().map(read).collect();
        [
            list(|causes| causes.replacement),
            list(|causes| causes.industry),
            list(|causes| causes.staffing),
            list(|causes| causes.interaction),
            list(|causes| causes.planned),
            list(|causes| causes.floor),
        ]
    }

    /// The entry at a position of lists in the order of [`Self::lists`].
    pub(crate) fn at(lists: &[Vec<f64>; 6], position: usize) -> Self {
        let [replacement, industry, staffing, interaction, planned, floor] =
            lists.each_ref().map(|list| list[position]);
        Self { replacement, industry, staffing, interaction, planned, floor }
    }

    /// The demand.
    pub fn total(self) -> f64 {
        let Self { replacement, industry, staffing, interaction, planned, floor } = self;
        replacement + industry + staffing + interaction + planned + floor
    }
}

/// Splits the demand of [`project_demand`] by cause, one entry for each class. Growth is split as in
/// [`decompose_change`].
pub fn demand_causes(inputs: &DemandInputs<'_>) -> Vec<DemandCauses> {
    let demand = project_demand(inputs);
    let employment = inputs.employment;
    let last = employment.len() - 1;
    let (before, after) = (inputs.pattern(0), inputs.pattern(last));
    let changes = decompose_change(before, after, &employment[0], &employment[last]);
    let newcomers = |persons: Vec<f64>| -> Vec<f64> {
        let at_level: Vec<f64> =
            persons.iter().zip(inputs.level_shares).map(|(n, share)| n * share).collect();
        inputs.bridge.spread(&at_level).into_iter().map(|n| n * inputs.newcomer_share).collect()
    };
    let replacement = newcomers(demand.occupation_replacement);
    let industry = newcomers(changes.iter().map(|change| change.industry).collect());
    let staffing = newcomers(changes.iter().map(|change| change.staffing).collect());
    let interaction = newcomers(changes.iter().map(|change| change.interaction).collect());
    (0..inputs.bridge.columns())
        .map(|p| {
            let causes = DemandCauses {
                replacement: replacement[p],
                industry: industry[p],
                staffing: staffing[p],
                interaction: interaction[p],
                planned: demand.by_class.newcomer_planned[p],
                floor: 0.0,
            };
            DemandCauses { floor: demand.by_class.openings_newcomer[p] - causes.total(), ..causes }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Matrix, PlannedPosts};

    #[test]
    fn the_causes_of_demand_add_up_also_where_it_shrinks_away() {
        let staffing = [
            Matrix::new(vec![vec![0.5, 0.5], vec![0.2, 0.8]]).unwrap(),
            Matrix::new(vec![vec![0.45, 0.55], vec![0.2, 0.8]]).unwrap(),
        ];
        let bridge = Matrix::new(vec![vec![0.7, 0.3], vec![0.1, 0.9]]).unwrap();
        let inputs = DemandInputs {
            employment: &[vec![1000.0, 500.0], vec![200.0, 620.0]],
            years_per_step: 3.0,
            staffing: &staffing,
            exit_rates: &[0.05, 0.02],
            exit_factors: &[0.9],
            level_shares: &[0.4, 0.6],
            bridge: &bridge,
            newcomer_share: 0.5,
            planned: &[PlannedPosts { industry: 1, posts: 30.0 }],
        };
        let demand = project_demand(&inputs);
        for (causes, want) in demand_causes(&inputs).iter().zip(&demand.by_class.openings_newcomer)
        {
            assert!((causes.total() - want).abs() < 1e-9);
            assert!(causes.floor > 0.0 && causes.planned > 0.0 && causes.industry < 0.0);
        }
        let by_industry: f64 = demand.industry_replacement.iter().sum();
        let by_occupation: f64 = demand.occupation_replacement.iter().sum();
        assert!((by_industry / by_occupation - 1.0).abs() < 0.05);
    }
}
