//! Commands that are killed at any moment: what was there stands, or what was asked for is there whole.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::panic, reason = "tests may")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// Moments at which each command is killed.
const MOMENTS: u64 = 60;

fn talent(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talent")).current_dir(folder).args(arguments).output().unwrap()
}

#[track_caller]
fn goes_well(folder: &Path, arguments: &[&str]) -> String {
    let output = talent(folder, arguments);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{arguments:?}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// Starts a command and kills it after so many microseconds.
fn kill_after(folder: &Path, arguments: &[&str], micros: u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_talent"))
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_micros(micros));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Moments from the start of a command to beyond its usual end, the last so late that it ends on a busy machine too.
fn moments(folder: &Path, arguments: &[&str]) -> impl Iterator<Item = u64> {
    let start = std::time::Instant::now();
    goes_well(folder, arguments);
    let usual = start.elapsed().as_micros() as u64;
    (0..MOMENTS).map(move |moment| usual * 5 / 4 * moment / MOMENTS).chain([10 * usual])
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// A folder with a workspace `city` of two vintages.
fn city() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    goes_well(root, &["init", "city"]);
    let lists = "C4 地区代码表 v1\n地区代码,地区名称\n141000,临汾市\n";
    std::fs::write(root.join("C4.csv"), lists).unwrap();
    let industries = "C3 行业代码表 v1\n行业代码,行业名称\nB,采矿业\n";
    std::fs::write(root.join("C3.csv"), industries).unwrap();
    goes_well(root, &["ingest", "-w", "city", "C4.csv", "C3.csv"]);
    let workers = "地区代码,行业代码,年份,从业人员(人)\n141000,B,2019,60000\n";
    std::fs::write(root.join("T4.csv"), workers).unwrap();
    goes_well(root, &["ingest", "-w", "city", "T4.csv"]);
    folder
}

fn history(root: &Path, workspace: &str) -> String {
    goes_well(root, &["history", "-w", workspace, "--format", "json"])
}

#[test]
fn an_undo_is_done_or_not() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    copy(&root.join("city"), &root.join("model"));
    let undo = ["undo", "-w", "city"];
    for moment in moments(root, &undo) {
        copy(&root.join("model"), &root.join("city"));
        kill_after(root, &undo, moment);
        let after = history(root, "city");
        assert!(after == before || after.contains("withdrawn_at\": \"2"), "{after}");
        goes_well(root, &["verify", "-w", "city"]);
    }
}

#[test]
fn a_backup_is_whole_or_not_there() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    let backup = ["backup", "-w", "city", "city.zip"];
    let mut whole = 0;
    for moment in moments(root, &backup) {
        let _ = std::fs::remove_file(root.join("city.zip"));
        kill_after(root, &backup, moment);
        if root.join("city.zip").exists() {
            whole += 1;
            let _ = std::fs::remove_dir_all(root.join("again"));
            goes_well(root, &["restore", "city.zip", "-w", "again"]);
            assert_eq!(history(root, "again"), before);
        }
        goes_well(root, &["verify", "-w", "city"]);
    }
    assert!(whole > 0, "none was written");
}

#[test]
fn a_restored_workspace_is_whole_or_not_there() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    goes_well(root, &["backup", "-w", "city", "city.zip"]);
    let restore = ["restore", "city.zip", "-w", "again"];
    for moment in moments(root, &restore) {
        let _ = std::fs::remove_dir_all(root.join("again"));
        kill_after(root, &restore, moment);
        if root.join("again").exists() {
            assert_eq!(history(root, "again"), before);
            goes_well(root, &["verify", "-w", "again"]);
        }
    }
}

#[test]
fn a_repair_that_was_killed_can_be_done_again() {
    let folder = city();
    let root = folder.path();
    let before = history(root, "city");
    copy(&root.join("city"), &root.join("model"));
    std::fs::remove_file(root.join("model/talent.db")).unwrap();
    copy(&root.join("model"), &root.join("city"));
    let verify = ["verify", "--repair", "-w", "city"];
    for moment in moments(root, &verify) {
        copy(&root.join("model"), &root.join("city"));
        kill_after(root, &verify, moment);
        goes_well(root, &verify);
        assert_eq!(history(root, "city"), before);
    }
}
