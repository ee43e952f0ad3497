//! The verdict on what a programme's balance makes likely.

use crate::policy::ProspectPolicy;

/// What the balance of a programme makes likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prospect {
    /// More posts than entrants, beyond the middle band: 供不应求.
    Short,
    /// More entrants than posts, beyond the middle band: 供过于求.
    Surplus,
    /// Neither is likely.
    Open,
}

impl ProspectPolicy {
    /// The verdict on a programme, given the probabilities of a shortage and of a surplus, large or not.
    pub fn prospect(&self, shortage: f64, surplus: f64) -> Prospect {
        if shortage >= self.short_probability {
            Prospect::Short
        } else if surplus >= self.surplus_probability {
            Prospect::Surplus
        } else {
            Prospect::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Prospect::{Open, Short, Surplus};
    use super::*;

    #[test]
    fn a_prospect_begins_at_its_probability() {
        let prospects = [(0.60, 0.30), (0.59, 0.41), (0.30, 0.60), (0.0, 1.0)]
            .map(|(no_surplus, surplus)| ProspectPolicy::default().prospect(no_surplus, surplus));
        assert_eq!(prospects, [Short, Open, Surplus, Surplus]);
    }
}
