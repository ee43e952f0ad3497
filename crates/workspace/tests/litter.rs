//! What killed commands leave, and that nothing else is taken for it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use talent_domain::Codebook;
use talent_workspace::{Act, NewFile, NewVintage, Workspace};

const ACT: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "li" };
/// No process has so large a number.
const GONE: u32 = 4_194_999;

fn put(path: &Path, minutes_old: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, b"half").unwrap();
    let written = SystemTime::now() - Duration::from_mins(minutes_old);
    File::options().write(true).open(path).unwrap().set_modified(written).unwrap();
}

fn age_folder(path: &Path) {
    File::open(path).unwrap().set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
}

async fn with_a_vintage(root: &Path) -> Workspace {
    let workspace = Workspace::init(root, &[]).await.unwrap();
    let files = &[NewFile { name: "a.csv", bytes: b"1", templates: "T0", rows: 1 }];
    let lists = &Codebook::default();
    let new = NewVintage { parent: None, files, observations: Vec::new(), lists };
    workspace.commit(new, ACT).await.unwrap();
    workspace
}

#[tokio::test]
async fn litter_goes_and_all_else_stays() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = with_a_vintage(&root).await;
    let alive = std::process::id();
    let litter = [
        format!("talent.toml.{GONE}.tmp"),
        format!("originals/abc.{GONE}.tmp"),
        format!("output/bulletin-0001.html.{GONE}.tmp"),
        format!("vintages/0001/lists.json.{GONE}.tmp"),
    ];
    let others = [
        format!("output/bulletin-0001.html.{alive}.tmp"),
        "output/notes.tmp".to_owned(),
        "output/1.2.tmp.csv".to_owned(),
        format!("mine/report.html.{GONE}.tmp"),
    ];
    for name in litter.iter().chain(&others) {
        put(&root.join(name), 60);
    }
    let young = root.join(format!("output/layout.html.{GONE}.tmp"));
    put(&young, 1);
    assert_eq!(workspace.sweep(SystemTime::now()).await.unwrap(), litter.len());
    for name in &litter {
        assert!(!root.join(name).exists(), "{name}");
    }
    for name in &others {
        assert!(root.join(name).exists(), "{name}");
    }
    assert!(young.exists());
    assert_eq!(workspace.sweep(SystemTime::now()).await.unwrap(), 0);
    workspace.latest_vintage().await.unwrap().unwrap();
}

#[tokio::test]
async fn contents_without_a_row_go_if_their_command_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = with_a_vintage(&root).await;
    // Killed before its row was there, killed after, still at it, and a row that was lost.
    put(&root.join("vintages/0002/observations.parquet"), 0);
    put(&root.join(format!("vintages/0002/unfinished.{GONE}.tmp")), 0);
    put(&root.join(format!("vintages/0001/unfinished.{GONE}.tmp")), 0);
    put(&root.join("runs/0007/outlook.json"), 60);
    put(&root.join(format!("runs/0007/unfinished.{}.tmp", std::process::id())), 60);
    put(&root.join("runs/0008/outlook.json"), 60);
    assert_eq!(workspace.sweep(SystemTime::now()).await.unwrap(), 3);
    assert!(!root.join("vintages/0002").exists());
    assert!(root.join("runs/0007/outlook.json").exists());
    assert!(root.join("runs/0008/outlook.json").exists());
    workspace.latest_vintage().await.unwrap().unwrap();
    let kept: Vec<_> = fs::read_dir(root.join("vintages/0001")).unwrap().collect();
    assert_eq!(kept.len(), 2);
}

#[tokio::test]
async fn a_workspace_that_was_being_made_goes_unless_it_holds_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let half = |name: &str| folder.path().join(name);
    // Whatever `restore` had unpacked goes too.
    let restored = half(&format!("city.{}.tmp", GONE + 2));
    for name in ["restoring.tmp", "talent.toml", "originals/abc"] {
        put(&restored.join(name), 60);
    }
    age_folder(&restored);
    let (litter, used, other) = (
        half(&format!("city.{GONE}.tmp")),
        half(&format!("city.{}.tmp", GONE + 1)),
        half(&format!("town.{GONE}.tmp")),
    );
    for made in [&litter, &used, &other] {
        put(&made.join("policy.toml"), 60);
        put(&made.join("templates/T1.xlsx"), 60);
    }
    put(&litter.join(format!("talent.toml.{GONE}.tmp")), 60);
    put(&used.join("mine.csv"), 60);
    for made in [&litter, &used, &other] {
        age_folder(made);
    }
    let workspace = with_a_vintage(&root).await;
    assert_eq!(workspace.sweep(SystemTime::now()).await.unwrap(), 2);
    assert!(!litter.exists() && !restored.exists() && used.exists() && other.exists());
}
