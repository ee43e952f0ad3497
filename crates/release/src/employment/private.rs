//! How private and self-employment is divided among the sections: by the city's own table, where there is one.

use talent_domain::{IndustryCode, Year};
use talent_panel::TracedSeries;

use crate::assumptions::Assumptions;

/// The share of each section in private and self-employment, adding up to one.
///
/// The newest year of the table counts. With persons `x` of the sections that it names and the city's `total` of the
/// same year, a section has `x/total`; what is left goes to sections that it does not name, by their assumed shares.
/// Where the table names every section with an assumed share, or no total of that year is known, `total` is the sum
/// of the table. Without a table the assumed shares stand.
pub(super) fn private_shares(
    sections: &[IndustryCode],
    by_section: &[Option<TracedSeries>],
    total: Option<&TracedSeries>,
    assumptions: &Assumptions,
) -> Vec<f64> {
    let assumed: Vec<f64> = sections
        .iter()
        .map(|code| assumptions.sections.get(code).map_or(0.0, |section| section.private_share))
        .collect();
    let Some(year) = by_section.iter().flatten().map(|traced| traced.series.end()).max() else {
        return assumed;
    };
    let known = |traced: &Option<TracedSeries>| traced.as_ref()?.series.at(year);
    let known: Vec<Option<f64>> = by_section.iter().map(known).collect();
    divide(&known, &assumed, total_of(total, year)).unwrap_or(assumed)
}

/// The city's total of a year, persons.
fn total_of(total: Option<&TracedSeries>, year: Year) -> Option<f64> {
    total.and_then(|traced| traced.series.at(year))
}

/// Shares from known persons, assumed shares and a total; `None` where nobody is known.
fn divide(known: &[Option<f64>], assumed: &[f64], total: Option<f64>) -> Option<Vec<f64>> {
    let sum: f64 = known.iter().flatten().sum();
    let pairs = || known.iter().zip(assumed);
    let unknown: f64 = pairs().filter(|(known, _)| known.is_none()).map(|(_, share)| share).sum();
    let total = total.filter(|_| unknown > 0.0).map_or(sum, |total| total.max(sum));
    let left = 1.0 - sum / total;
    let share = |(known, assumed): (&Option<f64>, &f64)| match known {
        Some(persons) => persons / total,
        None if unknown > 0.0 => left * assumed / unknown,
        None => 0.0,
    };
    (sum > 0.0).then(|| pairs().map(share).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_all_sections_replaces_what_is_assumed() {
        let shares = divide(&[Some(30.0), Some(10.0)], &[0.2, 0.8], Some(50.0)).unwrap();
        assert_eq!(shares, [0.75, 0.25]);
    }

    #[test]
    fn what_a_table_leaves_goes_to_the_sections_that_it_does_not_name() {
        let known = [Some(30.0), None, None];
        let shares = divide(&known, &[0.5, 0.1, 0.4], Some(40.0)).unwrap();
        assert!(shares.iter().zip([0.75, 0.05, 0.2]).all(|(got, is)| (got - is).abs() < 1e-12));
        assert_eq!(divide(&known, &[0.5, 0.1, 0.4], None).unwrap(), [1.0, 0.0, 0.0]);
    }

    #[test]
    fn nobody_known_is_no_table() {
        assert_eq!(divide(&[None, Some(0.0)], &[0.5, 0.5], Some(10.0)), None);
    }
}
