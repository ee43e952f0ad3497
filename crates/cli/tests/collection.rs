//! Forms, returns, periods, the state of collection and differences, as a script sees them.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

mod said;

use std::path::{Path, PathBuf};
use std::process::Output;

use said::{check, run};
use serde_json::Value;

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const LISTS: [(&str, &str); 3] = [
    ("C4.csv", "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n141002,尧都区\n"),
    (
        "C2.csv",
        "C2 专业代码表 v1\n专业代码,专业名称,专业类名称,专业大类名称\n\
         720201,护理,护理类,医药卫生大类\n660103,数控,机械设计制造类,装备制造大类\n",
    ),
    (
        "C1.csv",
        "C1 学校代码表 v1\n学校代码,学校名称,学校类型,地区代码\n\
         LF-S01,甲校,中职,141002\nLF-S02,乙校,中职,141002\n",
    ),
];
const T2: &str = "学校代码,专业代码,学年,在校生(一年级),在校生(二年级)\n";

/// A workspace with two schools that have both sent 2024.
fn city(folder: &Path) -> PathBuf {
    check(&run(folder, &["init", "city"]), 0, "templates/");
    let root = folder.join("city");
    for (name, text) in LISTS {
        std::fs::write(root.join(name), text).unwrap();
    }
    check(&run(&root, &["ingest", "C4.csv", "C2.csv", "C1.csv"]), 0, "数据版本 1");
    send(
        &root,
        "T2-2024.csv",
        "LF-S01,720201,2024,70,66\nLF-S01,660103,2024,50,48\nLF-S02,720201,2024,44,40\n",
    );
    root
}

fn send(root: &Path, name: &str, rows: &str) {
    std::fs::write(root.join(name), format!("{T2}{rows}")).unwrap();
    check(&run(root, &["ingest", name]), 0, "已入库");
}

#[test]
fn a_form_is_for_those_who_may_see_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = &city(folder.path());
    let template = |more: &[&str], code: i32, said: &str| {
        let all = [&["template", "T2", "--year", "2025", "-o", "F.xlsx"], more].concat();
        check(&run(root, &all), code, said);
    };
    let made = || {
        let length = std::fs::metadata(root.join("F.xlsx")).unwrap().len();
        std::fs::remove_file(root.join("F.xlsx")).unwrap();
        length
    };
    template(&["--school", "LF-S01"], 0, "没有附上年数字");
    let without = made();
    template(&["--school", "甲校", "--as", "school:LF-S02"], 0, "没有附上年数字");
    assert_eq!(made(), without);
    template(&["--school", "甲校", "--as", "school:LF-S01"], 0, "F.xlsx");
    // Somebody may have filled it in.
    template(&["--school", "甲校"], 2, "没有覆盖");
    assert!(made() > without);
    template(&["--school", "丙校"], 2, "LF-S02 乙校");
    template(&["--school", "LF-S01"], 0, "F.xlsx");
    check(&run(root, &["template", "T9", "-o", "F.xlsx"]), 2, "T2 招生与在校生");
    check(&run(root, &["template", "T2", "-o", "F.doc"]), 2, ".xlsx");
    // As it is, it is no report.
    check(&run(root, &["ingest", "--dry-run", "F.xlsx"]), 2, "F10");
}

#[test]
fn files_go_back_each_to_its_sender() {
    let folder = tempfile::tempdir().unwrap();
    let root = &city(folder.path());
    for name in ["a.csv", "b.csv"] {
        std::fs::write(root.join(name), format!("{T2}LF-S01,720201,2025,七十,66\n")).unwrap();
    }
    check(&run(root, &["ingest", "a.csv", "--return", "back.xlsx"]), 2, "另做一个 XLSX");
    assert!(std::fs::read(root.join("back.xlsx")).unwrap().starts_with(b"PK"));
    check(&run(root, &["ingest", "a.csv", "--return", "back.xlsx"]), 2, "back.xlsx");
    check(&run(root, &["ingest", "back.xlsx", "--return", "back.xlsx"]), 2, "没有覆盖");
    std::fs::write(root.join("mine.xlsx"), b"mine").unwrap();
    check(&run(root, &["ingest", "a.csv", "--return", "mine.xlsx"]), 2, "没有覆盖");
    assert_eq!(std::fs::read(root.join("mine.xlsx")).unwrap(), b"mine");
    check(&run(root, &["ingest", "a.csv", "b.csv", "--return", "x.xlsx"]), 2, "文件夹");
    check(&run(root, &["ingest", "a.csv", "b.csv", "--return", "back"]), 2, "a-校验.xlsx");
    assert!(root.join("back/b-校验.xlsx").is_file());
    // What went back can come again: the same finding, and no other.
    check(&run(root, &["ingest", "back.xlsx"]), 2, "C01 back.xlsx [数据] D2");
}

#[test]
fn figures_of_a_closed_period_change_for_a_reason_only() {
    let folder = tempfile::tempdir().unwrap();
    let root = &city(folder.path());
    let close = ["period", "close", "2024", "--table", "T2", "--reason"];
    check(&run(root, &[&close[..], &["  "]].concat()), 2, "原因");
    check(&run(root, &[&close[..], &["已审定"]].concat()), 0, "已关账：2024 年 T2");
    check(&run(root, &[&close[..], &["已审定"]].concat()), 0, "早已关账");
    check(&run(root, &["period", "list"]), 0, "已审定");
    // The same figures again, and those of another year, are no change.
    std::fs::write(root.join("same.csv"), format!("{T2}LF-S02,720201,2024,44,40\n")).unwrap();
    check(&run(root, &["ingest", "same.csv", "--dry-run"]), 0, "错误 0");
    let other = "LF-S02,720201,2024,45,40\n";
    std::fs::write(root.join("other.csv"), format!("{T2}{other}")).unwrap();
    check(&run(root, &["ingest", "other.csv"]), 2, "T05 other.csv D2");
    check(&run(root, &["ingest", "other.csv", "--correction", " "]), 2, "--correction");
    let corrected = run(root, &["ingest", "other.csv", "--correction", "漏报一人"]);
    check(&corrected, 0, "更正已关账的 2024 年 T2");
    let manifest = std::fs::read_to_string(root.join("manifest.json")).unwrap();
    assert!(manifest.contains("vintage 3: 漏报一人"), "{manifest}");
    check(&run(root, &["period", "open", "2024", "--reason", "补报"]), 0, "已重新打开：2024 年 T2");
    check(&run(root, &["period", "open", "2024", "--reason", "补报"]), 0, "没有关账");
    let changes = json(&run(root, &["period", "list", "--all", "--format", "json"]));
    assert_eq!((&changes[0]["closes"], &changes[1]["reason"]), (&true.into(), &"补报".into()));
    check(&run(root, &["period", "list", "--all"]), 0, "补报");
    std::fs::write(root.join("third.csv"), format!("{T2}LF-S02,720201,2024,46,40\n")).unwrap();
    check(&run(root, &["ingest", "third.csv"]), 0, "已入库");
}

#[test]
fn what_came_before_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let root = &city(folder.path());
    check(&run(root, &["ingest", "T2-2024.csv"]), 0, "与“T2-2024.csv”（20");
    std::fs::copy(root.join("T2-2024.csv"), root.join("copy.csv")).unwrap();
    check(&run(root, &["ingest", "copy.csv"]), 0, "内容完全相同");
    assert_eq!(json(&run(root, &["history", "--format", "json"])).as_array().unwrap().len(), 2);
    let rows = "LF-S01,720201,2024,71,66\nLF-S01,660103,2024,50,48\nLF-S02,720201,2024,44,40\n";
    std::fs::write(root.join("T2-2024-最终(2).csv"), format!("{T2}{rows}")).unwrap();
    let output = run(root, &["ingest", "T2-2024-最终(2).csv"]);
    check(&output, 0, "其中 1 个有改动");
    std::fs::write(root.join("LF-S01.csv"), format!("{T2}LF-S02,720201,2025,44,40\n")).unwrap();
    check(&run(root, &["ingest", "LF-S01.csv"]), 0, "S04 LF-S01.csv A2");
    let declared = format!("填报单位：甲校\n{T2}LF-S02,720201,2025,45,40\n");
    std::fs::write(root.join("declared.csv"), declared).unwrap();
    check(&run(root, &["ingest", "declared.csv"]), 2, "S04 declared.csv A3");
}

#[test]
fn the_state_of_collection_says_who_is_to_act() {
    let folder = tempfile::tempdir().unwrap();
    let root = &city(folder.path());
    send(root, "甲校 2025.csv", "LF-S01,720201,2025,70,66\n");
    let status = |more: &[&str]| {
        let all =
            [&["status", "--table", "T2", "--year", "2025", "--format", "json"], more].concat();
        json(&run(root, &all))
    };
    let rows = status(&["--due", "2025-10-31"]);
    let said = |row: usize| {
        let row = &rows[row];
        (
            row["state"].as_str().unwrap(),
            row["court"].as_str().unwrap(),
            row["late"].as_bool().unwrap(),
        )
    };
    assert_eq!(said(0), ("partial", "school", true));
    assert_eq!(rows[0]["missing"][0], "660103");
    assert_eq!(rows[0]["file"], "甲校 2025.csv");
    assert_eq!(said(1), ("missing", "school", true));
    send(root, "甲校 2025 补.csv", "LF-S01,660103,2025,50,48\n");
    let rows = status(&["--due", "2099-10-31"]);
    assert_eq!(
        (rows[0]["state"].as_str(), rows[0]["court"].as_str()),
        (Some("received"), Some("bureau"))
    );
    assert_eq!(rows[1]["late"], false);
    // A file that is refused is the school's again, until it is taken in.
    std::fs::write(root.join("更正.csv"), format!("{T2}LF-S01,720201,2025,71,-6\n")).unwrap();
    check(&run(root, &["ingest", "更正.csv", "--dry-run"]), 2, "C03");
    assert_eq!(status(&[])[0]["refused"], Value::Null);
    check(&run(root, &["ingest", "更正.csv"]), 2, "C03");
    let rows = status(&[]);
    assert_eq!(
        (&rows[0]["refused"]["file"], &rows[0]["refused"]["errors"], &rows[0]["court"]),
        (&"更正.csv".into(), &1.into(), &"school".into())
    );
    check(&run(root, &["status", "--table", "T2", "--year", "2025"]), 0, "更正.csv 已退回");
    send(root, "更正.csv", "LF-S01,720201,2025,71,66\n");
    assert_eq!(status(&[])[0]["refused"], Value::Null);
    // The deadline stands in the settings, and is checked when they are read.
    let settings = std::fs::read_to_string(root.join("talent.toml")).unwrap();
    let due = "[[collection.due]]\ntable = \"T2\"\nyear = 2025\ndate = 2025-10-31\n";
    std::fs::write(root.join("talent.toml"), format!("{settings}\n{due}")).unwrap();
    assert_eq!(status(&[])[1]["due"], "2025-10-31");
    check(
        &run(root, &["status", "--table", "T2", "-o", "s.xlsx"]),
        0,
        "应报 2 所，已报 1，部分 0，未报 1，逾期 2",
    );
    assert!(std::fs::read(root.join("s.xlsx")).unwrap().starts_with(b"PK"));
    std::fs::write(
        root.join("talent.toml"),
        format!("{settings}\n{}", due.replace("10-31", "10-32")),
    )
    .unwrap();
    assert_eq!(run(root, &["status"]).status.code(), Some(1));
}

#[test]
fn a_difference_has_both_cells_and_is_for_the_bureau() {
    let folder = tempfile::tempdir().unwrap();
    let root = &city(folder.path());
    send(root, "new.csv", "LF-S02,720201,2024,45,40\nLF-S02,720201,2025,46,41\n");
    check(&run(root, &["diff", "2", "3"]), 2, "--as bureau");
    let rows = json(&run(root, &["diff", "2", "3", "--as", "bureau", "--format", "json"]));
    assert_eq!(rows.as_array().unwrap().len(), 3, "{rows}");
    let changed = rows.as_array().unwrap().iter().find(|row| row["change"] == "changed").unwrap();
    assert_eq!(changed["before"]["value"], 44.0);
    assert_eq!(
        (&changed["before"]["file"], &changed["before"]["cell"]),
        (&"T2-2024.csv".into(), &"D4".into())
    );
    assert_eq!(
        (&changed["after"]["file"], &changed["after"]["cell"]),
        (&"new.csv".into(), &"D2".into())
    );
    let back = json(&run(root, &["diff", "3", "2", "--as", "bureau", "--format", "json"]));
    assert!(back.as_array().unwrap().iter().any(|row| row["change"] == "removed"));
    check(
        &run(root, &["diff", "2", "3", "--as", "bureau", "-o", "d.xlsx"]),
        0,
        "新增 2 个数字，删除 0 个，修改 1 个",
    );
    check(&run(root, &["diff", "2", "9", "--as", "bureau"]), 2, "没有数据版本 9");
}
