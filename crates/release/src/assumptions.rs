//! What the balance assumes where nothing is published: `assumptions.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use talent_domain::{EducationLevel, IndustryCode};
use talent_settings::{Checks, SettingsError, SettingsFile};

use crate::scenario::Scenario;

/// What the balance assumes where the city publishes nothing. Every number is a proposal that the
/// bureau replaces with its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// Name and date.
    pub name: String,
    /// The level that the sections' shares of openings are of.
    #[serde(default = "usual_level")]
    pub level: EducationLevel,
    /// Share of openings that go to newcomers.
    pub newcomer_share: f64,
    /// Persons that this share is worth.
    pub newcomer_persons: f64,
    /// Weight of a class's own graduates against those who moved in the base window, in who fills its openings.
    pub bridge_curriculum_weight: f64,
    /// Persons that a row of the bridge is worth.
    pub bridge_persons: f64,
    /// Persons that a row of the staffing pattern is worth.
    pub staffing_persons: f64,
    /// Persons that even shares of the programmes of a class are worth.
    #[serde(default = "usual_sharing")]
    pub sharing_persons: f64,
    /// Standard deviation of the logarithm of the shares of openings at the level.
    #[serde(default = "usual_level_sd")]
    pub level_sd: f64,
    /// Part of that variance which all occupations share.
    #[serde(default = "half")]
    pub level_common: f64,
    /// Standard deviation of the logarithm of the model's demand.
    #[serde(default = "usual_model_sd")]
    pub model_sd: f64,
    /// Standard deviation of the logarithm of demand per seeker between classes.
    #[serde(default = "usual_market_sd")]
    pub market_sd: f64,
    /// Correlation of demand per seeker with the tightness seen in placement and matches.
    #[serde(default = "usual_tightness")]
    pub tightness: f64,
    /// Standard deviation of the logarithm of hires as a measure of demand.
    #[serde(default = "usual_hires_sd")]
    pub hires_sd: f64,
    /// Standard deviation of the logarithm of what the demand of a class drifts by in a year, for reasons that nothing here
    /// knows.
    #[serde(default = "usual_drift_sd")]
    pub demand_drift_sd: f64,
    /// From how many times apart on the model's demand and hires contradict each other.
    #[serde(default = "usual_contradict_ratio")]
    pub contradict_ratio: f64,
    /// Standard deviation of the logarithm of exit rates.
    pub exit_rate_sd: f64,
    /// Part of that variance which all share.
    pub exit_rate_common: f64,
    /// Part of all exits that is retirement at the statutory age (list P2).
    pub retirement_share_of_exits: f64,
    /// Years until those who go on studying come to the labour market at a higher level.
    pub further_study_years: u8,
    /// Correlation between the changes of industries that estimates are drawn towards.
    pub industry_correlation: f64,
    /// Standard deviation of the logarithm of private and self-employment.
    pub private_sd: f64,
    /// Persons that its division among the sections is worth.
    #[serde(default = "usual_private")]
    pub private_persons: f64,
    /// Persons that the city's mean of a rate is worth to a programme.
    pub rate_persons: f64,
    /// Progression from a grade to the next, or to graduation, where no cohort has been followed
    /// yet.
    #[serde(default = "usual_progression")]
    pub progression: f64,
    /// Persons that the mean progression between grades is worth to a programme.
    pub progression_persons: f64,
    /// Most persons that a rate is taken to rest on: rates also change from year to year.
    pub rate_persons_cap: f64,
    /// Years of the local retention rate.
    pub retention_years: u8,
    /// Smoothing weight of the newest progression rate.
    pub progression_smoothing: f64,
    /// Named scenarios.
    pub scenarios: BTreeMap<String, Scenario>,
    /// By section.
    pub sections: BTreeMap<IndustryCode, SectionAssumptions>,
}

/// What is assumed of one section where no list says it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionAssumptions {
    /// Share of its workers who leave the labour force each year.
    pub exit_rate: f64,
    /// Share of its openings filled by graduates of the level.
    #[serde(alias = "secondary_share")]
    pub level_share: f64,
    /// Its share of the city's private and self-employed workers, where these are not known by section.
    pub private_share: f64,
}

/// The level of files written before it could be set.
fn usual_level() -> EducationLevel {
    EducationLevel::Secondary
}

/// The progression, a fraction, of files written before it could be set.
fn usual_progression() -> f64 {
    0.97
}

/// The persons of files written before they could be set.
fn usual_sharing() -> f64 {
    10.0
}

/// The persons of private employment of files written before they could be set.
fn usual_private() -> f64 {
    40.0
}

/// The spread of levels of files written before it could be set.
fn usual_level_sd() -> f64 {
    0.35
}

/// The common part of files written before it could be set.
fn half() -> f64 {
    0.5
}

/// The spread of the model's demand of files written before it could be set.
fn usual_model_sd() -> f64 {
    0.8
}

/// The spread between classes of files written before it could be set.
fn usual_market_sd() -> f64 {
    0.4
}

/// The correlation of files written before it could be set.
fn usual_tightness() -> f64 {
    0.6
}

/// The drift of files written before it could be set.
fn usual_drift_sd() -> f64 {
    0.12
}

/// The ratio of files written before it could be set.
fn usual_contradict_ratio() -> f64 {
    3.0
}

/// The spread of hires of files written before it could be set.
fn usual_hires_sd() -> f64 {
    0.3
}

impl Assumptions {
    /// The default assumptions, annotated.
    pub const DEFAULT: &'static str = include_str!("assumptions.toml");

    /// Reads assumptions.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with them: missing and unknown keys, shares outside 0 to 1, scenarios out of range, and private
    /// shares that do not add up to one, each with its line, its key and what to do.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let file = SettingsFile { name: "assumptions.toml", defaults: Self::DEFAULT, former: &[] };
        file.read(text, Self::check)
    }

    /// What must hold of the values, beyond their kinds.
    fn check(&self, checks: &mut Checks) {
        self.check_shares(checks);
        self.check_spreads(checks);
        self.check_sections(checks);
        for (name, scenario) in &self.scenarios {
            scenario.check_each(|key, value, least, most| {
                checks.within(&format!("scenarios.{name}.{key}"), value, least, most);
            });
        }
    }

    fn check_shares(&self, checks: &mut Checks) {
        let shares = [
            ("newcomer_share", self.newcomer_share),
            ("bridge_curriculum_weight", self.bridge_curriculum_weight),
            ("exit_rate_common", self.exit_rate_common),
            ("level_common", self.level_common),
            ("tightness", self.tightness),
            ("retirement_share_of_exits", self.retirement_share_of_exits),
            ("industry_correlation", self.industry_correlation),
            ("progression", self.progression),
            ("progression_smoothing", self.progression_smoothing),
        ];
        for (key, share) in shares {
            checks.fraction(key, share);
        }
        checks.at_least_one("retention_years", self.retention_years.into());
    }

    fn check_sections(&self, checks: &mut Checks) {
        for (code, section) in &self.sections {
            let SectionAssumptions { exit_rate, level_share, private_share } = *section;
            checks.fraction(&format!("sections.{code}.exit_rate"), exit_rate);
            checks.fraction(&format!("sections.{code}.level_share"), level_share);
            checks.fraction(&format!("sections.{code}.private_share"), private_share);
        }
        let sum: f64 = self.sections.values().map(|section| section.private_share).sum();
        // Figures are written with few digits.
        let shown = (sum * 1e6).round() / 1e6;
        checks.require(
            (sum - 1.0).abs() <= 1e-6,
            &["sections"],
            format!("各行业 private_share 之和为 {shown}，应为 1，请改其中几个"),
            format!("private_share adds up to {shown} over the sections, not to 1"),
        );
    }

    /// Standard deviations of logarithms say by how many times a figure may be off: three is twenty times. Persons are
    /// what an estimate counts as, and of two measurements one has to be more than the other to contradict it.
    fn check_spreads(&self, checks: &mut Checks) {
        let spreads = [
            ("level_sd", self.level_sd),
            ("model_sd", self.model_sd),
            ("market_sd", self.market_sd),
            ("hires_sd", self.hires_sd),
            ("demand_drift_sd", self.demand_drift_sd),
            ("exit_rate_sd", self.exit_rate_sd),
            ("private_sd", self.private_sd),
        ];
        for (key, spread) in spreads {
            checks.within(key, spread, 0.0, 3.0);
        }
        let persons = [
            ("newcomer_persons", self.newcomer_persons),
            ("bridge_persons", self.bridge_persons),
            ("staffing_persons", self.staffing_persons),
            ("sharing_persons", self.sharing_persons),
            ("private_persons", self.private_persons),
            ("rate_persons", self.rate_persons),
            ("progression_persons", self.progression_persons),
            ("rate_persons_cap", self.rate_persons_cap),
        ];
        for (key, persons) in persons {
            checks.positive(key, persons);
        }
        let ratio = self.contradict_ratio;
        checks.require(
            ratio > 1.0 && ratio.is_finite(),
            &["contradict_ratio"],
            format!("{ratio} 应大于 1"),
            format!("{ratio} must be more than 1"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_assumptions_cover_every_section() {
        let assumptions = Assumptions::parse(Assumptions::DEFAULT).unwrap();
        let sections: String = assumptions.sections.keys().map(IndustryCode::as_str).collect();
        assert_eq!(sections, "ABCDEFGHIJKLMNOPQRS");
    }

    #[test]
    fn shares_that_do_not_add_up_are_refused() {
        let text = Assumptions::DEFAULT.replacen("private_share = 0.02", "private_share = 0.12", 1);
        assert!(Assumptions::parse(&text).is_err());
    }

    #[test]
    fn spreads_out_of_range_are_refused_by_name() {
        let with = |key: &str, value: &str| {
            let line = |line: &str| {
                if line.starts_with(key) { format!("{key} = {value}") } else { line.to_owned() }
            };
            Assumptions::DEFAULT.lines().map(line).collect::<Vec<_>>().join("\n")
        };
        let refused = [
            ("demand_drift_sd", "-1.0"),
            ("demand_drift_sd", "50.0"),
            ("model_sd", "nan"),
            ("rate_persons", "0.0"),
            ("contradict_ratio", "0.5"),
        ];
        for (key, value) in refused {
            let error = Assumptions::parse(&with(key, value)).unwrap_err().to_string();
            assert!(error.contains(key), "{error}");
        }
    }
}
