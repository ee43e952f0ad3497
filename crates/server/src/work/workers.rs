//! A limit on how much long work is done at a time, and how much may wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};

use super::threads::{spare_cores, yield_to_serving};
use crate::problem::Problem;

/// Threads of their own, which give way to those that serve, and a queue in front of them.
///
/// A job may compute in parallel: within it, rayon keeps to these threads.
#[derive(Debug, Clone)]
pub(crate) struct Workers {
    /// Places for jobs that run or wait.
    places: Arc<Semaphore>,
    /// Permits to run.
    running: Arc<Semaphore>,
    threads: usize,
    /// Started by the first job.
    pool: Arc<OnceLock<ThreadPool>>,
}

impl Workers {
    /// At most `running` jobs at a time, each on one thread, and `waiting` more that wait for one of them to end. On a
    /// machine of few cores fewer run, so that one core is left to those that serve.
    pub(crate) fn new(running: usize, waiting: usize) -> Self {
        let running = running.min(spare_cores());
        Self::on_threads(running, running, waiting)
    }

    /// One job at a time on every core but one, and `waiting` more that wait for it to end.
    pub(crate) fn one_by_one(waiting: usize) -> Self {
        Self::on_threads(spare_cores(), 1, waiting)
    }

    fn on_threads(threads: usize, running: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(running + waiting)),
            running: Arc::new(Semaphore::new(running)),
            threads,
            pool: Arc::default(),
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
        let (answer, answered) = oneshot::channel();
        self.pool()?.spawn(move || {
            // What a panic left half done is dropped with the job.
            let result = catch_unwind(AssertUnwindSafe(job));
            drop((permit, place));
            // Whoever asked may have left.
            let _ = answer.send(result);
        });
        let result = answered.await.map_err(|error| Problem::internal(&error))?;
        result.map_err(|_| Problem::internal(&"long work panicked"))
    }

    /// The threads. A problem if the system gives none; the next job tries again.
    fn pool(&self) -> Result<&ThreadPool, Problem> {
        if let Some(pool) = self.pool.get() {
            return Ok(pool);
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .thread_name(|number| format!("long-work-{number}"))
            .start_handler(|_| yield_to_serving())
            .build()
            .map_err(|error| Problem::internal(&error))?;
        Ok(self.pool.get_or_init(|| pool))
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
        assert_eq!((refused.status, refused.kind), (429, "/problems/busy"));
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

    #[tokio::test]
    async fn what_a_job_computes_in_parallel_stays_on_threads_that_give_way() {
        use rayon::prelude::*;
        let workers = Workers::one_by_one(0);
        let compute = || -> Vec<String> {
            let name = |_| std::thread::current().name().unwrap_or_default().to_owned();
            (0..1000).into_par_iter().map(name).collect()
        };
        let names = workers.run(compute).await.unwrap();
        assert!(names.iter().all(|name| name.starts_with("long-work-")), "{names:?}");
        #[cfg(target_os = "linux")]
        {
            let of_thread = || rustix::process::getpriority_process(None).unwrap();
            let (here, there) = (of_thread(), workers.run(of_thread).await.unwrap());
            assert!(there > here || there == 19, "{here} {there}");
        }
    }
}
