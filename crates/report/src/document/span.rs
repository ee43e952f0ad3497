//! Pieces of running text.
//!
//! A number is never written into a sentence: it is taken from a cell, so that sentence and table cannot disagree.

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Words, without any number.
    Text(String),
    /// A proper name, such as that of a city; digits in it are no number.
    Name(String),
    /// What a rule or a setting says, such as a term or the number of a document; it stands in no table.
    Fact(String),
    /// What stands in a cell of a table of the same document.
    Cell {
        /// The table's id.
        table: &'static str,
        /// Row of the body, counted from 0.
        row: usize,
        /// Column, counted from 0.
        column: usize,
    },
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Running text from a template in which `{table:row:column}` stands for a cell, rows and columns counted from 0:
/// `共{t1:0:2}人`. Braces that name no cell stay words; their digits then fail [`crate::Document::check`].
///
/// A template is fixed text, so that a wrong cell shows in every run and is found by the tests.
pub(crate) fn bound_text(template: &'static str) -> Vec<Span> {
    let mut spans = Vec::new();
    for piece in template.split('}') {
        let (words, cell) = match piece.split_once('{') {
            Some((words, inside)) => {
                (words, Some(cell_of(inside).unwrap_or_else(|| inside.into())))
            }
            None => (piece, None),
        };
        if !words.is_empty() {
            spans.push(words.into());
        }
        spans.extend(cell);
    }
    spans
}

/// The cell that `table:row:column` names.
/// `None` if it is not of this form.
fn cell_of(inside: &'static str) -> Option<Span> {
    let mut parts = inside.split(':');
    let table = parts.next()?;
    let [row, column] = [parts.next()?, parts.next()?].map(|part| part.parse().ok());
    Some(Span::Cell { table, row: row?, column: column? })
}

/// A cell of a table as a piece of running text, where its row is only known when the table is made.
pub(crate) fn cell(table: &'static str, row: usize, column: usize) -> Span {
    Span::Cell { table, row, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_words_and_cells() {
        assert_eq!(
            bound_text("共{t1:0:2}人，占{t2:1:0}。"),
            ["共".into(), cell("t1", 0, 2), "人，占".into(), cell("t2", 1, 0), "。".into()]
        );
        assert_eq!(bound_text("{t1:x:2}"), [Span::from("t1:x:2")]);
    }
}
