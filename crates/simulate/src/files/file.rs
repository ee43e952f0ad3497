//! A file of a simulated city.

/// A file of a simulated city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedFile {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub text: String,
}
