//! The service under load, as a monitor sees it: whatever others ask for, `/healthz` answers soon.
//!
//! Each load is laid on the binary itself over this machine's own network. Loads take turns, for they are measured.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may"
)]

mod client;
mod served;

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use client::{Health, ask, ask_all, connect};
use served::Served;

/// Half of all answers come sooner than this. It is asked of the median since the machine may have other work.
const SOON: Duration = Duration::from_millis(100);

const HALF_A_HEAD: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: local";

/// Holds that the service answers soon, and prints how soon.
fn assert_soon(load: &str, health: &Health) {
    println!("{load}: /healthz {health}");
    assert!(health.median() < SOON, "{load}: {health}");
}

/// Sends requests at one time, asks for `/healthz` meanwhile, and returns the status codes of the answers.
fn under_requests(load: &str, paths: &[String]) -> Vec<u16> {
    let served = Served::start(None);
    // What is shown is read once, by whoever comes first.
    assert_eq!(ask(served.address, "/").status, 200);
    let asked = ask_all(served.address, paths);
    let health =
        Health::while_(served.address, || !asked.iter().all(thread::JoinHandle::is_finished));
    assert_soon(load, &health);
    asked
        .into_iter()
        .map(|asked| {
            let answer = asked.join().unwrap();
            assert_eq!(answer.status == 429, answer.has("retry-after: "), "{}", answer.text);
            answer.status
        })
        .collect()
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|found| **found == status).count()
}

#[test]
fn forty_scenarios_at_one_time() {
    let paths: Vec<String> =
        (10..50).map(|step| format!("/api/v1/scenarios?intake=1.0{step}")).collect();
    let statuses = under_requests("40 scenarios", &paths);
    let (drawn, put_off) = (count(&statuses, 200), count(&statuses, 429));
    println!("40 scenarios: {drawn} drawn, {put_off} put off");
    assert!(drawn >= 5 && put_off > 0 && drawn + put_off == 40, "{statuses:?}");
}

#[test]
fn forty_pictures_at_one_time() {
    let paths: Vec<String> =
        (10..50).map(|step| format!("/api/v1/charts/gap.png?scale=1.{step}")).collect();
    let statuses = under_requests("40 pictures", &paths);
    let (drawn, put_off) = (count(&statuses, 200), count(&statuses, 429));
    println!("40 pictures: {drawn} drawn, {put_off} put off");
    // Without a font pixels cannot be had, and the answer is 503.
    let drawable = talent_report::has_chinese_font();
    assert!(put_off > 0 && (!drawable || drawn + put_off == 40), "{statuses:?}");
}

#[test]
fn equal_scenarios_asked_for_by_hundreds() {
    let paths = vec!["/api/v1/scenarios?scenario=low".to_owned(); 300];
    let statuses = under_requests("300 equal scenarios", &paths);
    let (answered, put_off) = (count(&statuses, 200), count(&statuses, 429));
    println!("300 equal scenarios: {answered} answered, {put_off} put off");
    assert!(answered > 0 && answered + put_off == 300, "{statuses:?}");
}

#[test]
fn fifteen_hundred_idle_connections() {
    let served = Served::start(None);
    let idle: Vec<TcpStream> = (0..1500).map(|_| connect(served.address)).collect();
    assert_soon("1500 idle connections", &Health::samples(served.address, 40));
    drop(idle);
}

#[test]
fn half_sent_requests_where_few_files_may_be_open() {
    let served = Served::start(Some(100));
    let mut half = Vec::new();
    let mut health = Health::default();
    for _ in 0..30 {
        for _ in 0..20 {
            let mut socket = connect(served.address);
            socket.write_all(HALF_A_HEAD).unwrap();
            half.push(socket);
        }
        health.sample(served.address);
    }
    assert_soon("600 half-sent requests, 100 files", &health);
    // What waits for long work leaves places to others too.
    let paths: Vec<String> =
        (10..70).map(|step| format!("/api/v1/scenarios?exits=1.0{step}")).collect();
    let asked = ask_all(served.address, &paths);
    assert_soon("60 scenarios, 100 files", &Health::samples(served.address, 40));
    drop(served);
    for asked in asked {
        drop(asked.join());
    }
}

#[test]
fn bodies_that_come_byte_by_byte() {
    let served = Served::start(None);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let head = b"POST /api/v1/warnings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n";
            let begin = |_| {
                let mut socket = connect(served.address);
                socket.write_all(head).unwrap();
                socket
            };
            let mut sockets: Vec<TcpStream> = (0..200).map(begin).collect();
            while !over.load(Ordering::Relaxed) {
                for socket in &mut sockets {
                    if socket.write_all(b"x").is_err() {
                        *socket = begin(0);
                    }
                }
                thread::sleep(Duration::from_millis(50));
            }
        });
        thread::sleep(Duration::from_millis(500));
        let health = Health::samples(served.address, 40);
        over.store(true, Ordering::Relaxed);
        assert_soon("200 slow bodies", &health);
    });
}

#[test]
fn it_stops_though_requests_hang() {
    let mut served = Served::start(None);
    let mut half: Vec<TcpStream> = (0..20).map(|_| connect(served.address)).collect();
    for socket in &mut half {
        socket.write_all(HALF_A_HEAD).unwrap();
    }
    let paths: Vec<String> =
        (10..40).map(|step| format!("/api/v1/scenarios?intake=1.0{step}")).collect();
    let asked = ask_all(served.address, &paths);
    thread::sleep(Duration::from_millis(500));
    let begun = Instant::now();
    let (code, said) = served.terminate();
    println!("20 half-sent requests and scenarios: stopped after {:?}", begun.elapsed());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("已停止"), "{said}");
    // Five seconds for requests in hand, and what a busy machine takes.
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    for asked in asked {
        drop(asked.join());
    }
}
