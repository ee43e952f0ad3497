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
    /// 已核对属实的错误：规则代码、文件!单元格，或 explained（退回的工作簿中已写明原因的），可多次。只限 `talent rules`
    /// 中可确认的规则。 An error that is right, by the code of its rule, by its cell, or all that senders explained in
    /// the workbooks that went back; may be given several times.
    #[arg(long, value_name = "CODE|FILE!CELL|explained")]
    pub(crate) confirm: Vec<String>,
    /// 提醒的原因，随数据版本保存：代码=原因 或 文件!单元格=原因，可多次。 Why something is so, kept with the vintage; may be
    /// given several times.
    #[arg(long, value_name = "CODE=TEXT|FILE!CELL=TEXT")]
    pub(crate) explain: Vec<String>,
    /// 旧写法，等于 --confirm T04 --confirm T08 --confirm T09 --confirm J04。 The former way of confirming these.
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
