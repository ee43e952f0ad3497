//! Work that takes long. None of it runs on the threads that serve, and what it finds is kept.

mod documents;
mod kept;
mod pictures;
mod scenarios;
mod threads;
mod workers;

pub(crate) use documents::{Documents, Title};
pub(crate) use kept::Kept;
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
    pub(crate) documents: Documents,
}

impl LongWork {
    /// Of every kind, results are waited for by `waiting` at most.
    pub(crate) fn new(waiting: usize) -> Self {
        Self {
            scenarios: Scenarios::new(waiting),
            pictures: Pictures::new(waiting),
            documents: Documents::new(waiting),
        }
    }
}
