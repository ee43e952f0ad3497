//! Listening on an address until the process is told to stop.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::Poll;

use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::connections::{Connections, Limits};
use crate::hosts::{Hosts, only_known_hosts};
use crate::router::router;
use crate::state::AppState;

/// The service could not be started or kept up.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address would be reached from other machines, and there is no login yet.
    #[error(
        "{0} 可被其他机器访问，而本版本还没有登录；确需如此请加 --allow-remote-without-login ({0} is reachable from other machines and there is no login yet; add --allow-remote-without-login if that is meant)"
    )]
    RemoteWithoutLogin(SocketAddr),
    /// The address cannot be bound.
    #[error("{addr}: {source}；换一个端口，如 --addr 127.0.0.1:8090 (choose another port)")]
    Bind {
        /// The address.
        addr: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// Serving failed.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
}

/// Serves until `SIGINT` or `SIGTERM`, then answers what is under way, within a few seconds, and stops. `ready` is told
/// the bound address. It may be called by its address, by `localhost` and by the names in `hosts`.
pub async fn serve(
    addr: SocketAddr,
    allow_remote: bool,
    hosts: &[String],
    state: AppState,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    if !addr.ip().is_loopback() && !allow_remote {
        return Err(ServeError::RemoteWithoutLogin(addr));
    }
    let limits = Limits::default();
    let listener =
        TcpListener::bind(addr).await.map_err(|source| ServeError::Bind { addr, source })?;
    let service = router(state)
        .layer(from_fn_with_state(Hosts::new(hosts), only_known_hosts))
        .layer(RequestBodyTimeoutLayer::new(limits.body));
    let mut connections = Connections::new(limits);
    let mut stop = pin!(stop_signal());
    // Heard from before anybody is told that the service is there.
    let stopped = poll_once(stop.as_mut()).await;
    ready(listener.local_addr().map_err(ServeError::Serve)?);
    if !stopped {
        tokio::select! {
            () = connections.take_all(&listener, &service) => {}
            () = stop => {}
        }
    }
    // Nobody else is let in.
    drop(listener);
    connections.drain().await;
    Ok(())
}

/// Lets a future begin, and says whether it has ended already.
async fn poll_once(mut future: Pin<&mut impl Future<Output = ()>>) -> bool {
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_ready())).await
}

async fn stop_signal() {
    let interrupt = async {
        // Without a handler the default one ends the process, which is a stop too.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
