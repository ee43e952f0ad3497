//! The settings of a workspace, read from `talent.toml`.

use serde::Deserialize;
use talent_domain::{EducationLevel, RegionCode};

/// The settings in `talent.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whom the workspace is for.
    pub city: CityConfig,
    /// How runs are made.
    pub run: RunConfig,
}

/// Whom the workspace is for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityConfig {
    /// The city's code, as in list C4.
    pub region: RegionCode,
    /// Its name, as documents print it.
    pub name: String,
    /// Who issues bulletins.
    pub publisher: String,
    /// The level of education that the balance is about.
    #[serde(default = "secondary")]
    pub level: EducationLevel,
}

fn secondary() -> EducationLevel {
    EducationLevel::Secondary
}

/// How runs are made.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunConfig {
    /// Years ahead.
    pub horizon: u8,
    /// Draws of the Monte Carlo chain.
    pub draws: u32,
    /// Seed of all chance.
    pub seed: u32,
}

impl Config {
    /// The annotated file that `talent init` writes. Its values are the defaults.
    pub const TEMPLATE: &'static str = include_str!("talent.toml");

    /// Reads the settings; the error names the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let RunConfig { horizon, draws, .. } = config.run;
        if !(1..=10).contains(&horizon) {
            return Err(format!("run.horizon = {horizon}：应为 1 到 10 年 (1 to 10 years)"));
        }
        if !(100..=100_000).contains(&draws) {
            return Err(format!(
                "run.draws = {draws}：应为 100 到 100000 次 (100 to 100000 draws)"
            ));
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_itself_valid() {
        let config = Config::parse(Config::TEMPLATE).unwrap();
        assert_eq!(config.city.region.as_str(), "141000");
        assert_eq!(config.run.draws, 2_000);
    }

    #[test]
    fn a_misspelt_setting_is_refused_with_its_line() {
        let text = Config::TEMPLATE.replace("horizon", "horzion");
        assert!(Config::parse(&text).unwrap_err().contains("horzion"));
        assert!(Config::parse(&Config::TEMPLATE.replace("draws = 2000", "draws = 1")).is_err());
    }
}
