//! Rates from counts. A rate is kept as its numerator, its denominator and what they count; a bare
//! percentage is not taken.

/// So many of so many: a rate with its counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountedRate {
    /// Numerator, persons.
    pub count: f64,
    /// Denominator, persons.
    pub of: f64,
}

impl CountedRate {
    /// The plain rate, a fraction; `None` where nobody was counted.
    pub fn value(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.count / self.of)
    }

    /// The rate drawn towards `mean` as if `weight` more persons had been counted there:
    /// `θ̂ = (x + κμ)/(n + κ)`.
    ///
    /// ```
    /// let rate = talent_market::CountedRate { count: 6.0, of: 12.0 };
    /// assert_eq!((rate.shrunk(0.82, 40.0) * 1e4).round() / 1e4, 0.7462);
    /// ```
    pub fn shrunk(self, mean: f64, weight: f64) -> f64 {
        (self.count + weight * mean) / (self.of + weight)
    }

    /// Wilson's score interval for `z` standard deviations (1.2816 for 80 %, 1.96 for 95 %).
    /// `None` where nobody was counted.
    ///
    /// Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22
    /// (1927).
    pub fn wilson(self, z: f64) -> Option<(f64, f64)> {
        let p = self.value()?;
        let (n, z2) = (self.of, z * z);
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let reach = z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        Some((centre - reach, centre + reach))
    }

    /// Several counts of the same kind together.
    pub fn sum(rates: impl IntoIterator<Item = Self>) -> Self {
        rates.into_iter().fold(Self { count: 0.0, of: 0.0 }, |sum, rate| Self {
            count: sum.count + rate.count,
            of: sum.of + rate.of,
        })
    }
}

/// A published percentage that none of the published totals can give.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "{percent} % of {count} is none of the published totals: base not derivable (it would be {implied:.1})"
)]
pub struct PublishedRateError {
    /// The count in the numerator.
    pub count: f64,
    /// The percentage as printed.
    pub percent: f64,
    /// The denominator the two imply.
    pub implied: f64,
}

/// A percentage as a publication prints it, with the count it is a percentage of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedRate {
    /// The count in the numerator, as printed.
    pub count: f64,
    /// Decimals that counts are printed with.
    pub count_decimals: i32,
    /// The percentage, as printed.
    pub percent: f64,
    /// Decimals that percentages are printed with.
    pub percent_decimals: i32,
}

/// Which of the published totals a printed percentage was computed on: the position in `bases` of
/// the first that can give it, every printed figure standing for all that round to it.
///
/// National releases print rates on bases they do not name, often with continuing students among
/// the employed; a rate whose base cannot be found must not be used.
pub fn published_base(rate: PublishedRate, bases: &[f64]) -> Result<usize, PublishedRateError> {
    let half_unit = |decimals: i32| 0.5 * 10_f64.powi(-decimals) + 1e-9;
    let (count, percent) = (rate.count, rate.percent);
    let (near_count, near) = (half_unit(rate.count_decimals), half_unit(rate.percent_decimals));
    bases
        .iter()
        .position(|base| {
            *base > near_count
                && 100.0 * (count - near_count) / (base + near_count) <= percent + near
                && 100.0 * (count + near_count) / (base - near_count) >= percent - near
        })
        .ok_or(PublishedRateError { count, percent, implied: 100.0 * count / percent })
}

/// 求人倍率: posts per job seeker. `None` without job seekers.
pub fn vacancy_ratio(posts: f64, seekers: f64) -> Option<f64> {
    (seekers > 0.0).then(|| posts / seekers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(value: f64, decimals: i32) -> f64 {
        let unit = 10_f64.powi(decimals);
        (value * unit).round() / unit
    }

    #[test]
    fn wilson_intervals_are_those_printed() {
        let cases = [
            (11.0, 20.0, (0.4091, 0.6833), (0.3421, 0.7418)),
            (27.0, 50.0, (0.4498, 0.6276), (0.4040, 0.6703)),
            (275.0, 500.0, (0.5214, 0.5783), (0.5062, 0.5931)),
        ];
        for (count, of, want80, want95) in cases {
            let rate = CountedRate { count, of };
            for (z, want) in [(1.2816, want80), (1.959_964, want95)] {
                let (low, high) = rate.wilson(z).unwrap();
                assert_eq!((rounded(low, 4), rounded(high, 4)), want, "{count}/{of}");
            }
        }
    }

    #[test]
    fn shrunken_rates_are_those_printed() {
        for (count, of, want) in [(6.0, 12.0, 0.7462), (27.0, 50.0, 0.6644), (300.0, 500.0, 0.6163)]
        {
            assert_eq!(rounded(CountedRate { count, of }.shrunk(0.82, 40.0), 4), want);
        }
    }

    /// Graduates, employed and the parts of them in ten thousands, from the yearly releases of the
    /// Ministry of Education on secondary vocational graduates of 2012 and 2013.
    #[test]
    fn published_percentages_name_their_base() {
        let base = |count, percent, bases: &[f64]| published_base(printed(count, percent), bases);
        // 2012, all schools: employed over graduates.
        assert_eq!(base(637.51, 96.85, &[658.21]), Ok(0));
        assert_eq!(rounded(100.0 * 637.51 / 658.21, 3), 96.855);
        // 2012 without skilled-worker schools: bases are all graduates and employed.
        assert_eq!(base(520.54, 96.76, &[538.00]), Ok(0));
        assert_eq!(base(60.39, 11.60, &[538.00, 520.54]), Ok(1));
        assert_eq!(base(363.01, 69.74, &[538.00, 520.54]), Ok(1));
        // 2013: employed over graduates, further study and local on the employed.
        assert_eq!(base(588.07, 96.81, &[607.46]), Ok(0));
        assert_eq!(base(69.38, 14.57, &[406.83, 476.21, 588.07]), Ok(1));
        assert_eq!(base(332.27, 69.77, &[406.83, 476.21, 588.07]), Ok(1));
        // 2015: employed over graduates; Shanghai 2017, in persons.
        assert_eq!(base(496.42, 96.30, &[515.47]), Ok(0));
        let shanghai = PublishedRate { count_decimals: 0, ..printed(29_231.0, 98.37) };
        assert_eq!(published_base(shanghai, &[29_716.0]), Ok(0));
        // The three sectors of 2012 add up to the employed, those studying included.
        assert_eq!(rounded(46.53 + 173.89 + 300.12, 2), 520.54);
    }

    fn printed(count: f64, percent: f64) -> PublishedRate {
        PublishedRate { count, count_decimals: 2, percent, percent_decimals: 2 }
    }

    #[test]
    fn a_percentage_without_a_base_is_an_error() {
        let error = published_base(printed(374.38, 76.01), &[406.83, 476.21, 588.07]).unwrap_err();
        assert_eq!(rounded(error.implied, 1), 492.5);
        assert!(error.to_string().contains("base not derivable"));
    }

    /// Posts and seekers in ten thousands, quarterly reports of the Ministry of Human Resources
    /// and Social Security on the public employment services of monitored cities.
    #[test]
    fn official_vacancy_ratios_hold_to_the_printed_digit() {
        let cases = [
            (629.2, 565.3, 1.11),
            (554.0, 509.0, 1.09),
            (433.7, 354.2, 1.22),
            (574.8, 466.9, 1.23),
            (563.8, 356.0, 1.58),
        ];
        for (posts, seekers, want) in cases {
            assert_eq!(rounded(vacancy_ratio(posts, seekers).unwrap(), 2), want);
        }
    }
}
