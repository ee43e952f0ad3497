//! That a workspace knows itself, and what it has lost.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may")]

use std::collections::BTreeMap;
use std::path::Path;

use talent_domain::Codebook;
use talent_workspace::{
    Act, Finding, NewFile, NewRun, NewVintage, Part, Workspace, WorkspaceError,
};

const ACT: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "王芳" };

async fn commit(workspace: &Workspace, name: &str, content: &[u8]) {
    let parent = workspace.current_vintage().await.unwrap().map(|vintage| vintage.id);
    let files = &[NewFile { name, bytes: content, templates: "T0", rows: 1 }];
    let lists = &Codebook::default();
    let new = NewVintage { parent, files, observations: Vec::new(), lists };
    workspace.commit(new, ACT).await.unwrap();
}

/// A workspace of two vintages and a published run.
async fn made(folder: &Path) -> Workspace {
    let identity: &[(&str, Vec<u8>)] = &[("workspace.id", b"secret".to_vec())];
    let workspace = Workspace::init(folder, identity).await.unwrap();
    commit(&workspace, "a.csv", b"one").await;
    commit(&workspace, "b.csv", b"two").await;
    let run = NewRun {
        vintage: 2,
        policy: "p",
        version: "0",
        fingerprint: "f",
        outlook: b"{}",
        settings: &BTreeMap::new(),
        warnings: &[],
    };
    let run = workspace.record_run(&run, ACT).await.unwrap();
    workspace.publish(&run, ACT).await.unwrap();
    workspace
}

/// All that a workspace knows.
async fn known(workspace: &Workspace) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        workspace.vintages().await.unwrap(),
        workspace.files().await.unwrap(),
        workspace.runs().await.unwrap(),
        workspace.publications().await.unwrap(),
        workspace.events().await.unwrap()
    )
}

fn wrong(findings: &[Finding]) -> Vec<&Part> {
    findings.iter().filter(|finding| finding.wrong.is_some()).map(|finding| &finding.part).collect()
}

#[tokio::test]
async fn a_database_that_is_lost_is_no_new_workspace_and_can_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = made(&root).await;
    let before = known(&workspace).await;
    workspace.close().await;
    for lose in [
        (|path: &Path| std::fs::remove_file(path).unwrap()) as fn(&Path),
        |path| std::fs::write(path, b"").unwrap(),
        |path| std::fs::write(path, [7; 5000]).unwrap(),
    ] {
        lose(&root.join("talent.db"));
        let opened = Workspace::open(&root).await;
        let text = opened.as_ref().err().map(ToString::to_string).unwrap();
        assert!(text.contains("talent verify --repair"), "{text}");
        Workspace::rebuild_database(&root).await.unwrap();
        let workspace = Workspace::open(&root).await.unwrap();
        assert_eq!(known(&workspace).await, before);
        assert!(wrong(&workspace.verify().await.unwrap()).is_empty());
        workspace.close().await;
    }
    assert!(root.join("talent.db.damaged").exists());
    std::fs::remove_file(root.join("talent.db")).unwrap();
    std::fs::remove_file(root.join("manifest.json")).unwrap();
    assert!(matches!(Workspace::open(&root).await, Err(WorkspaceError::DatabaseLost(_))));
    let rebuilt = Workspace::rebuild_database(&root).await;
    assert!(matches!(rebuilt, Err(WorkspaceError::NoManifest(_))));
}

#[tokio::test]
async fn an_older_database_and_that_of_another_workspace_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (root, other) = (folder.path().join("city"), folder.path().join("other"));
    let workspace = made(&root).await;
    // Nothing lies beside the database while the workspace is open: a copy of the one file is whole.
    let copy = folder.path().join("copy.db");
    std::fs::copy(root.join("talent.db"), &copy).unwrap();
    let before = known(&workspace).await;
    commit(&workspace, "c.csv", b"three").await;
    workspace.close().await;
    std::fs::copy(&copy, root.join("talent.db")).unwrap();
    assert!(matches!(Workspace::open(&root).await, Err(WorkspaceError::OlderDatabase(_))));
    // The folders tell where no manifest does.
    let manifest = std::fs::read(root.join("manifest.json")).unwrap();
    std::fs::remove_file(root.join("manifest.json")).unwrap();
    assert!(matches!(Workspace::open(&root).await, Err(WorkspaceError::OlderDatabase(_))));
    std::fs::write(root.join("manifest.json"), manifest).unwrap();
    Workspace::rebuild_database(&root).await.unwrap();
    let workspace = Workspace::open(&root).await.unwrap();
    assert_eq!(workspace.vintages().await.unwrap().len(), 3);
    assert!(known(&workspace).await.len() > before.len());
    workspace.close().await;

    let stranger = Workspace::init(&other, &[]).await.unwrap();
    commit(&stranger, "x.csv", b"other").await;
    stranger.close().await;
    std::fs::copy(other.join("talent.db"), root.join("talent.db")).unwrap();
    assert!(matches!(Workspace::open(&root).await, Err(WorkspaceError::OlderDatabase(_))));
}

#[tokio::test]
async fn what_is_damaged_is_named_and_the_same_file_puts_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("city");
    let workspace = made(&root).await;
    assert!(wrong(&workspace.verify().await.unwrap()).is_empty());
    let original = workspace.files().await.unwrap()[0].clone();
    std::fs::write(root.join("originals").join(&original.hash), b"oNe").unwrap();
    std::fs::remove_file(root.join("vintages/0002/lists.json")).unwrap();
    std::fs::write(root.join("runs/0001/outlook.json"), b"{ }").unwrap();
    std::fs::remove_file(root.join("workspace.id")).unwrap();
    let findings = workspace.verify().await.unwrap();
    let found = wrong(&findings);
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(*found[0], Part::Identity);
    assert_eq!(*found[1], Part::Original(original));
    assert!(matches!(found[2], Part::Lists(vintage) if vintage.id == 2));
    assert!(matches!(found[3], Part::Run(run) if run.id == 1));
    assert!(workspace.put_back(b"one").unwrap());
    assert!(!workspace.put_back(b"one").unwrap());
    assert_eq!(wrong(&workspace.verify().await.unwrap()).len(), 3);
}

#[tokio::test]
async fn a_backup_is_restored_as_it_was_and_not_where_something_is() {
    let folder = tempfile::tempdir().unwrap();
    let (root, file) = (folder.path().join("city"), folder.path().join("city.zip"));
    let workspace = made(&root).await;
    std::fs::create_dir(root.join("output")).unwrap();
    std::fs::write(root.join("output/bulletin.html"), b"again").unwrap();
    let before = known(&workspace).await;
    let written = workspace.backup(&file).await.unwrap();
    assert!(matches!(workspace.backup(&file).await, Err(WorkspaceError::Backup { .. })));
    commit(&workspace, "c.csv", b"three").await;
    assert!(matches!(Workspace::restore(&file, &root), Err(WorkspaceError::NotEmpty(_))));
    let again = folder.path().join("again");
    let read = Workspace::restore(&file, &again).unwrap();
    assert_eq!(written.files, read.files);
    let restored = Workspace::open(&again).await.unwrap();
    assert_eq!(known(&restored).await, before);
    assert_eq!(restored.identity().unwrap(), "secret");
    assert!(wrong(&restored.verify().await.unwrap()).is_empty());
    assert!(!again.join("output").exists());
    assert!(!again.join("restoring.tmp").exists());
    let within = Workspace::restore(&file, &again.join("originals/city"));
    assert!(matches!(within, Err(WorkspaceError::InWorkspace(_))));
    // A backup beside the figures goes into no other.
    let beside = again.join("first.zip");
    restored.backup(&beside).await.unwrap();
    let second = restored.backup(&folder.path().join("second.zip")).await.unwrap();
    assert_eq!(second.files, written.files);
    #[cfg(unix)]
    for secret in [&file, &beside] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(secret).unwrap().permissions().mode() & 0o777, 0o600);
    }

    let whole = std::fs::read(&file).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    for place in (0..whole.len()).step_by(whole.len() / 40) {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        std::fs::write(&file, &damaged).unwrap();
        // Some bytes of an archive say nothing about its contents; all others are noticed.
        match Workspace::restore(&file, &elsewhere) {
            Ok(_) => {
                let restored = Workspace::open(&elsewhere).await.unwrap();
                assert_eq!(known(&restored).await, before);
                restored.close().await;
                std::fs::remove_dir_all(&elsewhere).unwrap();
            }
            Err(error) => {
                assert!(matches!(error, WorkspaceError::Backup { .. }), "{error}");
                assert!(!elsewhere.exists());
            }
        }
    }
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(Workspace::restore(&file, &elsewhere), Err(WorkspaceError::Backup { .. })));
}

#[tokio::test]
async fn settings_that_are_lost_or_damaged_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    std::fs::write(folder.path().join("runs/0001/settings.json"), b"{").unwrap();
    let found = workspace.verify().await.unwrap();
    assert!(
        matches!(wrong(&found)[..], [Part::Settings(run), Part::Run(_)] | [Part::Settings(run)] if run.id == 1)
    );
    workspace.close().await;
    std::fs::remove_file(folder.path().join("talent.toml")).unwrap();
    let opened = Workspace::open(folder.path()).await;
    assert!(matches!(opened, Err(WorkspaceError::ConfigLost(_))));
}

#[tokio::test]
async fn a_damaged_manifest_is_never_taken_for_an_older_database() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = made(folder.path()).await;
    let before = known(&workspace).await;
    let hash = workspace.files().await.unwrap()[0].hash.clone();
    workspace.close().await;
    let path = folder.path().join("manifest.json");
    let whole = std::fs::read_to_string(&path).unwrap();
    let flipped = hash.replace(&hash[..1], if hash.starts_with('0') { "1" } else { "0" });
    std::fs::write(&path, whole.replace(&hash, &flipped)).unwrap();
    let opened = Workspace::open(folder.path()).await;
    assert!(matches!(opened, Err(WorkspaceError::Corrupt(_))));
    Workspace::set_manifest_aside(folder.path()).unwrap();
    let workspace = Workspace::open(folder.path()).await.unwrap();
    assert_eq!(known(&workspace).await, before);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
}
