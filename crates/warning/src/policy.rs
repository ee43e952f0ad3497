use serde::{Deserialize, Serialize};

/// A policy file that cannot be understood.
#[derive(Debug, Clone, thiserror::Error)]
#[error("policy.toml: {0}")]
pub struct PolicyError(pub String);

/// Every threshold of the warning system. A dated file: change it and the next run follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// The date from which it is in force.
    pub in_force_from: String,
    /// Who may be rated.
    pub rating: RatingPolicy,
    /// F1: placement of those who want a job.
    pub placement: PlacementPolicy,
    /// F2: share of matched jobs.
    pub matching: MatchPolicy,
    /// F3: forecast gap.
    pub gap: GapPolicy,
    /// F5: intake.
    pub intake: IntakePolicy,
    /// F7: too many sites.
    pub duplication: DuplicationPolicy,
    /// Room to grow.
    pub growth: GrowthPolicy,
    /// How far a signal must clear its threshold before a level falls.
    pub margin: MarginPolicy,
    /// Programmes whose level is capped at yellow.
    pub exempt: ExemptPolicy,
    /// How many key programmes there should be. Policies of earlier versions leave it at the default.
    #[serde(default)]
    pub key_programmes: KeyPolicy,
}

/// How many key programmes there should be: the fewest and the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyPolicy {
    /// Of the city's level or above, at each school.
    pub per_school: [u32; 2],
    /// Of the province's level, in the city.
    pub provincial: [u32; 2],
}

impl Default for KeyPolicy {
    fn default() -> Self {
        Self { per_school: [2, 3], provincial: [15, 20] }
    }
}

/// Who may be rated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingPolicy {
    /// Persons behind a rate for a full rating.
    pub full_persons: f64,
    /// Persons below which nothing is rated; between the two no level is above blue.
    pub least_persons: f64,
    /// Classes pooled for a rate.
    pub pooled_years: u8,
    /// Years of data below which nothing is rated.
    pub least_years: u8,
    /// Persons that the city's mean is worth when a small rate is drawn towards it.
    pub shrinkage_persons: f64,
}

/// F1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementPolicy {
    /// Adverse below this rate …
    pub below: f64,
    /// … severe below this one …
    pub severe_below: f64,
    /// … with at least this probability.
    pub probability: f64,
}

/// F2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchPolicy {
    /// Adverse below this rate, or …
    pub below: f64,
    /// … in this lowest part of the city …
    pub lowest_share: f64,
    /// … with at least this probability.
    pub probability: f64,
}

/// F3.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapPolicy {
    /// Adverse from this probability of a surplus beyond friction (ITA above 1.05).
    pub surplus_probability: f64,
    /// Severe from this probability of a large surplus (ITA above 1.15).
    pub large_surplus_probability: f64,
}

/// F5.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntakePolicy {
    /// Adverse below this share of the plan.
    pub completion_below: f64,
    /// Adverse below this many entrants: one class.
    pub entrants_below: f64,
    /// Years running of that which make a red level by themselves.
    pub administrative_years: u8,
    /// Years without any entrant and student which do so too.
    pub empty_years: u8,
}

/// F7.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuplicationPolicy {
    /// Adverse above this share of the city's schools of the level.
    pub city_share_above: f64,
}

/// Green.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthPolicy {
    /// Green from this probability of no surplus (ITA at most 1).
    pub good_probability: f64,
    /// Green only in this upper part of the city by matched jobs.
    pub upper_share: f64,
    /// 紧缺 from this probability of a shortage (ITA at most 0.85).
    pub shortage_probability: f64,
}

/// Margins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarginPolicy {
    /// For rates, a fraction.
    pub rate: f64,
    /// For probabilities, a fraction.
    pub probability: f64,
    /// Releases running that must clear the margin.
    pub releases: u8,
}

/// Exempt programmes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptPolicy {
    /// Codes of programmes that are protected or controlled by the state.
    pub programmes: Vec<String>,
    /// Programmes with fewer years of intake than this are new.
    pub new_years: u8,
}

impl Policy {
    /// The default policy, annotated with its sources.
    pub const DEFAULT: &'static str = include_str!("policy.toml");

    /// Reads a policy; the error names the line.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let policy: Self = toml::from_str(text).map_err(|error| PolicyError(error.to_string()))?;
        let shares = [
            ("placement.below", policy.placement.below),
            ("placement.severe_below", policy.placement.severe_below),
            ("placement.probability", policy.placement.probability),
            ("matching.below", policy.matching.below),
            ("matching.lowest_share", policy.matching.lowest_share),
            ("matching.probability", policy.matching.probability),
            ("gap.surplus_probability", policy.gap.surplus_probability),
            ("gap.large_surplus_probability", policy.gap.large_surplus_probability),
            ("intake.completion_below", policy.intake.completion_below),
            ("duplication.city_share_above", policy.duplication.city_share_above),
            ("growth.good_probability", policy.growth.good_probability),
            ("growth.upper_share", policy.growth.upper_share),
            ("growth.shortage_probability", policy.growth.shortage_probability),
            ("margin.rate", policy.margin.rate),
            ("margin.probability", policy.margin.probability),
        ];
        for (name, [fewest, most]) in [
            ("key_programmes.per_school", policy.key_programmes.per_school),
            ("key_programmes.provincial", policy.key_programmes.provincial),
        ] {
            if fewest > most {
                let text = format!("{name} = [{fewest}, {most}]：少的写在前 (the fewest first)");
                return Err(PolicyError(text));
            }
        }
        match shares.into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            Some((name, share)) => Err(PolicyError(format!(
                "{name} = {share}：应在 0 到 1 之间 (a fraction from 0 to 1)"
            ))),
            None => Ok(policy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_is_valid() {
        let policy = Policy::parse(Policy::DEFAULT).unwrap();
        assert_eq!(policy.placement.below, 0.60);
        assert_eq!(policy.key_programmes, KeyPolicy::default());
        let turned = Policy::DEFAULT.replace("[2, 3]", "[3, 2]");
        assert!(Policy::parse(&turned).unwrap_err().0.contains("per_school"));
        let earlier = Policy::DEFAULT.split("[key_programmes]").next().unwrap();
        assert_eq!(Policy::parse(earlier).unwrap(), policy);
        assert_eq!(policy.rating.full_persons, 23.0);
    }

    #[test]
    fn a_percentage_in_place_of_a_fraction_is_refused() {
        let text = Policy::DEFAULT.replace("below = 0.60", "below = 60");
        assert!(Policy::parse(&text).unwrap_err().0.contains("placement.below"));
    }
}
