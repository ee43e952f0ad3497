//! `evaluate` and `closed-loop` on the smallest cities that they take.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talent")).current_dir(folder).args(arguments).output().unwrap()
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is refused, by its arguments alone.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], wanted: &str) {
    let output = run(folder, arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
    assert!(errors.contains(wanted), "{wanted}: {errors}");
    assert!(output.stdout.is_empty());
}

/// The line of a table that begins with a name, in its cells.
fn cells<'t>(table: &'t str, name: &str) -> Vec<&'t str> {
    let rest = table.lines().find_map(|line| line.strip_prefix(name));
    rest.unwrap_or_else(|| panic!("{name}: {table}")).split_whitespace().collect()
}

#[test]
#[ignore = "three runs of the smallest evaluation take minutes, and it has no option for fewer draws"]
fn an_evaluation_is_the_same_as_a_table_as_json_and_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let small = ["evaluate", "--simulated", "1", "--years", "4", "--seed", "3"];
    let table = done(root, &small);
    for said in ["模拟数据", "1 个模拟城市", "专业点（学校×专业）", "全市专业", "Brier"]
    {
        assert!(table.contains(said), "{said}: {table}");
    }
    let as_json = done(root, &[&small[..], &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&as_json).unwrap();
    assert_eq!((&found["cities"], &found["simulated"]), (&1.into(), &true.into()));
    let (places, programmes) = table.split_once("全市专业").unwrap();
    for (table, kind) in [(places, "places"), (programmes, "programmes")] {
        let methods = found[kind]["methods"].as_array().unwrap();
        assert!(methods.len() > 5, "{kind}: {methods:?}");
        for method in methods {
            let shown = cells(table, method["method"].as_str().unwrap());
            let [cases, events] = ["cases", "events"].map(|name| method[name].to_string());
            assert_eq!(shown[..2], [cases, events], "{method}");
            if let Some(recall) = method["recall"].as_f64() {
                assert_eq!(shown[2], format!("{:.1}", 100.0 * recall), "{method}");
                assert!((0.0..=1.0).contains(&recall), "{method}");
            }
        }
    }
    assert_eq!(done(root, &[&small[..], &["--format", "json"]].concat()), as_json);
}

#[test]
fn a_closed_loop_is_the_same_as_a_table_as_json_and_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let small = ["closed-loop", "--cities", "1", "--years", "1", "--seed", "3"];
    let table = done(root, &[&small[..], &["--output", "ways.svg"]].concat());
    for said in ["模拟数据", "1 个城市，各定 1 年招生计划", "ways.svg"] {
        assert!(table.contains(said), "{said}: {table}");
    }
    let drawn = std::fs::read_to_string(root.join("ways.svg")).unwrap();
    check_svg(&drawn);
    assert!(drawn.contains("模拟城市"));
    let with_picture = ["--format", "json", "--output", "again.svg"];
    let as_json = done(root, &[&small[..], &with_picture].concat());
    let rows: Value = serde_json::from_str(&as_json).unwrap();
    let rows = rows.as_array().unwrap();
    for row in rows {
        let shown = cells(&table, row["method"].as_str().unwrap());
        let gap = row["gap"]["value"].as_f64().unwrap();
        assert_eq!(shown[0], format!("{gap:.3}"), "{row}");
        assert!(gap >= 0.0 && row["gaps"].as_array().unwrap().len() == 1, "{row}");
        let [closed, wrongly] = ["closed", "closed_wrongly"].map(|name| row[name].to_string());
        assert_eq!(shown[shown.len() - 2..], [closed, wrongly], "{row}");
    }
    assert!(rows.iter().any(|row| row["method"] == "本系统的招生计划"), "{table}");
    assert_eq!(std::fs::read_to_string(root.join("again.svg")).unwrap(), drawn);
}

/// Well-formed, with a root of its kind, and every number in it is one.
fn check_svg(text: &str) {
    let options = resvg::usvg::Options::default();
    let tree = resvg::usvg::Tree::from_str(text, &options).unwrap();
    assert!(tree.size().width() > 100.0 && tree.size().height() > 100.0);
    assert!(!text.contains("NaN") && !text.contains("inf\""), "{text}");
}

#[test]
fn numbers_out_of_range_and_pictures_of_no_kind_are_refused_before_anything_is_worked_out() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    refused(root, &["evaluate", "--simulated", "0"], "1..=1000");
    refused(root, &["evaluate", "--simulated", "1", "--years", "3"], "4..=15");
    refused(root, &["evaluate", "--simulated", "1", "--years", "16"], "4..=15");
    refused(root, &["evaluate", "--years", "5"], "--simulated");
    refused(root, &["evaluate", "--seed", "5"], "--simulated");
    refused(root, &["closed-loop", "--cities", "0"], "1..=1000");
    refused(root, &["closed-loop", "--years", "0"], "1..=15");
    refused(root, &["closed-loop", "--seed", "one"], "--seed");
    refused(root, &["closed-loop", "--output", "ways.gif"], ".svg");
    assert!(!root.join("ways.gif").exists());
    // Without cities that are made up, the history of a workspace is wanted.
    let elsewhere = run(root, &["evaluate"]);
    assert_eq!(elsewhere.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&elsewhere.stderr).contains("talent init"));
}
