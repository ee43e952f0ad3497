//! What `report` takes.

use std::path::PathBuf;

use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// 哪一份。 Which.
    #[arg(value_enum)]
    pub(crate) which: Report,
    /// 输出文件，.html 或 .xlsx；默认在工作区 output/ 下。 By default below `output/` of the workspace.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
}

/// The yearly reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// 毕业生就业质量 where graduates went, and how well
    Quality,
    /// 专业布局与需求分析 programmes and demand
    Layout,
}
