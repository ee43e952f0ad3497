//! A city and a province from files to published runs: how long it takes, and the most memory it ever had.
//!
//! A city has 36 schools and 300 programmes, 2,000 draws; a province eleven such cities. Schools and
//! students are made up; employment and output are those of Linfen.
//!
//!     cargo bench -p talent-pipeline --bench province

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "benchmarks may"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use talent_ingest::{InputFile, Unlikely};
use talent_pipeline::{embedded, ingest, run, starter_files};
use talent_workspace::{Act, Workspace};

const CITIES: u64 = 11;
const SCHOOLS: usize = 36;
const PROGRAMMES: usize = 300;
const YEARS: std::ops::RangeInclusive<i32> = 2016..=2023;
const COUNTIES: [&str; 4] = ["141002", "141024", "141023", "141081"];
const NOW: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "bench" };
const SIMULATED: &str = "模拟数据,模拟";

/// The first secondary programmes of the catalogue: code and name.
fn programmes() -> Vec<(String, String)> {
    let catalogue = embedded::LINFEN.iter().find(|file| file.name == "C2-programmes.csv").unwrap();
    let text = std::str::from_utf8(catalogue.bytes).unwrap();
    let rows = text.lines().skip(2).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    });
    rows.filter(|(code, _)| code.len() == 6 && code.starts_with(['6', '7']))
        .take(PROGRAMMES)
        .collect()
}

/// The files of a city: schools, destinations, students, programmes. Every programme is at one to three
/// schools.
fn files(rng: &mut ChaCha8Rng) -> [(&'static str, String); 4] {
    let mut schools =
        "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码,数据性质,备注\n".to_owned();
    for s in 0..SCHOOLS {
        let county = COUNTIES[s % COUNTIES.len()];
        let _ = writeln!(schools, "LF-S{s:02},模拟学校{s:02},中职,{county},模拟,");
    }
    let mut left = "T1 毕业生就业质量 v1\n学校代码,学校名称,专业代码,专业名称,届别,毕业生数,直接就业,升学,参军,待就业,暂不就业,对口调查人数,对口就业,本市就业,起薪均值(元/月),起薪样本数,来源,数据性质\n".to_owned();
    let mut students = "T2 招生与在校生 v1\n学校代码,学校名称,专业代码,专业名称,学年,计划招生,实际招生,报到人数,在校生(一年级),在校生(二年级),在校生(三年级),来源,数据性质\n".to_owned();
    let mut offered = "T3 专业设置与布点 v1\n学校代码,学校名称,专业代码,专业名称,年份,专业状态,重点专业级别,学制,专任教师,来源,数据性质\n".to_owned();
    for (p, (code, name)) in programmes().iter().enumerate() {
        for site in 0..=(p % 3) {
            let s = (7 * p + 11 * site) % SCHOOLS;
            let key = format!("LF-S{s:02},模拟学校{s:02},{code},{name}");
            let mut classes = [0; 3].map(|_: u8| rng.random_range(20..120_u32));
            for year in YEARS {
                let n = classes[2] * 97 / 100;
                let (study, jobs) = (n * 3 / 10, n * 6 / 10);
                let (none, asked) = (n - study - jobs, jobs * 9 / 10);
                let (matched, local) = (asked * 3 / 4, jobs * 2 / 3);
                let _ = writeln!(
                    left,
                    "{key},{year},{n},{jobs},{study},0,{none},0,{asked},{matched},{local},3000,{jobs},{SIMULATED}"
                );
                let entrants = classes[0] * rng.random_range(90..112) / 100;
                classes = [entrants, classes[0] * 97 / 100, classes[1] * 98 / 100];
                let [first, second, third] = classes;
                let _ = writeln!(
                    students,
                    "{key},{year},{entrants},{entrants},{entrants},{first},{second},{third},{SIMULATED}"
                );
                let teachers = 3 + (first + second + third) / 17;
                let _ = writeln!(offered, "{key},{year},在招,无,3,{teachers},{SIMULATED}");
            }
        }
    }
    [
        ("C1-schools.csv", schools),
        ("T1-destinations.csv", left),
        ("T2-enrolment.csv", students),
        ("T3-programmes.csv", offered),
    ]
}

/// Takes one city in and runs it; what each took.
async fn city(seed: u64) -> (Duration, Duration) {
    let folder = tempfile::tempdir().unwrap();
    let starters = starter_files("tests").unwrap();
    let extras: Vec<(&str, Vec<u8>)> =
        starters.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let workspace = Workspace::init(&folder.path().join("city"), &extras).await.unwrap();
    let own = files(&mut ChaCha8Rng::seed_from_u64(seed));
    let lists = embedded::LINFEN.iter().map(|f| InputFile { name: f.name, bytes: f.bytes });
    let own = own.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() });
    let inputs: Vec<InputFile<'_>> = lists.chain(own).collect();
    let start = Instant::now();
    let taken = ingest(&workspace, &inputs, Unlikely::Confirmed, false, NOW).await.unwrap();
    assert!(taken.vintage.is_some(), "{:?}", taken.checked.findings.first());
    let taken_in = start.elapsed();
    let start = Instant::now();
    let outlook = run(&workspace, NOW, &|_| {}).await.unwrap().outlook;
    let ran = start.elapsed();
    assert_eq!(outlook.programmes.len(), PROGRAMMES);
    workspace.close().await;
    (taken_in, ran)
}

/// The most memory this process ever had, MB; where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

#[tokio::main]
async fn main() {
    let mut sums = (Duration::ZERO, Duration::ZERO);
    for seed in 0..CITIES {
        let (taken_in, ran) = city(seed).await;
        sums = (sums.0 + taken_in, sums.1 + ran);
        if seed == 0 {
            println!("one city:  taken in {taken_in:.2?}, run {ran:.2?}");
        }
    }
    println!("province:  taken in {:.2?}, run {:.2?} ({CITIES} cities)", sums.0, sums.1);
    if let Some(peak) = peak() {
        println!("memory:    {peak} MB at the most");
    }
}
