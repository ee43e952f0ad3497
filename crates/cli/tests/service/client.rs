//! A client that speaks HTTP by hand, one connection a request.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Longer than anything takes here, and shorter than for ever.
const LONG: Duration = Duration::from_mins(3);

/// What came back; status 0 if nothing did.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Answer {
    /// Whether its head has this, in small letters.
    pub(crate) fn has(&self, header: &str) -> bool {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        head.to_ascii_lowercase().contains(header)
    }
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let socket = TcpStream::connect_timeout(&address, LONG).unwrap();
    socket.set_read_timeout(Some(LONG)).unwrap();
    socket.set_write_timeout(Some(LONG)).unwrap();
    socket
}

/// Asks for a path.
pub(crate) fn ask(address: SocketAddr, path: &str) -> Answer {
    let mut socket = connect(address);
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut bytes = Vec::new();
    let _ = socket.write_all(request.as_bytes());
    let _ = socket.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, text }
}

/// Asks for all paths at one time.
pub(crate) fn ask_all(address: SocketAddr, paths: &[String]) -> Vec<JoinHandle<Answer>> {
    let asking = |path: &String| {
        let path = path.clone();
        thread::spawn(move || ask(address, &path))
    };
    paths.iter().map(asking).collect()
}

/// How long answers of `/healthz` took, connecting included.
#[derive(Debug, Default)]
pub(crate) struct Health(Vec<Duration>);

impl Health {
    /// Asks once more.
    pub(crate) fn sample(&mut self, address: SocketAddr) {
        let begun = Instant::now();
        let answer = ask(address, "/healthz");
        self.0.push(begun.elapsed());
        assert_eq!(answer.status, 200, "after {:?}: {}", begun.elapsed(), answer.text);
    }

    /// Asks so many times.
    pub(crate) fn samples(address: SocketAddr, count: usize) -> Self {
        let mut health = Self::default();
        for _ in 0..count {
            health.sample(address);
            thread::sleep(Duration::from_millis(25));
        }
        health
    }

    /// Asks as long as something goes on.
    pub(crate) fn while_(address: SocketAddr, goes_on: impl Fn() -> bool) -> Self {
        let mut health = Self::default();
        while goes_on() && health.0.len() < 400 {
            health.sample(address);
            thread::sleep(Duration::from_millis(25));
        }
        assert!(health.0.len() >= 5, "the load was over before anything could be measured");
        health
    }

    fn sorted(&self) -> Vec<Duration> {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted
    }

    pub(crate) fn median(&self) -> Duration {
        self.sorted()[self.0.len() / 2]
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sorted = self.sorted();
        let at = |share: f64| sorted[(share * (sorted.len() - 1) as f64) as usize].as_secs_f64();
        let [median, nine, most] = [at(0.5), at(0.9), at(1.0)].map(|seconds| 1000.0 * seconds);
        write!(
            f,
            "median {median:.1} ms, nine in ten {nine:.1} ms, most {most:.1} ms ({})",
            sorted.len()
        )
    }
}
