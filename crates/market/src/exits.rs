//! Who leaves the labour force: exit rates by age, and what rising retirement ages change.

/// Workers of an age band, and how many left within a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgeBand {
    /// First age of the band.
    pub from: u32,
    /// Workers, persons.
    pub workers: f64,
    /// Of these, those who left; `None` if not known.
    pub exits: Option<f64>,
}

/// Person-years that the rate of all workers of an age is worth to one group of them.
const PRIOR_PERSON_YEARS: f64 = 50.0;

/// The exit rate of a group of workers from its ages: `Σ n_a·m̂_a / Σ n_a`, where the rate of each age
/// band is drawn towards that of all workers of the age, `m̂_a = (x_a + 50·m_a)/(n_a + 50)`, and is `m_a`
/// where the group's own exits are not known. A fraction per year. `None` if a band of the group has
/// neither, or nobody works in it.
///
/// ```
/// use talent_market::{AgeBand, exit_rate_by_age};
/// let everybody = [AgeBand { from: 16, workers: 900.0, exits: Some(9.0) },
///                  AgeBand { from: 50, workers: 100.0, exits: Some(20.0) }];
/// let group = [AgeBand { from: 16, workers: 50.0, exits: None },
///              AgeBand { from: 50, workers: 50.0, exits: Some(20.0) }];
/// // 1 % of the young; of the old (20 + 50·0.2)/(50 + 50) = 30 %.
/// assert!((exit_rate_by_age(&group, &everybody).unwrap() - 0.155).abs() < 1e-12);
/// ```
pub fn exit_rate_by_age(group: &[AgeBand], everybody: &[AgeBand]) -> Option<f64> {
    let rate_of_all = |from: u32| {
        let band = everybody.iter().rfind(|band| band.from <= from)?;
        (band.workers > 0.0).then_some(band.exits? / band.workers)
    };
    let (mut exits, mut workers) = (0.0, 0.0);
    for band in group {
        let rate = match (band.exits, rate_of_all(band.from)) {
            (Some(left), Some(prior)) => {
                (left + PRIOR_PERSON_YEARS * prior) / (band.workers + PRIOR_PERSON_YEARS)
            }
            (None, Some(prior)) => prior,
            (Some(left), None) if band.workers > 0.0 => left / band.workers,
            _ => return None,
        };
        exits += rate * band.workers;
        workers += band.workers;
    }
    (workers > 0.0).then(|| exits / workers)
}

/// What a year's exits are multiplied by while retirement ages rise. `retiring` is the part of all exits
/// that is retirement at the statutory age; `groups` hold each group's part of those who retire, and by
/// how many years its age rises within the year. Those who would have retired in that part of the year
/// stay on: `1 − retiring·Σ w·Δ`, with `Δ` between 0 and 1.
pub fn retirement_factor(retiring: f64, groups: &[(f64, f64)]) -> f64 {
    let staying: f64 = groups.iter().map(|(share, rise)| share * rise.clamp(0.0, 1.0)).sum();
    (1.0 - retiring * staying).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_that_stand_still_change_nothing() {
        assert_eq!(retirement_factor(0.7, &[(0.5, 0.0), (0.5, 0.0)]), 1.0);
        // Three months per year for all who retire: a quarter of 70 % stays on.
        assert!((retirement_factor(0.7, &[(1.0, 0.25)]) - 0.825).abs() < 1e-12);
    }

    #[test]
    fn a_group_without_figures_of_its_own_has_the_rates_of_all() {
        let everybody = [AgeBand { from: 16, workers: 200.0, exits: Some(6.0) }];
        let group = [AgeBand { from: 20, workers: 30.0, exits: None }];
        assert!((exit_rate_by_age(&group, &everybody).unwrap() - 0.03).abs() < 1e-12);
        assert_eq!(exit_rate_by_age(&group, &[]), None);
        assert_eq!(exit_rate_by_age(&[], &everybody), None);
    }
}
