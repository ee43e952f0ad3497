//! A finished chart.

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The picture, with real text.
    pub svg: String,
}
