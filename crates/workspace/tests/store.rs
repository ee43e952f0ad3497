//! What a workspace keeps, and that it keeps it whole.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::collections::BTreeMap;

use talent_domain::{
    CellRef, Codebook, Confidence, IndustryCode, Measure, Nature, Observation, OccupationEntry,
    Provenance, RegionCode, SeriesKey, Status, Year,
};
use talent_workspace::{
    Act, NewFile, NewRun, NewVintage, RunRecord, VintageRecord, WarningRow, Workspace,
    WorkspaceError,
};

const ACT: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "王芳" };
const LATER: Act<'static> = Act { at: "2026-02-01T00:00:00Z", by: "li" };

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

fn lists(mining: &str) -> Codebook {
    let mut lists = Codebook::default();
    lists.industries.insert(IndustryCode::new("B").unwrap(), mining.to_owned());
    lists
}

/// Stores a vintage on top of the latest one in force.
async fn commit_with(
    workspace: &Workspace,
    content: &[u8],
    observations: Vec<Observation>,
    lists: &Codebook,
) -> Result<VintageRecord, WorkspaceError> {
    let parent = workspace.current_vintage().await.unwrap().map(|vintage| vintage.id);
    let files = &[NewFile { name: "a.csv", bytes: content, templates: "T0", rows: 1 }];
    workspace.commit(NewVintage { parent, files, observations, lists }, ACT).await
}

async fn commit(workspace: &Workspace, content: &[u8], figures: &[Observation]) -> VintageRecord {
    commit_with(workspace, content, figures.to_vec(), &Codebook::default()).await.unwrap()
}

async fn record(workspace: &Workspace, vintage: i64) -> RunRecord {
    let fingerprint = format!("of {vintage}");
    let run = NewRun {
        vintage,
        policy: "p",
        version: "0",
        fingerprint: &fingerprint,
        outlook: b"{}",
        settings: &BTreeMap::new(),
        warnings: &[],
    };
    workspace.record_run(&run, ACT).await.unwrap()
}

/// The number of the run that readers see.
async fn shown(workspace: &Workspace) -> Option<i64> {
    workspace.current_run().await.unwrap().map(|run| run.id)
}

#[tokio::test]
async fn a_vintage_holds_all_that_came_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0), figure(2021, 2.0)]).await;
    let second = commit(&workspace, b"two", &[figure(2021, 3.0)]).await;
    assert_eq!((second.id, second.observations, second.revised), (2, 2, 1));
    let value = async |id| workspace.vintage(id).await.unwrap().panel.observations()[1].value;
    assert_eq!((value(1).await, value(2).await), (2.0, 3.0));
    let files = workspace.files().await.unwrap();
    assert_eq!(workspace.original(&files[1]).unwrap(), b"two");
}

#[tokio::test]
async fn a_vintage_keeps_its_lists_as_they_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit_with(&workspace, b"one", vec![figure(2020, 1.0)], &lists("采矿业")).await.unwrap();
    commit_with(&workspace, b"two", Vec::new(), &lists("采掘业")).await.unwrap();
    assert_eq!(workspace.vintage(1).await.unwrap().lists, lists("采矿业"));
    assert_eq!(workspace.latest_vintage().await.unwrap().unwrap().lists, lists("采掘业"));
    // Once stored they stay, whatever a later reader makes of the originals.
    workspace.keep_lists(1, &lists("矿业"), LATER).await.unwrap();
    assert_eq!(workspace.vintage(1).await.unwrap().lists, lists("采矿业"));
    std::fs::write(folder.path().join("vintages/0001/lists.json"), b"{}").unwrap();
    assert!(matches!(workspace.vintage(1).await, Err(WorkspaceError::Corrupt(_))));
}

#[tokio::test]
async fn what_a_killed_process_left_behind_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    workspace.close().await;
    // Killed after the files of vintage 2 were written and before its row was.
    let left = folder.path().join("vintages/0002");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("observations.parquet"), b"half").unwrap();
    std::fs::write(left.join("lists.json"), b"half").unwrap();
    let workspace = Workspace::open(folder.path()).await.unwrap();
    assert_eq!(workspace.latest_vintage().await.unwrap().unwrap().record.id, 1);
    let second = commit(&workspace, b"two", &[figure(2021, 2.0)]).await;
    assert_eq!(second.id, 2);
    assert_eq!(workspace.vintage(2).await.unwrap().panel.observations().len(), 2);
}

#[tokio::test]
async fn a_change_that_fails_half_way_leaves_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    // A file stands where the folder of vintage 2 should be made.
    let barrier = folder.path().join("vintages/0002");
    std::fs::write(&barrier, b"").unwrap();
    let failed =
        commit_with(&workspace, b"two", vec![figure(2021, 2.0)], &Codebook::default()).await;
    assert!(matches!(failed, Err(WorkspaceError::File { .. })));
    assert_eq!(workspace.vintages().await.unwrap().len(), 1);
    assert_eq!(workspace.files().await.unwrap().len(), 1);
    assert_eq!(workspace.events().await.unwrap().len(), 1);
    std::fs::remove_file(barrier).unwrap();
    assert_eq!(commit(&workspace, b"two", &[figure(2021, 2.0)]).await.id, 2);
}

#[tokio::test]
async fn a_stored_file_that_was_changed_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    let path = folder.path().join("vintages/0001/observations.parquet");
    std::fs::write(&path, b"other").unwrap();
    assert!(matches!(workspace.latest_vintage().await, Err(WorkspaceError::Corrupt(_))));
}

#[tokio::test]
async fn a_vintage_goes_on_top_of_what_it_was_checked_against() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    // Checked before vintage 1 was there: it would lose the lists of vintage 1.
    let lists = &Codebook::default();
    let late = NewVintage { parent: None, files: &[], observations: Vec::new(), lists };
    assert!(matches!(workspace.commit(late, ACT).await, Err(WorkspaceError::Overtaken)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_the_same_time_do_not_collide() {
    const WRITERS: i64 = 12;
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    let other = Workspace::open(folder.path()).await.unwrap();
    let writers = (0..WRITERS).map(|writer| {
        let workspace = if writer % 2 == 0 { workspace.clone() } else { other.clone() };
        tokio::spawn(async move {
            let content = format!("{writer}");
            loop {
                let figures = vec![figure(2000 + writer, 1.0)];
                let lists = Codebook::default();
                match commit_with(&workspace, content.as_bytes(), figures, &lists).await {
                    Err(WorkspaceError::Overtaken) => {}
                    stored => break stored.unwrap().id,
                }
            }
        })
    });
    let mut ids = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        ids.push(writer.await.unwrap());
    }
    ids.sort_unstable();
    assert_eq!(ids, (1..=WRITERS).collect::<Vec<_>>());
    let latest = workspace.latest_vintage().await.unwrap().unwrap();
    assert_eq!(latest.record.observations, WRITERS);
    for id in ids {
        assert_eq!(workspace.vintage(id).await.unwrap().record.observations, id);
    }
}

#[tokio::test]
async fn a_run_is_kept_with_its_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
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
        settings: &BTreeMap::new(),
        warnings: &warnings,
    };
    let record = workspace.record_run(&run, ACT).await.unwrap();
    assert_eq!(workspace.outlook(&record).unwrap(), b"{}");
    assert_eq!(workspace.warnings(record.id).await.unwrap(), warnings);
    // The same inputs are not recorded twice.
    assert!(matches!(workspace.record_run(&run, ACT).await, Err(WorkspaceError::SameInputs(1))));
    assert_eq!(workspace.runs().await.unwrap().len(), 1);
    let kinds: Vec<String> =
        workspace.events().await.unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["ingest", "run"]);
}

#[tokio::test]
async fn a_run_is_shown_once_it_is_published_and_counted_by_its_publication() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    let draft = record(&workspace, 1).await;
    assert_eq!(shown(&workspace).await, None);
    assert_eq!(workspace.published_runs().await.unwrap(), []);
    commit(&workspace, b"two", &[figure(2021, 1.0)]).await;
    let second = record(&workspace, 2).await;
    let publication = workspace.publish(&second, LATER).await.unwrap();
    assert_eq!((publication.id, publication.run, second.id), (1, 2, 2));
    assert_eq!(workspace.published_runs().await.unwrap(), std::slice::from_ref(&second));
    let first = workspace.publish(&draft, LATER).await.unwrap();
    let current = workspace.current_publication().await.unwrap().unwrap();
    assert_eq!((first.id, current.publication, current.run), (2, first, draft));
    // A run whose data were withdrawn cannot be published.
    workspace.undo(ACT).await.unwrap();
    let refused = workspace.publish(&second, LATER).await;
    assert!(matches!(refused, Err(WorkspaceError::Withdrawn { run: 2, vintage: 2 })));
    assert!(matches!(workspace.run(7).await, Err(WorkspaceError::Missing { what: "run", id: 7 })));
}

#[tokio::test]
async fn every_row_says_who_caused_it() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    let run = record(&workspace, 1).await;
    let publication = workspace.publish(&run, LATER).await.unwrap();
    workspace.undo(LATER).await.unwrap();
    let vintage = &workspace.vintages().await.unwrap()[0];
    assert_eq!((vintage.actor.as_str(), vintage.withdrawn_by.as_deref()), ("王芳", Some("li")));
    assert_eq!(workspace.files().await.unwrap()[0].actor, "王芳");
    assert_eq!(workspace.run(run.id).await.unwrap().actor, "王芳");
    assert_eq!(workspace.publications().await.unwrap(), std::slice::from_ref(&publication));
    assert_eq!((publication.actor.as_str(), publication.at.as_str()), (LATER.by, LATER.at));
    let actors: Vec<String> =
        workspace.events().await.unwrap().into_iter().map(|event| event.actor).collect();
    assert_eq!(actors, ["王芳", "王芳", "li", "li"]);
}

#[tokio::test]
async fn a_withdrawn_vintage_is_kept_and_no_longer_counts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    assert_eq!(workspace.undo(ACT).await.unwrap(), None);
    commit(&workspace, b"one", &[figure(2020, 1.0)]).await;
    commit(&workspace, b"slip", &[figure(2020, 7.0)]).await;
    let run = async |vintage: i64| {
        let run = record(&workspace, vintage).await;
        workspace.publish(&run, ACT).await.unwrap();
        run
    };
    let (first, second) = (run(1).await, run(2).await);
    assert_eq!(shown(&workspace).await, Some(second.id));
    assert_eq!(workspace.undo(ACT).await.unwrap().map(|vintage| vintage.id), Some(2));
    assert_eq!(shown(&workspace).await, Some(first.id));
    let latest = workspace.latest_vintage().await.unwrap().unwrap();
    assert_eq!((latest.record.id, latest.panel.observations()[0].value), (1, 1.0));
    // The next one is made on top of what is in force; what was withdrawn can still be looked at.
    let third = commit(&workspace, b"right", &[figure(2021, 2.0)]).await;
    assert_eq!((third.id, third.parent), (3, Some(1)));
    let files = workspace.files_of(3).await.unwrap();
    assert_eq!(files.iter().map(|file| file.vintage).collect::<Vec<_>>(), [1, 3]);
    let values: Vec<f64> =
        workspace.vintage(3).await.unwrap().panel.observations().iter().map(|o| o.value).collect();
    assert_eq!(values, [1.0, 2.0]);
    assert_eq!(workspace.vintage(2).await.unwrap().panel.observations()[0].value, 7.0);
    // A run that comes up again is shown again.
    let again = run(3).await;
    workspace.publish(&first, ACT).await.unwrap();
    assert_eq!((shown(&workspace).await, again.id), (Some(first.id), 3));
    while workspace.undo(ACT).await.unwrap().is_some() {}
    assert_eq!(shown(&workspace).await, None);
    assert!(workspace.latest_vintage().await.unwrap().is_none());
}

#[tokio::test]
async fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Workspace::open(folder.path()).await, Err(WorkspaceError::NotAWorkspace(_))));
    std::fs::write(folder.path().join("mine.txt"), b"mine").unwrap();
    assert!(matches!(Workspace::init(folder.path(), &[]).await, Err(WorkspaceError::NotEmpty(_))));
}

#[tokio::test]
async fn lists_that_could_not_be_read_back_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::init(folder.path(), &[]).await.unwrap();
    let mut lists = lists("采矿业");
    let entry = OccupationEntry {
        name: "设备维修人员".into(),
        exit_rate: f64::NAN,
        level_share: 0.5,
        cell: CellRef { file: "P1.csv".into(), sheet: None, row: 2, column: 3 },
    };
    lists.occupations.insert("6-31".into(), entry);
    let refused = commit_with(&workspace, b"one", vec![figure(2020, 1.0)], &lists).await;
    assert!(matches!(refused, Err(WorkspaceError::Lists(_))));
    assert!(workspace.vintages().await.unwrap().is_empty());
}
