//! What `ingest` takes.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct IngestArgs {
    /// 文件。 The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// 只检查，不入库。 Check only.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// 已核对过的大幅变动和未到年份不算错误。 Large jumps and years to come have been checked.
    #[arg(long)]
    pub(crate) confirm_jumps: bool,
    /// 把全部问题写成清单，.xlsx 或 .html，可退回填报人修改。 Write every finding to this file, to be sent back.
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Option<PathBuf>,
}
