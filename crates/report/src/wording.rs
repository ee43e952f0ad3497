//! Everything that is said in words, in both languages: how figures are written, what a signal saw, how a forecast came
//! about. A new sentence gets a function in the file of its subject, or a file of its own; names of levels and signals
//! stand with the policy that defines them.

mod adjustment;
mod audience;
mod balance;
mod counterevidence;
mod doubts;
mod evidence;
pub mod figures;
mod forecast;
mod gains;
pub(crate) mod industry;
mod method;
mod plan;
mod programme;
mod quality_index;
mod rates;
mod structure;
pub(crate) mod warning;
mod what_if;

pub(crate) use adjustment::{criterion_ground, key_proposal};
pub use adjustment::{
    criterion_source, criterion_text, criterion_value, criterion_wanted, explain_entry,
    explain_exit, explain_key, proposal_name, teach_out_text,
};
pub use audience::audience_note;
pub use balance::{
    band_name, block_name, cause_parts, certainty_name, certainty_word, explain_city_alone,
    grade_letter, grade_meaning, stand_name,
};
pub use counterevidence::explain_counterevidence;
pub use doubts::doubt_text;
pub use evidence::{explain_evidence, explain_statutory};
pub use forecast::{explain_acceptance, explain_forecast};
pub use gains::{GainText, gain_headings, gain_note, table_behind, useful_gains};
pub use industry::{explain_hires, explain_industry};
pub use method::method_name;
pub use plan::{
    change_text, explain_plan, explain_planned, held_text, limit_text, signed, unknown_text,
};
pub use programme::{explain_drivers, explain_programme};
pub use quality_index::{explain_index, index_figure, part_name, rank_figure};
pub use rates::rate_text;
pub use structure::{explain_structure, structure_rows};
pub use warning::{current_level, revised_text};
pub use what_if::{
    Pair, PlaceText, ProgrammeText, VerdictText, explain_change, explain_effect, no_intake,
    place_text, programme_text, touch_name, what_if_notes,
};
