//! What `period`, `status` and `diff` take.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use talent_domain::{TemplateCode, Year};

/// Closing and opening periods.
#[derive(Debug, Subcommand)]
pub(crate) enum PeriodCommand {
    /// 关账：此后改动这一年的数字须写明更正原因
    ///
    /// Close tables of a year: from now on their figures change only for a reason that is given.
    Close(PeriodArgs),
    /// 重新打开
    ///
    /// Open tables of a year again.
    Open(PeriodArgs),
    /// 列出已关账的年份和表
    ///
    /// List what is closed, since when, by whom and why.
    List {
        /// 每次关账和重新打开都列出。 Every closing and opening.
        #[arg(long)]
        all: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct PeriodArgs {
    /// 哪一年。 The year of the figures.
    #[arg(value_parser = year)]
    pub(crate) year: Year,
    /// 哪些表，如 T1,T2；不写为 T0 到 T7 全部。 The tables; all of figures if none is named.
    #[arg(long, value_delimiter = ',', value_parser = table)]
    pub(crate) table: Vec<TemplateCode>,
    /// 原因，随记录保存。 Why; it is kept.
    #[arg(long)]
    pub(crate) reason: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {
    /// 哪些表：T1、T2、T3。 The tables.
    #[arg(long, value_delimiter = ',', default_value = "T1,T2", value_parser = school_table)]
    pub(crate) table: Vec<TemplateCode>,
    /// 哪一年；不写则取设置中有期限的最近一年，没有则取已报的最近一年。 The year; by default the newest with a deadline
    /// in the settings, or else the newest that was sent.
    #[arg(long, value_parser = year)]
    pub(crate) year: Option<Year>,
    /// 截止日，如 2026-10-31；不写则按 talent.toml。 The deadline; by default that of the settings.
    #[arg(long, value_parser = day)]
    pub(crate) due: Option<String>,
    /// 写成文件，.xlsx 或 .html。 Write it to a file.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// 较早的数据版本（见 talent history）。 The earlier vintage.
    pub(crate) before: i64,
    /// 较晚的数据版本。 The later vintage.
    pub(crate) after: i64,
    /// 写成文件，.xlsx 或 .html。 Write it to a file.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
}

fn year(text: &str) -> Result<Year, String> {
    let number = text.parse::<i64>().map_err(|_| format!("“{text}”：应为年份 (a year)"))?;
    Year::new(number).map_err(|_| format!("“{text}”：应为 1900 到 2100 (1900 to 2100)"))
}

fn table(text: &str) -> Result<TemplateCode, String> {
    let code = TemplateCode::from_code(&text.to_ascii_uppercase());
    let wanted = || format!("“{text}”：应为 T0 到 T7 (T0 to T7)");
    code.filter(|code| !code.is_list()).ok_or_else(wanted)
}

/// A table that schools send.
fn school_table(text: &str) -> Result<TemplateCode, String> {
    let wanted = || format!("“{text}”：应为 T1、T2 或 T3 (T1, T2 or T3)");
    let is_of_schools = |code: &TemplateCode| {
        matches!(code, TemplateCode::T1 | TemplateCode::T2 | TemplateCode::T3)
    };
    table(text).ok().filter(is_of_schools).ok_or_else(wanted)
}

fn day(text: &str) -> Result<String, String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    day.map(|day| day.to_string()).map_err(|_| format!("“{text}”：应如 2026-10-31 (a day)"))
}
