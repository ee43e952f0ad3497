//! What `plan` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// 只看这所学校（代码或名称）。 Only this school, by its code or name.
    #[arg(long)]
    pub(crate) school: Option<String>,
    /// 只看这个专业（代码）。 Only this programme, by its code.
    #[arg(long)]
    pub(crate) programme: Option<String>,
    /// 写成文件，.xlsx 或 .html。 Write it to a file.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
}
