//! Documents: each composed and rendered once, and kept for those who ask again.

use super::kept::Kept;
use super::workers::Workers;
use crate::answer::Body;
use crate::problem::Problem;

/// All that a document depends on: equal titles give equal documents. The audience is that of the service.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Title {
    /// The number of the publication.
    pub(crate) publication: i64,
    /// Which document, by its address.
    pub(crate) name: &'static str,
    /// What was done with issues and written in blanks, by how much it is.
    pub(crate) state: (usize, usize),
    /// Its format.
    pub(crate) format: &'static str,
}

/// The making of documents.
#[derive(Debug)]
pub(crate) struct Documents {
    workers: Workers,
    made: Kept<Title, Body>,
}

impl Documents {
    /// `waiting` may wait for a document.
    pub(crate) fn new(waiting: usize) -> Self {
        Self { workers: Workers::new(2, 30), made: Kept::new(6, waiting) }
    }

    /// The document of a title, made by `make` unless it is there.
    pub(crate) async fn get_or_make(
        &self,
        title: Title,
        make: impl FnOnce() -> Result<Body, Problem> + Send + 'static,
    ) -> Result<Body, Problem> {
        let workers = self.workers.clone();
        self.made.get_or_make(title, move || async move { workers.run(make).await? }).await
    }
}
