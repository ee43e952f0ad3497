//! What may be shown of a figure.

/// What may be shown of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// The figure itself.
    Value(f64),
    /// Only that it lies below this bound, in the figure's own unit.
    Below(f64),
    /// Nothing: the figure is not known, or it would give another away.
    Withheld,
}

impl Shown {
    /// The figure itself, if it may be shown. Where not, no rate or share of it may be shown either: it would give
    /// the figure away.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Below(_) | Self::Withheld => None,
        }
    }

    /// Whether the figure itself is shown.
    pub fn is_value(self) -> bool {
        self.value().is_some()
    }
}
