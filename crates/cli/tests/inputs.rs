//! What is handed to the command as a file and is none, and how the rows of files are counted.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Runs the command; it must end by itself, on a machine however busy.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    // Files take whatever is written, where pipes would fill.
    let (mut out, mut errors) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    let mut child = Command::new(env!("CARGO_BIN_EXE_talent"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(out.try_clone().unwrap())
        .stderr(errors.try_clone().unwrap())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > Duration::from_mins(2) {
            child.kill().unwrap();
            panic!("{arguments:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    Output { status, stdout: written(&mut out), stderr: written(&mut errors) }
}

fn written(file: &mut File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A workspace in a folder of its own.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init", "city"]).status.code(), Some(0));
    folder
}

#[test]
fn what_is_no_regular_file_is_refused_before_it_is_read() {
    let folder = workspace();
    let root = folder.path();
    let fifo = Command::new("mkfifo").arg(root.join("pipe.csv")).status();
    assert!(fifo.unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", root.join("zero.csv")).unwrap();
    std::fs::create_dir(root.join("folder.csv")).unwrap();
    std::fs::write(root.join("panel.csv"), "series_id,step,value\na,1,1\na,2,2\na,3,3\n").unwrap();
    for file in ["pipe.csv", "zero.csv", "/dev/zero", "folder.csv"] {
        let commands: [&[&str]; 8] = [
            &["ingest", "-w", "city", file],
            &["ingest", "-w", "city", "--dry-run", file],
            &["forecast", "-i", file, "-H", "2", "-o", "out.csv"],
            &["explain", "-i", file, "-s", "a", "-H", "2"],
            &["backtest", "-i", file, "-H", "1"],
            &["score", "--train", file, "--actual", "panel.csv", "--forecast", "panel.csv"],
            &["score", "--train", "panel.csv", "--actual", file, "--forecast", "panel.csv"],
            &["score", "--train", "panel.csv", "--actual", "panel.csv", "--forecast", file],
        ];
        for arguments in commands {
            let output = run(root, arguments);
            let text = said(&output);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
            assert!(text.contains("不是普通文件") && text.contains(file), "{arguments:?}: {text}");
        }
    }
}

#[test]
fn a_file_is_measured_before_it_is_read_and_a_line_while_it_is() {
    let folder = workspace();
    let root = folder.path();
    // Files with nothing but holes: they take no room on the disk.
    std::fs::File::create(root.join("large.csv")).unwrap().set_len(3 << 30).unwrap();
    let output = run(root, &["ingest", "-w", "city", "large.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("超过 50 MB"), "{}", said(&output));
    for arguments in [
        &["forecast", "-i", "large.csv", "-H", "2", "-o", "out.csv"][..],
        &["explain", "-i", "large.csv", "-s", "a", "-H", "2"],
    ] {
        let output = run(root, arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("16 MB"), "{}", said(&output));
    }
    // A link to a regular file is one.
    std::fs::write(root.join("panel.csv"), "series_id,step,value\na,1,1\na,2,2\na,3,3\n").unwrap();
    std::os::unix::fs::symlink("panel.csv", root.join("link.csv")).unwrap();
    let output = run(root, &["explain", "-i", "link.csv", "-s", "a", "-H", "2"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn the_rows_of_each_file_are_counted_and_add_up() {
    let folder = workspace();
    let root = folder.path();
    let regions = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n\n";
    std::fs::write(root.join("C4.csv"), regions).unwrap();
    std::fs::write(root.join("C3.csv"), "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n").unwrap();
    let figures = "从业人员\n地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,5\n\n小计,,,5\n141000,B,2018,\n注：统计局\n";
    std::fs::write(root.join("T4.csv"), figures).unwrap();
    let arguments = ["ingest", "-w", "city", "--dry-run", "C4.csv", "C3.csv", "T4.csv"];
    let text = said(&run(root, &arguments));
    assert!(text.contains("C4.csv：共读 4 行：标题和表头 2，数据 1，空行 1，跳过 0"), "{text}");
    let counts = "T4.csv：共读 7 行：标题和表头 2，数据 1，空行 1，跳过 3（说明和签名 1，合计和小计 1，没有数字 1）";
    assert!(text.contains(counts), "{text}");
    let json = run(root, &[&arguments[..], &["--format", "json"]].concat()).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let file = &json["files"][2];
    let of = |name: &str| file[name].as_u64().unwrap();
    let parts = [
        "headings",
        "data",
        "faulty",
        "blank",
        "notes",
        "totals",
        "parts",
        "without_figure",
        "unread",
    ];
    assert_eq!(of("read"), parts.iter().map(|part| of(part)).sum::<u64>());
    assert_eq!((of("read"), of("data"), of("without_figure")), (7, 1, 1));
    assert!(json["findings"].is_array());
    let output = run(root, &[&arguments[..3], &arguments[4..]].concat());
    assert!(output.status.success() && said(&output).contains(counts), "{}", said(&output));
}

/// The forecast of a series of a million values: every part of it takes a time that grows with the length alone.
#[test]
fn a_very_long_series_is_explained() {
    use std::fmt::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let mut panel = String::from("series_id,step,value\n");
    for step in 0..200_000_u32 {
        writeln!(panel, "a,{step},{}", 100 + step.wrapping_mul(2_654_435_761) % 17).unwrap();
    }
    std::fs::write(folder.path().join("panel.csv"), panel).unwrap();
    let arguments = ["explain", "-i", "panel.csv", "-s", "a", "-H", "2", "--format", "json"];
    let output = run(folder.path(), &arguments);
    assert!(output.status.success(), "{}", said(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let past = json["past"].as_array().unwrap();
    let fitted = past.iter().filter(|row| row["fitted"].is_number()).count();
    assert_eq!((past.len(), fitted), (200_000, 1_000));
    assert!(past[199_999]["fitted"].is_number());
}
