//! From students to local entrants, and what one more seat brings.

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

/// What one more seat brings by the end of the horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeatYield {
    /// Years of entry whose classes reach the labour market by then.
    pub years: f64,
    /// Of those who enter, the part that works in the city then.
    pub reach: f64,
    /// What one of them counts for in the unit of the shortage: 1 in persons, less in full-time posts.
    pub posts: f64,
}

/// Yearly intake that would close a shortage (negative: a surplus) by the end of the horizon,
/// `x* = x + (D − S)/(m·ρ·φ)`, never below zero. `None` if no seat reaches the market by then.
///
/// Van Greuningen, Batenburg and Van der Velden, "Ten years of health workforce planning in the
/// Netherlands", Human Resources for Health 10:21 (2012).
///
/// ```
/// let seat = talent_market::SeatYield { years: 2.0, reach: 0.8, posts: 1.0 };
/// assert_eq!(talent_market::intake_to_close(100.0, 16.0, seat), Some(110.0));
/// ```
pub fn intake_to_close(intake: f64, shortage: f64, seat: SeatYield) -> Option<f64> {
    let brought = seat.years * seat.reach * seat.posts;
    (brought > 0.0).then(|| (intake + shortage / brought).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The planning of general practitioners in the Netherlands, tables 2 to 8 of the source above.
    #[test]
    fn stocks_flows_and_seats_are_those_of_the_dutch_plan() {
        // Heads by sex with what each works: 7,290 full-time posts; 1 % more are 7,365,
        // and of these 6 % more are 7,807.
        let posts: f64 = 6_129.0 * 0.822 + 4_086.0 * 0.551;
        assert_eq!((posts * 10.0).round(), 72_894.0);
        assert!((7_362.0..7_365.0).contains(&(posts * 1.01)));
        assert_eq!((7_365.0 * 1.06 * 10.0_f64).round(), 78_069.0);
        // Ten years on: those who leave, return and qualify.
        let enters = [
            Cohort { students: 93.0, survival: 1.0 },
            Cohort { students: 1_320.0, survival: 1.0 },
            Cohort { students: 1_054.0, survival: 1.0 },
            Cohort { students: 3_070.0, survival: 2_690.0 / 3_070.0 },
        ];
        let everybody =
            SupplyRates { further_study: 0.0, participation: 1.0, local_retention: 1.0 };
        let heads = 10_215.0 - 2_341.0 - 785.0 + project_supply(&enters, everybody);
        assert!((heads - 12_246.0).abs() < 1e-9);
        // Five years of entry count; a trained one works 0.71 as women do and 0.29 as men do.
        let seat =
            SeatYield { years: 5.0, reach: 2_690.0 / 3_070.0, posts: 0.71 * 0.551 + 0.29 * 0.822 };
        for (shortage, seats) in [(-380.0, 476.2), (869.0, 929.0), (325.0, 731.8)] {
            let got = intake_to_close(614.0, shortage, seat).unwrap();
            assert_eq!((got * 10.0).round() / 10.0, seats);
        }
        assert_eq!(intake_to_close(10.0, -1e6, seat), Some(0.0));
        assert_eq!(intake_to_close(10.0, 5.0, SeatYield { years: 0.0, ..seat }), None);
    }

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
