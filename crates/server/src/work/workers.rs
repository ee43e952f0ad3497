//! A limit on how much long work is done at a time, and how much may wait.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::problem::Problem;

/// Threads beside those that serve, a few at a time.
#[derive(Debug, Clone)]
pub(crate) struct Workers {
    /// Places for jobs that run or wait.
    places: Arc<Semaphore>,
    /// Permits to run.
    running: Arc<Semaphore>,
}

impl Workers {
    /// At most `running` jobs at a time, and `waiting` more that wait for one of them to end.
    pub(crate) fn new(running: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(running + waiting)),
            running: Arc::new(Semaphore::new(running)),
        }
    }

    /// Runs a job off the serving threads. A problem with `Retry-After` if too many wait already.
    ///
    /// A job that has begun ends even if nobody waits for it any more, and counts until it does.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Problem::busy())?;
        let permit = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .map_err(|error| Problem::internal(&error))?;
        let held_job = move || {
            let result = job();
            drop((permit, place));
            result
        };
        spawn_blocking(held_job).await.map_err(|error| Problem::internal(&error))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn more_jobs_than_may_wait_are_sent_away_and_come_back_later() {
        let workers = Workers::new(1, 1);
        let (go, wait) = mpsc::channel::<()>();
        let first = workers.clone();
        let first = tokio::spawn(async move { first.run(move || wait.recv().is_ok()).await });
        tokio::task::yield_now().await;
        let second = workers.clone();
        let second = tokio::spawn(async move { second.run(|| 2).await });
        tokio::task::yield_now().await;
        let refused = workers.run(|| 3).await.unwrap_err();
        assert_eq!((refused.status, refused.kind), (503, "/problems/busy"));
        go.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(true));
        assert_eq!(second.await.unwrap(), Ok(2));
        assert_eq!(workers.run(|| 3).await, Ok(3));
    }

    #[tokio::test]
    async fn a_job_that_panics_gives_its_permit_back() {
        let workers = Workers::new(1, 0);
        for _ in 0..3 {
            let failed = workers.run(|| assert_eq!(1, 2, "on purpose")).await.unwrap_err();
            assert_eq!(failed.status, 500);
        }
    }
}
