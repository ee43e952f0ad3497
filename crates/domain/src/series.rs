//! Annual series with gaps.

use crate::Year;

/// An annual series: one value for each year from `start` on, with gaps where nothing was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    start: Year,
    values: Vec<Option<f64>>,
}

impl Series {
    /// From points in any order; if two are of one year, the one that comes last in `points` is kept.
    /// `None` if there is no point.
    pub fn from_points(points: impl IntoIterator<Item = (Year, f64)>) -> Option<Self> {
        let points: std::collections::BTreeMap<Year, f64> = points.into_iter().collect();
        let (&start, &end) = (points.keys().next()?, points.keys().next_back()?);
        let length = end.since(start) as usize + 1;
        let mut values = vec![None; length];
        for (year, value) in points {
            values[year.since(start) as usize] = Some(value);
        }
        Some(Self { start, values })
    }

    /// The first year.
    pub fn start(&self) -> Year {
        self.start
    }

    /// The last year.
    pub fn end(&self) -> Year {
        self.start + (self.values.len() as i32 - 1)
    }

    /// The value of a year, if there is one.
    pub fn at(&self, year: Year) -> Option<f64> {
        self.values.get(usize::try_from(year.since(self.start)).ok()?).copied().flatten()
    }

    /// The last value.
    pub fn last(&self) -> f64 {
        self.values.iter().rev().find_map(|&value| value).unwrap_or(f64::NAN)
    }

    /// Every year from the first to the last with its value or its gap.
    pub fn points(&self) -> impl Iterator<Item = (Year, Option<f64>)> + '_ {
        self.values.iter().enumerate().map(|(i, &value)| (self.start + i as i32, value))
    }

    /// Years without a value between the first and the last.
    pub fn gaps(&self) -> impl Iterator<Item = Year> + '_ {
        self.points().filter(|(_, value)| value.is_none()).map(|(year, _)| year)
    }

    /// The values with inner gaps filled on a straight line between their neighbours. Use
    /// [`Series::gaps`] to say which they are.
    pub fn filled(&self) -> Vec<f64> {
        let known: Vec<(usize, f64)> =
            self.values.iter().enumerate().filter_map(|(i, value)| value.map(|v| (i, v))).collect();
        let mut filled = Vec::with_capacity(self.values.len());
        for pair in known.windows(2) {
            let ((i, a), (j, b)) = (pair[0], pair[1]);
            filled.extend((i..j).map(|t| a + (b - a) * (t - i) as f64 / (j - i) as f64));
        }
        filled.extend(known.last().map(|&(_, value)| value));
        filled
    }

    /// The series up to and including `year`; `None` if it begins later.
    #[must_use]
    pub fn until(&self, year: Year) -> Option<Self> {
        Self::from_points(
            self.points().filter(|&(y, _)| y <= year).filter_map(|(y, v)| Some((y, v?))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(points: &[(i64, f64)]) -> Series {
        Series::from_points(points.iter().map(|&(y, v)| (Year::new(y).unwrap(), v))).unwrap()
    }

    #[test]
    fn a_gap_is_kept_and_named() {
        let series = series(&[(2003, 1.0), (2006, 4.0), (2004, 2.0)]);
        assert_eq!(series.gaps().map(Year::number).collect::<Vec<_>>(), [2005]);
        assert_eq!(series.at(Year::new(2005).unwrap()), None);
        assert_eq!(series.filled(), [1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn the_past_of_a_series_ends_where_it_is_cut() {
        let series = series(&[(2003, 1.0), (2004, 2.0), (2005, 3.0)]);
        assert_eq!(series.until(Year::new(2004).unwrap()).unwrap().last(), 2.0);
        assert_eq!(series.until(Year::new(2002).unwrap()), None);
    }
}
