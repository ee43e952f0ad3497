//! Work that takes long. None of it runs on the threads that serve, and what it finds is kept.

mod kept;
mod pictures;
mod scenarios;
mod workers;

pub(crate) use pictures::{Pictures, Recipe};
pub(crate) use scenarios::{ScenarioRequest, Scenarios};
pub(crate) use workers::Workers;

/// Every kind of long work of a service.
#[derive(Debug)]
pub(crate) struct LongWork {
    /// Draws of scenarios.
    pub(crate) scenarios: Scenarios,
    /// Charts.
    pub(crate) pictures: Pictures,
    /// Composing and rendering documents.
    pub(crate) documents: Workers,
}

impl Default for LongWork {
    fn default() -> Self {
        Self {
            scenarios: Scenarios::default(),
            pictures: Pictures::default(),
            documents: Workers::new(2, 30),
        }
    }
}
