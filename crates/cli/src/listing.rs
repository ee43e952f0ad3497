//! A table that is printed, or written as a document, with the same headings and cells.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use talent_print::DocumentForm;
use talent_report::{Align, Block, Document, Table};
use talent_workspace::write_file;

use crate::Outcome;
use crate::args::Args;
use crate::form::wanted_form;
use crate::table::{print, wrote};

/// A table of rows.
pub(crate) struct Listing<'a, T> {
    /// The title of the document.
    pub(crate) title: &'a str,
    /// The headings, and how their columns are set in the document.
    pub(crate) columns: &'a [(&'static str, Align)],
    pub(crate) rows: &'a [T],
    /// Whether the document is for the bureau only.
    pub(crate) internal: bool,
    /// Whether it says 模拟数据 in the document.
    pub(crate) simulated: bool,
    /// What stands under the table in the document; nothing where it is empty.
    pub(crate) note: String,
}

impl<T: Serialize> Listing<'_, T> {
    /// Prints the table, and writes it to `output` if that is asked for. Another ending than of a form of documents is
    /// wrong input, and nothing is printed.
    pub(crate) fn show(
        &self,
        args: &Args,
        output: Option<&Path>,
        cells: impl Fn(&T) -> Vec<String>,
    ) -> Result<Outcome> {
        let form = output.map(|path| (path, DocumentForm::of(path)));
        if matches!(form, Some((_, None))) {
            tell!("{}", wanted_form(args.lang()));
            return Ok(Outcome::WrongInput);
        }
        let headings: Vec<&str> = self.columns.iter().map(|(heading, _)| *heading).collect();
        print(args, &headings, self.rows, &cells)?;
        if let Some((path, Some(form))) = form {
            let table =
                Table { columns: self.columns.to_vec(), ..Table::new("listing", self.title) }
                    .rows(self.rows.iter().map(cells))
                    .note(self.note.as_str());
            let document = Document {
                title: vec![self.title.into()],
                blocks: vec![Block::Table(table)],
                internal: self.internal,
                simulated: self.simulated,
                ..Document::default()
            };
            write_file(path, &form.render(&document)?)?;
            wrote(args, path);
        }
        Ok(Outcome::Done)
    }
}
