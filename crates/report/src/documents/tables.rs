//! Tables that more than one document has. Each takes the id and the caption that it has in its document.

mod actions;
mod adjustments;
mod backtest;
mod balance;
mod counterevidence;
mod demand;
mod gains;
mod gaps;
mod issue;
mod notes;
mod structure;
mod terms;

pub(super) use actions::{ActionTables, action_tables};
pub(super) use adjustments::{Grounds, entries_table, exits_table, keys_table, teach_out_table};
pub(super) use backtest::backtest_table;
pub(super) use balance::{balance_table, class_table, rounding_note};
pub(super) use counterevidence::counterevidence_table;
pub(super) use demand::demand_table;
pub(super) use gains::gains_table;
pub(super) use gaps::gaps_table;
pub(super) use issue::{issue_table, seed_row};
pub(super) use notes::notes_table;
pub(super) use structure::structure_table;
pub(super) use terms::terms_table;
