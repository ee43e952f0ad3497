//! What a rate of few persons is drawn towards: a beta prior fitted to the group that the rate is of.
//!
//! Every rate `x/n` of a group is taken as binomial around a true rate, and the true rates as beta distributed around
//! the centre of their class (专业类). The prior is worth `κ` persons; its weight follows from how far the rates of the
//! group lie apart beyond what their numbers of persons explain (method of moments; Kleinman, J. Am. Stat. Assoc. 68
//! (1973) 46–54).

use std::collections::BTreeMap;

use talent_domain::ProgrammeClass;

use crate::counts::{Counts, Prior};
use crate::policy::RatingPolicy;

/// The priors of one group: a weight for all of it and a centre for each class.
#[derive(Debug, Clone, PartialEq)]
pub struct Priors {
    /// The mean rate of the group, every person counting the same; zero without persons.
    pub mean: f64,
    /// Persons that a prior is worth.
    pub persons: f64,
    centres: BTreeMap<ProgrammeClass, f64>,
}

impl Priors {
    /// Fits the priors of a group to its members, each with its class.
    ///
    /// The weight is that of the members around the rates of their classes. A centre is the rate of the class, itself
    /// drawn towards the group's mean by the weight of the classes around that mean, so that a class of few persons has
    /// the group's mean for its centre.
    pub fn fit(rating: &RatingPolicy, members: &[(ProgrammeClass, Counts)]) -> Self {
        let mut classes: BTreeMap<ProgrammeClass, Vec<Counts>> = BTreeMap::new();
        for (class, counts) in members.iter().filter(|(_, counts)| counts.of > 0.0) {
            classes.entry(class.clone()).or_default().push(*counts);
        }
        let total = |counts: &[Counts]| counts.iter().copied().sum::<Counts>();
        let totals: Vec<Counts> = classes.values().map(|counts| total(counts)).collect();
        let mean = total(&totals).rate().unwrap_or(0.0);
        let members: Vec<&[Counts]> = classes.values().map(Vec::as_slice).collect();
        let between = weight(rating, &[&totals]);
        let centre = |counts: Counts| (counts.count + between * mean) / (counts.of + between);
        let centres = classes.iter().map(|(class, counts)| (class.clone(), centre(total(counts))));
        Self { mean, persons: weight(rating, &members), centres: centres.collect() }
    }

    /// The prior of a member of a class; the group's mean is the centre of a class without persons.
    pub fn of(&self, class: &ProgrammeClass) -> Prior {
        let mean = self.centres.get(class).copied().unwrap_or(self.mean);
        Prior { mean, persons: self.persons }
    }
}

/// Persons that a prior is worth, within the bounds of the policy; the upper bound where moments cannot be taken, because
/// there are too few rates or none of them could differ.
fn weight(rating: &RatingPolicy, groups: &[&[Counts]]) -> f64 {
    let most = rating.shrinkage_persons;
    let rates: usize = groups.iter().map(|group| group.len()).sum();
    if rates < usize::from(rating.least_shrinkage_rates) {
        return most;
    }
    let fitted = likeness(groups).map(|likeness| 1.0 / likeness - 1.0);
    let fitted = fitted.filter(|persons| persons.is_finite()).unwrap_or(most);
    fitted.max(rating.least_shrinkage_persons).min(most)
}

/// The correlation `ρ = 1/(κ + 1)` of two persons of one rate, from the spread of the rates of each group around their own
/// mean: `ρ = Σ(S − p̂q̂(k − 1)) / Σ p̂q̂ Σ(1 − nᵢ/N)(nᵢ − 1)` with `S = Σ nᵢ(p̂ᵢ − p̂)²`. `None` where the rates lie no
/// further apart than chance explains, or could not.
fn likeness(groups: &[&[Counts]]) -> Option<f64> {
    let (mut excess, mut room) = (0.0, 0.0);
    for group in groups {
        let total: Counts = group.iter().copied().sum();
        let Some(mean) = total.rate() else { continue };
        let variance = mean * (1.0 - mean);
        let spread = |counts: &Counts| counts.rate().map_or(0.0, |rate| rate - mean).powi(2);
        let apart: f64 = group.iter().map(|counts| counts.of * spread(counts)).sum();
        let free = |counts: &Counts| (1.0 - counts.of / total.of) * (counts.of - 1.0);
        excess += apart - variance * (group.len() as f64 - 1.0);
        room += variance * group.iter().map(free).sum::<f64>();
    }
    (excess > 0.0 && room > 0.0).then(|| excess / room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Direction;
    use crate::policy::Policy;

    fn rating() -> RatingPolicy {
        Policy::default().rating
    }

    fn fit(members: &[(&str, f64, f64)]) -> Priors {
        let member = |&(class, count, of): &(&str, f64, f64)| {
            (ProgrammeClass::new(class).unwrap(), Counts { count, of })
        };
        Priors::fit(&rating(), &members.iter().map(member).collect::<Vec<_>>())
    }

    /// Rates of two kinds in one class, by turns.
    fn mixed(low: f64, high: f64, of: f64) -> Vec<(&'static str, f64, f64)> {
        (0..20).map(|i| ("7102", of * if i % 2 == 0 { low } else { high }, of)).collect()
    }

    #[test]
    fn rates_that_lie_far_apart_are_drawn_little() {
        let far = fit(&mixed(0.3, 0.9, 100.0)).persons;
        let near = fit(&mixed(0.55, 0.75, 100.0)).persons;
        assert!(far < near, "{far} {near}");
        assert!(far >= rating().least_shrinkage_persons);
    }

    #[test]
    fn the_weight_of_large_rates_is_that_of_their_variance() {
        // A beta distribution of mean m and weight κ has the variance m(1 − m)/(κ + 1).
        let priors = fit(&mixed(0.5, 0.7, 1e6));
        let expected = 0.6 * 0.4 / 0.01 - 1.0;
        // The sample of twenty has nineteen degrees of freedom.
        assert!((priors.persons - expected).abs() < 0.1 * expected, "{}", priors.persons);
    }

    #[test]
    fn rates_no_further_apart_than_chance_are_drawn_as_far_as_the_policy_lets() {
        let alike = fit(&mixed(0.9, 0.9, 50.0));
        assert_eq!(alike.persons, rating().shrinkage_persons);
        let certain = fit(&mixed(1.0, 1.0, 50.0));
        assert_eq!((certain.mean, certain.persons), (1.0, rating().shrinkage_persons));
        let extreme = fit(&mixed(0.0, 1.0, 1000.0));
        assert_eq!(extreme.persons, rating().least_shrinkage_persons);
    }

    #[test]
    fn too_few_rates_are_drawn_as_far_as_the_policy_lets() {
        let few = [("7102", 10.0, 100.0), ("7102", 90.0, 100.0)];
        assert_eq!(fit(&few).persons, rating().shrinkage_persons);
        assert_eq!(fit(&[]).mean, 0.0);
    }

    #[test]
    fn the_fewer_persons_a_class_has_the_nearer_its_centre_is_to_the_mean_of_the_city() {
        let mut members = mixed(0.9, 0.98, 200.0);
        members.extend([("6101", 50.0, 100.0), ("6102", 120.0, 200.0), ("6301", 1.0, 2.0)]);
        members.extend([("7201", 190.0, 200.0), ("7301", 194.0, 200.0)]);
        let priors = fit(&members);
        let centre = |class: &str| priors.of(&ProgrammeClass::new(class).unwrap()).mean;
        assert!((centre("6101") - 0.5).abs() < 0.1, "{}", centre("6101"));
        // Both classes have the rate 0.5 of their own, the one of a hundred persons and the other of two.
        let drawn = |class: &str| (centre(class) - 0.5) / (priors.mean - 0.5);
        assert!(0.0 < drawn("6101") && drawn("6101") < drawn("6301") && drawn("6301") < 1.0);
        assert_eq!(centre("9999"), priors.mean);
    }

    #[test]
    fn eighty_of_a_hundred_and_thirty_nine_are_probably_below_six_in_ten() {
        let poor = Counts { count: 80.0, of: 139.0 };
        let classes = ["7101", "7102", "7201", "7202", "7301", "7401", "7501"];
        let mut members: Vec<(&str, f64, f64)> = Vec::new();
        for class in classes {
            members.extend([(class, 96.0, 100.0), (class, 97.0, 100.0), (class, 95.0, 100.0)]);
        }
        members.extend([("6101", 53.0, 91.0), ("6101", 27.0, 48.0), ("7102", 167.0, 273.0)]);
        let priors = fit(&members);
        assert!(priors.mean > 0.85);
        let prior = priors.of(&ProgrammeClass::new("6101").unwrap());
        let below = |prior| poor.beyond(Direction::Below, 0.6, prior);
        assert!(below(prior) > 0.5, "{prior:?}: {}", below(prior));
        // Forty persons of the city's mean would hide them.
        assert!(below(Prior { mean: 0.95, persons: 40.0 }) < 0.1);
    }
}
