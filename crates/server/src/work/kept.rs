//! Results that are worked out once, and kept while there is room.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::problem::Problem;

/// Results by key. When there are too many, the one that was asked for longest ago leaves.
#[derive(Debug)]
pub(crate) struct Kept<K, V> {
    most: usize,
    /// The latest asked for is the last.
    entries: Mutex<VecDeque<(K, Arc<OnceCell<V>>)>>,
}

impl<K: PartialEq, V: Clone + Send + Sync + 'static> Kept<K, V> {
    /// Room for `most` results.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, entries: Mutex::new(VecDeque::new()) }
    }

    /// The result of a key, made by `make` unless it is there. All who ask for one key at one time
    /// wait for one making, which goes on if they leave. A failure is not kept.
    pub(crate) async fn get_or_make<F>(
        &self,
        key: K,
        make: impl FnOnce() -> F + Send + 'static,
    ) -> Result<V, Problem>
    where
        F: Future<Output = Result<V, Problem>> + Send + 'static,
    {
        let cell = self.cell(key);
        if let Some(value) = cell.get() {
            return Ok(value.clone());
        }
        // In a task of its own, so that a caller who leaves does not end what others wait for.
        let making = async move { cell.get_or_try_init(make).await.cloned() };
        tokio::spawn(making).await.map_err(|error| Problem::internal(&error))?
    }

    /// The place of a result, made or not.
    fn cell(&self, key: K) -> Arc<OnceCell<V>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let position = entries.iter().position(|(known, _)| *known == key);
        let entry = position.and_then(|position| entries.remove(position));
        let (key, cell) = entry.unwrap_or_else(|| (key, Arc::default()));
        entries.push_back((key, Arc::clone(&cell)));
        if entries.len() > self.most {
            entries.pop_front();
        }
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
        let (kept, made) = (Kept::new(2), Arc::default());
        tokio::join!(ask(&kept, "low", &made), ask(&kept, "low", &made), ask(&kept, "high", &made));
        ask(&kept, "low", &made).await;
        assert_eq!(made.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn the_one_asked_for_longest_ago_leaves() {
        let (kept, made) = (Kept::new(2), Arc::default());
        for key in ["a", "b", "a", "c", "a", "b"] {
            ask(&kept, key, &made).await;
        }
        // b had left for c, a never.
        assert_eq!(made.load(Ordering::SeqCst), 4);
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let kept: Kept<&str, usize> = Kept::new(2);
        let fail = || async { Err(Problem::busy()) };
        assert!(kept.get_or_make("low", fail).await.is_err());
        assert_eq!(kept.get_or_make("low", || async { Ok(1) }).await, Ok(1));
    }

    #[tokio::test]
    async fn what_was_begun_is_finished_though_its_caller_left() {
        let kept: Arc<Kept<&str, usize>> = Arc::new(Kept::new(2));
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
