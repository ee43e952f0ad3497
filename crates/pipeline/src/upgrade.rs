//! Workspaces of earlier versions: what their vintages lack is worked out once and stored.

use std::collections::BTreeMap;

use talent_domain::{Codebook, TemplateCode};
use talent_ingest::{InputFile, Unlikely, check_files};
use talent_workspace::{Act, FileRecord, VintageRecord, Workspace, WorkspaceError};

/// Stores the lists of every vintage that has none, and returns the numbers of those vintages.
///
/// Vintages made before version 3 of the store have no lists: they were read from the original files
/// whenever a vintage was opened. They are read here for the last time and never change from then on. A
/// vintage whose originals cannot be read does not hold up the others; the first failure is returned after
/// them.
pub async fn upgrade(workspace: &Workspace, act: Act<'_>) -> Result<Vec<i64>, WorkspaceError> {
    let vintages = workspace.vintages().await?;
    let old: Vec<&VintageRecord> =
        vintages.iter().filter(|vintage| vintage.lists_hash.is_none()).collect();
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let files = workspace.files().await?;
    let (mut upgraded, mut failure) = (BTreeMap::new(), None);
    for vintage in old {
        let parent = vintages.iter().find(|record| Some(record.id) == vintage.parent);
        match read_lists(workspace, vintage, parent, &upgraded, &files) {
            Ok(lists) => {
                workspace.keep_lists(vintage.id, &lists, act).await?;
                upgraded.insert(vintage.id, lists);
            }
            Err(error) => {
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or_else(|| Ok(upgraded.into_keys().collect()), Err)
}

/// The lists in force at a vintage: those of its parent, as its own files change them.
///
/// `upgraded` holds the lists that were worked out before it, by vintage. Fails where an original
/// file or the parent's lists cannot be read.
fn read_lists(
    workspace: &Workspace,
    vintage: &VintageRecord,
    parent: Option<&VintageRecord>,
    upgraded: &BTreeMap<i64, Codebook>,
    files: &[FileRecord],
) -> Result<Codebook, WorkspaceError> {
    let before = match parent {
        None => Codebook::default(),
        Some(parent) => match upgraded.get(&parent.id) {
            Some(lists) => lists.clone(),
            None => workspace.lists(parent)?,
        },
    };
    let own = |file: &&FileRecord| file.vintage == vintage.id && holds_list(file);
    let own: Vec<&FileRecord> = files.iter().filter(own).collect();
    let contents: Vec<Vec<u8>> =
        own.iter().map(|file| workspace.original(file)).collect::<Result<_, _>>()?;
    let inputs: Vec<InputFile<'_>> = own
        .iter()
        .zip(&contents)
        .map(|(file, bytes)| InputFile { name: &file.name, bytes })
        .collect();
    Ok(check_files(&inputs, &before, &[], Unlikely::Confirmed).codebook)
}

/// Whether a file was read as any list; a file may hold several templates, their codes parted by
/// spaces.
fn holds_list(file: &FileRecord) -> bool {
    let mut codes = file.templates.split(' ').filter_map(TemplateCode::from_code);
    codes.any(TemplateCode::is_list)
}
