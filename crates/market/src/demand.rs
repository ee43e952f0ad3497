use crate::Matrix;

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

/// What demand is computed from.
#[derive(Debug, Clone)]
pub struct DemandInputs<'a> {
    /// Employment by industry at the start and after each step, in persons; at least two rows.
    pub employment: &'a [Vec<f64>],
    /// Years between two rows.
    pub years_per_step: f64,
    /// Industries to occupations.
    pub staffing: &'a Matrix,
    /// Share of an occupation that leaves the labour force a year.
    pub exit_rates: &'a [f64],
    /// Share of an occupation's openings filled at the level of education looked at.
    pub level_shares: &'a [f64],
    /// Occupations to programmes.
    pub bridge: &'a Matrix,
    /// Share of openings that go to newcomers to the labour market.
    pub newcomer_share: f64,
}

/// Demand by programme over the whole horizon, in persons.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// Change of employment by occupation, with its sign.
    pub occupation_expansion: Vec<f64>,
    /// Exits by occupation.
    pub occupation_replacement: Vec<f64>,
    /// Openings by occupation.
    pub occupation_openings: Vec<f64>,
    /// Openings at the level, by programme, for anybody.
    pub openings_total: Vec<f64>,
    /// Of these, openings for newcomers.
    pub openings_newcomer: Vec<f64>,
    /// Of the newcomers' openings, those that come from growth; the rest replaces leavers.
    pub newcomer_expansion: Vec<f64>,
    /// Employment at the level at the end of the horizon, by programme.
    pub employment_end: Vec<f64>,
}

/// From employment by industry to openings by programme.
///
/// `E = N·π`; exits on the mean stock of each step; openings per occupation over the whole horizon;
/// `V = openings·κ`; `D = ν·V·B`.
pub fn project_demand(inputs: &DemandInputs<'_>) -> Demand {
    let stocks: Vec<Vec<f64>> =
        inputs.employment.iter().map(|row| inputs.staffing.spread(row)).collect();
    let (first, last) = (&stocks[0], &stocks[stocks.len() - 1]);
    let expansion: Vec<f64> =
        first.iter().zip(last).map(|(s, e)| expansion_demand(*s, *e)).collect();
    let mut replacement = vec![0.0; expansion.len()];
    for pair in stocks.windows(2) {
        for (o, sum) in replacement.iter_mut().enumerate() {
            let (start, end) = (pair[0][o], pair[1][o]);
            *sum += replacement_demand(start, end, inputs.exit_rates[o], inputs.years_per_step);
        }
    }
    let all: Vec<f64> =
        expansion.iter().zip(&replacement).map(|(ed, rd)| openings(*ed, *rd)).collect();
    let at_level = |per_occupation: &[f64]| {
        let shares = per_occupation.iter().zip(inputs.level_shares);
        inputs.bridge.spread(&shares.map(|(persons, share)| persons * share).collect::<Vec<_>>())
    };
    let growth: Vec<f64> = expansion.iter().map(|ed| ed.max(0.0)).collect();
    let openings_total = at_level(&all);
    let newcomers = |persons: Vec<f64>| -> Vec<f64> {
        persons.into_iter().map(|v| v * inputs.newcomer_share).collect()
    };
    Demand {
        openings_newcomer: newcomers(openings_total.clone()),
        newcomer_expansion: newcomers(at_level(&growth)),
        employment_end: at_level(last),
        openings_total,
        occupation_expansion: expansion,
        occupation_replacement: replacement,
        occupation_openings: all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_that_are_not_refilled_are_no_openings() {
        assert_eq!(openings(-41.38, 2096.90), 2055.52);
        assert_eq!(openings(-500.0, 300.0), 0.0);
        assert_eq!(openings(325.25, 2909.25), 3234.5);
    }
}
