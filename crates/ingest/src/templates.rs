//! The templates: which columns a file has and what they hold. Everything that a reader, a checker or a
//! blank template needs to know about a column stands in its table, once.
//!
//! A new template costs its table in one of the files beneath, an arm in [`Template::of`], and a line for its
//! code in the domain. One that is a list is read by a file of its own in `lists/`.

mod figures;
mod lists;
mod long;
mod parameters;
mod shared;

use talent_domain::{CodeList, Measure, TemplateCode};

use crate::column::Column;
use crate::kind::Kind;

pub(crate) use long::{LONG, MACRO};

/// A template: its columns in order.
#[derive(Debug, Clone, Copy)]
pub struct Template {
    /// Its code.
    pub code: TemplateCode,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Template {
    /// The sheet of a blank template that explains its columns, in the words of headings.
    pub(crate) const HELP_SHEET: &str = "填写说明";

    /// The template of a code.
    pub fn of(code: TemplateCode) -> Self {
        let columns = match code {
            TemplateCode::T0 => figures::T0,
            TemplateCode::T1 => figures::T1,
            TemplateCode::T2 => figures::T2,
            TemplateCode::T3 => figures::T3,
            TemplateCode::T4 => figures::T4,
            TemplateCode::T5 => figures::T5,
            TemplateCode::T6 => figures::T6,
            TemplateCode::T7 => figures::T7,
            TemplateCode::C1 => lists::C1,
            TemplateCode::C2 => lists::C2,
            TemplateCode::C3 => lists::C3,
            TemplateCode::C4 => lists::C4,
            TemplateCode::C5 => lists::C5,
            TemplateCode::C6 => lists::C6,
            TemplateCode::C7 => lists::C7,
            TemplateCode::C8 => lists::C8,
            TemplateCode::C9 => lists::C9,
            TemplateCode::C10 => lists::C10,
            TemplateCode::C11 => lists::C11,
            TemplateCode::P1 => parameters::P1,
            TemplateCode::P2 => parameters::P2,
            TemplateCode::P3 => parameters::P3,
            TemplateCode::P4 => parameters::P4,
            TemplateCode::P5 => parameters::P5,
            TemplateCode::P6 => parameters::P6,
            TemplateCode::P7 => parameters::P7,
        };
        Self { code, columns }
    }

    /// The column of a list's codes.
    pub(crate) fn code_column(&self, list: CodeList) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.kind.list_of_codes() == Some(list))
    }

    /// The column of a list's names.
    pub(crate) fn name_column(&self, list: CodeList) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.kind == Kind::Name(list))
    }

    /// The measures that its columns hold.
    pub(crate) fn measures(&self) -> impl Iterator<Item = Measure> {
        self.columns.iter().filter_map(|column| match column.kind {
            Kind::Figure(measure) | Kind::Word(measure, _) => Some(measure),
            _ => None,
        })
    }

    /// The columns that hold figures, or words that stand for numbers.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(|column| column.kind.holds_figure())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_template_can_be_told_by_its_required_headings() {
        let required = |template: TemplateCode| -> BTreeSet<&str> {
            let columns = Template::of(template).columns.iter();
            columns.filter(|column| column.required).map(|column| column.heading).collect()
        };
        for a in TemplateCode::ALL {
            for b in TemplateCode::ALL {
                let headings: BTreeSet<&str> =
                    Template::of(*b).columns.iter().map(|column| column.heading).collect();
                let covered =
                    required(*a).is_subset(&headings) && headings.len() == required(*a).len();
                assert!(a == b || !covered, "{} reads as {}", b.code(), a.code());
            }
        }
    }

    #[test]
    fn headings_are_unique_within_a_template() {
        for code in TemplateCode::ALL {
            let columns = Template::of(*code).columns;
            let names: BTreeSet<&str> = columns
                .iter()
                .flat_map(|column| std::iter::once(&column.heading).chain(column.aliases))
                .copied()
                .collect();
            let listed: usize = columns.iter().map(|column| 1 + column.aliases.len()).sum();
            assert_eq!(names.len(), listed, "{}", code.code());
        }
    }
}
