//! Spreadsheets and CSV files in the project's templates to checked observations.
//!
//! Reading order: [`read_sheets`] turns bytes into [`Sheet`]s whose cells know where they stand;
//! a [`Template`] says which columns there are and what they hold; [`check_files`] binds headings,
//! reads every cell, applies every rule and returns all [`Finding`]s at once together with the
//! observations. A dry run and the real run are this one function: whether anything is stored is
//! the caller's decision, and [`Checked::is_clean`] is what it rests on.
//!
//! Types are declared by the template, never guessed from the data.

mod binding;
mod blank;
mod cell;
mod check;
mod encoding;
mod finding;
mod heading;
mod layout;
mod names;
mod number;
mod parameter;
mod rules;
mod sheet;
mod template;
mod title;
mod workbook;

pub use blank::{BlankError, blank_template};
pub use check::{Checked, CheckedFile, InputFile, Unlikely, check_files};
pub use finding::{Finding, Place, Problem, Severity};
pub use number::separators_fit;
pub use sheet::{Cell, CellValue, Sheet, read_sheets};
pub use template::{Column, Kind, Template};
