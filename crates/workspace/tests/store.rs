//! What a workspace keeps, and that it keeps it whole.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use talent_domain::{
    CellRef, Confidence, Measure, Nature, Observation, Provenance, RegionCode, SeriesKey, Status,
    Year,
};
use talent_workspace::{NewFile, NewRun, WarningRow, Workspace, WorkspaceError};

const NOW: &str = "2026-01-01T00:00:00Z";

fn figure(year: i64, value: f64) -> Observation {
    Observation {
        key: SeriesKey::region(RegionCode::new("141000").unwrap()),
        measure: Measure::Gdp,
        year: Year::new(year).unwrap(),
        value,
        provenance: Provenance {
            source: "年鉴".into(),
            status: Status::Read,
            confidence: Confidence::Official,
            nature: Nature::Real,
            note: "".into(),
            cell: CellRef { file: "a.csv".into(), sheet: None, row: 2, column: 3 },
        },
    }
}

fn file(bytes: &[u8]) -> NewFile<'_> {
    NewFile { name: "a.csv", bytes, templates: "T0", rows: 1 }
}

#[tokio::test]
async fn a_vintage_holds_all_that_came_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    workspace
        .commit(&[file(b"one")], vec![figure(2020, 1.0), figure(2021, 2.0)], NOW)
        .await
        .unwrap();
    let second = workspace.commit(&[file(b"two")], vec![figure(2021, 3.0)], NOW).await.unwrap();
    assert_eq!((second.id, second.observations, second.revised), (2, 2, 1));
    let value = async |id| workspace.vintage(id).await.unwrap().panel.observations()[1].value;
    assert_eq!((value(1).await, value(2).await), (2.0, 3.0));
    let files = workspace.files().await.unwrap();
    assert_eq!(workspace.original(&files[1]).unwrap(), b"two");
}

#[tokio::test]
async fn what_a_killed_process_left_behind_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    workspace.commit(&[file(b"one")], vec![figure(2020, 1.0)], NOW).await.unwrap();
    workspace.close().await;
    // Killed after the files of vintage 2 were written and before its row was.
    let left = folder.path().join("vintages/0002");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("observations.parquet"), b"half").unwrap();
    let workspace = Workspace::open(folder.path()).await.unwrap();
    assert_eq!(workspace.latest_vintage().await.unwrap().unwrap().record.id, 1);
    let second = workspace.commit(&[file(b"two")], vec![figure(2021, 2.0)], NOW).await.unwrap();
    assert_eq!(second.id, 2);
    assert_eq!(workspace.vintage(2).await.unwrap().panel.observations().len(), 2);
}

#[tokio::test]
async fn a_stored_file_that_was_changed_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    workspace.commit(&[file(b"one")], vec![figure(2020, 1.0)], NOW).await.unwrap();
    let path = folder.path().join("vintages/0001/observations.parquet");
    std::fs::write(&path, b"other").unwrap();
    assert!(matches!(workspace.latest_vintage().await, Err(WorkspaceError::Corrupt(_))));
}

#[tokio::test]
async fn a_run_is_kept_with_its_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    workspace.commit(&[file(b"one")], vec![figure(2020, 1.0)], NOW).await.unwrap();
    let warnings = vec![WarningRow {
        id: "720201".into(),
        programme: "720201".into(),
        school: None,
        level: "blue".into(),
    }];
    let run = NewRun {
        vintage: 1,
        policy: "p",
        version: "0",
        fingerprint: "f",
        outlook: b"{}",
        warnings: &warnings,
    };
    let record = workspace.record_run(&run, NOW).await.unwrap();
    assert_eq!(workspace.outlook(&record).unwrap(), b"{}");
    assert_eq!(workspace.warnings(record.id).await.unwrap(), warnings);
    // The same inputs are not recorded twice.
    assert!(workspace.record_run(&run, NOW).await.is_err());
    assert_eq!(workspace.runs().await.unwrap().len(), 1);
    let kinds: Vec<String> =
        workspace.events().await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["ingest", "run"]);
}

#[tokio::test]
async fn a_withdrawn_vintage_is_kept_and_no_longer_counts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    assert_eq!(workspace.undo(NOW).await.unwrap(), None);
    workspace.commit(&[file(b"one")], vec![figure(2020, 1.0)], NOW).await.unwrap();
    workspace.commit(&[file(b"slip")], vec![figure(2020, 7.0)], NOW).await.unwrap();
    let run = async |vintage: i64| {
        let fingerprint = format!("of {vintage}");
        let run = NewRun {
            vintage,
            policy: "p",
            version: "0",
            fingerprint: &fingerprint,
            outlook: b"{}",
            warnings: &[],
        };
        workspace.record_run(&run, NOW).await.unwrap()
    };
    let (first, second) = (run(1).await, run(2).await);
    let shown = async || workspace.current_run().await.unwrap().map(|run| run.id);
    assert_eq!(shown().await, Some(second.id));
    assert_eq!(workspace.undo(NOW).await.unwrap().map(|vintage| vintage.id), Some(2));
    assert_eq!(shown().await, Some(first.id));
    let latest = workspace.latest_vintage().await.unwrap().unwrap();
    assert_eq!((latest.record.id, latest.panel.observations()[0].value), (1, 1.0));
    // The next one is made on top of what is in force; what was withdrawn can still be looked at.
    let third = workspace.commit(&[file(b"right")], vec![figure(2021, 2.0)], NOW).await.unwrap();
    assert_eq!((third.id, third.parent), (3, Some(1)));
    let files = workspace.files_of(3).await.unwrap();
    assert_eq!(files.iter().map(|file| file.vintage).collect::<Vec<_>>(), [1, 3]);
    let values: Vec<f64> =
        workspace.vintage(3).await.unwrap().panel.observations().iter().map(|o| o.value).collect();
    assert_eq!(values, [1.0, 2.0]);
    assert_eq!(workspace.vintage(2).await.unwrap().panel.observations()[0].value, 7.0);
    // A run that comes up again is shown again.
    let again = run(3).await;
    workspace.publish(&first, NOW).await.unwrap();
    assert_eq!((shown().await, again.id), (Some(first.id), 3));
    while workspace.undo(NOW).await.unwrap().is_some() {}
    assert_eq!((shown().await, workspace.latest_vintage().await.unwrap().is_none()), (None, true));
}

#[tokio::test]
async fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Workspace::open(folder.path()).await, Err(WorkspaceError::NotAWorkspace(_))));
    std::fs::write(folder.path().join("mine.txt"), b"mine").unwrap();
    assert!(matches!(Workspace::init(folder.path(), &[]).await, Err(WorkspaceError::NotEmpty(_))));
}
