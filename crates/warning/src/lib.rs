//! From signals to warning levels: readings of single signals against a dated policy, the rules
//! that combine them, and the memory that keeps a level from flickering.
//!
//! Reading order: [`Policy`] holds every threshold; [`Signal`] is the catalogue; [`read`] holds a [`Figure`]
//! against the policy and gives a [`Reading`]; a [`Release`] is what was read for one subject in one year;
//! [`assess()`] walks the releases and gives an [`Assessment`], [`assess_after`] those after levels that were published. Levels are proposals that open a
//! review; a named person decides.
//!
//! What a rate of few persons is drawn towards is a [`Prior`], fitted to its group by [`Priors`]; what a group has
//! done tells how likely low placement is to come ([`foresee`]). Published rules become
//! conditions by [`condition_of`], or say why not ([`NotEvaluated`]).
//!
//! A new signal costs one row of the catalogue and the function that gathers its figure.
//!
//! Verdicts that documents and pages put into words are made here too: [`LevelChange`], [`Course`], [`KeyVerdict`],
//! [`Prospect`], [`EntryVerdict`], [`ExitVerdict`] and [`lasting_fall`]. How well warnings foretold what came is a
//! [`SignalTable`].

mod assess;
mod cap;
mod change;
mod counts;
mod course;
mod criterion;
mod fall;
mod family;
mod figure;
mod foresight;
mod key_programmes;
mod level;
mod limits;
mod policy;
mod prior;
mod prospect;
mod reading;
mod release;
mod rule;
mod scoring;
mod signal;
mod standing;
mod standings;
mod statutory;
mod words;

pub use assess::{Assessment, assess, assess_after};
pub use cap::Cap;
pub use change::LevelChange;
pub use counts::{Counts, Prior};
pub use course::Course;
pub use criterion::{Criterion, CriterionOutcome, EntryVerdict, ExitVerdict};
pub use fall::lasting_fall;
pub use family::Family;
pub use figure::{CohortRate, Counted, DrawnIndex, DrawnRatio, Figure, PooledRate, TwoCohorts};
pub use foresight::{
    FORESIGHT_TERMS, FORESIGHT_YEARS, ForesightCase, GroupKind, MemberCourse, fit_foresight,
    foresee, foresight_cases, low_rates,
};
pub use key_programmes::{KeyParts, KeyVerdict};
pub use level::WarningLevel;
pub use limits::{Direction, Limit, Limits, Margin};
pub use policy::{
    BandPolicy, CapacityPolicy, DisclosurePolicy, DuplicationPolicy, EntryPolicy, ExemptPolicy,
    ExitPolicy, ForesightPolicy, GapPolicy, GrowthPolicy, IntakePolicy, KeyPolicy, KeyWeights,
    MarginPolicy, MarketPolicy, MatchPolicy, PeersPolicy, PlacementPolicy, Policy, ProspectPolicy,
    QualityPolicy, RatingPolicy, SeatPolicy, StatutoryPolicy, UnsteadyPolicy, WindowPolicy,
};
pub use prior::Priors;
pub use prospect::Prospect;
pub use reading::{Reading, read};
pub use release::{Growth, Release};
pub use rule::Rule;
pub use scoring::SignalTable;
pub use signal::{FigureUnit, Signal};
pub use standing::Standing;
pub use standings::is_administrative;
pub use statutory::{
    Comparison, Condition, Jurisdiction, NotEvaluated, RuleMetric, condition_of, suggested_level,
};
