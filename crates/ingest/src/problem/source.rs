//! Problems with whose figures a file brings, and of when: those of a closed period (T05), and of another school than the
//! file is said to be of (S04).

use talent_domain::{Lang, Measure, TemplateCode, Year};

use super::statement::{Statement, caution, error};

/// A problem with whose figures a file brings, and of when.
#[allow(missing_docs, reason = "the sentence on each variant names its fields")]
#[derive(Debug, Clone, PartialEq)]
pub enum SourceProblem {
    /// A figure of a closed period would change; none before if it is new.
    Closed { table: TemplateCode, year: Year, measure: Measure, before: Option<f64>, after: f64 },
    /// A figure of a closed period is corrected, for a reason that is kept.
    Corrected { table: TemplateCode, year: Year, measure: Measure, before: Option<f64>, after: f64 },
    /// A row of another school than the one that the sheet is declared for.
    OtherSchool { declared: String, row: String },
    /// A row of another school than the one that the name of the file names.
    OtherSchoolThanFile { named: String, row: String },
}

impl SourceProblem {
    pub(super) fn statement(&self, lang: Lang) -> Statement {
        match self {
            Self::Closed { table, year, measure, before, after } => error("T05", lang)
                .zh(
                    format_args!(
                        "{year} 年 {} 已关账：{} {}，将改为 {after}",
                        table.code(),
                        measure.name(Lang::Zh),
                        was(*before, lang)
                    ),
                    "核对是否报错了年份；确需更正的，导入时加 --correction \"原因\"，或先执行 talent period open",
                )
                .en(
                    format_args!(
                        "{} of {year} is closed: {} {} would become {after}",
                        table.code(),
                        measure.name(Lang::En),
                        was(*before, lang)
                    ),
                    "check the year; to correct it, ingest with --correction \"reason\", or open the period with `talent period open`",
                ),
            Self::Corrected { table, year, measure, before, after } => caution("T05", lang)
                .zh(
                    format_args!(
                        "更正已关账的 {year} 年 {}：{} {}，改为 {after}",
                        table.code(),
                        measure.name(Lang::Zh),
                        was(*before, lang)
                    ),
                    "请核对；原因随入库记录保存",
                )
                .en(
                    format_args!(
                        "{} of {year} is closed and corrected: {} {} becomes {after}",
                        table.code(),
                        measure.name(Lang::En),
                        was(*before, lang)
                    ),
                    "check it; the reason is kept with the vintage",
                ),
            Self::OtherSchool { declared, row } => error("S04", lang)
                .zh(
                    format_args!("填报单位是 {declared}，从这一行起却有 {row} 的数据"),
                    "核对是否贴错了表；改正学校代码，或改正、删去表头上方的填报单位",
                )
                .en(
                    format_args!("the sheet is declared for {declared}, but from this row on there are rows of {row}"),
                    "check whether the rows belong here; mend the school, or the declaration above the headings",
                ),
            Self::OtherSchoolThanFile { named, row } => caution("S04", lang)
                .zh(
                    format_args!("文件名写的是 {named}，从这一行起却有 {row} 的数据"),
                    "核对是否贴错了表；无误的无需处理",
                )
                .en(
                    format_args!("the file is named after {named}, but from this row on there are rows of {row}"),
                    "check whether the rows belong here; nothing to do if they do",
                ),
        }
    }
}

fn was(before: Option<f64>, lang: Lang) -> String {
    match (before, lang) {
        (Some(before), Lang::Zh) => format!("原为 {before}"),
        (Some(before), Lang::En) => format!("of {before}"),
        (None, Lang::Zh) => "原来没有".to_owned(),
        (None, Lang::En) => "that was not there".to_owned(),
    }
}
