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
    /// The change that stands in a cell, in words: `增长7.4%`, `减少618`, `持平`; a cell without a figure is `不可比`.
    Change {
        /// The table's id.
        table: &'static str,
        /// Row of the body, counted from 0.
        row: usize,
        /// Column, counted from 0.
        column: usize,
    },
}

impl Span {
    /// The cell that it points to, as table, row and column; none of words.
    pub(crate) fn cell(&self) -> Option<(&'static str, usize, usize)> {
        match self {
            Self::Text(_) | Self::Name(_) | Self::Fact(_) => None,
            Self::Cell { table, row, column } | Self::Change { table, row, column } => {
                Some((table, *row, *column))
            }
        }
    }
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Running text from a template in which `{table:row:column}` stands for a cell, rows and columns counted from 0:
/// `共{t1:0:2}人`, and `{table:row:column:change}` for the change in it in words. Braces that name no cell stay words; their digits then fail [`crate::Document::check`].
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

/// The cell that `table:row:column` names; with `:change` behind it what changed, in words.
/// `None` if it is not of this form.
fn cell_of(inside: &'static str) -> Option<Span> {
    let mut parts = inside.split(':');
    let table = parts.next()?;
    let [row, column] = [parts.next()?, parts.next()?].map(|part| part.parse().ok());
    let (row, column) = (row?, column?);
    Some(match parts.next() {
        None => Span::Cell { table, row, column },
        Some("change") => Span::Change { table, row, column },
        Some(_) => return None,
    })
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
        let change = Span::Change { table: "t1", row: 0, column: 2 };
        assert_eq!(bound_text("{t1:0:2:change}"), [change]);
    }
}
