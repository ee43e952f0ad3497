//! A workspace with the embedded data sets and a run, made once for all tests.

use std::path::{Path, PathBuf};

use talent_ingest::{InputFile, Unlikely};
use talent_outlook::{Audience, Outlook};
use talent_pipeline::{embedded, ingest, open_run, run, starter_files};
use talent_workspace::{Act, Workspace};
use tokio::sync::OnceCell;

pub(crate) const NOW: Act<'static> = Act { at: "2026-01-01T00:00:00Z", by: "tester" };

pub(crate) struct City {
    folder: tempfile::TempDir,
    /// What the bureau is shown.
    pub(crate) outlook: Outlook,
    /// What everybody is shown.
    pub(crate) public: Outlook,
}

impl City {
    /// The folder of its workspace.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("city")
    }
}

static CITY: OnceCell<City> = OnceCell::const_new();

/// The city that tests share. Nobody may write to it.
pub(crate) async fn city() -> &'static City {
    CITY.get_or_init(|| async {
        let folder = tempfile::tempdir().unwrap();
        let workspace = with_data(&folder.path().join("city")).await;
        let done = run(&workspace, NOW, &|_| {}).await.unwrap();
        let public = open_run(&workspace, &done.record, Audience::Public).unwrap();
        workspace.close().await;
        City { folder, outlook: done.outlook, public }
    })
    .await
}

/// A new workspace with the embedded data sets taken in.
pub(crate) async fn with_data(root: &Path) -> Workspace {
    with_changed_data(root, |_, text| text).await
}

/// The same with the text of each file changed.
pub(crate) async fn with_changed_data(
    root: &Path,
    change: impl Fn(&str, String) -> String,
) -> Workspace {
    with_more_data(root, &[], change).await
}

/// The same without the occupational stage: every section is its own group of occupations.
pub(crate) async fn without_occupations(root: &Path) -> Workspace {
    let is_left_out = |name: &str| ["C8-", "C9-", "P1-"].iter().any(|list| name.starts_with(list));
    let change = |name: &str, text| if is_left_out(name) { String::new() } else { text };
    with_more_data(root, &[], change).await
}

/// The same with further lists taken in beside them; a file that is changed to nothing is left out.
pub(crate) async fn with_more_data(
    root: &Path,
    lists: &[(&str, &str)],
    change: impl Fn(&str, String) -> String,
) -> Workspace {
    let files = starter_files("tests").unwrap();
    let extras: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
    let workspace = Workspace::init(root, &extras).await.unwrap();
    for set in [embedded::LINFEN, embedded::LINFEN_SIMULATED] {
        let texts: Vec<(&str, String)> = set
            .iter()
            .map(|file| {
                (file.name, change(file.name, String::from_utf8(file.bytes.to_vec()).unwrap()))
            })
            .collect();
        let kept = texts.iter().filter(|(_, text)| !text.is_empty());
        let texts = kept.map(|(name, text)| (*name, text.as_str()));
        let inputs: Vec<InputFile<'_>> = texts
            .chain(lists.iter().copied())
            .map(|(name, text)| InputFile { name, bytes: text.as_bytes() })
            .collect();
        let ingested = ingest(&workspace, &inputs, Unlikely::Confirmed, false, NOW).await.unwrap();
        assert!(ingested.vintage.is_some(), "{:?}", ingested.checked.findings);
    }
    workspace
}
