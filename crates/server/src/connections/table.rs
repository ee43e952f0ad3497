//! All connections of a service.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::connection::serve;
use super::limits::Limits;
use super::pulse::{Phase, Pulse};

/// How soon a connection that was told to make room has done so, or another is told.
const PATIENCE: Duration = Duration::from_millis(20);

/// All connections of a service: no more than there may be.
#[derive(Debug)]
pub(crate) struct Connections {
    limits: Limits,
    places: Arc<Semaphore>,
    /// Those that are open, the oldest first.
    open: Arc<Mutex<BTreeMap<u64, Arc<Pulse>>>>,
    tasks: JoinSet<()>,
    /// How many there have been.
    count: u64,
    /// Becomes true when the service is to stop.
    stopping: watch::Sender<bool>,
}

impl Connections {
    /// None yet.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            places: Arc::new(Semaphore::new(limits.connections)),
            open: Arc::default(),
            tasks: JoinSet::new(),
            count: 0,
            stopping: watch::Sender::new(false),
        }
    }

    /// Takes connections and serves them, until it is dropped. Where there are as many as there may be, the one that
    /// has waited longest makes room for the newest.
    pub(crate) async fn take_all(&mut self, listener: &TcpListener, service: &Router) {
        loop {
            match listener.accept().await {
                Ok((socket, _)) => {
                    let place = self.room().await;
                    self.begin(socket, service.clone(), place);
                }
                Err(error) => {
                    // Most likely there are no more files to be had.
                    tracing::warn!(%error, "a connection could not be taken");
                    self.dismiss_one();
                    sleep(PATIENCE).await;
                }
            }
            while self.tasks.try_join_next().is_some() {}
        }
    }

    /// A place for one more connection. Requests that are worked on are waited for.
    async fn room(&self) -> Option<OwnedSemaphorePermit> {
        loop {
            if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
                return Some(place);
            }
            self.dismiss_one();
            let place = Arc::clone(&self.places).acquire_owned();
            if let Ok(place) = timeout(PATIENCE, place).await {
                return place.ok();
            }
        }
    }

    /// Tells the connection to go whose other side has kept it waiting longest.
    fn dismiss_one(&self) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |pulse: &&Arc<Pulse>| matches!(pulse.now().0, Phase::Waiting | Phase::Sending);
        // Answers on their way go last.
        let longest = open
            .values()
            .filter(waits)
            .min_by_key(|pulse| (pulse.now().0 == Phase::Sending, pulse.now().1));
        if let Some(pulse) = longest {
            pulse.dismiss();
        }
    }

    /// Serves one more connection.
    fn begin(&mut self, socket: TcpStream, service: Router, place: Option<OwnedSemaphorePermit>) {
        self.count += 1;
        let (number, pulse) = (self.count, Pulse::new(self.limits));
        let open = Arc::clone(&self.open);
        open.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::clone(&pulse));
        let stopping = self.stopping.subscribe();
        self.tasks.spawn(async move {
            serve(socket, service, pulse, stopping).await;
            open.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
            drop(place);
        });
    }

    /// Lets requests in hand be answered for as long as they may take, and ends every connection.
    pub(crate) async fn drain(mut self) {
        self.stopping.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(self.limits.drain, all).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "stopped before every request was answered");
        }
        self.tasks.shutdown().await;
    }
}

#[cfg(test)]
mod tests;
