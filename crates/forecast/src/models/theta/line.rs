//! The least-squares line of a series over time.

/// `intercept + slope·t`, `t` from 0.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) intercept: f64,
    pub(super) slope: f64,
}

impl Line {
    pub(super) fn of(y: &[f64]) -> Self {
        let mut sums = LineSums::default();
        for &value in y {
            sums.take(value);
        }
        sums.line()
    }

    pub(super) fn at(self, t: usize) -> f64 {
        self.intercept + self.slope * t as f64
    }

    /// One step before the first value: the `A` of the equations, which count time from 1.
    pub(super) fn before(self) -> f64 {
        self.intercept - self.slope
    }
}

/// What a least-squares line over time needs to know of the values so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineSums {
    n: f64,
    sum: f64,
    moment: f64,
}

impl LineSums {
    pub(super) fn take(&mut self, value: f64) {
        self.moment += self.n * value;
        self.sum += value;
        self.n += 1.0;
    }

    /// A single value is a level.
    pub(super) fn line(self) -> Line {
        let Self { n, sum, moment } = self;
        if n < 2.0 {
            return Line { intercept: sum / n.max(1.0), slope: 0.0 };
        }
        let middle = (n - 1.0) / 2.0;
        let slope = 12.0 * (moment - middle * sum) / (n * (n * n - 1.0));
        Line { intercept: sum / n - slope * middle, slope }
    }
}
