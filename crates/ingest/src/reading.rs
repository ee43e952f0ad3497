//! From the rows of a bound sheet to observations and entries of lists.

mod catalogue;
mod cell;
mod familiar;
mod format;
mod graduates;
mod identity_number;
mod layout;
mod likely_rates;
mod long_row;
mod lookup;
mod name;
mod observations;
mod passed_over;
mod plain_rows;
mod plain_text;
mod rollups;
mod row;
mod sheet;
mod sheet_row;
mod stated;
mod tally;
mod total;
mod without_heading;

pub(crate) use observations::OBSERVATION_BYTES;
pub(crate) use sheet::{most_figures, read_sheet};
