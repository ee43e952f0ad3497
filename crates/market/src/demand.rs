use crate::{Matrix, decompose_change};

/// Employment after `years` in which output went from `output_start` to `output_end`:
/// `N₁ = N₀·(Y₁/Y₀)^β·e^(γ·years)`.
///
/// `elasticity` β is a pure number, `trend` γ the saving of labour in log units a year (usually
/// negative). Output at constant prices, in any one unit.
///
/// ```
/// let later = talent_market::labour_requirement(40_000.0, 200.0, 220.0, 0.5, -0.02, 3.0);
/// assert_eq!((later * 100.0).round() / 100.0, 39_509.24);
/// ```
pub fn labour_requirement(
    employed: f64,
    output_start: f64,
    output_end: f64,
    elasticity: f64,
    trend: f64,
    years: f64,
) -> f64 {
    employed * (output_end / output_start).powf(elasticity) * (trend * years).exp()
}

/// Employment by the elasticity method: `N₀·(1 + ε·g)^h` with `ε = (ΔN/N)/(ΔY/Y)` of the years looked
/// back on, for each of the years to come, `growth` being that of output a year (a fraction).
///
/// A named comparison model: the same information as [`labour_requirement`] with more noise, a ratio of
/// two small changes. `None` where output changed by less than 2 %; ε is kept within −0.5 and 1.5.
///
/// ```
/// // Employment +3 %, output +10 %: ε = 0.3; output then grows 5 % a year.
/// let path = talent_market::elasticity_path((100.0, 103.0), (200.0, 220.0), 0.05, 2).unwrap();
/// assert!((path[1] - 103.0 * 1.015_f64.powi(2)).abs() < 1e-9);
/// ```
pub fn elasticity_path(
    employed: (f64, f64),
    output: (f64, f64),
    growth: f64,
    years: usize,
) -> Option<Vec<f64>> {
    const LEAST_CHANGE: f64 = 0.02;
    let change = |(before, after): (f64, f64)| after / before - 1.0;
    let (of_output, of_employment) = (change(output), change(employed));
    if !(of_output.is_finite() && of_employment.is_finite()) || of_output.abs() < LEAST_CHANGE {
        return None;
    }
    let elasticity = (of_employment / of_output).clamp(-0.5, 1.5);
    let yearly = (1.0 + elasticity * growth).max(0.0);
    Some((1..=years).map(|h| employed.1 * yearly.powi(h as i32)).collect())
}

/// Posts added (or, negative, lost) between two dates: `E₁ − E₀`, in persons. The sign is kept.
pub fn expansion_demand(start: f64, end: f64) -> f64 {
    end - start
}

/// Posts that fall vacant because people leave the labour force, in persons over the years:
/// `exit_rate` (a fraction a year; retirement, death, care; not job changes) times the mean of the
/// stocks at the start and the end, times `years`.
///
/// Source: the replacement-demand definition of the Cedefop skills forecast.
pub fn replacement_demand(start: f64, end: f64, exit_rate: f64, years: f64) -> f64 {
    exit_rate * f64::midpoint(start, end) * years
}

/// Openings: `max(ED, 0) + max(RD + min(ED, 0), 0)`. Where employment falls, posts that are not
/// filled again are not openings.
pub fn openings(expansion: f64, replacement: f64) -> f64 {
    expansion.max(0.0) + (replacement + expansion.min(0.0)).max(0.0)
}

/// Posts of planned projects, after the model: their size does not depend on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedPosts {
    /// The industry's row.
    pub industry: usize,
    /// Posts added or (negative) lost within the horizon.
    pub posts: f64,
}

/// What demand is computed from.
#[derive(Debug, Clone, Copy)]
pub struct DemandInputs<'a> {
    /// Employment by industry at the start and after each step, in persons; at least two rows.
    pub employment: &'a [Vec<f64>],
    /// Years between two rows.
    pub years_per_step: f64,
    /// Industries to occupations: one for each row of employment, or fewer, the last standing for
    /// the years after it.
    pub staffing: &'a [Matrix],
    /// Share of an occupation that leaves the labour force a year.
    pub exit_rates: &'a [f64],
    /// What exit rates are multiplied by in each step, where retirement ages rise; steps beyond
    /// the end are not changed.
    pub exit_factors: &'a [f64],
    /// Share of an occupation's openings filled at the level of education looked at.
    pub level_shares: &'a [f64],
    /// Occupations to programmes.
    pub bridge: &'a Matrix,
    /// Share of openings that go to newcomers to the labour market.
    pub newcomer_share: f64,
    /// Planned projects and closures.
    pub planned: &'a [PlannedPosts],
}

/// Demand over the whole horizon, in persons.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Demand {
    /// Change of employment by industry, with its sign; planned projects left out.
    pub industry_expansion: Vec<f64>,
    /// Exits by industry.
    pub industry_replacement: Vec<f64>,
    /// Change of employment by occupation, with its sign; planned projects left out.
    pub occupation_expansion: Vec<f64>,
    /// Exits by occupation.
    pub occupation_replacement: Vec<f64>,
    /// Openings by occupation; planned projects left out.
    pub occupation_openings: Vec<f64>,
    /// Openings at the level, by programme, for anybody.
    pub openings_total: Vec<f64>,
    /// Of these, openings for newcomers.
    pub openings_newcomer: Vec<f64>,
    /// Of the newcomers' openings, those that come from growth.
    pub newcomer_expansion: Vec<f64>,
    /// Of the newcomers' openings, those of planned projects; negative for closures. The rest
    /// replaces leavers.
    pub newcomer_planned: Vec<f64>,
    /// Employment at the level at the end of the horizon, by programme.
    pub employment_end: Vec<f64>,
}

/// Room for computing demand again and again without asking for memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct DemandRoom {
    first: Vec<f64>,
    before: Vec<f64>,
    now: Vec<f64>,
    industries: Vec<f64>,
    occupations: Vec<f64>,
}

/// From employment by industry to openings by programme.
///
/// `E = N·π`; exits on the mean stock of each step; openings per occupation over the whole horizon;
/// `V = openings·κ`; `D = ν·V·B`. Planned posts `P` are added after that, `ν·κ·(P·π)·B`, and demand
/// stays at zero where closures exceed it.
pub fn project_demand(inputs: &DemandInputs<'_>) -> Demand {
    let mut demand = Demand::default();
    demand.fill(inputs, &mut DemandRoom::default());
    demand
}

impl Demand {
    /// Openings of an industry: see [`openings`].
    pub fn industry_openings(&self, industry: usize) -> f64 {
        openings(self.industry_expansion[industry], self.industry_replacement[industry])
    }

    pub(crate) fn fill(&mut self, inputs: &DemandInputs<'_>, room: &mut DemandRoom) {
        let DemandInputs { employment, years_per_step, staffing, exit_rates, .. } = *inputs;
        let pattern = |row: usize| &staffing[row.min(staffing.len() - 1)];
        let DemandRoom { first, before, now, industries, occupations } = room;
        pattern(0).spread_into(employment[0].iter().copied(), first);
        before.clone_from(first);
        refill(&mut self.occupation_replacement, std::iter::repeat_n(0.0, first.len()));
        refill(&mut self.industry_replacement, std::iter::repeat_n(0.0, employment[0].len()));
        for row in 1..employment.len() {
            let factor = inputs.exit_factors.get(row - 1).copied().unwrap_or(1.0);
            pattern(row).spread_into(employment[row].iter().copied(), now);
            let stocks = before.iter().zip(now.iter()).zip(exit_rates);
            for (sum, ((start, end), rate)) in self.occupation_replacement.iter_mut().zip(stocks) {
                *sum += replacement_demand(*start, *end, rate * factor, years_per_step);
            }
            std::mem::swap(before, now);
            let stocks = employment[row - 1].iter().zip(&employment[row]);
            let sums = self.industry_replacement.iter_mut().zip(stocks);
            for ((sum, (start, end)), shares) in sums.zip(pattern(row).rows()) {
                let rate: f64 = shares.iter().zip(exit_rates).map(|(s, q)| s * q).sum();
                *sum += replacement_demand(*start, *end, rate * factor, years_per_step);
            }
        }
        let last = before;
        let ends = employment[0].iter().zip(&employment[employment.len() - 1]);
        refill(&mut self.industry_expansion, ends.map(|(s, e)| expansion_demand(*s, *e)));
        let stocks = first.iter().zip(last.iter());
        refill(&mut self.occupation_expansion, stocks.map(|(s, e)| expansion_demand(*s, *e)));
        let parts = self.occupation_expansion.iter().zip(&self.occupation_replacement);
        refill(&mut self.occupation_openings, parts.map(|(ed, rd)| openings(*ed, *rd)));

        let at_level = |persons: &mut dyn Iterator<Item = f64>, sums: &mut Vec<f64>| {
            inputs.bridge.spread_into(persons.zip(inputs.level_shares).map(|(n, k)| n * k), sums);
        };
        at_level(&mut self.occupation_openings.iter().copied(), &mut self.openings_total);
        let growth = self.occupation_expansion.iter().map(|ed| ed.max(0.0));
        at_level(&mut { growth }, &mut self.newcomer_expansion);
        refill(industries, std::iter::repeat_n(0.0, employment[0].len()));
        for planned in inputs.planned {
            industries[planned.industry] += planned.posts;
        }
        pattern(employment.len() - 1).spread_into(industries.iter().copied(), occupations);
        at_level(&mut occupations.iter().copied(), &mut self.newcomer_planned);
        let stocks = last.iter().zip(occupations.iter()).map(|(n, posts)| (n + posts).max(0.0));
        at_level(&mut { stocks }, &mut self.employment_end);

        for (total, planned) in self.openings_total.iter_mut().zip(&self.newcomer_planned) {
            *total = (*total + planned).max(0.0);
        }
        let share = inputs.newcomer_share;
        refill(&mut self.openings_newcomer, self.openings_total.iter().map(|n| n * share));
        for n in self.newcomer_expansion.iter_mut().chain(&mut self.newcomer_planned) {
            *n *= share;
        }
    }
}

/// Demand for newcomers of one programme by its cause, in persons. The parts add up to the demand.
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
    /// The demand.
    pub fn total(self) -> f64 {
        let Self { replacement, industry, staffing, interaction, planned, floor } = self;
        replacement + industry + staffing + interaction + planned + floor
    }
}

/// Splits the demand of [`project_demand`] by cause, a row a programme. Growth is split as in
/// [`decompose_change`].
pub fn demand_causes(inputs: &DemandInputs<'_>) -> Vec<DemandCauses> {
    let demand = project_demand(inputs);
    let DemandInputs { employment, staffing, .. } = *inputs;
    let last = employment.len() - 1;
    let pattern = |row: usize| &staffing[row.min(staffing.len() - 1)];
    let changes = decompose_change(pattern(0), pattern(last), &employment[0], &employment[last]);
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
                planned: demand.newcomer_planned[p],
                floor: 0.0,
            };
            DemandCauses { floor: demand.openings_newcomer[p] - causes.total(), ..causes }
        })
        .collect()
}

/// Entrants of each programme after some have moved on to the work of others, in persons: a part
/// `matched` of a programme's entrants works in what it learned, the rest spreads over all programmes
/// as `demand` does. Nobody is lost.
///
/// Source: the learned and the practised occupation of the QuBe projections, the flows here taken from the
/// graduates' own reports.
///
/// ```
/// let moved = talent_market::after_mobility(&[100.0, 50.0], &[0.8, 1.0], &[30.0, 90.0]);
/// assert_eq!(moved, [85.0, 65.0]);
/// ```
pub fn after_mobility(supply: &[f64], matched: &[f64], demand: &[f64]) -> Vec<f64> {
    let wanted: f64 = demand.iter().sum();
    if wanted <= 0.0 {
        return supply.to_vec();
    }
    let moving: f64 = supply.iter().zip(matched).map(|(s, m)| s * (1.0 - m)).sum();
    let parts = supply.iter().zip(matched).zip(demand);
    parts.map(|((s, m), d)| s * m + moving * d / wanted).collect()
}

fn refill(target: &mut Vec<f64>, values: impl Iterator<Item = f64>) {
    target.clear();
    target.extend(values);
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for (causes, want) in demand_causes(&inputs).iter().zip(&demand.openings_newcomer) {
            assert!((causes.total() - want).abs() < 1e-9);
            assert!(causes.floor > 0.0 && causes.planned > 0.0 && causes.industry < 0.0);
        }
        let by_industry: f64 = demand.industry_replacement.iter().sum();
        let by_occupation: f64 = demand.occupation_replacement.iter().sum();
        assert!((by_industry / by_occupation - 1.0).abs() < 0.05);
    }

    #[test]
    fn posts_that_are_not_refilled_are_no_openings() {
        assert_eq!(openings(-41.38, 2096.90), 2055.52);
        assert_eq!(openings(-500.0, 300.0), 0.0);
        assert_eq!(openings(325.25, 2909.25), 3234.5);
    }
}
