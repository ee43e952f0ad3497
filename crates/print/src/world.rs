//! What Typst sees: the template, the data of the document, its charts, and the fonts of the machine.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts::store;

/// The template of every document.
const TEMPLATE: &str = include_str!("../templates/document.typ");

/// The world of one document.
pub(crate) struct DocumentWorld {
    library: LazyHash<Library>,
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl DocumentWorld {
    /// With files by name, which the template reads.
    pub(crate) fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> FileResult<Self> {
        let main = Source::new(id_of("document.typ")?, TEMPLATE.to_owned());
        let files = files
            .into_iter()
            .map(|(name, bytes)| Ok((id_of(&name)?, Bytes::new(bytes))))
            .collect::<FileResult<_>>()?;
        Ok(Self { library: LazyHash::new(Library::default()), main, files })
    }
}

/// The id of a file of the world.
fn id_of(name: &str) -> FileResult<FileId> {
    let path = VirtualPath::new(name).map_err(|_| FileError::NotFound(name.into()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        store().book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::NotSource) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let missing = || FileError::NotFound(id.vpath().get_without_slash().into());
        self.files.get(&id).cloned().ok_or_else(missing)
    }

    fn font(&self, index: usize) -> Option<Font> {
        store().font(index)
    }

    /// Documents carry their own dates.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
