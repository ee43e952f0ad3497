//! Connections that do not behave, on this machine.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tower_http::timeout::RequestBodyTimeoutLayer;

use super::*;

/// Longer than any wait here should take, and shorter than for ever.
const LONG: Duration = Duration::from_secs(20);

const HALF_A_HEAD: &[u8] = b"GET / HTTP/1.1\r\nHost: local";

fn limits(connections: usize) -> Limits {
    let short = Duration::from_millis(300);
    let drain = Duration::from_millis(600);
    Limits { connections, head: LONG, standstill: LONG, body: short, drain }
}

/// A service, its address, and what stops it.
async fn service(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let pending = || async { std::future::pending::<&str>().await };
    let large = || async { vec![b'x'; 64 << 20] };
    let routes = Router::new()
        .route("/", get(|| async { "ok" }))
        .route("/never", get(pending))
        .route("/large", get(large))
        .route("/body", post(|body: Bytes| async move { body.len().to_string() }))
        .layer(RequestBodyTimeoutLayer::new(limits.body));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        let mut connections = Connections::new(limits);
        tokio::select! {
            () = connections.take_all(&listener, &routes) => {}
            _ = stopped => {}
        }
        drop(listener);
        connections.drain().await;
    });
    (address, stop, serving)
}

async fn send(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(bytes).await.unwrap();
    socket
}

/// Everything that comes until the other side ends the connection.
async fn rest(socket: &mut TcpStream) -> String {
    let mut text = Vec::new();
    // A reset is an end too.
    let _ = timeout(LONG, socket.read_to_end(&mut text)).await.expect("the connection was kept");
    String::from_utf8_lossy(&text).into_owned()
}

async fn answer(address: SocketAddr) -> String {
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    rest(&mut send(address, request).await).await
}

#[tokio::test]
async fn the_one_that_waits_longest_makes_room_and_one_that_is_worked_on_does_not() {
    let (address, _stop, _) = service(limits(3)).await;
    let mut worked_on = send(address, b"GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let mut half = Vec::new();
    for _ in 0..5 {
        half.push(send(address, HALF_A_HEAD).await);
    }
    assert!(answer(address).await.ends_with("ok"));
    assert_eq!(rest(&mut half[0]).await, "");
    let mut byte = [0];
    let waiting = timeout(Duration::from_millis(50), worked_on.read(&mut byte)).await;
    assert!(waiting.is_err(), "the request in hand was given up");
}

#[tokio::test]
async fn half_a_head_and_an_idle_connection_are_let_go_in_time() {
    let (address, _stop, _) =
        service(Limits { head: Duration::from_millis(300), ..limits(8) }).await;
    for begins in [&b""[..], HALF_A_HEAD, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let begun = Instant::now();
        let mut socket = send(address, begins).await;
        let text = rest(&mut socket).await;
        assert!(begun.elapsed() >= Duration::from_millis(250), "{text}");
    }
}

#[tokio::test]
async fn a_head_that_trickles_in_takes_no_longer_than_one_that_stops() {
    let (address, _stop, _) =
        service(Limits { head: Duration::from_millis(300), ..limits(8) }).await;
    let mut socket = send(address, HALF_A_HEAD).await;
    let begun = Instant::now();
    while socket.write_all(b"x").await.is_ok() {
        sleep(Duration::from_millis(20)).await;
        assert!(begun.elapsed() < LONG, "one byte at a time holds a place");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_takes_ends_and_a_slow_reader_gets_all_of_it() {
    let short = Duration::from_millis(400);
    let (address, _stop, serving) =
        service(Limits { standstill: short, head: short, ..limits(8) }).await;
    let request = b"GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut slow = send(address, request).await;
    let mut piece = vec![0; 4 << 20];
    let mut taken = 0;
    // In all it takes longer than the limit.
    let begun = Instant::now();
    loop {
        match timeout(LONG, slow.read(&mut piece)).await.unwrap().unwrap() {
            0 => break,
            bytes => taken += bytes,
        }
        if taken < 32 << 20 {
            sleep(Duration::from_millis(30)).await;
        }
    }
    assert!(taken > 64 << 20, "{taken} bytes after {:?}", begun.elapsed());
    let mut deaf = send(address, request).await;
    sleep(3 * short).await;
    let text = rest(&mut deaf).await;
    assert!(text.len() < 64 << 20, "the answer waited for its reader");
    assert!(!serving.is_finished());
}

#[tokio::test]
async fn half_a_body_ends_in_time() {
    let (address, _stop, _) = service(limits(8)).await;
    let request =
        b"POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nConnection: close\r\n\r\nabc";
    let text = rest(&mut send(address, request).await).await;
    assert!(!text.contains("200 OK"), "{text}");
}

#[tokio::test]
async fn stopping_waits_for_answers_but_not_for_ever() {
    let (address, stop, serving) = service(limits(8)).await;
    let _half = send(address, HALF_A_HEAD).await;
    let _idle = send(address, b"").await;
    let _hangs = send(address, b"GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    assert!(answer(address).await.ends_with("ok"));
    stop.send(()).unwrap();
    timeout(LONG, serving).await.expect("the service does not stop").unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}
