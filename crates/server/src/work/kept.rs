//! Results that are worked out once, and kept while there is room.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OnceCell, Semaphore};

use crate::problem::Problem;

/// Results by key. When there are too many, the one that was asked for longest ago leaves.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    most: usize,
    /// Places for those who wait for a result, each of whom holds a connection.
    waiting: Semaphore,
    /// The latest asked for is the last.
    entries: Mutex<VecDeque<(K, Arc<OnceCell<V>>)>>,
}

impl<K: PartialEq, V: Clone + Send + Sync + 'static> Kept<K, V> {
    /// Room for `most` results, and for `waiting` who wait for one.
    pub(crate) fn new(most: usize, waiting: usize) -> Self {
        Self { most, waiting: Semaphore::new(waiting), entries: Mutex::new(VecDeque::new()) }
    }

    /// The result of a key, made by `make` unless it is there. All who ask for one key at one time
    /// wait for one making, which goes on if they leave. A failure is not kept, and takes the place of no
    /// result. A problem with `Retry-After` if too many wait already.
    pub(crate) async fn get_or_make<F>(
        &self,
        key: K,
        make: impl FnOnce() -> F + Send + 'static,
    ) -> Result<V, Problem>
    where
        F: Future<Output = Result<V, Problem>> + Send + 'static,
    {
        if let Some(value) = self.made(&key) {
            return Ok(value);
        }
        let _place = self.waiting.try_acquire().map_err(|_| Problem::busy())?;
        let cell = self.cell(key);
        let made = Arc::clone(&cell);
        // In a task of its own, so that a caller who leaves does not end what others wait for.
        let making = async move { made.get_or_try_init(make).await.cloned() };
        let result = tokio::spawn(making).await.map_err(|error| Problem::internal(&error))?;
        if result.is_ok() {
            self.drop_oldest();
        } else {
            self.forget(&cell);
        }
        result
    }

    /// A result that is there; it has been asked for now.
    fn made(&self, key: &K) -> Option<V> {
        let mut entries = self.entries();
        let position = entries.iter().position(|(known, _)| known == key)?;
        let value = entries[position].1.get().cloned()?;
        if let Some(entry) = entries.remove(position) {
            entries.push_back(entry);
        }
        Some(value)
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<(K, Arc<OnceCell<V>>)>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place away whose making failed, unless somebody else is at it.
    fn forget(&self, cell: &Arc<OnceCell<V>>) {
        let failed = |known: &Arc<OnceCell<V>>| Arc::ptr_eq(known, cell) && known.get().is_none();
        // One in the list and one with whoever failed.
        self.entries().retain(|(_, known)| !failed(known) || Arc::strong_count(known) > 2);
    }

    /// Keeps as many results as there is room for. What is still being made is no result yet.
    fn drop_oldest(&self) {
        let mut entries = self.entries();
        let mut over = entries.iter().filter(|(_, cell)| cell.initialized()).count();
        entries.retain(|(_, cell)| {
            let leaves = over > self.most && cell.initialized();
            over -= usize::from(leaves);
            // A place without a result that nobody is at was left by makings that failed at one time.
            !leaves && (cell.initialized() || Arc::strong_count(cell) > 1)
        });
    }

    /// The place of a result, made or not.
    fn cell(&self, key: K) -> Arc<OnceCell<V>> {
        let mut entries = self.entries();
        let known = entries.iter().find(|(known, _)| *known == key).map(|(_, cell)| cell);
        if let Some(cell) = known {
            return Arc::clone(cell);
        }
        let cell = Arc::default();
        entries.push_back((key, Arc::clone(&cell)));
        cell
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    async fn ask(kept: &Kept<&'static str, usize>, key: &'static str, made: &Arc<AtomicUsize>) {
        let made = Arc::clone(made);
        let make = move || async move {
            made.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            Ok(key.len())
        };
        assert_eq!(kept.get_or_make(key, make).await, Ok(key.len()));
    }

    #[tokio::test]
    async fn equal_requests_at_one_time_are_worked_out_once() {
        let (kept, made) = (Kept::new(2, 8), Arc::default());
        tokio::join!(ask(&kept, "low", &made), ask(&kept, "low", &made), ask(&kept, "high", &made));
        ask(&kept, "low", &made).await;
        assert_eq!(made.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn the_one_asked_for_longest_ago_leaves() {
        let (kept, made) = (Kept::new(2, 8), Arc::default());
        for key in ["a", "b", "a", "c", "a", "b"] {
            ask(&kept, key, &made).await;
        }
        // b had left for c, a never.
        assert_eq!(made.load(Ordering::SeqCst), 4);
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let kept: Kept<&str, usize> = Kept::new(2, 8);
        let fail = || async { Err(Problem::busy()) };
        assert!(kept.get_or_make("low", fail).await.is_err());
        assert_eq!(kept.get_or_make("low", || async { Ok(1) }).await, Ok(1));
    }

    #[tokio::test]
    async fn failures_push_no_result_out() {
        let (kept, made) = (Kept::new(2, 8), Arc::default());
        ask(&kept, "a", &made).await;
        for key in ["b", "c", "d", "e"] {
            assert!(kept.get_or_make(key, || async { Err(Problem::busy()) }).await.is_err());
        }
        ask(&kept, "a", &made).await;
        assert_eq!((made.load(Ordering::SeqCst), kept.entries().len()), (1, 1));
    }

    #[tokio::test]
    async fn only_so_many_wait_for_one_result() {
        let kept: Kept<&str, usize> = Kept::new(2, 1);
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = kept.get_or_make("low", || async { Ok(usize::from(wait.await.is_ok())) });
        let second = async {
            let refused = kept.get_or_make("low", || async { Ok(7) }).await.unwrap_err();
            go.send(()).unwrap();
            refused
        };
        let (first, second) = tokio::join!(first, second);
        assert_eq!((first, second.status), (Ok(1), 429));
        // What is there need not be waited for.
        assert_eq!(kept.get_or_make("low", || async { Ok(7) }).await, Ok(1));
    }

    #[tokio::test]
    async fn what_was_begun_is_finished_though_its_caller_left() {
        let kept: Arc<Kept<&str, usize>> = Arc::new(Kept::new(2, 8));
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        let first = Arc::clone(&kept);
        let caller = tokio::spawn(async move {
            first.get_or_make("low", || async { Ok(usize::from(wait.await.is_ok())) }).await
        });
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        caller.abort();
        go.send(()).unwrap();
        let again = || async { Ok(7) };
        assert_eq!(kept.get_or_make("low", again).await, Ok(1));
    }
}
