//! The settings of a workspace, read from `talent.toml`.

use croner::Cron;
use croner::errors::CronError;
use croner::parser::CronParser;
use serde::{Deserialize, Serialize};
use talent_domain::{EducationLevel, RegionCode, TemplateCode, Year};
use talent_settings::{Checks, SettingsError, SettingsFile};
use toml::value::Datetime;

/// The settings in `talent.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whom the workspace is for.
    pub city: CityConfig,
    /// What documents say of their ground, their readers and their office.
    #[serde(default)]
    pub notice: NoticeConfig,
    /// How runs are made.
    pub run: RunConfig,
    /// What is collected until when.
    #[serde(default)]
    pub collection: CollectionConfig,
    /// Where what is issued goes to.
    #[serde(default)]
    pub delivery: DeliveryConfig,
    /// What is done at set times without anybody watching.
    #[serde(default)]
    pub schedule: Vec<ScheduleConfig>,
}

/// Where what is issued goes to; nowhere by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryConfig {
    /// A folder, below the workspace unless it is absolute.
    #[serde(default)]
    pub folder: String,
    /// Addresses that get each issue by mail.
    #[serde(default)]
    pub mail: Vec<String>,
    /// Whom letters are from.
    #[serde(default)]
    pub sender: String,
    /// The mail relay, as `host` or `host:port`.
    #[serde(default)]
    pub relay: String,
}

/// What is done at a set time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleConfig {
    /// Its name, by which its issues are kept apart from those of others.
    pub name: String,
    /// The document: `bulletin`, `quality` or `layout`.
    pub document: String,
    /// When, in Beijing: minute, hour, day, month and weekday.
    pub when: String,
    /// A folder whose files are taken in first, below the workspace unless it is absolute.
    #[serde(default)]
    pub inbox: String,
    /// Whether it is signed and sent out by itself, where nothing speaks against it; otherwise it is put before the signer.
    #[serde(default)]
    pub issue: bool,
    /// Who signs what is sent out by itself.
    #[serde(default)]
    pub signer: String,
}

/// What is collected until when.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionConfig {
    /// A deadline for each table and year that has one.
    #[serde(default)]
    pub due: Vec<Due>,
}

/// Until when a table of a year is to be handed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
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

/// What documents say of their ground, their readers and their office. What is left out is not printed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeConfig {
    /// 编制依据: full titles with numbers.
    #[serde(default)]
    pub basis: Vec<String>,
    /// 主送.
    #[serde(default)]
    pub addressee: String,
    /// 抄送.
    #[serde(default)]
    pub copies: Vec<String>,
    /// 印发机关.
    #[serde(default)]
    pub office: String,
}

/// How runs are made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunConfig {
    /// Years ahead.
    pub horizon: u8,
    /// Draws of the Monte Carlo chain.
    pub draws: u32,
    /// Seed of all chance.
    pub seed: u32,
}

/// The template with an entry of what may stand there in any number.
const EVERY_KEY: &str = concat!(
    include_str!("talent.toml"),
    "\n[[collection.due]]\ntable = \"T2\"\nyear = 2026\ndate = 2026-10-31\n\n\
     [[schedule]]\nname = \"quarterly\"\ndocument = \"bulletin\"\nwhen = \"0 8 5 1,4,7,10 *\"\ninbox = \"inbox\"\n\
     issue = false\nsigner = \"\"\n"
);

impl ScheduleConfig {
    /// Its times.
    pub fn cron(&self) -> Result<Cron, CronError> {
        CronParser::builder().build().parse(&self.when)
    }
}

impl Config {
    /// The annotated file that `talent init` writes. Its values are the defaults.
    pub const TEMPLATE: &'static str = include_str!("talent.toml");

    /// Reads the settings.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with them, each with its line, its key and what to do.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let file = SettingsFile { name: "talent.toml", defaults: EVERY_KEY, former: &[] };
        file.read(text, Self::check)
    }

    /// What must hold of the values, beyond their kinds.
    fn check(&self, checks: &mut Checks) {
        let RunConfig { horizon, draws, .. } = self.run;
        checks.require(
            (1..=10).contains(&horizon),
            &["run.horizon"],
            format!("{horizon} 应为 1 到 10 年"),
            "1 to 10 years",
        );
        checks.require(
            (100..=100_000).contains(&draws),
            &["run.draws"],
            format!("{draws} 应为 100 到 100000 次"),
            "100 to 100000 draws",
        );
        check_due(&self.collection.due, checks);
        check_schedules(&self.schedule, checks);
        let DeliveryConfig { mail, sender, relay, .. } = &self.delivery;
        for (key, text) in [("delivery.sender", sender), ("delivery.relay", relay)] {
            checks.require(
                mail.is_empty() || !text.trim().is_empty(),
                &[key],
                "有收件人时须写明，如 \"tjb@example.org\" 和 \"127.0.0.1:25\"",
                "wanted where there are addresses: a sender, and a relay such as \"127.0.0.1:25\"",
            );
        }
    }
}

/// Schedules have names of their own, times that can be read, a document that is issued, and a signer where they issue.
fn check_schedules(schedules: &[ScheduleConfig], checks: &mut Checks) {
    for (index, schedule) in schedules.iter().enumerate() {
        let key = |name: &str| format!("schedule[{}].{name}", index + 1);
        let mut before = schedules.iter().take(index);
        checks.require(
            !schedule.name.trim().is_empty() && !before.any(|other| other.name == schedule.name),
            &[&key("name")],
            "每个计划要有自己的名称",
            "every schedule needs a name of its own",
        );
        checks.require(
            ["bulletin", "quality", "layout"].contains(&schedule.document.as_str()),
            &[&key("document")],
            format!("{} 应为 bulletin、quality 或 layout", schedule.document),
            "bulletin, quality or layout is wanted",
        );
        if let Err(reason) = schedule.cron() {
            checks.require(
                false,
                &[&key("when")],
                format!(
                    "“{}”读不出时间：应为 分（0–59）时（0–23）日（1–31）月（1–12）周（0–6，* 为不限），如 0 8 5 1,4,7,10 *",
                    schedule.when
                ),
                format!(
                    "minute, hour, day, month and weekday are wanted, such as 0 8 5 1,4,7,10 * ({reason})"
                ),
            );
        }
        checks.require(
            !schedule.issue || !schedule.signer.trim().is_empty(),
            &[&key("signer")],
            "自动印发的须写明签发人",
            "what is issued by itself needs a signer",
        );
    }
}

/// Deadlines are days, of tables of figures, each once.
fn check_due(due: &[Due], checks: &mut Checks) {
    for (index, Due { table, year, date }) in due.iter().enumerate() {
        let key = |name: &str| format!("collection.due[{}].{name}", index + 1);
        checks.require(
            date.date.is_some() && date.time.is_none(),
            &[&key("date")],
            format!("{date} 应为日期，如 2026-10-31"),
            "a day is wanted, such as 2026-10-31",
        );
        checks.require(
            !table.is_list(),
            &[&key("table")],
            format!("{} 应为 T0 到 T7", table.code()),
            "one of T0 to T7 is wanted",
        );
        checks.require(
            (1900..=2100).contains(&year.number()),
            &[&key("year")],
            format!("{year} 应为年份，如 2026"),
            "a year is wanted, such as 2026",
        );
        let mut before = due.iter().take(index);
        checks.require(
            !before.any(|earlier| (earlier.table, earlier.year) == (*table, *year)),
            &[&key("table")],
            format!("{} {year} 的期限写了两次，请只留一个", table.code()),
            format!("the deadline of {} {year} stands there twice", table.code()),
        );
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
        assert!(
            with(&(due("2026-10-31") + &due("2026-11-30")))
                .unwrap_err()
                .to_string()
                .contains("T2 2026")
        );
        assert!(with(&due("2026-10-31").replace("T2", "C1")).is_err());
    }

    #[test]
    fn a_schedule_has_times_that_can_be_read() {
        let with = |when: &str| {
            let schedule = format!(
                "[[schedule]]\nname = \"季度\"\ndocument = \"bulletin\"\nwhen = \"{when}\"\n"
            );
            Config::parse(&format!("{}\n{schedule}", Config::TEMPLATE))
        };
        assert_eq!(with("0 8 5 1,4,7,10 *").unwrap().schedule.len(), 1);
        for wrong in ["0 25 5 * *", "every quarter", ""] {
            let said = with(wrong).unwrap_err().to_string();
            assert!(said.contains("schedule[1].when") && said.contains("读不出时间"), "{said}");
        }
    }

    #[test]
    fn a_misspelt_setting_is_refused_with_its_line() {
        let text = Config::TEMPLATE.replace("horizon", "horzion");
        assert!(Config::parse(&text).unwrap_err().to_string().contains("horzion"));
        assert!(Config::parse(&Config::TEMPLATE.replace("draws = 2000", "draws = 1")).is_err());
    }
}
