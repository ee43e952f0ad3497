//! What `report` takes.

use std::path::PathBuf;

use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// 哪一份；一校一案只供主管部门（--as bureau），`--format json` 输出 JSON。 Which; the sheets are for the bureau.
    #[arg(value_enum)]
    pub(crate) which: Report,
    /// 输出文件，.pdf、.docx、.html、.xlsx 或 .json；默认在工作区 output/ 下，按标题命名。 By default below `output/` of the workspace,
    /// named by its title.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
    /// 只要这所学校的（代码或名称）：就业质量报告的校版，或一校一案中的一页。 Of one school, by its code or name: its own report on where its
    /// graduates went, or its sheet.
    #[arg(long)]
    pub(crate) school: Option<String>,
}

/// The yearly reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// 毕业生就业质量 where graduates went, and how well
    Quality,
    /// 专业布局与需求分析 programmes and demand
    Layout,
    /// 一校一案 what is proposed for each school
    Sheets,
    /// 工作底稿 what analysts keep: signals by code, back-tests, seeds
    Papers,
}
