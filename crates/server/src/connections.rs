//! Connections: how many there may be, how long each may take, and how they end.
//!
//! A connection waits for a request, works on it, or sends its answer. Whoever does not send a whole request, or does
//! not take an answer, is let go in time; where all places are taken, the one that has waited longest makes room. So
//! nobody can keep others out by opening connections.

mod connection;
mod limits;
mod pulse;
mod table;

pub(crate) use self::limits::{Limits, most_connections};
pub(crate) use self::table::Connections;
