//! Words of a document and what they mean.

use crate::document::Table;

/// A glossary: each term with its meaning, under the two headings.
pub(in crate::documents) fn terms_table(
    id: &'static str,
    caption: &str,
    headings: [&'static str; 2],
    terms: &[(&str, &str)],
) -> Table {
    let row = |(word, meaning): &(&str, &str)| [(*word).to_owned(), (*meaning).to_owned()];
    Table::new(id, caption).words(headings).rows(terms.iter().map(row))
}
