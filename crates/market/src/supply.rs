/// Students of one grade who are on their way to a certificate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cohort {
    /// Students now (or entrants of a later year).
    pub students: f64,
    /// Rates still ahead of them: grade progressions, then completion. Each a fraction.
    pub survival: f64,
}

/// The rates that turn graduates into local entrants, all fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SupplyRates {
    /// 升学率: share of graduates who go on studying.
    pub further_study: f64,
    /// Share of the rest who are in the labour force.
    pub participation: f64,
    /// 本市留存率: share of those who stay in the city.
    pub local_retention: f64,
}

/// Product of the rates a cohort has ahead of it.
pub fn survival(rates: &[f64]) -> f64 {
    rates.iter().product()
}

/// Local entrants from a number of cohorts, in persons:
/// `S = Σ students·survival·(1 − u)·a·ℓ`. Graduates who go on studying are not among them; they
/// come back years later at a higher level.
pub fn project_supply(cohorts: &[Cohort], rates: SupplyRates) -> f64 {
    let graduates: f64 = cohorts.iter().map(|cohort| cohort.students * cohort.survival).sum();
    graduates * (1.0 - rates.further_study) * rates.participation * rates.local_retention
}

/// Progression ratios between neighbouring grades, smoothed over the years by simple exponential
/// smoothing with weight `alpha` on the newest.
///
/// `enrolment[t][g]` are the students of grade `g` in year `t`; the ratio of grade `g` to `g + 1`
/// of a year is `enrolment[t][g + 1] / enrolment[t − 1][g]`. A ratio whose base is zero is left
/// out; `None` for a grade that has none.
///
/// Source: the grade progression rate method of the NCES projections of education statistics.
pub fn grade_ratios(enrolment: &[Vec<f64>], alpha: f64) -> Vec<Option<f64>> {
    let grades = enrolment.first().map_or(0, Vec::len);
    (0..grades.saturating_sub(1))
        .map(|grade| {
            enrolment
                .windows(2)
                .filter(|pair| pair[0][grade] > 0.0)
                .map(|pair| pair[1][grade + 1] / pair[0][grade])
                .reduce(|smoothed, ratio| alpha * ratio + (1.0 - alpha) * smoothed)
        })
        .collect()
}

/// Enrolment by grade in the years after `last`, for the entrants given, by progression `ratios`.
pub fn project_enrolment(last: &[f64], entrants: &[f64], ratios: &[f64]) -> Vec<Vec<f64>> {
    let mut current = last.to_vec();
    entrants
        .iter()
        .map(|&entry| {
            let moved = current.iter().zip(ratios).map(|(students, ratio)| students * ratio);
            current = std::iter::once(entry).chain(moved).collect();
            current.clone()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vignette of the R package enrollcast, grades K, 1 and 2. It takes the plain mean of the
    /// yearly ratios, which smoothing equals over two years at weight one half.
    #[test]
    fn grade_progression_gives_the_published_example() {
        let years = vec![vec![100.0, 90.0, 80.0], vec![110.0, 95.0, 88.0], vec![120.0, 99.0, 91.0]];
        let ratios: Vec<f64> = grade_ratios(&years, 0.5).into_iter().flatten().collect();
        assert!((ratios[0] - 0.925).abs() < 1e-12);
        assert!((ratios[1] - 0.967_836_3).abs() < 5e-8);
        let later = project_enrolment(&years[2], &[125.0, 130.0, 128.0], &ratios);
        let expected =
            [[125.0, 111.0, 95.815_79], [130.0, 115.625, 107.429_82], [128.0, 120.25, 111.906_07]];
        for (year, want) in later.iter().zip(expected) {
            for (got, want) in year.iter().zip(want) {
                assert!((got - want).abs() < 5e-6, "{got} is not {want}");
            }
        }
    }

    #[test]
    fn an_empty_grade_gives_no_ratio() {
        assert_eq!(grade_ratios(&[vec![0.0, 5.0], vec![3.0, 4.0]], 0.4), [None]);
    }
}
