//! How a series is scaled before its forecast: its last value, and its typical change as the unit.

use crate::Scale;

/// How a series is scaled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) scale: Scale,
    /// Number of values.
    pub(crate) n: usize,
    /// The last value on the model's scale.
    pub(crate) last: f64,
    /// Mean absolute yearly change on the model's scale; zero if nothing ever changed.
    pub(crate) unit: f64,
    /// The unit as a share of the level: what an error of one unit adds to sMAPE.
    pub(crate) relative: f64,
    /// The unit at the last value, in mean absolute changes of the values: what an error of one unit
    /// adds to MASE.
    pub(crate) in_changes: f64,
}

impl Frame {
    /// The frame of a series that is modelled as it is; values may be negative where `plain`.
    pub(crate) fn of_values(y: &[f64], plain: bool) -> Self {
        let n = y.len();
        let unit = mean_change(y);
        let size = y.iter().map(|value| value.abs()).sum::<f64>() / n as f64;
        let negative = plain || y.iter().any(|&value| value < 0.0);
        Self {
            scale: if negative { Scale::Plain } else { Scale::NonNegative },
            n,
            last: y[n - 1],
            unit,
            relative: if unit > 0.0 { unit / size.max(unit) } else { 0.0 },
            in_changes: 1.0,
        }
    }

    /// The unit if it is one of logarithms, else zero.
    pub(crate) fn log_unit(&self) -> f64 {
        if self.scale == Scale::Log { self.unit } else { 0.0 }
    }

    /// A later value in units from the last one; a value that has no logarithm is a thousandth of
    /// the last.
    pub(crate) fn in_units(&self, value: f64) -> f64 {
        let z = match self.scale {
            Scale::Log => value.max(1e-3 * self.scale.invert(self.last)).ln(),
            Scale::NonNegative | Scale::Plain => value,
        };
        let unit = if self.unit > 0.0 { self.unit } else { 1.0 };
        ((z - self.last) / unit).clamp(-1e3, 1e3)
    }
}

/// The mean absolute yearly change; zero for a single value.
pub(crate) fn mean_change(y: &[f64]) -> f64 {
    let changes = (y.len() - 1).max(1) as f64;
    y.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / changes
}
