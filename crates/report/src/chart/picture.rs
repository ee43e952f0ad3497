//! A finished chart.

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The picture, with real text.
    /// It is a whole `<svg>` element, to be written into a page or a file as it is.
    pub svg: String,
}
