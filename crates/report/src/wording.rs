//! Sentences and names in both languages for what an outlook holds as data.

mod doubts;
mod rates;

pub use doubts::doubt_text;
pub use rates::rate_text;
