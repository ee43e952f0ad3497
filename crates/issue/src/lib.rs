//! The life of a document: composed from a run, filled in by people, signed, sent out, corrected or withdrawn, by hand or
//! on a schedule.
//!
//! ```text
//! kind       which documents are issued
//! drafting   composing them
//! slots      what people write in the blanks, and reading it back from a Word file
//! life       draft, submit, sign, dispatch, correct, withdraw
//! frozen     the forms as they were signed
//! feed       an issue as Atom entry and as CAP 1.2 message
//! delivery   to folders and by mail
//! targets    where that is
//! retry      when what failed is tried again
//! schedule   what is done at set times without anybody watching
//! ```
//!
//! The record of issues is kept by `talent-workspace`; this crate knows what is in them. It reads no clock: whoever calls it
//! says what time it is.

mod delivery;
mod drafting;
mod error;
mod feed;
mod frozen;
mod kind;
mod life;
mod mail;
mod retry;
mod schedule;
mod slots;
mod targets;

pub use delivery::{Delivered, Undelivered, Wanted, deliver, issued_name, undelivered};
pub use drafting::{DraftParts, borders, compose, last_issued, shown_issue, stamp_of_run};
pub use error::IssueError;
pub use feed::{CAP, Href, atom_feed, cap_message, withdrawal};
pub use frozen::frozen;
pub use kind::{DocumentKind, audience_code, audience_of};
pub use life::{Signature, correct, dispatch, document_of, draft, sign};
pub use schedule::{
    Happening, ScheduleState, Standing, keep_schedules, next_times, schedule_states,
};
pub use slots::{SlotState, keep_slot, printable, read_slots, slots_of, write_slot};
pub use targets::{target_name, targets_of};
