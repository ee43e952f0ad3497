//! The rates of the supply side.

use talent_outlook::ProgrammeOutlook;
use talent_report::figures::{known_rate, percent, whole};
use talent_report::rate_text;

use crate::pages::frame::ZH;

/// A rate: what is divided by what, and what is used.
pub(super) struct RateRow {
    pub(super) name: &'static str,
    pub(super) definition: &'static str,
    pub(super) counted: String,
    pub(super) used: String,
}

/// The rates of the supply side; counts of few are left out.
pub(super) fn rate_rows(p: &ProgrammeOutlook) -> Vec<RateRow> {
    p.rates
        .iter()
        .map(|rate| {
            let (name, definition) = rate_text(rate.definition, ZH);
            let counted = if known_rate(rate.count, rate.of).is_some() {
                format!(
                    "{} ÷ {} ＝ {}",
                    whole(rate.count),
                    whole(rate.of),
                    percent(rate.count / rate.of)
                )
            } else {
                "人数太少，不单列".to_owned()
            };
            RateRow { name, definition, counted, used: percent(rate.used) }
        })
        .collect()
}
