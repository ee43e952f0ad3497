//! One connection from its first request to its last answer.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::pulse::{Answered, Phase, Pulse, Watched};

/// How long a request that is on its way when the service is to stop may take to come.
const LAST_CALL: Duration = Duration::from_millis(500);

/// Serves a connection until either side ends it, it is overdue, or it is told to make room. Once `stopping` changes,
/// the request in hand is answered and none is waited for.
pub(super) async fn serve(
    socket: TcpStream,
    service: Router,
    pulse: Arc<Pulse>,
    mut stopping: watch::Receiver<bool>,
) {
    // Without it small answers may wait for the acknowledgement of what went before; a socket that refuses works too.
    let _ = socket.set_nodelay(true);
    let io = TokioIo::new(Watched { socket, pulse: Arc::clone(&pulse) });
    let of_requests = Arc::clone(&pulse);
    let answering =
        service_fn(move |request| answer(request, service.clone(), Arc::clone(&of_requests)));
    let mut http = http1::Builder::new();
    // Its own limit would also cut an answer that is still on its way.
    http.header_read_timeout(None).half_close(false);
    let mut connection = pin!(http.serve_connection(io, answering));
    tokio::select! {
        ended = connection.as_mut() => return tell(ended),
        () = pulse.dismissed() => return,
        () = pulse.overdue() => return,
        _ = stopping.wait_for(|stops| *stops) => connection.as_mut().graceful_shutdown(),
    }
    tokio::select! {
        ended = connection.as_mut() => tell(ended),
        () = pulse.overdue() => {}
        () = last_call(&pulse) => {}
    }
}

/// Ends if no request is in hand after the last call.
async fn last_call(pulse: &Pulse) {
    tokio::time::sleep(LAST_CALL).await;
    if pulse.now().0 != Phase::Waiting {
        std::future::pending::<()>().await;
    }
}

/// The answer to one request.
async fn answer(
    request: Request<Incoming>,
    service: Router,
    pulse: Arc<Pulse>,
) -> Result<Response<Answered>, Infallible> {
    pulse.enter(Phase::Working);
    let answer = service.oneshot(request.map(Body::new)).await?;
    pulse.enter(Phase::Sending);
    Ok(answer.map(|body| Answered { body, pulse }))
}

/// Writes to the log why a connection ended; that the other side went away is nothing to act on.
fn tell(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}
