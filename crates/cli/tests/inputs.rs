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

const T1: &str = "T1 毕业生就业质量 v1\n学校代码,专业代码,届别,毕业生数\nXA01,720201,2022,58\nXA01,720201,2023,580\n";

/// A workspace with the lists that a table of one school and programme rests on, and that table beside it.
fn workspace_with_lists() -> tempfile::TempDir {
    let folder = workspace();
    let files = [
        ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141002,尧都区\n"),
        (
            "C2.csv",
            "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n720201,护理,护理类,医药\n",
        ),
        (
            "C1.csv",
            "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\nXA01,甲校,中职,141002\n",
        ),
        ("T1.csv", T1),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let lists = run(folder.path(), &["ingest", "-w", "city", "C4.csv", "C2.csv", "C1.csv"]);
    assert_eq!(lists.status.code(), Some(0), "{}", said(&lists));
    folder
}

#[test]
fn an_error_that_is_right_is_confirmed_by_its_cell_and_kept_with_the_vintage() {
    let folder = workspace_with_lists();
    let ingest = |more: &[&str]| {
        let output = run(folder.path(), &[&["ingest", "-w", "city", "T1.csv"], more].concat());
        (output.status.code(), said(&output))
    };
    let (code, text) = ingest(&[]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("错误 T04 T1.csv D4") && text.contains("--confirm T04"), "{text}");
    let (code, text) = ingest(&["--confirm", "T1.csv!D3"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("T1.csv!D3：没有对应的问题"), "{text}");
    for (slip, expected) in [("R01", "不能确认"), ("T4", "相近的有 T04"), ("全部", "文件!单元格")]
    {
        let (code, text) = ingest(&["--confirm", slip]);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(expected), "{text}");
    }
    let (code, text) = ingest(&["--confirm", "T1.csv!D4", "--explain", "T04=整体并入"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("已确认：整体并入"), "{text}");
    let history = said(&run(folder.path(), &["history", "-w", "city"]));
    assert!(history.contains("数据版本 2 确认属实：T04 T1.csv D4：整体并入"), "{history}");
    let json = run(folder.path(), &["history", "-w", "city", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(rows[1]["remarks"][0]["kind"], "confirm");
}

#[test]
fn the_rules_are_listed_and_those_of_the_workspace_followed() {
    let folder = workspace_with_lists();
    let root = folder.path();
    let listed = said(&run(root, &["rules", "-w", "city"]));
    assert!(listed.contains("T04") && listed.contains("times=8") && !listed.contains("times=8*"));
    std::fs::write(root.join("city/rules.toml"), "[T04]\ntimes = 20\n").unwrap();
    let one = said(&run(root, &["rules", "t04", "-w", "city", "--lang", "en"]));
    assert!(one.contains("times = 20") && one.contains("shipped 8, from 3 to 1000"), "{one}");
    let taken = run(root, &["ingest", "-w", "city", "T1.csv"]);
    assert_eq!(taken.status.code(), Some(0), "{}", said(&taken));
    let history = said(&run(root, &["history", "-w", "city"]));
    assert!(history.contains("规则改动：T04.times=20"), "{history}");
    std::fs::write(root.join("city/rules.toml"), "\n[T4]\ntimes = 20\n").unwrap();
    for arguments in [&["rules", "-w", "city"][..], &["ingest", "-w", "city", "T1.csv"]] {
        let output = run(root, arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("第 2 行") && said(&output).contains("相近的有 T04"));
    }
    assert_eq!(run(root, &["rules", "Z99"]).status.code(), Some(2));
}
