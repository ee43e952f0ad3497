//! What one connection is at, and since when.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::Limits;

/// What a connection is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The head of a request has not come whole. What is left of an answer may still be on its way.
    Waiting,
    /// A request is worked on.
    Working,
    /// An answer is sent.
    Sending,
    /// It was told to make room.
    Leaving,
}

/// What one connection is at, shared by those that see it: its socket, its requests and the table of connections.
#[derive(Debug)]
pub(super) struct Pulse {
    limits: Limits,
    /// The phase, and when it began or an answer last moved on.
    state: Mutex<(Phase, Instant)>,
    told: Notify,
}

impl Pulse {
    /// Of a connection that begins now.
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        let state = Mutex::new((Phase::Waiting, Instant::now()));
        Arc::new(Self { limits, state, told: Notify::new() })
    }

    fn state(&self) -> MutexGuard<'_, (Phase, Instant)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The phase, and since when nothing has moved in it.
    pub(super) fn now(&self) -> (Phase, Instant) {
        *self.state()
    }

    /// Goes into a phase, unless the connection has been told to leave.
    pub(super) fn enter(&self, phase: Phase) {
        let mut state = self.state();
        if state.0 != Phase::Leaving {
            *state = (phase, Instant::now());
        }
    }

    /// The reader took a piece of an answer.
    fn moved(&self) {
        self.state().1 = Instant::now();
    }

    /// Tells the connection to make room.
    pub(super) fn dismiss(&self) {
        self.enter(Phase::Leaving);
        self.told.notify_one();
    }

    /// Ends once the connection has been told to make room.
    pub(super) async fn dismissed(&self) {
        self.told.notified().await;
    }

    /// Ends once the other side has taken longer than it may.
    pub(super) async fn overdue(&self) {
        while let Some(left) = self.left() {
            sleep(left).await;
        }
    }

    /// How long until it is worth looking again; `None` if the other side is overdue.
    fn left(&self) -> Option<Duration> {
        let (phase, since) = self.now();
        let limit = match phase {
            Phase::Waiting | Phase::Leaving => self.limits.head,
            Phase::Sending => self.limits.standstill,
            // The service takes its time, which is limited elsewhere.
            Phase::Working => return Some(self.limits.head),
        };
        limit.checked_sub(since.elapsed()).filter(|left| !left.is_zero())
    }
}

/// A socket that tells when an answer moves on.
#[derive(Debug)]
pub(super) struct Watched<S> {
    pub(super) socket: S,
    pub(super) pulse: Arc<Pulse>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.socket).poll_write(context, bytes));
        self.pulse.moved();
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.socket).poll_write_vectored(context, pieces));
        self.pulse.moved();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}

/// The body of an answer: once it has been handed on whole, or given up, the next request is waited for.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) body: Body,
    pub(super) pulse: Arc<Pulse>,
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        self.pulse.enter(Phase::Waiting);
    }
}
