//! Files of settings that people write (`policy.toml`, `assumptions.toml`, `talent.toml`): read into their types, with
//! every fault at once, each with its line, its key, what is wrong and what to do.
//!
//! What keys there are, and of what kind, is told by the type alone: its defaults are written out as TOML, and serde says
//! what does not fit. A value that does not fit is told and replaced by its default, and the file is read again, until
//! everything fits; then the file's own [`Checks`] are made.

mod checks;
mod fault;
mod path;
mod reading;
mod repair;
mod syntax;
mod wording;

pub use checks::Checks;
pub use fault::{SettingsError, SettingsFault};
pub use reading::{SettingsFile, is_date};
