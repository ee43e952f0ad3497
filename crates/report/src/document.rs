//! A document as a value. Renderers print it; none of them writes a number of its own.

mod block;
pub(crate) mod cells;
mod layout;
mod numbering;
mod parts;
mod slot;
mod span;
mod table;

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use sha2::{Digest as _, Sha256};

pub use block::Block;
pub use cells::{Cell, Figure, Form};
pub use layout::TableLayout;
pub use parts::{Part, PrintedSpan};
pub use slot::{Slot, Written};
pub use span::Span;
pub(crate) use span::{bound_text, cell};
pub use table::{Align, Table};

/// A document: a title and what follows it, in order.
/// It has no layout: renderers decide on pages and type.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Who issues it, printed in red at the head; a list that nobody issues has none.
    pub issuer: String,
    /// The title, broken into lines at `\n` where there is room for lines of one's own choice.
    /// It may take numbers from cells, like running text.
    pub title: Vec<Span>,
    /// The day that it is of, such as `2026-01-01`; empty where it is of none.
    pub day: String,
    /// Whether it is signed, where it is one that has to be.
    pub standing: Standing,
    /// The cover of a report, with a table of contents after it; a notice has none, but a red head.
    pub cover: Option<Cover>,
    /// What an official notice has around its text; none of a report or a list.
    pub notice: Option<Notice>,
    /// Whether it says 模拟数据 on every page.
    pub simulated: bool,
    /// Whether it says 内部资料 on every page: it holds counts of few persons.
    pub internal: bool,
    /// Whether its tables are wide: it prints on A4 landscape.
    pub wide: bool,
    /// What follows.
    pub blocks: Vec<Block>,
    /// 版记: copies to, printed by and when; left open for the office to fill in.
    /// One entry per line.
    pub imprint: Vec<String>,
}

/// Whether a document is signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nobody signs it: a list, or papers for work.
    #[default]
    Unsigned,
    /// 送审稿: it has to be signed and is not yet.
    Draft,
    /// 已签发, with its 文号, such as `临教职成〔2026〕12号`, where it has one.
    Signed(Option<String>),
}

/// What an official notice has around its text, by GB/T 9704—2012. What is not known yet is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// 主送: whom it is sent to, without the colon.
    pub addressee: String,
    /// 公开方式, in the brackets that stand below the date.
    pub disclosure: &'static str,
}

/// The cover of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The year that it is about, such as `2023 年`.
    pub year: String,
}

/// A day as documents write it, `2026年1月1日`.
pub fn chinese_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A text as the name of a file, without what no system takes in one.
pub fn file_name(text: &str) -> String {
    let is_taken = |c: &char| !c.is_whitespace() && !c.is_control() && !"/\\:*?\"<>|".contains(*c);
    text.chars().filter(is_taken).collect()
}

/// A piece of running text that holds a number of its own, or points to a cell that is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("running text holds a number that no table cell stands behind: {0}")]
pub struct UnboundNumber(pub String);

impl Document {
    /// The headings, in order.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The titles of its annexes, in order.
    pub fn annexes(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Annex(title) => Some(title.as_str()),
            _ => None,
        })
    }

    /// The tables, in order.
    /// Ids of tables are unique within a document.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The blanks for a person, in order; their ids are unique within a document.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Slot(slot) => Some(slot),
            _ => None,
        })
    }

    /// What a piece of running text says.
    /// `None` where the cell that it points to is not there.
    pub fn text_of<'a>(&'a self, span: &'a Span) -> Option<Cow<'a, str>> {
        let cell = || {
            let (table, row, column) = span.cell()?;
            let table = self.tables().find(|candidate| candidate.id == table)?;
            table.rows.get(row)?.get(column)
        };
        Some(match span {
            Span::Text(text) | Span::Name(text) | Span::Fact(text) => text.into(),
            Span::Cell { .. } => cell()?.text.as_str().into(),
            Span::Change { .. } => cell()?.change().into(),
        })
    }

    /// 送审稿 of a draft, the 文号 of what is signed; nothing where there is neither.
    pub fn reference(&self) -> Option<&str> {
        match &self.standing {
            Standing::Unsigned => None,
            Standing::Draft => Some("送审稿"),
            Standing::Signed(reference) => reference.as_deref(),
        }
    }

    /// The day that it is of as documents write it, `2026年1月1日`; empty where it is of none.
    pub fn chinese_day(&self) -> String {
        self.day.parse().map(chinese_date).unwrap_or_default()
    }

    /// Makes it the signed one, of the day on which it is signed.
    pub fn sign(&mut self, reference: Option<String>, day: NaiveDate) {
        self.standing = Standing::Signed(reference);
        self.day = day.to_string();
    }

    /// Says at its head what it takes the place of, and why.
    /// `former` is its title and its 文号 in brackets, if it has one.
    pub fn correct(&mut self, former: (&str, &str), day: NaiveDate, why: &str) {
        let said = [
            Span::from("本文更正并取代"),
            Span::Fact(chinese_date(day)),
            "印发的《".into(),
            Span::Fact(former.0.to_owned()),
            "》".into(),
            Span::Fact(former.1.to_owned()),
            "，原文停止使用。更正原因：".into(),
            Span::Fact(why.trim_end_matches('。').to_owned()),
            "。".into(),
        ];
        self.blocks.insert(0, Block::Paragraph(said.to_vec()));
    }

    /// Puts what was written into the blanks, by their ids. A text says whether the cells that its blank is about have
    /// changed: `written` is given the hash of those cells.
    pub fn write_slots(&mut self, written: impl Fn(&Slot, &str) -> Option<Written>) {
        let texts: Vec<Option<Written>> =
            self.slots().map(|slot| written(slot, &self.figures_of(slot))).collect();
        let slots = self.blocks.iter_mut().filter_map(|block| match block {
            Block::Slot(slot) => Some(slot),
            _ => None,
        });
        for (slot, text) in slots.zip(texts) {
            slot.written = text;
        }
    }

    /// The hash of the cells that a blank is about: another where any of them reads otherwise.
    pub fn figures_of(&self, slot: &Slot) -> String {
        let tables = slot.about.iter().filter_map(|id| self.tables().find(|table| table.id == *id));
        let rows = tables.flat_map(|table| &table.rows);
        let mut hash = Sha256::new();
        for cell in rows.flatten() {
            hash.update(cell.text.as_bytes());
            hash.update([0]);
        }
        let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(hash.finalize());
        format!("{:016x}", u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// What stands at the head of every page: that it is for the bureau alone, that its figures are made up.
    pub fn marks(&self) -> Vec<&'static str> {
        let internal = self.internal.then_some("内部资料　含小规模人数，不得公开");
        let simulated = self.simulated.then_some("模拟数据　仅供演示，不代表任何真实学校");
        internal.into_iter().chain(simulated).collect()
    }

    /// What its files are called, without an ending: its title, the year of its cover, and whether it is for the bureau.
    pub fn file_stem(&self) -> String {
        let year =
            self.cover.as_ref().map_or_else(String::new, |cover| format!("（{}）", cover.year));
        let internal = if self.internal { "（内部）" } else { "" };
        file_name(&format!("{}{year}{internal}", self.plain_title()))
    }

    /// The title as one text.
    pub fn plain_title(&self) -> String {
        self.title_lines().concat()
    }

    /// The title line by line.
    pub fn title_lines(&self) -> Vec<String> {
        let whole: String = self.title.iter().filter_map(|span| self.text_of(span)).collect();
        whole.lines().map(str::to_owned).collect()
    }

    /// Checks that no running text, the title included, holds a number that is not bound to a cell.
    ///
    /// Composers and the HTML renderer call it. The error names the first piece that fails.
    pub fn check(&self) -> Result<(), UnboundNumber> {
        let paragraphs = self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(spans) => Some(spans),
            _ => None,
        });
        for span in paragraphs.chain(std::iter::once(&self.title)).flatten() {
            let loose = match span {
                Span::Text(text) => text.chars().any(char::is_numeric),
                Span::Name(_) | Span::Fact(_) => false,
                Span::Cell { .. } | Span::Change { .. } => self.text_of(span).is_none(),
            };
            if loose {
                return Err(UnboundNumber(format!("{span:?}")));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_running_text_must_stand_in_a_table() {
        let table = Table::new("t1", "表").figures(["数"]).rows([["12".to_owned()]]);
        let with = |span: Span| Document {
            blocks: vec![Block::Table(table.clone()), Block::Paragraph(vec![span])],
            ..Document::default()
        };
        assert!(with(Span::Cell { table: "t1", row: 0, column: 0 }).check().is_ok());
        assert!(with("共有若干个".into()).check().is_ok());
        assert!(with("共有 12 个".into()).check().is_err());
        assert!(with(Span::Name("第8师石河子市".to_owned())).check().is_ok());
        assert!(with(Span::Cell { table: "t1", row: 1, column: 0 }).check().is_err());
    }
}
