//! The verdict that a rate keeps falling.

use talent_domain::Year;

/// The rates of three cohorts, the oldest first, if each was lower than the one before. `None` if one did not fall,
/// if a rate is not known, or if the cohorts are not those of three years running.
pub fn lasting_fall(rates: [(Year, Option<f64>); 3]) -> Option<[f64; 3]> {
    let [(first, a), (second, b), (third, c)] = rates;
    let (a, b, c) = (a?, b?, c?);
    let running = second == first + 1 && third == second + 1;
    (running && a > b && b > c).then_some([a, b, c])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fall_lasts_if_it_goes_on_from_year_to_year() {
        let fall = |rates: [(i64, Option<f64>); 3]| {
            lasting_fall(rates.map(|(year, rate)| (Year::new(year).unwrap(), rate)))
        };
        let falling = [(2021, Some(0.9)), (2022, Some(0.8)), (2023, Some(0.7))];
        assert_eq!(fall(falling), Some([0.9, 0.8, 0.7]));
        assert_eq!(fall([falling[0], falling[1], (2023, Some(0.8))]), None);
        assert_eq!(fall([falling[0], falling[1], (2024, Some(0.7))]), None);
        assert_eq!(fall([falling[0], (2022, None), falling[2]]), None);
    }
}
