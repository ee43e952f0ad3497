//! Spreadsheets and CSV files in the project's templates to checked observations.
//!
//! Reading order: [`read_sheets`] turns bytes into [`Sheet`]s whose cells know where they stand;
//! a [`Template`] says which columns there are and what they hold; [`check_files`] binds headings,
//! reads every cell, applies every rule and returns all [`Finding`]s at once together with the
//! observations. A dry run and the real run are this one function: whether anything is stored is
//! the caller's decision, and [`Checked::is_clean`] is what it rests on.
//!
//! Where to add something: a template in `templates/`, a list in `lists/`, a rule in `rules/` with its
//! texts in `problem/` and its section in `catalogue/`, a file format in `formats/`, an arrangement of tables in `table/`, a kind of column in
//! `kind.rs` and `reading/cell.rs`.
//!
//! Types are declared by the template, never guessed from the data.

mod formats;

mod budget;
mod cell_value;
mod interned;
mod sheet;

mod column;
mod kind;
mod templates;

mod table;

mod names;
mod note_opening;
mod reading;
mod row;
mod row_counts;
mod values;

mod catalogue;
mod lists;
mod rules;
mod school_level;

mod answer;
mod answers;
mod finding;
mod findings;
mod location;
mod problem;
mod severity;

mod folding;

mod blank;
mod explanation;
mod form;
mod form_request;
mod owed;
mod own_sheet;
mod returned;

mod check;
mod checked;
mod closed;

pub use answer::{Answer, is_reason};
pub use answers::{Answers, AnswersError, Target};
pub use blank::{BlankError, blank_template, template_form};
pub use catalogue::{Rule, RuleState, Rules, RulesError, RulesFault, Threshold};
pub use cell_value::CellValue;
pub use check::{Checking, InputFile, Unlikely, check_files, check_files_by};
pub use checked::{Checked, CheckedFile};
pub use closed::{check_closed, table_of};
pub use column::Column;
pub use explanation::Explanation;
pub use finding::Finding;
pub use findings::Findings;
pub use form_request::FormRequest;
pub use formats::{Decoded, MAX_BYTES, TextEncoding, Undecodable, read_blanks, read_sheets};
pub use kind::Kind;
pub use location::Location;
pub use owed::owed;
pub use own_sheet::is_returned;
pub use problem::{
    ArrangementProblem, CellProblem, CodeProblem, CourseProblem, FigureProblem, FileProblem,
    FormatProblem, HeadingProblem, ListProblem, NameProblem, NumberProblem, Problem, Revision,
    RowProblem, SheetProblem, SourceProblem, TitleProblem, UnitProblem,
};
pub use returned::{ReturnError, Returned, returned_workbook};
pub use row_counts::RowCounts;
pub use severity::Severity;
pub use sheet::{Cell, Sheet};
pub use templates::Template;
pub use values::{Across, Period, WrittenNumber, without_marks};
