//! Runs and publications, the turn of other tasks, and stores of earlier versions.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::SqlitePool;
use talent_domain::Codebook;
use talent_pipeline::{compute, publish, run, upgrade};
use talent_workspace::{Act, Workspace, WorkspaceError};

use crate::api::page;
use crate::city::{NOW, with_data};

const LATER: Act<'static> = Act { at: "2026-02-01T00:00:00Z", by: "王芳" };

/// Few draws: what is computed does not matter here.
async fn with_few_draws(root: &Path) -> Workspace {
    let workspace = with_data(root).await;
    workspace.close().await;
    change(&root.join("talent.toml"), "draws = 2000", "draws = 100");
    Workspace::open(root).await.unwrap()
}

fn change(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from));
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[tokio::test]
async fn readers_see_what_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = with_few_draws(&root).await;
    let draft = compute(&workspace, NOW, &|_| {}).await.unwrap();
    assert_eq!(draft.publication, None);
    let draft = draft.record;
    for path in ["/", "/api/v1/runs", "/api/v1/bulletins/latest"] {
        assert!(page(&workspace, path).await.contains("还没有运行结果"), "{path}");
    }
    let first = publish(&workspace, draft.id, LATER).await.unwrap().publication;
    assert_eq!((first.id, first.actor.as_str()), (1, "王芳"));
    assert!(page(&workspace, "/").await.contains("第 1 次运行"));
    assert!(page(&workspace, "/api/v1/bulletins/latest").await.contains("2026年第1期"));
    // To publish what is shown changes nothing.
    assert_eq!(publish(&workspace, draft.id, NOW).await.unwrap().publication, first);
    change(&root.join("policy.toml"), "below = 0.40", "below = 0.90");
    let second = compute(&workspace, NOW, &|_| {}).await.unwrap();
    assert_eq!((second.record.id, second.unchanged), (2, false));
    assert!(page(&workspace, "/").await.contains("第 1 次运行"));
    assert!(!page(&workspace, "/api/v1/runs").await.contains("\"id\":2"));
    assert!(page(&workspace, "/healthz").await.contains("\"run_id\":1"));
    // A plain run publishes the draft on the same inputs; a draft is numbered by what was issued, not by publications.
    assert!(run(&workspace, NOW, &|_| {}).await.unwrap().unchanged);
    assert!(page(&workspace, "/api/v1/runs").await.contains("\"id\":2"));
    publish(&workspace, draft.id, NOW).await.unwrap();
    let bulletin = page(&workspace, "/api/v1/bulletins/latest").await;
    assert!(bulletin.contains("2026年第1期") && bulletin.contains("第1次运行"));
}

/// On one thread other tasks have no turn while a run computes on it.
#[tokio::test]
async fn other_tasks_have_their_turn_while_a_run_computes() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = with_few_draws(&folder.path().join("city")).await;
    let turns = AtomicUsize::new(0);
    let reached = Mutex::new(Vec::new());
    let progress = |_| reached.lock().unwrap().push(turns.load(Ordering::Relaxed));
    let computing = compute(&workspace, NOW, &progress);
    let waiting = async {
        loop {
            tokio::time::sleep(Duration::from_millis(2)).await;
            turns.fetch_add(1, Ordering::Relaxed);
        }
    };
    tokio::select! {
        outcome = computing => assert!(!outcome.unwrap().unchanged),
        () = waiting => {}
    }
    let reached = reached.into_inner().unwrap();
    assert_eq!(reached.len(), 4);
    assert!(reached[2] > reached[0] + 10, "{reached:?}");
}

/// Takes a database back to the form of version 2, and away what was not stored then.
async fn make_old(root: &Path) {
    // Workspaces of that version had no manifest.
    std::fs::remove_file(root.join("manifest.json")).unwrap();
    let database = format!("sqlite:{}", root.join("talent.db").display());
    let pool = SqlitePool::connect(&database).await.unwrap();
    for statement in [
        "ALTER TABLE vintages DROP COLUMN actor",
        "ALTER TABLE vintages DROP COLUMN withdrawn_by",
        "ALTER TABLE vintages DROP COLUMN lists_hash",
        "ALTER TABLE files DROP COLUMN actor",
        "ALTER TABLE runs DROP COLUMN actor",
        "ALTER TABLE publications DROP COLUMN actor",
        "ALTER TABLE events DROP COLUMN actor",
        "DELETE FROM _sqlx_migrations WHERE version = 3",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    pool.close().await;
    for vintage in ["0001", "0002"] {
        std::fs::remove_file(root.join("vintages").join(vintage).join("lists.json")).unwrap();
    }
}

#[tokio::test]
async fn lists_of_an_older_store_are_read_once_and_never_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = with_data(&root).await;
    let lists = async |workspace: &Workspace| -> Vec<Codebook> {
        let both = [workspace.vintage(1).await.unwrap(), workspace.vintage(2).await.unwrap()];
        both.map(|vintage| vintage.lists).into()
    };
    let before = lists(&workspace).await;
    assert!(!before[0].schools.is_empty() || !before[1].schools.is_empty());
    workspace.close().await;
    make_old(&root).await;
    let workspace = Workspace::open(&root).await.unwrap();
    assert!(matches!(workspace.latest_vintage().await, Err(WorkspaceError::NoLists(2))));
    assert_eq!(upgrade(&workspace, LATER).await.unwrap(), [1, 2]);
    assert_eq!(lists(&workspace).await, before);
    let kinds: Vec<String> =
        workspace.events().await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["ingest", "ingest", "upgrade", "upgrade"]);
    let actors = workspace.vintages().await.unwrap().into_iter().map(|vintage| vintage.actor);
    assert!(actors.collect::<Vec<_>>().iter().all(String::is_empty));
    // From now on the originals are not asked, whatever a later reader would make of them.
    std::fs::remove_dir_all(root.join("originals")).unwrap();
    assert!(upgrade(&workspace, LATER).await.unwrap().is_empty());
    assert_eq!(lists(&workspace).await, before);
}

#[tokio::test]
async fn a_vintage_whose_originals_are_lost_does_not_hold_up_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = with_data(&root).await;
    let lost = workspace.files_of(2).await.unwrap();
    let lost: Vec<_> = lost.into_iter().filter(|file| file.vintage == 2).collect();
    let expected = workspace.vintage(1).await.unwrap().lists;
    workspace.close().await;
    make_old(&root).await;
    for file in &lost {
        std::fs::remove_file(root.join("originals").join(&file.hash)).unwrap();
    }
    let workspace = Workspace::open(&root).await.unwrap();
    assert!(matches!(upgrade(&workspace, LATER).await, Err(WorkspaceError::Corrupt(_))));
    assert_eq!(workspace.vintage(1).await.unwrap().lists, expected);
    assert!(matches!(workspace.vintage(2).await, Err(WorkspaceError::NoLists(2))));
}
