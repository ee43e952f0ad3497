//! The verdict on the number of key programmes.

use crate::policy::KeyPolicy;

/// Whether there are as many key programmes as there should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyVerdict {
    /// Fewer than the fewest.
    TooFew,
    /// As many as there should be.
    Fitting,
    /// More than the most.
    TooMany,
}

impl KeyVerdict {
    fn of(count: usize, [fewest, most]: [u32; 2]) -> Self {
        if count < fewest as usize {
            Self::TooFew
        } else if count > most as usize {
            Self::TooMany
        } else {
            Self::Fitting
        }
    }
}

impl KeyPolicy {
    /// The verdict on a school that has so many key programmes of the city's level or above.
    pub fn school_verdict(&self, count: usize) -> KeyVerdict {
        KeyVerdict::of(count, self.per_school)
    }

    /// The verdict on a city that has so many key programmes of the province's level.
    pub fn city_verdict(&self, provincial: usize) -> KeyVerdict {
        KeyVerdict::of(provincial, self.provincial)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_the_range_fit() {
        use KeyVerdict::{Fitting, TooFew, TooMany};
        let policy = KeyPolicy::default();
        let school: Vec<KeyVerdict> = (0..5).map(|count| policy.school_verdict(count)).collect();
        assert_eq!(school, [TooFew, TooFew, Fitting, Fitting, TooMany]);
        let city = [14, 15, 20, 21].map(|count| policy.city_verdict(count));
        assert_eq!(city, [TooFew, Fitting, Fitting, TooMany]);
    }
}
