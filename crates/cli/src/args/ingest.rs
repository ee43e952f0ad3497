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
    /// 把问题写进报送人自己的工作簿退回：一个文件写 .xlsx，几个文件写文件夹。 Send each workbook back with what was
    /// found: to this .xlsx, or into this folder if there are several.
    #[arg(long = "return", value_name = "FILE")]
    pub(crate) return_to: Option<PathBuf>,
    /// 更正已关账的数字，写明原因。 Figures of closed periods are corrected, for this reason.
    #[arg(long, value_name = "REASON")]
    pub(crate) correction: Option<String>,
}
