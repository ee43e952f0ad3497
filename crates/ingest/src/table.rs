//! The table of a sheet: where its headings stand, whose template they are, how it is arranged, and what
//! each of its columns holds.
//!
//! Four arrangements are read. Usually every figure has a column and every year a row. In yearbooks years
//! stand side by side: headings are years, and the figure is named in the row above them or in the
//! title. Or industries (schools, regions) stand side by side, and the title names the figure. In extracts
//! of databases every figure has a row, with columns 指标, 数值 and 单位, or with years side by side; what 指标 says may name
//! the industry too. In each, what holds for all rows
//! may be stated once above them, as `学校代码：LF-S01`, or in the title: its year, and the region or school
//! that it names.

mod across;
mod arrangement;
mod bind;
mod binding;
mod heading;
mod label;
mod marker;
mod meaning;
mod scope;
mod search;
mod tables;
mod title;
mod title_year;
mod titled_figure;
mod unknown_heading;
mod words;
mod year_of_title;

pub(crate) use bind::bind;
pub(crate) use binding::{Binding, BoundColumn, Pane, PaneKey, Stated};
pub(crate) use label::Label;
pub(crate) use tables::tables;
pub(crate) use title::Origin;
pub(crate) use words::Words;
pub(crate) use year_of_title::year_of_title;
