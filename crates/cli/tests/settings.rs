//! Files of settings that people wrote: what is wrong with them is told at once, and nothing is changed.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

mod said;

use std::path::Path;
use std::process::Output;

use said::run;

#[track_caller]
fn check(output: &Output, code: i32, wanted: &[&str]) {
    said::check(output, code, "");
    for wanted in wanted {
        said::check(output, code, wanted);
    }
}

/// Replaces texts of a file, each of which must stand there. What was there before.
fn change(path: &Path, changes: &[(&str, &str)]) -> String {
    let before = std::fs::read_to_string(path).unwrap();
    let after = changes.iter().fold(before.clone(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    std::fs::write(path, after).unwrap();
    before
}

/// Every file below a folder with its bytes, in order.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), std::fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_fault_of_policy_and_assumptions_is_listed_and_nothing_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    check(&run(folder.path(), &["init", "city"]), 0, &[]);
    let city = folder.path().join("city");
    let list = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
    std::fs::write(folder.path().join("C4.csv"), list).unwrap();
    check(&run(&city, &["ingest", "../C4.csv"]), 0, &["数据版本 1"]);
    let policy = city.join("policy.toml");
    let good = change(
        &policy,
        &[("below = 0.60", "below = 60"), ("[matching]", "[maching]"), ("\"04-30\"", "\"04-31\"")],
    );
    change(
        &city.join("assumptions.toml"),
        &[("newcomer_share", "newcomr_share"), ("private_share = 0.02", "private_share = 0.12")],
    );
    let before = contents(&city.join("vintages"));
    let faults = [
        "policy.toml 第 24 行 placement.below：60 不在 0 到 1 之间，应写成小数，如 0.6",
        "policy.toml 第 28 行 maching：没有这一节，是不是 matching？",
        "entry.answer_by：“04-31”不是月和日",
        "newcomr_share：没有这个键，是不是 newcomer_share？",
        "private_share 之和为 1.1，应为 1",
        "(line 24: 60 is no fraction from 0 to 1",
    ];
    let five = "设置文件有 5 处要改 (5 faults in files of settings)";
    for arguments in
        [&["run"][..], &["run", "--no-publish"], &["scenario", "low", "--as", "bureau"]]
    {
        check(&run(&city, arguments), 1, &[&[five][..], &faults].concat());
    }
    for command in ["doctor", "verify"] {
        check(&run(&city, &[command]), 1, &faults);
    }
    assert_eq!(contents(&city.join("vintages")), before);
    let history = run(&city, &["history", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_slice(&history.stdout).unwrap();
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["runs"]), (1, &serde_json::json!([])));
    // Another policy is told by its own name; it is input.
    std::fs::rename(&policy, folder.path().join("other.toml")).unwrap();
    std::fs::write(&policy, good).unwrap();
    let simulate = ["rules", "simulate", "--as", "bureau", "--policy", "../other.toml"];
    check(&run(&city, &simulate), 2, &["../other.toml 第 24 行 placement.below"]);
    let faulty = run(&city, &["run"]);
    check(&faulty, 1, &["设置文件有 2 处要改"]);
    let told = [faulty.stdout, faulty.stderr].concat();
    assert!(!String::from_utf8_lossy(&told).contains("policy.toml"));
}

#[test]
fn settings_that_are_no_toml_are_told_by_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    check(&run(folder.path(), &["init", "city"]), 0, &[]);
    let city = folder.path().join("city");
    change(
        &city.join("talent.toml"),
        &[
            ("horizon = 4", "horizon ＝ 4"),
            ("draws = 2000", "draws = \"2000\""),
            ("level = ", "levle = "),
        ],
    );
    for command in ["history", "run", "status", "doctor"] {
        let wanted = [
            "设置文件有 3 处要改",
            "第 9 列：缺少等号和值，应写成 键 = 值；“＝”是全角符号，请改成英文（半角）",
            "run.draws：应为整数，不加引号，现为文字 \"2000\"；默认为 2000",
            "city.levle：没有这个键，是不是 level？",
        ];
        check(&run(&city, &[command]), 1, &wanted);
    }
}
