//! What is asked of a forecast: how far ahead, by whom, and which values are possible.

use crate::Candidate;

/// What forecasts.
#[derive(Clone, Copy)]
pub enum Contest<'a> {
    /// The kernel's members and any further candidates, weighed by their errors.
    Auto(&'a [&'a dyn Candidate]),
    /// One candidate alone, run on the values as they are.
    One(&'a dyn Candidate),
}

impl std::fmt::Debug for Contest<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, candidates) = match self {
            Self::Auto(extra) => ("Auto", *extra),
            Self::One(candidate) => ("One", std::slice::from_ref(candidate)),
        };
        let names: Vec<&str> = candidates.iter().map(|candidate| candidate.name()).collect();
        f.debug_tuple(name).field(&names).finish()
    }
}

/// Which values a forecast may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Domain {
    /// As the data suggest: shares if the whole panel lies within 0 and 1 and not only on them, not
    /// negative where a series never was, any value otherwise.
    #[default]
    FromData,
    /// From 0 to 1.
    Share,
    /// Any value.
    Any,
}

/// What to forecast with.
#[derive(Debug, Clone, Copy)]
pub struct PanelRequest<'a> {
    /// Years ahead, at least 1.
    pub horizon: usize,
    /// Who forecasts.
    pub contest: Contest<'a>,
    /// Which values are possible.
    pub domain: Domain,
}

impl PanelRequest<'static> {
    /// The kernel's own members, the domain from the data.
    pub fn auto(horizon: usize) -> Self {
        Self { horizon, contest: Contest::Auto(&[]), domain: Domain::FromData }
    }
}
