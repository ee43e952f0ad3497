//! Everything that can be wrong with a file. A new rule costs one variant in the group that it belongs to and
//! one arm in that group's `statement`: its code, how grave it is, and its sentences in both languages; and a section of that
//! code in the catalogue.

mod arrangement;
mod cell;
mod code;
mod course;
mod figure;
mod file;
mod format;
mod heading;
mod list;
mod name;
mod number;
mod row;
mod sheet;
mod source;
mod statement;
mod title;
mod unit;

use talent_domain::Lang;

pub use arrangement::ArrangementProblem;
pub use cell::CellProblem;
pub use code::CodeProblem;
pub use course::{CourseProblem, Revision};
pub use figure::FigureProblem;
pub use file::FileProblem;
pub use format::FormatProblem;
pub use heading::HeadingProblem;
pub use list::ListProblem;
pub use name::NameProblem;
pub use number::NumberProblem;
pub use row::RowProblem;
pub use sheet::SheetProblem;
pub use source::SourceProblem;
pub use title::TitleProblem;
pub use unit::UnitProblem;

use crate::severity::Severity;
use statement::Statement;

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident($problem:ty),)*) => {
        /// What can be wrong with a file, with the data that say so.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Problem { $($(#[$doc])* $name($problem),)* }

        impl Problem {
            fn statement(&self, lang: Lang) -> Statement {
                match self { $(Self::$name(problem) => problem.statement(lang),)* }
            }
        }

        $(impl From<$problem> for Problem {
            fn from(problem: $problem) -> Self {
                Self::$name(problem)
            }
        })*
    };
}

groups! {
    /// With a file as a whole.
    File(FileProblem),
    /// With a sheet: whose template it is, and whether it is read at all.
    Sheet(SheetProblem),
    /// With the heading of a column.
    Heading(HeadingProblem),
    /// With the unit of a column.
    Unit(UnitProblem),
    /// With what a title says of its table.
    Title(TitleProblem),
    /// With a table that is not one column for each figure and one row for each year.
    Arrangement(ArrangementProblem),
    /// With a cell that should hold a year, a day, a word or a text.
    Cell(CellProblem),
    /// With a cell that should hold a number.
    Number(NumberProblem),
    /// With a code.
    Code(CodeProblem),
    /// With a name beside a code or in its stead.
    Name(NameProblem),
    /// With what the format of a workbook says.
    Format(FormatProblem),
    /// With a row as a whole.
    Row(RowProblem),
    /// With a figure beside others of its series or table.
    Figure(FigureProblem),
    /// With figures beside those of other years, cohorts and tables.
    Course(CourseProblem),
    /// With a code list or list of parameters.
    List(ListProblem),
    /// With whose figures a file brings, and of when.
    Source(SourceProblem),
}

impl Problem {
    /// The code of the rule in the rule catalogue.
    pub fn code(&self) -> &'static str {
        self.statement(Lang::Zh).code
    }

    /// Whether it stops the files from being stored.
    pub fn severity(&self) -> Severity {
        self.statement(Lang::Zh).severity
    }

    /// What is wrong, in a sentence.
    pub fn message(&self, lang: Lang) -> String {
        self.statement(lang).message
    }

    /// What to do about it.
    pub fn fix(&self, lang: Lang) -> &'static str {
        self.statement(lang).fix
    }

    /// Whether it is not known what the sheet's rows and columns are of.
    pub(crate) fn leaves_table_unclear(&self) -> bool {
        matches!(
            self,
            Self::Arrangement(
                ArrangementProblem::YearOfWhat { .. } | ArrangementProblem::FigureOfWhen { .. }
            ) | Self::Heading(HeadingProblem::Foreign { .. })
                | Self::Sheet(SheetProblem::ListUnclear { .. })
        )
    }
}
