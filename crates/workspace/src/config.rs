//! The settings of a workspace, read from `talent.toml`.

use serde::Deserialize;
use talent_domain::{EducationLevel, RegionCode, TemplateCode, Year};
use toml::value::Datetime;

/// The settings in `talent.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whom the workspace is for.
    pub city: CityConfig,
    /// How runs are made.
    pub run: RunConfig,
    /// What is collected until when.
    #[serde(default)]
    pub collection: CollectionConfig,
}

/// What is collected until when.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionConfig {
    /// A deadline for each table and year that has one.
    #[serde(default)]
    pub due: Vec<Due>,
}

/// Until when a table of a year is to be handed in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The table.
    pub table: TemplateCode,
    /// The year of its figures.
    pub year: Year,
    /// The last day on which it is in time.
    pub date: Datetime,
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
        check_due(&config.collection.due)?;
        Ok(config)
    }
}

/// Deadlines are days, of tables of figures, each once.
fn check_due(due: &[Due]) -> Result<(), String> {
    for (index, Due { table, year, date }) in due.iter().enumerate() {
        let place = format!("collection.due {} {year}", table.code());
        if date.date.is_none() || date.time.is_some() {
            return Err(format!("{place} = {date}：应为日期，如 2026-10-31 (a day is wanted)"));
        }
        if table.is_list() || !(1900..=2100).contains(&year.number()) {
            return Err(format!("{place}：应为 T0 到 T7 的某一年 (a year of T0 to T7 is wanted)"));
        }
        if due.iter().take(index).any(|earlier| (earlier.table, earlier.year) == (*table, *year)) {
            return Err(format!("{place}：写了两次 (stands there twice)"));
        }
    }
    Ok(())
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
    fn deadlines_are_days_each_once() {
        let with = |text: &str| Config::parse(&format!("{}\n{text}", Config::TEMPLATE));
        let due = |date: &str| {
            format!("[[collection.due]]\ntable = \"T2\"\nyear = 2026\ndate = {date}\n")
        };
        let config = with(&due("2026-10-31")).unwrap();
        assert_eq!(config.collection.due[0].date.to_string(), "2026-10-31");
        for wrong in ["2026-02-30", "\"soon\"", "2026-10-31T00:00:00Z", "07:32:00"] {
            assert!(with(&due(wrong)).is_err(), "{wrong}");
        }
        assert!(with(&(due("2026-10-31") + &due("2026-11-30"))).unwrap_err().contains("T2 2026"));
        assert!(with(&due("2026-10-31").replace("T2", "C1")).is_err());
    }

    #[test]
    fn a_misspelt_setting_is_refused_with_its_line() {
        let text = Config::TEMPLATE.replace("horizon", "horzion");
        assert!(Config::parse(&text).unwrap_err().contains("horzion"));
        assert!(Config::parse(&Config::TEMPLATE.replace("draws = 2000", "draws = 1")).is_err());
    }
}
